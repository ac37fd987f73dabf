"""What the commands share: one-line errors, exit codes, and where results go."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import KgError

__all__ = ["EXIT_NEGATIVE", "EXIT_USAGE", "Failure", "read_bytes", "reported"]

EXIT_NEGATIVE = 1
EXIT_USAGE = 2

Result = TypeVar("Result")


class Failure(click.ClickException):
    """A deliberate error as the user sees it: one line on stderr, exit 2."""

    exit_code = EXIT_USAGE

    def show(self, file: Any = None) -> None:
        """Print the message as one line."""
        line = " ".join(self.message.split())
        click.echo(f"dutygraph: {line}", file=file or sys.stderr, err=True)


def reported(command: Callable[..., Result]) -> Callable[..., Result]:
    """Turn this library's errors into one line and exit 2, unless ``--debug`` asks for the traceback."""
    from functools import wraps

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Result:
        try:
            return command(*args, **kwargs)
        except KgError as error:
            context = click.get_current_context(silent=True)
            if context is not None and context.find_root().params.get("debug"):
                raise
            raise Failure(str(error)) from error

    return run


def read_bytes(path: Path) -> bytes:
    """Read a file, or standard input for ``-``; an unreadable one is a Failure that names it."""
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Failure(f"{path}: cannot be read: {error.strerror or error}") from error
