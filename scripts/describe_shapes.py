"""Write docs/shapes.md from the shapes and the mutations that they catch."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Write the page."""
    from kg.checking.guide import write_guide
    from kg.checking.shapes import load_shapes
    from tests.shapes.examples import examples

    (ROOT / "docs" / "shapes.md").write_text(write_guide(load_shapes(), examples()), encoding="utf-8")


if __name__ == "__main__":
    main()
