"""Who has which part in a procedure: convenes, chairs, stands in, proposes or decides the agenda, approves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.coding import parameters
from kg.coding.parties import PartyReader

__all__ = ["find_roles"]

_CONVENER = re.compile(r"由(?P<who>[^,;。由]{2,30}?)(?:负责)?(?:轮流)?(?:召集(?!人)|召开)")
_CONVENES = re.compile(
    r"(?:^|[,;。])(?P<who>[^,;。]{2,20}?)(?:负责|可|可以|应|可因应需要|可视需要|得)?(?:召集(?!人)|召开(?=特别|临时|专题))"
)
_CHAIR = re.compile(
    r"(?:由|,|^|。)(?P<who>[^,;。由]{2,30}?)(?:召集并|负责)?(?:主持(?!人)|担任(?:会议)?主席|任主席|为主席)"
)
_BOTH = re.compile(
    r"由(?P<who>[^,;。由]{2,20}?)(?:负责)?(?:召集(?:之)?,?(?:和|并|、|及)(?:主持|担任(?:会议)?主席|任主席|为(?:会议)?主席)|主持召开|召集、主持)"
)
_DELEGATE = re.compile(
    r"(?:委托|委派|指派|授权|指定)(?:的)?(?P<who>[^,;。]{2,24}?)(?:代为)?(?:召集|主持|出席|召开|代理|代行|参加|参会|负责|$|(?=[,;。]))|由(?P<who2>[^,;。由]{2,20}?)(?:代理|代为|代行)"
)
# 由组长或其委托的副组长召集: two people, the second in the place of the first.
_OR_ENTRUSTED = re.compile(
    r"由?(?P<who>[^,;。由]{2,20}?)(?:或者|或|也可)(?:由)?(?:其|[^,;。或]{1,12}?)?(?P<entrusts>委托|授权|指定|指派)的?(?P<other>[^,;。]{2,14}?)(?P<does>(?:召集|主持|负责|召开)[^,;。]{0,8})"
)
# 组长外出时由副组长主持: who chairs when the one who chairs is away.
_ABSENT = re.compile(
    r"(?:因故|不在|外出|缺席|未能出席|未克出席|不能出席|不能参加|请假)[^;。]{0,12}?,?(?:可)?由(?:[^,;。由]{1,10}?(?:指定|委托|授权|指派|就))?(?P<who>[^,;。由]{2,20}?)(?:代为|代理|代替)?(?:召集|主持|负责|代理)"
)
_AGENDA = re.compile(r"议题[^,;。]{0,6}?由(?P<who>[^,;。]{2,30}?)(?:负责)?(?:提出|收集|拟定|汇总|征集|拟订)")
_DECIDES = re.compile(
    r"(?:报(?!告)|由|经(?!理)|,)(?P<who>(?:(?!报(?!告)|由|经(?!理))[^,;。]){2,24}?)(?:审定|确定|审批|决定|批准|审核同意)"
)
_LEAD = re.compile(
    r"(?:会议|报请|报|可|可以|一般|原则上|主要|必要时|协调小组会议|联席会议|并|或者|或|应|须|其|也可|再|以及|指定的|委托的|授权的)*由?"
)
_PERSON = re.compile(r"(?:长|主任|人|主席|领导|书记|秘书|同志|室|委员|组|会议|经理|总监|首长|代表)$")


def find_roles(
    view: str, reader: PartyReader, start: int, end: int, *, is_meeting: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield each role with the span of whoever has it."""
    if not is_meeting:
        if (found := parameters.approver(view[start:end])) and (
            who := _who(view, reader, start + found.start("who"), start + found.end("who"))
        ):
            yield "approver", *who
        return
    patterns: list[tuple[tuple[str, ...], re.Pattern[str]]] = [
        (("delegate",), _ABSENT), (("convener", "chair"), _BOTH), (("convener",), _CONVENER), (("convener",), _CONVENES),
        (("chair",), _CHAIR), (("delegate",), _DELEGATE), (("agenda_proposer",), _AGENDA),
    ]  # fmt: skip
    if "议题" in view[start:end]:
        patterns.append((("agenda_decider",), _DECIDES))
    either = _OR_ENTRUSTED.search(view[start:end])
    if either is not None:
        yield from _either(view, reader, start, either)
        patterns = patterns[-1:] if patterns[-1][1] is _DECIDES else []
    yield from _first_of_each(view, reader, start, end, patterns=patterns)


def _either(
    view: str, reader: PartyReader, start: int, match: re.Match[str]
) -> Iterator[tuple[str, int, int]]:
    """Who convenes or chairs, and whom he may entrust with it."""
    who = _who(view, reader, start + match.start("who"), start + match.end("who"))
    does = match.group("does")
    if who and re.search(r"召集|召开", does):
        yield "convener", *who
    if who and "主持" in does:
        yield "chair", *who
    if other := _who(view, reader, start + match.start("other"), start + match.end("other")):
        yield "delegate", *other


def _first_of_each(
    view: str, reader: PartyReader, start: int, end: int, *, patterns: list[tuple[tuple[str, ...], re.Pattern[str]]]
) -> Iterator[tuple[str, int, int]]:  # fmt: skip
    given: set[str] = set()
    absent: tuple[int, int] | None = None
    for names, pattern in patterns:
        match = pattern.search(view[start:end])
        if match is None:
            continue
        low, high = match.span("who") if match.group("who") else match.span("who2")
        span = (start + low, start + high)
        if pattern is _ABSENT:
            absent = span
        elif absent is not None and span[1] >= absent[0]:
            continue
        who = _who(view, reader, *span)
        for name in names:
            if who and name not in given:
                given.add(name)
                yield name, *who


def _who(view: str, reader: PartyReader, low: int, high: int) -> tuple[int, int] | None:
    """The parties in a role, without the words around them."""
    lead = _LEAD.match(view, low, high)
    if lead and lead.end() < high:
        low = lead.end()
    parties = reader.read(low, high)
    if parties is not None:
        return low, parties.end
    known = reader.mentions_in(low, high)
    if known and known[0].start == low:
        return low, known[-1].end
    found = re.search(r"[\u4e00-\u9fff]{2,20}$", view[low:high])
    return (low + found.start(), high) if found and _PERSON.search(found.group()) else None
