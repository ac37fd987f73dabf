"""How well the machine codes: F1 per component against the codings by hand, document by document.

Run ``python bench/accuracy.py [reviewed|development|untuned|unseen …]``; ``--errors FILE`` also writes every disagreement of
the sets that rules may be tuned on. Each source is coded as it came, so a wrong repair counts against the machine: a
document whose restored text is not the one coded by hand is marked ``≠`` and measured on the right text instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import mean

from kg.coding.agreement import Agreement, compare_codings, to_terminal
from kg.coding.coder import code_documents
from kg.coding.files import read_codings
from kg.coding.model import Coding

__all__ = ["COMPONENTS", "SEALED", "SETS", "Score", "measure", "measure_set"]

ROOT = Path(__file__).resolve().parent.parent
COMPONENTS = (
    "duties", "duty-spans", "duty-bearers", "duty-bearer-status", "duty-actions", "duty-supervision", "bodies", "posts",
    "memberships", "offices", "relations", "procedures", "procedure-spans", "citations",
)  # fmt: skip
SETS = ("reviewed", "development", "untuned", "unseen")
# Sets measured only, whose disagreements are never written out. None now: the last one has been read and is part of `unseen`.
SEALED: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Score:
    """One document's figures: F1 by component, or for a text not of the genre the number of facts coded in it."""

    document: str
    same_text: bool
    f1: dict[str, float | None]
    invented: int | None
    agreement: Agreement | None


def code_text(source: bytes) -> list[Coding]:
    """Code a source as the command does."""
    return code_documents(source, "source.txt")


def measure(source: bytes, gold: Coding) -> Score:
    """Code ``source`` and compare the coding of the same document with the one by hand."""
    codings = code_text(source)
    bare = "".join(gold.text.split())
    coding = next((item for item in codings if "".join(item.text.split()) == bare), None)
    same_text = coding is not None
    if coding is None:
        coding = next(
            (c for c in code_text(gold.text.encode()) if "".join(c.text.split()) == bare), codings[0]
        )
    return score(coding, gold, same_text=same_text)


def score(coding: Coding, gold: Coding, *, same_text: bool) -> Score:
    """Compare one machine coding with the one by hand."""
    name = gold.document.id
    if not gold.document.genre:
        return Score(document=name, same_text=same_text, f1={}, invented=_count_facts(coding), agreement=None)
    if "".join(coding.text.split()) != "".join(gold.text.split()):
        return Score(
            document=name, same_text=False, f1=dict.fromkeys(COMPONENTS, 0.0), invented=None, agreement=None
        )
    agreement = compare_codings(coding, gold)
    figures = {component: agreement.component(component).f1 for component in COMPONENTS}
    return Score(document=name, same_text=same_text, f1=figures, invented=None, agreement=agreement)


def _count_facts(coding: Coding) -> int:
    lists = (
        "bodies",
        "posts",
        "memberships",
        "relations",
        "duties",
        "procedures",
        "disclosures",
        "citations",
    )
    return sum(len(getattr(coding, field.name)) for field in fields(coding) if field.name in lists)


def measure_set(name: str) -> Iterator[Score]:
    """Measure every document of ``reviewed``, ``development`` or of a sealed set."""
    if name == "reviewed":
        corpus = ROOT / "kg" / "corpus"
        source = (corpus / "five-documents.txt").read_bytes()
        golds = [
            coding for path in sorted((corpus / "codings").glob("*.yaml")) for coding in read_codings(path)
        ]
        codings = code_text(source)
        for gold in golds:
            same = next((item for item in codings if item.text == gold.text), None)
            yield measure(gold.text.encode(), gold) if same is None else score(same, gold, same_text=True)
        return
    for path in sorted((ROOT / "tests" / "coding" / name).glob("*.yaml")):
        source = path.with_suffix(".txt").read_bytes()
        yield from (measure(source, gold) for gold in read_codings(path))


def print_table(name: str, scores: list[Score]) -> None:
    """Print one line a document and the means."""
    print(f"\n{name}")
    print(f"{'':<34}" + "".join(f"{_abbreviate(component):>8}" for component in COMPONENTS))
    for item in scores:
        label = item.document[:31] + ("" if item.same_text else " ≠")
        if item.invented is not None:
            print(f"{label:<34}not of the genre: {item.invented} facts coded")
        else:
            print(f"{label:<34}" + "".join(f"{_figure(item.f1[component]):>8}" for component in COMPONENTS))
    means = [_mean([item.f1[c] for item in scores if item.f1]) for c in COMPONENTS]
    print(f"{'mean':<34}" + "".join(f"{_figure(value):>8}" for value in means))


def _abbreviate(component: str) -> str:
    short = {"duty-spans": "spans", "duty-bearers": "bearers", "duty-bearer-status": "status", "duty-actions": "actions",
             "duty-supervision": "superv.", "memberships": "members", "relations": "relat.", "procedures": "proced.",
             "procedure-spans": "p.spans", "citations": "cited"}  # fmt: skip
    return short.get(component, component)


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def main() -> None:
    """Measure the sets asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], default=[])
    parser.add_argument(
        "--errors", type=Path, help="write the disagreements of the sets that are not sealed here"
    )
    options = parser.parse_args()
    errors = []
    for name in options.sets or SETS:
        scores = list(measure_set(name))
        print_table(name, scores)
        if name not in SEALED:
            errors += [to_terminal(item.agreement) for item in scores if item.agreement]
    if options.errors:
        options.errors.write_text("\n\n".join(errors), encoding="utf-8")


if __name__ == "__main__":
    main()
