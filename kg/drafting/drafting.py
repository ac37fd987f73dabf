"""Reads a draft in a process of its own, so that no upload can harm or halt the service."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kg.coding.files import parse_codings
from kg.coding.model import Coding
from kg.drafting.extraction import LARGEST
from kg.errors import UnreadableDraft

__all__ = ["read_draft"]

_TIMEOUT = 30.0


def read_draft(data: bytes) -> list[Coding]:
    """Read the text of a draft and code it; what cannot be read is an UnreadableDraft that says why."""
    if not data.strip():
        raise UnreadableDraft("the draft is empty; paste some text or choose a file", why="empty")
    if len(data) > LARGEST:
        raise UnreadableDraft(
            f"the file is larger than {LARGEST // 1024 // 1024} MB", why="too-large", value=len(data)
        )
    root = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kg.drafting.worker"],
            input=data,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            env={"PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDraft("reading the draft took too long; try a part of it", why="too-long") from error
    if done.returncode == 3:
        told = json.loads(done.stdout)
        raise UnreadableDraft(str(told["error"]), why=str(told["why"]))
    if done.returncode != 0:
        raise UnreadableDraft(
            "reading the draft needed more time or memory than it may; try a part of it", why="too-long"
        )
    return parse_codings(done.stdout.decode("utf-8"), origin="draft")
