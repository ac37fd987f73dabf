"""What reading costs by length: seconds of one core for texts of several kinds, each twice as long as the one before.

Run ``python bench/reading.py [KILOBYTES]`` (the longest text, 1000 without it). The last column is the cost per
megabyte: it stays level because reading is linear in the length.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kg.reading import read_document

FIVE = Path(__file__).resolve().parent.parent / "kg" / "corpus" / "five-documents.txt"
SENTENCE = "市教育局负责指导学校依法健全完善校务公开民主管理制度，积极探索有效途径。"
KINDS = {
    "the five documents, damaged": FIVE.read_text(encoding="utf-8"),
    "numbered items": f"一、工作职责\n(一)成员单位\n1、{SENTENCE}\n2、{SENTENCE}\n",
    "lines wrapped in mid-word": "市教育局负责指导学校依法健全完善校务公开民主管理制度积极探索\n",
    "one giant line": SENTENCE,
    "ten thousand nested brackets": "(" * 10_000 + ")" * 10_000,
}


def measure(text: str) -> float:
    """Read a text once and give the seconds of processor time."""
    start = time.process_time()
    read_document(text)
    return time.process_time() - start


def main(longest: int) -> None:
    """Print one row a text."""
    measure(SENTENCE)  # loads the word list
    print(f"{'kind':32}{'kB':>8}{'seconds':>10}{'s/MB':>8}")
    for kind, unit in KINDS.items():
        for size in (longest // 4, longest // 2, longest):
            text = unit * max(1, size * 1000 // len(unit.encode()))
            length = len(text.encode()) / 1000
            seconds = measure(text)
            print(f"{kind:32}{length:8.0f}{seconds:10.2f}{seconds / length * 1000:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
