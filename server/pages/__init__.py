"""The pages of the site: one module a kind of page, all on one blueprint."""

from server.pages import home, resources, search
from server.pages.frame import blueprint

__all__ = ["blueprint", "home", "resources", "search"]
