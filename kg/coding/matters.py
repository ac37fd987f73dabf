"""What a duty is about: a short noun phrase cut from its object."""

from __future__ import annotations

import re

from kg.coding.phrases import verb_at
from kg.coding.script import fold

__all__ = ["matter_of"]

_LENGTH = 14
_TAIL = re.compile(
    r"(?:等)?(?:有关|相关|各项|各类)?(?:工作|活动|任务|事项|事宜|情况|问题|的意见|的建议|业务)?(?:等)?$"
)
_LEAD = re.compile(
    r"(?:全[省市县区乡镇校国](?!面)|本[省市县区乡镇校]|本辖区|辖区内?|各自|有关|相关|日常|具体|重大|全面|年度|进一步|对|关于|所|其他|各项|各类|落实|开展|做好|加强|推进|建立|完善|执行|和)+(?:的)?"
)


def matter_of(words: str | None) -> str | None:
    """Name what an object is about, in simplified Chinese; None where nothing short enough remains.

    >>> matter_of("全市厂务公开民主管理工作"), matter_of("森林防火经费")
    ('厂务公开民主管理', '森林防火经费')
    """
    if not words:
        return None
    noun = re.split(r"[,;。:]", fold(words))[0]
    noun = re.sub(r"《[^《》]*》|\([^()]*\)|“|”", "", noun)
    pieces = [piece for piece in re.split(r"的|之", noun) if len(piece) > 1]
    for piece in reversed(pieces):
        short = _LEAD.sub("", _TAIL.sub("", piece.strip("、和及与 ")), count=1)
        short = re.split(r"、|以及|和(?=[\u4e00-\u9fff]{4})", short)[0]
        if 1 < len(short) <= _LENGTH and not re.fullmatch(
            r"(?:情况|工作|问题|意见|建议|内容|制度|要求|规定|精神|作用|水平)", short
        ):
            opened = verb_at(short, 0, len(short))
            return short[opened.end() :] if opened and len(short) - opened.end() > 2 else short
    return None
