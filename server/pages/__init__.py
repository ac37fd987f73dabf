"""The pages of the site: one module a kind of page, all on one blueprint."""

from server.pages import (
    asking,
    catalogue,
    checking,
    compare,
    home,
    network,
    ontology,
    querying,
    reconciling,
    resources,
    search,
    validation,
)
from server.pages.frame import blueprint

__all__ = [
    "asking",
    "blueprint",
    "catalogue",
    "checking",
    "compare",
    "home",
    "network",
    "ontology",
    "querying",
    "reconciling",
    "resources",
    "search",
    "validation",
]
