"""Write docs/validation-of-the-five.md: every violation and warning about the five documents, with why it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from kg.checking import Report

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
REASONS = ROOT / "tests" / "shapes" / "reasons.yaml"


def main() -> None:
    """Write the page."""
    from kg.checking import check_graphs
    from kg.coding.corpus import load_corpus
    from kg.graph import build

    report = check_graphs(build(load_corpus()).by_graph())
    reasons = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    page = "\n".join(_lines(report, reasons)) + "\n"
    (ROOT / "docs" / "validation-of-the-five.md").write_text(page, encoding="utf-8")


def _lines(report: Report, reasons: dict[str, dict[str, str]]) -> Iterator[str]:
    counts = report.counts
    yield "# What is wrong with the five documents"
    yield ""
    yield (
        f"`dutygraph validate` finds {counts['violation']} violations, {counts['warning']} warnings and "
        f"{counts['info']} pieces of advice. Each violation and warning was read against its text; why it stands is said once "
        "for each kind. Written by `scripts/describe_findings.py`; the reasons are in `tests/shapes/reasons.yaml`."
    )
    for document in report.documents:
        grave = [finding for finding in report.of(document) if finding.severity != "info"]
        yield from ("", f"## {report.titles[document]} (`{document}`)")
        ordered = sorted(grave, key=lambda finding: (finding.severity != "violation", finding.code))
        for code, found in groupby(ordered, key=lambda finding: finding.code):
            findings = list(found)
            yield from ("", f"**{code}** ({findings[0].severity}). {reasons[document][code]}", "")
            yield from ("| provision | about | sentence |", "| --- | --- | --- |")
            for finding in findings:
                quote = " ".join((finding.quote or "").split())
                yield f"| {finding.provision or '—'} | {_short(finding.focus_label)} | {_short(quote)} |"


def _short(text: str) -> str:
    text = text.replace("|", "\\|")
    return text if len(text) <= 60 else f"{text[:58]}…"


if __name__ == "__main__":
    main()
