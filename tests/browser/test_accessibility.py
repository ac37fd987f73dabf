"""No violation on any kind of page, no complaint of the console, no request elsewhere."""

from __future__ import annotations

import pytest

from tests.browser.browsing import Browser
from tests.pages.kinds import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_quiet_and_keeps_to_its_origin(
    browser: Browser, path: str, language: str
) -> None:
    browser.requests()
    browser.complaints()

    browser.open(path + ("&" if "?" in path else "?") + f"lang={language}")
    if "sparql" in path or "/query" in path:
        browser.wait(lambda: browser.all(".editor-host"))

    assert browser.violations() == []
    assert browser.complaints() == []
    elsewhere = [
        url for url in browser.requests() if not url.startswith((browser.site, "data:", "blob:", "chrome"))
    ]
    assert elsewhere == []


DARK = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
SOME = (
    "/",
    "/id/document/yimin",
    "/id/body/national/coordination-group",
    "/duties",
    "/compare?by=meeting",
    "/sparql",
    "/validation",
)


@pytest.mark.parametrize("path", SOME)
def test_a_page_is_legible_in_the_dark(browser: Browser, path: str) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", DARK)
    try:
        browser.open(path)
        assert browser.violations() == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize("path", PAGES)
def test_nothing_but_tables_is_wider_than_a_phone_and_all_is_legible_there_in_the_dark(
    browser: Browser, path: str
) -> None:
    phone = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", DARK)
    try:
        browser.open(path)
        assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= 360
        assert browser.violations() == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
