"""The pages of the site: one module a kind of page, all on one blueprint."""

from server.pages import asking, checking, compare, home, network, ontology, querying, resources, search
from server.pages.frame import blueprint

__all__ = [
    "asking",
    "blueprint",
    "checking",
    "compare",
    "home",
    "network",
    "ontology",
    "querying",
    "resources",
    "search",
]
