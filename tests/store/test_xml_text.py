"""XML holds what it was given, or is not written at all."""

from __future__ import annotations

import io

import pytest

from kg.store.xml_text import XmlText


def test_a_carriage_return_is_written_so_that_it_comes_back() -> None:
    out = io.BytesIO()

    XmlText(out).write(b"a\r\nb")

    assert out.getvalue() == b"a&#13;\nb"


@pytest.mark.parametrize("text", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_what_xml_cannot_hold_is_refused_wherever_the_pieces_end(text: str, cut: int) -> None:
    data = f"ab{text}cd".encode()
    writer = XmlText(io.BytesIO())

    with pytest.raises(ValueError, match="XML cannot"):  # noqa: PT012
        writer.write(data[:cut])
        writer.write(data[cut:])


def test_other_characters_pass() -> None:
    out = io.BytesIO()
    text = "\t\n 厂🙂\x7f\x85\ufffd"

    XmlText(out).write(text.encode())

    assert out.getvalue() == text.encode()


@pytest.mark.parametrize("element", [b"<oxprefix: xmlns:oxprefix", b"<rdf:li rdf:resource", b"<rdf:li>1"])
@pytest.mark.parametrize("size", [1, 2, 5, 11, 100])
def test_a_property_that_has_no_name_in_xml_is_refused_wherever_the_pieces_end(
    element: bytes, size: int
) -> None:
    data = b"<a>b</a>" + element
    writer = XmlText(io.BytesIO())

    with pytest.raises(ValueError, match="RDF/XML has no name"):  # noqa: PT012
        for start in range(0, len(data), size):
            writer.write(data[start : start + size])
