"""The closed lists of values that a coding uses: statuses, kinds, levels, severities."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "BearerStatus",
    "BodyKind",
    "Deontic",
    "Level",
    "ProcedureKind",
    "RelationKind",
    "Severity",
    "Supervision",
]

BearerStatus = Literal["stated", "implied", "unstated", "lost"]
Deontic = Literal["obligation", "permission", "prohibition", "recommendation"]
Severity = Literal["violation", "warning", "info"]
Level = Literal["national", "provincial", "city", "district", "township", "village", "school", "enterprise"]

# A duty's strongest oversight relation to its targets; None when it oversees nobody. ``supports`` marks helping
# another's oversight (coding manual, Duties).
Supervision = Literal["supervises", "assesses", "sanctions", "guides", "leads", "supports"]

BodyKind = Literal[
    "coordination-body",  # 协调小组, 领导小组, 联席会议, 委员会 (coordinating), 指挥部
    "secretariat-office",  # its 办公室
    "sub-body",  # 督导组, 专家组, 指挥中心, 调研检查组: working parts of a coordination body
    "party-organ",
    "discipline-organ",
    "government-body",
    "legislature",
    "judicial-organ",  # courts and procuratorates
    "military-organ",
    "mass-organization",
    "enterprise-organ",  # an enterprise or an organ inside one
    "school",
    "public-institution",
    "assembly",  # a meeting that can act: 职工代表大会, a conference that decides
    "organization",  # anything else that is named and can act
    "body-category",  # a class of bodies described, not named: 各级纪检监察机关, 各单位
]

RelationKind = Literal[
    "leads",
    "guides",
    "supervises",
    "coordinates",
    "supports",
    "reports-to",
    "superior",  # subject has object as its 上级
    "part-of",  # subject is a part of object: 下设办公室
    "hosted-by",  # subject sits at, or has its daily work carried by, object: 设在, 挂靠, 承担日常工作
    "appoints",  # 委派
    "entrusts",  # 委托, 代管
    "convenes",
]

ProcedureKind = Literal[
    "meeting",
    "inspection",
    "assessment",
    "commendation",
    "document-circulation",
    "countersigning",
    "information",
    "finance",
    "disclosure",
    "election",
    "emergency",
    "other",
]
