"""What a question costs: on the five documents, and against the facts of thousands that vary them.

Run ``python bench/asking.py [DOCUMENTS]`` (the five alone without it). Generated documents are the four local ones with other names
of places and other IRIs; the chosen facts are then fetched from the store of the five, which costs the same at any
size because every fact is fetched by its IRI. Prints seconds to prepare, memory, and milliseconds a question.
"""

from __future__ import annotations

import itertools
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from kg.asking.answering import Asker
from kg.asking.knowledge import Fact, Knowledge, Node
from kg.coding.corpus import load_corpus
from kg.graph import build
from kg.store.engine import Engine
from kg.store.memory import open_memory
from kg.store.terms import Bindings, Row, iri

QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "asking" / "questions" / "tuned.yaml"
SYLLABLES = dict(
    zip(
        "安宝昌德丰广海和华吉江金康兰临隆茂宁平齐庆荣瑞山盛泰通文武西祥新兴阳永裕云泽昭镇",
        [
            "an",
            "bao",
            "chang",
            "de",
            "feng",
            "guang",
            "hai",
            "he",
            "hua",
            "ji",
            "jiang",
            "jin",
            "kang",
            "lan",
            "lin",
            "long",
            "mao",
            "ning",
            "ping",
            "qi",
            "qing",
            "rong",
            "rui",
            "shan",
            "sheng",
            "tai",
            "tong",
            "wen",
            "wu",
            "xi",
            "xiang",
            "xin",
            "xing",
            "yang",
            "yong",
            "yu",
            "yun",
            "ze",
            "zhao",
            "zhen",
        ],
        strict=True,
    )
)
PLACES = {"连云港": "Lianyungang", "顺义": "Shunyi", "益民": "Yimin", "枞阳": "Zongyang"}


def places() -> Iterator[tuple[str, str]]:
    """Give names of places that do not exist, in Chinese and in pinyin."""
    for one in itertools.product(SYLLABLES, repeat=3):
        yield "".join(one), "".join(SYLLABLES[part] for part in one).capitalize()


def vary(five: Knowledge, count: int) -> Knowledge:
    """Multiply what is known of the five documents to ``count`` documents of other places."""
    national = next(document.iri for document in five.documents if document.level == "national")
    local = replace(
        five,
        documents=tuple(one for one in five.documents if one.iri != national),
        nodes={iri: node for iri, node in five.nodes.items() if node.document != national},
        facts=tuple(fact for fact in five.facts if fact.document != national),
        silences=tuple(one for one in five.silences if one.document != national),
    )
    copies = [five, *(copy(local, name) for name in itertools.islice(places(), (count - 5) // 4))]
    return replace(
        five,
        version=f"{five.version}-{count}",
        documents=tuple(document for one in copies for document in one.documents),
        nodes={iri: node for one in copies for iri, node in one.nodes.items()},
        facts=tuple(fact for one in copies for fact in one.facts),
        silences=tuple(silence for one in copies for silence in one.silences),
    )


def copy(five: Knowledge, name: tuple[str, str]) -> Knowledge:
    """Give the five documents of another place."""

    def say(text: str) -> str:
        for chinese, pinyin in PLACES.items():
            text = text.replace(chinese, name[0][: len(chinese)]).replace(pinyin, name[1])
        return text

    def mark(subject: str) -> str:
        return f"{subject}~{name[1]}" if subject else ""

    def move(fact: Fact) -> Fact:
        parts = {part: tuple(map(mark, actors)) for part, actors in fact.parts.items()}
        return replace(
            fact,
            iri=mark(fact.iri),
            document=mark(fact.document),
            zh=say(fact.zh),
            en=say(fact.en),
            parts=parts,
        )

    def rename(node: Node) -> Node:
        return replace(
            node,
            iri=mark(node.iri),
            document=mark(node.document),
            body=mark(node.body),
            zh=say(node.zh),
            en=say(node.en),
        )

    return replace(
        five,
        documents=tuple(
            replace(
                one, iri=mark(one.iri), title=say(one.title), place=say(one.place), place_en=say(one.place_en)
            )
            for one in five.documents
        ),
        nodes={mark(subject): rename(node) for subject, node in five.nodes.items()},
        facts=tuple(move(fact) for fact in five.facts),
        silences=tuple(
            replace(one, iri=mark(one.iri), document=mark(one.document), about=mark(one.about))
            for one in five.silences
        ),
    )


class OfTheFive:
    """An engine that answers for a generated fact with the fact of the five that it varies."""

    def __init__(self, engine: Engine, version: str) -> None:
        self._engine, self.version = engine, version

    def select(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        """Answer a SELECT as rows of terms."""
        original = {name: iri(term.value.split("~")[0]) for name, term in (bindings or {}).items()}
        return self._engine.select(text, original)


def measure(asker: Asker, name: str) -> None:
    """Ask all the tuned questions and print what one costs."""
    questions = [item["question"] for item in yaml.safe_load(QUESTIONS.read_text("utf-8"))]
    asker.answer(questions[0])
    spent = []
    for question in questions:
        start = time.perf_counter()
        asker.answer(question)
        spent.append(1000 * (time.perf_counter() - start))
    spent.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: median {spent[len(spent) // 2]:.0f} ms, 95th percentile {spent[int(0.95 * len(spent))]:.0f} ms, "
          f"longest {spent[-1]:.0f} ms, {memory:.0f} MiB")  # fmt: skip


def main(count: int) -> None:
    """Measure the five documents, and ``count`` generated ones."""
    engine = open_memory(build(load_corpus()).serialize())
    asker = Asker(engine)
    start = time.perf_counter()
    five, _, _ = asker.prepare()
    print(f"5 documents, {len(five.facts)} facts: prepared in {time.perf_counter() - start:.1f} s")
    measure(asker, "5 documents")
    if count:
        start = time.perf_counter()
        many = vary(five, count)
        print(f"{count} documents, {len(many.facts)} facts: generated in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        large = Asker(OfTheFive(engine, many.version), many)
        large.prepare()
        print(f"indexed in {time.perf_counter() - start:.1f} s")
        measure(large, f"{count} documents")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
