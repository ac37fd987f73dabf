"""Every kind of page, in both languages, without a dead link."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from flask.testing import FlaskClient

from kg.checking.shapes import load_shapes
from server.language import LANGUAGES, load_strings
from tests.pages.kinds import PAGES
from tests.pages.links import Page

TEMPLATES = Path(__file__).resolve().parents[2] / "server" / "templates"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_shown_in_the_language_asked_for(client: FlaskClient, path: str, language: str) -> None:
    answer = client.get(
        path + ("&" if "?" in path else "?") + f"lang={language}", headers={"Accept": "text/html"}
    )

    page = Page(answer.text)
    assert answer.status_code == (404 if path == "/nothing-here" else 200)
    assert ("html", {"lang": language}) in page.tags
    assert len(page.ids) == len(set(page.ids))
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_language_is_chosen_by_address_then_by_header_then_chinese(client: FlaskClient) -> None:
    def language(path: str, header: str) -> str:
        text = client.get(path, headers={"Accept": "text/html", "Accept-Language": header}).text
        return re.search(r'<html lang="(\w+)"', text)[1]  # type: ignore[index]

    assert language("/?lang=en", "zh") == "en"
    assert language("/", "en-GB,en;q=0.8") == "en"
    assert language("/", "de") == "zh"


def test_an_explicitly_chosen_language_is_carried_on_by_links(client: FlaskClient) -> None:
    page = Page(client.get("/?lang=en", headers={"Accept": "text/html"}).text)

    inside = [link for link in page.links if link.startswith("/") and "lang=zh" not in link]
    assert inside
    assert all("lang=en" in link for link in inside)


def test_both_languages_have_the_same_words() -> None:
    assert set(load_strings("zh")) == set(load_strings("en"))


def test_every_word_a_template_asks_for_is_there() -> None:
    asked = {
        key
        for path in TEMPLATES.rglob("*.*")
        for key in re.findall(r"\bt\('([\w.-]+)'(?=[,)])", path.read_text(encoding="utf-8"))
    }

    assert asked
    assert asked - set(load_strings("zh")) == set()


def test_every_kind_of_finding_has_a_name_in_both_languages() -> None:
    codes = {shape.code for shape in load_shapes().all}

    assert codes
    for language in LANGUAGES:
        assert {f"code.{code}" for code in codes} - set(load_strings(language)) == set()


def test_no_address_within_a_document_is_shown_to_a_reader(client: FlaskClient) -> None:
    for path in (*PAGES, "/search?kind=provision", "/search?kind=silence", "/search?kind=defect"):
        if "query" in path or path == "/sparql":
            continue
        text = client.get(path, headers={"Accept": "text/html"}).text
        words = Page(re.sub(r"<(pre|code|script).*?</\1>", "", text, flags=re.DOTALL)).words
        assert re.findall(r"§ [\d.]*\.?[hp]\d*\b|\bd\d[\d.]*-\d+\b", words) == [], path


def test_the_numbers_of_the_first_page_are_those_of_the_lists_they_lead_to(client: FlaskClient) -> None:
    home = client.get("/?lang=en", headers={"Accept": "text/html"}).text
    numbers = re.findall(r'<li><a href="([^"]+)"><b>([\d,]+)</b>', home)

    assert len(numbers) > 6
    for address, number in numbers:
        found = client.get(unescape(address), headers={"Accept": "text/html"}).text
        assert f'<p role="status">{number} found' in found, address


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "数据里没有这个名称"), ("en", "The data have no such name")]
)
def test_a_page_that_is_not_there_says_what_to_do(client: FlaskClient, language: str, said: str) -> None:
    answer = client.get(f"/id/body/national/nobody?lang={language}", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert said in Page(answer.text).words
    assert 'id="q" name="q"' in answer.text


def test_no_link_on_any_kind_of_page_is_dead(client: FlaskClient) -> None:
    links: dict[str, str] = {}
    for path in PAGES:
        for link in Page(client.get(path, headers={"Accept": "text/html"}).text).links:
            address = urldefrag(link)[0]
            if address.startswith("/") and not address.startswith("/downloads/"):
                links.setdefault(address, path)
    by_form: dict[str, list[str]] = {}
    for address in links:
        form = re.sub(
            r"[^/?=&]*\d[^/?=&]*",
            "#",
            unquote(address).partition("=")[0].rpartition("/")[0] + address.partition("?")[2][:12],
        )
        by_form.setdefault(form, []).append(address)
    sample = [address for group in by_form.values() for address in group[:6]]

    dead = [
        (a, links[a])
        for a in sample
        if client.get(a, headers={"Accept": "text/html,*/*;q=0.8"}).status_code not in (200, 303)
    ]

    assert len(sample) > 100
    found = [pair for pair in dead if pair[1] not in ("/nothing-here", "/query?query=SELEC")]
    assert found == [], "\n".join(map(str, found))


def test_nothing_on_a_page_comes_from_elsewhere(client: FlaskClient) -> None:
    loaded = ("script", "img", "iframe", "source", "audio", "video")
    foreign = [
        (path, tag, given)
        for path in PAGES
        for tag, given in Page(client.get(path, headers={"Accept": "text/html"}).text).tags
        if (tag in loaded and str(given.get("src", "/")).startswith("http"))
        or (
            tag == "link"
            and given.get("rel") in ("stylesheet", "icon")
            and str(given["href"]).startswith("http")
        )
        or any(name.startswith("on") or name == "style" for name in given)
    ]

    assert foreign == []


def test_only_data_stands_in_inline_scripts(client: FlaskClient) -> None:
    inline = [
        given.get("type")
        for path in PAGES
        for tag, given in Page(client.get(path, headers={"Accept": "text/html"}).text).tags
        if tag == "script" and "src" not in given
    ]

    assert set(inline) <= {"application/ld+json", "application/json"}


def test_the_first_page_weighs_little(client: FlaskClient) -> None:
    weight = 0
    for path in ("/", "/static/style.css", "/static/favicon.svg"):
        with client.get(path, headers={"Accept": "text/html"}) as answer:
            weight += len(answer.data)

    assert weight < 150_000


@pytest.mark.parametrize(
    "path", ["/search?q=监督", "/duties", "/compare?by=meeting", "/ask?q=市总工会有哪些职责?", "/validation"]
)
def test_a_program_that_asks_for_json_gets_json(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "application/json"})

    assert answer.mimetype == "application/json"
    assert answer.json


def test_a_page_is_packed_for_a_client_that_takes_it_and_says_what_it_varies_by(client: FlaskClient) -> None:
    plain = client.get("/validation", headers={"Accept": "text/html", "Accept-Encoding": "identity"})
    packed = client.get(
        "/validation", headers={"Accept": "text/html", "Accept-Encoding": "br;q=1, gzip;q=0.5"}
    )

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 3
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (plain, packed))


def test_what_is_packed_already_is_left_alone(client: FlaskClient) -> None:
    workbook = client.get("/duties.xlsx", headers={"Accept-Encoding": "gzip"})

    assert workbook.status_code == 200
    assert "Content-Encoding" not in workbook.headers
