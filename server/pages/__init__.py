"""The pages of the site: one module a kind of page, all on one blueprint."""

from server.pages import compare, home, network, resources, search
from server.pages.frame import blueprint

__all__ = ["blueprint", "compare", "home", "network", "resources", "search"]
