"""Judge answers against answers read by hand, as strictly as a reader would."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.asking.answer import Answer

QUESTIONS = Path(__file__).parent / "questions"

# The reasons that count as the same way of not answering.
UNANSWERABLE = {"heading-lost", "silent", "not-in-documents", "unknown-matter", "not-understood"}


@dataclass(frozen=True)
class Question:
    id: str
    question: str
    kind: str
    answer: tuple[str, ...]
    also: tuple[str, ...]
    evidence: tuple[str, ...]
    documents: tuple[str, ...]
    reason: str | None


def load_questions(name: str) -> list[Question]:
    path = QUESTIONS / name
    plain = (
        json.loads(path.read_text("utf-8"))
        if path.suffix == ".json"
        else yaml.safe_load(path.read_text("utf-8"))
    )
    return [
        Question(
            id=item["id"],
            question=item["question"],
            kind=item["kind"],
            answer=tuple(item.get("answer", ())),
            also=tuple(item.get("also") or item.get("also_accept") or ()),
            evidence=tuple(item.get("evidence", ())),
            documents=tuple(item.get("documents", ())),
            reason=item.get("reason") or item.get("unanswerable_reason"),
        )
        for item in plain
    ]


def plain(text: str) -> str:
    """Fold what a quotation may differ in: width, punctuation, spaces, case."""
    return re.sub(r"[^\w%]", "", unicodedata.normalize("NFKC", text)).lower()


def has_evidence(answer: Answer, question: Question) -> bool:
    quotes = [plain(evidence.quote) for item in answer.answers for evidence in item.evidence]
    if not question.evidence:
        return True
    return any(
        plain(wanted) in quote or (len(quote) > 8 and quote in plain(wanted))
        for wanted in question.evidence
        for quote in quotes
    )


def _is_said(wanted: str, said: str) -> bool:
    """A name or number must stand there; a summary of more than eight characters may be in other words."""
    if wanted in said:
        return True
    pairs = [wanted[i : i + 2] for i in range(len(wanted) - 1)]
    return len(wanted) > 8 and sum(pair in said for pair in pairs) >= 0.75 * len(pairs)


def verdict(answer: Answer, question: Question) -> str:
    """Say ``right``, or in a few words what is wrong."""
    if question.kind == "unanswerable":
        if answer.answered:
            return "answered what cannot be answered"
        if answer.reason != question.reason:
            return f"reason {answer.reason}, not {question.reason}"
        return "right" if has_evidence(answer, question) else "no evidence"
    if not answer.answered:
        return f"not answered: {answer.reason}"
    said = plain(
        " ".join(
            f"{item.text} {item.text_zh} {item.text_en} {' '.join(e.quote for e in item.evidence)}"
            for item in answer.answers
        )
    )
    missing = [wanted for wanted in question.answer if not _is_said(plain(wanted), said)]
    allowed = any(plain(other) in said for other in question.also)
    if missing and not allowed:
        return f"misses {missing[0]}"
    return "right" if has_evidence(answer, question) else "no evidence"
