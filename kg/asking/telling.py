"""Details of a fact to the words of an answer, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable

from kg.asking.answer import Evidence, Item
from kg.asking.details import Detail, find_evidence
from kg.asking.knowledge import Knowledge
from kg.asking.normal import Language
from kg.asking.wording import say_date, say_deadline, say_frequency, say_number

__all__ = ["tell", "tell_chain", "tell_count"]

Told = tuple[str, str]

_SUPERVISION = {
    "supervises": ("监督检查", "supervises"),
    "assesses": ("考核", "assesses"),
    "sanctions": ("查处追责", "sanctions"),
    "guides": ("指导", "guides"),
    "leads": ("领导", "leads"),
    "supports": ("只是支持配合,不是牵头", "supports only; it is not the lead"),
}
_UNASSIGNED = {
    "Lost": ("(写明承担单位的标题在原文中丢失)", " (the heading that named the body is lost)"),
    "Unstated": ("(原文未写明由谁承担)", " (the text does not say whose task it is)"),
}
_RELATION = {
    "leads": ("领导", "leads"),
    "guides": ("指导", "guides"),
    "supervises": ("监督", "supervises"),
    "coordinates": ("协调", "coordinates"),
    "supports": ("支持配合", "supports"),
    "reportsTo": ("报告于", "reports to"),
    "superior": ("的上级是", "has as superior"),
    "subOrganizationOf": ("是…下设机构:", "is a part of"),
    "hostedBy": ("设在/日常工作由…承担:", "is hosted by"),
    "appoints": ("委派", "appoints"),
    "entrusts": ("委托", "entrusts"),
    "convenes": ("召集", "convenes"),
}


def tell(detail: Detail, knowledge: Knowledge, language: Language, score: float) -> Item:
    """Word one fact as an answer with its evidence."""
    zh, en = _TELLERS[detail.kind](detail)
    evidence = find_evidence(detail, knowledge)
    document = knowledge.document_of.get(detail.one("document"))
    return Item(
        text=zh if language == "zh" else f"{en} — {_quoted(evidence)}" if evidence else en,
        text_zh=zh,
        text_en=en,
        iri=detail.iri,
        document=document.id if document else detail.iri.rsplit("/", 1)[-1],
        score=round(score, 4),
        evidence=evidence,
    )


def tell_chain(details: list[Detail], knowledge: Knowledge, language: Language) -> Item:
    """Word what follows from a chain of statements, marked as derived, with every sentence it rests on."""
    told = [_relation(detail) for detail in details]
    zh = "推导(原文没有直接写明):" + " → ".join(one[0] for one in told)
    en = "Derived, not stated in so many words: " + " → ".join(one[1] for one in told)
    document = knowledge.document_of.get(details[0].one("document"))
    evidence = dict.fromkeys(one for detail in details for one in find_evidence(detail, knowledge))
    return Item(
        text=zh if language == "zh" else en,
        text_zh=zh,
        text_en=en,
        iri=details[-1].iri,
        document=document.id if document else "",
        score=0.5,
        evidence=tuple(evidence),
    )


def tell_count(items: list[Item], language: Language) -> Item:
    """Word how many facts answer, with what each says and every sentence they rest on."""
    zh = f"共 {len(items)} 家:" + "、".join(item.text_zh for item in items)
    en = f"{len(items)} in all: " + ", ".join(item.text_en for item in items)
    return Item(
        text=zh if language == "zh" else en,
        text_zh=zh,
        text_en=en,
        iri=items[0].iri,
        document=items[0].document,
        score=1.0,
        evidence=tuple(dict.fromkeys(one for item in items for one in item.evidence)),
    )


def _quoted(evidence: tuple[Evidence, ...]) -> str:
    return f"“{evidence[0].quote}”"


def _both(detail: Detail, name: str, separator: str = "、") -> Told:
    zh = detail.all(name, "zh") or detail.all(name)
    en = detail.all(name, "en")
    # Where no English name exists the Chinese one stands, never nothing.
    return separator.join(zh), ", ".join(en if len(en) >= len(zh) else (*en, *zh[len(en) :]))


def _duty(detail: Detail) -> Told:
    bearer_zh, bearer_en = _both(detail, "bearerLabel", "或" if detail.flag("alternative") else "、")
    kind = _SUPERVISION.get(detail.local("supervision"))
    zh = f"{bearer_zh}:{detail.one('quote')}" if bearer_zh else detail.one("quote")
    en = detail.one("label", "en") or detail.one("quote")
    en = f"{_bilingual(bearer_en, bearer_zh)}: {en}" if bearer_zh else en
    if kind:
        zh += f"({kind[0]})"
        en += f" ({kind[1]})"
    partner_zh, partner_en = _both(detail, "partnerLabel")
    if partner_zh:
        zh += f";会同:{partner_zh}"
        en += f"; together with {partner_en}"
    unassigned = _UNASSIGNED.get(detail.local("status")) if not bearer_zh else None
    if unassigned:
        zh += unassigned[0]
        en += unassigned[1]
    if detail.flag("truncated"):
        zh += "(原文此句残缺)"
        en += " (the sentence is cut in the source)"
    return zh, en


def _bilingual(en: str, zh: str) -> str:
    return f"{en} ({zh})" if en and zh and en != zh else en or zh


def _procedure(detail: Detail) -> Told:
    zh, en = [], []
    for tell_part in (
        _tell_frequency,
        _tell_trigger,
        _tell_deadline,
        _tell_people,
        _tell_thresholds,
        _tell_steps,
        _tell_rest,
    ):
        told = tell_part(detail)
        if told[0]:
            zh.append(told[0])
            en.append(told[1])
    title_zh, title_en = detail.one("label", "zh"), detail.one("label", "en")
    body_zh, body_en = _both(detail, "bodyLabel")
    head_zh = title_zh or body_zh
    head_en = _bilingual(title_en or body_en, "" if title_en else body_zh)
    return (
        f"{head_zh}:{';'.join([*zh, detail.one('quote')])}",
        f"{head_en}: {'; '.join(en) or detail.one('quote')}",
    )


def _tell_frequency(detail: Detail) -> Told:
    if not (detail.one("period") or detail.one("unspecified")):
        return "", ""
    return say_frequency(
        detail.one("minimum"),
        detail.one("maximum"),
        detail.one("period"),
        detail.one("hedge"),
        unspecified=detail.flag("unspecified"),
    )


def _tell_trigger(detail: Detail) -> Told:
    trigger = detail.one("trigger")
    return (f"触发:{trigger}", f"extra or started when: {trigger}") if trigger else ("", "")


def _tell_deadline(detail: Detail) -> Told:
    dates = [say_date(date) for date in detail.all("fixedDate")]
    zh, en = "、".join(date[0] for date in dates), ", ".join(date[1] for date in dates)
    if detail.one("duration") or detail.one("date") or detail.one("deadlineUnspecified"):
        limit = say_deadline(
            detail.one("duration"),
            detail.one("date"),
            working_days=detail.flag("workingDays"),
            unspecified=detail.flag("deadlineUnspecified"),
        )
        zh, en = ";".join(filter(None, (zh, limit[0]))), "; ".join(filter(None, (en, limit[1])))
    return zh, en


_PEOPLE = (
    ("convenerLabel", "召集", "convened by"),
    ("chairLabel", "主持", "chaired by"),
    ("substituteLabel", "可委托", "stand-in"),
    ("proposerLabel", "议题提出", "agenda proposed by"),
    ("deciderLabel", "议题审定", "agenda decided by"),
    ("approverLabel", "批准/签发", "approved or signed by"),
)


def _tell_people(detail: Detail) -> Told:
    zh, en = [], []
    for name, word_zh, word_en in _PEOPLE:
        who_zh, who_en = _both(detail, name)
        if who_zh:
            zh.append(f"{word_zh}:{who_zh}")
            en.append(f"{word_en} {_bilingual(who_en, who_zh)}")
    return ";".join(zh), "; ".join(en)


def _tell_thresholds(detail: Detail) -> Told:
    value = detail.one("value")
    if not value:
        return "", ""
    numbers = "、".join(f"{say_number(number)}{detail.one('unit')}" for number in detail.all("value"))
    grades = "、".join(detail.all("grade"))
    what = "、".join(detail.all("thresholdOf"))
    return (
        f"{what}{detail.one('operator')}{numbers}{f'({grades})' if grades else ''}",
        f"{numbers} {grades}".strip(),
    )


def _tell_steps(detail: Detail) -> Told:
    zh = "→".join(detail.all("stepLabel", "zh"))
    en = " → ".join(detail.all("stepLabel", "en") or detail.all("stepLabel", "zh"))
    return (f"步骤:{zh}", f"steps: {en}") if zh else ("", "")


def _tell_rest(detail: Detail) -> Told:
    zh = ";".join(filter(None, ("、".join(detail.all("category")), detail.one("decisionRule"))))
    return zh, zh


def _membership(detail: Detail) -> Told:
    member_zh, member_en = _both(detail, "memberLabel")
    implied = detail.local("status").startswith("Implied")
    zh = f"{member_zh}(成员{',按文意推定' if implied else ''})"
    return zh, f"{_bilingual(member_en, member_zh)} (member{', implied' if implied else ''})"


def _relation(detail: Detail) -> Told:
    word_zh, word_en = _RELATION.get(
        detail.local("relation"), (detail.local("relation"), detail.local("relation"))
    )
    subject_zh, subject_en = _both(detail, "subjectLabel")
    object_zh, object_en = _both(detail, "objectLabel")
    return (
        f"{subject_zh} {word_zh} {object_zh}",
        f"{_bilingual(subject_en, subject_zh)} {word_en} {_bilingual(object_en, object_zh)}",
    )


def _citation(detail: Detail) -> Told:
    number, issuer, date = detail.one("number"), detail.one("issuer", "zh"), detail.one("date")
    tail = ",".join(filter(None, (number, issuer, say_date(date)[0] if date else "")))
    title = detail.one("title", "zh") or detail.one("title")
    zh = f"《{title}》{f'({tail})' if tail else ''}"
    english = detail.one("label", "en")
    return zh, f"{english} — {zh}" if english else zh


def _disclosure(detail: Detail) -> Told:
    zh, en = _both(detail, "label")
    date = detail.one("date")
    if date:
        told = say_date(date)
        return f"{zh}({told[0]})", f"{en} ({told[1]})"
    return zh, en


def _document(detail: Detail) -> Told:
    number, date = detail.one("number"), detail.one("date")
    issuer, issuer_en = detail.one("issuer", "zh"), detail.one("issuer", "en")
    told = say_date(date) if date else ("", "")
    zh = f"{detail.one('label', 'zh')}:文号 {number or '(未写明)'},日期 {told[0] or '(未写明)'},制发 {issuer or '(未写明)'}"
    name = detail.one("label", "en") or detail.one("label")
    en = f"{name}: number {number or '(not stated)'}, date {told[1] or '(not stated)'}, issued by {issuer_en or issuer or '(not stated)'}"
    return zh, en


def _post(detail: Detail) -> Told:
    role = detail.one("role", "zh") or detail.one("label", "zh")
    body_zh, body_en = _both(detail, "bodyLabel")
    holder = detail.one("holderLabel") or detail.one("holder")
    zh = f"{body_zh}{role}:{holder or '(文中未写明人选)'}"
    return (
        zh,
        f"{detail.one('label', 'en') or role}, {_bilingual(body_en, body_zh)}: {holder or '(no holder named)'}",
    )


def _defect(detail: Detail) -> Told:
    zh = detail.one("message", "zh")
    return zh, detail.one("message", "en") or zh


_TELLERS: dict[str, Callable[[Detail], Told]] = {
    "duty": _duty,
    "procedure": _procedure,
    "membership": _membership,
    "relation": _relation,
    "citation": _citation,
    "disclosure": _disclosure,
    "document": _document,
    "post": _post,
    "defect": _defect,
}
