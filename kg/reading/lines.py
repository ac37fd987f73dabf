"""Line ends: which ones a scrape put inside a sentence or word, which end a paragraph, and where text is lost between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.reading.document import Loss
from kg.reading.draft import Edit
from kg.reading.numbering import RANKS, Marker, line_marker
from kg.reading.words import crosses

__all__ = ["Line", "find_losses", "is_closing_line", "join_edits", "split_lines"]

JOINED = "line wrapped inside a sentence joined"

_HAN = re.compile(r"[\u3400-\u9fff]")
_TERMINAL = re.compile(r"[。！？!；;：:…][”’」』)）》]*$")
_BULLET = re.compile(r"[·•●◆■★▪○□※|｜│-]")
_ROW = re.compile(r"[|｜│]")  # of a table
_LABEL = re.compile(r"[^，。；：:,;\s]{1,25}[:：]")
_OPENING, _CLOSING = "(（《〈“「『【[〔", ")）》〉”」』】]〕"
_NAMED = re.compile(r"(?:[局委办部会院厅司所站]|制度|职责)$")
# Names and titles set in columns, as lists of people are: 许文静  县财政局局长.
_COLUMNS = re.compile(r"\S(?:[ \t]{2,}|　)\S")
# No sentence and no heading ends on a word that something must follow: …应每两年|联合检查一次.
_BREAKS_OFF = re.compile(
    r"(?:[应應须須]当?當?|必须|必須|不得|每[半一二两兩三]?(?:年|月|季度?|周|週)|[^目标標]的|由|并|並|以及)$"
)
_PROSE = re.compile(r"[,，。；;]")
_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月([\d一二三四五六七八九十]{1,3}日)?"
)
_CLOSING_LINE = re.compile(
    r"(?:主题词|主題詞|抄送|抄报|报送|分送|发送|印发|附件|附[:：]|报[:：]|送[:：]|发[:：]|联系人|联系电话|签发|核稿|打字|校对)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place without the white space around it, and what it opens with."""

    start: int
    end: int
    text: str
    marker: Marker | None
    indent: int
    after_blank: bool

    @property
    def indented(self) -> bool:
        """Whether the line is set in, as by two half-width or one full-width space."""
        return self.indent >= 2

    @property
    def is_structural(self) -> bool:
        """Whether the line opens something of its own: a number, a bullet, a table row."""
        return self.marker is not None or bool(_BULLET.match(self.text))

    @property
    def is_terminated(self) -> bool:
        """Whether the line ends as a sentence or an introduction ends."""
        return bool(_TERMINAL.search(self.text[-12:]))

    @property
    def width(self) -> int:
        """The columns the line takes: two for a full-width character."""
        return _columns(self.text)

    @property
    def edge(self) -> int:
        """The column the line ends at, its indent counted."""
        return self.indent + self.width


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def is_closing_line(line: Line) -> bool:
    """Tell whether a line is of the signature or the distribution list: 报: 送: 印发, or a date of its own."""
    return bool(_CLOSING_LINE.match(line.text) or (len(line.text) <= 50 and _DATE.search(line.text[-16:])))


def split_lines(text: str) -> list[Line]:
    """Give the lines that are not blank."""
    lines: list[Line] = []
    at, blank = 0, False
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            start = at + raw.index(body)
            indent = _columns(raw[: start - at].replace("\t", "  "))
            lines.append(Line(start, start + len(body), body, line_marker(body), indent, blank))
        blank = not body
        at += len(raw) + 1
    return lines


def join_edits(text: str) -> list[Edit]:
    """Join each line that was wrapped; never over the place where text is lost."""
    lines = split_lines(text)
    joints = _Joints(text, lines)
    lost = {first for first, _ in _lost_breaks(lines, joints)}
    edits = []
    for index, (line, following) in enumerate(pairwise(lines)):
        if index not in lost and joints.is_wrapped(index):
            between = (
                " "
                if line.text[-1].isascii() and following.text[0].isascii() and line.text[-1].isalnum()
                else ""
            )
            edits.append(Edit(line.end, following.start, between, JOINED))
    return edits


class _Joints:
    """The evidence for and against each line break, gathered once over the whole text."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self.lines = lines
        self.width = _wrap_width(lines)
        self.hanging = _hanging_edge(lines)
        self.indents = sum(line.indented for line in lines) * 2 > len(lines) or any(
            line.indented and not line.is_structural for line in lines
        )
        # Where every line stands apart, a blank line says nothing.
        self.spaced = sum(line.after_blank for line in lines) * 5 > len(lines) * 4
        self.known = self._known_grams(text)

    def _known_grams(self, text: str) -> set[str]:
        """The four characters over each break that also stand unbroken elsewhere."""
        wanted = {self._gram(index) for index in range(len(self.lines) - 1)} - {""}
        flat = re.sub(r"[ \t　]", "", text)
        return (
            {gram for at in range(len(flat) - 3) if (gram := flat[at : at + 4]) in wanted}
            if wanted
            else set()
        )

    def _gram(self, index: int) -> str:
        before = re.sub(r"[(（][^()（）]*[)）]$", "", self.lines[index].text)[-2:]
        gram = before + self.lines[index + 1].text[:2]
        return gram if len(gram) == 4 and all(_HAN.match(char) for char in gram) else ""

    def is_open(self, index: int) -> bool:
        """Whether the break could be inside a sentence at all."""
        line, following = self.lines[index], self.lines[index + 1]
        if following.is_structural or line.is_terminated or _ROW.match(line.text):
            return False
        if following.after_blank and not self.spaced:
            return False
        set_in = following.indented and self.indents and not self.hangs(index)
        return not (set_in and not self._is_in_bracket(line, following))

    def hangs(self, index: int) -> bool:
        """Whether the break stands at the edge of a text whose items are wrapped with their later lines set in."""
        line, following = self.lines[index], self.lines[index + 1]
        return self.hanging is not None and following.indented and line.edge >= self.hanging - 4

    def has_evidence(self, index: int) -> bool:
        """Whether something shows that the two lines are one: a bracket, a comma, a word, a phrase known elsewhere."""
        line, following = self.lines[index], self.lines[index + 1]
        if _CLOSING_LINE.match(following.text):
            return False
        return (
            self._is_in_bracket(line, following)
            # Nothing begins with 的: the word it belongs to ended the line before.
            or following.text.startswith("的")
            or line.text[-1] in ",，、"
            or _BREAKS_OFF.search(line.text[-6:]) is not None
            or self._breaks_list(line, following)
            or self._is_known_phrase(line, following, index)
            or (crosses(line.text, following.text) and not self._is_label_under_heading(line, following))
        )

    @staticmethod
    def _breaks_list(line: Line, following: Line) -> bool:
        """A list whose last name goes on below: 教育部、公安部、财政部、国家发展改革|委、民政部."""
        return line.text.count("、") >= 3 and re.match(r"[^，。；：、\s][、和及]", following.text) is not None

    @staticmethod
    def _is_label_under_heading(line: Line, following: Line) -> bool:
        """(一)处置组 over 组长单位: is a heading and a label, though 组组 may pass for a word."""
        return line.marker is not None and not _PROSE.search(line.text) and bool(_LABEL.match(following.text))

    def _is_known_phrase(self, line: Line, following: Line, index: int) -> bool:
        """A heading and the sentence below it may happen to meet like a phrase of the text: that shows nothing."""
        is_heading_over_prose = not _PROSE.search(line.text) and bool(re.search("[。；;]", following.text))
        return not is_heading_over_prose and self._gram(index) in self.known

    def is_wrapped(self, index: int) -> bool:
        """Whether the break is to be joined."""
        if not self.is_open(index):
            return False
        if self.has_evidence(index):
            return True
        line, following = self.lines[index], self.lines[index + 1]
        if (
            _CLOSING_LINE.match(following.text)
            or _CLOSING_LINE.match(line.text)
            or _DATE.search(line.text[-12:])
        ):
            return False
        if self.hangs(index) or (self.width and line.width >= self.width - 4):
            return True
        if _LABEL.match(following.text):
            return False
        inside = re.search("[。；;]", line.text) if line.marker else _PROSE.search(line.text)
        return bool(inside) and len(line.text) > 20

    @staticmethod
    def _is_in_bracket(line: Line, following: Line) -> bool:
        opened = [char for char in line.text[-200:] if char in _OPENING + _CLOSING]
        if not opened or opened[-1] in _CLOSING:
            return False
        first = next((char for char in following.text[:200] if char in _OPENING + _CLOSING), "")
        return first != "" and first in _CLOSING


def _wrap_width(lines: list[Line]) -> int | None:
    """The width at which the text was wrapped, if most of its broken lines have the same width."""
    broken = sorted(
        line.width
        for line, following in pairwise(lines)
        if not line.is_terminated and not following.is_structural and not following.after_blank
    )
    if len(broken) < 4:
        return None
    width = broken[len(broken) * 9 // 10]
    close = sum(width - 4 <= one <= width + 2 for one in broken)
    wider = sum(line.width > width + 2 for line in lines)
    return width if width >= 24 and close * 10 >= len(broken) * 6 and wider * 20 <= len(lines) else None


def _hanging_edge(lines: list[Line]) -> int | None:
    """The column at which items are wrapped whose later lines are set in below their number, if most end there."""
    edges = sorted(
        line.edge
        for line, following in pairwise(lines)
        if not line.is_terminated
        and following.indented
        and not following.is_structural
        and not following.after_blank
        and not _COLUMNS.search(line.text)
    )
    if len(edges) < 4:
        return None
    edge = edges[len(edges) * 9 // 10]
    close = sum(edge - 4 <= one <= edge + 2 for one in edges)
    return edge if edge >= 40 and close * 10 >= len(edges) * 7 else None


def _gaps(lines: list[Line]) -> Iterator[tuple[int, int, str]]:
    """Where a numbering skips: the two lines of one style, and the numbers missing between, in their own writing."""
    last: dict[str, int] = {}
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or marker.style in ("decimal", "first-is"):
            continue
        before = last.get(marker.style)
        if before is not None:
            previous = lines[before].marker
            assert previous is not None  # noqa: S101 - only marked lines are kept
            if marker.ordinal > previous.ordinal + 1:
                yield before, index, _missing(previous, marker)
        last[marker.style] = index


_DIGITS = "零一二三四五六七八九"


def _missing(before: Marker, after: Marker) -> str:
    first, final = before.ordinal + 1, after.ordinal - 1
    names = [_write_like(before.number, value) for value in dict.fromkeys((first, final))]
    return "–".join(names)


def _write_like(number: str, value: int) -> str:
    if re.search("[一二三四五六七八九十]", number):
        tens, ones = divmod(value, 10)
        numeral = (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (
            _DIGITS[ones] if ones else ""
        )
        return re.sub("[一二三四五六七八九十百零〇]+", numeral, number, count=1).rstrip("、.．")
    return (
        re.sub(r"\d+", str(value), number, count=1).rstrip("、.．")
        if re.search(r"\d", number)
        else str(value)
    )


def _lost_breaks(lines: list[Line], joints: _Joints) -> list[tuple[int, tuple[int, str]]]:
    """Breaks where text is lost: an unfinished line, inside a gap of an enclosing numbering, that nothing joins."""
    found: dict[int, tuple[int, str]] = {}
    for before, after, missing in _gaps(lines):
        broken = [
            index
            for index in range(before, after)
            if _is_unfinished(lines, index)
            and (
                (joints.is_open(index) and not joints.has_evidence(index))
                or (index + 1 == after and _is_unlike_siblings(lines, index))
            )
        ]
        broken = [index for index in broken if not (joints.width and lines[index].width >= joints.width - 4)]
        if broken:
            chosen = min(broken, key=lambda index: (lines[index].width, index)) if joints.width else broken[0]
            # Where a list and the list it stands in both skip, headings are lost with the items.
            if chosen not in found or after > found[chosen][0]:
                found[chosen] = (after, missing)
    return sorted(found.items())


def _is_unfinished(lines: list[Line], index: int) -> bool:
    """A numbered item of some length that breaks off, or a sentence that does."""
    line = lines[index]
    if line.is_terminated or _CLOSING_LINE.match(line.text):
        return False
    if line.marker is None:
        return bool(_PROSE.search(line.text))
    body = line.text[line.marker.end :]
    return len(body) > 12 and (bool(_PROSE.search(body)) or not _NAMED.search(body))


def _is_unlike_siblings(lines: list[Line], index: int) -> bool:
    """Whether the other items of the same style end as sentences end, and this one does not."""
    marker = lines[index].marker
    style = marker.style if marker else None
    others = [
        line
        for at, line in enumerate(lines[max(0, index - 20) : index + 20], max(0, index - 20))
        if at != index and line.marker and line.marker.style == style and len(line.text) > 15
    ]
    return bool(others) and sum(line.is_terminated for line in others) * 5 >= len(others) * 4


def find_losses(text: str) -> list[Loss]:
    """Find what the source lost, in a text whose wrapped lines are joined."""
    lines = split_lines(text)
    if not lines:
        return []
    losses = [*_cut_in(lines)]
    for index, (resumes, missing) in _lost_breaks(lines, _Joints(text, lines)):
        losses.append(
            Loss(
                kind="between-lines",
                offset=lines[index].end,
                resumes_at=lines[resumes].start,
                missing=missing,
            )
        )
    losses += _cut_off(text, lines)
    return losses


def _cut_in(lines: list[Line]) -> Iterator[Loss]:
    """The text begins in the middle: with a number past the first, or inside a sentence."""
    first = lines[0]
    if first.marker and first.marker.ordinal > 1 and first.marker.style not in ("decimal", "first-is"):
        missing = _write_like(first.marker.number, first.marker.ordinal - 1)
        resumes = _first_above(lines, first.marker) or first
        yield Loss(
            kind="cut-in", offset=0, resumes_at=resumes.start, missing=f"{missing} and what stands before it"
        )
    elif re.match("[,，、。；;）)》”]", first.text):
        sound = next((line for line in lines[1:] if line.marker), None)
        resumes_at = sound.start if sound else first.end
        yield Loss(kind="cut-in", offset=0, resumes_at=resumes_at, missing="the beginning of the sentence")


def _first_above(lines: list[Line], marker: Marker) -> Line | None:
    """The first line whose number stands above the numbering a text begins in the middle of."""
    return next(
        (line for line in lines if line.marker and RANKS[line.marker.style] < RANKS[marker.style]), None
    )


def _cut_off(text: str, lines: list[Line]) -> Iterator[Loss]:
    """The text ends in the middle: its last line is no signature and does not end as a sentence ends."""
    last = lines[-1]
    if last.is_terminated and not last.text.endswith(("：", ":")):
        return
    if (
        _CLOSING_LINE.match(last.text)
        or _DATE.search(last.text)
        or last.text.endswith((")", "）", "”", "》", "|"))
    ):
        return
    if last.text[-1] not in "：:、,，" and not _HAN.match(last.text[-1]):
        return
    if not last.marker and not _PROSE.search(last.text):
        return
    siblings = [
        line
        for line in lines[-12:-1]
        if line.marker and last.marker and line.marker.style == last.marker.style
    ]
    if siblings and not _PROSE.search(last.text) and not any(line.is_terminated for line in siblings):
        return
    yield Loss(kind="cut-off", offset=len(text), resumes_at=len(text), missing="the end of the text")
