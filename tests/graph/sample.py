"""A small coding written by hand, in which every kind of fact occurs once."""

from __future__ import annotations

from hashlib import sha256

from kg.coding.model import (
    Body,
    Citation,
    Coder,
    Coding,
    Deadline,
    Defect,
    Disclosure,
    DocumentDescription,
    Duty,
    Emendation,
    Frequency,
    Membership,
    Post,
    Procedure,
    Provision,
    Relation,
    Silence,
    Step,
    Threshold,
    Uncoded,
)  # fmt: skip

__all__ = ["TEXT", "sample_coding", "span"]

TEXT = """某市厂务公开协调小组工作规则
一、协调小组职责
1、指导各级厂务公开领导机构履行职责,督促企业落实《劳动法》。
2、按时报送材料。
二、议事规则
1、协调小组会议由组长负责召集,一般每年召开一次,由办公室提出议题,报组长或副组长审定。
2、办公室应在会前十个工作日内通知各成员单位,到会人数不少于三分之二方可开会。
三、成员单位
协调小组由市总工会、市纪委等单位组成。组长由市委副书记担任。办公室设在市总工会。1月28日为公开日,公开工资。
四、考核
市纪委监督市总工会,考核结果由市纪委通报。
"""


def span(quote: str) -> dict[str, object]:
    """Give the quote and its offsets."""
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def _provisions() -> tuple[Provision, ...]:
    found: list[Provision] = []
    offset, top = 0, 0
    for line in TEXT.splitlines(keepends=True):
        start, end = offset, offset + len(line)
        offset = end
        if "、" in line[:3] and line[0] in "一二三四":
            top += 1
            stop = min((TEXT.find(f"\n{n}、", end - 1) + 1 or len(TEXT)) for n in "一二三四"[top:] or "#")
            found += [
                Provision(path=f"{top}", parent=None, kind="numbered", number=line[:2], ordinal=top, heading=line[2:].strip(), start=start, end=stop),
                Provision(path=f"{top}.h", parent=f"{top}", kind="heading", start=start, end=end),
            ]  # fmt: skip
        elif line[0].isdigit() and line[1] == "、":
            number = int(line[0])
            found.append(Provision(path=f"{top}.{number}", parent=f"{top}", kind="numbered", number=line[:2], ordinal=number, start=start, end=end))  # fmt: skip
        else:
            parent = f"{top}" if top else None
            found.append(Provision(path=f"{top}.p1" if top else "p1", parent=parent, kind="paragraph", start=start, end=end))  # fmt: skip
    return tuple(found)


def sample_coding(document: str = "sample") -> Coding:
    """Build the coding under a document id."""
    return Coding(
        document=DocumentDescription(
            id=document, title="某市厂务公开协调小组工作规则", title_en="Rules of a city's group", issuer="市总工会",
            number="某发〔2008〕1号", date="2008-05-12", place="某市", place_en="Some City", level="city",
            sha256=sha256(TEXT.encode()).hexdigest(),
        ),
        text=TEXT,
        emendations=(Emendation(start=2, end=4, source="廠務", restored="厂务", reason="traditional", source_start=2, source_end=4),),
        provisions=_provisions(),
        bodies=(
            Body(id="group", name="协调小组", name_en="coordination group", aliases=("小组",), kind="coordination-body", function="coordination", level="city", place="某市", **span("某市厂务公开协调小组")),  # type: ignore[arg-type]
            Body(id="office", name="办公室", name_en="office", kind="secretariat-office", **span("办公室设在")),  # type: ignore[arg-type]
            Body(id="union", name="市总工会", name_en="city union federation", kind="mass-organization", function="trade-union", level="city", **span("市总工会")),  # type: ignore[arg-type]
            Body(id="discipline", name="市纪委", name_en="city discipline commission", kind="discipline-organ", function="discipline-inspection", **span("市纪委")),  # type: ignore[arg-type]
            Body(id="lower-bodies", name="各级厂务公开领导机构", name_en="leading bodies at all levels", kind="body-category", **span("各级厂务公开领导机构")),  # type: ignore[arg-type]
        ),
        posts=(
            Post(body="group", role="组长", role_en="leader", holder="市委副书记", **span("组长由市委副书记担任")),  # type: ignore[arg-type]
            Post(body="group", role="副组长", role_en="deputy leader", **span("组长或副组长")),  # type: ignore[arg-type]
        ),
        memberships=(
            Membership(member="union", body="group", open=True, **span("协调小组由市总工会、市纪委等单位组成")),  # type: ignore[arg-type]
            Membership(member="discipline", body="小组", open=True, **span("协调小组由市总工会、市纪委等单位组成")),  # type: ignore[arg-type]
        ),
        relations=(
            Relation(subject="office", relation="part-of", object="group", **span("办公室")),  # type: ignore[arg-type]
            Relation(subject="office", relation="hosted-by", object="union", **span("办公室设在市总工会")),  # type: ignore[arg-type]
            Relation(subject="group", relation="guides", object="lower-bodies", duty="d1.1-1", **span("指导各级厂务公开领导机构履行职责")),  # type: ignore[arg-type]
            Relation(subject="discipline", relation="supervises", object="union", duty="d4.p1-1", **span("市纪委监督市总工会")),  # type: ignore[arg-type]
        ),
        duties=(
            Duty(id="d1.1-1", provision="1.1", bearers=("group",), bearer_status="stated", bearer_start=TEXT.index("协调小组职责"), bearer_end=TEXT.index("职责\n"), actions=("指导",), supervision="guides", matter="试验事项", targets=("lower-bodies",), object="各级厂务公开领导机构履行职责", gloss_en="guide leading bodies", **span("指导各级厂务公开领导机构履行职责")),  # type: ignore[arg-type]
            Duty(id="d1.1-2", provision="1.1", bearers=("group",), bearer_status="stated", actions=("督促", "跑腿"), supervision="supervises", matter="试验事项", targets=("企业",), gloss_en="urge enterprises", **span("督促企业落实《劳动法》")),  # type: ignore[arg-type]
            Duty(id="d1.2-1", provision="1.2", bearer_status="lost", actions=("报送",), gloss_en="send in material on time", **span("按时报送材料")),  # type: ignore[arg-type]
            Duty(id="d4.p1-1", provision="4", bearers=("市纪委",), bearer_status="stated", actions=("监督",), supervision="supervises", targets=("union",), gloss_en="supervise the union", power=True, deontic_marker="应", rule="oversight", confidence=0.9, **span("市纪委监督市总工会")),  # type: ignore[arg-type]
        ),
        procedures=(
            Procedure(id="p2.1-1", provision="2.1", kind="meeting", body="group", convener="组长", agenda_proposer="办公室", agenda_decider="组长或副组长", frequency=Frequency(min=1, max=1, period="P1Y"), frequency_hedge="一般", gloss_en="The group meets once a year.", steps=(Step(order=1, actor="office", action="提出", text="由办公室提出议题", text_en="the office proposes"),), **span("协调小组会议由组长负责召集,一般每年召开一次")),  # type: ignore[arg-type]
            Procedure(id="p2.2-1", provision="2.2", kind="information", body="office", deadline=Deadline(duration="P10D", working_days=True), thresholds=(Threshold(of="到会人数", operator=">=", value=0.666667, unit=None),), dates=("--01-28",), **span("办公室应在会前十个工作日内通知各成员单位")),  # type: ignore[arg-type]
        ),
        disclosures=(
            Disclosure(kind="day", label="公开日", label_en="open day", date="--01-28", **span("1月28日为公开日")),  # type: ignore[arg-type]
            Disclosure(kind="item", label="工资", label_en="wages", **span("公开工资")),  # type: ignore[arg-type]
        ),
        citations=(Citation(title="劳动法", title_en="Labour Law", **span("《劳动法》")),),  # type: ignore[arg-type]
        defects=(Defect(kind="duty-without-bearer", provision="1.2", message_zh="职责无承担者", message_en="No bearer.", severity="warning", affects=("d1.2-1",), **span("按时报送材料")),),  # type: ignore[arg-type]
        silences=(Silence(about="group", question="chair", provisions=("2.1",)),),
        uncoded=(Uncoded(reason="heading", start=0, end=TEXT.index("\n")),),
        coder=Coder(name="hand", version="1", reviewed=True, date="2008-06-01"),
    )  # fmt: skip
