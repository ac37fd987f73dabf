"""What of the graph can be found: one entry a thing, with its cells, its facets and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.browsing.amounts import deadline_in_words, frequency_in_words
from kg.browsing.body import own_kinds
from kg.browsing.facts import Facts, Value, read_facts
from kg.browsing.names import address_of, provision_in_words
from kg.browsing.reader import kind_of
from kg.store.engine import Engine

__all__ = ["Entry", "read_entries", "some_of"]


@dataclass(frozen=True)
class Entry:
    """One thing that can be found; ``name`` and ``text`` are the words it is found by."""

    kind: str
    iri: str
    document: str
    place: int
    cells: dict[str, tuple[Value, ...]]
    facets: dict[str, tuple[Value, ...]]
    name: str
    text: str = ""


_YES = Value("true", None, None, "已审定", "reviewed")
_NO = Value("false", None, None, "未审定", "not reviewed")
_NAMED = 8  # documents named in one cell
_BODY_KINDS = ("body", "category")


def read_entries(engine: Engine) -> Iterator[Entry]:
    """Read everything that can be found, document by document, then the matters."""
    matters = read_facts(engine, "describe-matters")
    touched: Counter[str] = Counter()
    where: dict[str, dict[str, Value]] = {}
    for graph in engine.graphs():
        name = graph.rpartition("/graph/")
        if not name[1] or name[2] in ("vocabulary", "statistics"):
            continue
        for entry in _document_entries(engine, graph, f"{name[0]}/document/{name[2]}", matters):
            for matter in entry.cells.get("matter", ()):
                touched[matter.text] += 1
                where.setdefault(matter.text, {}).update(
                    {each.text: each for each in entry.cells["document"]}
                )
            yield entry
    for facts in matters.values():
        yield _matter(facts, touched[facts.iri], tuple(where.get(facts.iri, {}).values()))


def _document_entries(
    engine: Engine, graph: str, document: str, matters: Mapping[str, Facts]
) -> Iterator[Entry]:
    about = read_facts(engine, "describe-resource", node=document).get(document)
    if about is None:
        return
    statements = read_facts(engine, "list-statements-of-document", graph=graph)
    amounts = read_facts(engine, "list-amounts-of-document", graph=graph)
    bearers = Counter(each.text for facts in statements.values() for each in facts.all("dg:bearer"))
    home = _Home(about, statements, amounts, bearers, matters)
    duties = sum(1 for facts in statements.values() if facts.is_a("dg:Duty"))
    yield home.document(duties)
    for facts in statements.values():
        entry = home.entry(facts)
        if entry is not None:
            yield entry
    provisions = read_facts(engine, "list-provisions-of-document", graph=graph).values()
    yield from home.provisions(list(provisions))


class _Home:
    """The document whose entries are made, with what they share."""

    def __init__(
        self,
        about: Facts,
        statements: dict[str, Facts],
        amounts: dict[str, Facts],
        bearers: Counter[str],
        matters: Mapping[str, Facts],
    ) -> None:
        self.matters = matters
        self.about, self.statements, self.amounts, self.bearers = about, statements, amounts, bearers
        self.named = (replace(about.named, text=about.iri),)
        reviewed = about.text("dg:reviewed") == "true"
        self.shared = {"document": self.named, "reviewed": (_YES if reviewed else _NO,)}

    def document(self, duties: int) -> Entry:
        """Make the entry of the document itself."""
        about = self.about
        cells = {
            "name": self.named,
            "issuer": about.all("dg:issuer") or about.all("dg:issuerName"),
            "number": about.all("eli:id_local"),
            "date": about.all("eli:date_document"),
            "level": about.all("dg:level"),
            "place": about.all("dct:spatial"),
            "duties": (Value(str(duties)),),
            "document": self.named,
        }
        facets = {"level": about.all("dg:level"), "reviewed": self.shared["reviewed"]}
        words = _words(self.named, cells["issuer"], cells["number"], cells["place"])
        return Entry("document", about.iri, about.iri, 0, cells, facets, words)

    def entry(self, facts: Facts) -> Entry | None:
        """Make the entry of a statement or a body; None for what nobody looks for by itself."""
        kind = kind_of(facts)
        if kind == "duty":
            return self._duty(facts)
        if kind == "procedure":
            return self._procedure(facts)
        if kind == "disclosure":
            cells = {
                "name": _own(facts),
                "type": own_kinds(facts),
                "category": facts.all("dg:category"),
                "date": facts.all("dg:date"),
            }
            return self._made("disclosure", facts, cells, {"type": own_kinds(facts)})
        if kind == "citation":
            cells = {
                "name": _own(facts),
                "number": facts.all("dg:citedNumber"),
                "issuer": facts.all("dg:citedIssuer"),
            }
            return self._made("citation", facts, cells, {})
        if kind == "defect":
            kinds = facts.all("dg:defectKind")
            return self._made("defect", facts, {"name": _own(facts), "type": kinds}, {"type": kinds})
        if kind == "silence":
            cells = {
                "name": _own(facts),
                "about": facts.all("dg:about"),
                "question": facts.all("dg:question"),
            }
            return self._made("silence", facts, cells, {"question": cells["question"]})
        address = address_of(facts.iri) or address_of(facts.iri, facts.iri.partition("/id/")[0] + "/id/")
        return self._body(facts) if address and address.kind in _BODY_KINDS else None

    def _duty(self, facts: Facts) -> Entry:
        functions = self._of_bearers(facts, "dg:function")
        cells = {
            "text": _own(facts),
            "bearer": facts.all("dg:bearer"),
            "action": facts.all("dg:action"),
            "matter": facts.all("dg:matter"),
            "target": facts.all("dg:target"),
            "modality": facts.all("dg:modality"),
            "status": facts.all("dg:bearerStatus"),
        }
        facets = {
            "level": self._of_bearers(facts, "dg:level") or self.about.all("dg:level"),
            "function": functions,
            "action": cells["action"],
            "matter": tuple(self._with_broader(cells["matter"])),
            "supervision": facts.all("dg:supervisionKind"),
            "modality": cells["modality"],
            "status": cells["status"],
        }
        return self._made(
            "duty", facts, cells, facets, _words(cells["bearer"], cells["matter"], cells["target"])
        )

    def _with_broader(self, matters: Iterable[Value]) -> Iterator[Value]:
        """Give matters and all above them, each once: a duty about one is found under all."""
        waiting, found = list(matters), set[str]()
        while waiting:
            matter = waiting.pop(0)
            if matter.text not in found:
                found.add(matter.text)
                yield matter
                waiting += (
                    self.matters[matter.text].all("skos:broader") if matter.text in self.matters else ()
                )

    def _procedure(self, facts: Facts) -> Entry:
        cells = {
            "name": _own(facts),
            "type": facts.all("dg:procedureKind"),
            "body": facts.all("dg:body"),
            "convener": facts.all("dg:convener"),
            "frequency": self._amount(facts.one("dg:frequency")),
            "deadline": self._amount(facts.one("dg:deadline")),
        }
        return self._made(
            "procedure", facts, cells, {"type": cells["type"]}, _words(cells["body"], facts.all("dg:quote"))
        )

    def _body(self, facts: Facts) -> Entry:
        cells = {
            "name": _own(facts),
            "type": own_kinds(facts),
            "level": facts.all("dg:level"),
            "function": facts.all("dg:function"),
            "place": facts.all("dct:spatial"),
            "duties": (Value(str(self.bearers[facts.iri])),),
        }
        facets = {name: cells[name] for name in ("type", "level", "function")}
        return self._made("body", facts, cells, facets, _words(facts.all("skos:altLabel"), cells["place"]))

    def provisions(self, provisions: list[Facts]) -> Iterator[Entry]:
        """Make the entries of the leaves of the provision tree."""
        text = self.about.text("dg:text") or ""
        parents = {facts.text("eli:is_part_of") for facts in provisions}
        for facts in provisions:
            words = text[int(facts.text("dg:start") or 0) : int(facts.text("dg:end") or 0)].strip()
            if facts.iri in parents or not words:
                continue
            cells = {"text": (Value(words, facts.iri, "zh", words),), "provision": (_path(facts.named),)}
            yield self._made("provision", facts, cells, {}, words)

    def _made(
        self,
        kind: str,
        facts: Facts,
        cells: Mapping[str, tuple[Value, ...]],
        facets: Mapping[str, tuple[Value, ...]],
        text: str = "",
    ) -> Entry:
        provision = facts.all("dg:provision")
        own = {"provision": tuple(_path(each) for each in provision)} if provision else {}
        order = facts.text("dg:order") or "0"
        first = cells.get("text") or cells.get("name") or ()
        return Entry(
            kind,
            facts.iri,
            self.about.iri,
            int(order) if order.isdigit() else 0,
            {"document": self.named} | own | dict(cells),
            self.shared | dict(facets),
            _words(first) if kind != "provision" else "",
            text,
        )

    def _of_bearers(self, duty: Facts, name: str) -> tuple[Value, ...]:
        known = (self.statements.get(bearer.text) for bearer in duty.all("dg:bearer"))
        values = {value.text: value for facts in known if facts for value in facts.all(name)}
        return tuple(values.values())

    def _amount(self, value: Value | None) -> tuple[Value, ...]:
        facts = self.amounts.get(value.text) if value else None
        if facts is None:
            return ()
        say = deadline_in_words if facts.is_a("dg:Deadline") else frequency_in_words
        return (Value(facts.iri, None, None, say(facts, "zh"), say(facts, "en")),)


def _matter(facts: Facts, duties: int, documents: tuple[Value, ...]) -> Entry:
    cells = {
        "name": _own(facts),
        "broader": facts.all("skos:broader"),
        "duties": (Value(str(duties)),),
        "document": some_of(documents),
    }
    text = _words(facts.all("skos:altLabel"))
    return Entry("matter", facts.iri, "", 0, cells, {"document": documents}, _words(cells["name"]), text)


def some_of(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Give the first values, and how many more there are: no reader and no spreadsheet cell takes thousands."""
    more = len(values) - _NAMED
    if more <= 0:
        return values
    return (*values[:_NAMED], Value(str(more), None, None, f"另有 {more:,} 件", f"and {more:,} more"))


def _own(facts: Facts) -> tuple[Value, ...]:
    return (replace(facts.named, text=facts.iri),)


def _path(provision: Value) -> Value:
    path = provision.text.rpartition("/")[2]
    zh, en = (provision_in_words(path, language) for language in ("zh", "en"))
    return Value(provision.text, provision.iri, None, zh, en)


def _words(*groups: Iterable[Value]) -> str:
    words = [
        word
        for group in groups
        for value in group
        for word in (value.zh, value.en, None if value.iri else value.text)
        if word
    ]
    return " \n".join(dict.fromkeys(words))
