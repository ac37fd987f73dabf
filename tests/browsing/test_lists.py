"""Long lists on the pages of bodies and matters: counted whole, shown in part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.browsing.body import read_body
from kg.browsing.matter import read_matter
from kg.graph import build
from kg.searching.index import build_index
from kg.searching.search import SearchIndex, SearchRequest
from kg.store.memory import LocalEngine, open_memory
from tests.shapes.checked import clean

BODY = "https://w3id.org/dutygraph/id/body/copy-3/emergency-bureau"


@pytest.fixture(scope="module")
def copies() -> LocalEngine:
    coding = clean()
    named = [replace(coding.document, id=f"copy-{number}") for number in range(60)]
    return open_memory(build([replace(coding, document=document) for document in named]).serialize())


def test_a_body_counts_all_its_counterparts_and_lists_the_first_fifty(copies: LocalEngine) -> None:
    view = read_body(copies, BODY)
    assert view.peer_count == 59
    assert len({each.iri for each in view.counterparts}) == 50
    assert all(each.named.zh == "市应急管理局" and each.one("dg:document") for each in view.counterparts)


def test_a_matter_counts_all_its_duties_and_lists_the_first_fifty(
    copies: LocalEngine, tmp_path: Path
) -> None:
    duty = next(duty for group in read_body(copies, BODY).duties for duty in group.duties)
    matter = duty.text("dg:matter")
    assert matter
    index = SearchIndex(build_index(copies, tmp_path))
    asked = SearchRequest(kind="duty", narrowed={"matter": (matter,)}, size=50)

    view = read_matter(copies, matter, index.group(asked, "supervision"))

    assert view.total >= 60
    assert view.total % 60 == 0
    assert not view.is_whole
    for touch in view.touches:
        assert touch.total >= 60
        assert all(each.all("dg:bearer") and each.text("dg:quote") for each in touch.duties)
    assert max(len(touch.duties) for touch in view.touches) <= 50
