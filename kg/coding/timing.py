"""Times and measures in rules: how often, by when, on which day, from which share on."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.coding.model import Deadline, Frequency, Threshold
from kg.coding.numbers import NUMERAL, parse_number

__all__ = ["is_timed", "read_dates", "read_deadline", "read_frequency", "read_thresholds"]

_UNITS = {
    "年度": "P1Y", "年": "P1Y", "学年": "P1Y", "半年": "P6M", "学期": "P6M", "季度": "P3M", "季": "P3M", "月": "P1M", "个月": "P1M", "月度": "P1M",
    "周": "P1W", "星期": "P1W", "个星期": "P1W", "日": "P1D", "天": "P1D", "届": "P5Y", "双月": "P2M", "小时": "PT1H", "两月": "P2M", "两周": "P2W",
}  # fmt: skip
_PERIOD = rf"(?P<n>{NUMERAL})?(?P<unit>半年|半月|小时|学年|学期|年度|年|季度|季|个月|月度|双月|月(?!报|刊)|旬|周(?!边|密)|个?星期|日(?!常)|天)"
_TIMES = rf"(?:(?P<more>不少于|至少|最少|不低于|应不少于|不得少于)|(?P<less>不超过|最多|至多))?[^,;。]{{0,14}}?(?P<low>{NUMERAL})(?:[至到~—-](?P<high>{NUMERAL}))?(?:次|回|场|轮)(?P<above>以上|及以上)?"
_EVERY = re.compile(
    rf"(?P<before>至少|最少|不少于|原则上)?(?:每(?:隔)?(?!年\d{{1,2}}月\d{{1,2}}日至){_PERIOD}(?!来|中)|[按逐](?P<by>年|季度?|月|周|旬|日)(?!度|计|工|报|期|照))"
)
_COUNT = re.compile(_TIMES)
_TWICE = re.compile(
    r"年初(?:和|、)?年(?:末|底|终)(?:各|分别)|(?:上|上半年)(?:、|和)?下半年(?:各|分别)|年中(?:和|、)?年(?:末|底|终)(?:各|分别)|(?:春|秋)(?:、|和)?(?:秋|春)(?:两)?季(?!度)"
)
_YEARLY = re.compile(rf"(?:一年|全年|年)(?:内)?(?:至少|不少于|原则上)?(?:召开|举行|开展)?{NUMERAL}次")
_LISTED = re.compile(
    r"每(?:年|逢)(?:的)?(?P<days>[^,;。每]{2,24}?[、和及][^,;。每]{1,16}?)(?:前|后|期间)?(?:各|,(?=由))"
)
_VAGUE = re.compile(r"不定期|定期|适时|经常性|经常(?!务|委)")
_SOON = re.compile(r"随时|及时|尽快|立即|第一时间|限期|迅速|按时|按期|事先|即时|马上|当场")

_WITHIN = re.compile(
    rf"(?<![月末至\d])(?P<n>{NUMERAL})\s*(?P<unit>个工作日|个工作天|工作日|工作天|个?小时|分钟|个?自然日|日|天|周|个星期|个月|年)(?P<end>以内|之内|内|前|之前|以前)"
    rf"|(?:前|提前|届满前|召开前|会前|开会前|举行前)(?P<n2>{NUMERAL})\s*(?P<unit2>个工作日|个工作天|工作日|工作天|个?小时|日|天|周|个星期|个月)(?!以)"
)
# 于6月底、12月底前: two days of the year, no one deadline.
_TWO_DAYS = re.compile(
    rf"{NUMERAL}月(?:{NUMERAL}日|底|末|初)?[、和及]{NUMERAL}月(?:{NUMERAL}日|底|末|初)?(?:或?之前|以前|前)"
)
_THIS_YEAR = re.compile(
    r"(?<![\d一二三四五六七八九十两半每全同跨])(?:本|今|当)?年(?:度)?(?:以|之)?内(?!容|部|外)"
)
_FESTIVE = re.compile(
    r"(?:为|是|作为)[^,;。]{0,16}(?:公开|活动|宣传|接待|卫生|开放|服务|主题|植树|节|纪念|警示|集中)日"
)
# 公示5个工作日, 公示期不少于7天: how long something is open.
_LASTING = re.compile(rf"公示(?:期|时间)?(?:为|满)?(?P<n>{NUMERAL})(?P<unit>个工作日|工作日|天|日|个月)")
# By how much a term may be stretched: 可以延长15日.
_PROLONGED = re.compile(
    rf"延长(?:期限|时间)?(?:最[长多])?(?:不得?超过|不超过|至多)?(?P<n>{NUMERAL})\s*(?P<unit>个工作日|个工作天|工作日|工作天|个?小时|日|天|周|个月)(?P<n2>(?!))?(?P<unit2>(?!))?"
)
# 立即报告,最迟不得超过1小时.
_AT_LATEST = re.compile(
    rf"(?:最迟|至迟|最晚)(?:不得?超过|不超过|在)?(?P<n>{NUMERAL})\s*(?P<unit>个工作日|工作日|个?小时|分钟|日|天)(?P<n2>(?!))?(?P<unit2>(?!))?"
)
_SAME_DAY = re.compile(
    r"(?<=于)(?:当日|当天|次日)|(?:当日|当天|次日)(?:内|前)|(?<=[,应])(?:当日|当天|次日)(?=报|上报|向)"
)
_DAY = re.compile(
    rf"(?:(?P<year>(?:19|20)\d{{2}})年)?(?P<every>每年(?:的)?)?(?P<month>{NUMERAL})月(?:(?P<day>{NUMERAL})日|(?P<part>底|末|中旬|上旬|下旬|初))?(?P<end>之前|以前|前|止|底前)"
)
_YEAR_END = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年|(?P<every>每年|当年|次年)?)(?P<part>年?底|年?末|年终)(?:之前|以前|前)"
)
_FIXED = re.compile(
    rf"(?<![\d年])(?P<month>{NUMERAL})(?:月(?P<day>{NUMERAL})日?|\.(?P<d2>\d{{1,2}})(?=[\u4e00-\u9fff]{{0,6}}(?:日|节|活动|期间)))(?!前|之前|以前|\d|份|印发|施行|起施行|会议)"
)
_SHARE = re.compile(
    rf"(?P<of>[^,;。:的超由须应达\d]{{0,14}}?)(?:的)?(?P<more>超过|过|达到|达|不低于|不少于|不得少于|不得低于|低于|不足)?(?P<value>{NUMERAL}分之{NUMERAL}|半数|{NUMERAL}%|百分之{NUMERAL}|\d{{2,3}}分(?!钟|之|别|为|成)|(?<=[在区市县镇乡]){NUMERAL}[家个户所](?=[\u4e00-\u9fff]{{2,14}}(?:建立|创建|建成|完成|推行)))(?P<end>及以上|(?:\(含\))?以上|以下|以内)?"
)


def is_timed(words: str) -> bool:
    """Say whether words give a number of times, a limit or a day of their own.

    >>> is_timed("每季度通报一次"), is_timed("定期通报")
    (True, False)
    """
    frequency, deadline = read_frequency(words), read_deadline(words)
    counted = frequency is not None and not frequency.unspecified
    return counted or (deadline is not None and not deadline.unspecified) or bool(read_dates(words))


def read_frequency(words: str) -> Frequency | None:
    """Read how often something is done; 定期 is unspecified, never a number.

    >>> read_frequency("原则上每半年召开一次")
    Frequency(min=1.0, max=1.0, period='P6M', unspecified=False)
    """
    if twice := _TWICE.search(words):
        return Frequency(min=2.0, max=2.0, period="P1Y") if twice else None
    if listed := _LISTED.search(words):
        days = float(len(re.split(r"、|和|及", listed.group("days"))))
        return Frequency(min=days, max=days, period="P1Y")
    if "每年" in words and _TWO_DAYS.search(words):
        return Frequency(min=2.0, max=2.0, period="P1Y")
    if re.search(r"每半(?:个)?月", words):
        return Frequency(min=2.0, max=2.0, period="P1M")
    if re.search(r"[每按逐]旬", words):
        return Frequency(min=3.0, max=3.0, period="P1M")
    every = _EVERY.search(words)
    if every is not None:
        return _counted(words, every)
    if yearly := _YEARLY.search(words):
        found = _COUNT.search(yearly.group())
        n = parse_number(found.group("low")) if found else None
        least = "至少" in yearly.group() or "不少于" in yearly.group()
        return Frequency(min=n, max=None if least else n, period="P1Y")
    if _VAGUE.search(words):
        return Frequency(unspecified=True)
    days = float(len(read_dates(words)))
    return (
        Frequency(min=days, max=days, period="P1Y")
        if days and _FESTIVE.search(words) and "年" not in words
        else None
    )


def _counted(words: str, every: re.Match[str]) -> Frequency:
    n = parse_number(every.group("n")) if every.group("n") else 1.0
    period = _duration(n or 1.0, every.group("unit") or every.group("by"))
    rest = words[every.end() : every.end() + 40]
    count = _COUNT.search(rest)
    clause = re.split(r"[,;。]", rest)[0]
    least = bool(
        every.group("before") in ("至少", "最少", "不少于")
        or re.search(
            r"至少|最少|不少于|不低于|不得少于", words[max(0, every.start() - 8) : every.start()] + clause
        )
    )
    if count is None or count.start() > len(clause):
        return Frequency(min=1.0, max=None if least else 1.0, period=period)
    low, high = (
        parse_number(count.group("low")),
        parse_number(count.group("high")) if count.group("high") else None,
    )
    if count.group("less"):
        return Frequency(min=None, max=low, period=period)
    open_end = least or count.group("more") or count.group("above")
    return Frequency(min=low, max=high if high is not None else (None if open_end else low), period=period)


def _duration(n: float, unit: str) -> str:
    base = _UNITS.get(unit, "P1Y")
    return (
        re.sub(r"\d+", lambda m: f"{int(n * int(m.group()))}", base)
        if n >= 1
        else ("P6M" if base == "P1Y" else base)
    )


def read_deadline(words: str, year: int | None = None) -> Deadline | None:
    """Read by when something must be done; 及时 is unspecified, 年内 the end of the document's ``year`` if known.

    >>> read_deadline("应在10个工作日内提出书面答复意见")
    Deadline(duration='P10D', working_days=True, date=None, unspecified=False)
    """
    if lasting := _LASTING.search(words):
        days = parse_number(lasting.group("n"))
        unit = lasting.group("unit")
        if days is not None:
            return Deadline(
                duration=f"P{int(days)}{'M' if '月' in unit else 'D'}", working_days="工作" in unit
            )
    if within := _WITHIN.search(words):
        deadline = _within(within)
        if deadline is not None:
            return deadline
    if limit := _PROLONGED.search(words) or _AT_LATEST.search(words):
        return _within(limit)
    if same_day := _SAME_DAY.search(words):
        return Deadline(duration="P1D" if same_day.group() in ("当日", "当天") else "P2D")
    if _TWO_DAYS.search(words):
        return None
    every_period = re.search(r"每(?:半年|季度?|月|周|日|旬)", words)
    if not every_period and (date := _until(words)):
        return Deadline(date=date)
    if year is not None and _THIS_YEAR.search(words):
        return Deadline(date=f"{year}-12-31")
    return Deadline(unspecified=True) if _SOON.search(words) else None


def _within(match: re.Match[str]) -> Deadline | None:
    numeral, unit = match.group("n") or match.group("n2"), match.group("unit") or match.group("unit2")
    n = parse_number(numeral)
    if n is None:
        return None
    count = int(n)
    if "分钟" in unit:
        return Deadline(duration=f"PT{count}M")
    if "小时" in unit:
        return Deadline(duration=f"PT{count}H")
    if "月" in unit:
        return Deadline(duration=f"P{count}M")
    if "年" in unit:
        return Deadline(duration=f"P{count}Y") if count < 50 else None
    if "周" in unit or "星期" in unit:
        return Deadline(duration=f"P{count}W")
    return Deadline(duration=f"P{count}D", working_days="工作" in unit)


def _until(words: str) -> str | None:
    if found := _DAY.search(words):
        month = parse_number(found.group("month"))
        if month is None or not 1 <= month <= 12:
            return None
        day = (
            parse_number(found.group("day"))
            if found.group("day")
            else _part_of_month(int(month), found.group("part"))
        )
        year = found.group("year") or "-"
        return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    if found := _YEAR_END.search(words):
        return f"{found.group('year') or '-'}-12-31"
    return None


def _part_of_month(month: int, part: str | None) -> float | None:
    last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    return {"底": last, "末": last, "下旬": last, "中旬": 20, "上旬": 10}.get(
        part or "底", last if part is None else None
    )


def read_dates(words: str) -> tuple[str, ...]:
    """Read fixed days of the year: 1月28日 and 1.28 are --01-28."""
    found = []
    if two := _TWO_DAYS.search(words):
        for day in re.split(r"[、和及]", two.group()):
            ends = _DAY.search(day if day.endswith("前") else day + "前")
            month = parse_number(ends.group("month")) if ends else None
            if ends and month:
                last = (
                    parse_number(ends.group("day"))
                    if ends.group("day")
                    else _part_of_month(int(month), ends.group("part"))
                )
                found.append(f"--{int(month):02d}-{int(last or 1):02d}")
    for match in _FIXED.finditer(words):
        month, day = parse_number(match.group("month")), parse_number(match.group("day") or match.group("d2"))
        if month and day and 1 <= month <= 12 and 1 <= day <= 31 and month == int(month):
            found.append(f"--{int(month):02d}-{int(day):02d}")
    return tuple(dict.fromkeys(found))


def read_thresholds(words: str) -> tuple[Threshold, ...]:
    """Read shares that something must reach: 三分之二以上, 过半数, 80%."""
    found: list[Threshold] = []
    for match in _SHARE.finditer(words):
        threshold = _threshold(words, match)
        if threshold is not None:
            again = found and (
                len(threshold.of) < 2 or re.match(r"为|的|\d|以[上下]|得分|.*\d", threshold.of)
            )
            found.append(replace(threshold, of=found[-1].of) if again else threshold)
    return tuple(found)


def _threshold(words: str, match: re.Match[str]) -> Threshold | None:
    value, unit = match.group("value"), None
    if value[-1] in "分家个户所":
        number, unit = parse_number(value[:-1]), value[-1]
    elif "%" in value or "百分之" in value:
        number, unit = parse_number(value.replace("百分之", "").rstrip("%")), "%"
    else:
        number = 0.5 if value == "半数" else parse_number(value)
    if number is None:
        return None
    more = match.group("more") or ""
    operator = (
        ">"
        if more in ("超过", "过")
        else "<"
        if more in ("低于", "不足") or match.group("end") in ("以下", "以内")
        else ">="
    )
    following = re.match(
        r"[^,;。]{0,4}?(?:的)?为?(?P<grade>优秀|良好|合格|不合格|达标|先进|基本合格|优良|较差|差)",
        words[match.end() :],
    )
    of = (
        match.group("of").strip("、有应经须需的")
        or (
            re.match(
                r"(?:的)?([\u4e00-\u9fff]{2,6}?)(?=同意|出席|到会|参加|通过|以|$|,)", words[match.end() :]
            )
            or _NOTHING
        )[1]
    )
    return Threshold(
        of=of if of and not of.startswith("为") else "得分" if unit == "分" else words[max(0, match.start() - 8) : match.start()], operator=operator, value=round(number, 4), unit=unit,  # type: ignore[arg-type]
        grade=following.group("grade") if following else None,
    )  # fmt: skip


_NOTHING = ("", "")
