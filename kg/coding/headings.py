"""Which bodies a heading names as bearers of what stands under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.coding import lexicon
from kg.coding.lists import read_list
from kg.coding.names import Mention
from kg.coding.outline import Outline, Scope
from kg.coding.parties import Parties, Party, PartyReader
from kg.coding.persons import is_person
from kg.coding.phrases import verb_at

__all__ = ["HeadingReader", "NamedBy", "is_group_name"]

_TAIL = re.compile(
    r"(?:的|之)?(?:(?:组成|机构|设置|设立|人员|组成人员|成员|构成)?(?:及其|及|和|与|、))?(?:(?:应当|应)?(?:主要)?(?:履行|承担|负有|有)(?:的)?)?(?:下列|以下)?(?:主要|工作|基本|具体|岗位|法定|安全生产|日常|各自)*(?:职责|职能|任务|责任|职权|权限|义务|分工|使命|工作)"
    r"(?:与|和|及|、)?(?:主要|工作|具体)?(?:分工|任务|权限|职责|范围|内容|要求|划分|制度|议事规则|会议制度|工作制度|运行机制|工作规则|规则|运作|如下|如左|为|是|有|包括)?(?:如下|如左)?$|"
    r"(?:的)?(?:主要)?(?:负责|承担)(?:的)?(?:工作|事项|任务)?$"
)
_GROUP = re.compile(r"[\u4e00-\u9fff]{2,12}(?:组|专班|小分队|分队|抢险队|救援队|应急队|志愿队)")


# Under whom somebody works, said between the name and the duties: 监事会在村党支部领导下履行下列职责.
_UNDER = re.compile(r"在[^,;。]{2,24}(?:领导|指导|监督)下$")
_BRACKET = re.compile(r"\([^()]*\)$")
# An officer by his title as a label: 分管副校长(副组长), 各部门负责人.
_OFFICER = re.compile(
    r"(?:各|分管|主管|常务|第一|[\u4e00-\u9fff]{2,6}(?=负责人|主任|主管))*副?(?:[校院厂镇乡县区市局处科所站园]长|书记|主任|经理|总经理|负责人)(?:\([^()]{2,12}\))?"
)
# A class of organizations as a label: 物业服务企业:…, 建筑施工单位:….
_CLASS = re.compile(
    r"(?!.*(?:成员|责任|牵头|配合|组成|参加|主办|承办|协办|主管|支持))[\u4e00-\u9fff]{2,8}(?:企业|公司|机构|单位|场所经营者)"
)
# Each of a class as a heading: 各临床科室, 各分厂(车间).
_EACH = re.compile(
    r"(?:公司|集团|医院|学校|全院|全校|其他|其它)?各(?!项|类|种|自|方|阶|时|环|季|年|月|层|地区|级|部分)[\u4e00-\u9fff、()]{1,14}"
)
_OWN = re.compile(r"(?:其|本会|本小组)?(?:的)?(?:主要|工作|基本)*")
_NOT_A_NAME = re.compile(
    r"时间|地点|电话|内容|要求|目标|原则|依据|方式|方法|步骤|程序|标准|制度|措施|机制|规定|附件|注|说明|范围|对象|形式|流程|主题|任务|职责|工作$|组长|主任|成员$|如下|主送|抄送|抄报|报$|送$|发$|联系|"
    r"阶段|情况|下设|设立|成立|问题|建议|意见|方案|通知|总结|汇报|会议|例会|格式|名单|议题|体系|架构|^总则|^附则|奖惩|第.+[条章]|^[一-十\d]+$|编号|日期|落款|原则上|组织领导|职权|(?:追究|奖励|奖惩|考评|考核|评价|通报|公示|备案|解释|保障|监督|管理)$"
)


@dataclass(frozen=True)
class NamedBy:
    """The parties a heading names, the span of the words, and which rule read them."""

    parties: Parties
    start: int
    end: int
    rule: str


class HeadingReader:
    """Reads headings by the mentions in them; a label of a duty list may name a body no lexicon knows."""

    def __init__(self, reader: PartyReader, main: Mention | None = None) -> None:
        self._reader = reader
        self._main = main
        self._known: dict[tuple[int, int], NamedBy | None] = {}

    def read(self, scope: Scope, *, label: bool = False) -> NamedBy | None:
        """Return whom a heading names, or None."""
        key = (scope.start, scope.end)
        if key not in self._known or label:
            self._known[key] = self._read(scope, label)
        return self._known[key]

    def _read(self, scope: Scope, label: bool) -> NamedBy | None:
        tail = _TAIL.search(scope.words)
        end = scope.start + (tail.start() if tail else len(scope.words))
        if scope.end - scope.start > 160:
            return None
        if end == scope.start or _OWN.fullmatch(self._reader.view[scope.start : end]):
            return self._main_named(scope) if tail and scope.section == "duties" else None
        start = scope.start
        under = _UNDER.search(self._reader.view, start, end)
        end = under.start() if under else end
        parties = self._reader.read(start, end)
        if parties is not None and self._is_whole(parties.end, end):
            return NamedBy(parties, start, parties.end, "heading")
        if (
            parties is not None
            and tail
            and re.match(
                r"[(及和与]|各?成员单位|的[\u4e00-\u9fff]{1,8}$", self._reader.view[parties.end : end]
            )
        ):
            return NamedBy(parties, start, parties.end, "heading-first-name")
        words = self._reader.view[start:end]
        if (people := self._people(start, end, titled=bool(tail))) is not None:
            return NamedBy(people, start, end, "label")
        if (
            listed := self._listed(start, end)
            if "、" in words and (label or tail or parties is not None)
            else None
        ):
            return NamedBy(listed, start, end, "label-list")
        party = self._labelled(
            scope, start, end, could_name=label or (tail is not None and len(words) > 3 and "、" not in words)
        )
        return NamedBy(Parties((party,), end), start, end, "label") if party else None

    def _labelled(self, scope: Scope, start: int, end: int, *, could_name: bool) -> Party | None:
        """The one whom a label names by its form alone: a group, a class, a person, a function, else any name."""
        words, followed = self._reader.view[start:end], self._reader.view[scope.end : scope.end + 2]
        is_name = not _NOT_A_NAME.search(words)
        if _GROUP.fullmatch(words) and is_name:
            return Party(start, end, "body", "sub-body", "label-of-group")
        if _CLASS.fullmatch(words) and followed.startswith(":"):
            return Party(start, end, "category", "body-category", "label-of-class")
        if _EACH.fullmatch(words) and is_name and not verb_at(words, 0, len(words)):
            return Party(start, end, "category", "body-category", "label-of-each")
        if words in ("成员", "委员", "组员") and followed == ":由":
            return Party(start, end, "post", "organization", "label-of-members")
        if _OFFICER.fullmatch(words):
            return Party(start, end, "post", "organization", "label-of-person")
        if words in lexicon.unit_stems() or words in lexicon.unit_names():
            return Party(start, end, "body", "government-body", "label-of-function")
        if could_name and self._could_name(words):
            return Party(start, end, "body", "organization", "label")
        return None

    def _people(self, start: int, end: int, *, titled: bool) -> Parties | None:
        """A heading that names people by occupation (村民小组长, 校医、宿管员) or, over duties, by a post (会长职责)."""
        view = self._reader.view
        pieces = [(m.start(), m.end()) for m in re.compile(r"[^、]+").finditer(view, start, end)]
        of_post = titled and view[start:end] in lexicon.roles()
        of_people = not view.startswith("各", start) and all(is_person(view[a:b]) for a, b in pieces)
        if not pieces or not (of_post or of_people):
            return None
        return Parties(tuple(Party(a, b, "post", "organization", "label-of-person") for a, b in pieces), end)

    def _listed(self, start: int, end: int) -> Parties | None:
        """A heading that lists names, some of which no lexicon knows."""
        if re.search(r"牵头|配合|[,;。]", self._reader.view[start:end]):
            return None
        found, _ = read_list(self._reader, start, end)
        if len(found) < 2 or not any(item.known for item in found):
            return None
        return Parties(tuple(Party(i.start, i.end, "body", "organization", "label-list") for i in found), end)

    def opening(self, start: int, end: int) -> NamedBy | None:
        """Whom the text of an item opens with, where its heading is glued to it."""
        parties = self._reader.read(start, end)
        return NamedBy(parties, start, parties.end, "glued-heading") if parties else None

    def of_title(self, outline: Outline) -> NamedBy | None:
        """Whom the title of a list of duties names: 医院感染管理委员会职责."""
        opening = next((line for line in outline.lines if line.end > line.start), None)
        if opening is None or not opening.heading or opening.numbered:
            return None
        words = outline.view[opening.start : opening.end]
        if not re.search(r"(?:职责|任务|职能)(?:如下)?$", words) or re.search(
            r"成员|单位|部门|及其|和|分工", words
        ):
            return None
        named = self.read(Scope(start=opening.start, end=opening.end, words=words, section="duties"))
        return named if named and named.rule == "heading" and len(named.parties.items) == 1 else None

    def main_party(self) -> Party | None:
        """The body the document is about, as a party."""
        if self._main is None:
            return None
        return Party(self._main.start, self._main.end, "body", self._main.kind, "main-body")

    def _main_named(self, scope: Scope) -> NamedBy | None:
        """A heading that says only 主要职责 is about the body the document is about."""
        party = self.main_party()
        if party is None:
            return None
        return NamedBy(Parties((party,), party.end), scope.start, scope.end, "heading-of-main-body")

    def _is_whole(self, at: int, end: int) -> bool:
        rest = self._reader.view[at:end].strip(" :、,。")
        return not rest or bool(
            re.fullmatch(
                r"\([^()]{0,120}\)|等(?:单位|部门|有关部门)?|负责|的|(?:主要|牵头|配合|责任)?(?:单位|部门)?|—+",
                rest,
            )
        )

    @staticmethod
    def _could_name(words: str) -> bool:
        return (
            1 < len(words) <= 24
            # 公开 and 处置 over items say what is done, and name nobody.
            and words not in lexicon.verbs()
            # 组  长 is a title, spaced out to the width of 副组长.
            and not _NOT_A_NAME.search(re.sub(r"\s", "", words))
            and not re.search(r"[,;。!?\"]|\d{3}", words)
            and not _names_work(words)
        )


def _names_work(words: str) -> bool:
    """Say whether a label is made of verbs only and so is about what is done: 监督检查, 检查与考核."""
    return all(
        part in lexicon.verbs() or (len(part) == 4 and {part[:2], part[2:]} <= lexicon.verbs().keys())
        for part in re.split(r"[与和及、]", words)
    )


def is_group_name(words: str) -> bool:
    """Say whether a heading is the name of a working group.

    >>> is_group_name("疫情处置组"), is_group_name("工作要求")
    (True, False)
    """
    bare = _BRACKET.sub("", words)
    return bool(_GROUP.fullmatch(bare)) and not _NOT_A_NAME.search(bare) and not re.search(r"[与和及]", bare)
