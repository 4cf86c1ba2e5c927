"""The site of a dossier in each of its languages: which pages there are, and what each holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from ..addresses import MAIN_KINDS, PAGES, PageSpec, Settings
from ..exports import csl, downloads
from ..exports.linked_data import Graph, script
from ..language.edition import Edition
from ..language.locale import typeset_html
from ..language.translations import Progress
from ..records import fields
from ..records.model import Dossier, KeyPath, Source
from ..records.relations import Relations
from ..records.values import DEFAULT_LANGUAGE, Identifier
from . import manual
from .context import PageContext, relative
from .handwritten import Handwritten, convert
from .page import Content, Page
from .printable import Chapters
from .rendering import render
from .theme import version

FEW = 12
"""How many records of a collection the navigation and the home page have room for, so that pages do not grow."""


def few(records: Collection[str]) -> Collection[str]:
    """Return some records, or none where they are too many to be listed on pages about other things."""
    return records if len(records) <= FEW else ()


@dataclass(frozen=True)
class Shared:
    """What the sites in all languages have in common."""

    dossier: Dossier
    settings: Settings
    written: Mapping[str, Sequence[Handwritten]]
    """The pages written by hand, by language."""

    @cached_property
    def relations(self) -> Relations:
        """Return what follows from the records together."""
        return Relations(self.dossier)

    @cached_property
    def progress(self) -> Progress:
        """Return what is translated and what is not."""
        return Progress(self.dossier)

    @cached_property
    def editions(self) -> dict[Any, Edition]:
        """Return the dossier in each language, by language."""
        return {language: Edition(self.dossier, language) for language in self.dossier.interface.languages}

    @cached_property
    def downloads(self) -> downloads.Downloads:
        """Return the dossier as files for other programs."""
        return downloads.Downloads(self.relations, self.editions, self.settings)

    @cached_property
    def manual(self) -> manual.Manual:
        """Return the editors' manual."""
        return manual.Manual(self.dossier)

    @cached_property
    def version(self) -> str:
        """Return a short name of the styles and scripts that changes with them."""
        return version(self.settings.docs)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """Return the names of the pictures among the assets."""
        return frozenset(path.name for path in self.settings.docs.glob("assets/*.png"))


@dataclass(frozen=True)
class Section:
    """A part of the navigation: its title, empty for none, and the pages in it."""

    title: str
    pages: list[Page]


def sites(
    dossier: Dossier, settings: Settings | None = None, written: Mapping[str, Sequence[Handwritten]] | None = None
) -> dict[str, Site]:
    """Return the site in every language of the dossier, by language; the default language is the first.

    ``written`` has the pages written by hand, by language; without them the site has only those made from the data.
    """
    shared = Shared(dossier, settings or Settings(), written or {})
    return {language: Site(edition, shared) for language, edition in shared.editions.items()}


class Site:
    """The pages of a dossier in one language."""

    def __init__(self, edition: Edition, shared: Shared):
        self.edition, self.shared, self.settings = edition, shared, shared.settings
        self.dossier, self.relations = shared.dossier, shared.relations
        self.name = edition.plain(self.dossier.interface.site_name)
        self.references: dict[str, Markup] = {}
        """The sources as references, which read the same on every page."""

    # Addresses

    def url(self, address: str) -> str:
        """Return the whole address of a page or file in this language; only its end if the site's is not known."""
        return self.settings.url(f"{self.edition.prefix}{address}")

    def published(self, address: str) -> str:
        """Return the whole address of a page; empty while it is not known where the site is published."""
        return self.settings.address and self.url(address)

    # The pages

    def pages(self) -> list[Page]:
        """Return every page, in the order of the navigation, the printable edition last."""
        return self._pages

    @cached_property
    def _pages(self) -> list[Page]:
        written = {page.spec.address: page for page in self.shared.written.get(self.edition.language, ())}
        made: list[Page] = []
        for spec in PAGES:
            if spec.template:
                made += self.made(spec)
            elif spec.address in written:
                made.append(self.handwritten(written.pop(spec.address)))
        printable = made.pop()
        return [*made, *map(self.handwritten, written.values()), printable]

    def made(self, spec: PageSpec) -> Iterator[Page]:
        """Yield the page of a row of the table, or those of each of its records."""
        for key in self.keys(spec):
            address = spec.address.format(key=key)
            title, lead, file = self.title(spec, key), self.lead(spec, key), self.file_of(spec, key)
            yield Page(spec, address, title, lead, file, partial(self.content, spec, key), self.document, key)

    def keys(self, spec: PageSpec) -> Collection[str]:
        """Return the entries that have a page each by a row of the table; one empty name if the row is one page."""
        if spec.each == "manual":
            return [*manual.KINDS, "statements"]
        return getattr(self.dossier, spec.each) if spec.each else [""]

    def record(self, spec: PageSpec, key: str) -> Any:
        """Return the record that a page is about, or whose summary begins it; ``None`` if there is none."""
        if spec.lead:
            return getattr(self.dossier, spec.lead)
        return getattr(self.dossier, spec.each)[key] if spec.each in self.collections else None

    @property
    def collections(self) -> set[str]:
        """Return the collections whose records have a page each."""
        return {spec.each for spec in PAGES if spec.each and spec.each != "manual"}

    def file_of(self, spec: PageSpec, key: str) -> str:
        """Return the file that a page is made from; empty if there are many."""
        return f"data/{spec.file.format(key=key)}" if spec.file else ""

    def title(self, spec: PageSpec, key: str) -> str:
        """Return the title of a page."""
        if spec.each == "manual":
            known = key in manual.KINDS
            return (
                self.edition.word("manual-title", kind=self.edition.word(key))
                if known
                else self.edition.word(f"manual-{key}")
            )
        if spec.each == "sources":
            return self.source_title(self.record(spec, key))
        record = self.dossier.agreement if not spec.address else self.record(spec, key) if spec.each else None
        return self.edition.plain(record.name) if record else self.edition.word(spec.word)

    def source_title(self, source: Source) -> str:
        """Return the title of a source's page: what the source is called and where it appeared."""
        where = source.publisher or source.container_title
        return f"{self.edition.word('source')}: {source.title}{f' ({where})' if where else ''}"

    def lead(self, spec: PageSpec, key: str) -> str:
        """Return what a page says first, which is its description elsewhere too."""
        if record := self.record(spec, key):
            return self.edition.plain(record.summary)
        if key in manual.KINDS and spec.each == "manual":
            model = manual.KINDS[key]
            return self.edition.plain(self.edition.meaning(model.__name__, "", fields.described(model).description))
        return self.edition.word(f"manual-{key}-lead" if key else f"{spec.word}-lead")

    def content(self, spec: PageSpec, key: str) -> Content:
        """Return what a page holds, filled into its template."""
        page = PageContext(self.edition, self.relations, spec.address.format(key=key), self.settings)
        record = self.record(spec, key)
        lead = page.running(record.summary) if record else self.lead(spec, key)
        html = self.render(
            spec.template,
            page,
            spec=spec,
            key=key,
            record=record,
            title=self.title(spec, key),
            lead=lead,
            path=(spec.each, key) if key else (),
            reference=self.reference,
            files=self.shared.downloads,
            progress=self.shared.progress,
            sections=partial(self.shared.manual.sections, key if key in manual.KINDS else "", self.edition.language),
            chapters=self.chapters,
            few=few,
            page_url=self.published,
            item=self.item,
            source_item=self.source_item,
            file=self.file_of(spec, key),
            trail=self.trail(spec),
        )
        return Content(html, page.headings, tuple(page.references))

    def chapters(self) -> Any:
        """Return the chapters of the printable edition."""
        return Chapters([page for page in self.pages() if page.spec.printed], self.settings).made()

    def handwritten(self, page: Handwritten, converted: Content | None = None) -> Page:
        """Return a page that is written by hand, with its Markdown as a site engine ``converted`` it, or as we do."""

        def content() -> Content:
            found = converted or convert(page, self.edition.prefix, self.settings)
            html = typeset_html(found.html, page.language)
            if page.language != self.edition.language:
                note = self.edition.t("untranslated")
                html = f'<p class="note">{note}</p>\n<div lang="{page.language}">{html}</div>'
            return found._replace(html=html)

        return Page(page.spec, page.spec.address, page.title, page.description, page.file, content, self.document)

    # What stands around the content of a page

    @cached_property
    def navigation(self) -> list[Section]:
        """Return the sections of the navigation; of many records of one kind, none stands in it."""
        sections: dict[str, list[Page]] = {}
        for page in self.pages():
            spec = page.spec
            if spec.section is not None and (not spec.each or few(self.keys(spec))):
                sections.setdefault(spec.section, []).append(page)
        return [Section(self.edition.word(key) if key else "", pages) for key, pages in sections.items()]

    @cached_property
    def neighbours(self) -> dict[str, tuple[Page | None, Page | None]]:
        """Return the pages before and after each page in the navigation, by its address."""
        pages = [None, *(page for section in self.navigation for page in section.pages), None]
        triples = zip(pairwise(pages[:-1]), pages[2:], strict=True)
        return {page.address: (before, after) for (before, page), after in triples if page}

    def document(self, page: Page, context: PageContext | None = None) -> str:
        """Return a page with its content in the frame of the site, as HTML."""
        context = context or PageContext(self.edition, self.relations, page.address, self.settings)
        content = page.content
        headings = content.headings
        if headings and headings[0]["level"] == 1:
            headings = headings[0]["children"]
        return self.render(
            "document.html",
            context,
            document=page,
            content=Markup(content.html),
            headings=headings,
            item=self.item(page.address, page.title),
            linked=self.linked(page),
            site=self,
            page_url=self.published,
            neighbours=self.neighbours.get(page.address, (None, None)),
        )

    def render(self, template: str, page: PageContext, **context: Any) -> str:
        """Return a template filled with what every page needs and with ``context``."""
        edition = self.edition
        return render(
            template,
            page=page,
            edition=edition,
            t=edition.t,
            word=edition.word,
            dossier=self.dossier,
            relations=self.relations,
            settings=self.settings,
            shared=self.shared,
            kinds=MAIN_KINDS,
            pages=PAGES,
            **context,
        )

    def item(self, address: str, title: str) -> csl.CslItem:
        """Return what is cited for a page: the page, or the whole site for the home page."""
        return csl.of_page(self.edition, address, title, self.published(address))

    def source_item(self, key: str) -> csl.CslItem:
        """Return what is cited for a source."""
        return csl.of_source(key, self.dossier.sources[Identifier(key)])

    def linked(self, page: Page) -> Markup:
        """Return a page as linked data, with the record that it is about."""
        address, key = page.address, page.key
        path: KeyPath = ("agreement",) if page.spec.shows == ("agreement",) else ()
        if key and page.spec.each in self.collections:
            path = (page.spec.each, key)
        root = self.settings.address or relative("", self.edition.prefix + address)
        start = root + self.edition.prefix
        trail = [(start + above, title) for above, title in self.trail(page.spec)]
        sources = page.content.sources if path else ()
        return script(
            Graph(self.relations, [self.edition], root).page(start + address, page.title, trail, path, sources)
        )

    def trail(self, spec: PageSpec) -> list[tuple[str, str]]:
        """Return the pages above a page, each with its title; none above those that stand beside the home page."""
        parent = "".join(f"{part}/" for part in spec.address.split("/")[:-2])
        return [("", self.edition.word("home")), (parent, self.edition.word(parent.strip("/")))] if parent else []

    def reference(self, key: str) -> Markup:
        """Return a source as it stands in a list of references."""
        if key not in self.references:
            source = self.dossier.sources[Identifier(key)]
            self.references[key] = Markup(
                render("reference.html", source=source, edition=self.edition, t=self.edition.t)
            )
        return self.references[key]


def default(sites: Mapping[str, Site]) -> Site:
    """Return the site in the default language, which has what all languages share."""
    return sites[DEFAULT_LANGUAGE]
