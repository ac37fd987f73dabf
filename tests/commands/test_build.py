"""What ``dutygraph build`` takes, writes and refuses."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from kg.coding.files import to_json, to_yaml
from kg.coding.sheets import to_csv, to_xlsx
from kg.searching.index import index_path
from kg.store.publishing import current_version
from server.command_line import main
from tests.graph.sample import sample_coding

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)], input=given)


def graph_names(data: bytes, written: RdfFormat = RdfFormat.TRIG) -> set[str]:
    return {str(quad.graph_name).strip("<>").rsplit("/", 1)[1] for quad in parse(data, format=written)}


@pytest.fixture
def coding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small coding as a file, which builds quickly."""
    path = tmp_path_factory.mktemp("coding") / "coding.json"
    path.write_text(to_json([sample_coding()]), encoding="utf-8")
    return path


def test_without_files_the_five_documents_are_written_as_trig() -> None:
    result = run()

    assert result.exit_code == 0
    names = graph_names(result.stdout_bytes)
    assert names == {"lianyungang", "national", "shunyi", "yimin", "zongyang", "vocabulary", "statistics"}


@pytest.mark.parametrize(("suffix", "write"), [(".yaml", to_yaml), (".json", to_json)])
def test_a_coding_from_a_file_is_built(tmp_path: Path, suffix: str, write: object) -> None:
    assert callable(write)
    coding = tmp_path / f"coding{suffix}"
    coding.write_text(write([sample_coding()]), encoding="utf-8")

    result = run(coding, "--out", tmp_path / "graph.nq")

    assert result.exit_code == 0
    assert "sample" in graph_names((tmp_path / "graph.nq").read_bytes(), RdfFormat.N_QUADS)


@pytest.mark.parametrize(("suffix", "write"), [(".csv", to_csv), (".xlsx", to_xlsx)])
def test_a_sheet_gives_the_same_graph_as_the_coding_it_was_made_of(
    tmp_path: Path, suffix: str, write: object
) -> None:
    assert callable(write)
    sheet = write([sample_coding()])
    (tmp_path / f"coding{suffix}").write_bytes(sheet if isinstance(sheet, bytes) else sheet.encode())
    (tmp_path / "coding.yaml").write_text(to_yaml([sample_coding()]), encoding="utf-8")

    from_sheet, from_yaml = run(tmp_path / f"coding{suffix}"), run(tmp_path / "coding.yaml")

    assert from_sheet.stdout_bytes == from_yaml.stdout_bytes


def test_a_coding_from_standard_input_is_built() -> None:
    result = run("-", given=to_json([sample_coding()]))

    assert "sample" in graph_names(result.stdout_bytes)


def test_a_policy_document_is_coded_and_built(tmp_path: Path) -> None:
    result = run(ROOT / "kg/corpus/five-documents.txt", "--out", tmp_path / "graph.trig")

    assert result.exit_code == 0
    assert len(graph_names((tmp_path / "graph.trig").read_bytes()) - {"vocabulary", "statistics"}) == 5


def test_a_store_gets_what_is_made_of_its_version(tmp_path: Path, coding: Path) -> None:
    result = run(coding, "--store", tmp_path / "store")

    version = current_version(tmp_path / "store").id
    assert result.exit_code == 0
    folder = tmp_path / "store" / "prepared"
    found = {path.name for path in folder.iterdir()} - {index_path(folder, version).name}
    # The number between name and version is that of the form it is kept in.
    assert {re.sub(rf"-\d+-{version}\.", ".", name) for name in found} == {
        "report.sqlite",
        *(f"{name}.msgpack" for name in ("overview", "vocabulary", "counts", "knowledge")),
    }


def test_a_store_gets_a_new_version(tmp_path: Path, coding: Path) -> None:
    result = run(coding, "--store", tmp_path / "store")

    assert result.exit_code == 0
    assert current_version(tmp_path / "store").id in result.stderr


def test_two_builds_of_one_input_are_the_same_version_and_the_same_bytes(
    tmp_path: Path, coding: Path
) -> None:
    for name in ("first", "second"):
        run(coding, "--store", tmp_path / name, "--out", tmp_path / f"{name}.trig")

    assert current_version(tmp_path / "first").id == current_version(tmp_path / "second").id
    assert (tmp_path / "first.trig").read_bytes() == (tmp_path / "second.trig").read_bytes()


def test_the_base_iri_moves_the_data(tmp_path: Path, coding: Path) -> None:
    run(coding, "--base-iri", "https://example.org/kg/", "--out", tmp_path / "graph.nt")

    written = (tmp_path / "graph.nt").read_text(encoding="utf-8")
    assert "<https://example.org/kg/document/sample>" in written
    assert "https://w3id.org/dutygraph/id/" not in written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "graph.docx"), "graph.docx"),
        (("--base-iri", "nowhere"), "nowhere"),
        (("--cluster", "ftp://host/x"), "ftp://host/x"),
        (("missing.yaml",), "missing.yaml"),
        (("--out", "missing/graph.trig"), "missing/graph.trig"),
        (("--no-such-option",), "--no-such-option"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.txt", b"\x00\x01\xff\xfe\x00binary" * 50),
        ("empty.txt", b""),
        ("latin.yaml", "document: é".encode("latin-1")),
        ("recipe.txt", "番茄炒蛋:先把鸡蛋打散,再下锅翻炒。".encode()),
        ("list.yaml", b"- just\n- a list\n"),
        ("broken.json", b'{"document": '),
    ],
)
def test_unreadable_input_is_one_line_that_names_the_file(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    result = run(tmp_path / name, "--out", tmp_path / "graph.trig")

    assert result.exit_code == 2
    assert name in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "graph.trig").exists()


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, coding: Path) -> None:
    (tmp_path / "graph.trig").mkdir()
    (tmp_path / "graph.trig" / "kept").touch()

    result = run(coding, "--out", tmp_path / "graph.trig")

    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["graph.trig"]


class GraphStore(BaseHTTPRequestHandler):
    """A store that speaks the Graph Store HTTP Protocol, as far as replacing graphs goes."""

    graphs: dict[str, bytes]
    refuses = False

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = unquote(parse_qs(urlsplit(self.path).query)["graph"][0])
        self.server.graphs[name] = body  # type: ignore[attr-defined]
        self.send_response(403 if self.server.refuses else 204)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's signature
        """Keep the test's output clean."""


@pytest.fixture
def elsewhere() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), GraphStore)
    server.graphs, server.refuses = {}, False  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_cluster_gets_each_graph_whole(elsewhere: HTTPServer, tmp_path: Path, coding: Path) -> None:
    result = run(
        "--cluster", f"http://127.0.0.1:{elsewhere.server_port}/store", "--out", tmp_path / "graph.nq"
    )

    graphs: dict[str, bytes] = elsewhere.graphs  # type: ignore[attr-defined]
    quads = set(parse(path=str(tmp_path / "graph.nq"), format=RdfFormat.N_QUADS))
    assert result.exit_code == 0
    assert {
        (name, quad.triple)
        for name, body in graphs.items()
        for quad in parse(body, format=RdfFormat.N_TRIPLES)
    } == {(str(quad.graph_name).strip("<>"), quad.triple) for quad in quads}


def test_a_cluster_that_refuses_is_reported(elsewhere: HTTPServer, coding: Path) -> None:
    elsewhere.refuses = True  # type: ignore[attr-defined]

    result = run(coding, "--cluster", f"http://127.0.0.1:{elsewhere.server_port}/store")

    assert result.exit_code == 2
    assert "403" in result.stderr
