"""Small codings to compare, written with quotes instead of offsets."""

from __future__ import annotations

from hashlib import sha256

from kg.coding.model import (
    Body,
    Citation,
    Coder,
    Coding,
    DocumentDescription,
    Duty,
    Frequency,
    Membership,
    Post,
    Procedure,
    Relation,
)

TEXT = (
    "一、领导小组职责\n研究解决全县防汛工作中的重大问题。\n"
    "二、成员单位职责\n县水利局负责水库调度；县气象局负责雨情预报，及时通报领导小组。\n"
    "三、会议\n领导小组会议由组长召集，每年召开两次。依据《防洪法》制定。\n"
    "领导小组下设办公室，办公室设在县水利局。\n"
)


def locate(quote: str, text: str = TEXT) -> dict[str, object]:
    start = text.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def body(slug: str, name: str, kind: str = "government-body", **more: object) -> Body:
    return Body(id=slug, name=name, kind=kind, **{**(more if "quote" in more else locate(name)), **more})  # type: ignore[arg-type]


def duty(slug: str, quote: str, *bearers: str, **more: object) -> Duty:
    values = {"provision": "1", "bearer_status": "stated" if bearers else "unstated", **more}
    return Duty(id=slug, bearers=bearers, **values, **locate(quote))  # type: ignore[arg-type]


def coding(name: str = "first", text: str = TEXT, **lists: tuple[object, ...]) -> Coding:
    digest = sha256(text.encode()).hexdigest()
    return Coding(
        document=DocumentDescription(id="flood", sha256=digest),
        text=text,
        coder=Coder(name=name, version="1"),
        **lists,  # type: ignore[arg-type]
    )


GROUP = body("group", "领导小组", "coordination-body")
OFFICE = body("office", "办公室", "secretariat-office", aliases=("领导小组办公室",))
WATER = body("water", "县水利局")
WEATHER = body("weather", "县气象局")

RESEARCH = duty("d1-1", "研究解决全县防汛工作中的重大问题", "group", actions=("研究", "解决"))
RESERVOIR = duty("d2-1", "县水利局负责水库调度", "water", actions=("负责", "调度"))
FORECAST = duty("d2-2", "县气象局负责雨情预报，及时通报领导小组", "weather", actions=("负责", "预报", "通报"))

MEETING = Procedure(
    id="p3-1", provision="3", kind="meeting", body="group", convener="组长",
    frequency=Frequency(min=2, max=2, period="P1Y"), **locate("领导小组会议由组长召集，每年召开两次"),
)  # type: ignore[arg-type]  # fmt: skip
LEADER = Post(body="group", role="组长", **locate("组长"))  # type: ignore[arg-type]
MEMBER = Membership(member="water", body="group", **locate("县水利局"))  # type: ignore[arg-type]
HOSTED = Relation(subject="office", relation="hosted-by", object="water", **locate("办公室设在县水利局"))  # type: ignore[arg-type]
LAW = Citation(title="防洪法", **locate("《防洪法》"))  # type: ignore[arg-type]

WHOLE = coding(
    bodies=(GROUP, OFFICE, WATER, WEATHER),
    posts=(LEADER,),
    memberships=(MEMBER,),
    relations=(HOSTED,),
    duties=(RESEARCH, RESERVOIR, FORECAST),
    procedures=(MEETING,),
    citations=(LAW,),
)
