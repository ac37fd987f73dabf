"""Loads a data set into a remote store by the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from kg.errors import InputError, StoreError

__all__ = ["check_address", "load_graphs"]

TIMEOUT = 600


def check_address(address: str) -> str:
    """Return the address of a graph store, or raise InputError where it is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{address}: not the http(s) address of a graph store", value=address)
    return address


def load_graphs(address: str, graphs: Iterable[tuple[str, bytes]]) -> int:
    """Replace each named graph in the store at ``address`` by the N-Triples given; return how many there were.

    Each graph is replaced as a whole (https://www.w3.org/TR/sparql11-http-rdf-update/#http-put); the first that the
    store refuses ends the loading with a StoreError.
    """
    check_address(address)
    count = 0
    for iri, ntriples in graphs:
        _put(address, iri, ntriples)
        count += 1
    return count


def _put(address: str, iri: str, ntriples: bytes) -> None:
    joint = "&" if "?" in address else "?"
    request = Request(  # noqa: S310 - check_address lets only http and https pass
        f"{address}{joint}graph={quote(iri, safe='')}",
        data=ntriples,
        method="PUT",
        headers={"Content-Type": "application/n-triples"},
    )
    try:
        with urlopen(request, timeout=TIMEOUT):  # noqa: S310
            pass
    except HTTPError as error:
        with error:  # it is the response, and holds the connection
            refusal = f"{address}: the store refused {iri}: {error.code} {error.reason}"
        raise StoreError(refusal, value=address) from error
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise StoreError(f"{address}: the store cannot be reached: {reason}", value=address) from error
