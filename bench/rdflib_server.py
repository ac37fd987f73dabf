"""rdflib-endpoint over the data of a benchmark, in memory, as its documentation shows it."""

from __future__ import annotations

import os

from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint

graph = Dataset(default_union=True)
graph.parse(os.environ["BENCH_DATA"], format="nquads")
app = SparqlEndpoint(graph=graph, cors_enabled=True)
