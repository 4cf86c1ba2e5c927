"""The site on a host that serves files and nothing else: no page stands at the address of a folder."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import project
import pytest
from lxml.html import fromstring
from published import Published

pytestmark = pytest.mark.slow
Get = Callable[[str], tuple[int, bytes]]


class FilesOnly(SimpleHTTPRequestHandler):
    """Serves files; a folder has none."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # nothing waits for the answer to what was sent before

    def send_head(self) -> Any:
        """The headers of a file and the file itself, or nothing."""
        if not Path(self.translate_path(self.path)).is_file():
            self.send_error(404)
            return None
        return super().send_head()

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The real site, built for such a host and served by it below a folder; ``address`` is where."""
    folder = project.real(tmp_path_factory.mktemp("hosting"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(FilesOnly, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/site/"
        run = project.build(folder, "--strict", SITE_URL=address, INDEX_FILES="1")
        assert run.returncode == 0, run.stderr
        published = Published(folder / "site", run.stderr)
        published.address = address
        yield published
        server.shutdown()


def links(address: str, answer: bytes) -> Iterator[str]:
    """The whole addresses to which a page, a sitemap or a feed leads."""
    if address.endswith(".html"):
        found = fromstring(answer).xpath("//@href | //@src")
    elif address.endswith("sitemap.xml"):
        found = [
            value
            for element in ElementTree.fromstring(answer).iter()
            for value in (element.text or "", element.get("href", ""))
            if value.strip()
        ]
    elif address.endswith("feed.xml"):
        feed = feedparser.parse(answer)
        found = [link.href for part in (feed.feed, *feed.entries) for link in part.links]
        found += [link for entry in feed.entries for link in fromstring(entry.content[0].value).xpath("//@href")]
    else:
        found = []
    return (urlsplit(urljoin(address, str(link)))._replace(fragment="").geturl() for link in found)


@pytest.fixture
def get(hosted: Published) -> Iterator[Get]:
    """Asks the host for a whole address: the status and the content of its answer."""
    with closing(HTTPConnection(urlsplit(hosted.address).netloc)) as connection:

        def get(address: str) -> tuple[int, bytes]:
            connection.request("GET", urlsplit(address)._replace(scheme="", netloc="").geturl())
            response = connection.getresponse()
            return response.status, response.read()

        yield get


def test_every_link_within_the_site_leads_to_a_file(hosted: Published, get: Get) -> None:
    start = [hosted.address + name for name in ("index.html", "404.html", "sitemap.xml")]
    waiting, asked, dead = list(start), set(start), []
    while waiting:
        address = waiting.pop()
        status, answer = get(address)
        if status != 200:
            dead.append(address)
            continue
        new = {link for link in links(address, answer) if link.startswith(hosted.address)} - asked
        waiting += new
        asked |= new
    assert not dead
    reached = {urlsplit(address).path.removeprefix("/site/") for address in asked}
    pages = {path.relative_to(hosted.folder).as_posix() for path in hosted.folder.rglob("*.html")}
    assert len(pages) > 4 * 100
    assert pages - {f"{address}index.html" for address in hosted.withdrawn} <= reached


def test_such_a_host_has_no_page_at_the_address_of_a_folder(hosted: Published, get: Get) -> None:
    assert get(f"{hosted.address}agreement/")[0] == 404
    assert get(f"{hosted.address}agreement/index.html")[0] == 200


def test_every_page_calls_itself_by_the_address_of_its_file(hosted: Published) -> None:
    for address, page in hosted.pages.items():
        if address != "404.html":
            own = f"{hosted.address}{address}index.html"
            assert page.xpath("//link[@rel='canonical']/@href") == [own]
            assert page.xpath("//meta[@name='citation_public_url']/@content") == [own]


@pytest.mark.browser
def test_what_the_search_finds_opens(hosted: Published, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"{hosted.address}es/index.html")
    page.locator(".search-open").click()
    page.locator(".search-form select").select_option("instruments")
    page.locator(".search-form input").fill("estatuto de roma")
    page.locator(".search-title").first.click()
    page.wait_for_url("**/es/instruments/**/index.html*")
    assert page.locator("article h1").is_visible()
    page.close()
