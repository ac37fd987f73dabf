"""Match a question's words against the facts: BM25 to find candidates, then how much of the question each one covers.

BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over character bigrams for Chinese and
stems for English comes from the bm25s library; coverage, the share of the question's informative words that a fact
meets itself or by a synonym, decides whether anything answers at all.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import bm25s
import numpy as np

from kg.asking.knowledge import Fact, Knowledge
from kg.asking.normal import Language, fold_script
from kg.asking.words import Unit, bigrams, stems

__all__ = ["Match", "Matcher"]

CANDIDATES = 250
SYNONYM = 0.85  # what a synonym counts beside the word itself
FOREIGN = 0.6  # what a word counts that no fact has, unless it names a thing
UNKNOWN = (
    0.75  # what an English word counts that no fact has and no lexicon knows: a way of speaking, or a matter
)
BRIDGED = 0.4  # what Chinese words for an English question count in finding candidates
BESIDE = 0.45  # what a word counts that stands beside the fact, in the same sentence
ENTITLED = 0.3  # what a word counts that stands in the title of the fact's document
LENDERS = 8  # the best facts, whose neighbours are looked at too
REACH = 4  # how many facts before and behind
LENT = 0.3  # what a neighbour's relevance counts
AROUND = 120  # how far, in characters, the sentence around a fact is read
PARTIAL = 0.6  # what character pairs in common count beside the whole word

_SENTENCE_END = re.compile(r"[。!！?？\n]")


@dataclass(frozen=True)
class Match:
    """A fact with its relevance relative to the best (0–1) and the share of the question it covers (0–1)."""

    fact: Fact
    relevance: float
    coverage: float
    met: tuple[float, ...] = ()  # the share of the question that each of its words adds to the coverage


class _Index:
    """One language's BM25 index over all facts."""

    def __init__(self, texts: list[list[str]]) -> None:
        self.size = len(texts)
        self.frequency = Counter(token for tokens in texts for token in set(tokens))
        self._known = any(texts)
        self._bm25 = bm25s.BM25(k1=1.2, b=0.5)
        if self._known:
            self._bm25.index(texts, show_progress=False)

    def weigh(self, tokens: Sequence[str]) -> float:
        """Weigh a word by the rarity of its tokens; a word in no fact weighs as one in a single fact."""
        if not tokens:
            return 0.0
        rarity = [math.log(1 + self.size / (1 + self.frequency.get(token, 0))) for token in tokens]
        return sum(rarity) / len(rarity)

    def score(self, tokens: list[str]) -> np.ndarray:
        """Score every fact against the tokens."""
        known = [token for token in tokens if token in self.frequency]
        if not known or not self._known:
            return np.zeros(self.size)
        return np.asarray(self._bm25.get_scores(known), dtype=float)


def _largest(scores: np.ndarray, count: int) -> np.ndarray:
    """Give the rows of the largest scores, the largest first, equal ones in their order."""
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    rows = np.flatnonzero(scores >= max(float(least), 1e-9))[: 4 * count]
    return rows[np.argsort(-scores[rows], kind="stable")][:count]


class Matcher:
    """Finds the facts that a question's words speak of."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.facts = knowledge.facts
        self._zh = _Index([bigrams(fact.zh) for fact in self.facts])
        self._en = _Index([stems(fact.en) for fact in self.facts])
        self._stems: dict[int, frozenset[str]] = {}
        self._texts = {document.iri: document.text for document in knowledge.documents}
        self._titles = {document.iri: fold_script(document.title) for document in knowledge.documents}
        rows: dict[str, list[int]] = {}
        for row, fact in enumerate(self.facts):
            rows.setdefault(fact.document, []).append(row)
        self._rows = {document: np.asarray(found) for document, found in rows.items()}

    def find(self, units: Sequence[Unit], language: Language, documents: Sequence[str] | None) -> list[Match]:
        """Find the facts, of these documents or of all, that match; the most relevant first."""
        if not units:
            return []
        index = self._zh if language == "zh" else self._en
        tokens = self._tokens(units, language)
        scores = index.score(tokens[0]) + SYNONYM * index.score(tokens[1])
        if language == "en":
            bridged = dict.fromkeys(t for unit in units for word in unit.bridged for t in bigrams(word))
            scores = scores + BRIDGED * self._zh.score(list(bridged))
        allowed = self._allowed(documents)
        scores = np.where(allowed, scores, 0.0)
        scores = self._lend_to_neighbours(scores, allowed)
        best = _largest(scores, CANDIDATES)
        top = float(scores[best[0]]) if len(best) else 0.0
        if top <= 0:
            return []
        return [
            self._match(int(row), float(scores[row]) / top, units, language, index)
            for row in best
            if scores[row] > 0
        ]

    def _lend_to_neighbours(self, scores: np.ndarray, allowed: np.ndarray) -> np.ndarray:
        """Let the facts beside the best ones be looked at: a sentence cut into clauses is found by its first words."""
        lent = scores.copy()
        for row in (int(one) for one in _largest(scores, LENDERS) if scores[one] > 0):
            fact = self.facts[row]
            for other in range(max(0, row - REACH), min(len(self.facts), row + REACH + 1)):
                near = self.facts[other]
                is_near = near.document == fact.document and abs(near.start - fact.start) < AROUND
                if is_near and allowed[other] and lent[other] < LENT * scores[row]:
                    lent[other] = LENT * scores[row]
        return lent

    def _allowed(self, documents: Sequence[str] | None) -> np.ndarray:
        allowed = np.full(len(self.facts), documents is None)
        for document in documents or ():
            if document in self._rows:
                allowed[self._rows[document]] = True
        return allowed

    @staticmethod
    def _tokens(units: Sequence[Unit], language: Language) -> tuple[list[str], list[str]]:
        if language == "zh":
            words = [token for unit in units for token in bigrams(unit.word)]
            others = [token for unit in units for other in unit.others for token in bigrams(other)]
        else:
            words = [unit.word for unit in units]
            others = [other for unit in units for other in unit.others]
        return words, list(dict.fromkeys(others))

    def _match(
        self, row: int, relevance: float, units: Sequence[Unit], language: Language, index: _Index
    ) -> Match:
        weights = [self._weight(unit, language, index) for unit in units]
        total = sum(weights) or 1.0
        sentence = self._sentence(row)
        met = [
            weight * self._share(unit, row, sentence, language) / total
            for unit, weight in zip(units, weights, strict=True)
        ]
        return Match(self.facts[row], relevance, sum(met), tuple(met))

    @staticmethod
    def _weight(unit: Unit, language: Language, index: _Index) -> float:
        """Weigh a word by rarity; a doing or a manner that no fact speaks of is a way of speaking, a thing is a matter."""
        tokens = bigrams(unit.word) if language == "zh" else [unit.word]
        weight = index.weigh(tokens) * (0.2 if unit.generic else unit.weight)
        is_foreign = not (unit.others or unit.bridged) and not all(t in index.frequency for t in tokens)
        if not is_foreign:
            return weight
        return weight * (FOREIGN if unit.weight < 1.0 else UNKNOWN if language == "en" else 1.0)

    def _sentence(self, row: int) -> str:
        """Give the sentence of the text around a fact: a clause cut out of it leaves its condition behind."""
        fact = self.facts[row]
        text = self._texts.get(fact.document, "")
        if not text or fact.kind not in {"duty", "procedure"} or fact.end <= fact.start:
            return ""
        before = _SENTENCE_END.split(text[max(0, fact.start - AROUND) : fact.start])[-1]
        after = _SENTENCE_END.split(text[fact.end : fact.end + AROUND])[0]
        return fold_script(before + after) if before or after else ""

    def _share(self, unit: Unit, row: int, sentence: str, language: Language) -> float:
        share = self._own_share(unit, row, language)
        if share >= BESIDE:
            return share
        called = (unit.word, *unit.others) if language == "zh" else unit.bridged
        words = [word for word in called if len(word) > 1]
        if any(word in sentence for word in words):
            return BESIDE
        title = self._titles.get(self.facts[row].document, "")
        return max(share, ENTITLED) if any(word in title for word in words) else share

    def _own_share(self, unit: Unit, row: int, language: Language) -> float:
        fact = self.facts[row]
        if language == "en":
            words = self._stems.get(row)
            if words is None:
                words = self._stems[row] = frozenset(stems(fact.en))
            if unit.word in words:
                return 1.0
            is_met = any(other in words for other in unit.others) or any(
                word in fact.zh for word in unit.bridged
            )
            return SYNONYM * is_met
        if unit.word in fact.zh:
            return 1.0
        if any(other in fact.zh for other in unit.others):
            return SYNONYM
        half = len(unit.word) // 2
        if half >= 2 and unit.word[:half] in fact.zh and unit.word[half:] in fact.zh:
            return SYNONYM
        pairs = bigrams(unit.word)
        return PARTIAL * sum(pair in fact.zh for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0
