"""The document as a coder reads it: its lines with their numbers taken off and the headings each stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.coding.phrases import verb_at
from kg.coding.script import fold
from kg.reading.document import Document, ProvisionNode

__all__ = ["Line", "Outline", "Scope", "read_outline", "section_of", "sentence_start"]

_LABEL_LENGTH = 42
_LABEL = re.compile(
    rf"(?:[^,;:。!?\n()]{{2,20}}\([^()\n。]{{2,120}}\)|[^,;:。!?\n]{{1,{_LABEL_LENGTH}}}?)(?:[:]|(?:职责|任务|职能|分工|权限)(?:是|为|有|包括)[:,]?|——(?=\S))"
)
# What is said with such words is no heading, however short: 委员会可成立专责小组。
_RULES = re.compile(r"可以?(?:成立|设立|邀请|召开|委托)|应当|必须|不得(?!力)")
_RUN_IN = re.compile(r"[^,;:。!?\n]{2,24}。(?=\s*\S)")
# A heading with no break before its text: 信息报送制度各成员单位….
# A heading parted from its text by a space only, as run-on text leaves it: 一、专题会议 根据需要召开.
_SPACED = re.compile(r"(?P<head>[\u4e00-\u9fff]{2,14}) +(?=[\u4e00-\u9fff]{2}[^\s]{4,})")
# 综合协调组。由…牵头: a working group named, though its name holds a verb.
_GROUP_NAME = re.compile(r"[\u4e00-\u9fff]{2,10}(?:组|专班|分队)")
_UNIT_ENDING = re.compile(
    r"(?:局|委|办|部|厅|院|处|科|站|所|队|中心|公司|政府|小组|委员会|指挥部|居委会|村委会|学校)$"
)
_GLUED = re.compile(
    r"(?P<head>(?!建立|健全|完善|落实|执行|制定|实行|严格|推行|形成)[^,;:。!?\n的由应将]{2,10}?(?:制度|机制))(?=各成员单位|各单位|各级|对(?=[^,;。]{3,30}(?:建立|实行|进行|挂牌|通报|予以|开展))|[\u4e00-\u9fff]{2,3}[办委组](?=每|应|要|负责|定期|对)|领导小组|联席会议|办公室|委员会|协调小组|指挥部|[\u4e00-\u9fff]{2,8}组(?:每|对|负责|应))"
)
# 领导小组工作职责贯彻落实…: the heading of a list of duties, glued to the first of them.
_GLUED_DUTIES = re.compile(
    r"(?P<head>(?!履行|落实|明确|按照|根据|认真|严格|切实|各负|依照|加强|承担|完成)[\u4e00-\u9fff()]{0,16}?(?:小组|委员会|指挥部|办公室|联席会议|组长|成员|[局委办部厅处科室])(?:的)?(?:主要|工作)?职责)(?=贯彻|组织|协调|研究|负责|统筹|承担|指导|领导|制定|督促|落实|审议|审定|拟)"
)
_NUMBER = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百零〇\d]{1,5}[条章节款项、.)]|\([一二三四五六七八九十\dA-Za-zS]{1,3}\)|[㈠-㈩⑴-⒇①-⑳⒈-⒛]|"
    r"[壹贰叁肆伍陆柒捌玖拾]{1,2}、|[A-Za-z][、.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[-•●◆■★▲·*—]{1,2})[\s、.:]{0,3}"
)
_SECTIONS = (
    ("toc", r"^目\s*[录次]$"),
    ("agenda", r"议题(?!确定|管理)|议程|会议(?:的)?(?:主要)?(?:内容|任务)|讨论事项"),
    ("conditions", r"情形之一|(?:下列|以下|左列)(?:各款)?(?:情形|情况|条件|人员|机关|文件|物品)"),
    ("supplement", r"附则|其他事项"),
    ("members", r"组成人员|成员名单|人员名单|组成单位|成员单位(?:名单|组成)?$|人员组成|成员组成|^组成$|^成员$|名单$|^(?:机构)?组成$|领导小组成员$|组织机构|机构设置|组织机构和人员"),
    ("duties", r"职责|职能|任务|分工|责任|职权|权限|义务"),
    ("meeting", r"会议|议事|例会"),
    ("background", r"^(?:工作)?背景|^前言$|^引言$"),
    ("purpose", r"目的|指导思想|宗旨|意义|总体要求|工作思路|总体思路|工作目标|基本原则|工作原则|总体目标"),
    ("disclosure", r"公开(?:的)?(?:内容|形式|时间|范围|程序)"),
    ("system", r"制度|规则|程序|机制|办法|纪律|管理|流程|规程"),
)  # fmt: skip

# What a list is announced as that holds no duties.
_NO_DUTIES = ("agenda", "conditions", "members")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A heading that something stands under: its span and folded text; ``section`` is what its words announce."""

    start: int
    end: int
    words: str
    section: str | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A leaf of the provision tree without its number.

    ``provision`` is the nearest numbered path (its own where there is none); ``scopes`` are the headings it stands
    under, from the top; ``heading`` says it is one itself; ``lost`` that the heading it stood under is missing.
    """

    path: str
    provision: str
    start: int
    end: int
    scopes: tuple[Scope, ...] = ()
    heading: bool = False
    lost: bool = False
    numbered: bool = False
    body_start: int = 0


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The text, its folded view and its lines."""

    text: str
    view: str
    lines: tuple[Line, ...]


def sentence_start(view: str, at: int) -> int:
    """Where the sentence around ``at`` begins, looking back no further than a long sentence is."""
    floor = max(0, at - 400)
    return max(view.rfind("。", floor, at), view.rfind("\n", floor, at), floor - 1) + 1


def section_of(words: str) -> str | None:
    """Name the kind of section a heading announces.

    >>> section_of("市厂务公开协调小组工作职责"), section_of("会议议题")
    ('duties', 'agenda')
    """
    bare = words.strip(" :。、")
    return next((kind for kind, pattern in _SECTIONS if re.search(pattern, bare)), None)


def read_outline(document: Document) -> Outline:
    """Read a document's provisions as lines under their headings."""
    view = fold(document.text)
    nodes = {node.path: node for node in document.provisions}
    parents = {node.parent for node in document.provisions}
    leaves = [node for node in document.provisions if node.path not in parents and node.end > node.start]
    if not leaves and view.strip():
        leaves = [ProvisionNode(path="p1", parent=None, kind="paragraph", start=0, end=len(view))]
    headed = dict(_heads(view, leaves, nodes))
    items = _items_over_labels(view, leaves, nodes)
    headed = {path: scope for path, scope in headed.items() if path not in items}
    gaps = [(loss.offset, loss.resumes_at) for loss in document.losses if loss.kind != "cut-off"]
    lines = [_line(view, leaf, nodes, headed, gaps) for leaf in leaves]
    lines = [
        replace(line, heading=False) if line.path.removesuffix(".h") in items else line for line in lines
    ]
    return Outline(text=document.text, view=view, lines=tuple(_carry(view, lines)))


def _items_over_labels(
    view: str, leaves: Sequence[ProvisionNode], nodes: dict[str, ProvisionNode]
) -> frozenset[str]:
    """The numbered provisions that say what is to be done, though the label of the next list stands below them.

    The last item of a list without full stops would else be taken for the heading of 组长职责:.
    """
    found = set()
    for leaf, following in pairwise(leaves):
        parent = nodes.get(leaf.parent or "")
        if (
            leaf.kind != "heading"
            or parent is None
            or parent.kind != "numbered"
            or leaf.start != parent.start
        ):
            continue
        start, end = _content(view, leaf.start, leaf.end, parent.number)
        label = view[following.start : following.end].strip()
        if re.fullmatch(r"[^,;。:]{2,20}:", label) and end - start > 6 and verb_at(view, start, end):
            found.add(parent.path)
    return frozenset(found)


def _content(view: str, start: int, end: int, number: str | None) -> tuple[int, int]:
    """The span without outer white space and without the number it opens with."""
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    while number and start < end and view[start] in "*#•●◆■▪ 　":
        start += 1
    opening = fold(number).strip() if number else ""
    if opening and view.startswith(opening, start):
        start += len(opening)
    elif number and (match := _NUMBER.match(view, start, end)):
        start = match.end()
    while start < end and view[start] in " 　、.:\n▲●◆■★•◇□○→":
        start += 1
    return start, end


def _heads(
    view: str, leaves: Sequence[ProvisionNode], nodes: dict[str, ProvisionNode]
) -> Iterator[tuple[str, Scope]]:
    """The heading of every numbered provision that has children."""
    for leaf in leaves:
        parent = nodes.get(leaf.parent or "")
        if leaf.kind == "heading" and parent is not None and leaf.start == parent.start:
            start, end = _content(view, leaf.start, leaf.end, parent.number)
            label = _LABEL.match(view, start, end)
            if label and label.end() < end:
                end = label.end()
            yield parent.path, _scope(view, start, end)


def _scope(view: str, start: int, end: int) -> Scope:
    """A heading as a scope; of prose before a list only the last stretch, which announces it."""
    while end > start and view[end - 1] in " :。,;、—":
        end -= 1
    announced = view[max(start, end - 40) : end]
    if "。" in view[start:end]:
        start = max(start, view.rfind("。", start, end) + 1)
    if end - start > 60:
        start = max(start, *(view.rfind(stop, start, end) + 1 for stop in "。;,"))
    return Scope(
        start=start,
        end=end,
        words=view[start:end],
        section=section_of(announced if end - start > 30 else view[start:end]),
    )


def _line(view: str, leaf: ProvisionNode, nodes: dict[str, ProvisionNode], headed: dict[str, Scope],
          gaps: Sequence[tuple[int, int]]) -> Line:  # fmt: skip
    chain = _chain(leaf, nodes)
    numbered = [node for node in chain if node.kind == "numbered"]
    own = leaf.kind == "heading" and bool(numbered) and leaf.start == numbered[-1].start
    number = leaf.number or (numbered[-1].number if own else None)
    start, end = _content(view, leaf.start, leaf.end, number)
    scopes = tuple(headed[node.path] for node in chain if node.path in headed)
    return Line(
        path=leaf.path, provision=numbered[-1].path if numbered else leaf.path, start=start, end=end,
        scopes=scopes[:-1] if own else scopes, heading=leaf.kind == "heading" and _only_heads(view, start, end, numbered=bool(numbered)),
        lost=any(node.parent_lost for node in chain) or any(a <= start < b for a, b in gaps), numbered=leaf.kind == "numbered" or own, body_start=start,
    )  # fmt: skip


# 有下列情形之一的,应召开专题会议:(1)…: what is done in any of the cases is said before they are listed.
_DONE_IN_CASES = re.compile(
    r"(?:下列|以下)?(?:情形|情况|条件)之一(?:的|时|者)*,?[^,;:。]{0,12}?(?:应当?|须|必须|可以?|得|随时|立即|临时|及时)?[^,;:。]{0,10}(?:召开|举行|启动|报告|上报|取消|予以|给予|追究|责令|通报|约谈)"
)


def _only_heads(view: str, start: int, end: int, *, numbered: bool) -> bool:
    """Whether what stands as a heading says nothing itself: 区教育局:落实入学优待政策。 does, without any number."""
    words = view[start:end]
    if not numbered:
        return not re.fullmatch(r"[^,;:。]{2,42}:[^。]{5,}[。;].*", words, re.DOTALL)
    if _DONE_IN_CASES.search(words):
        return False
    return len(words) <= 60 and not re.search(r"[。;]", words)


def _chain(leaf: ProvisionNode, nodes: dict[str, ProvisionNode]) -> list[ProvisionNode]:
    chain = [leaf]
    while (parent := nodes.get(chain[-1].parent or "")) is not None and len(chain) < 32:
        chain.append(parent)
    return chain[::-1]


def _is_title_like(view: str, line: Line) -> bool:
    words = view[line.start : line.end]
    if not 1 < len(words) <= 40 or re.search(r"[。;,!?]", words) or words.endswith(("号", "日", "印发")):
        return False
    if words.endswith(":"):
        return True
    return section_of(words) is not None and not re.match(r"\d{4}年", words) and "由" not in words


def _begins_again(line: Line) -> bool:
    return re.fullmatch(r"1[a-z]?", line.provision.rpartition(".")[2]) is not None


def _carry(view: str, lines: list[Line]) -> Iterator[Line]:
    """Give each line the label it opens with and the unnumbered headings before it."""
    loose: Scope | None = None
    depth: tuple[Scope, ...] = ()
    run_in = _run_in_parents(view, lines)
    headed = announcing = False
    at = 0  # how many numbered headings stand over the loose one
    listed: tuple[tuple[Scope, ...], Scope] | None = None
    for line in lines:
        if listed and not line.numbered and line.scopes == listed[0]:
            # Prose again: the announced list has ended.
            loose, announcing, listed = None if announcing else loose, False, None
        if line.scopes != depth:
            kept = line.scopes[: len(depth)] == depth and (not line.numbered or announcing)
            # Numbers that begin again right behind a heading stand under it.
            kept = kept or ((headed or announcing) and line.numbered and _begins_again(line))
            loose, depth, announcing = loose if kept else None, line.scopes, announcing and kept
            if listed and line.numbered and line.scopes == listed[0] and not kept:
                loose, announcing, at = listed[1], True, len(line.scopes)
        headed = False
        if not line.numbered and (line.heading or _is_title_like(view, line)):
            loose = _scope(view, line.start, line.end) if line.path != "h" else None
            at = len(line.scopes)
            headed = True
            yield replace(line, heading=True)
            continue
        if line.heading:
            yield line
            continue
        scoped = replace(line, scopes=(*line.scopes[:at], loose, *line.scopes[at:])) if loose else line
        labelled = _labelled(view, scoped, run_in)
        if not line.numbered and labelled.scopes != scoped.scopes and labelled.scopes[-1].section == "duties":
            loose, at = labelled.scopes[-1], len(line.scopes)
        elif not line.numbered and view[line.end - 1 : line.end] == ":":
            # Prose that ends by announcing a list: its last sentence heads what follows.
            announced = _scope(
                view,
                max(line.body_start, *(view.rfind(s, line.body_start, line.end - 1) + 1 for s in "。;")),
                line.end,
            )
            if announced.section in ("duties", *_NO_DUTIES):
                loose, announcing, at = announced, announced.section != "duties", len(line.scopes)
                listed = (line.scopes, announced) if announcing else None
        yield labelled


def _is_spaced_heading(view: str, spaced: re.Match[str], end: int) -> bool:
    """Whether the words before a space announce a section, or name a unit whose duty follows."""
    head = spaced.group("head")
    if _UNIT_ENDING.search(head):
        return verb_at(view, spaced.end(), end) is not None
    return section_of(head) is not None and not _reads_as_clause(head)


def _labelled(view: str, line: Line, run_in: frozenset[str]) -> Line:
    """Take the label or run-in heading a line opens with as its innermost heading."""
    if view[line.start : line.start + 1] == "|" or view.count("|", line.start, line.end) > 1:
        return _table_row(view, line)
    if glued := _GLUED.match(view, line.start, line.end) or _GLUED_DUTIES.match(view, line.start, line.end):
        return replace(
            line, scopes=(*line.scopes, _scope(view, *glued.span("head"))), body_start=glued.end("head")
        )
    spaced = _SPACED.match(view, line.start, line.end) if line.numbered else None
    if spaced and _is_spaced_heading(view, spaced, line.end):
        return replace(
            line, scopes=(*line.scopes, _scope(view, *spaced.span("head"))), body_start=spaced.end()
        )
    match = _LABEL.match(view, line.start, line.end)
    if match is None:
        match = _RUN_IN.match(view, line.start, line.end)
        uniform = line.provision.rpartition(".")[0] in run_in
        if (
            match is None
            or not line.numbered
            or _RULES.search(match.group())
            or (
                _reads_as_clause(match.group())
                and not uniform
                and not _GROUP_NAME.fullmatch(match.group(), 0, len(match.group()) - 1)
            )
        ):
            return line
    elif (
        re.match(r"(?:根据|为了?|按照|自|从|在|经|如下|由)", match.group())
        or match.group().endswith("如下:")
        or _DONE_IN_CASES.search(match.group())
    ):
        return line
    scope = _scope(view, match.start(), match.end())
    start = match.end()
    while start < line.end and view[start].isspace():
        start += 1
    return replace(line, scopes=(*line.scopes, scope), body_start=start)


def _table_row(view: str, line: Line) -> Line:
    """A row of a table: its longest cell is what is said, the cell before it names whom it is said of."""
    cells = [match.span() for match in re.compile(r"[^|\n]+").finditer(view, line.start, line.end)]
    cells = [(a, b) for a, b in cells if view[a:b].strip(" -:") and not view[a:b].strip().isdigit()]
    if len(cells) < 2:
        return replace(line, heading=True)
    last = max(range(1, len(cells)), key=lambda index: cells[index][1] - cells[index][0])
    (low, high), (start, end) = cells[last - 1], cells[last]
    while low < high and view[low].isspace():
        low += 1
    scope = _scope(view, low, high)
    return replace(
        line,
        scopes=(*line.scopes, scope),
        body_start=start,
        end=end,
        heading=section_of(view[start:end]) is not None and end - start < 12,
    )


def _run_in_parents(view: str, lines: list[Line]) -> frozenset[str]:
    """The provisions whose items nearly all open with a short sentence of their own, which is then their heading."""
    counts: dict[str, list[bool]] = {}
    for line in lines:
        if line.numbered and not line.heading:
            counts.setdefault(line.provision.rpartition(".")[0], []).append(
                bool(_RUN_IN.match(view, line.start, line.end))
            )
    return frozenset(
        parent for parent, opened in counts.items() if len(opened) > 2 and sum(opened) >= 0.75 * len(opened)
    )


def _reads_as_clause(words: str) -> bool:
    return bool(verb_at(words, 0, len(words))) or bool(
        re.search(
            r"[由将应须]|可以?(?=成立|设立|邀请|召开|委托|根据)|每[半两]?[年月季周日学]|于[^,。]{1,12}前|报送|上报|负责|不得|(?<=..)(?:按规定|按时|按期|足额|及时|定期|如实|妥善)|担任|召开|组成|进行|必须|可以|完成|做好|承办|施行|执行|参加|开展|办理|(?<=..)(?:给予|提供|协助|支持|查处|维护|安排)",
            words,
        )
    )
