"""The five documents side by side."""

from __future__ import annotations

import pytest

from kg.coding.corpus import load_corpus
from kg.comparing.drawing import draw, grow_tree
from kg.comparing.matrix import compare_functions, compare_matters
from kg.comparing.meetings import MEETING_COLUMNS, compare_meetings
from kg.comparing.network import HIERARCHY, read_network
from kg.errors import UnknownName
from kg.exporting.tables import Cell
from kg.graph import build
from kg.store.engine import Engine
from kg.store.memory import open_memory

DATA = "https://w3id.org/dutygraph/id/"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_memory(build(load_corpus()).serialize())


def meeting_cells(engine: Engine, body: str) -> dict[str, Cell]:
    table = compare_meetings(engine)
    row = next(row for row in table.rows if row.iri == f"{DATA}body/{body}")
    return {column.key: cell for column, cell in zip(MEETING_COLUMNS, row.cells, strict=True)}


def test_the_meeting_rule_of_lianyungang_is_in_one_row(engine: Engine) -> None:
    cells = meeting_cells(engine, "lianyungang/coordination-group")

    assert cells["convener"].text.endswith("组长")
    assert "副组长" in cells["substitute"].text
    assert cells["frequency"].text == "每年1次"
    assert "办公室" in cells["proposer"].text
    assert "民主集中制" in cells["decision"].text


def test_a_body_without_a_meeting_rule_is_silent_and_not_empty(engine: Engine) -> None:
    cells = meeting_cells(engine, "shunyi/coordination-group")

    assert cells["convener"].silent
    assert cells["frequency"].silent


def test_no_cell_is_both_filled_and_silent(engine: Engine) -> None:
    assert [
        cell for row in compare_meetings(engine).rows for cell in row.cells if cell.silent and cell.items
    ] == []


def test_the_trade_unions_of_several_documents_stand_side_by_side(engine: Engine) -> None:
    matrix = compare_functions(engine)

    row = next(row for row in matrix.rows if row.head.text.endswith("/trade-union"))
    assert row.spread >= 3
    assert len(row.cells) == len(matrix.documents) == 5


def test_a_duty_stands_in_the_column_of_its_document(engine: Engine) -> None:
    matrix = compare_matters(engine)

    for row in matrix.rows:
        for document, cell in zip(matrix.documents, row.cells, strict=True):
            assert {duty.text("dg:document") for duty in cell} <= {document.text}


def test_only_the_documents_asked_for_are_compared(engine: Engine) -> None:
    matrix = compare_functions(engine, ("yimin", "national"))

    assert [document.text.rpartition("/")[2] for document in matrix.documents] == ["yimin", "national"]


def test_an_unknown_document_is_an_error_that_names_it(engine: Engine) -> None:
    with pytest.raises(UnknownName, match="'nowhere'"):
        compare_functions(engine, ("nowhere",))


@pytest.mark.parametrize("document", ["lianyungang", "shunyi", "national", "yimin", "zongyang"])
def test_every_body_of_a_network_is_drawn_inside_the_picture(engine: Engine, document: str) -> None:
    network = read_network(engine, f"{DATA}document/{document}")

    drawing = draw(network)

    assert {node.iri for node in drawing.nodes} == set(network.nodes)
    assert all(0 < node.x < drawing.width and 0 < node.y < drawing.height for node in drawing.nodes)
    assert len({(node.x, node.y) for node in drawing.nodes}) == len(drawing.nodes)


def test_every_edge_knows_its_sentence(engine: Engine) -> None:
    network = read_network(engine, f"{DATA}document/lianyungang")

    assert network.edges
    assert [edge for edge in network.edges if not edge.quote or not edge.evidence or not edge.provision] == []


def test_the_office_stands_below_its_body_in_the_tree(engine: Engine) -> None:
    network = read_network(engine, f"{DATA}document/lianyungang").only(HIERARCHY)

    below = {
        (edge.iri, branch.iri)
        for root in grow_tree(network)
        for branch in (root, *root.below)
        for edge in branch.below
    }
    assert any("office" in lower and "coordination-group" in upper for lower, upper in below)
