"""A document whose every name tries to be something else: markup, script, formulas, characters that reorder text."""

from __future__ import annotations

from hashlib import sha256

from kg.coding.model import (
    Body,
    Citation,
    Coder,
    Coding,
    Defect,
    DocumentDescription,
    Duty,
    Emendation,
    Membership,
    Post,
    Procedure,
    Provision,
    Relation,
    Silence,
    Step,
)

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
FORMULA = '=HYPERLINK("http://evil.example","x")'
BIDI = "监督\u202e者\u2066乙\u2069"
MARKUP = f"'</a>{{{{7*7}}}}<b>机构</b>&amp;{SCRIPT}"

_NAMES = (SCRIPT, IMAGE, FORMULA, BIDI, MARKUP)


def hostile_coding() -> Coding:
    """Code a document made of such names."""
    text = f"{MARKUP}\n" + "".join(f"{name}负责{IMAGE}工作。\n" for name in _NAMES)
    spans = {}
    for name in _NAMES:
        start = text.index(f"{name}负责")
        spans[name] = (start, start + len(name), start + len(f"{name}负责{IMAGE}工作"))
    bodies = tuple(
        Body(id=f"b{number}", name=name, name_en=name, aliases=(f"{name}又",), kind="organization", function="other",
             level="city", quote=name, start=spans[name][0], end=spans[name][1])
        for number, name in enumerate(_NAMES, 1)
    )  # fmt: skip
    duties = tuple(
        Duty(id=f"dp1-{number}", provision="p1", bearers=(f"b{number}",), bearer_status="stated", actions=(FORMULA, SCRIPT),
             supervision="supervises", matter=f"{name}事", object=IMAGE, targets=("b1",), condition=BIDI, gloss_en=name, note=name,
             quote=text[spans[name][0] : spans[name][2]], start=spans[name][0], end=spans[name][2])
        for number, name in enumerate(_NAMES, 1)
    )  # fmt: skip
    place = {"quote": SCRIPT, "start": spans[SCRIPT][0], "end": spans[SCRIPT][1]}
    return Coding(
        document=DocumentDescription(
            id="hostile", title=MARKUP, title_en=SCRIPT, issuer=IMAGE, number=FORMULA, date="2020-01-01", place=BIDI,
            level="city", sha256=sha256(text.encode()).hexdigest(),
        ),
        text=text,
        emendations=(Emendation(start=0, end=3, source=SCRIPT, restored=text[:3], reason=IMAGE),),
        provisions=(
            Provision(path="h", parent=None, kind="heading", start=0, end=len(MARKUP) + 1),
            Provision(path="p1", parent=None, kind="paragraph", heading=SCRIPT, start=len(MARKUP) + 1, end=len(text)),
        ),
        bodies=bodies,
        posts=(Post(body="b1", role=SCRIPT, role_en=IMAGE, holder=FORMULA, **place),),
        memberships=(Membership(member="b2", body="b1", role=IMAGE, **place),),
        relations=(Relation(subject="b3", relation="supervises", object="b1", **place),),
        duties=duties,
        procedures=(
            Procedure(id="pp1-1", provision="p1", kind="meeting", title=SCRIPT, title_en=IMAGE, body="b1", convener="b3",
                      trigger=FORMULA, decision_rule=BIDI, dates=("--01-28",), categories=(SCRIPT,), gloss_en=IMAGE,
                      steps=(Step(order=1, actor="b2", action=SCRIPT, text=IMAGE, text_en=MARKUP),), **place),
        ),
        citations=(Citation(title=SCRIPT, number=FORMULA, issuer=IMAGE, **place),),
        defects=(Defect(kind="other", provision="p1", message_zh=SCRIPT, message_en=IMAGE, severity="warning", **place),),
        silences=(Silence(about="b1", question="convener", provisions=("p1",), note=SCRIPT),),
        coder=Coder(name=SCRIPT, version="1", reviewed=True),
    )  # fmt: skip
