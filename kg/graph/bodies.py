"""Bodies, posts, memberships and relations as statements."""

from __future__ import annotations

import re
from collections import defaultdict

from pyoxigraph import NamedNode

from kg.coding.model import Body, BodyKind, Membership, Post, Relation, RelationKind
from kg.graph import literals
from kg.graph.actors import Actor
from kg.graph.draft import Draft
from kg.graph.names import DCT, DG, FOAF, ORG, PROV, RDF, SKOS

__all__ = ["BODY_CLASSES", "RELATIONS", "write_bodies"]

BODY_CLASSES: dict[BodyKind, str] = {
    "coordination-body": "CoordinationBody",
    "secretariat-office": "SecretariatOffice",
    "sub-body": "SubBody",
    "party-organ": "PartyOrgan",
    "discipline-organ": "DisciplineOrgan",
    "government-body": "GovernmentBody",
    "legislature": "Legislature",
    "judicial-organ": "JudicialOrgan",
    "military-organ": "MilitaryOrgan",
    "mass-organization": "MassOrganization",
    "enterprise-organ": "EnterpriseOrgan",
    "school": "School",
    "public-institution": "PublicInstitution",
    "assembly": "Assembly",
    "organization": "OtherOrganization",
    "body-category": "BodyCategory",
}

RELATIONS: dict[RelationKind, NamedNode] = {
    "leads": DG("leads"),
    "guides": DG("guides"),
    "supervises": DG("supervises"),
    "coordinates": DG("coordinates"),
    "supports": DG("supports"),
    "reports-to": DG("reportsTo"),
    "superior": DG("superior"),
    "part-of": ORG("subOrganizationOf"),
    "hosted-by": DG("hostedBy"),
    "appoints": DG("appoints"),
    "entrusts": DG("entrusts"),
    "convenes": DG("convenes"),
}

# W3C ORG gives org:linkedTo and org:subOrganizationOf organisations at both ends: under OWL-RL a post or a category
# there would become one, so these are stated directly only between bodies.
_BETWEEN_ORGANIZATIONS = frozenset({"leads", "guides", "supervises", "coordinates", "part-of"})

_POST_CLASSES = (
    (re.compile(r"副.*召集人|副组长|副总指挥|副指挥长|副会长|副理事长"), "DeputyLeaderPost"),
    (re.compile(r"召集人"), "ConvenerPost"),
    (re.compile(r"办公室.*副主任"), "OfficeDeputyDirectorPost"),
    (re.compile(r"办公室.*主任"), "OfficeDirectorPost"),
    (re.compile(r"组长|总指挥|指挥长|会长|理事长"), "LeaderPost"),
    (re.compile(r"成员|组员|委员$|联络员|联系人"), "MemberPost"),
)
_TITLE_END = re.compile(r"(长|书记|主席|主任|员|领导|秘书|干事|负责人|委|人|同志|经理|部门|单位)$")
_HAN_NAME = re.compile(r"[一-鿿]{2,4}")


def write_bodies(draft: Draft) -> None:
    """State the bodies, and who sits in, belongs to and stands over them."""
    for body in draft.coding.bodies:
        _write_body(draft, body)
    for post in draft.coding.posts:
        _write_post(draft, post)
    _write_memberships(draft)
    for relation in draft.coding.relations:
        _write_relation(draft, relation)


def _write_body(draft: Draft, body: Body) -> None:
    actor = draft.actors.find(body.id)
    assert actor is not None  # noqa: S101 - every coded body is indexed by its id
    node = actor.node
    draft.describe(node, DG(BODY_CLASSES[body.kind]), zh=body.name, en=body.name_en)
    if actor.is_organization:
        draft.add(node, RDF("type"), DG("Body"), ORG("Organization"))
    draft.add(node, DCT("identifier"), literals.text(body.id))
    draft.add(node, SKOS("altLabel"), *(literals.zh(alias) for alias in body.aliases if alias != body.name))
    if body.function:
        draft.add(node, DG("function"), draft.concepts.by_slug("function", body.function))
    if body.level:
        draft.add(node, DG("level"), draft.concepts.by_slug("level", body.level))
    draft.add(node, DCT("spatial"), draft.place(body.place))
    draft.add(node, DG("quote"), literals.zh(body.quote))
    draft.cite(node, body)


def post_class(role: str, body_kind: BodyKind | None) -> str:
    """Tell a post's class by its name and the kind of its body."""
    for pattern, name in _POST_CLASSES:
        if pattern.search(role):
            return name
    if "主任" in role:
        if body_kind == "secretariat-office":
            return "OfficeDeputyDirectorPost" if "副" in role else "OfficeDirectorPost"
        if body_kind == "coordination-body":
            return "DeputyLeaderPost" if "副" in role else "LeaderPost"
    return "OtherPost"


def _write_post(draft: Draft, post: Post) -> None:
    actor = draft.actors.post_of(post.body, post.role)
    evidence = draft.evidence(post.start, post.end)
    kinds = {body.id: body.kind for body in draft.coding.bodies}
    for owner in draft.mention(post.body, evidence):
        body_kind = next((k for i, k in kinds.items() if draft.actors.find(i) == owner), None)
        draft.describe(
            actor.node, DG(post_class(post.role, body_kind)), DG("Post"), zh=actor.label, en=actor.label_en
        )
        _place_in(draft, actor.node, ORG("postIn"), owner)
    draft.add(actor.node, DG("roleName"), literals.zh(post.role), literals.en(post.role_en))
    draft.add(actor.node, DG("quote"), literals.zh(post.quote))
    draft.cite(actor.node, post)
    _write_holder(draft, actor.node, post)


def _place_in(draft: Draft, node: NamedNode, predicate: NamedNode, owner: Actor) -> None:
    """Tie a post or membership to its body; a category or a mere name is no organisation, which W3C ORG would make it."""
    draft.add(node, predicate if owner.is_organization else DG("inActor"), owner.node)


def _write_holder(draft: Draft, node: NamedNode, post: Post) -> None:
    if not post.holder:
        return
    if _HAN_NAME.fullmatch(post.holder) and not _TITLE_END.search(post.holder):
        person = draft.node("person", post.holder)
        draft.describe(person, FOAF("Person"), zh=post.holder)
        draft.add(person, DG("evidence"), draft.evidence(post.start, post.end))
        draft.add(node, ORG("heldBy"), person)
    else:
        draft.add(node, DG("holderDescription"), literals.zh(post.holder))


def _write_memberships(draft: Draft) -> None:
    """State each membership once, however many sentences say it; one that states it outweighs those that imply it."""
    found: dict[tuple[Actor, Actor], list[Membership]] = defaultdict(list)
    for membership in draft.coding.memberships:
        evidence = draft.evidence(membership.start, membership.end)
        for body in draft.mention(membership.body, evidence):
            for member in draft.mention(membership.member, evidence, near=membership.body):
                found[member, body].append(membership)
    for (member, body), said in found.items():
        _write_membership(draft, member, body, said)


def _write_membership(draft: Draft, member: Actor, body: Actor, said: list[Membership]) -> None:
    node = draft.names.link("membership", draft.id, _last(member), _last(body))
    both = member.label_en and body.label_en
    draft.describe(
        node,
        ORG("Membership"),
        zh=f"{member.label}——{body.label}成员",
        en=f"{member.label_en}, member of {body.label_en}" if both else None,
    )
    draft.add(node, ORG("member"), member.node)
    _place_in(draft, node, ORG("organization"), body)
    stated = any(membership.status == "stated" for membership in said)
    draft.add(node, DG("membershipStatus"), DG("StatedMembership" if stated else "ImpliedMembership"))
    draft.add(node, DG("openList"), literals.boolean(any(membership.open for membership in said)))
    for membership in said:
        draft.add(node, DG("roleName"), literals.zh(membership.role))
        draft.add(node, DG("quote"), literals.zh(membership.quote))
        draft.cite(node, membership)


def _last(actor: Actor) -> str:
    return actor.node.value.rsplit("/", 1)[1]


def _write_relation(draft: Draft, relation: Relation) -> None:
    predicate = RELATIONS[relation.relation]
    evidence = draft.evidence(relation.start, relation.end)
    for subject in draft.mention(relation.subject, evidence):
        for other in draft.mention(relation.object, evidence, near=relation.subject, target=True):
            node = draft.names.link("relation", draft.id, _last(subject), relation.relation, _last(other))
            draft.describe(
                node, DG("RelationStatement"), RDF("Statement"), **_say(draft, subject, predicate, other)
            )
            draft.add(node, RDF("subject"), subject.node)
            draft.add(node, RDF("predicate"), predicate)
            draft.add(node, RDF("object"), other.node)
            draft.add(node, DG("quote"), literals.zh(relation.quote))
            if relation.duty:
                draft.add(node, PROV("wasDerivedFrom"), draft.node("duty", relation.duty))
            draft.cite(node, relation)
            apart = relation.relation in _BETWEEN_ORGANIZATIONS
            if not apart or (subject.is_organization and other.is_organization):
                draft.add(subject.node, predicate, other.node)


def _say(draft: Draft, subject: Actor, predicate: NamedNode, other: Actor) -> dict[str, str | None]:
    """Say a relation in each language that has a name for both ends."""
    zh, en = (draft.concepts.label(predicate, language) for language in ("zh", "en"))
    both = subject.label_en and other.label_en
    return {
        "zh": f"{subject.label} {zh or '→'} {other.label}",
        "en": f"{subject.label_en} {en or '→'} {other.label_en}" if both else None,
    }
