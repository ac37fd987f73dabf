"""Shapes to findings to report."""
