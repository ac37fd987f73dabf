"""The pieces a text falls into before it becomes a tree: numbered items, headings, paragraphs, closing lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from kg.reading.lines import Line, is_closing_line, split_lines
from kg.reading.numbering import Marker, is_contents_line, markers

__all__ = ["Unit", "find_units"]

UnitKind = Literal["title", "numbered", "label", "heading", "paragraph", "bullet", "closing", "attachment"]

_BULLET = re.compile(r"[·•●◆■★▪○□※-][ \t　]*")
_LABEL = re.compile(r"([^，。；：！？,;:!?\s]{2,40})[:：]")
_BODY = re.compile(
    r"(?:局|委|委员会|委員會|办|办公室|辦公室|部|部门|厅|廳|院|会|會|所|站|队|隊|中心|公司|政府|社|校|学校|室|处|處|科|组|組|团|團|"
    r"乡|镇|村|联|聯|行|厂|园|园区|街道|单位|企业|机关|法院|银行|署|司|机构|组织|人员|成员|负责人|组长|主任|指挥)(?:[(（][^()（）]*[)）])?$"
)
_NOT_LABEL = re.compile(
    r"(?:(?:组长|成员|牵头|责任|配合|参加|主管|主办|协办|参与|协助|副组长|有关|相关)(?:单位|部门)|报|送|发|抄送|抄报|主题词|附|附件|注|备注|时间|地点|日期|电话|联系人|主任|副主任|组长|副组长|成员|常务副组长|第一召集人|召集人|总召集人|总指挥|副总指挥|主任委员|委员|秘书长|名单)$"
)
_ASSIGNS = re.compile(r"(?:职责|分工|单位|部门|任务|責|職)")
_INTRODUCES = re.compile(r"(?:如下|包括|是|为|为了|要求|目标|原则|内容|制度|会议|主要|方面|以下|规定|指出)$")
_LOOSE_LABEL = 14
_NEAR = 3  # lines
_PUNCTUATION = re.compile(r"[，。；：！？,;:!?]")
_SENTENCE = re.compile(r"[。；;！!]")
_CONTENTS_HEAD = re.compile(r"目[ 　]*[录錄次]$")
_TITLE_LINES, _TITLE_LENGTH, _HEADING_LENGTH, _GLUED_HEADING = 8, 80, 26, 40
_GLUED_TITLE = re.compile(rf"([^，。；：！？,;:!?\s]{{6,{_GLUED_HEADING}}})[ \t　]+(?=[^\s\d]{{6}})")
# What introduces an enumeration inside a sentence (agenda, contents of a report), not a list of provisions.
_LISTING = re.compile(
    r"(?:包括|包含|内容|议题|议程|材料|条件|情形|分为|对象|范围|名单|人员|主要有|要点)(?:主要)?(?:包括|如下|有|为|是|分为)?[:：]?\s*$"
)
_SALUTATION_NEXT = re.compile(r"(?:为|根据|现将|经|按照|按|依据|依照|近|遵照|鉴于|结合|随着|自)")
_ATTACHMENT = re.compile(r"附件?\s?[\d一二三四五六]{0,2}\s?[:：]?[^，。；,;]{0,40}$")
_DATE_LINE = re.compile(
    r"[（(]?[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?(?:印发)?[)）]?$"
)
_WEAK = re.compile(r"[,，:：]$|[ 　]$")
_WEAK_STYLES = ("first-is", "ordinal", "letter", "roman", "stem", "chinese-half", "arabic-half")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the text from ``start`` to where the next begins; ``number`` is there for numbered and bullet units.

    ``inline`` marks a number inside a line; ``opens`` the text after the number or label, on the same line.
    """

    start: int
    kind: UnitKind
    opens: str
    marker: Marker | None = None
    inline: bool = False
    number: str | None = None


def find_units(text: str) -> list[Unit]:
    """Take a restored text apart into its units, in order."""
    lines = split_lines(text)
    found = _accepted(text, lines)
    titles, closing = _title_lines(lines), _closing_from(lines)
    labels = _label_lines(lines, titles, closing)
    units: list[Unit] = []
    signed = False
    for index, line in enumerate(lines):
        if index < titles:
            units += [] if index else [Unit(line.start, "title", line.text)]
        elif index >= closing or _is_signature(lines, index):
            units.append(Unit(line.start, "closing", line.text))
            signed = signed or not _ATTACHMENT.match(line.text)
        elif signed and _ATTACHMENT.match(line.text):
            units.append(Unit(line.start, "attachment", line.text))
        else:
            units += _line_units(text, lines, index, found.get(index, []), index in labels)
    return units


def _line_units(
    text: str, lines: list[Line], index: int, inside: list[Marker], is_label: bool
) -> Iterator[Unit]:
    line = lines[index]
    if not inside or (not inside[0].opens_line and inside[0].start > line.start):
        first_end = inside[0].start if inside else line.end
        opens = line.text[: first_end - line.start].strip()
        glued = _GLUED_TITLE.match(opens) if not index else None
        if not index and inside and not _PUNCTUATION.search(opens):
            yield Unit(line.start, "title", opens)
        elif glued and _PUNCTUATION.search(opens):
            yield Unit(line.start, "title", glued.group(1))
            yield Unit(line.start + glued.end(), "paragraph", opens[glued.end() :])
        else:
            yield _plain_unit(lines, index, opens, is_label)
    cuts = [marker.start for marker in inside[1:]] + [line.end]
    for marker, cut in zip(inside, cuts, strict=False):
        start = line.start if marker.opens_line else marker.start
        opens = text[marker.end : cut].strip()
        yield Unit(start, "numbered", opens, marker, not marker.opens_line, marker.number.strip())
        tail = _tail_after_list(text, marker, cut, inside)
        if tail is not None:
            yield Unit(tail, "paragraph", text[tail:cut].strip())


def _tail_after_list(text: str, marker: Marker, cut: int, inside: list[Marker]) -> int | None:
    """Where the sentence of the last 一是 ends and the paragraph goes on; only when the items before are one sentence."""
    if marker is not inside[-1] or marker.style != "first-is" or marker.opens_line or len(inside) < 2:
        return None
    first = next(one for one in inside if one.style == "first-is")
    if "。" in text[first.start : marker.start]:
        return None
    stop = text.find("。", marker.end, cut)
    tail = stop + 1 if stop >= 0 else cut
    while tail < cut and text[tail] in "”’」』)） \t　":
        tail += 1
    return tail if tail < cut else None


def _plain_unit(lines: list[Line], index: int, opens: str, is_label: bool) -> Unit:
    line = lines[index]
    bullet = _BULLET.match(line.text)
    if bullet:
        return Unit(line.start, "bullet", opens[bullet.end() :], number=bullet.group().strip())
    if is_label:
        return Unit(line.start, "label", opens)
    if _is_heading(lines, index):
        return Unit(line.start, "heading", opens)
    return Unit(line.start, "paragraph", opens)


def _is_heading(lines: list[Line], index: int) -> bool:
    """A short line without punctuation over a list that begins anew, or over prose where the line before has ended."""
    line = lines[index]
    if len(line.text) > _HEADING_LENGTH or _PUNCTUATION.search(line.text) or _CONTENTS_HEAD.match(line.text):
        return False
    if line.is_structural or is_contents_line(line.text):
        return False
    if index + 1 == len(lines) or (index and not lines[index - 1].is_terminated and lines[index - 1].marker):
        return False
    following = lines[index + 1]
    if following.marker:
        goes_on = following.marker.ordinal > 1 and line.after_blank and lines[index - 1].is_terminated
        return following.marker.ordinal == 1 or goes_on
    return bool(_SENTENCE.search(following.text)) and (not index or lines[index - 1].is_terminated)


def _title_lines(lines: list[Line]) -> int:
    """How many lines at the top are title, number and date of passing."""
    count = 0
    for line in lines[:_TITLE_LINES]:
        if (
            line.is_structural
            or line.is_terminated
            or len(line.text) > _TITLE_LENGTH
            or _LABEL.match(line.text)
        ):
            break
        if re.search("[。；;！!，,]", line.text) or _CONTENTS_HEAD.match(line.text):
            break
        count += 1
    # A short line over the first list is a heading, not title, where more such headings follow.
    if (
        count > 1
        and _is_heading(lines, count - 1)
        and any(_is_heading(lines, at) for at in range(count, len(lines)))
    ):
        return count - 1
    return count


def _is_signature(lines: list[Line], index: int) -> bool:
    """Whether a line before attachments closes the document: its date, the name over it, the list of attachments."""
    line = lines[index]
    if line.is_structural:
        return False
    if _DATE_LINE.match(line.text):
        return True
    below = lines[index + 1 : index + 3]
    if below and _DATE_LINE.match(below[0].text):
        return len(line.text) <= 30 and bool(_BODY.search(line.text))
    return len(below) == 2 and bool(_DATE_LINE.match(below[1].text) and _ATTACHMENT.match(line.text))


def _closing_from(lines: list[Line]) -> int:
    """The index of the first line of the signature and distribution list at the end."""
    index = len(lines)
    while index > 1:
        line, before = lines[index - 1], lines[index - 2]
        if line.is_structural or _SENTENCE.search(line.text):
            break
        signs = not _PUNCTUATION.search(line.text) and len(line.text) <= 30
        names = signs and bool(_BODY.search(line.text))
        ends = before.is_terminated and not before.text.endswith((":", "："))
        dated = index < len(lines) and is_closing_line(lines[index])
        if not (is_closing_line(line) or (names and dated) or (signs and (ends or is_closing_line(before)))):
            break
        index -= 1
    return index


def _label_lines(lines: list[Line], titles: int, closing: int) -> set[int]:
    """Lines that a name and a colon open: a list of such lines, or a name alone."""
    found: dict[int, bool] = {}
    assigns = False  # whether the last numbered heading announces what units do
    loose: dict[int, bool] = {}
    for index in range(titles, closing):
        line = lines[index]
        if line.is_structural:
            assigns = bool(_ASSIGNS.search(line.text)) if not line.is_terminated else assigns
            continue
        match = _LABEL.match(line.text)
        if match is None or _NOT_LABEL.search(match.group(1)):
            continue
        if _BODY.search(match.group(1)):
            found[index] = match.end() == len(line.text)
        elif assigns and len(match.group(1)) <= _LOOSE_LABEL and not _INTRODUCES.search(match.group(1)):
            loose[index] = match.end() == len(line.text)
    if titles in found and _is_salutation(lines, titles, alone=found[titles]):
        del found[titles]
    if len(loose) + len(found) > 2:
        found |= loose
    return set(found) if len(found) > 1 else {index for index, alone in found.items() if alone}


def _is_salutation(lines: list[Line], index: int, *, alone: bool) -> bool:
    """Whether a label below the title only addresses the readers: 各科室、各下属单位:"""
    if not alone or index + 1 == len(lines):
        return False
    following = lines[index + 1]
    return following.marker is None and (
        lines[index].text.startswith("各") or bool(_SALUTATION_NEXT.match(following.text))
    )


def _accepted(text: str, lines: list[Line]) -> dict[int, list[Marker]]:
    """The numbers that really open a provision, by line."""
    contents = _contents(lines)
    candidates: list[tuple[int, Marker]] = []
    at = 0
    shut = _Brackets(text)
    for marker in markers(text):
        while at < len(lines) and lines[at].end <= marker.start:
            at += 1
        if at == len(lines):
            break
        if at in contents or is_contents_line(lines[at].text):
            continue
        if marker.opens_line or (lines[at].start < marker.start and not shut.holds(marker.start, lines[at])):
            candidates.append((at, marker))
    accepted: dict[int, list[Marker]] = {}
    for index, marker in _Chains(text, lines, candidates).keep():
        accepted.setdefault(index, []).append(marker)
    return accepted


def _contents(lines: list[Line]) -> set[int]:
    """The lines of a table of contents: below 目录, repeated later as headings."""
    counts = Counter(line.text for line in lines)
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _CONTENTS_HEAD.match(line.text):
            at = index + 1
            while at < len(lines) and counts[lines[at].text] > 1:
                counts[lines[at].text] -= 1
                found.add(at)
                at += 1
    return found


class _Brackets:
    """The stretches of a line that stand in brackets or quotes; found once for each line that asks."""

    _PAIRS: ClassVar[dict[str, str]] = {
        "（": "）",
        "(": ")",
        "《": "》",
        "“": "”",
        "「": "」",
        "『": "』",
        "〈": "〉",
    }

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = -1
        self._spans: list[tuple[int, int]] = []
        self._at = 0

    def holds(self, offset: int, line: Line) -> bool:
        """Whether the offset stands inside a closed pair; offsets must ascend."""
        if line.start != self._line:
            self._line, self._spans, self._at = line.start, self._outer_spans(line), 0
        while self._at < len(self._spans) and self._spans[self._at][1] <= offset:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at][0] < offset

    def _outer_spans(self, line: Line) -> list[tuple[int, int]]:
        open_: list[tuple[str, int]] = []
        spans: list[tuple[int, int]] = []
        for match in re.compile(r"[（(《“「『〈）)》”」』〉]").finditer(self._text, line.start, line.end):
            char = match.group()
            if char in self._PAIRS:
                open_.append((self._PAIRS[char], match.start()))
            elif open_ and open_[-1][0] == char:
                start = open_.pop()[1]
                while spans and spans[-1][0] > start:
                    spans.pop()
                spans.append((start, match.start()))
        return spans


class _Chains:
    """The candidates kept where the numbers follow each other."""

    def __init__(self, text: str, lines: list[Line], candidates: Sequence[tuple[int, Marker]]) -> None:
        self.text = text
        self.lines = lines
        self.candidates = candidates
        self.following = _following(candidates)
        self.last: dict[str, tuple[int, int]] = {}  # of each numbering, the last number kept and its line
        self.decimals: set[tuple[int, ...]] = set()
        self.end = 0  # of the last number kept

    def keep(self) -> Iterator[tuple[int, Marker]]:
        """Give the numbers that open a provision; one inside a line or in a weak writing needs a neighbour."""
        for (index, marker), after in zip(self.candidates, self.following, strict=True):
            if marker.start < self.end or not self._is_kept(index, marker, after):
                continue
            self.last[_chain(marker)] = (marker.ordinal, index)
            self.end = marker.end
            yield index, marker

    def _is_kept(self, index: int, marker: Marker, after: tuple[int, Marker] | None) -> bool:
        if marker.style == "decimal":
            kept = _is_decimal_kept(marker, after[1] if after else None, self.decimals)
            self.decimals |= {marker.ordinals} if kept else set()
            return kept
        if marker.opens_line and marker.style not in _WEAK_STYLES and not _WEAK.search(marker.number):
            return True
        ordinal, line = self.last.get(_chain(marker), (0, -1))
        if ordinal and ordinal + 1 == marker.ordinal and (line == index or not marker.glued):
            return True
        begins = marker.ordinal == 1 and after is not None and after[1].ordinal == 2
        if not begins or (
            not marker.opens_line and _LISTING.search(self.text[max(0, marker.start - 14) : marker.start])
        ):
            return False
        return not marker.glued or (
            after is not None and after[0] <= index + _NEAR and self._is_glue(index, marker)
        )

    def _is_glue(self, index: int, marker: Marker) -> bool:
        """Whether only a short heading or title stands before this number; 一是 may follow any subject."""
        if marker.style == "first-is":
            return True
        between = self.text[max(self.end, self.lines[index].start) : marker.start]
        return len(between) <= _GLUED_HEADING and not _PUNCTUATION.search(between)


def _chain(marker: Marker) -> str:
    """What a number must continue: the numbering of its style; 一是 and 一要 are two."""
    return marker.style + marker.number[-1] if marker.style == "first-is" else marker.style


def _following(candidates: Sequence[tuple[int, Marker]]) -> list[tuple[int, Marker] | None]:
    """For each candidate, the next one of the same numbering with its line."""
    later: dict[str, tuple[int, Marker]] = {}
    result: list[tuple[int, Marker] | None] = []
    for index, marker in reversed(candidates):
        result.append(later.get(_chain(marker)))
        later[_chain(marker)] = (index, marker)
    return result[::-1]


def _is_decimal_kept(marker: Marker, after: Marker | None, known: set[tuple[int, ...]]) -> bool:
    """A decimal number counts when it goes on from one before or begins a series; 1.28 as a date does neither."""
    if marker.ordinals[0] == 0:
        return False
    *prefix, ordinal = marker.ordinals
    if not marker.opens_line:
        # In run-on text only a series shows that 1.1 is a number: the one before it, or the next one.
        begins = ordinal == 1 and after is not None and _succeeds(after.ordinals, marker.ordinals)
        return begins or (*prefix, ordinal - 1) in known
    if any((*prefix, ordinal - step) in known for step in (1, 2)):
        return True
    begins = ordinal == 1 or not known
    return begins and (
        tuple(prefix) in known or (after is not None and _succeeds(after.ordinals, marker.ordinals))
    )


def _succeeds(later: tuple[int, ...], earlier: tuple[int, ...]) -> bool:
    """Whether a decimal can come right after another: its first child, or the next of it or of one above it."""
    if later == (*earlier, 1):
        return True
    for depth in range(len(earlier)):
        if later[: depth + 1] == (*earlier[:depth], earlier[depth] + 1):
            return all(one == 1 for one in later[depth + 1 :])
    return False
