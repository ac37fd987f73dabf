"""Each hygiene query finds nothing in the ontology, and something in its own bad graph."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
SCHEMES = {
    path.stem for path in (ROOT / "ontology").glob("*.ttl") if "skos:ConceptScheme" in path.read_text("utf-8")
} - {"core"}
QUERIES = sorted(HERE.glob("queries/*.rq"))


@pytest.fixture(scope="module")
def ontology() -> Store:
    store = Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        if path.stem != "alignment":
            store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(f"urn:file:{path.stem}"))
    return store


def find(store: Store, query: Path) -> list[str]:
    found = store.query(query.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    assert [variable.value for variable in found.variables] == ["entity", "property", "value"]
    return [" ".join(str(term) for term in row) for row in found]


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_the_ontology_is_free_of(query: Path, ontology: Store) -> None:
    defects = find(ontology, query)

    assert defects == [], query.read_text(encoding="utf-8").split("PREFIX")[0] + "\n".join(defects)


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_a_bad_graph_is_found_out_by(query: Path) -> None:
    bad = Store()
    bad.load(path=str(HERE / "bad" / f"{query.stem}.trig"), format=RdfFormat.TRIG)

    assert find(bad, query)


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_a_query_says_problem_why_and_fix(query: Path) -> None:
    head = query.read_text(encoding="utf-8").split("\n", 3)[:3]

    assert [line.split(":")[0] for line in head] == ["# Problem", "# Why", "# Fix"]


def test_every_module_is_about_300_lines_at_most() -> None:
    modules = [p for p in (ROOT / "ontology").glob("*.ttl") if p.stem not in SCHEMES]
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}

    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_every_module_and_scheme_is_imported_by_the_whole() -> None:
    whole = (ROOT / "ontology/dutygraph.ttl").read_text(encoding="utf-8")
    imported = set(re.findall(r"owl:imports <https://w3id.org/dutygraph/ontology/([\w-]+)>", whole))

    assert imported == {p.stem for p in (ROOT / "ontology").glob("*.ttl")} - {"dutygraph", "alignment"}


@pytest.mark.parametrize("module", sorted((ROOT / "ontology").glob("*.ttl")), ids=lambda path: path.stem)
def test_a_module_uses_only_its_own_terms_and_those_it_imports(module: Path) -> None:
    store = Store()
    for path in {module, ROOT / "ontology/core.ttl"}:
        store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(f"urn:file:{path.stem}"))

    missing = find(store, HERE / "queries/undeclared-term.rq")
    assert module.stem == "alignment" or missing == []
