"""Who belongs to a body: …由…组成, 成员单位:…, lists under a heading, and units that only a heading shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kg.coding.bodies import body_labels
from kg.coding.describe import DATE_LINE
from kg.coding.headings import HeadingReader, is_group_name
from kg.coding.lists import ListedBody, read_list
from kg.coding.model import Membership
from kg.coding.outline import Line, Outline, Scope, sentence_start
from kg.coding.parties import Party, PartyReader
from kg.coding.people import read_person
from kg.coding.persons import is_person
from kg.coding.registry import Registry

__all__ = ["FoundMember", "find_members", "memberships"]

_COMPOSED = re.compile(
    r"(?<![自理])由(?:下列|以下)?(?:部门|单位|机关)?(?:的代表)?(?P<list>(?:(?!担任|兼任)[^。;]){4,600}?)(?:组成|构成)"
)
_COMPOSED_BELOW = re.compile(
    r"由(?:下列|以下)(?:部门|单位)?[^:。]{0,14}(?:组成|担任|兼任):(?P<list>[^。;]{4,600})"
)
_UNITS = re.compile(
    r"(?:成员单位|委员单位|组成单位|成员单位组成|参加单位|成员部门)(?:\([^()]{0,20}\))?(?:名单)?(?:主要)?(?:由|包括|有|为|是|分别为|分别是|包含|如下|:)[:]?(?P<list>(?:\([^()。;]*\)|[^。;()]){2,600}?)(?=组成|[。;)]|$|\n(?!\s))"
)
_AS_MEMBERS = re.compile(
    r"(?:^|(?<=[,。;:\n]))(?P<list>(?:(?!任(?:组长|主任|总?指挥|召集人))[^。;:\n]){4,400}?)(?:等(?:单位|部门))?(?:(?:为|是|作为)(?:[\u4e00-\u9fff]{0,10}?)(?:成员单位|组成单位)|(?<=等单位|等部门)为成员)(?=[,。;]|$)"
)
_MEMBERS_ARE = re.compile(
    r"(?:成员|委员|组员)(?:[一二三四五六七八九十\d]{1,4}[人名至],?)?(?:分别)?由(?!于)(?P<list>[^。;]{4,400}?)(?:担任|兼任|组成|派员|派\(聘\)|派兼|聘兼|派任|兼之)"
)
_PEOPLE_AS_MEMBERS = re.compile(
    r"(?:^|(?<=[,。;:\n]))(?P<list>[^。;:\n]{4,400}?(?:等?(?:单位|部门))?)(?:的)?(?:分管|主要|有关)?(?:负责人|负责同志|领导)为(?:[\u4e00-\u9fff]{0,10}?)(?:成员|组员|委员)(?=[,。;]|$)"
)
# A list under a label; a wrapped line that ended in a space or 、 goes on with the next.
_WRAPPED = r"(?:[^。;\n]|(?<=[ 、])\n(?![ \d(一二三四五六七八九十])|\n(?= {3,}\S))"
_MEMBERS_LABEL = re.compile(
    r"(?:^|(?<=[\n。;, ]))\s{0,12}(?:成\s{0,12}员\s{0,12}(?:单\s{0,12}位)?|委\s{0,12}员|组\s{0,12}员)(?:[:]|为(?=[^,。;]{2,40}、)|包括)\s{0,12}"
    rf"(?P<list>{_WRAPPED}{{2,600}}?)(?=[。;]|(?<![ 、])\n(?! {{3,}}\S)|\n(?=[ \d(一二三四五六七八九十])(?! {{3,}}\S)|$| \S{{0,16}}(?:下设|办公室设))"
)
_GROUP_UNITS = re.compile(
    r"(?:副?组长|配合|成员|参加|参与|责任|协助)(?:单位|部门)[:](?P<list>[^。;:\n]{2,300})"
)
_LED_WITH = re.compile(
    r"由(?P<lead>[^,;。]{2,40}?)(?:负责)?牵头,(?P<list>[^,;。]{2,200}?)(?:等(?:单位|部门)?)?(?:参加|参与|配合|协助|组成|为成员)"
)
_GROUP_FIRST = re.compile(r"[ \n]*(?P<group>[\u4e00-\u9fff]{2,10}(?<!领导小|协调小|工作小)组)(?=由|:|,)")
_UNIT_ENDING = re.compile(r"[\u4e00-\u9fff]{2,}(?:局|厅|署|处)$")
# 由院长任主任委员,委员由医务科…组成: the members begin behind the last 由.
_MEMBERS_BY = re.compile(r"[^。;]*(?:委员|成员|组员|其余)由(?!于)")
_NO_LIST = re.compile(r"下设|设在|设于|挂靠|兼任|担任")
# The number of an article before the first of a list: 第三条 总工程师及各部门负责人为委员.
_NUMBERED = re.compile(
    r"[ ]*(?:第[一二三四五六七八九十百\d]{1,4}条|[一二三四五六七八九十\d]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\))[ ]*"
)
# A class of units, and the head a unit is given by.
_OF_CLASS = re.compile(r"各|其他|其它|公司(?=主要|分管|有关|负责)|单位")
_HEAD = re.compile(
    r"(?:主要|分管|有关)?(?:负责人|负责同志|领导|组长|班主任|副?主任|书记|主管|经理|副?[科室部处站所队课局院]?长)"
)
_PERSON_LIST = re.compile(r"负责(?:人|同志)|主要领导|分管领导|代表|委员|首长")


@dataclass(frozen=True, kw_only=True)
class FoundMember:
    """A unit listed as a member, by span; ``rule`` says by which form."""

    start: int
    end: int
    owner_hint: int
    open: bool
    status: str
    rule: str
    confidence: float
    known: bool = True


def find_members(outline: Outline, reader: PartyReader, headings: HeadingReader) -> list[FoundMember]:
    """Find every member a document states, or, where it states none, shows by its headings."""
    stated = [
        *_from_sentences(outline, reader),
        *_from_lines(outline, reader),
        *_from_groups(outline, reader),
    ]
    stated = _once(outline, stated)
    if any(not _group(outline, member.start) for member in stated):
        return stated
    implied = [*_from_headings(outline, headings), *_from_circulation(outline, reader)]
    return _once(outline, [*stated, *implied])


def _once(outline: Outline, members: list[FoundMember]) -> list[FoundMember]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for member in members:
        key = (_group(outline, member.start), outline.view[member.start : member.end])
        if key not in seen:
            seen.add(key)
            kept.append(member)
    return kept


def _group(outline: Outline, at: int) -> str:
    """The working group under whose heading, or behind whose name in the sentence, a place stands; "" for none."""
    index = bisect_right(outline.lines, at, key=lambda line: line.start) - 1
    for scope in reversed(outline.lines[index].scopes if index >= 0 else ()):
        if is_group_name(scope.words):
            return scope.words
    floor = sentence_start(outline.view, at)
    named = _GROUP_FIRST.match(outline.view, floor)
    return named.group("group") if named else ""


def _from_groups(outline: Outline, reader: PartyReader) -> Iterator[FoundMember]:
    """Units of a working group: 组长单位:…, 由…牵头,…参加; who leads it is a relation."""
    for match in _GROUP_UNITS.finditer(outline.view):
        if _group(outline, match.start()):
            listed, is_open = read_list(reader, *match.span("list"))
            yield from (_member(item, match.start(), is_open, "units-of-group") for item in listed)
    for match in _LED_WITH.finditer(outline.view):
        if _group(outline, match.start()):
            listed, is_open = read_list(reader, *match.span("list"))
            yield from (_member(item, match.start(), is_open, "takes-part-in-group") for item in listed)


def _from_sentences(outline: Outline, reader: PartyReader) -> Iterator[FoundMember]:
    taken: list[tuple[int, int]] = []
    for rule, pattern in (
        ("units-listed-below", _COMPOSED_BELOW), ("composed-of", _COMPOSED), ("members-are", _MEMBERS_ARE), ("people-as-members", _PEOPLE_AS_MEMBERS), ("member-units-list", _UNITS), ("named-as-member-units", _AS_MEMBERS),
        ("members-label", _MEMBERS_LABEL),
    ):  # fmt: skip
        for match in pattern.finditer(outline.view):
            start, end = match.span("list")
            if any(a < end and start < b for a, b in taken):
                continue
            if rule == "people-as-members":
                # 甲任组长,乙、丙为成员: the members begin behind the one who serves.
                served = re.match(r".*(?:任|由|兼)[^,]*,", outline.view[start:end])
                start += served.end() if served else 0
            if rule == "composed-of" and (lead := _MEMBERS_BY.match(outline.view, start, end)):
                start = lead.end()
            if number := _NUMBERED.match(outline.view, start, end):
                start = number.end()
            words = outline.view[start:end]
            if read_person(words) is not None or (rule == "members-label" and _NO_LIST.search(words)):
                continue
            listed, is_open = read_list(reader, start, end, officials=rule != "people-as-members")
            listed = _without_persons(outline.view, listed, headed=rule == "people-as-members")
            if not _is_list_of_units(outline, reader, listed, rule):
                continue
            taken.append((start, end))
            yield from (_member(item, match.start(), is_open, rule) for item in listed)


def _without_persons(view: str, listed: list[ListedBody], *, headed: bool) -> list[ListedBody]:
    """Leave out persons, and classes given by their heads where no unit is named: 总工程师、各部门、各车间负责人.

    Beside units that are named, such a class is a member too: 财务部、保卫部、各车间负责人.
    """
    units = [item for item in listed if not is_person(view[item.start : item.end])]
    named = [item for item in units if not _OF_CLASS.match(view, item.start)]
    by_head = headed or all(_HEAD.match(view, item.end) for item in units)
    return [] if by_head and not named else units


def _is_list_of_units(outline: Outline, reader: PartyReader, listed: list[ListedBody], rule: str) -> bool:
    if rule == "people-as-members" and any(
        re.search(r"确定|指定|明确|选派|委派|[一1]名", outline.view[item.start : item.end]) for item in listed
    ):
        return False
    known = sum(
        item.known or bool(_UNIT_ENDING.search(outline.view, item.start, item.end)) for item in listed
    )
    if rule == "members-label":
        return len(listed) > 0 and known * 2 >= len(listed)
    return (
        len(listed) > 1
        and known * 2 >= len(listed)
        and not all(outline.view[item.start : item.end].endswith(("组长", "主任", "成员")) for item in listed)
    )


def _member(
    item: ListedBody, owner_hint: int, is_open: bool, rule: str, status: str = "stated"
) -> FoundMember:
    return FoundMember(
        start=item.start, end=item.end, owner_hint=owner_hint, open=is_open, status=status, rule=rule,
        confidence=0.95 if item.known else 0.75, known=item.known,
    )  # fmt: skip


def _from_lines(outline: Outline, reader: PartyReader) -> Iterator[FoundMember]:
    """Lines under a heading that announces members, each naming units and nothing else."""
    for line, below in zip_longest(outline.lines, outline.lines[1:]):
        if line.heading or not line.scopes or not _announces_members(outline, line):
            continue
        if below is not None and DATE_LINE.match(outline.view[below.start : below.end]):
            continue  # a signature
        words = outline.view[line.body_start : line.end]
        if (
            re.search(r"由|负责|[下附]设|设在|设于|挂靠|简称|兼任|担任|。.", words)
            or len(words) > 300
            or read_person(words)
        ):
            continue
        listed, is_open = read_list(reader, line.body_start, line.end, officials=True)
        if listed and all(item.known for item in listed):
            yield from (_member(item, line.start, is_open, "members-section") for item in listed)


def _announces_members(outline: Outline, line: Line) -> bool:
    scope = line.scopes[-1]
    if scope.section == "members":
        return True
    return bool(
        re.search(
            r"(?:成员|委员|组成人员)(?:如下|由下列|:)?$|就下列[^:]{0,14}(?:派|聘)|就下列人员|下列人员",
            scope.words,
        )
    )


def _from_headings(outline: Outline, headings: HeadingReader) -> Iterator[FoundMember]:
    """Units that only the headings under 成员单位职责分工 show, or those beside the body's own heading."""
    titled = bool(outline.lines) and "成员单位" in outline.view[: outline.lines[0].end]
    titled = titled or _heads_own_duties(outline, headings)
    labels = body_labels(outline, headings)
    for line in outline.lines:
        names = [
            scope
            for scope in line.scopes
            if re.search(r"成员单位|单位职责|部门职责|单位工作职责|成员职责", scope.words)
        ]
        if line.heading or (not names and not titled):
            continue
        for scope in line.scopes or (line,):
            named = (
                headings.read(scope, label=scope.start in labels)
                if isinstance(scope, Scope) and scope not in names
                else None
            )
            if named is None and titled and line.numbered and len(names) == len(line.scopes):
                named = headings.opening(line.body_start, line.end)
            if named is None:
                continue
            for party in named.parties.items:
                own = party.kind == "coordination-body" and _is_own(outline, headings, party)
                if party.what in ("body", "category") and party.kind != "secretariat-office" and not own:
                    yield FoundMember(
                        start=party.start,
                        end=party.end,
                        owner_hint=0,
                        open=False,
                        status="implied",
                        rule="heading-of-duties",
                        confidence=0.8,
                    )


def _is_own(outline: Outline, headings: HeadingReader, party: Party) -> bool:
    """Whether a heading names the body the document is about, in full or by its ending."""
    main = headings.main_party()
    return main is None or outline.view[main.start : main.end].endswith(outline.view[party.start : party.end])


def _heads_own_duties(outline: Outline, headings: HeadingReader) -> bool:
    """Whether units' duties are listed beside those of the coordination body itself, as one list."""
    named = [
        headings.read(line.scopes[-1]) for line in outline.lines if line.numbered and len(line.scopes) == 1
    ]
    # Where persons have their headings too (理事长职责, 保洁员职责) the list is of offices, not of member units.
    if any(name.parties.items[0].what == "post" for name in named if name is not None):
        return False
    kinds = [name.parties.items[0].kind for name in named if name is not None]
    return (
        kinds.count("coordination-body") >= 1 and len(kinds) > 3 and len(kinds) >= 0.75 * max(1, len(named))
    )


def _from_circulation(outline: Outline, reader: PartyReader) -> Iterator[FoundMember]:
    """Units a circular of the body is sent to: 送:…."""
    for match in re.finditer(r"(?:^|\n)\s*(?:主送|抄送|分送|送)[:](?P<list>[^\n。]{2,300})", outline.view):
        if match.start() < len(outline.view) - 800:
            continue
        listed, is_open = read_list(reader, *match.span("list"))
        if len(listed) > 1 and all(item.known for item in listed):
            yield from (_member(item, 0, is_open, "circular-sent-to", "implied") for item in listed)


def memberships(
    outline: Outline, registry: Registry, found: list[FoundMember], reader: PartyReader
) -> list[Membership]:
    """Turn found members into memberships of the body their list belongs to."""
    made: list[Membership] = []
    for member in found:
        owner = _owner(outline, registry, reader, member)
        name = outline.view[member.start : member.end]
        reference = registry.resolve(name) or outline.text[member.start : member.end]
        main = registry.drafts[registry.main].id if registry.main else None
        if owner is None or reference in (owner, main) or "成员单位" in name:
            continue
        made.append(
            Membership(
                member=reference, body=owner, role="成员单位" if member.status == "implied" else None,
                status="implied" if member.status == "implied" else "stated", open=member.open,
                quote=outline.text[member.start : member.end], start=member.start, end=member.end, rule=member.rule,
                confidence=member.confidence,
            )
        )  # fmt: skip
    return made


def _owner(outline: Outline, registry: Registry, reader: PartyReader, member: FoundMember) -> str | None:
    """The coordination body or part of one named last before the list in its sentence, else the main body."""
    floor = sentence_start(outline.view, member.owner_hint)
    before = [
        m for m in reader.mentions_in(floor, member.owner_hint + 1)
        if m.kind in ("coordination-body", "sub-body", "secretariat-office")
    ]  # fmt: skip
    if before and (found := registry.resolve(outline.view[before[-1].start : before[-1].end])):
        return found
    main = registry.drafts[registry.main].id if registry.main else None
    if member.rule == "heading-of-duties":
        return main
    return _heading_owner(outline, registry, reader, member.start) or main


def _heading_owner(outline: Outline, registry: Registry, reader: PartyReader, at: int) -> str | None:
    """The group whose heading a list stands under."""
    index = bisect_right(outline.lines, at, key=lambda line: line.start) - 1
    for scope in reversed(outline.lines[index].scopes if index >= 0 else ()):
        if is_group_name(scope.words) and (found := registry.resolve(scope.words.partition("(")[0])):
            return found
        mention = reader.mention_at(scope.start)
        if mention is not None and mention.kind in ("sub-body", "coordination-body"):
            return registry.resolve(outline.view[mention.start : mention.end])
    return None
