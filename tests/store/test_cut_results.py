"""A result cut at a cap is well-formed and a beginning of the whole, is given at once, and its process goes on."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store, parse, parse_query_results

from kg.errors import StoreError
from kg.store import evaluator, worker
from kg.store.cutting import cut
from kg.store.engine import Query, Result, flatten
from kg.store.evaluation import GRAPHS
from kg.store.evaluator import Caps, Evaluator
from kg.store.formats import format_named
from kg.store.publishing import publish
from kg.store.sandbox import Sandbox, SandboxSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no sandbox on Windows")


def test_a_cut_result_waits_for_no_process_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "store", "".join(f"<a:s{n}> <a:p> <a:o> <a:g> .\n" for n in range(50)).encode())
    waited_for: list[int] = []
    monkeypatch.setattr(Evaluator, "wait_until_gone", lambda self: waited_for.append(self.pid))

    async def scene() -> tuple[str | None, set[int], set[int]]:
        sandbox = Sandbox(tmp_path / "store", SandboxSettings(workers=1, caps=Caps(max_rows=10)))
        await sandbox.start()
        before = set(sandbox.pool.pids)
        query = Query(text="SELECT * { ?s ?p ?o }", format=format_named("json"), client="x", partial=True)
        said = (await sandbox.run(query)).partial
        after = set(sandbox.pool.pids)
        await sandbox.stop()
        await asyncio.sleep(0.3)
        return said, before, after

    said, before, after = asyncio.run(scene())

    assert said == "the result has more than 10 rows"
    assert waited_for == []
    assert before == after


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("many") / "store"
    lines = (
        f'<a:s{n}> <a:p{n % 7}> "{n} 公开 }}}},{{\\"s\\":{{ </result> ."@zh <a:g> .\n' for n in range(4000)
    )
    publish(store, "".join(lines).encode())
    return store


def evaluate(store: Path, caps: Caps, *queries: Query) -> list[Result]:
    async def play() -> list[Result]:
        sandbox = Sandbox(store, SandboxSettings(workers=1, caps=caps))
        await sandbox.start()
        try:
            return [await sandbox.run(query) for query in queries]
        finally:
            await sandbox.stop()

    return asyncio.run(play())


def rows_of_json(body: bytes) -> list[object]:
    # The member that says the result is cut is more than the engine's own parser takes.
    return list(json.loads(body)["results"]["bindings"])


def rows_of_xml(body: bytes) -> list[object]:
    return [tuple(each) for each in parse_query_results(body, format=QueryResultsFormat.XML)]


def statements(name: str) -> Callable[[bytes], list[object]]:
    return lambda body: list(parse(body, format=GRAPHS[name]))


FORMS: dict[str, tuple[str, Callable[[bytes], list[object]]]] = {
    "json": ("SELECT * { ?s ?p ?o }", rows_of_json),
    "xml": ("SELECT * { ?s ?p ?o }", rows_of_xml),
    **{
        name: ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", statements(name))
        for name in ("ntriples", "nquads", "turtle")
    },
}


@pytest.mark.parametrize("format_", FORMS)
@pytest.mark.parametrize("max_bytes", [5_000, 20_000, 70_001, 150_000])
def test_what_is_cut_at_a_size_is_a_beginning_of_the_whole(many: Path, format_: str, max_bytes: int) -> None:
    text, read = FORMS[format_]
    query = Query(text=text, format=format_named(format_), client="x", partial=True)
    (whole,) = evaluate(many, Caps(), query)

    (part,) = evaluate(many, Caps(max_bytes=max_bytes), query)

    assert part.partial == f"the result is larger than {max_bytes:,} bytes"
    found = read(part.read())
    assert 0 < len(found) < 4000
    assert found == read(whole.read())[: len(found)]


@pytest.mark.parametrize("format_", ["json", "xml"])
@pytest.mark.parametrize("max_rows", [1, 100, 999, 3000])
def test_what_is_cut_at_a_number_of_rows_is_a_beginning_of_the_whole(
    many: Path, format_: str, max_rows: int
) -> None:
    text, read = FORMS[format_]
    query = Query(text=text, format=format_named(format_), client="x", partial=True)
    (whole,) = evaluate(many, Caps(), query)

    (part,) = evaluate(many, Caps(max_rows=max_rows), query)

    found = read(part.read())
    assert len(found) >= max_rows
    assert found == read(whole.read())[: len(found)]


@pytest.mark.parametrize("format_", ["json", "xml"])
def test_as_many_rows_as_there_may_be_are_whole_and_one_more_is_not(many: Path, format_: str) -> None:
    query = Query(text=FORMS[format_][0], format=format_named(format_), client="x", partial=True)

    (whole,), (part,) = (evaluate(many, Caps(max_rows=most), query) for most in (4000, 3999))

    assert (whole.partial, part.partial) == (None, "the result has more than 3,999 rows")


@pytest.mark.parametrize("format_", FORMS)
def test_what_is_cut_at_the_deadline_is_well_formed(many: Path, format_: str) -> None:
    start, read = FORMS[format_]
    head = start.partition("{ ?s ?p ?o }")[0] if start.startswith("SELECT") else "CONSTRUCT { ?s ?b ?f } "
    endless = head + "{ ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"
    query = Query(text=endless, format=format_named(format_), client="x", partial=True, timeout=0.1)

    (part,) = evaluate(many, Caps(), query)

    assert "deadline" in (part.partial or "")
    assert read(part.read())


@pytest.mark.parametrize("end", range(30, 110))
def test_a_cut_in_json_is_json_wherever_it_falls(end: int) -> None:
    whole = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"}},{"}},{"x":{"type":"uri","value":"a:b"}}]}}'

    with TemporaryFile() as file:
        file.write(whole[:end])
        file.flush()
        if cut(file, "json", "because"):
            assert json.loads(file.read())["partial"] == {"reason": "because"}
        else:
            assert end <= whole.index(b"[{")


@pytest.mark.parametrize("format_", ["json", "xml", "csv"])
def test_of_nothing_there_is_no_part(format_: str) -> None:
    with TemporaryFile() as file:
        assert not cut(file, format_, "because")


def test_a_large_part_stays_in_a_file(many: Path) -> None:
    """A client that takes it slowly would else hold it in memory, and with others all there is."""
    query = Query(
        text="SELECT * { ?s ?p ?o . ?a ?b ?c }", format=format_named("json"), client="x", partial=True
    )

    (part,) = evaluate(many, Caps(max_bytes=20_000_000), query)

    assert (part.body, part.spool is None) == (b"", False)
    body = part.read()
    assert len(body) == part.size
    assert len(rows_of_json(body)) > 10_000


def test_a_result_there_is_no_room_for_is_no_failure_of_the_service(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def scene() -> None:
        sandbox = Sandbox(many, SandboxSettings(workers=1))
        await sandbox.start()
        monkeypatch.setattr(evaluator.tempfile, "TemporaryFile", full)
        try:
            text = "SELECT * { ?s ?p ?o . ?a ?p ?c } LIMIT 100000"
            await sandbox.run(Query(text=text, format=format_named("json"), client="x"))
        finally:
            await sandbox.stop()

    with pytest.raises(StoreError, match="no room for so large a result: No space left on device"):
        asyncio.run(scene())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_is_not_the_fault_of_the_query() -> None:
    store = Store()
    store.extend(Quad(NamedNode(f"a:{n}"), NamedNode("a:p"), Literal("x" * 1000)) for n in range(100))
    full = os.open("/dev/full", os.O_RDWR)
    try:
        query = flatten(Query(text="SELECT * { ?s ?p ?o }", format=format_named("json")))
        outcome, why, _ = worker.answer_one(store, full, query, 10**6, 10**9, 1000, True)
    finally:
        os.close(full)

    assert outcome == worker.NO_ROOM
    assert why
