"""A writable that keeps XML well-formed: the engine writes every character as it is, also those XML has no way to say.

A raw carriage return would be read back as a line feed (https://www.w3.org/TR/xml/#sec-line-ends), so that it goes out as
a reference. What no XML 1.0 document can hold (https://www.w3.org/TR/xml/#charsets) ends the serialisation.
"""

from __future__ import annotations

from typing import IO

__all__ = ["XmlText", "has_xml"]

_CONTROLS = bytes(each for each in range(0x20) if each not in (0x09, 0x0A, 0x0D))
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
# How the engine writes a property that ends where a name would begin (<http://a/>), and one that is read back as another
# (https://www.w3.org/TR/rdf-syntax-grammar/#section-List-Expand). No text of the data can hold them: its < is escaped.
_UNNAMED = (b"<oxprefix: ", b"<rdf:li ", b"<rdf:li>")
_TAIL = max(map(len, _UNNAMED)) - 1


def has_xml(format_name: str) -> bool:
    """Say whether a format is XML."""
    return format_name in ("xml", "rdfxml")


class XmlText:
    """Passes what it is given on to ``out``."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._tail = b""

    def write(self, data: bytes) -> int:
        """Take the next piece."""
        seam = self._tail + data[:_TAIL]
        if len(data.translate(None, _CONTROLS)) != len(data) or any(
            each in data or each in seam for each in _NONCHARACTERS
        ):
            raise ValueError(
                "the result holds a character that XML cannot; ask for JSON, CSV, TSV, Turtle or N-Triples"
            )
        if any(each in data or each in seam for each in _UNNAMED):
            raise ValueError(
                "the result holds a property that RDF/XML has no name for; ask for Turtle, N-Triples or JSON-LD"
            )
        self._tail = (self._tail + data)[-_TAIL:] if len(data) < _TAIL else data[-_TAIL:]
        self._out.write(data.replace(b"\r", b"&#13;") if b"\r" in data else data)
        return len(data)

    def flush(self) -> None:
        """Pass it on."""
        self._out.flush()
