"""Posts and who holds them: 组长:…, 由…担任组长, 主任由…兼任, lists of people with their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.coding import lexicon
from kg.coding.classify import classify_name
from kg.coding.model import Post
from kg.coding.outline import Outline, sentence_start
from kg.coding.parties import PartyReader, role_pattern
from kg.coding.registry import Registry

__all__ = ["FoundPost", "find_posts", "posts", "read_person"]

_TITLE = r"(?:长|主任|书记|主席|委员|同志|领导|负责人|代表|经理|总监|员|司令员|政委|主管|班主任|教师|秘书|首席|巡视员|调研员|站长|董事|总工程师|会长|校医|干事|民警|医生|助理)"
# A line of a list of posts that goes on with the next holder, given by his title only.
_INDENTED_TITLE = re.compile(rf" {{3,}}[^ ,;。:]{{4,24}}{_TITLE} *")
_HOLDER = r"(?P<holder>(?:[^,;。:\n(]|\([^()\n]{0,30}\)){2,80}?)"
_SERVES = r"(?:(?<!负责)同志|先生|女士)?(?:分别|共同|轮流)?(?:担任|兼任|出任|(?<!主)(?<!责)任(?!务|期|何|命|免)|兼(?!顾|职|任|之))"


@dataclass(frozen=True, kw_only=True)
class FoundPost:
    """A post as found: role, holder (None where the text names none), spans, and where its body may be named."""

    role: str
    holder: str | None
    start: int
    end: int
    rule: str
    confidence: float
    at: int


@cache
def _role() -> str:
    titles = sorted(lexicon.roles(), key=len, reverse=True)
    return "(?:" + "|".join(titles) + ")"


@cache
def _spaced_roles() -> re.Pattern[str]:
    """Titles as lists of people write them, padded: 组　长, 召 集 人."""
    titles = sorted(lexicon.roles(), key=len, reverse=True)
    padded = "|".join(r"[ ]{0,6}".join(title) for title in titles)
    return re.compile(
        rf"(?:(?:^|(?<=[\n。;:])|(?<=组成)|(?<=名单)|(?<=如下))[ ]{{0,12}}|(?<= ))(?:[\u4e00-\u9fff]{{0,12}}?(?:小组|指挥部|会|联席会议|办公室|专班|领导组))?(?P<role>{padded})[ ]*[:](?P<rest>(?:(?! {{1,12}}(?:{padded}) {{0,6}}:)[^\n])*)"
    )


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    role = _role()
    roles = rf"(?P<roles>{role}(?:(?:、|和|及|兼|并兼任|兼任|,兼任|,兼)(?:[\u4e00-\u9fff]{{0,10}}?){role}){{0,3}})"
    count = r"(?:[一二三四五六七八九十若干\d]+[至~-]?[一二三四五六七八九十\d]*[名人位个])?"
    return (
        ("role-held-by", re.compile(rf"(?P<roles>(?:{role}(?:、|和|及|与)){{0,2}}{role}){count},?(?:分别)?(?:均)?由{_HOLDER}{_SERVES}(?!{role})")),
        ("made-role-held-by", re.compile(rf"(?:为|任){roles},由{_HOLDER}{_SERVES}(?!{role})")),
        ("serves-as", re.compile(rf"(?:(?<=由)|(?<=[,;。:\n])|^){_HOLDER}(?:{_SERVES}|为|是|系)(?:[^,;。:\n]{{0,16}}?(?:的|小组|会议|委员会|指挥部|办公室))??{roles}(?![\u4e00-\u9fff]*?(?:单位|制度|办公|会议|的))")),
        ("role-set-up", re.compile(rf"(?:设立|设|置|设置)(?P<roles>(?:{role}{count}[、,和及]?){{1,6}})")),
    )  # fmt: skip


def read_person(words: str) -> str | None:
    """Read a person's name off the beginning of words, without padding; None where there is none.

    >>> read_person("张　三  副县长"), read_person("县公安局局长")
    ('张三', None)
    """
    single, double = lexicon.surnames()
    match = re.match(
        r"[ \u3000]*([\u4e00-\u9fff])[ \u3000]{0,4}([\u4e00-\u9fff])(?:[ \u3000]{0,2}([\u4e00-\u9fff]))?(?:[ \u3000]{0,2}([\u4e00-\u9fff]))?(?=[ \u3000(,、;。:\n]|$|同志)",
        words,
    )
    if match is None:
        return None
    name = "".join(part for part in match.groups() if part)
    if name[:2] in double and len(name) in (3, 4):
        return name
    if (
        name[0] not in single
        or len(name) > 3
        or re.search(r"(?:长|局|厅|部|委|办|主任|书记|站|所|院|会|员|校|镇|乡|村|县|市|区)$", name)
    ):
        return None
    return name


def find_posts(outline: Outline, reader: PartyReader) -> list[FoundPost]:
    """Find the posts of a document: in its sentences, in its lists of people, else where a title merely stands."""
    named = [*_from_lists(outline), *_from_sentences(outline)]
    roles = {post.role for post in named}
    glued = [
        post
        for post in _of_bodies(outline, reader)
        if post.role not in roles and f"办公室{post.role}" not in roles
    ]
    roles |= {post.role for post in glued}
    return [*named, *glued, *(post for post in _mentioned(outline) if post.role not in roles)]


def _from_lists(outline: Outline) -> Iterator[FoundPost]:
    view = outline.view
    for match in _spaced_roles().finditer(view):
        role = re.sub(r"\s", "", match.group("role"))
        start, stop = match.span("rest")
        spans = [(start, stop), *_continued(view, stop)]
        for low, high in spans:
            yield from _holders(outline, role, low, high, match.start("role"))


def _continued(view: str, at: int) -> Iterator[tuple[int, int]]:
    """The lines after 成员:… that go on listing people, recognised by their padding or their names."""
    for _ in range(200):
        if at >= len(view) or view[at] != "\n":
            return
        stop = view.find("\n", at + 1)
        stop = len(view) if stop < 0 else stop
        words = view[at + 1 : stop]
        if (
            not words.strip()
            or len(words) > 60
            or ":" in words
            or "。" in words
            or (read_person(words) is None and not _INDENTED_TITLE.fullmatch(words))
        ):
            return
        yield at + 1, stop
        at = stop


def _holders(outline: Outline, role: str, start: int, stop: int, at: int) -> Iterator[FoundPost]:
    view = outline.view
    words = view[start:stop]
    people = (
        list(
            re.finditer(
                r"(?:^|(?<=[、,; ]))[ ]*[\u4e00-\u9fff][ \u4e00-\u9fff]{1,6}(?:\([^()]{1,40}\)| +[^、,; ]{2,30}(?:[、,](?! ))?)?",
                words,
            )
        )
        if read_person(words)
        else []
    )
    if people and read_person(words):
        yield from _people(outline, role, start, stop, at)
        return
    for low, high in _split_titles(view, start, stop):
        held = view[low:high]
        if (
            re.search(rf"{_TITLE}$", re.sub(r"\([^()]*\)$", "", held))
            and role not in ("成员", "委员", "组员")
        ) or (
            role in ("成员", "委员", "组员")
            and re.search(
                r"(?:局长|主任|所长|站长|校长|书记|经理|部长|主席|负责人|负责同志|科长|处长)$", held
            )
        ):
            yield FoundPost(
                role=role,
                holder=outline.text[low:high].strip(),
                start=low,
                end=high,
                rule="list-of-titles",
                confidence=0.85,
                at=at,
            )


def _people(outline: Outline, role: str, start: int, stop: int, at: int) -> Iterator[FoundPost]:
    """Names with titles: 张三(副县长)、李四(局长), or a name, spaces and a title a line."""
    view = outline.view
    low = start
    while low < stop:
        name = read_person(view[low:stop])
        if name is not None:
            begin = low + len(view[low:stop]) - len(view[low:stop].lstrip(" \u3000"))
            end = begin
            for char in name:
                end = view.index(char, end) + 1
            shown = re.sub(r"\s", "", outline.text[begin:end])
            yield FoundPost(
                role=role, holder=shown, start=begin, end=end, rule="list-of-people", confidence=0.95, at=at
            )
        following = re.compile(
            r"[、,;] *|(?<=[\u4e00-\u9fff)])[ ]{2,}(?=[\u4e00-\u9fff][ \u4e00-\u9fff]{1,3}(?:[ (、]|$))"
        ).search(view, low + 1, stop)
        if following is None:
            return
        low = following.end()


def _split_titles(view: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Holders given as titles: a comma or spaces part them, unless what follows is a bare title of the same person."""
    pieces: list[tuple[int, int]] = []
    low = start
    for match in [*re.compile(r"[、,;]| {1,}|和(?=[\u4e00-\u9fff]{4})").finditer(view, start, stop), None]:
        high = match.start() if match else stop
        first = low + len(view[low:high]) - len(view[low:high].lstrip())
        if high - first > 1:
            bare = high - first <= 3 and pieces and (match is None or True) and view[low - 1 : low] == "、"
            if bare:
                pieces[-1] = (pieces[-1][0], high)
            else:
                pieces.append((first, high))
        low = match.end() if match else stop
    yield from ((a, b - (view[b - 1 : b] in "。;")) for a, b in pieces)


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
    roles = [m.group() for m in re.finditer(_role(), match.group("roles"))]
    if rule == "role-set-up":
        for role in roles:
            yield FoundPost(
                role=role,
                holder=None,
                start=match.start(),
                end=match.end(),
                rule=rule,
                confidence=0.8,
                at=match.start(),
            )
        return
    low, high = match.span("holder")
    holder = outline.view[low:high]
    lead = re.search(r"(?:.*(?:由|下设|其中)|^(?:其中|并|且|同时|,)+)", holder)
    if lead:
        low += lead.end()
    spans = list(_several(outline.view, low, high))
    if rule == "serves-as" and not any(_is_holder(outline.view[a:b]) for a, b in spans):
        return
    for a, b in spans:
        text = outline.text[a:b].strip().strip()
        person = read_person(outline.view[a:b] + " ") or _named_last(outline.view[a:b])
        if role_is_plain(roles) and person is None and "、" in outline.view[a:b]:
            continue
        for role in roles:
            yield FoundPost(
                role=role,
                holder=person or text or None,
                start=a,
                end=b,
                rule=rule,
                confidence=0.9,
                at=match.start(),
            )


def role_is_plain(roles: list[str]) -> bool:
    """Whether only membership is said, which a list of units has already.

    >>> role_is_plain(["成员"]), role_is_plain(["组长"])
    (True, False)
    """
    return all(role in ("成员", "委员", "组员") for role in roles)


def _named_last(words: str) -> str | None:
    """A person named behind his titles: 县委常委、常务副县长李向东."""
    match = re.search(r"(?:长|主任|书记|常委|主席|经理)(?P<name>[\u4e00-\u9fff]{2,3})(?:同志)?$", words)
    return read_person(match.group("name") + " ") if match else None


def _several(view: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Holders named together, each with a title of his own: 民政部部长、教育部部长."""
    low = start
    for match in re.compile(r"[、和及与]").finditer(view, start, stop):
        left, right = view[low : match.start()], view[match.end() : stop]
        ends = re.search(rf"{_TITLE}(?:\([^()]*\))?$", left) or read_person(left + " ")
        complete = (len(right) > 3 and re.search(rf"{_TITLE}", right)) or read_person(right + " ")
        if ends and complete and not re.fullmatch(r"(?:副)?(?:[省市县区乡镇]长|主任|书记|组长)", right):
            yield low, match.start()
            low = match.end()
    yield low, stop


def _is_holder(words: str) -> bool:
    return (
        bool(re.search(rf"{_TITLE}(?:\([^()]*\))?$|人$", words))
        or read_person(words + " ") is not None
        or _named_last(words) is not None
    )


def _of_bodies(outline: Outline, reader: PartyReader) -> Iterator[FoundPost]:
    """Titles glued to the body they are in: 区爱卫会主任, 领导小组办公室副主任."""
    seen: set[tuple[str, str]] = set()
    for mention in reader.mentions:
        role = role_pattern().match(outline.view, mention.end)
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


def _mentioned(outline: Outline) -> Iterator[FoundPost]:
    """Titles that merely stand in a sentence as those who act: 组长, 副组长."""
    seen: set[str] = set()
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


def posts(outline: Outline, registry: Registry, reader: PartyReader, found: list[FoundPost]) -> list[Post]:
    """Turn found posts into posts of the body each belongs to."""
    made: list[Post] = []
    seen: set[tuple[str, str, str | None]] = set()
    for post in found:
        body = _body_of(outline, registry, reader, post)
        if body is None or (key := (body, post.role, post.holder)) in seen:
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


def _body_of(outline: Outline, registry: Registry, reader: PartyReader, post: FoundPost) -> str | None:
    """The coordination body named before in the sentence; the office for its director; else the main body."""
    main = registry.drafts[registry.main].id if registry.main else None
    office = registry.drafts[registry.office].id if registry.office else None
    if post.role.startswith("办公室"):
        return office or main
    floor = sentence_start(outline.view, post.at)
    near = [
        m
        for m in reader.mentions_in(floor, post.at + 40)
        if m.start <= post.at and m.kind in ("coordination-body", "sub-body", "secretariat-office")
    ]
    if near and (found := registry.resolve(outline.view[near[-1].start : near[-1].end])):
        return found
    words = outline.view[floor : post.at]
    if office and post.role in ("主任", "副主任", "常务副主任") and "办公室" in words:
        return office
    return main
