"""A person at the browser: opens, reads, clicks, waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

AXE = Path(__file__).resolve().parents[1] / "server" / "vendor" / "axe.min.js"
_RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  .then((result) => done(result.violations.map((each) => each.id + ": " + each.nodes[0].html.slice(0, 160))));
"""


@dataclass
class Browser:
    """Chromium on one site."""

    driver: webdriver.Chrome
    site: str

    def open(self, path: str) -> None:
        """Open a path of the site."""
        self.driver.get(self.site + quote(path, safe="/?&=:#%"))

    def find(self, selector: str) -> WebElement:
        """Find the first element of a selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Find every element of a selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, until: Callable[[], object], seconds: float = 30) -> None:
        """Wait until something holds."""
        WebDriverWait(self.driver, seconds, 0.1).until(lambda _: until())

    def click(self, element: WebElement) -> None:
        """Click an element that may lie outside the window."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    @property
    def path(self) -> str:
        """Where the browser is, without the site."""
        return self.driver.current_url.removeprefix(self.site)

    def complaints(self) -> list[str]:
        """Read what the console complained about since the last time, but for what was asked to be missing."""
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE"
            and "nothing-here" not in entry["message"]
            and "422" not in entry["message"]
        ]

    def requests(self) -> list[str]:
        """List the addresses asked for since the last time."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def violations(self) -> list[str]:
        """Run axe-core on the page."""
        self.driver.execute_script(AXE.read_text(encoding="utf-8"))
        return list(self.driver.execute_async_script(_RUN_AXE))
