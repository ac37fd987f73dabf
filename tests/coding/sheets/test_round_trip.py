"""Whatever is coded comes back from a workbook and from a comma-separated file as it went in."""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kg.coding.files import read_codings
from kg.coding.model import Coding, Duty
from kg.coding.sheets import read_any_coding, read_sheets, to_csv, to_xlsx
from tests.coding.agreement.codings import GROUP, RESEARCH, WHOLE, coding
from tests.coding.sheets.strategies import codings

ROOT = Path(__file__).resolve().parents[3]
REAL = sorted((ROOT / "kg" / "corpus" / "codings").glob("*.yaml"))
# Shrinking a whole coding takes minutes and says no more than the first example.
QUICK = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@QUICK
@given(st.lists(codings(), min_size=1, max_size=2))
def test_any_coding_comes_back_from_a_workbook(given_codings: list[Coding]) -> None:
    assert read_sheets(to_xlsx(given_codings), origin="x") == given_codings


@QUICK
@given(st.lists(codings(), min_size=1, max_size=2))
def test_any_coding_comes_back_from_a_comma_separated_file(given_codings: list[Coding]) -> None:
    assert read_sheets(to_csv(given_codings).encode(), origin="x") == given_codings


@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_a_real_coding_comes_back_from_both(path: Path) -> None:
    whole = read_codings(path)

    assert read_sheets(to_xlsx(whole), origin="x") == whole
    assert read_sheets(to_csv(whole).encode(), origin="x") == whole


@pytest.mark.parametrize("unit", ["字", "\U0001f600", "\x07", "_x0041_", "a\n"])
def test_a_text_longer_than_a_cell_comes_back(unit: str) -> None:
    text = unit * 40_000
    quoted = Duty(id="d", provision="1", bearer_status="unstated", quote=text, start=0, end=len(text))
    long = replace(coding(text=text, duties=(quoted,)))

    assert read_sheets(to_xlsx([long]), origin="x") == [long]
    assert read_sheets(to_csv([long]).encode(), origin="x") == [long]


def test_no_cell_of_a_workbook_is_longer_than_a_spreadsheet_keeps() -> None:
    book = load_workbook(io.BytesIO(to_xlsx([coding(text="\U0001f600" * 40_000)])))

    lengths = [
        len(str(cell).encode("utf-16-le")) // 2
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert max(lengths) <= 32_767


def test_a_workbook_saved_again_by_another_program_comes_back() -> None:
    book = load_workbook(io.BytesIO(to_xlsx([WHOLE])))
    saved = io.BytesIO()
    book.save(saved)

    assert read_sheets(saved.getvalue(), origin="x") == [WHOLE]


def test_a_text_that_begins_like_a_formula_is_text_in_a_workbook() -> None:
    note = '=HYPERLINK("http://example.org")'
    book = load_workbook(io.BytesIO(to_xlsx([coding(duties=(replace(RESEARCH, note=note),))])))

    cell = next(cell for row in book["duties"].iter_rows() for cell in row if cell.value == note)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_text_that_begins_like_a_formula_is_guarded_in_a_comma_separated_file() -> None:
    written = to_csv([coding(duties=(replace(RESEARCH, note="=1+1"),))])

    assert ",'=1+1," in written


def test_the_same_codings_give_the_same_bytes() -> None:
    assert to_xlsx([WHOLE]) == to_xlsx([WHOLE])


def test_duties_carry_the_columns_of_institutional_grammar_and_names_with_ids() -> None:
    rows = load_workbook(io.BytesIO(to_xlsx([WHOLE])))["duties"].iter_rows(values_only=True)
    headers, first = next(rows), next(rows)
    cells = dict(zip(headers, first, strict=True))

    assert {"Attributes", "Deontic", "Aim", "Direct Object", "Indirect Object", "Activation Condition",
            "Execution Constraint", "Or Else"} <= set(cells)  # fmt: skip
    assert (cells["Attributes"], cells["Aim"]) == ("领导小组 [group]", "研究\n解决")


def test_two_documents_of_one_id_stay_apart() -> None:
    pair = [WHOLE, coding(bodies=(GROUP,))]

    assert read_sheets(to_xlsx(pair), origin="x") == pair


def test_a_file_is_read_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(to_xlsx([WHOLE]))
    (tmp_path / "a.csv").write_text(to_csv([WHOLE]), encoding="utf-8", newline="")

    assert read_any_coding(tmp_path / "a.xlsx") == read_any_coding(tmp_path / "a.csv") == [WHOLE]


def test_the_digest_is_of_the_text() -> None:
    assert (
        sha256(WHOLE.text.encode()).hexdigest()
        == read_sheets(to_xlsx([WHOLE]), origin="x")[0].document.sha256
    )
