"""Where to draw the bodies of a network: in columns from those that act to those that are acted upon, few lines crossing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.comparing.network import HIERARCHY, Edge, Network

__all__ = ["Branch", "Drawing", "PlacedEdge", "PlacedNode", "cut_name", "draw", "grow_tree"]

_COLUMN = 330
_ROW, _TALL_ROW = 46, 58  # pixels; the taller where some name takes two lines
_LINE = 26  # columns of a line of a name; a Chinese character takes two
_MARGIN = 40
_WIDEST = 4


@dataclass(frozen=True)
class PlacedNode:
    """A body at its place, its name cut into lines."""

    iri: str
    x: int
    y: int
    degree: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlacedEdge:
    """An edge with the path of its line; ``shift`` keeps parallel lines apart."""

    edge: Edge
    path: str


@dataclass(frozen=True)
class Drawing:
    """Places and lines in a box."""

    width: int
    height: int
    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...]


def draw(network: Network, language: str = "zh") -> Drawing:
    """Place every body of a network; names are set in a language."""
    names = {iri: cut_name(value.label(language)) for iri, value in network.nodes.items()}
    row_height = _TALL_ROW if any(len(lines) > 1 for lines in names.values()) else _ROW
    columns = _ordered(network, _columns(network))
    tallest = max((len(column) for column in columns), default=1)
    height = 2 * _MARGIN + max(tallest, 2) * row_height
    places: dict[str, tuple[int, int]] = {}
    for number, column in enumerate(columns):
        gap = (height - 2 * _MARGIN) / max(len(column), 1)
        for row, iri in enumerate(column):
            places[iri] = (_MARGIN + 130 + number * _COLUMN, round(_MARGIN + gap * (row + 0.5)))
    width = _MARGIN * 2 + 260 + max(len(columns) - 1, 1) * _COLUMN
    degrees = Counter(iri for edge in network.edges for iri in {edge.source, edge.target})
    nodes = tuple(PlacedNode(iri, x, y, degrees[iri], names[iri]) for iri, (x, y) in places.items())
    edges = tuple(PlacedEdge(edge, _line(places[edge.source], places[edge.target])) for edge in network.edges)
    return Drawing(width, height, nodes, edges)


def cut_name(name: str) -> tuple[str, ...]:
    """Cut a name into one line or two; what does not fit into two is left out.

    >>> cut_name("Lianyungang Municipal Coordination Group for Open Factory Affairs")
    ('Lianyungang Municipal', 'Coordination Group for Op…')
    """
    if _columns_of(name) <= _LINE + 4:  # no second line for a word or two
        return (name,)
    first = _beginning(name)
    rest = name[len(first) :].strip()
    second = rest if _columns_of(rest) <= _LINE else _cut(rest, _LINE - 1) + "…"
    return first.strip(), second


def _beginning(name: str) -> str:
    cut = _cut(name, _LINE)
    space = cut.rfind(" ")
    return cut[:space] if space > _LINE // 2 and name[len(cut)] != " " else cut


def _cut(text: str, columns: int) -> str:
    taken = 0
    for place, character in enumerate(text):
        taken += _columns_of(character)
        if taken > columns:
            return text[:place]
    return text


def _columns_of(text: str) -> int:
    return sum(2 if character >= "\u2e80" else 1 for character in text)


def _columns(network: Network) -> list[list[str]]:
    """Sort bodies into columns by the longest way from one that nothing points to; circles are cut."""
    level = dict.fromkeys(network.nodes, 0)
    for _ in range(_WIDEST - 1):
        before = dict(level)
        for edge in network.edges:
            # What belongs somewhere is drawn behind what it belongs to.
            first, second = (
                (edge.target, edge.source) if edge.relation in HIERARCHY else (edge.source, edge.target)
            )
            if first != second:
                level[second] = max(level[second], min(before[first] + 1, _WIDEST - 1))
    used = sorted(set(level.values()))
    return [sorted(iri for iri in network.nodes if level[iri] == value) for value in used]


def _ordered(network: Network, columns: list[list[str]]) -> list[list[str]]:
    """Bring neighbours to the same height by their neighbours' mean rank, a few sweeps."""
    near: dict[str, list[str]] = {iri: [] for iri in network.nodes}
    for edge in network.edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    for _ in range(6):
        rank = {iri: (row + 0.5) / len(column) for column in columns for row, iri in enumerate(column)}
        columns = [sorted(column, key=lambda iri: (_mean(near[iri], rank, iri), iri)) for column in columns]
    return columns


def _mean(neighbours: list[str], rank: Mapping[str, float], own: str) -> float:
    return sum(rank[iri] for iri in neighbours) / len(neighbours) if neighbours else rank[own]


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = start, end
    if abs(x1 - x2) < 60:
        return f"M{x1},{y1}Q{x1 - 70},{(y1 + y2) // 2} {x2},{y2}"
    middle = (x1 + x2) // 2
    return f"M{x1},{y1}C{middle},{y1} {middle},{y2} {x2},{y2}"


@dataclass(frozen=True)
class Branch:
    """A body in a hierarchy, the edge that ties it to the one above, and those below it."""

    iri: str
    edge: Edge | None
    below: tuple[Branch, ...]


def grow_tree(network: Network) -> tuple[Branch, ...]:
    """Turn relations of belonging into trees: the object stands above the subject; a circle is cut where it closes."""
    children: dict[str, list[Edge]] = {}
    for edge in network.edges:
        children.setdefault(edge.target, []).append(edge)
    lower = {edge.source for edge in network.edges}
    roots = [iri for iri in network.nodes if iri not in lower] or list(network.nodes)[:1]
    return tuple(_branch(iri, None, children, frozenset()) for iri in roots)


def _branch(iri: str, edge: Edge | None, children: Mapping[str, list[Edge]], above: frozenset[str]) -> Branch:
    path = above | {iri}
    below = tuple(
        _branch(each.source, each, children, path)
        for each in children.get(iri, ())
        if each.source not in path
    )
    return Branch(iri, edge, below)
