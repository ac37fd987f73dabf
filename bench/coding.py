"""How fast the machine coder is, and that its cost grows with the length of a document and no faster.

Run ``python -m bench.coding``: a hundred documents of 10 kB on one core, then one document of growing length.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from kg.coding.coder import code_documents

SOURCE = Path(__file__).resolve().parent.parent / "tests" / "coding" / "development"


def compose(size: int, seed: int = 0) -> bytes:
    """Compose a document of the genre of about ``size`` bytes from the development set's articles."""
    lines = [
        line
        for path in sorted(SOURCE.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if 10 < len(line) < 400
    ]
    title = "清河县食品安全委员会工作规则\n"
    parts, length, index = [title], len(title.encode()), seed
    while length < size:
        line = f"第{index - seed + 1}条 {lines[index % len(lines)]}\n"
        parts.append(line)
        length += len(line.encode())
        index += 1
    return "".join(parts).encode()


def measure(documents: list[bytes]) -> float:
    """Return the seconds it takes to code the documents, one after another."""
    begun = time.perf_counter()
    for data in documents:
        code_documents(data, "bench.txt")
    return time.perf_counter() - begun


def main() -> None:
    """Print both measurements."""
    measure([compose(2_000)])
    seconds = measure([compose(10_000, seed) for seed in range(100)])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"100 documents of 10 kB: {seconds:.1f} s, {memory} MB at most")
    sizes = [int(size) for size in sys.argv[1:]] or [50_000, 100_000, 200_000, 400_000, 800_000]
    for size in sizes:
        seconds = measure([compose(size)])
        print(f"one document of {size / 1000:.0f} kB: {seconds:.2f} s, {seconds / size * 1e6:.2f} s per MB")


if __name__ == "__main__":
    main()
