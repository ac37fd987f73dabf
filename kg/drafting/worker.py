"""The process that reads a draft: bytes on standard input, its coding as JSON on standard output."""

from __future__ import annotations

import json
import resource
import sys

from kg.errors import KgError, UnreadableDraft

__all__ = ["main"]

MEMORY = 1536 * 1024 * 1024
SECONDS = 25


def main() -> int:
    """Read a draft under limits; an error that a person can act on goes out as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from kg.coding.coder import code_documents
    from kg.coding.files import to_json
    from kg.drafting.extraction import LONGEST, extract_text

    try:
        text = extract_text(sys.stdin.buffer.read())
        if len(text) > 4 * LONGEST or len(text.decode("utf-8", "replace")) > LONGEST:
            raise UnreadableDraft(f"the text is longer than {LONGEST} characters", why="too-long")
        sys.stdout.write(to_json(code_documents(text, "draft")))
    except KgError as error:
        why = error.why if isinstance(error, UnreadableDraft) else "neither"
        sys.stdout.write(json.dumps({"error": str(error), "why": why}))
        return 3
    except (MemoryError, RecursionError):
        return 4
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
