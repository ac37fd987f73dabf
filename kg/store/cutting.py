"""Cut an unfinished serialisation after its last whole row and close it so that it is well-formed and says it is cut."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import closing
from mmap import ACCESS_READ, mmap
from typing import BinaryIO, TypeAlias
from xml.sax.saxutils import escape

__all__ = ["cut"]

Data: TypeAlias = bytes | mmap
Cut: TypeAlias = tuple[int, bytes]  # where to cut, and what is to follow there


def cut(file: BinaryIO, format_name: str, why: str) -> bool:
    """Cut a file in place; False where this format, or so little of it, cannot say that it is cut.

    It may be larger than what fits into memory: only its ends are looked at.
    """
    find = _FORMATS.get(format_name)
    if find is None:
        return False
    if os.fstat(file.fileno()).st_size:
        with closing(mmap(file.fileno(), 0, access=ACCESS_READ)) as data:
            found = find(data, why)
    else:
        found = find(b"", why)
    if found is None:
        return False
    end, ending = found
    file.truncate(end)
    file.seek(end)
    file.write(ending)
    file.flush()
    file.seek(0)
    return True


# Between two rows. Inside a string a quotation mark is escaped, so that this never matches inside one.
_NEXT_ROW = re.compile(rb'\}\},\{"[^"]+":\{')


def _json(data: Data, why: str) -> Cut | None:
    opening = data.find(b'"bindings":[')
    if opening < 0:
        return None
    end = opening + len(b'"bindings":[')
    position = len(data)
    while (position := data.rfind(b'}},{"', 0, position)) >= 0:
        if _NEXT_ROW.match(data, position):
            end = position + len(b"}}")
            break
    return end, b']},"partial":' + json.dumps({"reason": why}).encode() + b"}"


def _xml(data: Data, why: str) -> Cut | None:
    opening = data.find(b"<results>")
    if opening < 0:
        return None
    row = data.rfind(b"</result>")
    end = row + len(b"</result>") if row >= 0 else opening + len(b"<results>")
    notice = escape(why).replace("--", "- -").encode()
    return end, b"</results><!-- partial: " + notice + b" --></sparql>"


def _statements(data: Data, why: str) -> Cut:
    # Every statement ends with " .", and a line feed inside a literal is escaped.
    end = data.rfind(b" .\n")
    notice = why.replace("\n", " ").encode()
    return (end + len(b" .\n") if end >= 0 else 0), b"# partial: " + notice + b"\n"


# Formats that have a place to say, in the body, that the result is not whole. CSV and TSV have none.
_FORMATS: dict[str, Callable[[Data, str], Cut | None]] = {
    "json": _json,
    "xml": _xml,
    "ntriples": _statements,
    "nquads": _statements,
    "turtle": _statements,
}
