"""A site as a reader gets it: the files that were written, read back."""

import json
import posixpath
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement, fromstring

LANGUAGES = {"en": "", "es": "es/", "fr": "fr/", "pt": "pt/"}
"""The languages of the real site, and what stands before their addresses."""
LEADS_ON = "meta[http-equiv=refresh]"
"""The elements that lead from a page to another at once."""


def first(element: HtmlElement, selector: str) -> HtmlElement | None:
    """The first element below ``element`` that matches, if there is one."""
    return next(iter(element.cssselect(selector)), None)


def text_of(element: HtmlElement) -> str:
    """Return the text that a reader reads in an element, in one line."""
    return " ".join(element.text_content().split())


class Quiet(SimpleHTTPRequestHandler):
    """A handler that answers a browser without a word on the terminal."""

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class Published:
    """The folder that MkDocs wrote, and what it said while writing."""

    address = "https://pact.example/site/"
    edit = "https://code.example/owner/repository/edit/main/"
    repository = "https://code.example/owner/repository"
    contact = f"{repository}/issues/new?template=error.yml"
    settings: ClassVar = {"SITE_URL": address, "EDIT_URI": edit, "REPOSITORY_URL": repository, "CONTACT": contact}
    """The variables that make it a site at that address."""

    def __init__(self, folder: Path, messages: str):
        self.folder, self.messages = folder, messages

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address at which the site is served for a while: below a folder of its host."""
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(self.folder.parent))) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/{self.folder.name}/"
            server.shutdown()

    @cached_property
    def pages(self) -> dict[str, HtmlElement]:
        """Every page by its address below the site's: ``parties/icc/``, ``404.html``; those withdrawn are no pages."""
        return {address: page for address, page in self.all_pages.items() if not page.cssselect(LEADS_ON)}

    @cached_property
    def withdrawn(self) -> dict[str, HtmlElement]:
        """Return the pages at the addresses of withdrawn records."""
        return {address: page for address, page in self.all_pages.items() if page.cssselect(LEADS_ON)}

    @cached_property
    def all_pages(self) -> dict[str, HtmlElement]:
        """Every file of HTML by the address at which a reader gets it."""
        return {
            str(path.relative_to(self.folder)).removesuffix("index.html"): fromstring(path.read_bytes())
            for path in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def identifiers(self) -> dict[str, list[str]]:
        """The fragments of every page, in their order."""
        return {address: [str(name) for name in page.xpath("//@id")] for address, page in self.pages.items()}

    def linked(self, address: str) -> dict[str, Any]:
        """The linked data of a page: the one script of it that is not a file, and that nothing in it can leave."""
        (block,) = self.pages[address].xpath("//script[not(@src)]")
        assert block.get("type") == "application/ld+json" and not set("<>&") & set(block.text), address
        data: dict[str, Any] = json.loads(block.text)
        return data

    def article(self, address: str) -> HtmlElement:
        """The part of a page that is its own, without the frame of the theme."""
        return self.one(address, "article")

    def one(self, address: str, selector: str) -> HtmlElement:
        """The first element of a page that matches; an error if there is none."""
        element = first(self.pages[address], selector)
        assert element is not None, f"{address} has nothing that matches {selector}"
        return element

    def text(self, address: str, selector: str = "article") -> str:
        """Return the text that a reader reads in the first element that matches, in one line."""
        return text_of(self.one(address, selector))

    def links(self, address: str) -> Iterator[tuple[str, str]]:
        """The links of a page to this site: the address of the page each leads to, and the fragment."""
        base = urljoin(self.address, address)
        for value in set(self.pages[address].xpath("//@href | //@src")):
            target = urlsplit(urljoin(base, str(value)))
            if target.geturl().startswith(self.address):
                below = posixpath.relpath(target.path, urlsplit(self.address).path) + "/" * target.path.endswith("/")
                yield "" if below == "./" else below, unquote(target.fragment)

    def leads_somewhere(self, target: str, fragment: str) -> bool:
        """Return true if a page or file of the site has that address and fragment."""
        if target not in self.pages:
            return not fragment and (self.folder / target).is_file()
        return not fragment or fragment in self.identifiers[target]
