"""What kind of answer a question wants, which relation of oversight, and which part in a procedure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.asking.lexicons import load_lexicon

__all__ = ["INTENTS", "Intent", "Wants", "asks_who", "find_wants", "is_relation_word", "strip_cues"]

Intent = Literal[
    "who-supervises",
    "who-does",
    "what-duties",
    "membership",
    "hierarchy",
    "how-often",
    "deadline",
    "threshold",
    "procedure-steps",
    "reference",
    "disclosure",
    "compare-across-documents",
    "which-documents",
    "defect",
    "not-understood",
]
INTENTS: tuple[Intent, ...] = Intent.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Wants:
    """The kinds of answer wanted, heaviest first, the relations of oversight asked about, and the parts asked for."""

    intents: tuple[tuple[Intent, float], ...]
    relations: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def intent(self) -> Intent:
        """The heaviest kind."""
        return self.intents[0][0] if self.intents else "not-understood"

    def weight(self, intent: Intent) -> float:
        """How strongly a kind was asked for."""
        return dict(self.intents).get(intent, 0.0)


@cache
def _intents() -> dict[str, list[tuple[float, re.Pattern[str]]]]:
    lists = load_lexicon("intents", dict[str, list[tuple[float, str]]])
    return {
        intent: [(weight, re.compile(pattern)) for weight, pattern in cues] for intent, cues in lists.items()
    }


@cache
def _relations() -> dict[str, list[re.Pattern[str]]]:
    lists = load_lexicon("relations", dict[str, list[str]])
    return {relation: [re.compile(pattern) for pattern in patterns] for relation, patterns in lists.items()}


@cache
def _roles() -> dict[str, list[re.Pattern[str]]]:
    lists = load_lexicon("roles", dict[str, dict[str, str]])
    return {
        role: [re.compile(pattern) for pattern in languages.values()] for role, languages in lists.items()
    }


# What a question sets aside is not what it asks about (to sanction rather than merely to guide).
_CONTRAST = re.compile(
    r"(而不是|而非|不只是|不仅仅是?|并非)[^,，。?？]*|\b(rather than|not just|not merely|instead of)\b[^,?.;]*"
)


def find_wants(text: str) -> Wants:
    """Weigh every kind of question by the cues in the normalised text."""
    weights: dict[str, float] = {}
    for intent, cues in _intents().items():
        weight = sum(weight for weight, pattern in cues if pattern.search(text))
        if weight:
            weights[intent] = weight
    order = {intent: rank for rank, intent in enumerate(_intents())}
    ranked = sorted(weights.items(), key=lambda item: (-item[1], order[item[0]]))
    meant = _CONTRAST.sub(" ", text)
    relations = tuple(r for r, patterns in _relations().items() if any(p.search(meant) for p in patterns))
    roles = tuple(r for r, patterns in _roles().items() if any(p.search(text) for p in patterns))
    return Wants(intents=tuple(ranked), relations=relations, roles=roles)  # type: ignore[arg-type]


_WHO = re.compile(
    r"谁|哪一?(个|家|些|级|位|几个|几家|几|边|方|口|块)?[^,?]{0,6}(单位|部门|机构|组织|组|局|部|人|委|办|站|所|会|院|室|科|处|团|校|方|级|家|位)"
    r"|(什么|啥)(单位|部门|机构|人|组织)|归哪|由哪|找哪|哪儿管|哪里管|归口|哪个|哪家"
    r"|\b(who|whom|whose|which|what (body|unit|department|bureau|office|agency|authority|group|organ))\b"
)
# Who is asked for as the one something is done to, not as the one who does it.
_WHOM = re.compile(
    r"(给|送|报|呈|交|向|安排|邀请|选出?|授予|通知|培训|汇报给|反馈给|提交给|发给|印发|抄送)(到|往|了)?(谁|哪|什么)|对(谁|哪些?)[^,?]{0,4}(进行|实行|开展)|\b(to|for|on|with|against) (whom|which)\b"
)


def asks_who(text: str) -> bool:
    """Tell whether a normalised question asks who does something, not to whom it is done or in which way."""
    return bool(_WHO.search(_WHOM.sub(" ", text)))


def is_relation_word(word: str) -> bool:
    """Tell whether a word says only which relation is asked about (查处, 指导, supervise …)."""
    return any(pattern.fullmatch(word) for patterns in _relations().values() for pattern in patterns)


def strip_cues(text: str, wants: Wants) -> str:
    """Blank the words that only said which kind of answer is wanted, so that content words remain."""
    for intent, _ in wants.intents:
        for weight, pattern in _intents()[intent]:
            if weight >= 2.5 and intent in {"compare-across-documents", "which-documents"}:
                text = pattern.sub(" ", text)
    return text
