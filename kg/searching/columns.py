"""The columns in which each kind of thing is listed, and the facets by which lists are narrowed."""

from __future__ import annotations

from kg.exporting.tables import Column

__all__ = ["COLUMNS", "FACETS", "HIDDEN", "KINDS", "KIND_NAMES"]

_TEXT = Column("text", "原文", "Text", "long")
_DOCUMENT = Column("document", "文件", "Document", "title")
_PROVISION = Column("provision", "条款", "Provision")
_LEVEL = Column("level", "层级", "Level")
_NAME = Column("name", "名称", "Name")
_KIND = Column("type", "种类", "Kind")
_DUTIES = Column("duties", "职责数", "Duties", "number")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "duty": (
        _TEXT,
        Column("bearer", "承担者", "Bearer"),
        Column("action", "动作", "Action"),
        Column("matter", "事项", "Matter"),
        Column("target", "相对方", "Towards"),
        Column("modality", "性质", "Modality"),
        Column("status", "承担者依据", "Bearer is"),
        _DOCUMENT,
        _PROVISION,
    ),
    "body": (
        _NAME,
        _KIND,
        _LEVEL,
        Column("function", "职能", "Function"),
        Column("place", "地区", "Place"),
        _DUTIES,
        _DOCUMENT,
    ),
    "procedure": (
        Column("name", "程序", "Procedure"),
        _KIND,
        Column("body", "机构", "Body"),
        Column("convener", "召集人", "Convener"),
        Column("frequency", "频次", "Frequency"),
        Column("deadline", "期限", "Deadline"),
        _DOCUMENT,
        _PROVISION,
    ),
    "matter": (
        _NAME,
        Column("broader", "上位事项", "Broader"),
        _DUTIES,
        Column("document", "文件", "Documents", "title"),
    ),
    "document": (
        _NAME,
        Column("issuer", "发文机关", "Issuer"),
        Column("number", "文号", "Number"),
        Column("date", "日期", "Date"),
        _LEVEL,
        Column("place", "地区", "Place"),
        _DUTIES,
    ),
    "provision": (_TEXT, Column("provision", "条款", "Provision"), _DOCUMENT),
    "disclosure": (
        _NAME,
        _KIND,
        Column("category", "类别", "Category"),
        Column("date", "日期", "Date"),
        _DOCUMENT,
        _PROVISION,
    ),
    "citation": (
        _NAME,
        Column("number", "文号", "Number"),
        Column("issuer", "发文机关", "Issuer"),
        _DOCUMENT,
        _PROVISION,
    ),
    "defect": (Column("name", "缺陷", "Defect", "long"), _KIND, _DOCUMENT, _PROVISION),
    "silence": (
        Column("name", "未写明", "Not said", "long"),
        Column("about", "关于", "About", "wide"),
        Column("question", "未写明的是", "What is not said"),
        _DOCUMENT,
    ),
    "any": (_NAME, Column("sort", "类型", "What"), _DOCUMENT),
}

# Columns that a list shows only when they are chosen.
HIDDEN: dict[str, frozenset[str]] = {"duty": frozenset({"modality", "status"}), "body": frozenset({"place"})}

KINDS = tuple(kind for kind in COLUMNS if kind != "any")

KIND_NAMES = {
    "document": ("文件", "document"),
    "body": ("机构", "body"),
    "duty": ("职责", "duty"),
    "procedure": ("程序", "procedure"),
    "matter": ("事项", "matter"),
    "provision": ("条款", "provision"),
    "disclosure": ("公开事项", "disclosure"),
    "citation": ("引用", "citation"),
    "defect": ("来源缺陷", "defect in the source"),
    "silence": ("未写明", "not said"),
}

FACETS: tuple[Column, ...] = (
    Column("document", "文件", "Document"),
    _LEVEL,
    Column("function", "职能", "Function"),
    _KIND,
    Column("action", "动作", "Action"),
    Column("matter", "事项", "Matter"),
    Column("supervision", "监督关系", "Oversight"),
    Column("modality", "性质", "Modality"),
    Column("status", "承担者依据", "Bearer is"),
    Column("question", "未写明的是", "What is not said"),
    Column("reviewed", "审定", "Reviewed"),
)
