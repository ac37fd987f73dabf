"""What a test reads out of a page: its links and its words."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """The links, the elements and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._is_hidden = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "li":
            self._is_hidden = "hidden" in given
        if tag == "a" and given.get("href") and not self._is_hidden:
            self.links.append(str(given["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self._is_hidden = False

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def ids(self) -> list[str]:
        """Give the ids of all elements."""
        return [str(given["id"]) for _, given in self.tags if given.get("id")]
