"""The reference page of the shapes: every rule with its severity, its reason, its words and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kg.checking.report import Finding
from kg.checking.shapes import Shape, Shapes

__all__ = ["Example", "write_guide"]

_SEVERITIES = {
    "violation": "violation 必须改正: must be put right before the document is published",
    "warning": "warning 需要判断: a person has to decide",
    "info": "info 建议: advice",
}
_OPENING = """# The shapes 核查规则

What `dutygraph validate` checks. This page is written by `scripts/describe_shapes.py` from `shapes/*.ttl`; edit those.
Each rule has a stable code. The example says how the clean coding (`tests/shapes/clean.yaml`) was spoilt, and what was found then.

"""


@dataclass(frozen=True)
class Example:
    """How a clean document was spoilt, and the finding that this gave."""

    spoilt: str
    finding: Finding


def write_guide(shapes: Shapes, examples: Mapping[str, Example]) -> str:
    """Write the reference page in Markdown; ``examples`` are by code."""
    lines = [f"- {words}" for words in _SEVERITIES.values()]
    for concern, members in groupby(shapes.all, key=lambda shape: shape.concern):
        lines += ["", f"## {concern.capitalize()}"]
        for shape in sorted(members, key=lambda shape: shape.code):
            lines += _describe(shape, examples.get(shape.code))
    return _OPENING + "\n".join(lines) + "\n"


def _describe(shape: Shape, example: Example | None) -> Iterator[str]:
    yield ""
    yield f"### {shape.code}"
    yield ""
    yield f"- **{shape.severity}** (`dgs:{shape.name}`), because: {shape.reason_en} {shape.reason_zh}"
    yield f"- Says: {_plain(shape.message_en)} {_plain(shape.message_zh)}"
    yield f"- Suggests: {shape.suggestion_en} {shape.suggestion_zh}"
    if example:
        quote = f" — “{' '.join(example.finding.quote.split())}”" if example.finding.quote else ""
        yield f"- Example: {example.spoilt}: {example.finding.message_en}{quote}"


def _plain(message: str) -> str:
    return message.replace("{$this}", "〈…〉").replace("{?value}", "〈…〉")
