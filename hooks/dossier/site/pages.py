"""The site of a dossier in each of its languages: which pages there are, and what each holds."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from ..addresses import EVERY_KIND, PAGES, SITE, PageSpec
from ..exports import csl
from ..exports.downloads import DATA_FOLDER
from ..exports.linked_data import Graph, script
from ..language.edition import Edition
from ..reading.discovery import Tree, read
from ..reading.problems import DataError, quoted
from ..records.collections import COLLECTIONS, KeyPath
from ..records.fields import part_of
from ..records.model import Dossier, Source
from ..records.values import Identifier
from ..settings import Settings
from .context import PageContext, relative
from .fragments import colliding_addresses
from .handwritten import Handwritten, convert
from .page import Content, Page
from .printable import Chapter, chapters
from .rendering import environment, few, fill
from .search import SearchIndex
from .shared import Shared

PARENTS = {spec.address: spec.titled for spec in PAGES if spec.address}
"""The pages that may stand above others, and the word that is the title of each; none for a folder written by hand."""


def sites(
    dossier: Dossier,
    settings: Settings | None = None,
    written: Mapping[str, Sequence[Handwritten]] | None = None,
    data: Path | None = None,
    drafts: Collection[KeyPath] = (),
    tree: Tree | None = None,
) -> dict[str, "Site"]:
    """Return the site in every language of the dossier, by language; the default language is the first.

    ``written`` has the pages written by hand, by language; without them the site has only those made from the data.
    Statements lead to their lines in the folder ``data``, if the settings say where these are shown. The ``drafts`` of
    the dossier are marked as such. The files are read here again unless their ``tree`` is given. ``DataError`` if two
    statements in ``data`` would have the same address.
    """
    settings = settings or Settings()
    nodes = (tree or read(data))[0] if data and settings.line_link else None
    shared = Shared(dossier, settings, written or {}, nodes, drafts)
    if data and (problems := [*colliding_addresses(shared.relations, data)]):
        raise DataError(quoted(problems, data))
    return {language: Site(edition, shared) for language, edition in shared.editions.items()}


class Site:
    """The pages of a dossier in one language."""

    def __init__(self, edition: Edition, shared: Shared):
        self.edition, self.shared, self.settings = edition, shared, shared.settings
        self.dossier, self.relations = shared.dossier, shared.relations
        interface = self.dossier.interface
        self.name = edition.plain(interface.site_name)
        self.short_name = edition.plain(interface.short_name) if interface.short_name else ""
        self.filled: dict[tuple[str, object], Markup] = {}
        """The parts of pages that many have alike, by their template and what they depend on."""

    # Addresses

    def url(self, address: str) -> str:
        """Return the whole address of a page or file in this language; only its end if the site's is not known."""
        return self.settings.url(f"{self.edition.prefix}{address}")

    def published(self, address: str) -> str:
        """Return the whole address of a page; empty while it is not known where the site is published."""
        return self.settings.address and self.url(address)

    # The pages

    @cached_property
    def pages(self) -> list[Page]:
        """Return every page, in the order of the navigation, the printable edition last."""
        written = {page.spec.address: page for page in self.shared.written.get(self.edition.language, ())}
        made: list[Page] = []
        for spec in PAGES:
            if spec.template:
                made += (self.page(spec, key) for key in self.keys(spec))
            elif spec.address in written:
                made.append(self.page_by_hand(written.pop(spec.address)))
        printable = made.pop()
        return [*made, *map(self.page_by_hand, written.values()), printable]

    @cached_property
    def search(self) -> SearchIndex:
        """Return the index by which readers search the pages."""
        return SearchIndex(self.edition, self.pages, self.relations, self.shared.editions, self.settings)

    def keys(self, spec: PageSpec) -> Collection[str]:
        """Return the entries with a page each by a row of the table: an empty name for one page; none without data."""
        if spec.collection and not getattr(self.dossier, spec.collection):
            return []
        if spec.needs and not expression(spec.needs)(dossier=self.dossier, relations=self.relations):
            return []
        if spec.each == EVERY_KIND:
            return [*COLLECTIONS, "statements"]
        return [key for key, _ in self.edition.ordered(spec.each)] if spec.each else [""]

    def page(self, spec: PageSpec, key: str) -> Page:
        """Return a page that is made from the data: that of a row of the table, or of one of its entries."""
        word, plain = self.edition.word, self.edition.plain
        record = getattr(self.dossier, spec.each, {}).get(key) or getattr(self.dossier, spec.lead, None)
        if spec.each == EVERY_KIND:
            title, lead = self.manual_words(key)
        else:
            title = word(spec.titled) if spec.address and not spec.each else self.title(record)
            lead = plain(record.summary) if record else word(f"{spec.word}-lead")
        acronym = getattr(record, "acronym", None)
        menu = word(spec.menu) if spec.menu else plain(acronym) if acronym else title
        there = getattr(self.dossier, re.split("[./]", spec.file)[0], None)
        kept = f"data/{spec.file.format(key=key)}" if there else ""
        return Page(spec, key, record, title, lead, kept, self.content, self.framed, menu)

    def manual_words(self, name: str) -> tuple[str, str]:
        """Return the title and the lead of a page of the editors' manual."""
        word = self.edition.word
        if name not in COLLECTIONS:
            return word(f"manual-{name}"), word(f"manual-{name}-lead")
        part = part_of(COLLECTIONS[name])
        lead = self.edition.plain(self.edition.meaning(part.name, "", part.description))
        return word("manual-title", kind=word(name)), lead

    def title(self, record: Any) -> str:
        """Return the title of a record's page: its name, of a source what it is called and where it appeared."""
        if not isinstance(record, Source):
            return self.edition.plain(record.name)
        where = self.edition.body(record.publisher or record.container_title)
        title = self.edition.title(record) + (f" ({where})" if where else "")
        return self.edition.word("labelled", label=self.edition.word("source"), text=title)

    def content(self, page: Page) -> Content:
        """Return the content of a page made from the data."""
        context = self.context(page.address)
        lead = context.running(page.record.summary) if page.record else page.description
        html = self.render(page.spec.template, context, this=page, record=page.record, path=page.path, lead=lead)
        html = self.edition.formatter.with_raised(html)
        return Content(html, context.headings, tuple(context.references))

    def context(self, address: str, root: str = "") -> PageContext:
        """Return the object ``page`` of the templates for a page."""
        return PageContext(self.edition, self.relations, address, self.settings, root)

    def chapters(self) -> list[Chapter]:
        """Return the chapters of the printable edition."""
        return chapters([page for page in self.pages if page.spec.printed], self.settings)

    def page_by_hand(self, page: Handwritten) -> Page:
        """Return a page that is written by hand."""

        def content(this: Page) -> Content:
            found = convert(page, self.edition.prefix, self.settings)
            formatter = self.shared.editions[page.language].formatter
            html = Markup(formatter.with_raised(formatter.typeset_html(found.html)))
            context = self.context(page.spec.address)
            written = {"html": html, "language": page.language}
            return found._replace(html=self.render("handwritten.html", context, this=this, **written))

        return Page(page.spec, "", None, page.title, page.description, page.file, content, self.framed, page.title)

    # What stands around the content of a page

    @cached_property
    def navigation(self) -> list[tuple[str, list[Page]]]:
        """Return (title, pages) per section, without kinds of many records; a title may be empty."""
        rows = [spec for spec in PAGES if spec.section not in (None, SITE) and (not spec.each or few(self.keys(spec)))]
        sections = groupby((page for page in self.pages if page.spec in rows), key=lambda page: page.spec.section)
        return [(self.edition.word(key) if key else "", list(pages)) for key, pages in sections]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the titles of all pages by their addresses."""
        return {page.address: page.title for page in self.pages}

    @cached_property
    def foot(self) -> list[Page]:
        """Return the pages to which the foot of each page leads: those for people who edit or look after the site."""
        return [page for page in self.pages if page.spec.section == SITE]

    @cached_property
    def neighbours(self) -> dict[str, tuple[Page | None, Page | None]]:
        """Return the pages before and after each page in the navigation, by its address."""
        pages = [None, *(page for _, section in self.navigation for page in section), None]
        triples = zip(pairwise(pages[:-1]), pages[2:], strict=True)
        return {page.address: (before, after) for (before, page), after in triples if page}

    def framed(self, page: Page, root: str = "") -> str:
        """Return a page with its content in the frame of the site; ``root`` begins its links if it has no address."""
        content = page.content
        headings = content.headings
        if headings and headings[0]["level"] == 1:
            headings = headings[0]["children"]
        context = self.context(page.address, root)
        return self.render("frame.html", context, this=page, content=Markup(content.html), headings=headings)

    def render(self, template: str, page: PageContext, **values: Any) -> str:
        """Return a template filled with ``values`` and with what every page needs."""
        edition = self.edition
        return fill(
            template, self.settings, **values, page=page, site=self, shared=self.shared, dossier=self.dossier,
            relations=self.relations, edition=edition, t=edition.t, word=edition.word,
        )  # fmt: skip

    def once(self, template: str, key: object, page: PageContext, **values: Any) -> Markup:
        """Return a template as it was filled for the first page with a key, whose pages must all have it alike."""
        if (template, key) not in self.filled:
            self.filled[template, key] = Markup(self.render(template, page, **values))
        return self.filled[template, key]

    def trail(self, spec: PageSpec) -> list[tuple[str, str]]:
        """Return the pages above a page, each with its title; none where that is the home page alone."""
        word = self.edition.word
        return [("", word("home")), (spec.parent, word(PARENTS[spec.parent]))] if spec.parent in PARENTS else []

    def linked(self, page: Page) -> Markup:
        """Return a page as linked data, with the record that it is about."""
        path = (page.spec.shows,) if page.spec.shows in ("agreement", "questions") else page.path
        root = self.settings.address or relative("", self.edition.prefix + page.address)
        start = root + self.edition.prefix
        trail = [(start + above, title) for above, title in self.trail(page.spec)]
        sources = page.content.sources if path else ()
        graph = Graph(self.relations, [self.edition], root)
        entity = graph.entity(path) if path else None
        if page.address == DATA_FOLDER:
            entity = self.shared.downloads.dataset(self.edition, root)
        return script(graph.page(start + page.address, page.title, trail, entity, sources))

    def report(self, page: Page) -> str:
        """Return the address at which an error on a page is reported, filled in for it; empty if there is none."""
        contact, place = self.settings.contact, self.url(page.address)
        if not contact:
            return ""
        if "://" in contact:
            filled_in = urlencode({"page": place, "language": self.edition.language})
            form, mark, part = contact.partition("#")
            return f"{form}{'&' if '?' in form else '?'}{filled_in}{mark}{part}"
        mail = {"subject": f"{self.edition.word('report')}: {page.title}", "body": f"{place}\n\n"}
        return f"mailto:{contact.removeprefix('mailto:')}?{urlencode(mail, quote_via=quote)}"

    # Citations

    def item(self, address: str, title: str) -> csl.CslItem:
        """Return the item to cite for a page: the page, or the whole site for the home page."""
        return csl.of_page(self.edition, address, title, self.published(address))

    def reference(self, key: str) -> Markup:
        """Return a source as it stands in a list of references, which reads the same on every page."""
        return self.once("reference.html", key, self.context(""), source=self.dossier.sources[Identifier(key)])


@cache
def expression(words: str) -> Callable[..., Any]:
    """Return an expression of the templates as a function of the names in it."""
    return environment(auto_reload=False).compile_expression(words)


def default(sites: Mapping[str, Site]) -> Site:
    """Return the site in the default language, which has what all languages share."""
    return next(iter(sites.values()))
