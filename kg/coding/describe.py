"""What identifies a document: title, issuer, number, date, place, level, language and its id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from kg.coding.classify import level_of_place, split_prefix
from kg.coding.model import Level
from kg.coding.numbers import parse_number
from kg.coding.script import fold

__all__ = ["DATE_LINE", "Description", "describe", "document_slug", "iso_date"]

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:字)?\s*[\[(〔]\s*(?:19|20)\d{2}\s*[\])〕]\s*(?:第)?\s*\d{1,5}\s*号"
)
_DATE = re.compile(
    r"((?:19|20)\d{2}|[二一〇○零O0九八七六五四三]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?"
)
CLOSING = 6  # lines at the end among which the signature is, where no date stands below it
DATE_LINE = re.compile(rf"^[\s(]*{_DATE.pattern}[\s)]*(?:印发)?\s*$")
_ORGANS = r"(?:委员会|政府|办公室|办公厅|办事处|党工委|小组|指挥部|联席会议|局|厅|部|委|公司|集团|学校|中学|小学|学院|大学|医院|会|院|中心|[支总大]队|联社|管理[处所站])"
_ORGAN = re.compile(rf"{_ORGANS}$")
_NO_SIGNATURE = re.compile(
    r"[,;。:]|负责|召开|《|^\(|^[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾\d]+、|^第|^各|、各|^送|^报|^发|^抄|关于|(?:工作|议事)规则|^附"
)
_SPEAKING = re.compile(rf"^[\u4e00-\u9fff]{{2,24}}?{_ORGANS}(?=(?:办公室|办公厅)?关于)(?:办公室|办公厅)?")
_SCHOOL = re.compile(
    r"^[\u4e00-\u9fff]{2,14}?(?:中学|小学|大学|学院|学校|幼儿园|职校|[一二三四五六七八九十]{1,2}中|附中|一小|二小|中心校)"
)
_COMPANY = re.compile(
    r"^[\u4e00-\u9fff()]{2,24}?(?:公司|集团|厂(?!务|长|区|矿|房)|矿(?!山|长|区)|项目部|银行)"
)
_LEVEL_HINTS: tuple[tuple[str, Level], ...] = (
    ("省政府", "provincial"), ("市政府", "city"), ("县政府", "district"), ("区政府", "district"), ("镇政府", "township"),
    ("乡政府", "township"), ("县委", "district"), ("全市", "city"), ("我市", "city"), ("全县", "district"), ("我县", "district"), ("全区", "district"), ("我区", "district"),
    ("全省", "provincial"), ("全乡", "township"), ("全镇", "township"), ("我镇", "township"), ("街道", "township"),
    ("全村", "village"), ("我村", "village"), ("全校", "school"), ("我校", "school"), ("校长", "school"),
    ("本公司", "enterprise"), ("公司", "enterprise"), ("全国", "national"), ("国务院", "national"),
)  # fmt: skip
_OPENING = re.compile(r"^(?:关于)?(?:印发|转发|成立|设立|调整|建立|公布|修订)?《?")


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a document says about itself."""

    title: str | None
    issuer: str | None
    number: str | None
    date: str | None
    place: str | None
    level: Level | None
    language: str


def describe(text: str, view: str, title: str | None) -> Description:
    """Read the description off the title, the opening and the closing lines."""
    head, tail = view[:1200], view[-400:]
    shown = re.sub(r"\s+", "", title) if title else None
    folded = fold(shown) if shown else ""
    number = _NUMBER.search(head)
    issuer = _issuer(text, view, shown or "", folded)
    place = _place(folded) or _place(fold(issuer or "")) or _place_in(head)
    return Description(
        title=shown, issuer=issuer, number=text[number.start() : number.end()] if number else None,
        date=_date(head, tail), place=place, level=_level(folded, place, head), language=_language(text, view),
    )  # fmt: skip


def _issuer(text: str, view: str, shown: str, folded: str) -> str | None:
    """Read who issued it: who signed it, else who speaks in the title (X关于…)."""
    lines = [line for line in _lines(view) if line[1].strip()]
    signed = [line for line, below in pairwise(lines) if DATE_LINE.match(below[1])]
    for start, line in [*reversed(signed), *reversed(lines[-CLOSING:])]:
        bare = re.sub(_DATE, "", line).replace("印发", "").strip()
        if 4 <= len(bare) <= 40 and _ORGAN.search(bare) and not _NO_SIGNATURE.search(bare):
            at = line.find(bare)
            if at >= 0:  # else a date stands between its words
                return text[start + at : start + at + len(bare)]
    speaking = _SPEAKING.match(folded)
    return shown[: speaking.end()] if speaking else None


def _lines(view: str) -> list[tuple[int, str]]:
    at, lines = 0, []
    for line in view.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


def _place(name: str) -> str | None:
    name = _OPENING.sub("", name)
    name = re.sub(r"^(?:中国共产党|中共)", "", name)
    found = _SCHOOL.match(name) or _COMPANY.match(name)
    if found and level_of_place(found.group()) in ("school", "enterprise"):
        return found.group()
    prefix, _ = split_prefix(name)
    prefix = re.sub(r"(?:级|直属|直|属)$", "", prefix)
    if prefix in ("全国", "国家", "国务院", "中央", "中华"):
        return "全国"
    return prefix if len(prefix) > 1 else None


def _place_in(head: str) -> str | None:
    found = re.search(
        r"(?<![\u4e00-\u9fff])(?!完成|落实|贯彻|执行|接受|根据|按照|协助|承担|报请|抄送|所有|有关|其他)((?:(?![向委对把将在和与及于至到以由的各已经本报送])[\u4e00-\u9fff]){2,4}(?:省|市|县|区|镇|乡|街道|自治州))(?=人民政府|委|政府|各)",
        re.sub(r"《[^《》]*》", lambda title: "□" * len(title.group()), head),
    )
    return found.group(1) if found and not _SAYS.match(found.group(1)) else None


# 协调县政府…, 作为市人民政府…: what is done or said before the word for the level is no place.
_SAYS = re.compile(r"作为|(?:组织|协调|督促|指导|配合|联系|会同|协助|支持|推动){1,2}[省市县区镇乡]")


def _level(title: str, place: str | None, head: str) -> Level | None:
    name = _OPENING.sub("", title)
    if place and (level := level_of_place(place)):
        return level
    prefix, _ = split_prefix(name)
    if prefix and (level := level_of_place(prefix)):
        return level
    counts: dict[Level, int] = {}
    for word, hinted in _LEVEL_HINTS:
        if n := head.count(word):
            counts[hinted] = counts.get(hinted, 0) + n
    if not counts:
        return None
    best: Level = max(counts, key=lambda hinted: counts[hinted])
    return best


def _date(head: str, tail: str) -> str | None:
    for part in (tail, head):
        found = [
            iso for m in _DATE.finditer(part) if (iso := iso_date(m)) and not part.startswith("施行", m.end())
        ]
        if found:
            return found[-1] if part is tail else found[0]
    return None


def iso_date(match: re.Match[str]) -> str | None:
    """Turn a matched 年月日 into an ISO date, as precise as written."""
    digits = match.group(1).translate(str.maketrans("〇○零O一二三四五六七八九", "0000123456789"))
    if not digits.isdigit():
        return None
    month, day = parse_number(match.group(2)), parse_number(match.group(3)) if match.group(3) else None
    if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{digits}-{int(month):02d}" + (f"-{int(day):02d}" if day is not None else "")


def _language(text: str, view: str) -> str:
    cjk = sum("\u4e00" <= c <= "\u9fff" for c in text[:4000])
    changed = sum(a != b for a, b in zip(text[:4000], view[:4000], strict=True) if "\u4e00" <= a <= "\u9fff")
    return "zh-Hant" if cjk and changed / cjk > 0.1 else "zh"


def document_slug(origin: str, title: str | None, index: int) -> str:
    """Make an id for a document from its file's name, else its title.

    >>> document_slug("rules/fire-safety.txt", None, 0)
    'fire-safety'
    """
    stem = PurePath(origin).name.split(".")[0] if origin and origin != "-" else ""
    base = (
        re.sub(r"[^\w]+", "-", stem or fold(title or "") or "document", flags=re.UNICODE)
        .replace("_", "-")
        .strip("-")
    )
    base = base.lower()[:48] or "document"
    return base if index == 0 else f"{base}-{index + 1}"
