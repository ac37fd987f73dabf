"""Whether a text sets up or regulates a coordination body, or is something else that only mentions one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.coding.names import Mention
from kg.coding.outline import Outline

__all__ = ["Genre", "recognize_genre"]

_RULE_TITLE = re.compile(
    r"职责|议事规则|工作规则|规则|制度|要点|章程|规程|规定|办法|细则|分工|责任制|组成|名单|职权范围|机制|成立|设立|建立|调整|意见|方案|通知|条例|预案|公约|守则|任务"
)
_SET_UP = re.compile(
    r"(?:成立|设立|特设|建立|设置|组建|调整|设)[^,;。\n]{0,30}(?:小组|委员会|联席会议|指挥部|领导组|会报|专班)"
)
_COMPOSED = re.compile(r"由[^。;\n]{4,300}组成|成员单位|组成人员|委员[^,;。\n]{0,10}(?:名|人)|组成单位")
_ROLES = re.compile(
    r"(?:组\s*长|召\s*集\s*人|总\s*指\s*挥|主任委员|主\s*任|指挥长|主席)[^,;。\n]{0,6}(?:[:]|由)|(?:任|担任|兼任|为)(?:总?召集人|组长|总指挥|主任委员|主任|主席)"
)
_UNITS_DUTIES = re.compile(r"成员单位[^,;。]{0,8}(?:职责|分工|任务)")
_NEWS = re.compile(
    r"本报讯|讯[(:]|\(记者|记者[\u4e00-\u9fff ]{2,4}(?:报道|摄)?|通讯员|昨日|昨天|(?<![\d作一二三四五六七八九十两])日前|近日|今天上午|据了解|据悉|会议(?:首先|强调|指出)|最后,?会议|会上,|\d月\d{1,2}日,[^,。;]{4,40}召开[^,。;]{2,40}会[。,]|\d月\d{1,2}日,[^,。;]{4,40}召开[^,。;]{2,40}会议[。,]|政策解读|答记者问|一图读懂|据介绍|新华社|中新网|中新社|日电(?= |[\u4e00-\u9fff])|来源[:]|印发《[^《》]{4,40}》。|本台消息|编辑[:]|责任编辑|强调指出|他指出|会议强调|他强调|会议要求.*会议强调"
)
_SALES = re.compile(
    r"优惠|折扣|[一二三四五六七八九]折|客户|热线|咨询电话|欢迎(?:来电|选购|惠顾|加盟)|诚聘|品牌|预订|售后|服务宗旨|公司简介|产品介绍"
)
# Rules speak of bodies, never to a reader and never of themselves as us; advertisements, interviews and stories do.
_TALKS = re.compile(r"您|我们|贵(?:单位|公司|局|校|院)|笔者|他说|她说|说[:]“|[表坦]示[:,]“|介绍说")


@dataclass(frozen=True)
class Genre:
    """The verdict with the signs it rests on."""

    is_genre: bool
    signs: tuple[str, ...]


def recognize_genre(
    outline: Outline, mentions: list[Mention], title: str | None, *, bearers: Sequence[str]
) -> Genre:
    """Say whether a text is of the genre; ``bearers`` gives the first bearer of every duty that names one."""
    head = outline.view[:200] if title is None else title
    coordination = [m for m in mentions if m.kind in ("coordination-body", "secretariat-office", "sub-body")]
    sections = {scope.section for line in outline.lines for scope in line.scopes}
    signs = {
        "title-of-rules": bool(_RULE_TITLE.search(head))
        and bool(coordination or "duties" in sections or "单位" in head),
        "body-in-title": any(m.start < len(head) + 80 for m in coordination) and bool(coordination),
        "sets-up-a-body": bool(_SET_UP.search(outline.view)),
        "states-composition": bool(_COMPOSED.search(outline.view)),
        "states-posts": bool(_ROLES.search(outline.view)),
        "heads-duties": "duties" in sections or bool(_UNITS_DUTIES.search(head)),
        "assigns-duties": len(bearers) >= 3,
        # A page out of the middle: what each unit is to do, one after the other, and nobody's name for the body.
        "shares-out-duties": len(bearers) >= 6 and len(set(bearers)) >= 4,
        "numbered": any(line.numbered for line in outline.lines),
    }
    found = [name for name, present in signs.items() if present]
    weight = len(found)
    news, sales = len(_NEWS.findall(outline.view[:2000])), len(_SALES.findall(outline.view[:2000]))
    if news:
        # Rules number what they say; a story about rules does not.
        told = min(news, 3) * (1 if signs["numbered"] else 2)
        found, weight = [*found, "reads-as-news"], weight - 2 - told
    if sales > 1:
        found, weight = [*found, "reads-as-sales"], weight - min(sales, 4)
    if (talks := len(_TALKS.findall(outline.view[:4000]))) > 1:
        found, weight = [*found, "talks-to-a-reader"], weight - min(2 * talks, 8)
    shared_out = signs["shares-out-duties"] and not news and len(set(bearers)) * 4 >= len(bearers)
    if shared_out:
        weight += 1
    return Genre(weight >= 3 and (bool(coordination) or signs["heads-duties"] or shared_out), tuple(found))
