"""Agreement of two codings of one document: coefficients per component and the list of disagreements."""

from kg.coding.agreement.components import compare_codings
from kg.coding.agreement.report import to_plain_agreement, to_terminal
from kg.coding.agreement.results import Agreement, Component, Disagreement

__all__ = [
    "Agreement",
    "Component",
    "Disagreement",
    "compare_codings",
    "to_plain_agreement",
    "to_terminal",
]
