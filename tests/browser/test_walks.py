"""What people come to do, done in a browser from beginning to end."""

from __future__ import annotations

import csv
import io
from urllib.request import urlopen

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.browsing import Browser

pytestmark = pytest.mark.browser

DRAFT = "某市安全生产委员会工作规则\n一、委员会办公室职责\n1、督促各成员单位落实安全生产责任制。\n2、每季度召开一次会议。\n"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_from_a_question_to_its_sentence_in_the_document(browser: Browser) -> None:
    browser.open("/?lang=zh")
    browser.find("#ask").send_keys("市总工会有哪些职责?", Keys.ENTER)
    browser.wait(lambda: browser.all(".statement mark"))
    quote = browser.find(".statement mark").text
    browser.click(browser.find(".statement .source a"))
    browser.wait(lambda: browser.all("#at"))

    marked = "".join(mark.text for mark in browser.all(".text mark"))
    assert browser.path.startswith("/id/document/")
    assert marked == quote
    assert browser.complaints() == []


def test_a_reading_can_be_corrected(browser: Browser) -> None:
    browser.open("/ask?q=市总工会有哪些职责?&lang=en")
    browser.click(browser.find("details.more summary"))
    select = browser.find("select[name=intent]")
    select.find_element(By.CSS_SELECTOR, "option[value=membership]").click()
    browser.click(browser.find("details.more button"))
    browser.wait(lambda: "intent=membership" in browser.path)

    assert browser.find("option[value=membership]").is_selected()


def test_search_narrow_and_take_away(browser: Browser) -> None:
    browser.open("/?lang=zh")
    browser.find("#top-search").send_keys("监督", Keys.ENTER)
    browser.wait(lambda: browser.all(".chips a[href*='kind=duty']"))
    browser.click(browser.find(".chips a[href*='kind=duty']"))
    browser.wait(lambda: "kind=duty" in browser.path)
    facet = browser.find(".facets a[href*='document=']")
    count = int(facet.find_element(By.XPATH, "..").find_element(By.CSS_SELECTOR, ".count").text)
    browser.click(facet)
    browser.wait(lambda: browser.all(".facets a[aria-current]"))

    assert len(browser.all("tbody tr")) == count
    link = next(a for a in browser.all(".tools a") if a.text == "CSV")
    with urlopen(link.get_attribute("href")) as answer:
        rows = list(csv.reader(io.StringIO(answer.read().decode("utf-8-sig"))))
    assert len(rows) - 1 == count


def test_a_table_is_sorted_by_its_heading(browser: Browser) -> None:
    browser.open("/bodies?lang=zh")
    browser.click(next(a for a in browser.all("thead a") if a.text == "职责数"))
    browser.wait(lambda: browser.all("th[aria-sort=ascending]"))
    browser.click(next(a for a in browser.all("thead a") if a.text.startswith("职责数")))
    browser.wait(lambda: browser.all("th[aria-sort=descending]"))

    numbers = [int(cell.text) for cell in browser.all("tbody td.number")]
    assert numbers == sorted(numbers, reverse=True)


def test_documents_are_compared_with_their_silences(browser: Browser) -> None:
    browser.open("/compare?lang=en")
    browser.click(next(a for a in browser.all(".chips a") if a.text == "Meeting rules"))
    browser.wait(lambda: browser.all(".silent"))

    assert {cell.text for cell in browser.all(".silent")} == {"not said"}


def test_a_line_of_the_network_opens_its_sentence(browser: Browser) -> None:
    browser.open("/network?document=lianyungang&lang=zh")
    edge = browser.find("g.edge a")
    browser.driver.execute_script("arguments[0].focus()", edge)
    edge.send_keys(Keys.ENTER)
    browser.wait(lambda: browser.all("#at"))

    assert browser.path.startswith("/id/document/lianyungang?at=")


def test_the_network_can_be_zoomed_rearranged_and_saved_as_a_picture(browser: Browser) -> None:
    browser.open("/network?document=national&lang=zh")
    browser.wait(lambda: browser.find("[data-network=png]").is_displayed())
    before = browser.find("g.node").get_attribute("transform")
    browser.click(browser.find("[data-network=loosen]"))
    browser.click(browser.find("[data-network=in]"))
    browser.click(browser.find("[data-network=png]"))
    browser.wait(lambda: browser.find("html").get_attribute("data-saved") == "network.png")

    assert browser.find("g.node").get_attribute("transform") != before
    assert "scale" in browser.find("g.view").get_attribute("transform")
    assert browser.complaints() == []


def test_the_list_says_the_same_as_the_drawing(browser: Browser) -> None:
    browser.open("/network?document=yimin&lang=zh")

    assert len(browser.all("g.edge")) == len(browser.all("main table tbody tr"))


def run_in_editor(browser: Browser, query: str) -> None:
    browser.open("/sparql?lang=zh")
    browser.wait(lambda: browser.driver.execute_script("return Boolean(window.dutygraphEditor)"))
    browser.driver.execute_script("window.dutygraphEditor.replace(arguments[0])", query)
    browser.click(browser.find("#run"))


def test_a_query_is_run_and_shown_with_names_and_links(browser: Browser) -> None:
    run_in_editor(
        browser, "SELECT ?d WHERE { ?d a <https://w3id.org/dutygraph/ontology#PolicyDocument> } ORDER BY ?d"
    )
    browser.wait(lambda: browser.all("#results tbody tr"))

    assert "5 行" in browser.find("#results").text
    assert "连云港市" in browser.find("#results").text
    assert browser.find("#results a").get_attribute("href").startswith(browser.site + "/id/document/")
    assert browser.path.startswith("/query?")


def test_a_running_query_can_be_stopped(browser: Browser) -> None:
    run_in_editor(browser, SLOW)
    browser.wait(lambda: browser.find("#stop").is_enabled())
    browser.click(browser.find("#stop"))
    browser.wait(lambda: "已停止" in browser.find("#results").text, 5)

    assert browser.find("#run").is_enabled()


def test_a_mistake_is_said_in_plain_words(browser: Browser) -> None:
    run_in_editor(browser, "SELEC ?x WHERE { }")
    browser.wait(lambda: browser.all("#results [role=alert]"))

    assert "语法错误" in browser.find("#results").text


def test_missing_prefixes_are_added(browser: Browser) -> None:
    browser.open("/sparql?lang=en")
    browser.wait(lambda: browser.driver.execute_script("return Boolean(window.dutygraphEditor)"))
    browser.driver.execute_script(
        "window.dutygraphEditor.replace('SELECT * WHERE { ?s a dg:Duty ; skos:note ?o }')"
    )
    browser.click(browser.find("#add-prefixes"))

    text = browser.driver.execute_script("return window.dutygraphEditor.text()")
    assert "PREFIX dg: <https://w3id.org/dutygraph/ontology#>" in text
    assert "PREFIX skos:" in text


def test_the_editor_completes_the_vocabulary_with_its_names(browser: Browser) -> None:
    browser.open("/sparql?lang=zh")
    browser.wait(lambda: browser.driver.execute_script("return Boolean(window.dutygraphEditor)"))
    browser.driver.execute_script("window.dutygraphEditor.replace('')")
    root = browser.find(".editor-host").shadow_root
    browser.click(root.find_element(By.CSS_SELECTOR, ".cm-content"))
    ActionChains(browser.driver).send_keys("dg:CoordinationB").perform()
    browser.wait(lambda: root.find_elements(By.CSS_SELECTOR, ".cm-tooltip-autocomplete li"))

    assert "dg:CoordinationBody" in root.find_element(By.CSS_SELECTOR, ".cm-tooltip-autocomplete li").text


def test_an_example_is_taken_into_the_editor_and_run(browser: Browser) -> None:
    browser.open("/sparql?lang=en")
    browser.wait(lambda: browser.driver.execute_script("return Boolean(window.dutygraphEditor)"))
    browser.click(browser.all("a[data-example]")[2])
    browser.wait(lambda: browser.all("#results tbody tr"))

    assert "org:Membership" in browser.driver.execute_script("return window.dutygraphEditor.text()")


def test_a_term_is_found_by_its_chinese_name_and_brings_its_prefix(browser: Browser) -> None:
    browser.open("/sparql?lang=zh")
    browser.wait(lambda: browser.driver.execute_script("return Boolean(window.dutygraphEditor)"))
    browser.driver.execute_script("window.dutygraphEditor.replace('')")
    root = browser.find(".editor-host").shadow_root
    browser.click(root.find_element(By.CSS_SELECTOR, ".cm-content"))
    ActionChains(browser.driver).send_keys("议事协调").perform()
    browser.wait(lambda: root.find_elements(By.CSS_SELECTOR, ".cm-tooltip-autocomplete li"))
    ActionChains(browser.driver).pause(0.2).send_keys(Keys.ENTER).perform()

    text = browser.driver.execute_script("return window.dutygraphEditor.text()")
    assert text.splitlines() == ["PREFIX dg: <https://w3id.org/dutygraph/ontology#>", "dg:CoordinationBody"]


def test_a_pasted_draft_is_read_and_checked(browser: Browser) -> None:
    browser.open("/check?lang=zh")
    browser.find("#draft").send_keys(DRAFT)
    browser.click(browser.find("main form button"))
    browser.wait(lambda: browser.all(".reader .note"), 60)

    assert "督促" in browser.find(".reader").text
    assert browser.complaints() == []


def test_the_language_is_switched_on_the_same_page(browser: Browser) -> None:
    browser.open("/id/document/yimin?lang=zh")
    browser.click(browser.find("a.languages"))
    browser.wait(lambda: browser.find("html").get_attribute("lang") == "en")

    assert browser.path.startswith("/id/document/yimin")
    assert browser.find(".kicker").text == "Document"


def test_choosing_a_marked_sentence_shows_its_statement(browser: Browser) -> None:
    browser.open("/id/document/lianyungang?lang=zh")
    parts = browser.find(".note.k-duty .parts")
    assert not parts.is_displayed()
    browser.click(browser.find(".note.k-duty a.open"))

    assert browser.find(".note.k-duty .parts").is_displayed()


def test_kinds_of_marks_are_switched_off_in_the_legend(browser: Browser) -> None:
    browser.open("/id/document/lianyungang?lang=zh")
    assert browser.find(".note.k-duty").is_displayed()
    browser.click(browser.find("#hide-duty"))

    assert not browser.find(".note.k-duty").is_displayed()


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/", ".numbers a"),
        ("/duties?q=监督", "tbody tr"),
        ("/id/document/national", ".note.k-duty"),
        ("/id/body/national/coordination-group", ".statement"),
        ("/compare?by=meeting", ".silent"),
        ("/network?document=national", "g.edge a"),
        ("/validation", ".statement"),
        ("/ask?q=市总工会有哪些职责?", ".statement mark"),
        ("/query?query=SELECT ?s WHERE { ?s a ?c } LIMIT 3", "#results tbody tr"),
        ("/ontology", "#Duty"),
    ],
)
def test_everything_can_be_read_without_script(scriptless: Browser, path: str, selector: str) -> None:
    scriptless.open(path)

    assert scriptless.find(selector).is_displayed()


def test_a_statement_is_opened_without_script(scriptless: Browser) -> None:
    scriptless.open("/id/document/lianyungang?lang=zh")
    scriptless.click(scriptless.find(".note.k-duty a.open"))

    assert scriptless.find(".note.k-duty .parts").is_displayed()


def test_a_query_is_run_without_script(scriptless: Browser) -> None:
    scriptless.open("/sparql?lang=zh")
    scriptless.click(scriptless.find("#run"))
    scriptless.wait(lambda: scriptless.all("#results tbody tr"))

    assert scriptless.path.startswith("/query?")
