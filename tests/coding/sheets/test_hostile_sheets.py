"""A workbook made to do harm is refused like any other unreadable file."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from kg.coding.sheets import read_sheets, to_csv, to_xlsx
from kg.coding.sheets import workbook as workbook_module
from kg.errors import InputError
from tests.coding.agreement.codings import WHOLE

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "' + "ha" * 1000 + '">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 50}">' for old, new in zip("abcd", "bcde", strict=True))
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
)  # fmt: skip


def repacked(replace: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(to_xlsx([WHOLE]))) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            packed.writestr(name, replace.get(name, source.read(name)))
    return target.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/worksheets/sheet1.xml": BOMB.encode()},
        {"xl/workbook.xml": b"<workbook/>"},
        {"xl/worksheets/sheet1.xml": b"<worksheet"},
        {"[Content_Types].xml": b""},
    ],
    ids=["entities that unfold", "no sheets", "cut off", "no types"],
)
def test_a_broken_or_harmful_part_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(InputError):
        read_sheets(repacked(parts), origin="x")


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "_UNPACKED_LIMIT", 1000)

    with pytest.raises(InputError, match="unpacks to more than"):
        read_sheets(to_xlsx([WHOLE]), origin="x")


@pytest.mark.parametrize("seed", range(30))
def test_flipped_bytes_never_give_anything_but_a_coding_or_an_error_of_ours(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's dice, not a secret
    for written in (to_xlsx([WHOLE]), to_csv([WHOLE]).encode()):
        data = bytearray(written)
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)

        try:
            codings = read_sheets(bytes(data), origin="x")
        except InputError:
            continue
        assert codings
