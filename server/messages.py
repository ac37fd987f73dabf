"""What HTTP asks of a request message, whatever it is about: https://www.rfc-editor.org/rfc/rfc9112."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug import exceptions

__all__ = ["WHOLE_SERVER", "fault_of"]

WHOLE_SERVER = "*"


def fault_of(method: str, path: str, headers: Mapping[str, str]) -> exceptions.HTTPException | None:
    """Say what is wrong with a message, or None.

    >>> fault_of("GET", "*", {}).code
    400
    >>> fault_of("POST", "/sparql", {"transfer-encoding": "gzip, chunked"}).code
    501
    """
    # The asterisk stands for the server as a whole, and only OPTIONS may ask that (section 3.2.4).
    if not path.startswith("/") and not (path == WHOLE_SERVER and method == "OPTIONS"):
        return exceptions.BadRequest("the request target is no path; send one that begins with /")
    # A Content-Length beside it the web server has dropped, and hangs up after the answer (section 6.3).
    coding = headers.get("transfer-encoding")
    if coding is not None and coding.strip().lower() != "chunked":
        return exceptions.NotImplemented(f"the transfer coding {coding} is not read here; send chunked")
    return None
