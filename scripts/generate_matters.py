"""Writes ontology/matters.ttl from kg/corpus/matters.yaml; run it after every change of that list."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE, TARGET = ROOT / "kg/corpus/matters.yaml", ROOT / "ontology/matters.ttl"
ID = "https://w3id.org/dutygraph/id/"

HEAD = f"""\
# Matters: what duties are about. Written by scripts/generate_matters.py from kg/corpus/matters.yaml; change that list.
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/dutygraph/ontology/matters> a owl:Ontology ;
  owl:imports <https://w3id.org/dutygraph/ontology/core> ;
  owl:versionIRI <https://w3id.org/dutygraph/ontology/0.1.0/matters> ;
  owl:versionInfo "0.1.0" ;
  dct:license <https://www.apache.org/licenses/LICENSE-2.0> ;
  dct:title "dutygraph 事项"@zh, "dutygraph matters"@en ;
  dct:description "职责所涉事务的方案。"@zh, "The scheme of what duties are about."@en .

<{ID}scheme/matters> a owl:NamedIndividual, skos:ConceptScheme ;
  skos:prefLabel "事项"@zh, "matters"@en ;
  skos:definition "职责所涉的事务。"@zh, "What duties are about."@en .
"""


def quote(word: str, language: str) -> str:
    """Write a word as a Turtle literal."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}'


Matter = dict[str, str | list[str] | None]


def describe(matter: Matter) -> str:
    """Write one matter as Turtle."""
    slug, wider = matter["slug"], matter.get("broader")
    preferred = {"zh": str(matter["zh"]), "en": str(matter["en"])}
    lines = [
        f"<{ID}matter/{slug}> a owl:NamedIndividual, skos:Concept ;",
        f"  skos:inScheme <{ID}scheme/matters> ;",
    ]
    lines.append(
        f"  skos:broader <{ID}matter/{wider}> ;" if wider else f"  skos:topConceptOf <{ID}scheme/matters> ;"
    )
    lines.append(f'  skos:notation "{slug}" ;')
    others = []
    for language, word in preferred.items():
        given = matter.get(f"alt_{language}") or ()
        others += [quote(other, language) for other in dict.fromkeys(given) if other != word]
    if others:
        lines.append(f"  skos:altLabel {', '.join(others)} ;")
    lines.append(f"  skos:prefLabel {quote(preferred['zh'], 'zh')}, {quote(preferred['en'], 'en')} .")
    return "\n".join(lines) + "\n"


def generate(source: str) -> str:
    """Turn the list of matters into the scheme."""
    matters = sorted(yaml.safe_load(source), key=lambda matter: str(matter["slug"]))
    return "\n".join([HEAD, *map(describe, matters)])


if __name__ == "__main__":
    TARGET.write_text(generate(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
