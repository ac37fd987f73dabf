"""A draft of one's own: text out of an uploaded file and its machine coding, in a process with limits; nothing is kept."""

from __future__ import annotations

from kg.drafting.drafting import read_draft
from kg.drafting.extraction import encoding_of

__all__ = ["encoding_of", "read_draft"]
