"""The components two codings are compared by, and what counts as the same in each.

Duties and procedures are matched greedily, the best overlap first, each at most once: two **duties** match when the
characters their quotes share are at least half of the characters they cover together; two **procedures** when the
same holds, or when one quote contains nine tenths of the other and the kinds are equal. A duty agrees (``duties``)
when it matches and its bearers are the same bodies (References: folded name, alias, name without its place), a
procedure (``procedures``) when it matches and frequency and deadline are equal. Values of matched facts
(``duty-…``, ``procedure-…``) are then compared one by one.

Everything else is matched by what it says, wherever it was read: a membership by member and body, a post by body,
role and holder, an office by its body and hosts, a relation by subject, kind and object, a citation by its title (or
by overlapping words where one title contains the other), a defect by kind and overlapping words or provision, a
silence by subject and question.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from kg.coding.agreement.coefficients import cohen_kappa, krippendorff_alpha
from kg.coding.agreement.grounds import Places, share_text
from kg.coding.agreement.names import References, fold_name
from kg.coding.agreement.pairing import (
    Item,
    compare_labels,
    compare_listed,
    compare_sets,
    pair_by_keys,
)
from kg.coding.agreement.results import Agreement, Component
from kg.coding.agreement.rules import (
    describe_document,
    describe_value,
    distinct,
    fold_actions,
    fold_title,
    is_timed_alike,
    score_citation,
    score_defect,
    score_disclosure,
    score_duty,
    score_procedure,
)
from kg.coding.agreement.spans import Spanned, label_characters, match_spans
from kg.coding.model import (
    Coding,
    Duty,
    Membership,
    Post,
    Procedure,
    Relation,
    Silence,
)

__all__ = ["compare_codings"]

Fact = TypeVar("Fact")
SpannedFact = TypeVar("SpannedFact", bound=Spanned)

_ROLES = ("body", "convener", "chair", "delegate", "agenda_proposer", "agenda_decider", "approver")


def compare_codings(first: Coding, second: Coding) -> Agreement:
    """Compare two codings of one document, component by component.

    Precision and recall measure the first against the second. Raises InputError when they are not of one text.
    """
    one, other, note = share_text(first, second)
    comparison = _Comparison(one, other)
    return Agreement(
        document=second.document.id,
        first_coder=first.coder.name,
        second_coder=second.coder.name,
        note=note,
        components=(
            *comparison.compare_duties(),
            *comparison.compare_bodies(),
            *comparison.compare_structure(),
            *comparison.compare_procedures(),
            *comparison.compare_rest(),
        ),
    )


class _Comparison:
    """Two codings of one text, their references resolved against each other."""

    def __init__(self, first: Coding, second: Coding) -> None:
        self.codings = (first, second)
        self.names = References(first, second)
        self._places = (Places(first), Places(second))

    def items(
        self, facts: Iterable[SpannedFact], side: int, value: Callable[[SpannedFact, int], str]
    ) -> list[Item[SpannedFact]]:
        """Wrap facts of one side with their place, quote and reading."""
        places = self._places[side]
        return [
            Item(
                fact=fact,
                place=places.describe(fact.start, getattr(fact, "provision", None)),
                quote=str(getattr(fact, "quote", "")),
                value=value(fact, side),
            )
            for fact in facts
        ]

    def compare_spans(self, name: str, first: Sequence[Item[SpannedFact]], second: Sequence[Item[SpannedFact]],
                      pairs: Sequence[tuple[int, int]]) -> Component:  # fmt: skip
        """Compare where facts stand: matched or not, and character by character (begin, inside, outside)."""
        listed = compare_listed(name, first, second, pairs)
        length = len(self.codings[0].text)
        labels = [label_characters(length, [item.fact for item in items]) for items in (first, second)]
        same = sum(a == b for a, b in zip(*labels, strict=True))
        return Component(
            name=name, first=listed.first, second=listed.second, agreed=listed.agreed, units="characters",
            percent=same / length if length else None, kappa=cohen_kappa(*labels), alpha=krippendorff_alpha(*labels),
            disagreements=listed.disagreements,
        )  # fmt: skip

    def compare_duties(self) -> list[Component]:
        """Compare spans of duties, then bearers and values of the matched ones."""
        first, second = (
            self.items(coding.duties, side, self._describe_duty) for side, coding in enumerate(self.codings)
        )
        pairs = match_spans([item.fact for item in first], [item.fact for item in second], score_duty)
        both = [(first[i], second[j]) for i, j in pairs]
        totals = (len(first), len(second))

        def bearers(side: int) -> Callable[[Duty], list[str]]:
            return lambda duty: sorted(self.names.resolve_all(duty.bearers, side))

        def count(values: tuple[Callable[[Duty], list[str]], Callable[[Duty], list[str]]]) -> tuple[int, int]:
            return sum(len(values[0](i.fact)) for i in first), sum(len(values[1](i.fact)) for i in second)

        who = (bearers(0), bearers(1))
        what = (fold_actions, fold_actions)
        return [
            compare_listed("duties", first, second, pairs, lambda a, b: who[0](a) == who[1](b)),
            self.compare_spans("duty-spans", first, second, pairs),
            compare_sets("duty-bearers", both, count(who), who, self.names.show),
            compare_labels("duty-bearer-status", both, totals, lambda duty: duty.bearer_status),
            compare_labels("duty-deontic", both, totals, lambda duty: duty.deontic),
            compare_sets("duty-actions", both, count(what), what),
            compare_labels("duty-supervision", both, totals, lambda duty: duty.supervision or "none"),
            compare_labels("duty-matter", both, totals, lambda duty: fold_name(duty.matter or "") or "none"),
        ]

    def compare_bodies(self) -> list[Component]:
        """Compare bodies by name, and the kind, function and level of the matched ones."""
        first, second = (
            self.items(coding.bodies, side, lambda body, _: f"{body.name} ({body.kind})")
            for side, coding in enumerate(self.codings)
        )
        left = {item.fact.id: i for i, item in enumerate(first)}
        right = {item.fact.id: j for j, item in enumerate(second)}
        pairs = sorted((left[one.id], right[other.id]) for one, other in self.names.pairs)
        both = [(first[i], second[j]) for i, j in pairs]
        totals = (len(first), len(second))
        return [
            compare_listed("bodies", first, second, pairs),
            compare_labels("body-kind", both, totals, lambda body: body.kind),
            compare_labels("body-function", both, totals, lambda body: body.function or "none"),
            compare_labels("body-level", both, totals, lambda body: body.level or "none"),
        ]

    def compare_structure(self) -> list[Component]:
        """Compare posts, memberships, offices and relations by the bodies they are about."""
        keys = self.names.resolve
        return [
            self._compare_posts(),
            self._compare_keyed(
                "memberships", "memberships", self._describe_membership,
                lambda fact, side: (keys(fact.member, side), keys(fact.body, side)),
            ),
            self._compare_offices(),
            self._compare_keyed(
                "relations", "relations", self._describe_relation,
                lambda fact, side: (keys(fact.subject, side), fact.relation, keys(fact.object, side)),
            ),
        ]  # fmt: skip

    def _compare_keyed(self, name: str, key: str, describe: Callable[..., str],
                       identify: Callable[..., Hashable]) -> Component:  # fmt: skip
        sides = [
            distinct(self.items(getattr(coding, key), side, describe), partial(identify, side=side))
            for side, coding in enumerate(self.codings)
        ]
        keys = [[identify(item.fact, side) for item in items] for side, items in enumerate(sides)]
        return compare_listed(name, sides[0], sides[1], pair_by_keys(*keys))

    def _compare_posts(self) -> Component:
        def identify(post: Post, side: int) -> tuple[str | None, str, str]:
            role = self.names.resolve_role(post.role, post.body, side)
            return self.names.resolve(post.body, side), role, fold_name(post.holder or "")

        sides = [
            distinct(
                self.items(coding.posts, side, self._describe_post),
                partial(identify, side=side),
            )
            for side, coding in enumerate(self.codings)
        ]
        keys = [[identify(item.fact, side) for item in items] for side, items in enumerate(sides)]
        same = pair_by_keys(*keys)
        left = [i for i in range(len(keys[0])) if i not in {i for i, _ in same}]
        right = [j for j in range(len(keys[1])) if j not in {j for _, j in same}]
        near = pair_by_keys([keys[0][i][:2] for i in left], [keys[1][j][:2] for j in right])
        pairs = [*same, *((left[i], right[j]) for i, j in near)]
        return compare_listed(
            "posts", sides[0], sides[1], pairs, lambda one, other: identify(one, 0) == identify(other, 1)
        )

    def _compare_offices(self) -> Component:
        offices = [
            [body for body in coding.bodies if body.kind == "secretariat-office"] for coding in self.codings
        ]
        sides = [
            self.items(found, side, lambda body, side: f"{body.name} at {self._show_hosts(body.id, side)}")
            for side, found in enumerate(offices)
        ]
        keys = [
            [self.names.resolve(item.fact.id, side) for item in items] for side, items in enumerate(sides)
        ]
        return compare_listed(
            "offices", sides[0], sides[1], pair_by_keys(*keys),
            lambda one, other: self._hosts(one.id, 0) == self._hosts(other.id, 1),
        )  # fmt: skip

    def _hosts(self, office: str, side: int) -> frozenset[str]:
        named = [item.object for item in self.codings[side].relations
                 if item.relation == "hosted-by" and self.names.resolve(item.subject, side)
                 == self.names.resolve(office, side)]  # fmt: skip
        return self.names.resolve_all(named, side)

    def _show_hosts(self, office: str, side: int) -> str:
        return " + ".join(sorted(map(self.names.show, self._hosts(office, side)))) or "no host"

    def compare_procedures(self) -> list[Component]:
        """Compare procedures, and the values and roles of the matched ones."""
        first, second = (
            self.items(coding.procedures, side, self._describe_procedure)
            for side, coding in enumerate(self.codings)
        )
        pairs = match_spans([item.fact for item in first], [item.fact for item in second], score_procedure)
        both = [(first[i], second[j]) for i, j in pairs]
        totals = (len(first), len(second))

        def roles(side: int) -> Callable[[Procedure], list[str]]:
            return lambda fact: [
                f"{role}={self.names.resolve(getattr(fact, role), side)}"
                for role in _ROLES
                if getattr(fact, role) is not None
            ]

        who = (roles(0), roles(1))
        counts = sum(len(who[0](i.fact)) for i in first), sum(len(who[1](i.fact)) for i in second)
        return [
            compare_listed("procedures", first, second, pairs, is_timed_alike),
            self.compare_spans("procedure-spans", first, second, pairs),
            compare_labels("procedure-kind", both, totals, lambda fact: fact.kind),
            compare_labels("procedure-frequency", both, totals, lambda fact: describe_value(fact.frequency)),
            compare_labels("procedure-deadline", both, totals, lambda fact: describe_value(fact.deadline)),
            compare_sets("procedure-roles", both, counts, who, self._show_role),
        ]

    def _show_role(self, role: str) -> str:
        name, _, key = role.partition("=")
        return f"{name} {self.names.show(key)}"

    def compare_rest(self) -> list[Component]:
        """Compare citations, disclosures, defects, silences and the description of the document."""
        return [
            self._compare_citations(),
            self._compare_scored(
                "disclosures", lambda fact, _: f"{fact.kind} {fact.label}", score_disclosure
            ),
            self._compare_scored("defects", lambda fact, _: f"{fact.kind}: {fact.message_en}", score_defect),
            self._compare_silences(),
            self._compare_descriptions(),
        ]

    def _compare_scored(
        self, name: str, describe: Callable[..., str], score: Callable[..., float]
    ) -> Component:
        first, second = (
            self.items(getattr(coding, name), side, describe) for side, coding in enumerate(self.codings)
        )
        pairs = match_spans([item.fact for item in first], [item.fact for item in second], score)
        return compare_listed(name, first, second, pairs)

    def _compare_citations(self) -> Component:
        first, second = (
            distinct(self.items(coding.citations, side, lambda fact, _: fact.title), fold_title)
            for side, coding in enumerate(self.codings)
        )
        pairs = match_spans([item.fact for item in first], [item.fact for item in second], score_citation)
        return compare_listed("citations", first, second, pairs)

    def _compare_silences(self) -> Component:
        sides: list[list[Item[Silence]]] = [
            [
                Item(fact=fact, place=", ".join(fact.provisions) or "document", quote="",
                     value=f"{self.names.label(fact.about, side)}: {fact.question}")
                for fact in coding.silences
            ]
            for side, coding in enumerate(self.codings)
        ]  # fmt: skip
        keys = [
            [(self.names.resolve(item.fact.about, side), item.fact.question) for item in items]
            for side, items in enumerate(sides)
        ]
        return compare_listed("silences", sides[0], sides[1], pair_by_keys(*keys))

    def _compare_descriptions(self) -> Component:
        sides = [describe_document(coding.document) for coding in self.codings]
        keys = [[item.fact for item in items] for items in sides]
        same = pair_by_keys(*keys)
        left = [i for i in range(len(keys[0])) if i not in {i for i, _ in same}]
        right = [j for j in range(len(keys[1])) if j not in {j for _, j in same}]
        near = pair_by_keys([keys[0][i][0] for i in left], [keys[1][j][0] for j in right])
        pairs = [*same, *((left[i], right[j]) for i, j in near)]
        return compare_listed("document", sides[0], sides[1], pairs, lambda one, other: one == other)

    def _describe_duty(self, duty: Duty, side: int) -> str:
        bearers = " + ".join(self.names.label(item, side) for item in duty.bearers)
        return f"{bearers or '–'} ({duty.bearer_status})"

    def _describe_post(self, post: Post, side: int) -> str:
        return f"{self.names.label(post.body, side)} · {post.role}" + (
            f" · {post.holder}" if post.holder else ""
        )

    def _describe_membership(self, fact: Membership, side: int) -> str:
        return f"{self.names.label(fact.member, side)} in {self.names.label(fact.body, side)}"

    def _describe_relation(self, fact: Relation, side: int) -> str:
        return f"{self.names.label(fact.subject, side)} {fact.relation} {self.names.label(fact.object, side)}"

    def _describe_procedure(self, fact: Procedure, _: int) -> str:
        return f"{fact.kind}, {describe_value(fact.frequency)}, by {describe_value(fact.deadline)}"
