"""One changed document is checked alone, in parallel gives what one after the other gives, and foreign shapes are slow but sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.checking import check_graphs, checking, documents
from kg.checking.evaluating import evaluate_quickly, load_graphs
from kg.checking.shapes import load_shapes
from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.graph.dataset import Dataset
from tests.shapes.checked import graphs_of
from tests.shapes.mutations import MUTATIONS


@pytest.fixture(scope="module")
def corpus() -> Dataset:
    return build(load_corpus())


def test_the_part_of_the_vocabulary_that_a_document_needs_gives_all_findings(corpus: Dataset) -> None:
    graphs = dict(corpus.by_graph())
    vocabulary = next(triples for name, triples in graphs.items() if name.endswith("/vocabulary"))

    whole = {
        violation
        for name, triples in graphs.items()
        if not name.endswith(("/vocabulary", "/statistics"))
        for violation in evaluate_quickly(load_graphs(triples, vocabulary), load_shapes().all)
    }

    found = check_graphs(corpus.by_graph()).findings
    assert {(f.shape, f.focus, f.value or "") for f in found} == {(v.shape, v.focus, v.value) for v in whole}


def test_processes_give_the_report_that_one_gives(monkeypatch: pytest.MonkeyPatch, corpus: Dataset) -> None:
    monkeypatch.setattr(checking, "PARALLEL_FROM", 2)

    assert check_graphs(corpus.by_graph(), processes=2) == check_graphs(corpus.by_graph(), processes=1)


def test_only_a_changed_document_is_checked_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, corpus: Dataset
) -> None:
    graphs = list(corpus.by_graph())
    first = check_graphs(graphs, kept=tmp_path, processes=1)
    asked: list[str] = []

    def note(graph: bytes, vocabulary: bytes, folder: Path | None = None) -> documents.Checked:
        asked.append(documents.check_document(graph, vocabulary, folder).document)
        return documents.check_document(graph, vocabulary, folder)

    monkeypatch.setattr(checking, "check_document", note)
    lost = "https://w3id.org/dutygraph/ontology#Lost"
    changed = [
        (
            name,
            triples.replace(lost.encode(), lost.replace("Lost", "Unstated").encode())
            if "lianyungang" in name
            else triples,
        )
        for name, triples in graphs
    ]

    again = check_graphs(graphs, kept=tmp_path, processes=1)
    other = check_graphs(changed, kept=tmp_path, processes=1)

    assert again == first
    assert asked == ["lianyungang"]
    assert other != first


FOREIGN = {
    "a property shape": """<https://example.org/shapes#Quote> a sh:PropertyShape ; sh:targetClass dg:Duty ; sh:path dg:quote ;
        sh:minLength 10 ; sh:severity sh:Warning ; sh:message "zu kurz"@de, "too short"@en .""",
    "a property shape inside a node shape": """<https://example.org/shapes#Duty> a sh:NodeShape ; sh:targetClass dg:Duty ;
        sh:severity sh:Warning ; sh:message "too short"@en ; sh:property [ sh:path dg:quote ; sh:minLength 10 ] .""",
}


@pytest.mark.parametrize("shape", FOREIGN)
def test_shapes_of_others_are_evaluated_by_the_reference(tmp_path: Path, shape: str) -> None:
    prefixes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dg: <https://w3id.org/dutygraph/ontology#> . "
    )
    (tmp_path / "own.ttl").write_text(prefixes + FOREIGN[shape], encoding="utf-8")

    report = check_graphs(graphs_of(), folder=tmp_path)

    assert {finding.quote for finding in report.findings} == {"落实联席会议部署"}
    assert {(finding.severity, finding.message_en) for finding in report.findings} == {
        ("warning", "too short")
    }


def test_a_damaged_kept_finding_is_made_again(tmp_path: Path) -> None:
    mutation = next(mutation for mutation in MUTATIONS if mutation.code == "vague-time")
    first = check_graphs(graphs_of(mutation), kept=tmp_path)
    for path in tmp_path.glob("*.json"):
        path.write_text("{", encoding="utf-8")

    assert check_graphs(graphs_of(mutation), kept=tmp_path) == first
