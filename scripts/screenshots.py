"""Take a picture of every kind of page into docs/screenshots: python -m scripts.screenshots

Needs the test dependencies, Chromium and a Chinese font. Pictures are reduced to few colours, so that they stay small.
"""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

from PIL import Image

from kg.store.publishing import publish
from server.building import nquads_of
from tests.browser.browsing import Browser
from tests.browser.conftest import start
from tests.server.service import serving

OUT = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WIDE, NARROW = (1280, 900), (390, 780)
COLOURS = 96

PAGES = {
    "home": "/",
    "document": "/id/document/lianyungang#1.1",
    "document-source": "/id/document/lianyungang?view=source",
    "body": "/id/body/national/coordination-group",
    "procedure": "/id/procedure/national/p2.4-1",
    "duties": "/duties?q=监督",
    "compare": "/compare",
    "meetings": "/compare?by=meeting",
    "network": "/network?document=national",
    "hierarchy": "/network?document=lianyungang&view=hierarchy",
    "ask": "/ask?q=市总工会有哪些职责?",
    "sparql": "/query?query="
    + "SELECT ?body (COUNT(?duty) AS ?duties) WHERE { ?duty <https://w3id.org/dutygraph/ontology%23bearer> ?body } GROUP BY ?body ORDER BY DESC(?duties) LIMIT 12",
    "validation": "/validation",
    "check": "/check",
    "ontology": "/ontology",
    "cite": "/cite?page=/id/document/shunyi",
}
NARROW_TOO = ("home", "document", "body", "duties", "meetings", "validation")


def take(browser: Browser, name: str, path: str, size: tuple[int, int]) -> None:
    """Take one picture."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.open(path)
    time.sleep(0.8)
    picture = Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)


def with_language(path: str, language: str) -> str:
    """Ask for a page in a language."""
    address, _, fragment = path.partition("#")
    joined = f"{address}{'&' if '?' in address else '?'}lang={language}"
    return f"{joined}#{fragment}" if fragment else joined


def main() -> None:
    """Take every picture."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        publish(store, nquads_of([], "https://w3id.org/dutygraph/id/"))
        with serving(Path(folder), store=store) as service:
            driver = start(Path(folder) / "profile")
            browser = Browser(driver, service.url)
            for language in ("zh", "en"):
                for name, path in PAGES.items():
                    take(browser, f"{name}-{language}-wide", with_language(path, language), WIDE)
                for name in NARROW_TOO:
                    take(browser, f"{name}-{language}-narrow", with_language(PAGES[name], language), NARROW)
            dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
            for name in ("home", "document"):
                take(browser, f"{name}-zh-dark", with_language(PAGES[name], "zh"), WIDE)
            driver.quit()


if __name__ == "__main__":
    main()
