"""The search in a real browser: it finds what readers ask for, invents nothing, and keeps its promises."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import chromium
import project
import pytest
import yaml
from variants import later

pytestmark = pytest.mark.browser

QUERIES = yaml.load((project.TESTS / "queries.yml").read_text("utf-8"), yaml.CBaseLoader)
"""The queries that readers type in each language, by kind, and the pages that must answer them."""
MISSED = 0.03
"""The share of queries that may go wrong; those that ask for nothing that is there may not."""
FIRST_USE = 110_000
"""Bytes that may be loaded when a reader first searches, from a host that does not compress."""


@pytest.fixture(scope="module")
def desktop(browser: Any) -> Iterator[Any]:
    """The page on which one reader does all searches, as opening it takes longer than most."""
    opened = chromium.noting(browser.new_page(viewport={"width": 1280, "height": 844}))
    yield opened
    opened.close()


@pytest.fixture
def page(desktop: Any) -> Iterator[Any]:
    """A page on a desktop, on which other tests may have searched; it notes errors."""
    desktop.faults.clear()
    yield desktop
    assert not desktop.faults


def answered(page: Any) -> list[str]:
    """Return where the results lead, from the site's root in their language, once they are those of the query."""
    page.locator(".search-results[aria-busy=false]").wait_for(state="attached")
    links = page.locator(".search-title").evaluate_all("links => links.map(link => link.href)")
    start = page.evaluate("document.querySelector('dialog.search').dataset.start") or ""
    return [link.removeprefix(start) for link in links]


def open_search(page: Any, address: str) -> None:
    """Open the search on a page; links are told from there on."""
    page.goto(address)
    page.evaluate("start => { document.querySelector('dialog.search').dataset.start = start }", address)
    page.locator(".search-open").click()
    page.locator(".search-results[aria-busy=false]").wait_for(state="attached")


def search(page: Any, query: str) -> list[str]:
    """Return where the results of a query lead."""
    page.locator(".search-form input").fill(query)
    return answered(page)


def said(page: Any) -> str:
    """Return the words of the dialog about the query."""
    return str(page.locator(".search-status").text_content())


def wrong(page: Any, query: str, wanted: Any) -> str:
    """Return the fault of the answer to a query; nothing if it is as wanted."""
    found = search(page, query)
    if isinstance(wanted, dict) and "offers" in wanted:
        offered = page.locator(".search-near").all_text_contents()
        fine = not found and wanted["offers"].casefold() in " ".join(offered).casefold()
        fine = fine and all(search(page, other) for other in offered)
        return "" if fine else f"{query}: found {found[:3]}, offered {offered}"
    if isinstance(wanted, dict) and "absent" in wanted:
        return f"{query}: {found[:8]}" if any(place.startswith(wanted["absent"]) for place in found[:8]) else ""
    place, shown = (wanted["first"], found[:1]) if isinstance(wanted, dict) else (wanted, found[:3])
    fine = any(place == (other if "#" in place else other.partition("#")[0]) for other in shown)
    return "" if fine else f"{query}: {found[:3]}, not {place}"


@pytest.mark.slow
@pytest.mark.parametrize("language", QUERIES)
def test_search_answers_what_readers_ask(language: str, page: Any, served: str) -> None:
    open_search(page, served + ("" if language == "en" else f"{language}/"))
    cases = [(kind, query, wanted) for kind, some in QUERIES[language].items() for query, wanted in some.items()]
    assert len(cases) >= 50 and len({kind for kind, _, _ in cases}) >= 8
    faults = [(kind, fault) for kind, query, wanted in cases if (fault := wrong(page, query, wanted))]
    assert len(faults) <= MISSED * len(cases), faults
    assert not [fault for kind, fault in faults if kind in ("nothing", "misspelt")], "nothing may be invented"


def test_search_loads_little_and_nothing_before_it_is_used(browser: Any, served: str) -> None:
    page, sizes = chromium.noting(browser.new_page(viewport={"width": 1280, "height": 844})), {}
    page.on("response", lambda got: sizes.update({urlsplit(got.url).path: got.headers.get("content-length")}))
    page.goto(f"{served}es/")
    before = dict(sizes)
    assert not [path for path in before if "/search/" in path or path.endswith("search-index.js")]
    page.locator(".search-open").click()
    assert search(page, "presos")
    loaded = {path: int(size) for path, size in sizes.items() if path not in before}
    assert [path for path in loaded if path.endswith("/search/es.json")]
    assert not [path for path in loaded if "/search/" in path and "/search/es" not in path]
    assert sum(loaded.values()) <= FIRST_USE, loaded
    assert not page.faults
    page.close()


def test_each_page_is_one_result_with_its_best_part_its_kind_and_the_passage(page: Any, served: str) -> None:
    open_search(page, f"{served}fr/")
    found = search(page, "témoins protection")
    assert len({place.partition("#")[0] for place in found}) == len(found)
    first = page.locator(".search-results li").first
    assert first.locator(".search-kind").text_content()
    assert "témoins" in first.locator("mark").all_text_contents()
    page.locator(".search-form select").select_option("areas")
    found = answered(page)
    assert found and all(place.startswith("areas/") for place in found)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["témoins protection"], "kind": ["areas"]}
    page.reload()
    page.locator(".search-results[aria-busy=false] > li").first.wait_for()
    assert page.locator(".search-form select").input_value() == "areas"
    assert page.locator(".search-title").count() == len(found)


@pytest.mark.parametrize(
    ("language", "query"),
    later([("es", "acuerdo"), ("en", "languages"), ("fr", "11 janvier 2024"), ("pt", "entrada em vigor")]),
)
def test_a_result_says_something_and_nothing_twice(language: str, query: str, page: Any, served: str) -> None:
    open_search(page, served + ("" if language == "en" else f"{language}/"))
    assert search(page, query)
    for result in page.locator(".search-results li").all():
        titles = result.locator(".search-title").evaluate("link => [...link.childNodes].map(node => node.textContent)")
        assert not {*titles} & {*result.locator(".search-kind").all_text_contents()}
        said = str(result.locator("p").text_content())
        assert len(said) >= 30 and said not in titles, "a bare label or date"


def test_where_nothing_is_found_the_dialog_says_so_and_leads_on(page: Any, served: str) -> None:
    open_search(page, f"{served}fr/")
    assert not search(page, "xyzzyx")
    assert said(page) == "Aucun résultat pour «\u00a0xyzzyx\u00a0»."
    links = page.locator(".search-results a").evaluate_all("links => links.map(link => link.href)")
    assert f"{served}fr/glossary/" in links and len(links) > 5
    assert not search(page, "Hofmanksi")
    page.locator(".search-near").first.click()
    assert answered(page)[0] == "signatories/piotr-hofmanski/"
    assert page.locator(".search-form input").input_value() == "Hofmański"


def test_what_is_offered_finds_something(page: Any, served: str) -> None:
    open_search(page, served)
    offers = {
        "interpoll memorandm": "INTERPOL Memorandum",
        "Hofmanski interview": "Hofmanski",
        "Hofmanksi interview": "Hofmański",
        "Côte d’Ivoire": "Corte",
    }
    for query, offer in offers.items():
        assert not wrong(page, query, {"offers": offer})


def test_a_word_that_stands_nowhere_is_named(page: Any, served: str) -> None:
    open_search(page, served)
    assert search(page, "Piotr Hofmanski Douglas Durán Chavarría xyzzyx")
    assert "“xyzzyx”" in said(page)


def test_enter_moves_to_the_results_of_what_is_typed_and_never_opens_one_unseen(page: Any, served: str) -> None:
    open_search(page, served)
    search(page, "Jamaica")
    page.keyboard.press("Control+a")
    page.keyboard.type("Hofmanski")
    page.keyboard.press("Enter")
    page.locator(".search-title:focus").wait_for()
    assert "piotr-hofmanski" in page.evaluate("document.activeElement.href")
    assert urlsplit(page.url).path == urlsplit(served).path
    page.keyboard.press("ArrowUp")
    assert page.locator(".search-form input").evaluate("input => input === document.activeElement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(second)


def test_the_key_for_searching_on_a_phone_closes_the_keyboard(browser: Any, served: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{served}es/")
    page.locator(".search-open").tap()
    field = page.locator(".search-form input")
    assert field.get_attribute("enterkeyhint") == "search"
    field.fill("presos")
    field.press("Enter")
    page.locator(".search-title:focus").wait_for()
    assert page.locator("dialog.search").is_visible() and page.locator(".search-title").count() > 1
    context.close()


def test_back_leads_to_the_query_its_list_and_the_place_in_it(page: Any, served: str) -> None:
    open_search(page, f"{served}es/")
    assert len(search(page, "acuerdo")) == 8
    page.locator(".search-more").click()
    page.locator(".search-title").nth(10).wait_for()
    target = page.locator(".search-title").nth(10).get_attribute("href")
    page.locator(".search-title").nth(10).click()
    page.wait_for_url(target)
    page.go_back()
    page.locator(".search-title:focus").wait_for()
    assert page.evaluate("document.activeElement.href") == target
    assert page.locator(".search-form input").input_value() == "acuerdo"


def test_escape_closes_the_search_and_leaves_the_address_as_it_was(page: Any, served: str) -> None:
    page.goto(f"{served}region/#jm")
    page.keyboard.press("Control+k")
    search(page, "Jamaica")
    page.keyboard.press("Escape")
    page.locator("dialog.search").wait_for(state="hidden")
    page.wait_for_timeout(100)
    assert page.url == f"{served}region/#jm"


@pytest.mark.parametrize("failing", later(["search-index.js", "en.json", "en-0.json"]))
def test_what_could_not_be_loaded_is_asked_for_again(failing: str, browser: Any, served: str) -> None:
    page = browser.new_page()
    page.route(f"**/{failing}*", lambda route: route.abort())
    open_search(page, served)
    assert not search(page, "International Criminal Court")
    assert said(page) == "Search could not be loaded. Please try again."
    page.unroute_all()
    page.locator(".search-form input").press("Enter")
    page.locator(".search-title:focus").wait_for()
    assert answered(page)[0] == "parties/icc/"
    page.close()


def test_more_results_are_those_of_the_query_and_none_is_lost(browser: Any, served: str) -> None:
    page, held = chromium.noting(browser.new_page()), []
    open_search(page, served)
    wanted = search(page, "Hofmanski")
    search(page, "Costa Rica")
    page.route("**/search/en-*.json", lambda route: held.append(route))
    page.locator(".search-more").click()
    assert search(page, "Hofmanski") == wanted
    while held:
        held.pop().continue_()
        page.wait_for_timeout(100)
    assert answered(page) == wanted, "results of another query were put below"
    page.unroute_all()
    found = search(page, "Court")
    page.route("**/search/en-*.json", lambda route: route.abort())
    while page.locator(".search-more").is_visible() and "loaded" not in said(page):
        page.locator(".search-more").click()
        answered(page)
    shown = len(answered(page))
    assert "could not be loaded" in said(page) and answered(page)[:8] == found
    page.unroute_all()
    page.locator(".search-more").focus()
    page.keyboard.press("Enter")
    page.locator(".search-title:focus").wait_for()
    titles = page.locator(".search-title")
    assert titles.evaluate_all("links => links.indexOf(document.activeElement)") == shown
    assert re.match(r"\d+ results", said(page))
    page.close()


def test_nothing_of_a_kind_leads_to_all_pages(page: Any, served: str) -> None:
    open_search(page, served)
    every = len(search(page, "ILANUD"))
    page.locator(".search-form select").select_option("areas")
    assert not answered(page)
    assert re.fullmatch(r"Nothing found for “ILANUD” in this type of page\. Results on all pages: \d+\.", said(page))
    page.locator(".search-near", has_text="All pages").click()
    assert len(answered(page)) == every and page.locator(".search-form select").input_value() == ""


def test_marking_the_query_beyond_the_field_leaves_the_search_open(page: Any, served: str) -> None:
    open_search(page, served)
    search(page, "Jamaica")
    box = page.locator(".search-form input").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(10, box["y"] + 10)
    page.mouse.up()
    assert page.locator("dialog.search").is_visible() and "q=Jamaica" in page.url
    page.mouse.click(10, 10)
    page.locator("dialog.search").wait_for(state="hidden")


def test_search_answers_where_a_browser_refuses_to_change_the_address(page: Any, served: str) -> None:
    open_search(page, served)
    refusing = "() => { throw new DOMException('too often', 'SecurityError'); }"
    page.evaluate(f"() => {{ history.replaceState = {refusing}; }}")
    assert search(page, "Jamaica")[0] == "region/#jm"


def test_keys_that_compose_a_word_do_not_leave_the_field(page: Any, served: str) -> None:
    open_search(page, served)
    search(page, "Jamaica")
    field = page.locator(".search-form input")
    for key in ("ArrowDown", "Escape"):
        field.dispatch_event("keydown", {"key": key, "isComposing": True})
        page.wait_for_timeout(50)
        assert page.locator("dialog.search").is_visible()
        assert field.evaluate("field => field === document.activeElement")


def test_a_query_without_a_break_fits_the_dialog(browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    open_search(page, served)
    search(page, "a" * 300)
    assert page.locator("dialog.search").evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    page.close()
