"""The site that is read from a folder: every link leads to a file, and in a browser everything but search works."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import chromium
import pytest
from published import Published, text_of

pytestmark = pytest.mark.slow
CANONICAL = "//link[@rel='canonical']/@href"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page on a desktop; it notes errors and the addresses it asks for."""
    opened = chromium.noting(browser.new_page(viewport={"width": 1280, "height": 844}))
    yield opened
    opened.close()
    assert not opened.faults
    assert not [url for url in opened.asked if not url.startswith(("file:", "data:"))]


def uri(site: Published, address: str = "index.html") -> str:
    """Return the address of a file of the site for a browser without a server."""
    return (site.folder / address).as_uri()


def test_every_link_leads_to_a_file(offline: Published) -> None:
    dead: list[tuple[str, str]] = []
    files: dict[str, Path] = {}
    for address in offline.pages:
        path = offline.folder / address
        base = (path if path.is_file() else path / "index.html").as_uri()
        for link in set(offline.pages[address].xpath("//@href | //@src")):
            target = urlsplit(urljoin(base, link))
            if target.scheme != "file":
                continue
            file = files.setdefault(target.path, Path(unquote(target.path)))
            shown = str(file.relative_to(offline.folder)).removesuffix("index.html")
            named = target.fragment in offline.identifiers.get(shown, []) if target.fragment else True
            if target.path.endswith("/") or not file.is_file() or not named:
                dead.append((address, link))
    assert not dead
    assert len(files) > len(offline.pages)


def test_the_same_is_said_as_on_the_published_site(offline: Published, site: Published) -> None:
    assert offline.pages.keys() == site.pages.keys()
    for address, page in offline.pages.items():
        assert text_of(page.cssselect("article")[0]) == site.text(address), address
        assert page.xpath(CANONICAL) == site.pages[address].xpath(CANONICAL)


def test_every_local_link_of_the_home_page_opens(offline: Published, page: Any) -> None:
    page.goto(uri(offline))
    links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href.baseVal ?? link.href)")
    targets = [urlsplit(urljoin(uri(offline), link)) for link in links]
    local = {
        target._replace(fragment="").geturl()
        for target in targets
        if target.scheme == "file" and target.path.endswith(".html")
    }
    assert len(local) > 30
    for url in sorted(local):
        page.goto(url)
        assert page.locator("h1").is_visible(), url


def test_languages_map_notes_and_tables_work(offline: Published, page: Any) -> None:
    page.goto(uri(offline, "region/index.html"))
    page.locator("[popovertarget=__languages]").click()
    page.locator("#__languages a[hreflang=fr]").click()
    page.wait_for_url("**/fr/region/index.html")
    page.locator(".table-filter").fill("signataire")
    assert page.locator("tbody tr:visible").count() == 3
    page.locator(".table-filter").fill("")
    page.locator(".tile-map > svg a").first.click()
    page.wait_for_url("**/fr/region/index.html#*")
    page.locator("a.mark").first.click()
    assert page.locator(".sidenote").is_visible()
    page.locator(".colours-button").click()
    page.goto(uri(offline, "404.html"))
    page.locator(".not-found[lang=pt] a").first.click()
    page.wait_for_url("**/pt/index.html")
    assert page.locator("html").get_attribute("data-colours") == "dark"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Search works only on the published site."),
        ("es", "solo funciona en el sitio publicado"),
        ("fr", "ne fonctionne que sur le site publié"),
        ("pt", "só funciona no site publicado"),
    ],
)
def test_search_says_where_it_works(language: str, sentence: str, offline: Published, page: Any) -> None:
    page.goto(uri(offline, "index.html" if language == "en" else f"{language}/index.html"))
    page.locator(".search-open").click()
    page.locator(".search-status").filter(has_text=sentence).wait_for()
    page.locator(".search-form input").fill("evidence")
    page.locator(".search-form input").fill("")
    page.locator(".search-results[aria-busy=false]").wait_for(state="attached")
    assert sentence in page.locator(".search-status").text_content()
    assert not [url for url in page.asked if "/search/" in url]


def test_a_folder_has_no_search_index(offline: Published) -> None:
    assert not (offline.folder / "search").exists()
