"""What a question costs: on the five documents, and on a generated graph of thousands that vary them.

Run ``python bench/asking.py [DOCUMENTS]`` (0 without it: the five alone). Generated documents are the five with other
names of places of the same length, so that every offset holds. Prints seconds to prepare, memory, and milliseconds a
question (median and 95th percentile).
"""

from __future__ import annotations

import itertools
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from kg.asking.answering import Asker
from kg.coding.corpus import load_corpus
from kg.coding.model import Coding
from kg.graph import build
from kg.store.opening import open_store
from kg.store.publishing import publish

QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "asking" / "questions"
SYLLABLES = "安宝昌德丰广海和华吉江金康兰临隆茂宁平齐庆荣瑞山盛泰通文武西祥新兴阳永裕云泽昭镇"
PINYIN = dict(
    zip(
        SYLLABLES,
        "an bao chang de feng guang hai he hua ji jiang jin kang lan lin long mao ning ping qi qing rong rui shan sheng tai "
        "tong wen wu xi xiang xin xing yang yong yu yun ze zhao zhen".split(),
        strict=True,
    )
)
PLACES = {"lianyungang": ("连云港", "Lianyungang"), "shunyi": ("顺义", "Shunyi"), "yimin": ("益民", "Yimin"), "zongyang": ("枞阳", "Zongyang")}  # fmt: skip


def names() -> Iterator[tuple[str, str]]:
    """Give names of places that do not exist, in Chinese of three characters and in pinyin."""
    for one in itertools.product(SYLLABLES, repeat=3):
        yield "".join(one), "".join(PINYIN[part] for part in one).capitalize()


def vary(coding: Coding, name: str, pinyin: str) -> Coding:
    """Give the coding of the same document of another place."""
    text = json.dumps(msgspec.to_builtins(coding), ensure_ascii=False)
    old, old_pinyin = PLACES.get(coding.document.id, ("全国", "National"))
    text = text.replace(old, name[: len(old)]).replace(old_pinyin, pinyin)
    varied = msgspec.convert(json.loads(text), Coding)
    document = msgspec.structs.replace(varied.document, id=f"{coding.document.id}-{pinyin.lower()}") if isinstance(varied.document, msgspec.Struct) else varied.document.__replace__(id=f"{coding.document.id}-{pinyin.lower()}")  # fmt: skip
    return varied.__replace__(document=document) if hasattr(varied, "__replace__") else varied


if __name__ == "__main__":
    print(type(load_corpus()[0]).__mro__)
