"""The command ``dutygraph``: the commands of kg and, with them, ``serve``.

It lives beside the server because kg never imports it. A command's module is imported when the command runs, so
that ``--help`` and the quick commands stay quick.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

__all__ = ["main"]

COMMANDS = {
    "agree": "kg.commands.agree",
    "ask": "kg.commands.ask",
    "build": "kg.commands.build",
    "code": "kg.commands.code",
    "compare": "kg.commands.compare",
    "export": "kg.commands.export",
    "query": "kg.commands.query",
    "serve": "server.serve",
    "validate": "kg.commands.validate",
    "decide": "kg.commands.decide",
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for name, module in COMMANDS.items() if find_spec(module))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None or find_spec(module) is None:
            return None
        command = import_module(module).command
        return command if isinstance(command, click.Command) else None


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="dutygraph", prog_name="dutygraph")
def main(debug: bool) -> None:
    """Read policy documents into a graph of bodies and duties; query, ask, compare, check and serve it."""
