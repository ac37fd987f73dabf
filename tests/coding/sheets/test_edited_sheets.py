"""What a person changes in a sheet arrives, and what cannot be read says where it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.coding.model import Coding
from kg.coding.sheets import read_sheets, to_csv, to_xlsx
from kg.errors import InputError
from tests.coding.agreement.codings import WHOLE


def edited(change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(io.BytesIO(to_xlsx([WHOLE])))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def column(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def put(sheet: str, header: str, value: object, row: int = 2) -> Callable[[Workbook], None]:
    return lambda book: book[sheet].cell(row, column(book[sheet], header)).__setattr__("value", value)


def read(data: bytes) -> Coding:
    return read_sheets(data, origin="edited.xlsx")[0]


def test_a_changed_bearer_and_a_number_typed_as_one_arrive() -> None:
    def change(book: Workbook) -> None:
        put("duties", "Attributes", "县水利局 [water]\n县气象局 [weather]")(book)
        put("documents", "number", 2008)(book)
        put("duties", "Attributes Joint", "是")(book)

    changed = read(edited(change))

    assert (changed.duties[0].bearers, changed.duties[0].joint) == (("water", "weather"), True)
    assert changed.document.number == "2008"


def test_a_new_row_with_a_quote_alone_finds_its_place_and_its_document() -> None:
    def change(book: Workbook) -> None:
        sheet = book["citations"]
        row = sheet.max_row + 1
        sheet.cell(row, column(sheet, "title"), "年")
        sheet.cell(row, column(sheet, "quote"), "每年召开两次")

    added = read(edited(change)).citations[-1]

    assert (added.title, WHOLE.text[added.start : added.end]) == ("年", "每年召开两次")


def test_a_consequence_in_or_else_arrives_in_the_note() -> None:
    assert read(edited(put("duties", "Or Else", "通报批评"))).duties[0].note == "Or else: 通报批评"


def test_sheets_and_columns_of_ones_own_begin_with_a_hash() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("# thoughts").append(["anything"])
        sheet = book["duties"]
        sheet.cell(1, sheet.max_column + 1, "# check")
        sheet.cell(2, sheet.max_column, "later")

    assert read(edited(change)) == WHOLE


def test_columns_may_stand_in_any_order() -> None:
    def change(book: Workbook) -> None:
        sheet = book["duties"]
        rows = [[cell.value for cell in reversed(row)] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for row in rows:
            sheet.append(row)

    assert read(edited(change)) == WHOLE


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (put("duties", "Attributes Status", "maybe"), "sheet duties, row 2: Invalid enum value 'maybe'"),
        (put("duties", "start", "here"), "sheet duties, row 2: could not convert"),
        (put("duties", "power", "perhaps"), "sheet duties, row 2: 'perhaps' is neither TRUE nor FALSE"),
        (put("duties", "document", "other"), "sheet duties, row 2: document 'other' is not in the sheet"),
        (put("duties", "Aim", "x", row=1), "sheet duties, row 2: unknown column 'x'"),
        (put("duties", "Original Statement", "别的"), "quote is not text"),
        (lambda book: book.remove(book["documents"]), "has no sheet 'documents'"),
        (lambda book: book.create_sheet("extra").append(["a"]), "unknown sheet 'extra'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(change: Callable[[Workbook], None], problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read(edited(change))

    assert str(caught.value).startswith("edited.xlsx: ")
    assert problem in str(caught.value)


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b'"list\n'])
def test_what_is_no_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_sheets(data, origin="x")


def test_a_comma_separated_file_saved_without_its_mark_is_read() -> None:
    plain = to_csv([WHOLE]).removeprefix("\ufeff").replace("\r\n", "\n")

    assert read_sheets(plain.encode(), origin="x") == [WHOLE]


@pytest.mark.parametrize(("encoding", "separator"), [("gb18030", ","), ("utf-8-sig", ";"), ("utf-8", "\t")])
def test_a_comma_separated_file_is_read_as_excel_saves_it_elsewhere(encoding: str, separator: str) -> None:
    lines = csv.reader(io.StringIO(to_csv([WHOLE]).removeprefix("\ufeff"), newline=""))
    saved = io.StringIO()
    csv.writer(saved, delimiter=separator).writerows(lines)

    assert read_sheets(saved.getvalue().encode(encoding), origin="x") == [WHOLE]
