"""The small interface behind which every store stands: embedded, sandboxed or a remote endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol, runtime_checkable

from msgspec import Struct

from kg.store.binding import bind
from kg.store.evaluation import Flat
from kg.store.formats import Format
from kg.store.terms import Bindings, Row

__all__ = ["Engine", "Query", "Result", "flatten", "is_live"]

CHUNK = 256 * 1024
LIVE = "live:"


class Query(Struct, frozen=True, kw_only=True):
    """One query to evaluate: its text, what is bound in it, over which graphs, how long, into which format.

    ``default_graphs`` and ``named_graphs`` are None where the request says nothing of the data set; they overrule
    FROM and FROM NAMED, as https://www.w3.org/TR/sparql11-protocol/#dataset asks. ``timeout`` can only shorten the
    engine's own. ``client`` is who asks, for fair shares. ``partial`` accepts a cut result that says so.
    """

    text: str
    format: Format
    bindings: Bindings | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    timeout: float | None = None
    client: str = ""
    partial: bool = False


def is_live(version: str) -> bool:
    """Say whether a version names data that may change under us, so that nothing of it may be kept."""
    return version.startswith(LIVE)


def flatten(query: Query) -> Flat:
    """Write a query as the plain tuple the embedded engine takes.

    The engine substitutes only variables that a SELECT projects; others become tokens of the text.
    """
    text, given = query.text, query.bindings or {}
    if given and not all(_is_projected(name, text) for name in given):
        text, given = bind(text, given), {}
    bindings = tuple(
        (name, (term.kind, term.value, term.language, term.datatype)) for name, term in given.items()
    )
    return text, query.format.name, bindings, query.default_graphs, query.named_graphs


def _is_projected(name: str, text: str) -> bool:
    head, count = text.partition("{")[0], 1
    while count:
        head, count = re.subn(r"\([^()]*\)", " ", head)
    return re.search(rf"\bSELECT\b.*[?$]{re.escape(name)}\b", head, re.IGNORECASE | re.DOTALL) is not None


class Result(Struct, frozen=True, kw_only=True):
    """A complete serialised result: in ``body``, or, where it is large, in ``spool``, an open file at its start.

    ``seconds`` is what the evaluation took; ``partial`` is None for a complete result and else says why it is cut.
    """

    body: bytes = b""
    spool: BinaryIO | None = None
    size: int = 0
    rows: int | None = None
    seconds: float = 0.0
    version: str = ""
    partial: str | None = None

    def chunks(self) -> Iterator[bytes]:
        """Hand out the body in pieces and close the spool after the last."""
        if self.spool is None:
            yield self.body
            return
        with self.spool as spool:
            while piece := spool.read(CHUNK):
                yield piece

    def read(self) -> bytes:
        """Give the whole body as bytes."""
        return self.body if self.spool is None else b"".join(self.chunks())


@runtime_checkable
class Engine(Protocol):
    """What a store can be asked, whichever it is."""

    @property
    def version(self) -> str:
        """The data version: a hash of the content."""

    @property
    def published(self) -> str:
        """When this version was published, in ISO 8601; where that is unknown, when it was opened."""

    def select(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        """Answer a SELECT of our own as rows; variables in ``bindings`` are substituted as values."""

    def ask(self, text: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK of our own."""

    def evaluate(self, query: Query) -> Result:
        """Evaluate any read query and serialise its result completely."""

    def graphs(self) -> Sequence[str]:
        """List the IRIs of the named graphs, sorted."""

    def close(self) -> None:
        """Let go of files, processes and connections."""
