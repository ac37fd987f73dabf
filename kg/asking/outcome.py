"""What a way of answering ends in: facts to tell, or the reason why there are none, with what the message must say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.asking.answer import Reason
from kg.asking.choosing import Chosen
from kg.asking.knowledge import Described, Fact, Node
from kg.asking.normal import Language

__all__ = ["Outcome", "Picked", "name_documents", "pick", "pick_chosen"]


@dataclass(frozen=True)
class Picked:
    """A fact picked to be told: its kind (which query tells it), its IRI, how well it answers."""

    kind: str
    iri: str
    score: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Facts, or a reason. ``message`` names the template to say (else the reason's own) and ``values`` fill it."""

    intent: str
    facts: tuple[Picked, ...] = ()
    reason: Reason | None = None
    message: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[Node, ...] = ()
    derived: tuple[tuple[Fact, ...], ...] = ()
    missing: tuple[str, ...] = ()
    is_counted: bool = False  # the number of the facts is itself asked for

    @property
    def is_answered(self) -> bool:
        """Tell whether this answers."""
        return self.reason is None and bool(self.facts or self.derived)


def pick(facts: Iterable[Fact], score: float = 1.0) -> tuple[Picked, ...]:
    """Pick facts as they are."""
    return tuple(Picked(fact.kind, fact.iri, score) for fact in facts)


def pick_chosen(chosen: Iterable[Chosen]) -> tuple[Picked, ...]:
    """Pick ranked facts with their scores."""
    return tuple(Picked(one.fact.kind, one.fact.iri, one.score) for one in chosen)


def name_documents(documents: Sequence[Described], language: Language, most: int = 5) -> str:
    """Name documents in a sentence of the language."""
    titles = [d.title if language == "zh" else d.title_en or d.title for d in documents[:most]]
    return "、".join(f"《{title}》" for title in titles) if language == "zh" else "; ".join(titles)
