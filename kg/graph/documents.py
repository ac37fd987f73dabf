"""A document itself: what identifies it, its provisions, citations, repairs, gaps, and who coded it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.coding.model import Citation, Provision
from kg.graph import literals
from kg.graph.draft import Draft
from kg.graph.names import DCT, DG, ELI, PROV, RDF, RDFS

__all__ = ["write_document"]


def write_document(draft: Draft) -> None:
    """State everything about the document that is not a body, a duty or a procedure."""
    _write_description(draft)
    _write_activity(draft)
    for order, provision in enumerate(draft.coding.provisions, 1):
        _write_provision(draft, provision, order)
    for citation in draft.coding.citations:
        _write_citation(draft, citation)
    _write_emendations(draft)
    _write_uncoded(draft)


def _write_description(draft: Draft) -> None:
    about, document = draft.coding.document, draft.document
    draft.add(document, RDF("type"), DG("PolicyDocument"))
    draft.add(document, RDFS("label"), literals.zh(about.title or about.id), literals.en(about.title_en))
    draft.add(document, ELI("title"), literals.zh(about.title), literals.en(about.title_en))
    draft.add(document, ELI("id_local"), literals.text(about.number))
    draft.add(document, ELI("date_document"), literals.date(about.date))
    draft.add(document, DCT("identifier"), literals.text(about.id))
    draft.add(document, DCT("language"), _language(about.language))
    draft.add(document, DG("text"), literals.text(draft.coding.text))
    draft.add(document, DG("sha256"), literals.text(about.sha256))
    draft.add(document, DG("ofGenre"), literals.boolean(about.genre))
    draft.add(document, DG("reviewed"), literals.boolean(draft.coding.coder.reviewed))
    if about.level:
        draft.add(document, DG("level"), draft.concepts.by_slug("level", about.level))
    draft.add(document, DCT("spatial"), draft.place(about.place, about.place_en))
    _write_issuer(draft)


def _language(code: str) -> NamedNode | None:
    two = code.split("-")[0].lower()
    known = len(two) == 2 and two.isascii() and two.isalpha()
    return NamedNode(f"http://id.loc.gov/vocabulary/iso639-1/{two}") if known else None


def _write_issuer(draft: Draft) -> None:
    about = draft.coding.document
    draft.add(draft.document, DG("issuerName"), literals.zh(about.issuer), literals.en(about.issuer_en))
    for name in draft.actors.known(about.issuer) if about.issuer else ():
        draft.add(draft.document, DG("issuer"), name.node)


def _write_activity(draft: Draft) -> None:
    coder = draft.coding.coder
    activity, agent = draft.node("activity"), draft.names.node("coder", coder.name)
    graph = draft.names.graph(draft.id)
    draft.add(agent, RDF("type"), DG("Coder"), PROV("Agent"))
    draft.add(agent, RDFS("label"), literals.text(coder.name))
    draft.add(activity, RDF("type"), DG("CodingActivity"), PROV("Activity"))
    title = draft.coding.document.title or draft.id
    draft.add(activity, RDFS("label"), literals.zh(f"{title}的编码"), literals.en(f"coding of {draft.id}"))
    draft.add(activity, PROV("wasAssociatedWith"), agent)
    draft.add(activity, PROV("used"), draft.document)
    draft.add(activity, DG("coderVersion"), literals.text(coder.version))
    draft.add(activity, DG("reviewed"), literals.boolean(coder.reviewed))
    draft.add(activity, DCT("date"), literals.date(coder.date))
    draft.add(graph, RDF("type"), PROV("Entity"))
    draft.add(graph, RDFS("label"), literals.zh(f"{title}的图"), literals.en(f"graph of {draft.id}"))
    draft.add(graph, PROV("wasGeneratedBy"), activity)
    draft.add(graph, PROV("wasDerivedFrom"), draft.document)
    draft.add(graph, PROV("wasAttributedTo"), agent)


def _write_provision(draft: Draft, provision: Provision, order: int) -> None:
    node = draft.node("provision", provision.path)
    text = draft.coding.text
    label = provision.heading or text[provision.start : provision.end].strip().split("\n")[0][:40]
    name = f"{provision.number or ''}{label}" if provision.heading else label
    draft.describe(node, DG("Provision"), zh=name, en=f"provision {provision.path}")
    draft.add(node, ELI("number"), literals.text(provision.number))
    draft.add(node, DG("ordinal"), literals.integer(provision.ordinal))
    draft.add(node, DG("path"), literals.text(provision.path))
    draft.add(node, DG("provisionKind"), literals.text(provision.kind))
    draft.add(node, DG("heading"), literals.zh(provision.heading))
    draft.add(node, DG("order"), literals.integer(order))
    draft.add(node, DG("start"), literals.integer(provision.start))
    draft.add(node, DG("end"), literals.integer(provision.end))
    draft.add(node, ELI("is_part_of"), draft.provision(provision.parent) or draft.document)
    if provision.parent_lost:
        draft.add(node, DG("parentLost"), literals.boolean(True))


def _write_citation(draft: Draft, citation: Citation) -> None:
    node = draft.names.span("citation", draft.id, citation.start, citation.end)
    draft.describe(node, DG("Citation"), zh=citation.title, en=citation.title_en)
    draft.add(node, DG("citedTitle"), literals.zh(citation.title), literals.en(citation.title_en))
    draft.add(node, DG("citedNumber"), literals.text(citation.number))
    draft.add(node, DG("citedIssuer"), literals.zh(citation.issuer))
    draft.add(node, DG("citedDate"), literals.date(citation.date))
    draft.add(node, DG("provision"), draft.leaf_at(citation.start))
    if citation.resolves_to:
        cited = draft.names.node("document", citation.resolves_to)
        draft.add(node, ELI("cites"), cited)
        draft.add(draft.document, ELI("cites"), cited)
    draft.cite(node, citation)


def _write_emendations(draft: Draft) -> None:
    for repair in draft.coding.emendations:
        at = repair.start if repair.source_start is None else repair.source_start
        node = draft.node("emendation", f"{repair.start}-{repair.end}-{at}")
        draft.describe(node, DG("Emendation"), zh=f"{repair.source} → {repair.restored}")
        draft.add(node, DG("sourceText"), literals.text(repair.source))
        draft.add(node, DG("restoredText"), literals.text(repair.restored))
        draft.add(node, DG("reason"), literals.text(repair.reason))
        draft.add(node, DG("start"), literals.integer(repair.start))
        draft.add(node, DG("end"), literals.integer(repair.end))
        draft.add(node, DG("sourceStart"), literals.integer(repair.source_start))
        draft.add(node, DG("sourceEnd"), literals.integer(repair.source_end))


def _write_uncoded(draft: Draft) -> None:
    for passage in draft.coding.uncoded:
        node = draft.names.span("uncoded", draft.id, passage.start, passage.end)
        draft.describe(
            node, DG("UncodedPassage"), zh=draft.coding.text[passage.start : passage.end][:40].strip()
        )
        draft.add(node, DG("reason"), literals.text(passage.reason))
        draft.add(node, DG("note"), literals.text(passage.note))
        draft.add(node, DG("start"), literals.integer(passage.start))
        draft.add(node, DG("end"), literals.integer(passage.end))
        draft.add(node, DG("provision"), draft.leaf_at(passage.start))
