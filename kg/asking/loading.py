"""A published data set to what asking knows of it, read by a handful of queries once a data version."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.asking.knowledge import Concept, Described, Engine, Fact, Knowledge, Node, Silence
from kg.asking.normal import fold_script
from kg.queries import read_query
from kg.store.keeping import kept
from kg.store.terms import Row, iri

__all__ = ["load_knowledge"]


def _value(row: Row, name: str) -> str:
    term = row.get(name)
    return term.value if term else ""


def _local(name: str) -> str:
    return name.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_value(row, key)].append(row)
    return groups


def _values(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_value(row, name) for row in rows if name in row))


def _tagged(rows: Iterable[Row], name: str, language: str) -> tuple[str, ...]:
    terms = (row[name] for row in rows if name in row)
    return tuple(dict.fromkeys(term.value for term in terms if (term.language or "zh") == language))


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _load_documents(engine: Engine) -> tuple[Described, ...]:
    found = []
    for subject, rows in _grouped(engine.select(read_query("list-documents")), "document").items():
        found.append(
            Described(
                iri=subject,
                id=subject.rsplit("/", 1)[-1],
                title=_first(_tagged(rows, "title", "zh")),
                title_en=_first(_tagged(rows, "title", "en")),
                place=fold_script(_first(_tagged(rows, "place", "zh"))),
                place_en=_first(_tagged(rows, "place", "en")),
                level=_local(_value(rows[0], "level")),
                text=_value(rows[0], "text"),
                number=_first(_values(rows, "number")),
                date=_first(_values(rows, "date")),
                issuer=_first(_values(rows, "issuer")),
            )
        )
    return tuple(sorted(found, key=lambda document: document.iri))


@dataclass(frozen=True)
class _Page:
    """Some of the data set's graphs, or all of it, to be read at one go."""

    engine: Engine
    graphs: tuple[str, ...] = ()

    def select(self, query: str) -> list[Row]:
        """Answer one of the query files from these graphs only."""
        dataset = "".join(f"FROM {iri(graph).n3()}\n" for graph in self.graphs)
        return self.engine.select(read_query(query).replace("WHERE {", f"{dataset}WHERE {{", 1))


def _pages(engine: Engine, count: int) -> list[_Page]:
    """Split a large data set by document, so that no query's result grows with the number of documents."""
    if count <= AT_ONCE:
        return [_Page(engine)]
    rows = engine.select(read_query("list-graphs"))
    shared = tuple(dict.fromkeys(_value(row, "graph") for row in rows if "document" not in row))
    graphs = dict.fromkeys(_value(row, "graph") for row in rows if "document" in row)
    return [_Page(engine, (graph, *shared)) for graph in graphs if graph not in shared] or [_Page(engine)]


def _with_folded(name: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """Add the simplified script of names in traditional script, in which questions are read."""
    folded = (fold_script(one) for one in (name, *others))
    return tuple(dict.fromkeys([*others, *(one for one in folded if one not in (name, *others))]))


def _load_nodes(page: _Page) -> dict[str, Node]:
    nodes = {}
    for subject, rows in _grouped(page.select("list-actors"), "actor").items():
        rows.sort(
            key=lambda row: tuple(_value(row, name) for name in ("label", "alternative", "kind", "holder"))
        )
        zh, en = _tagged(rows, "label", "zh"), _tagged(rows, "label", "en")
        nodes[subject] = Node(
            iri=subject,
            document=_value(rows[0], "document"),
            kind=_first(tuple(_local(kind) for kind in _values(rows, "kind"))),
            zh=_first(zh),
            en=_first(en),
            alt_zh=_with_folded(_first(zh), (*zh[1:], *_tagged(rows, "alternative", "zh"))),
            alt_en=(*en[1:], *_tagged(rows, "alternative", "en")),
            function=_first(_values(rows, "function")),
            level=_local(_first(_values(rows, "level"))),
            body=_first(_values(rows, "body")),
            holder=_first(_values(rows, "holder")),
        )
    return nodes


def _load_concepts(engine: Engine, query: str) -> dict[str, Concept]:
    return {
        subject: Concept(
            iri=subject,
            zh=_first(_tagged(rows, "label", "zh")),
            en=_first(_tagged(rows, "label", "en")),
            alt_zh=_tagged(rows, "alternative", "zh"),
            alt_en=_tagged(rows, "alternative", "en"),
        )
        for subject, rows in _grouped(engine.select(read_query(query)), "concept").items()
    }


AT_ONCE = 20  # documents read by one query a list; more are read one by one
LONGEST = 400  # characters; no duty is longer, so that a sweep can stop looking back

# The words by which a part in a procedure or a kind of relation is asked for, so that they match as content.
_PART_WORDS = {
    "convener": ("召集", "convene convener call"),
    "chair": ("主持", "chair preside"),
    "delegate": ("委托 代替", "deputy stand in substitute"),
    "agenda_proposer": ("议题 提出", "propose agenda"),
    "agenda_decider": ("议题 审定 确定", "decide approve set agenda"),
    "approver": ("审批 签发 通过", "approve sign adopt"),
}
_RELATION_WORDS = {
    "appoints": ("委派 任命", "appoint designate name"),
    "hostedBy": ("设在 挂靠 日常工作", "host daily day-to-day office sits run"),
    "subOrganizationOf": ("下设 设立 机构 下属", "office set up under part"),
    "superior": ("上级 上头 部署", "superior above higher"),
    "reportsTo": ("报告 汇报", "report answer to"),
    "leads": ("领导", "lead leadership"),
    "guides": ("指导", "guide guidance"),
    "supervises": ("监督 检查 督促", "supervise inspect urge"),
    "entrusts": ("委托 代管", "entrust custody"),
    "convenes": ("召集", "convene"),
}

# The classes of actions (ontology/actions.ttl) by the relation of oversight they stand for.
_RELATIONS = {
    "oversight": "supervises",
    "assessment": "assesses",
    "sanction": "sanctions",
    "guidance": "guides",
    "leading": "leads",
    "support": "supports",
}

_FEATURES = (
    "frequency",
    "deadline",
    "threshold",
    "step",
    "trigger",
    "date",
    "decision",
    "category",
    "number",
    "period",
)


def _load_facts(page: _Page, nodes: Mapping[str, Node], matters: Mapping[str, Concept]) -> tuple[Fact, ...]:
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in page.select("list-fact-parts"):
        parts[_value(row, "fact")][_value(row, "part")].append(_value(row, "actor"))
    facts = []
    for subject, rows in _grouped(page.select("list-facts"), "fact").items():
        rows.sort(
            key=lambda row: (int(_value(row, "start") or 0), _value(row, "quote"), _value(row, "label"))
        )
        mine = {part: tuple(sorted(set(found))) for part, found in parts.get(subject, {}).items()}
        facts.append(_fact(subject, rows, mine, nodes, matters))
    return tuple(_lend_words(sorted(facts, key=lambda fact: (fact.document, fact.start, fact.iri))))


def _lend_words(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Let a procedure be found by the words of the duties coded on the same words of the text."""
    by_document: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "duty":
            by_document[fact.document].append(fact)
    for fact in facts:
        duties = by_document.get(fact.document, [])
        if fact.kind != "procedure" or not duties:
            yield fact
            continue
        first = bisect_left(duties, fact.start - LONGEST, key=lambda duty: duty.start)
        last = bisect_left(duties, fact.end, key=lambda duty: duty.start)
        shared = [duty for duty in duties[first:last] if duty.end > fact.start]
        zh, en = (" ".join(getattr(one, language) for one in (fact, *shared)) for language in ("zh", "en"))
        yield replace(fact, zh=zh, en=en) if shared else fact


def _fact(
    subject: str,
    rows: list[Row],
    parts: Mapping[str, tuple[str, ...]],
    nodes: Mapping[str, Node],
    matters: Mapping[str, Concept],
) -> Fact:
    row = rows[0]
    actors = [nodes[actor] for part in parts.values() for actor in part if actor in nodes]
    matter = matters.get(_value(row, "matter"))
    zh = [*_values(rows, "quote"), *_tagged(rows, "label", "zh"), *(actor.zh for actor in actors)]
    en = [*_tagged(rows, "label", "en"), *_tagged(rows, "gloss", "en"), *(actor.en for actor in actors)]
    relation = _local(_value(row, "relation"))
    spoken = [_PART_WORDS[part] for part in parts if part in _PART_WORDS]
    spoken += [_RELATION_WORDS[relation]] if relation in _RELATION_WORDS else []
    zh += [words for words, _ in spoken]
    en += [words for _, words in spoken]
    if matter:
        zh.append(matter.zh)
        en += [matter.en, *matter.alt_en]
    return Fact(
        iri=subject,
        kind=_value(row, "kind"),
        document=_value(row, "document"),
        zh=fold_script(" ".join(dict.fromkeys(text for text in zh if text))),
        en=" ".join(dict.fromkeys(text for text in en if text)),
        start=int(_value(row, "start") or 0),
        end=int(_value(row, "end") or 0),
        status=_local(_value(row, "status")),
        supervision=_local(_value(row, "supervision")),
        matter=_value(row, "matter"),
        action_classes=frozenset(
            _RELATIONS.get(_local(value), _local(value)) for value in _values(rows, "actionClass")
        ),
        parts=parts,
        features=frozenset(
            [
                *(name for name in _FEATURES if any(name in one for one in rows)),
                relation,
                _local(_value(row, "defect")),
            ]
        )
        - {""},
        provision=_value(row, "path"),
    )


def _load_silences(page: _Page) -> tuple[Silence, ...]:
    found = []
    for subject, rows in _grouped(page.select("list-silences"), "silence").items():
        row = rows[0]
        found.append(
            Silence(
                iri=subject,
                document=_value(row, "document"),
                about=_value(row, "about"),
                question=_local(_value(row, "question")),
                provisions=tuple(sorted(_values(rows, "path"))),
            )
        )
    return tuple(sorted(found, key=lambda silence: silence.iri))


@kept("knowledge", 2, Knowledge)
def load_knowledge(engine: Engine) -> Knowledge:
    """Read everything that questions are matched against from a published data set."""
    documents = _load_documents(engine)
    matters = _load_concepts(engine, "list-matters")
    nodes: dict[str, Node] = {}
    facts: list[Fact] = []
    silences: list[Silence] = []
    for page in _pages(engine, len(documents)):
        mine = _load_nodes(page)
        nodes.update(mine)
        facts += _load_facts(page, mine, matters)
        silences += _load_silences(page)
    return Knowledge(
        version=engine.version,
        documents=documents,
        nodes=nodes,
        matters=matters,
        functions=_load_concepts(engine, "list-functions"),
        facts=tuple(facts),
        silences=tuple(silences),
    )
