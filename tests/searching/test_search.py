"""Searching the five documents."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.coding.corpus import load_corpus
from kg.errors import UnknownName
from kg.graph import build
from kg.searching.columns import COLUMNS
from kg.searching.index import build_index, index_path
from kg.searching.search import SearchIndex, SearchRequest
from kg.store.engine import Engine
from kg.store.memory import open_memory

NATIONAL = "https://w3id.org/dutygraph/id/document/national"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_memory(build(load_corpus()).serialize(), version="five")


@pytest.fixture(scope="module")
def index(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return SearchIndex(build_index(engine, tmp_path_factory.mktemp("index")))


@pytest.mark.parametrize("kind", ["duty", "body", "document"])
def test_a_list_holds_everything_of_its_kind(index: SearchIndex, engine: Engine, kind: str) -> None:
    patterns = {
        "duty": "?s a dg:Duty",
        "document": "?s a dg:PolicyDocument",
        "body": '?s dg:evidence ?e ; rdfs:label ?l FILTER(REGEX(STR(?s), "/id/(body|category)/"))',
    }
    rows = engine.select(
        "PREFIX dg: <https://w3id.org/dutygraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f"SELECT DISTINCT ?s WHERE {{ {patterns[kind]} }}"
    )

    found = index.search(SearchRequest(kind=kind, size=None), "zh")

    assert {row.iri for row in found.table.rows} == {str(row["s"]) for row in rows}


def test_a_search_finds_exactly_the_duties_whose_words_hold_it(index: SearchIndex) -> None:
    found = index.search(SearchRequest(words="厂务公开", kind="provision", size=None), "zh")
    everything = index.search(SearchRequest(kind="provision", size=None), "zh")

    holding = {row.iri for row in everything.table.rows if "厂务公开" in row.cells[0].text}
    assert {row.iri for row in found.table.rows} == holding


def test_narrowing_by_a_facet_gives_as_many_as_the_facet_promised(index: SearchIndex) -> None:
    whole = index.search(SearchRequest(words="监督", kind="duty"), "zh")
    facet = next(facet for facet in whole.facets if facet.column.key == "document")

    for value in facet.values:
        narrowed = index.search(
            SearchRequest(words="监督", kind="duty", narrowed={"document": (value.value,)}), "zh"
        )
        assert narrowed.total == value.count


def test_a_table_is_ordered_by_the_column_chosen(index: SearchIndex) -> None:
    request = SearchRequest(kind="body", sort="duties", descending=True, size=None, columns=("duties",))

    numbers = [row.cells[0].number for row in index.search(request, "zh").table.rows]

    assert numbers == sorted(numbers, key=lambda number: -(number or 0))


def test_pages_together_hold_what_the_whole_holds(index: SearchIndex) -> None:
    whole = index.search(SearchRequest(kind="duty", size=None), "zh")
    pages = [index.search(SearchRequest(kind="duty", size=50, page=page), "zh") for page in range(1, 20)]

    assert [row.iri for page in pages for row in page.table.rows] == [row.iri for row in whole.table.rows]


def test_columns_stand_in_their_own_order_whatever_was_asked_first(index: SearchIndex) -> None:
    found = index.search(SearchRequest(kind="duty", columns=("provision", "text")), "zh")

    assert [column.key for column in found.table.columns] == ["text", "provision"]


def test_labels_are_in_the_language_asked_for(index: SearchIndex) -> None:
    request = SearchRequest(kind="document", narrowed={}, size=None)

    titles = {row.iri: row.cells[0].text for row in index.search(request, "en").table.rows}

    assert titles[NATIONAL].isascii()


def test_an_unknown_kind_is_an_error_that_names_it(index: SearchIndex) -> None:
    with pytest.raises(UnknownName, match="'nothing'"):
        index.search(SearchRequest(kind="nothing"), "zh")


@pytest.mark.parametrize("sort", ["'; DROP TABLE entry; --", "nothing", "text') --"])
def test_an_order_that_is_no_column_changes_nothing(index: SearchIndex, sort: str) -> None:
    usual = index.search(SearchRequest(kind="duty"), "zh")

    assert index.search(SearchRequest(kind="duty", sort=sort), "zh").table.rows == usual.table.rows


def test_an_index_that_is_there_is_not_built_again(engine: Engine, tmp_path: Path) -> None:
    path = build_index(engine, tmp_path)
    before = path.stat().st_mtime_ns

    build_index(engine, tmp_path)

    assert path == index_path(tmp_path, "five")
    assert path.stat().st_mtime_ns == before
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


def test_two_who_build_an_index_at_once_both_get_it_whole(
    engine: Engine, index: SearchIndex, tmp_path: Path
) -> None:
    def duties(_: int) -> int:
        built = SearchIndex(build_index(engine, tmp_path))
        return built.search(SearchRequest(kind="duty"), "zh").total

    with ThreadPoolExecutor(4) as pool:
        totals = list(pool.map(duties, range(4)))

    assert totals == [index.search(SearchRequest(kind="duty"), "zh").total] * 4
    assert [path.name for path in tmp_path.iterdir()] == [index_path(tmp_path, engine.version).name]


def test_every_kind_has_columns_with_both_names() -> None:
    assert all(column.zh and column.en for columns in COLUMNS.values() for column in columns)


def test_what_is_found_is_grouped_by_a_facet_and_nothing_is_lost(index: SearchIndex) -> None:
    request = SearchRequest(kind="duty", size=3)

    groups = index.group(request, "supervision")

    assert sum(count for count, _ in groups.values()) >= index.search(request, "zh").total
    for value, (count, iris) in groups.items():
        assert len(iris) == min(3, count)
        if value:
            narrowed = SearchRequest(kind="duty", narrowed={"supervision": (value,)}, size=3)
            found = index.search(narrowed, "zh")
            assert (found.total, [row.iri for row in found.table.rows]) == (count, iris)


def test_a_duty_is_found_under_every_matter_above_its_own(index: SearchIndex) -> None:
    base = "https://w3id.org/dutygraph/id/matter/"
    narrow = index.group(
        SearchRequest(kind="duty", narrowed={"matter": (f"{base}staff-opinions",)}), "action"
    )
    broad = index.group(
        SearchRequest(kind="duty", narrowed={"matter": (f"{base}staff-participation",)}), "action"
    )

    below = {iri for _, iris in narrow.values() for iri in iris}
    assert below
    assert below < {iri for _, iris in broad.values() for iri in iris}
