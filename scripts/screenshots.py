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
COLOURS = 64
DATA = "https://w3id.org/dutygraph/id/"

PAGES = {
    "home": "/",
    "document": "/id/document/lianyungang#1.1",
    "document-source": "/id/document/lianyungang?view=source",
    "body": "/id/body/national/coordination-group",
    "procedure": "/id/procedure/national/p3.5-2",
    "matter": "/id/matter/staff-opinions",
    "statement": "/id/duty/lianyungang/d1.2-1",
    "provision": "/id/provision/lianyungang/1.2",
    "search": "/search?q=监督",
    "duties": "/duties?q=监督",
    "silences": "/search?kind=silence",
    "compare": "/compare",
    "compare-matters": "/compare?by=matter",
    "meetings": "/compare?by=meeting",
    "procedures": "/compare?by=procedure",
    "network": "/network?document=national",
    "hierarchy": "/network?document=lianyungang&view=hierarchy",
    "neighbourhood": f"/network?body={DATA}body/national/office",
    "ask": "/ask?q=市总工会有哪些职责?",
    "unanswered": "/ask?q=今天天气怎么样?",
    "sparql": "/query?query="
    + "SELECT ?body (COUNT(?duty) AS ?duties) WHERE { ?duty <https://w3id.org/dutygraph/ontology%23bearer> ?body } GROUP BY ?body ORDER BY DESC(?duties) LIMIT 12",
    "validation": "/validation",
    "check": "/check",
    "checked": "/check",
    "ontology": "/ontology",
    "cite": "/cite?page=/id/document/shunyi",
    "downloads": "/downloads",
    "data-set": "/.well-known/void",
    "not-found": "/nothing-here",
}
DARK = ("home", "document", "network", "validation")
DRAFT = """某县防汛抗旱指挥部工作规则
一、指挥部职责
1、指挥部负责领导全县防汛抗旱工作,研究部署重大事项。
2、督促各成员单位落实防汛责任制。
二、成员单位职责
(一)县水利局
1、负责水库、河道的巡查,每月至少检查一次。
2、及时向指挥部报告汛情。
(二)县教育局
指导学校开展防汛安全教育。
(三)县财政局
三、会议制度
指挥部会议每年召开两次,由指挥长召集。
"""


def take(browser: Browser, name: str, path: str, size: tuple[int, int]) -> None:
    """Take one picture of a page; ``checked`` is the page of a checked draft, which has no address."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.open(path)
    if name.startswith("checked"):
        browser.driver.execute_script("document.getElementById('draft').value = arguments[0]", DRAFT)
        browser.click(browser.find("main form button"))
        browser.wait(lambda: browser.all(".reader"))
        browser.driver.execute_script("scrollTo(0, 0)")
    time.sleep(0.5)
    save(browser, name)


def save(browser: Browser, name: str) -> None:
    """Keep what the browser shows, without its scroll bar, in few colours."""
    browser.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
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
                    for width, size in (("wide", WIDE), ("narrow", NARROW)):
                        take(browser, f"{name}-{language}-{width}", with_language(path, language), size)
            dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
            for name in DARK:
                take(browser, f"{name}-zh-dark", with_language(PAGES[name], "zh"), WIDE)
            driver.quit()


if __name__ == "__main__":
    main()
