"""What a reader of the five documents knows, and the codings must say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kg.coding.corpus import load_corpus
from kg.coding.model import Coding, Deadline, Frequency, Procedure

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def codings() -> dict[str, Coding]:
    return {coding.document.id: coding for coding in load_corpus()}


def rule(coding: Coding, quote: str) -> Procedure:
    found = [procedure for procedure in coding.procedures if procedure.quote.startswith(quote)]
    assert found, quote
    return found[0]


def sanctioning(coding: Coding) -> set[str]:
    return {body for duty in coding.duties if duty.supervision == "sanctions" for body in duty.bearers}


def test_the_matters_of_all_duties_are_in_the_list(codings: dict[str, Coding]) -> None:
    matters = yaml.safe_load((ROOT / "kg" / "corpus" / "matters.yaml").read_text(encoding="utf-8"))
    known = {matter["zh"] for matter in matters}
    used = {duty.matter for coding in codings.values() for duty in coding.duties if duty.matter}
    assert used <= known


def test_every_verb_is_a_word_of_the_action_scheme(codings: dict[str, Coding]) -> None:
    scheme = (ROOT / "ontology" / "actions.ttl").read_text(encoding="utf-8")
    words = set(re.findall(r'"([^"]+)"@zh', scheme))
    used = {verb for coding in codings.values() for duty in coding.duties for verb in duty.actions}
    assert used <= words


def test_the_discipline_organs_that_may_punish_are_those_of_the_national_and_shunyi_texts(
    codings: dict[str, Coding],
) -> None:
    assert sanctioning(codings["national"]) == {"central-discipline-commission", "supervision-ministry"}
    assert "discipline-departments" in sanctioning(codings["shunyi"])
    assert "municipal-discipline-commission" not in sanctioning(codings["lianyungang"])
    assert sanctioning(codings["yimin"]) == set()


def test_the_union_of_lianyungang_hosts_the_office_and_is_not_what_it_is_part_of(
    codings: dict[str, Coding],
) -> None:
    about = {(r.relation, r.object) for r in codings["lianyungang"].relations if r.subject == "office"}
    assert ("hosted-by", "municipal-trade-union-federation") in about
    assert {o for relation, o in about if relation == "part-of"} == {"coordination-group"}


def test_the_foreign_trade_bureau_only_supports_departments_nobody_names(codings: dict[str, Coding]) -> None:
    duties = [d for d in codings["lianyungang"].duties if d.bearers == ("foreign-trade-bureau",)]
    assert {duty.supervision for duty in duties} == {"supports"}
    assert all("relevant-departments" in duty.partners for duty in duties)


def test_the_national_group_meets_at_least_once_and_its_office_at_least_twice_a_year(
    codings: dict[str, Coding],
) -> None:
    national = codings["national"]
    assert rule(national, "协调小组会议一般每年至少召开一次").frequency == Frequency(min=1, period="P1Y")
    assert rule(national, "办公室会议每年至少召开两次").frequency == Frequency(min=2, period="P1Y")


def test_regularly_is_never_turned_into_a_number(codings: dict[str, Coding]) -> None:
    for coding in codings.values():
        for procedure in coding.procedures:
            if procedure.frequency_hedge in ("定期", "适时", "及时", "不定期"):
                assert procedure.frequency == Frequency(unspecified=True), procedure.id


def test_convening_is_not_chairing(codings: dict[str, Coding]) -> None:
    city = rule(codings["lianyungang"], "协调小组会议由组长负责召集")
    nation = rule(codings["national"], "会议由协调小组组长主持")
    assert (city.convener, city.chair, city.delegate) == ("组长", None, "副组长")
    assert (nation.convener, nation.chair, nation.delegate) == (None, "协调小组组长", "协调小组副组长")


def test_member_units_reply_within_ten_working_days(codings: dict[str, Coding]) -> None:
    reply = rule(codings["national"], "协调小组及其办公室就有关文件材料征求意见时")
    assert reply.deadline == Deadline(duration="P10D", working_days=True)
    assert reply.frequency_hedge == "一般"


def test_the_national_inspection_has_three_stages_in_order(codings: dict[str, Coding]) -> None:
    stages = rule(codings["national"], "调研检查活动一般按照")
    assert [step.text for step in stages.steps] == ["各地自检", "省际互检", "协调小组领导带队抽检"]


def test_the_office_that_prepares_the_budget_also_approves_it_and_a_defect_says_so(
    codings: dict[str, Coding],
) -> None:
    (defect,) = [d for d in codings["national"].defects if d.kind == "preparer-approves"]
    duties = {duty.id: duty for duty in codings["national"].duties}
    assert {duties[i].bearers for i in defect.affects if i in duties} == {("office",)}


def test_satisfaction_of_eighty_is_a_pass_and_of_ninety_is_good(codings: dict[str, Coding]) -> None:
    thresholds = [t for procedure in codings["shunyi"].procedures for t in procedure.thresholds]
    assert {("合格", ">=", 80.0), ("良好", ">=", 90.0)} <= {
        (t.grade, t.operator, t.value) for t in thresholds
    }


def test_leading_group_and_joint_conference_of_yimin_stay_two_bodies(codings: dict[str, Coding]) -> None:
    bodies = {
        b.id for b in codings["yimin"].bodies if b.kind == "coordination-body" and b.level == "township"
    }
    assert bodies == {"leading-group", "joint-conference"}
    assert any(d.kind == "name-inconsistent" for d in codings["yimin"].defects)
