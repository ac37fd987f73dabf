"""Cut an unfinished serialisation after its last whole row and close it so that it is well-formed and says it is cut."""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import escape

__all__ = ["CUTTABLE", "cut"]

# Formats that have a place to say, in the body, that the result is not whole. CSV and TSV have none.
CUTTABLE = frozenset({"json", "xml", "ntriples", "nquads", "turtle"})


def cut(data: bytes, format_name: str, why: str) -> bytes | None:
    """Give the cut body, or None where this format, or so little of it, cannot say that it is cut."""
    if format_name == "json":
        return _json(data, why)
    if format_name == "xml":
        return _xml(data, why)
    if format_name in ("ntriples", "nquads", "turtle"):
        return _statements(data, why)
    return None


# Between two rows. Inside a string a quotation mark is escaped, so that this never matches inside one.
_NEXT_ROW = re.compile(rb'\}\},\{"[^"]+":\{')


def _json(data: bytes, why: str) -> bytes | None:
    opening = data.find(b'"bindings":[')
    if opening < 0:
        return None
    end = position = len(data)
    while (position := data.rfind(b'}},{"', 0, position)) >= 0:
        if _NEXT_ROW.match(data, position):
            end = position + 2
            break
    else:
        end = opening + len(b'"bindings":[')
    notice = json.dumps({"reason": why}).encode()
    return data[:end] + b']},"partial":' + notice + b"}"


def _xml(data: bytes, why: str) -> bytes | None:
    end = data.rfind(b"</result>")
    opening = data.find(b"<results>")
    if opening < 0:
        return None
    whole = data[: end + len(b"</result>")] if end >= 0 else data[: opening + len(b"<results>")]
    notice = escape(why).replace("--", "- -").encode()
    return whole + b"</results><!-- partial: " + notice + b" --></sparql>"


def _statements(data: bytes, why: str) -> bytes | None:
    # Every statement ends with " .", and a line feed inside a literal is escaped.
    end = data.rfind(b" .\n")
    whole = data[: end + 3] if end >= 0 else b""
    return whole + b"# partial: " + why.replace("\n", " ").encode() + b"\n"
