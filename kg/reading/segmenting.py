"""From units to the tree of provisions: levels found by the order in which numbering styles appear."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.reading.document import Loss, ProvisionNode
from kg.reading.numbering import RANKS, Marker
from kg.reading.units import Unit, find_units

__all__ = ["segment"]

_HEADING_LENGTH = 40
_OWN_HEADING_LENGTH = 90
_LABEL = re.compile(r"([^，。；：！？,;:!?]{2,40}?)[ \t　]*[:：]")
_TITLE_SENTENCE = re.compile(r"([^，。；：！？,;:!?、]{2,14})。(?=.)")
_NOMINAL = re.compile(
    r"(?:会议|制度|职责|责任|原则|机制|机构|办法|规则|要求|措施|程序|职能|任务|目标|内容|范围|纪律|管理|组成|办公室|小组|委员会)$"
)
_NAME_SENTENCE = re.compile(r"([^，。；：！？,;:!?、\s]{2,12})。(?=.)")
_GLUED_NAME = re.compile(
    r"((?!建立|落实|完善|健全|执行|实行|按照|加强|制定|坚持)[^，。；：！？,;:!?\s]{2,8}?(?:制度|机制|职责|原则))(?=[^，。；：！？,;:!?\s]{2})"
)
_GLUED = re.compile(r"([^，。；：！？,;:!?\s]{2,26})[ \t　]+(?=\S)")
_KNOWN_NAME = re.compile(
    r"(总则|附则|指导思想|组织机构|工作机构|议事规则|工作规则|工作制度|会议制度|主要职责|工作职责|职责分工|工作要求|保障措施|总則|附則)"
    r"(?=(?:为|為|根据|按照|本|由|领导小组|委员会|指挥部|联席会议|各|县|市|区|省|乡|镇|认真|负责|建立|实行|定期)[^，。；：、\s])"
)
# A heading glued to a sentence that takes it up: 一、区爱卫会办公室区爱卫会办公室设在…; 六、区水务局、区环保局区水务局负责…
_REPEATED = re.compile(
    r"([^，。；：！？,;:!?、\s]{2,24}?)\1|(([^，。；：！？,;:!?、\s]{2,16})、[^，。；：！？,;:!?\s]{2,30}?)\3"
)
_END = re.compile(r"[。；;！!？]")


@dataclass(eq=False)
class _Node:
    """A node while the tree grows; the root has no unit."""

    unit: Unit | None
    parent: _Node | None
    path: str
    key: str = ""
    ordinals: tuple[int, ...] = ()
    heading: str | None = None
    parent_lost: bool = False
    children: list[_Node] = field(default_factory=list)
    end: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, letter: str) -> str:
        """Give the next unnumbered segment: p1, p2 …; s1, s2 …"""
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"


def segment(text: str, losses: Sequence[Loss] = ()) -> tuple[ProvisionNode, ...]:
    """Cut a restored text into its tree of provisions; every character lies in exactly one leaf."""
    if not text:
        return ()
    units = find_units(text) or [Unit(0, "paragraph", text.strip())]
    root = _Tree(units, losses).grow()
    _close(root, len(text))
    # What stands behind a lost heading may belong to a parent that its neighbours have left: the text gives the order.
    return tuple(sorted(_nodes(root), key=lambda node: node.start))


class _Tree:
    """The growing tree with the stack of open nodes, root first."""

    def __init__(self, units: list[Unit], losses: Sequence[Loss]) -> None:
        self.units = units
        self.numbered = [unit for unit in units if unit.marker is not None]
        self.root = _Node(None, None, "")
        self.stack = [self.root]
        self.names: dict[str, int] = {}
        self.nothing = _Node(None, None, "0")  # names what stood under a heading before the beginning
        self.next_ordinal = _next_ordinals(units)
        self.losses = [loss for loss in losses if loss.kind == "between-lines"]
        self.orphans = next((loss.resumes_at for loss in losses if loss.kind == "cut-in"), 0)
        self.repeated = _repeated_keys(units)
        self.region: _LostRegion | None = None

    def grow(self) -> _Node:
        """Place every unit."""
        for index, unit in enumerate(self.units):
            self._watch_losses(unit)
            if index and not unit.inline:
                self._leave_inline(index)
            if unit.marker is not None:
                self._place_numbered(index, unit, unit.marker)
            elif unit.kind in ("label", "heading", "attachment"):
                self._place_heading(index, unit)
            else:
                self._place_text(unit)
        return self.root

    def _name(self, above: _Node, segment: str) -> str:
        """Give a path that nothing in the tree has yet: a second 3 is 3b."""
        base = f"{above.path}.{segment}" if above.path else segment
        again = self.names[base] = self.names.get(base, 0) + 1
        if again == 1:
            return base
        return base + (chr(96 + again) if again <= 26 else f"x{again}")

    def _watch_losses(self, unit: Unit) -> None:
        if self.region and unit.start >= self.region.resumes_at:
            self.stack = self.region.stack
            self.region = None
        if self.losses and unit.start >= self.losses[0].offset and unit.start < self.losses[0].resumes_at:
            loss = self.losses.pop(0)
            self.region = _LostRegion.open(self.stack, self._key_at(loss.resumes_at), loss.resumes_at)
            self.stack = [*self.region.base]

    def _key_at(self, offset: int) -> str:
        at = bisect_left(self.numbered, offset, key=lambda unit: unit.start)
        marker = self.numbered[at].marker if at < len(self.numbered) else None
        return _key(marker) if marker else ""

    def _leave_inline(self, index: int) -> None:
        """At a new line, leave a list that ran inside the line before, unless it goes on here."""
        unit = self.units[index]
        while len(self.stack) > 1:
            top = self.stack[-1]
            if top.unit is None or not top.unit.inline or (unit.marker and self._continues(top, unit.marker)):
                return
            self.stack.pop()

    @staticmethod
    def _continues(node: _Node, marker: Marker) -> bool:
        return node.key == _key(marker) and node.ordinals[-1] + 1 == marker.ordinal

    def _place_numbered(self, index: int, unit: Unit, marker: Marker) -> None:
        key = _key(marker)
        if marker.style == "decimal":
            self._pop_for_decimal(marker)
        else:
            self._pop_for(index, key, marker)
        self._add(unit, key, marker)

    def _pop_for(self, index: int, key: str, marker: Marker) -> None:
        """Pop the stack to the parent of a number: beside its own style, else below the last that stands higher."""
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            mixed = (
                _family(node.key) == _family(key)
                and node.ordinals
                and node.ordinals[-1] + 1 == marker.ordinal
            )
            if node.key == key or mixed:
                del self.stack[depth:]
                return
        while len(self.stack) > 1 and self._is_above(index, marker, self.stack[-1]):
            self.stack.pop()

    def _is_above(self, index: int, marker: Marker, top: _Node) -> bool:
        """Whether a style not yet open stands above the open one: by rank, unless the open list goes on after it."""
        if top.key in ("label", "heading") or not top.ordinals:
            return False
        style = _family(top.key)
        if RANKS[marker.style] >= RANKS[style]:
            return False
        # 3.4.5 各科室 over ㈠…㈡…: what a decimal only names, the list right under it says.
        begins = marker.ordinal == 1 and RANKS[marker.style] >= RANKS["chinese-paren"]
        if begins and style == "decimal" and not top.children and top.heading is not None:
            return False
        goes_on = self.next_ordinal[index].get(top.key) == top.ordinals[-1] + 1
        return not (goes_on and marker.ordinal == 1)

    def _pop_for_decimal(self, marker: Marker) -> None:
        prefix = marker.ordinals[:-1]
        for depth in range(len(self.stack) - 1, 0, -1):
            # c) over 3.3 is the third item of a list, not its chapter 3.
            item = self.stack[depth].key != "decimal" and any(
                node.key == "decimal" for node in self.stack[1:depth]
            )
            if self.stack[depth].ordinals == prefix and not item:
                del self.stack[depth + 1 :]
                return
        for depth in range(1, len(self.stack)):
            if self.stack[depth].key == "decimal":
                del self.stack[depth:]
                return

    def _add(self, unit: Unit, key: str, marker: Marker) -> None:
        parent = self.stack[-1]
        numbers = marker.ordinals
        if marker.style == "decimal":
            known = len(parent.ordinals) if marker.ordinals[: len(parent.ordinals)] == parent.ordinals else 0
            numbers = numbers[known:]
        segment = ".".join(map(str, numbers))
        node = _Node(
            unit, parent, self._name(self._naming(unit, key, segment), segment), key, marker.ordinals
        )
        node.parent_lost = self._has_lost_parent(unit, parent)
        node.heading = None if self._breaks_off(unit) else _heading(unit.opens)
        parent.children.append(node)
        self.stack.append(node)

    def _naming(self, unit: Unit, key: str, segment: str) -> _Node:
        """The node below whose path a number is named: its parent, but where the text shows otherwise.

        Under an unnumbered heading across which the numbering goes on, the number alone is the path; an item whose
        heading is lost keeps the path it would have had; one before the first heading must not take its number.
        """
        parent = self.stack[-1]
        if self.region:
            return self.region.naming(parent, key)
        while parent.key == "heading" and parent.parent is not None and _family(key) not in self.repeated:
            parent = parent.parent
        if unit.start < self.orphans and parent is self.root and segment in self._resumed():
            return self.nothing
        return parent

    def _resumed(self) -> set[str]:
        """The numbers of the headings that come after a lost beginning."""
        key = self._key_at(self.orphans)
        return {
            str(unit.marker.ordinal) for unit in self.numbered if unit.marker and _key(unit.marker) == key
        }

    def _has_lost_parent(self, unit: Unit, parent: _Node) -> bool:
        if self.region is not None:
            return parent is self.region.base[-1]
        return unit.start < self.orphans and parent is self.root

    def _breaks_off(self, unit: Unit) -> bool:
        """Whether the source lost the end of this very line."""
        return bool(self.losses) and unit.start < self.losses[0].offset <= unit.start + len(unit.opens) + 12

    def _place_heading(self, index: int, unit: Unit) -> None:
        self._pop_for_heading(index, unit)
        parent = self.stack[-1]
        node = _Node(unit, parent, self._name(parent, parent.count("s")), unit.kind)
        match = _LABEL.match(unit.opens) if unit.kind == "label" else None
        node.heading = match.group(1).strip() if match else unit.opens.strip(" \t　*#【】:：")
        parent.children.append(node)
        self.stack.append(node)

    def _pop_for_heading(self, index: int, unit: Unit) -> None:
        """Pop the stack to the parent of an unnumbered heading.

        It stands beside its own kind, or above the list that begins anew below it, or above all lists that end here.
        """
        following = self.units[index + 1] if index + 1 < len(self.units) else None
        keys = [node.key for node in self.stack[1:]]  # the root stays
        if unit.kind == "attachment":
            del self.stack[1:]
        elif unit.kind in keys:
            del self.stack[1 + keys.index(unit.kind) :]
        elif following and following.marker and _key(following.marker) in keys:
            del self.stack[1 + keys.index(_key(following.marker)) :]
        elif unit.kind == "heading":
            while len(self.stack) > 1 and self._is_over(index, self.stack[-1]):
                self.stack.pop()

    def _is_over(self, index: int, top: _Node) -> bool:
        """Whether the list of the open node ends here: it has its text, and its next number does not come."""
        has_text = bool(top.children) or top.heading is None
        goes_on = bool(top.ordinals) and self.next_ordinal[index].get(top.key) == top.ordinals[-1] + 1
        return has_text and not goes_on

    def _place_text(self, unit: Unit) -> None:
        if unit.kind == "closing":
            self.stack = [self.root]
        top = self.stack[-1]
        if top.key == "label" and top.unit and not top.unit.opens.endswith((":", "：")):
            self.stack.pop()  # a name with its duty on the same line ends there
        parent = self.stack[-1]
        segment = "h" if unit.kind == "title" else parent.count("p")
        node = _Node(unit, parent, self._name(parent, segment))
        node.parent_lost = self._has_lost_parent(unit, parent)
        parent.children.append(node)


@dataclass
class _LostRegion:
    """The stretch after a loss: its items hang on the enclosing container and keep the paths they show."""

    base: list[_Node]
    stack: list[_Node]
    resumes_at: int

    @classmethod
    def open(cls, stack: list[_Node], resuming: str, resumes_at: int) -> _LostRegion:
        """Open the region: the container is the parent of the numbering that resumes after it."""
        keys = [node.key for node in stack[1:]]  # the root has an empty one, as what resumes without a number
        depth = 1 + keys.index(resuming) if resuming in keys else max(1, len(stack) - 1)
        return cls(base=stack[:depth], stack=list(stack), resumes_at=resumes_at)

    def naming(self, parent: _Node, key: str) -> _Node:
        """The node below whose path an item of the region is named: where its style stood before the loss."""
        if parent is not self.base[-1]:
            return parent
        for node in self.stack[len(self.base) :]:
            if node.key == key and node.parent is not None:
                return node.parent
        return parent


def _repeated_keys(units: Sequence[Unit]) -> set[str]:
    """The numberings in which a number comes twice: they begin anew somewhere."""
    seen: set[tuple[str, tuple[int, ...]]] = set()
    repeated: set[str] = set()
    for unit in units:
        if unit.marker is not None:
            one = (_family(_key(unit.marker)), unit.marker.ordinals)
            repeated |= {one[0]} if one in seen else set()
            seen.add(one)
    return repeated


def _key(marker: Marker) -> str:
    """What tells one numbering from another: its style, and for 1、 and 1. the sign after the number."""
    if marker.style in ("arabic", "letter", "first-is"):
        sign = marker.number.strip()[-1]
        return f"{marker.style}{'.' if sign in '.．' else ',' if sign in ',，' else sign}"
    return marker.style


def _family(key: str) -> str:
    return key if key in RANKS else key[:-1]


def _next_ordinals(units: Sequence[Unit]) -> list[dict[str, int]]:
    """For each unit, the ordinal that comes next in each numbering after it (shared between units without change)."""
    result: list[dict[str, int]] = []
    later: dict[str, int] = {}
    for unit in reversed(units):
        result.append(later)
        if unit.marker is not None:
            later = {**later, _key(unit.marker): unit.marker.ordinal}
    return result[::-1]


def _heading(opens: str) -> str | None:
    """The name a numbered provision gives itself after its number: a short text without a sentence end, or a label."""
    line = opens.split("\n", 1)[0].strip(" \t　*#")
    label = _LABEL.match(line)
    if label and len(label.group(1)) <= 30:
        return label.group(1)
    if not line:
        return None
    if not re.search(r"[，。；：！？,;:!?]", line) and len(line) <= _HEADING_LENGTH:
        return line
    sentence = _TITLE_SENTENCE.match(line)
    if sentence:
        name = sentence.group(1)
        return name if _NOMINAL.search(name) or line.startswith(name, sentence.end()) else None
    known = _KNOWN_NAME.match(line)
    if known:
        return known.group(1)
    repeated = _REPEATED.match(line)
    if repeated:
        return repeated.group(1) or repeated.group(2)
    glued = _GLUED.match(line)
    if glued and (len(glued.group(1)) <= 14 or _NOMINAL.search(glued.group(1))):
        return glued.group(1)
    return None


def _name_alike(parent: _Node) -> None:
    """Give items a heading that only their siblings show: most of them open with a short name and go on in prose."""
    items = [node for node in parent.children if node.unit is not None and node.unit.marker is not None]
    for pattern in (_NAME_SENTENCE, _GLUED_NAME):
        names = {id(node): match for node in items if node.unit and (match := pattern.match(node.unit.opens))}
        if len(names) < 2 or len(names) * 5 < len(items) * 3:
            continue
        for node in items:
            if node.heading is None and id(node) in names:
                node.heading = names[id(node)].group(1)


def _close(root: _Node, length: int) -> None:
    """Give containers their h child, every node its end, and a heading to unfinished lines over a body."""
    order: list[_Node] = []
    _name_alike(root)
    pending = list(reversed(root.children))
    while pending:
        node = pending.pop()
        order.append(node)
        _name_alike(node)
        if node.children and node.unit is not None:
            opens = node.unit.opens
            if (
                node.heading is None
                and opens
                and not _END.search(opens)
                and len(opens) <= _OWN_HEADING_LENGTH
            ):
                node.heading = opens.rstrip("：:")
            node.children.insert(0, _Node(node.unit, node, f"{node.path}.h"))
        pending += reversed(node.children)
    leaves = sorted((node for node in order if not node.children), key=_start_of)
    for number, leaf in enumerate(leaves, 1):
        leaf.end = _start_of(leaves[number]) if number < len(leaves) else length
    for node in reversed(order):
        if node.children:
            node.end = max(child.end for child in node.children)


def _start_of(node: _Node) -> int:
    return node.unit.start if node.unit else 0


def _nodes(root: _Node) -> Iterator[ProvisionNode]:
    pending = list(reversed(root.children))
    first = True
    at_zero = {id(root)}
    while pending:
        node = pending.pop()
        unit = node.unit
        assert unit is not None  # noqa: S101 - only the root has none
        leads = first or (
            node.parent is not None and id(node.parent) in at_zero and node is node.parent.children[0]
        )
        if leads:
            at_zero.add(id(node))
        first = False
        is_own_line = node.path.rpartition(".")[2] == "h" and not node.children
        numbered = unit.marker is not None and not is_own_line
        heading_kind = is_own_line or unit.kind in ("label", "heading", "title", "attachment")
        yield ProvisionNode(
            path=node.path,
            parent=node.parent.path or None if node.parent else None,
            kind="numbered" if numbered else "heading" if heading_kind else "paragraph",
            number=unit.number if not is_own_line else None,
            ordinal=node.ordinals[-1] if numbered and node.ordinals else None,
            heading=None if is_own_line else node.heading,
            parent_lost=node.parent_lost,
            start=0 if leads else unit.start,
            end=node.end,
        )
        pending += reversed(node.children)
