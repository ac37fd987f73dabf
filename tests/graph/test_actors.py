"""Whom a name in a coding means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.coding.model import Body, Coding, Post
from kg.graph.actors import Actors
from kg.graph.names import Names
from tests.graph.sample import sample_coding

PLACE = {"quote": "", "start": 0, "end": 0}


def actors(**changes: object) -> Actors:
    coding: Coding = replace(sample_coding(), **changes)  # type: ignore[arg-type]
    return Actors(coding, Names())


def named(found: Actors, reference: str, **how: object) -> list[str]:
    return [actor.node.value.removeprefix(Names().base_iri) for actor in found.resolve(reference, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("group", ["body/sample/group"]),
        ("协调小组", ["body/sample/group"]),
        ("小组", ["body/sample/group"]),
        ("各级厂务公开领导机构", ["category/sample/lower-bodies"]),
        ("市纪委、市总工会", ["body/sample/discipline", "body/sample/union"]),
        ("组长或副组长", ["post/sample/group--组长", "post/sample/group--副组长"]),
        ("组长或组长委托的副组长", ["post/sample/group--组长", "post/sample/group--副组长"]),
        ("协调小组组长", ["post/sample/group--组长"]),
        ("小组组长", ["post/sample/group--组长"]),
        ("有关部门", ["actor/sample/有关部门"]),
        ("市纪委、有关部门", ["actor/sample/市纪委、有关部门"]),
    ],
)
def test_a_reference_means(reference: str, meant: list[str]) -> None:
    assert named(actors(), reference) == meant


def test_a_name_only_acted_upon_is_a_target_group() -> None:
    assert named(actors(), "职工", target=True) == ["target/sample/职工"]


def test_a_name_that_acts_elsewhere_is_no_target_group() -> None:
    duties = tuple(replace(duty, bearers=("工会小组长",)) for duty in sample_coding().duties)

    assert named(actors(duties=duties), "工会小组长", target=True) == ["actor/sample/工会小组长"]


def test_an_alias_of_two_bodies_means_neither() -> None:
    bodies = tuple(replace(body, aliases=("机关",)) for body in sample_coding().bodies)

    assert named(actors(bodies=bodies), "机关") == ["actor/sample/机关"]


def test_a_title_means_the_post_of_the_body_it_is_near() -> None:
    found = actors(posts=(*sample_coding().posts, Post(body="office", role="组长", **PLACE)))  # type: ignore[arg-type]

    assert named(found, "组长", near="office") == ["post/sample/office--组长"]
    assert named(found, "组长", near="group") == ["post/sample/group--组长"]
    assert named(found, "组长") == ["actor/sample/组长"]


def test_a_title_near_an_office_may_mean_the_post_of_the_body_the_office_belongs_to() -> None:
    assert named(actors(), "组长", near="office") == ["post/sample/group--组长"]


def test_names_never_resolve_in_another_document() -> None:
    other = replace(
        sample_coding("other"), bodies=(Body(id="x", name="环保局", kind="government-body", **PLACE),)
    )  # type: ignore[arg-type]

    found = Actors(other, Names())

    assert named(found, "市纪委") == ["actor/other/市纪委"]
