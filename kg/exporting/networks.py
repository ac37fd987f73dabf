"""Networks for Gephi and its kin: GraphML and GEXF, with the provision and the sentence on every edge."""

from __future__ import annotations

import io
import re

from kg.comparing.network import Network

__all__ = ["NETWORK_FORMATS", "write_network"]

NETWORK_FORMATS = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_network(network: Network, kind: str) -> bytes:
    """Write a network in one of the formats of NETWORK_FORMATS."""
    import networkx

    graph = networkx.MultiDiGraph()
    for iri, value in network.nodes.items():
        graph.add_node(iri, label=_clean(value.zh or value.label("zh")), label_en=_clean(value.en))
    for edge in network.edges:
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.iri,
            relation=edge.relation,
            provision=_clean((edge.provision or "").rpartition("/")[2]),
            quote=_clean(edge.quote),
            document=_clean(edge.document.text if edge.document else ""),
            evidence=edge.evidence or "",
        )
    out = io.BytesIO()
    writer = networkx.write_gexf if kind == "gexf" else networkx.write_graphml_xml
    writer(graph, out, encoding="utf-8")
    return out.getvalue()


def _clean(text: str | None) -> str:
    return _UNWRITABLE.sub("\ufffd", text or "")
