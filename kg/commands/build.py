"""``dutygraph build``: codings or texts to RDF, into a store, a file, a remote store, or standard output."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click
from pyoxigraph import RdfFormat

from kg.commands.context import Failure, reported
from kg.graph import BASE_IRI, Dataset, format_of

__all__ = ["command", "write_beside"]


@click.command("build")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]...")
@click.option(
    "--store",
    "store_dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Publish into this store; what is served from it switches in one step.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write to this file; its suffix says the format: .trig .nq .jsonld keep the graphs apart, .ttl .nt .rdf merge them.",
)
@click.option(
    "--base-iri", default=BASE_IRI, show_default=True, metavar="IRI", help="Where the IRIs of the data begin."
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Load into a SPARQL 1.1 store elsewhere: ADDRESS is its Graph Store HTTP Protocol address (Fuseki: http://host/dataset/data, Oxigraph: http://host/store); each named graph is replaced.",
)
@reported
def command(
    files: tuple[Path, ...], store_dir: Path | None, out: Path | None, base_iri: str, cluster: str | None
) -> None:
    """Turn codings (YAML, JSON, CSV, XLSX) or policy documents (text) into RDF.

    Without FILE, the reviewed codings of the five documents. Without --store, --out and --cluster, TriG on standard
    output.
    """
    from kg.commands.inputs import read_inputs
    from kg.graph import build

    to_stdout = out is not None and str(out) == "-"
    written_format = RdfFormat.TRIG if out is None or to_stdout else format_of(out)
    if cluster is not None:
        from kg.store.loading import check_address

        check_address(cluster)
    dataset = build(read_inputs(files), base_iri=base_iri)
    if to_stdout or (out is None and store_dir is None and cluster is None):
        click.echo(dataset.serialize(written_format), nl=False)
    elif out is not None:
        write_beside(out, dataset.serialize(written_format))
        click.echo(f"{out}: {len(dataset.quads)} quads in {len(dataset.graphs())} graphs", err=True)
    if store_dir is not None:
        _publish(dataset, store_dir)
    if cluster is not None:
        _load(dataset, cluster)


def _publish(dataset: Dataset, store_dir: Path) -> None:
    from kg.preparing import prepare_store
    from kg.store.publishing import publish

    version = publish(store_dir, dataset.quads)
    prepare_store(store_dir)
    click.echo(f"{store_dir}: version {version}, {len(dataset.quads)} quads", err=True)


def _load(dataset: Dataset, address: str) -> None:
    from kg.store.loading import load_graphs

    count = load_graphs(address, dataset.by_graph())
    click.echo(f"{address}: {count} graphs replaced", err=True)


def write_beside(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it there, so that no half-written one is ever seen."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {error.strerror or error}") from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
