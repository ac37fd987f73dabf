"""Write the codings of kg/corpus anew on what kg.reading now reads, every fact at its words' new place."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.coding.anchoring import anchor  # noqa: E402 - the checkout goes before what is installed
from kg.coding.files import read_codings, to_yaml  # noqa: E402
from kg.reading import read_documents  # noqa: E402

DOCUMENTS = ("lianyungang", "shunyi", "national", "yimin", "zongyang")


def main() -> None:
    """Rewrite every coding and second coding whose text has changed."""
    source = ROOT / "kg" / "corpus" / "five-documents.txt"
    documents = dict(zip(DOCUMENTS, read_documents(source.read_bytes(), origin=source.name), strict=True))
    for path in sorted((ROOT / "kg" / "corpus").glob("*codings/*.yaml")):
        codings = [anchor(coding, documents[coding.document.id]) for coding in read_codings(path)]
        path.write_text(to_yaml(codings, compact=True), encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
