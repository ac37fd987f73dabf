"""What drafters get wrong, as operators on a clean coding: each with the code of the one rule that must catch it.

A mutation changes the coding as a coder of the changed text would have coded it, or, where no coding can be so wrong,
the triples built from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from kg.coding.model import Coding, Frequency, Post, Procedure, Step, Threshold
from tests.shapes.editing import (
    add,
    alter,
    body,
    defect,
    drop,
    duty,
    member,
    relation,
    retext,
    silent,
    span,
)

__all__ = ["MUTATIONS", "Mutation"]

Change = Callable[[Coding], Coding]


@dataclass(frozen=True)
class Mutation:
    """One way to spoil the clean coding: its name is a sentence, ``code`` the only finding it may give."""

    code: str
    name: str
    change: Change = lambda coding: coding
    spoil: Callable[[str], str] = lambda triples: triples


def _id(id: str) -> Callable[[Any], bool]:  # noqa: A002
    return lambda fact: fact.id == id


def _path(path: str) -> Callable[[Any], bool]:
    return lambda provision: provision.path == path


def _renumber(coding: Coding, path: str, number: str, ordinal: int) -> Coding:
    old = next(p for p in coding.provisions if p.path == path)
    assert len(number) == len(old.number or "")
    text = coding.text[: old.start] + number + coding.text[old.start + len(number) :]
    return alter(replace(coding, text=text), "provisions", _path(path), number=number, ordinal=ordinal)


def _then(*changes: Change) -> Change:
    def run(coding: Coding) -> Coding:
        for change in changes:
            coding = change(coding)
        return coding

    return run


def _related(*triples: tuple[str, str, str]) -> Change:
    return lambda coding: add(coding, "relations", *(relation(coding, *triple) for triple in triples))


def _cycle(kind: str, *bodies: str) -> Change:
    return _related(
        *((one, kind, other) for one, other in zip(bodies, (*bodies[1:], bodies[0]), strict=True))
    )


def _unrelated(subject: str, kind: str) -> Change:
    return lambda coding: drop(coding, "relations", lambda r: (r.subject, r.relation) == (subject, kind))


def _silent(about: str, question: str) -> Change:
    return lambda coding: silent(coding, about, question)


def _without_post(role: str) -> Change:
    return lambda coding: drop(coding, "posts", lambda post: post.role == role)


def _without_office(coding: Coding) -> Coding:
    coding = drop(coding, "relations", lambda r: r.subject == "office")
    coding = drop(coding, "posts", lambda post: post.body == "office")
    coding = drop(coding, "duties", lambda d: "office" in d.bearers)
    coding = drop(coding, "procedures", lambda p: p.body == "office")
    coding = alter(coding, "procedures", _id("p3.3-1"), agenda_proposer="emergency-bureau")
    return drop(coding, "bodies", _id("office"))


def _without_meetings(coding: Coding) -> Coding:
    return drop(coding, "procedures", lambda p: p.kind == "meeting")


def _rule(id: str, **changes: Any) -> Change:  # noqa: A002
    return lambda coding: alter(coding, "procedures", _id(id), **changes)


def _no_rule(id: str) -> Change:  # noqa: A002
    return lambda coding: drop(coding, "procedures", _id(id))


def _duty(id: str, **changes: Any) -> Change:  # noqa: A002
    return lambda coding: alter(coding, "duties", _id(id), **changes)


def _described(**changes: Any) -> Change:
    return lambda coding: replace(coding, document=replace(coding.document, **changes))


def _report(new: str) -> Change:
    return lambda coding: retext(coding, "每半年向市人民政府报告一次检查情况", new)


def _lose_item(coding: Coding) -> Coding:
    """Cut one unit's whole item out of the text, as a scrape does."""
    coding = drop(coding, "provisions", _path("2.3"))
    return retext(coding, "(三)市教育局\n  组织学校开展消防演练。\n".replace("  ", ""), "")


def _restart(coding: Coding) -> Coding:
    for path, number, ordinal in (("3.3", "1、", 1), ("3.4", "2、", 2), ("3.5", "3、", 3)):
        coding = _renumber(coding, path, number, ordinal)
    return coding


def _rename_member(coding: Coding) -> Coding:
    """Call the health commission by its short name where its duty stands."""
    coding = retext(coding, "(四)市卫生健康委员会", "(四)市卫健委")
    other = replace(
        body(coding, "health-short", "市卫健委", "government-body", function="health"), aliases=()
    )
    coding = add(coding, "bodies", other)
    at = span(coding, "市卫健委")
    return alter(
        coding, "duties", _id("d2.4-1"), bearers=("health-short",), bearer_start=at["start"], bearer_end=at["end"]
    )  # fmt: skip


def _second_name(coding: Coding) -> Coding:
    """Call the conference a leading group in a sentence that hands something on to it."""
    coding = retext(coding, "落实联席会议部署", "落实市消防安全工作领导小组部署")
    group = body(
        coding, "leading-group", "市消防安全工作领导小组", "coordination-body", function="coordination"
    )
    return alter(add(coding, "bodies", group), "duties", _id("d2.6-1"), object="市消防安全工作领导小组部署")


def _title_noted(coding: Coding) -> Coding:
    noted = replace(defect(coding, "title-content-mismatch", "青河市消防"), severity="warning")
    return add(coding, "defects", noted)


def _name_noted(coding: Coding) -> Coding:
    coding = retext(coding, "(三)市教育局", "(三)市教委")
    noted = replace(defect(coding, "name-inconsistent", "市教委"), affects=("education-bureau",))
    return add(coding, "defects", noted)


def _twice(coding: Coding) -> Coding:
    coding = retext(
        coding,
        "牵头会同市教育局做好火灾伤员救治。",
        "牵头会同市教育局做好火灾伤员救治。配合组织学校开展消防演练。",
    )
    again = duty(
        coding, "d2.4-2", "配合组织学校开展消防演练", provision="2.4", bearers=("health-commission",),
        actions=("组织",), matter="消防演练", object="学校消防演练",
    )  # fmt: skip
    return add(coding, "duties", again)


def _vague(coding: Coding) -> Coding:
    coding = retext(coding, "组织学校开展消防演练。", "组织学校开展消防演练。有关部门负责演练宣传。")
    vague = duty(
        coding, "d2.3-2", "有关部门负责演练宣传", provision="2.3", bearers=("有关部门",), actions=("负责",),
        matter="演练宣传", object="演练宣传",
    )  # fmt: skip
    return add(coding, "duties", vague)


def _graded(coding: Coding) -> Coding:
    coding = retext(coding, "组织学校开展消防演练。", "组织学校开展消防演练。演练评分九十分以上为优秀。")
    words = span(coding, "演练评分九十分以上为优秀")
    rule = Procedure(
        id="p2.3-1", provision="2.3", kind="assessment", title="演练评分", body="education-bureau",
        thresholds=(Threshold(of="评分", operator=">=", value=90, unit="分", grade="优秀"),), **words,
    )  # fmt: skip
    return add(coding, "procedures", rule)


def _second_office(coding: Coding) -> Coding:
    """Name an office whose group the text forgets."""
    coding = add(
        coding, "bodies", body(coding, "files-office", "市消防档案办公室", "secretariat-office", function="secretariat")
    )  # fmt: skip
    head = Post(body="files-office", role="办公室主任", holder="市应急管理局副局长", **span(coding, "青河市"))
    return add(_related(("files-office", "hosted-by", "emergency-bureau"))(coding), "posts", head)


def _new_member(coding: Coding) -> Coding:
    coding = retext(coding, "市教育局、市卫生", "市教育局、市民政局、市卫生")
    coding = add(
        coding,
        "bodies",
        body(coding, "civil-bureau", "市民政局", "government-body", function="civil-affairs"),
    )
    return add(coding, "memberships", member(coding, "civil-bureau", "joint-conference"))


def _idle_members(coding: Coding) -> Coding:
    """A list of members, and no member named again."""
    members = {"emergency-bureau", "education-bureau", "health-commission"}
    coding = drop(
        coding, "duties", lambda d: members & {*d.bearers, *d.partners, *d.targets} or d.id == "d2.6-2"
    )
    coding = drop(coding, "relations", lambda r: {r.subject, r.object} & {"county-groups"})
    coding = drop(coding, "relations", lambda r: r.relation == "hosted-by")
    return _related(("office", "hosted-by", "government"))(coding)


def _provincial(coding: Coding) -> Coding:
    above = body(
        coding,
        "provincial-conference",
        "省消防安全工作联席会议",
        "coordination-body",
        "provincial",
        "coordination",
    )
    coding = add(coding, "bodies", above)
    return _related(("joint-conference", "superior", "provincial-conference"))(coding)


def _township(coding: Coding) -> Coding:
    below = body(coding, "town", "南山镇人民政府", "government-body", "township", "government")
    return _related(("government", "leads", "town"))(add(coding, "bodies", below))


def _under_counties(coding: Coding) -> Coding:
    return _related(("county-groups", "leads", "joint-conference"))(_unrelated("government", "leads")(coding))


def _without_line(pattern: str) -> Callable[[str], str]:
    def spoil(triples: str) -> str:
        lines = triples.splitlines(keepends=True)
        kept = [line for line in lines if not re.search(pattern, line)]
        assert len(kept) < len(lines), f"no triple matches {pattern}"
        return "".join(kept)

    return spoil


def _exact(triples: str) -> str:
    spoilt = triples.replace(
        '#exact> "检查各县消防安全领导小组工作"', '#exact> "检查各镇消防安全领导小组工作"'
    )
    assert spoilt != triples
    return spoilt


_LEADER = _without_post("召集人")
_HEAD = _without_post("办公室主任")
_HOST = _unrelated("office", "hosted-by")
_SUPERIOR = _unrelated("government", "leads")
_UNLISTED: Change = lambda coding: replace(coding, memberships=())  # noqa: E731
_CONVENER = _rule("p3.1-1", convener=None, chair=None)
_REPORT_AWAY = _then(
    lambda coding: drop(coding, "duties", _id("d2.6-2")), _unrelated("county-groups", "reports-to")
)
_FIVE = ("joint-conference", "emergency-bureau", "education-bureau", "health-commission", "government")

MUTATIONS = (
    # documents
    Mutation("numbering-gap", "an item gets a later number", lambda c: _renumber(c, "2.6", "(七)", 7)),
    Mutation("numbering-gap", "the first level skips a number", lambda c: _renumber(c, "3", "四、", 4)),
    Mutation("numbering-gap", "one unit's whole item is lost", _lose_item),
    Mutation("numbering-duplicate", "two items get one number", lambda c: _renumber(c, "2.6", "(五)", 5)),
    Mutation("numbering-duplicate", "two rules get one number", lambda c: _renumber(c, "3.5", "4、", 4)),
    Mutation("numbering-restart", "the rules begin again at one", _restart),
    Mutation("heading-lost", "a heading is lost", lambda c: add(c, "defects", defect(c, "heading-lost", "组织学校"))),
    Mutation("heading-lost", "items are lost", lambda c: add(c, "defects", defect(c, "text-lost", "组织学校"))),
    Mutation(
        "text-cut-off", "the last line is cut off",
        lambda c: (lambda cut: add(cut, "defects", defect(cut, "text-cut-off", "青河市消防")))(
            retext(c, "联席会议 2024年3月5日", "联席")
        ),
    ),
    Mutation(
        "fragment-without-beginning", "a sentence loses its beginning",
        lambda c: (lambda cut: add(cut, "defects", defect(cut, "fragment", "学校开展消防演练")))(
            retext(c, "组织学校开展消防演练", "学校开展消防演练")
        ),
    ),
    Mutation("document-without-date", "the date goes", _then(_described(date=None), _silent("document", "date"))),
    Mutation("document-without-number", "the number goes", _then(_described(number=None), _silent("document", "number"))),
    Mutation("document-without-issuer", "the issuer goes", _then(_described(issuer=None), _silent("document", "issuer"))),
    Mutation("document-date-not-assessed", "nobody looked for the date", _described(date=None)),
    Mutation("document-number-not-assessed", "nobody looked for the number", _described(number=None)),
    Mutation("document-issuer-not-assessed", "nobody looked for the issuer", _described(issuer=None)),
    Mutation(
        "citation-unresolved", "a law that does not exist is cited",
        lambda c: add(c, "defects", defect(c, "citation-unresolved", "制定本规则")),
    ),
    Mutation("title-mismatch", "the title names another body", _described(title="青河市防汛抗旱指挥部工作规则")),
    Mutation("title-mismatch", "a reader notes that the title misleads", _title_noted),
    Mutation(
        "statements-disagree",
        "two sentences disagree",
        lambda c: add(c, "defects", defect(c, "contradiction", "每年至少召开两次")),
    ),
    # duties
    Mutation("duty-bearer-lost", "the heading of a duty is lost", _duty("d2.3-1", bearers=(), bearer_status="lost")),
    Mutation("duty-without-bearer", "a duty has no subject", _duty("d2.3-1", bearers=(), bearer_status="unstated")),
    Mutation("bearer-not-identified", "a stated bearer is not given", _duty("d2.3-1", bearers=())),
    Mutation("member-without-duty", "a member is added without a duty", _new_member),
    Mutation(
        "member-without-duty", "a member's duty is deleted",
        _then(lambda c: drop(c, "duties", _id("d2.3-1")), _duty("d2.4-1", partners=())),
    ),
    Mutation("member-named-once", "the members are listed and never named again", _idle_members),
    Mutation("body-without-duty", "the conference's duty is deleted", lambda c: drop(c, "duties", _id("d2.1-1"))),
    Mutation(
        "heading-without-content", "what stands under a heading is deleted",
        lambda c: retext(c, "组织学校开展消防演练。\n", ""),
    ),
    Mutation("duty-cut-off", "a sentence is cut", _duty("d2.3-1", truncated=True)),
    Mutation(
        "shared-duty-without-lead", "two units share a duty",
        _duty("d2.3-1", bearers=("education-bureau", "emergency-bureau"), joint=True),
    ),
    Mutation("supervision-without-report", "the supervised no longer report", _REPORT_AWAY),
    Mutation(
        "report-without-recipient", "a report goes to nobody",
        _then(_report("每半年报告一次检查情况"), _duty("d2.2-2", targets=())),
    ),
    Mutation("report-without-deadline", "a report has no deadline", _report("向市人民政府报告检查情况")),
    Mutation("vague-time", "a report is made promptly", _report("及时向市人民政府报告检查情况")),
    Mutation("vague-time", "a report is made regularly", _report("定期向市人民政府报告检查情况")),
    Mutation("duty-assigned-twice", "a second unit gets the same duty in other words", _twice),
    Mutation("vague-bearer", "the departments concerned bear a duty", _vague),
    # evidence
    Mutation("quote-not-in-text", "a quote says what the text does not", spoil=_exact),
    Mutation(
        "statement-without-evidence", "a duty loses its evidence",
        spoil=_without_line(r"duty/qinghe/d2\.3-1> <[^>]*#evidence>"),
    ),
    Mutation(
        "statement-without-evidence", "a body loses its evidence",
        spoil=_without_line(r"^<[^>]*body/qinghe/education-bureau> <[^>]*#evidence>"),
    ),
    Mutation("unreviewed-statement", "a machine's duty stays in", _duty("d2.3-1", rule="heading", confidence=0.6)),
    # hierarchy
    Mutation("leadership-cycle", "two lead each other", _related(("joint-conference", "leads", "government"))),
    Mutation(
        "leadership-cycle", "three lead in a circle",
        _related(("joint-conference", "leads", "emergency-bureau"), ("emergency-bureau", "leads", "government")),
    ),
    Mutation("leadership-cycle", "five lead in a circle", _cycle("leads", *_FIVE[1:], "joint-conference")),
    Mutation(
        "leadership-cycle", "a body's superior is under it",
        _related(("government", "superior", "joint-conference")),
    ),
    Mutation("supervision-cycle", "two supervise each other", _cycle("supervises", *_FIVE[2:4])),
    Mutation("supervision-cycle", "three supervise in a circle", _cycle("supervises", *_FIVE[1:4])),
    Mutation("supervision-cycle", "five supervise in a circle", _cycle("supervises", *_FIVE)),
    Mutation("part-cycle", "a body is part of its office", _related(("joint-conference", "part-of", "office"))),
    Mutation("body-under-two-leaders", "a second unit leads", _related(("health-commission", "leads", "joint-conference"))),
    Mutation("superior-undescribed", "a provincial superior is named", _provincial),
    Mutation("level-inverted", "the superior is swapped for a county body", _under_counties),
    Mutation("level-inverted", "a county body supervises", _related(("county-groups", "supervises", "education-bureau"))),
    Mutation("level-skipped", "a city leads a town", _township),
    Mutation("office-without-host", "the host goes", _then(_HOST, _silent("office", "host"))),
    Mutation("office-host-not-assessed", "nobody looked for the host", _HOST),
    Mutation("office-without-head", "the director goes", _then(_HEAD, _silent("office", "head"))),
    Mutation("office-head-not-assessed", "nobody looked for the director", _HEAD),
    Mutation("office-without-group", "an office belongs to nobody", _second_office),
    Mutation(
        "post-without-body", "a post loses its body",
        spoil=_without_line(r"^<[^>]*post/qinghe/[^>]*副召集人[^>]*> <[^>]*(postIn|inActor)>"),
    ),
    # membership
    Mutation("body-without-members", "the members go", _then(_UNLISTED, _silent("joint-conference", "members"))),
    Mutation("body-members-not-assessed", "nobody looked for members", _UNLISTED),
    Mutation(
        "open-member-list", "the list ends in 等",
        lambda c: alter(c, "memberships", lambda m: m.member == "health-commission", open=True),
    ),
    Mutation("body-without-leader", "the convener goes", _then(_LEADER, _silent("joint-conference", "leader"))),
    Mutation("body-leader-not-assessed", "nobody looked for the leader", _LEADER),
    Mutation("body-without-office", "the office goes", _then(_without_office, _silent("joint-conference", "office"))),
    Mutation("body-office-not-assessed", "nobody looked for the office", _without_office),
    Mutation("body-without-superior", "the superior goes", _then(_SUPERIOR, _silent("joint-conference", "superior"))),
    Mutation("body-superior-not-assessed", "nobody looked for the superior", _SUPERIOR),
    Mutation(
        "leader-not-named", "the convener is not named",
        _then(
            lambda c: alter(c, "posts", lambda p: p.role == "召集人", holder=None),
            _silent("joint-conference", "leader"),
        ),
    ),
    Mutation(
        "leader-name-not-assessed", "nobody looked for the convener's name",
        lambda c: alter(c, "posts", lambda p: p.role == "召集人", holder=None),
    ),
    Mutation("name-inconsistent", "a unit is renamed where its duty stands", _rename_member),
    Mutation("name-inconsistent", "the conference is called a leading group", _second_name),
    Mutation("name-inconsistent", "a reader notes a second name of a unit", _name_noted),
    # procedures
    Mutation("body-without-meeting-rule", "the rules go", _then(_without_meetings, _silent("joint-conference", "meeting-rule"))),
    Mutation("body-meeting-rule-not-assessed", "nobody looked for meeting rules", _without_meetings),
    Mutation("meeting-without-convener", "nobody convenes", _then(_CONVENER, _silent("joint-conference", "convener"))),
    Mutation("meeting-convener-not-assessed", "nobody looked for who convenes", _CONVENER),
    Mutation(
        "meeting-without-stand-in", "nobody stands in",
        _then(_rule("p3.1-1", delegate=None), _silent("joint-conference", "delegate")),
    ),
    Mutation("meeting-delegate-not-assessed", "nobody looked for a stand-in", _rule("p3.1-1", delegate=None)),
    Mutation("meeting-without-frequency", "no frequency", _then(_no_rule("p3.2-1"), _silent("joint-conference", "frequency"))),
    Mutation("meeting-frequency-not-assessed", "nobody looked for the frequency", _no_rule("p3.2-1")),
    Mutation("frequency-unspecified", "meetings are held regularly", _rule("p3.2-1", frequency=Frequency(unspecified=True))),
    Mutation(
        "meeting-without-agenda-decision", "nobody decides the agenda",
        _then(_rule("p3.3-1", agenda_decider=None), _silent("joint-conference", "agenda")),
    ),
    Mutation("meeting-agenda-not-assessed", "nobody looked for the agenda", _rule("p3.3-1", agenda_decider=None)),
    Mutation(
        "meeting-without-decision-rule", "no quorum and no vote",
        _then(_no_rule("p3.4-1"), _silent("joint-conference", "decision-rule")),
    ),
    Mutation("meeting-decision-not-assessed", "nobody looked for a decision rule", _no_rule("p3.4-1")),
    Mutation("threshold-without-consequence", "a grade without a consequence", _graded),
    Mutation("preparer-approves", "who proposes the agenda decides it", _rule("p3.3-1", agenda_proposer="召集人")),
    Mutation(
        "steps-out-of-order", "a step is missing",
        _rule("p3.5-1", steps=(Step(order=1, text="征求成员单位意见"), Step(order=3, text="报召集人签发"))),
    ),
)  # fmt: skip
