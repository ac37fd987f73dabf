"""Posts and who holds them: 组长:…, 由…担任组长, 主任由…兼任, lists of people with their titles.

The conventions are those of ``docs/coding-conventions.md``: a position with a title of its own in a named body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from kg.coding import lexicon
from kg.coding.classify import classify_name
from kg.coding.headings import is_group_name
from kg.coding.model import Post
from kg.coding.outline import Outline, sentence_start
from kg.coding.parties import PartyReader, role_pattern
from kg.coding.people import (
    MEMBER_ROLES,
    TITLE,
    FoundPost,
    find_listed,
    named_last,
    read_person,
    split_holders,
)
from kg.coding.registry import Registry

__all__ = ["find_posts", "posts"]

_HOLDER = r"(?P<holder>(?:[^,;。:\n(]|\([^()\n]{0,30}\)){2,80}?)"
_HOLDERS = r"(?P<holder>(?:[^;。:\n(]|\([^()\n]{0,30}\)){2,300}?)"
_SERVES = r"(?:(?<!负责)(?<!领导)同志|先生|女士)?(?:分别|共同|轮流|依次)?(?:担任|兼任|出任|派兼|聘兼|派任|充任|兼之|(?<![主责聘委])任(?!务|期|何|命|免)|兼(?!顾|职|任|之|聘|派))"
_COUNT = r"(?:各?[一二三四五六七八九十若干两\d]+(?:[至~-][一二三四五六七八九十\d]+)?[名人位个](?:至[一二三四五六七八九十\d]+[名人位个])?)?"
# How many of them hold it: 副縣長一人.
_A_NUMBER = re.compile(r"(?<=[長长任记記])[一二三两兩\d][人名位]$")
# Who sends somebody to hold a post does not hold it.
_SENDER = re.compile(
    r".*(?:委派|指派|选派|推派|指定|推荐|派出|各派)(?:一名|1名|[一二两1-3]名)?(?=[^,;。]{2,})"
)
# 李长友副书记: a person and his title, in a line of receivers.
_RECEIVERS = re.compile(r"(?:^|\n) *(?:报送?|呈报?|抄报|主报|抄送|分送|送)[:](?P<list>[^\n。]{4,300})")
_OFFICER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,3}?)(?P<role>(?:第一|常务|执行)?副?(?:总?书记|[省市区县镇乡]长|[部局厅处科所站院校]长|主任|主席|秘书长|检察长|政委|司令员|常委|董事长|总?经理))(?=[、,;\s]|$)"
)
# 兼办公室主任: the office is named for its head only, what follows is not of it.
_HEADED = re.compile(r"(?:常务|第一)?(?:副?主任|副?秘书长|副?[处局科署部室]?长)")
# 区住建局、公安分局分管副局长: units, then the title both their officers have.
_SHARED_TITLE = re.compile(
    r"(?P<units>[\u4e00-\u9fff]{2,12}?(?:局|委|办|部|厅|院|处|队)(?:[、和][\u4e00-\u9fff]{2,12}?(?:局|委|办|部|厅|院|处|队)){1,2})(?P<title>(?:分管|主要|有关|主管|协管)?(?:副?[局主部厅院处]?[长任]|负责人|负责同志|领导|副局长|副主任))"
)
# Titles that an office does not have.
_OF_GROUP = re.compile(r"(?:组长|召集人|指挥长?)$")
# Between holders; also where the comma is lost: 县政府办主任|市场监管局局长.
_HAS_POSTS = ("coordination-body", "sub-body", "secretariat-office")
_BETWEEN = re.compile(
    r"[、和及与]|(?:(?<=局长)|(?<=主任)(?!委员)|(?<=书记)|(?<=部长))(?=[\u4e00-\u9fff]{2,10}[局委办部厅院队][\u4e00-\u9fff]{0,2}(?:长|主任|书记)$)"
)
_ACTS = r"(?:或[^,;。]{1,8})?(?:因|应|须|必须|要|不得|不能|未能|提出|有权|缺席|出缺|每|参加会议|出席|实行)"


@cache
def _role() -> str:
    titles = sorted(lexicon.roles(), key=len, reverse=True)
    return (
        "(?:"
        + "|".join(title + ("(?!部|中心|所)" if title.endswith("指挥") else "") for title in titles)
        + ")"
    )


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    role = _role()
    joined = rf"(?:{role}{_COUNT}(?:、|和|及|与|或))"
    roles = rf"(?P<roles>{role}(?:(?:、|和|及|兼|并兼任|兼任|,兼任|,兼)(?:[\u4e00-\u9fff]{{0,10}}?){role}){{0,3}})"
    return (
        ("members-held-by", re.compile(rf"(?<![主任常及和、与])(?P<roles>委员|成员|组员|理事)(?:{_COUNT},(?:分别)?由|(?:分别)?(?:为|是|有|包括)|由(?!于)){_HOLDERS}(?:组成|{_SERVES}|(?=[。;]|$))(?!{role})")),
        ("role-held-by", re.compile(rf"(?P<roles>{joined}{{0,3}}{role}){_COUNT}(?:人选)?,?(?:分别)?(?:均)?由(?!于){_HOLDER}{_SERVES}(?!{role})")),
        ("role-held-by-several", re.compile(rf"(?P<roles>{role}){_COUNT}(?:人选)?,?(?:分别)?由(?!于|下列|以下){_HOLDERS}{_SERVES}(?!{role})")),
        ("appointed-as", re.compile(r"(?:聘请|聘任|选聘|特邀)(?P<holder>[^,;。由]{2,40}?)(?:担任|为)(?P<roles>[\u4e00-\u9fff]{0,8}?(?:监督员|顾问|评议员|观察员|宣传员|特约[\u4e00-\u9fff]{1,4}员))")),
        ("made-role-held-by", re.compile(rf"(?:为|任){roles},由{_HOLDER}{_SERVES}(?!{role})")),
        ("serves-as", re.compile(rf"(?:(?<=由)|(?<=[,;。:\n])|^){_HOLDER}(?:{_SERVES}|为|是|系)(?:[^,;。:\n]{{0,30}}?(?:的|小组|会议|委员会|指挥部|办公室|[\u4e00-\u9fff]{{2}}办))??{roles}(?![\u4e00-\u9fff]*?(?:单位|制度|办公|会议|的))")),
        ("leads-what-is-set-up", re.compile(rf"由{_HOLDER}(?:担任|任)(?P<roles>{role})的(?=[\u4e00-\u9fff]{{2,24}}(?:组|会|部|会议|专班))")),
        ("made-up-of", re.compile(rf"由(?P<roles>{joined}{{1,5}}{role}{_COUNT})(?:等)?(?:组成|构成)")),
        ("role-set-up", re.compile(rf"(?:设立|设|置|设置)(?P<roles>(?:{role}{_COUNT}[、,和及]?){{1,6}})")),
    )  # fmt: skip


def find_posts(outline: Outline, reader: PartyReader) -> list[FoundPost]:
    """Find the posts of a document: in its sentences, in its lists of people, else where a title merely stands."""
    named = [*find_listed(outline), *_from_sentences(outline)]
    roles = {post.role for post in named}
    held = [(post.start, post.end) for post in named if post.holder]
    glued = [
        post
        for post in _of_bodies(outline, reader)
        # What somebody who holds a post is elsewhere is no post here: 由本院经济建设委员会主任委员兼任.
        if not any(start <= post.start and post.end <= end for start, end in held)
        if post.role in MEMBER_ROLES or (post.role not in roles and f"办公室{post.role}" not in roles)
    ]
    roles |= {post.role for post in glued}
    mentioned = [post for post in _mentioned(outline) if post.role not in roles]
    return [*named, *glued, *mentioned, *_among_receivers(outline)]


def _from_sentences(outline: Outline) -> Iterator[FoundPost]:
    view = outline.view
    taken: list[tuple[int, int]] = []
    for rule, pattern in _sentences():
        for match in pattern.finditer(view):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            found = list(_read_match(outline, rule, match))
            if found:
                taken.append(match.span())
            yield from found


def _read_match(outline: Outline, rule: str, match: re.Match[str]) -> Iterator[FoundPost]:
    appointed = rule == "appointed-as"
    roles = [match.group("roles")] if appointed else re.findall(_role(), match.group("roles"))
    if rule in ("role-set-up", "made-up-of"):
        for role in roles:
            yield FoundPost(
                role=role, holder=None, start=match.start(), end=match.end(), rule=rule, confidence=0.8, at=match.start()
            )  # fmt: skip
        return
    low, high = match.span("holder")
    holder = outline.view[low:high]
    lead = re.search(r"(?:.*(?:由|下设|其中)|^(?:其中|并|且|同时|,)+)", holder)
    if lead:
        low += lead.end()
    if re.search(
        r"下列|以下|就本|互推|推选|^除|(?:不得|不能|不可|不宜|可以?)$|^(?:参加|参会|列席|出席)?人员$|^(?:有关)?(?:部门和)?单位(?:负责(?:人|同志))?$",
        outline.view[low:high],
    ):
        return
    sender = _SENDER.match(outline.view, low, high)
    if sender and not re.fullmatch(r"人员?|专人|.{0,2}", outline.view[sender.end() : high]):
        low = sender.end()
    yield from _serving(outline, rule, match, roles, low, high)


def _serving(
    outline: Outline, rule: str, match: re.Match[str], roles: list[str], low: int, high: int
) -> Iterator[FoundPost]:
    """The holders of a sentence with their roles: each with all of them, or one with one where they are told apart."""
    view = outline.view
    spans = _parted(view, rule, low, high)
    if len(roles) > 1 and len(spans) == 1 and "分别" in match.group():
        spans = list(_respectively(view, *spans[0]))
    if rule != "members-held-by" and len(spans) == 1 and (shared := _sharing(view, *spans[0])):
        for unit_start, unit_end, title_start in shared:
            yield FoundPost(
                role=roles[0], holder=outline.text[unit_start:unit_end] + outline.text[title_start:high], start=low,
                end=high, rule="shared-title", confidence=0.8, at=match.start(),
            )  # fmt: skip
        return
    told_apart = len(roles) > 1 and len(spans) == len(roles)
    for at, (a, b) in enumerate(spans):
        text = _A_NUMBER.sub("", outline.text[a:b].strip())
        person = read_person(view[a:b] + " ") or named_last(view[a:b])
        is_list = "、" in view[a:b] and not _is_holder(view[a:b])
        plain = rule != "members-held-by" and all(role in MEMBER_ROLES for role in roles)
        if plain and person is None and is_list:
            continue
        for role in [roles[at]] if told_apart else roles:
            yield FoundPost(
                role=role, holder=person or text or None, start=a, end=b, rule=rule, confidence=0.9, at=match.start()
            )  # fmt: skip


def _parted(view: str, rule: str, low: int, high: int) -> list[tuple[int, int]]:
    """The holders a rule's words name, apart; none where they are no holders."""
    if re.search(r"(?:不得|不能|不可|不宜)$", view[low:high]):
        return []
    if rule == "members-held-by":
        is_named_otherwise = re.search(r"[一二两三\d]人为|就", view[low:high])
        return [] if is_named_otherwise else split_holders(view, low, high, is_member=True)
    if rule == "appointed-as":
        return [(low, high)]
    if rule == "role-held-by-several":
        spans = list(_named_apart(view, low, high))
        return spans if len(spans) > 1 else []
    spans = list(_several(view, low, high))
    if rule == "serves-as" and not any(_is_holder(view[a:b]) for a, b in spans):
        return []
    return spans


def _named_apart(view: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Holders parted by commas, each with his title or his name; none where one of the pieces is neither."""
    pieces = [match.span() for match in re.compile(r"[^,、]+").finditer(view, start, stop)]
    if all(_is_holder(view[a:b]) for a, b in pieces):
        yield from pieces


def _sharing(view: str, start: int, stop: int) -> list[tuple[int, int, int]]:
    """Two or three units that share one title, each with where the title begins: 区住建局、公安分局分管副局长."""
    shared = _SHARED_TITLE.fullmatch(view, start, stop)
    if shared is None:
        return []
    units, low = [], start
    for piece in re.compile(r"[^、和]+").finditer(view, start, shared.end("units")):
        units.append((piece.start(), piece.end(), shared.start("title")))
        low = piece.end()
    return units if low == shared.end("units") else []


def _respectively(view: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    low = start
    for match in re.compile(r"[、和及]").finditer(view, start, stop):
        yield low, match.start()
        low = match.end()
    yield low, stop


def _several(view: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Holders named together, each with a title of his own: 民政部部长、教育部部长."""
    low = start
    for match in _BETWEEN.finditer(view, start, stop):
        left, right = view[low : match.start()], view[match.end() : stop]
        ends = re.search(rf"{TITLE}(?:\([^()]*\)|[一二两三\d][人名位])?$", left) or (
            match.group() != "及" and read_person(left + " ")
        )
        complete = (
            (len(right) > 3 or right in ("秘书长", "副秘书长")) and re.search(rf"{TITLE}", right)
        ) or read_person(right + " ")
        is_unit = re.search(r"\([^()]*\)$", left) and not re.search(rf"{TITLE}\([^()]*\)$", left)
        if (
            ends
            and complete
            and not is_unit
            and not re.fullmatch(
                r"(?:副)?(?:[省市县区乡镇]长|主任|书记|组长|(?:政法|组织|宣传|统战|纪检|武装)委员)", right
            )
        ):
            yield low, match.start()
            low = match.end()
    yield low, stop


def _is_holder(words: str) -> bool:
    return (
        bool(re.search(rf"{TITLE}(?:\([^()]*\))?$|人$", words))
        or read_person(words + " ") is not None
        or named_last(words) is not None
    )


def _among_receivers(outline: Outline) -> Iterator[FoundPost]:
    """People named with their titles in the lines that say whom a circular goes to."""
    for line in _RECEIVERS.finditer(outline.view):
        for piece in re.finditer(r"[^、,;\s]+", line.group("list")):
            officer = _OFFICER.fullmatch(piece.group())
            if officer is None or read_person(officer.group("name") + " ") is None:
                continue
            start = line.start("list") + piece.start()
            yield FoundPost(
                role=officer.group("role"), holder=officer.group("name"), start=start, end=start + len(piece.group()),
                rule="officer-among-receivers", confidence=0.7, at=start, body="place",
            )  # fmt: skip


def _of_bodies(outline: Outline, reader: PartyReader) -> Iterator[FoundPost]:
    """Titles glued to the body they are in: 区爱卫会主任, 领导小组办公室副主任."""
    seen: set[tuple[str, str]] = set()
    acting = re.compile(rf"(?:成员|委员)(?=(?!单位|会|名|之){_ACTS})")
    for mention in reader.mentions:
        role = role_pattern().match(outline.view, mention.end) or acting.match(outline.view, mention.end)
        if role is None or mention.kind in ("body-category",):
            continue
        kind = classify_name(outline.view[mention.start : mention.end]).kind
        key = (outline.view[mention.start : mention.end], role.group())
        if key in seen or (
            "coordination-body" not in (kind, mention.kind)
            and mention.kind not in ("secretariat-office", "sub-body")
        ):
            continue
        seen.add(key)
        yield FoundPost(
            role=role.group(),
            holder=None,
            start=mention.start,
            end=role.end(),
            rule="title-of-body",
            confidence=0.7,
            at=mention.end,
        )
        # 主任或主任委托的副主任: who stands in is named by his title alone.
        other = re.compile(
            rf"(?:或者?|及|、)(?:其|{role.group()})?(?:委托|授权|指定)?的?(?P<role>副{role.group()})"
        ).match(outline.view, role.end())
        if other is not None:
            yield FoundPost(
                role=other.group("role"), holder=None, start=mention.start, end=other.end(), rule="title-of-body",
                confidence=0.65, at=mention.end,
            )  # fmt: skip


def _mentioned(outline: Outline) -> Iterator[FoundPost]:
    """Titles that merely stand in a sentence as those who act: 组长, 副组长 of a group, not of anything else."""
    seen: set[str] = set()
    grouped = bool(
        re.search(
            r"(?:领导|协调|工作|专项|推进)小组|领导组|工作组|专班|督[导查]组|工作队", outline.view[:2000]
        )
    )
    for match in role_pattern().finditer(outline.view):
        role = match.group()
        before = outline.view[max(0, match.start() - 1) : match.start()]
        category = lexicon.roles()[role].category if role in lexicon.roles() else "other"
        if (
            role in seen
            or category not in ("leader", "deputy", "convener")
            or before in "班校小村社会委局工支级"
        ):
            continue
        if role in ("主席", "副主席", "会长", "副会长", "队长", "副队长", "政委", "副政委", "牵头人"):
            continue
        if _is_of_others(outline, match.start()) or (role.endswith("组长") and not grouped):
            continue
        seen.add(role)
        yield FoundPost(
            role=role,
            holder=None,
            start=match.start(),
            end=match.end(),
            rule="title-mentioned",
            confidence=0.6,
            at=match.start(),
        )


def _is_of_others(outline: Outline, at: int) -> bool:
    """Whether a title stands under a heading that names other people's groups: 村民小组:组长负责…."""
    index = bisect_right(outline.lines, at, key=lambda line: line.start) - 1
    scopes = outline.lines[index].scopes if index >= 0 else ()
    return bool(scopes) and bool(re.search(r"(?:村民|居民|班|教研|年级|生产|护林)小?组$", scopes[-1].words))


def posts(outline: Outline, registry: Registry, reader: PartyReader, found: list[FoundPost]) -> list[Post]:
    """Turn found posts into posts of the body each belongs to."""
    made: list[Post] = []
    seen: set[tuple[str, str, str | None]] = set()
    placed = [(post, _body_of(outline, registry, reader, post)) for post in found]
    held = {(body, post.role) for post, body in placed if post.holder}
    for post, body in placed:
        if body is None or (key := (body, post.role, post.holder)) in seen:
            continue
        if post.holder is None and (body, post.role) in held:
            continue
        seen.add(key)
        made.append(
            Post(
                body=body, role=post.role, role_en=lexicon.roles()[post.role].gloss if post.role in lexicon.roles() else None,
                holder=post.holder, quote=outline.text[post.start : post.end], start=post.start, end=post.end,
                rule=post.rule, confidence=post.confidence,
            )
        )  # fmt: skip
    return made


def _group_above(outline: Outline, registry: Registry, at: int) -> str | None:
    """The working group under whose heading a place stands."""
    index = bisect_right(outline.lines, at, key=lambda line: line.start) - 1
    scopes = outline.lines[index].scopes if index >= 0 else ()
    named = next(
        (
            scope.words
            for scope in reversed(scopes)
            # 一、领导小组 is the body itself, no part of it.
            if is_group_name(scope.words) and not scope.words.startswith(("领导小组", "协调小组", "工作小组"))
        ),
        None,
    )
    return registry.resolve(named.partition("(")[0]) if named else None


def _body_of(outline: Outline, registry: Registry, reader: PartyReader, post: FoundPost) -> str | None:
    """The coordination body named before in the sentence; the office for its director; else the main body."""
    if post.body == "place":
        return registry.place
    main = registry.drafts[registry.main].id if registry.main else None
    office = registry.drafts[registry.office].id if registry.office else None
    if post.role.startswith("办公室"):
        return office or main
    floor = sentence_start(outline.view, post.at)
    near = [
        m
        for m in reader.mentions_in(floor, post.at + 40)
        if m.start <= post.at
        and (m.kind in _HAS_POSTS or registry.resolve(outline.view[m.start : m.end]) in (main, office))
        and not (post.holder and post.start <= m.start < post.end and m.end < post.end)
        and not (m.end < post.at and _HEADED.match(outline.view, m.end))
        and not (m.kind == "secretariat-office" and m.end < post.at and _OF_GROUP.search(post.role))
    ]
    if _OF_GROUP.search(post.role) and (group := _group_above(outline, registry, post.at)):
        return group
    words = outline.view[floor : post.at]
    headed = re.search(r"办公室(?:常务)?主任", words) or (office and "办公室设在" in words)
    if office and headed and post.role in ("副主任", "常务副主任"):
        return office
    if near and (found := registry.resolve(outline.view[near[-1].start : near[-1].end])):
        return found
    if office and post.role in ("主任", "副主任", "常务副主任") and "办公室" in words:
        return office
    return main
