"""What counts as the same, per component."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.coding.agreement import compare_codings
from kg.coding.model import Citation, Frequency
from kg.errors import InputError
from tests.coding.agreement.codings import (
    FORECAST,
    GROUP,
    HOSTED,
    LEADER,
    MEETING,
    OFFICE,
    RESEARCH,
    RESERVOIR,
    TEXT,
    WATER,
    WEATHER,
    WHOLE,
    body,
    coding,
    duty,
    locate,
)


def test_a_coding_agrees_with_itself_in_every_component() -> None:
    agreement = compare_codings(WHOLE, WHOLE)

    assert {c.name: c.f1 for c in agreement.components if c.f1 not in (None, 1.0)} == {}
    assert {c.name for c in agreement.components if c.disagreements} == set()


def test_the_same_bearers_under_other_ids_and_aliases_are_the_same() -> None:
    other = replace(
        WHOLE,
        bodies=(
            replace(GROUP, id="b1", name="县防汛领导小组", aliases=("领导小组",)),
            OFFICE,
            WATER,
            WEATHER,
        ),
        duties=(replace(RESEARCH, bearers=("b1",)), RESERVOIR, FORECAST),
    )

    assert compare_codings(WHOLE, other).component("duties").f1 == 1.0


def test_a_bearer_given_by_name_is_the_body_of_that_name() -> None:
    other = replace(WHOLE, duties=(RESEARCH, replace(RESERVOIR, bearers=("水利局",)), FORECAST))
    bodies = (GROUP, OFFICE, replace(WATER, aliases=("水利局",)), WEATHER)

    assert compare_codings(replace(WHOLE, bodies=bodies), other).component("duties").f1 == 1.0


def test_a_body_one_coder_holds_to_be_two_is_still_the_same_bearer() -> None:
    split = body("station", "水库", "government-body", aliases=("水利局",))
    joined = replace(WHOLE, bodies=(GROUP, OFFICE, replace(WATER, aliases=("水利局",)), WEATHER))
    other = replace(
        WHOLE,
        bodies=(*WHOLE.bodies, split),
        duties=(RESEARCH, replace(RESERVOIR, bearers=("station",)), FORECAST),
    )

    agreement = compare_codings(other, joined)

    assert agreement.component("duties").f1 == 1.0
    assert agreement.component("bodies").agreed == 4


def test_another_bearer_is_a_matched_span_and_a_disagreement() -> None:
    other = replace(WHOLE, duties=(RESEARCH, RESERVOIR, replace(FORECAST, bearers=("water",))))

    agreement = compare_codings(WHOLE, other)

    assert agreement.component("duty-spans").agreed == 3
    assert agreement.component("duties").agreed == 2
    assert [(d.kind, d.first_quote) for d in agreement.component("duties").disagreements] == [
        ("differs", FORECAST.quote)
    ]
    assert [(d.first_value, d.second_value) for d in agreement.component("duty-bearers").disagreements] == [
        ("县气象局", "县水利局")
    ]


@pytest.mark.parametrize(
    ("quote", "matched"),
    [("及时通报领导小组", 0), ("气象局负责雨情预报，及时通报领导", 1)],
    ids=["less than half shared", "most shared"],
)
def test_duties_match_when_half_of_their_characters_are_shared(quote: str, matched: int) -> None:
    one = coding(duties=(FORECAST,))
    other = coding(duties=(duty("x", quote, "weather"),))

    assert compare_codings(one, other).component("duty-spans").agreed == matched


def test_one_long_duty_is_matched_once_however_many_lie_inside() -> None:
    long = duty("x", "县水利局负责水库调度；县气象局负责雨情预报，及时通报领导小组", "water")

    agreement = compare_codings(coding(duties=(long,)), coding(duties=(RESERVOIR, FORECAST)))

    assert agreement.component("duty-spans").agreed == 1


def test_actions_are_counted_one_by_one() -> None:
    other = replace(WHOLE, duties=(RESEARCH, RESERVOIR, replace(FORECAST, actions=("预报", "通报"))))

    actions = compare_codings(WHOLE, other).component("duty-actions")

    assert (actions.first, actions.second, actions.agreed) == (7, 6, 6)


def test_a_procedure_agrees_only_with_its_frequency() -> None:
    other = replace(WHOLE, procedures=(replace(MEETING, frequency=Frequency(min=1, max=1, period="P1Y")),))

    agreement = compare_codings(WHOLE, other)

    assert agreement.component("procedures").agreed == 0
    assert agreement.component("procedure-spans").agreed == 1
    assert [
        (d.first_value, d.second_value) for d in agreement.component("procedure-frequency").disagreements
    ] == [("min 2, max 2, period P1Y", "min 1, max 1, period P1Y")]


def test_a_post_is_the_same_with_and_without_the_name_of_its_body() -> None:
    other = replace(WHOLE, procedures=(replace(MEETING, convener="领导小组组长"),))

    assert compare_codings(WHOLE, other).component("procedure-roles").f1 == 1.0


def test_the_director_of_an_office_is_its_director_with_and_without_the_word_office() -> None:
    director = replace(LEADER, body="office", role="办公室主任")
    other = replace(WHOLE, posts=(replace(director, role="主任"),))

    assert compare_codings(replace(WHOLE, posts=(director,)), other).component("posts").f1 == 1.0


def test_posts_differ_by_holder() -> None:
    other = replace(WHOLE, posts=(replace(LEADER, holder="张三"),))

    posts = compare_codings(WHOLE, other).component("posts")

    assert (posts.agreed, [d.kind for d in posts.disagreements]) == (0, ["differs"])


def test_an_office_agrees_only_with_its_host() -> None:
    other = replace(WHOLE, relations=(replace(HOSTED, object="weather"),))

    offices = compare_codings(WHOLE, other).component("offices")

    assert [(d.first_value, d.second_value) for d in offices.disagreements] == [
        ("办公室 at 县水利局", "办公室 at 县气象局")
    ]


def test_a_citation_is_the_same_with_and_without_its_country() -> None:
    other = replace(WHOLE, citations=(Citation(title="《中华人民共和国防洪法》", **locate("《防洪法》")),))  # type: ignore[arg-type]

    assert compare_codings(WHOLE, other).component("citations").f1 == 1.0


def test_traditional_names_are_the_simplified_ones() -> None:
    text = "縣衛生局負責。"
    one = coding(text=text, bodies=(body("b", "县卫生局", quote="縣衛生局", start=0, end=4),))
    other = coding(text=text, bodies=(body("c", "縣衛生局", quote="縣衛生局", start=0, end=4),))

    assert compare_codings(one, other).component("bodies").agreed == 1


def test_texts_that_differ_in_white_space_are_compared_without_it() -> None:
    spaced = TEXT.replace("\n", " \n\n")
    start = spaced.index(RESERVOIR.quote)
    other = coding(
        text=spaced,
        bodies=(WATER,),
        duties=(replace(RESERVOIR, start=start, end=start + len(RESERVOIR.quote)),),
    )

    agreement = compare_codings(coding(bodies=(WATER,), duties=(RESERVOIR,)), other)

    assert agreement.component("duties").f1 == 1.0
    assert agreement.note == "the two texts differ in white space only, which was set aside"


def test_two_texts_are_refused_with_the_place_where_they_part() -> None:
    with pytest.raises(InputError, match="not of one text: from character 2 on"):
        compare_codings(WHOLE, coding(text=TEXT.replace("领导", "协调", 1)[:40]))
