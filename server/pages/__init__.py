"""The pages of the site: one module a kind of page, all on one blueprint."""

from server.pages import asking, compare, home, network, ontology, resources, search
from server.pages.frame import blueprint

__all__ = ["asking", "blueprint", "compare", "home", "network", "ontology", "resources", "search"]
