"""Shapes to findings to report."""

from kg.checking.checking import check_document, check_graphs
from kg.checking.report import Decision, Finding, Report

__all__ = ["Decision", "Finding", "Report", "check_document", "check_graphs"]
