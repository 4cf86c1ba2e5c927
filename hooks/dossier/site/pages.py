"""Checked records into pages: the address of each, its title, description, HTML and headings."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..addresses import Imprint
from ..exports import citations, downloads
from ..exports import linked_data as linked
from ..exports.citations import Item
from ..language.edition import Edition
from ..language.translations import Progress
from ..records import fields
from ..records.model import FOLDERS, Dossier, KeyPath, Source
from ..records.relations import Relations
from ..records.values import DEFAULT_LANGUAGE, Identifier
from . import figures, manual
from .context import PageContext, relative
from .printable import ADDRESS, chapters
from .store import Store

SECTIONS = {
    "": [""],
    "the-agreement": ["agreement/", "forms/", "areas/", "not-stated/"],
    "who": ["parties/", "signatories/"],
    "context": ["instruments/", "region/", "region/notes/", "timeline/"],
    "reference": ["glossary/", "sources/", "certainty/", "cite/", "data/", "dossier/"],
    "this-site": ["about/", "changes/", "editing/", "translations/", "accessibility/"],
}
"""The navigation: the word that names each section, and the addresses in it."""
WRITTEN = ("about/", "editing/", "accessibility/")
"""Addresses of the pages written by hand: ``docs/about.md``, in another language ``docs/es/about.md``."""
IN_NAVIGATION = {"areas", "parties", "signatories"}
"""Collections whose records stand in the navigation one by one, as long as they are few; the others are too many."""
FEW = 12
"""How many records of a collection the navigation and the home page have room for, so that pages do not grow."""
TEMPLATES = {"areas": "topic.html", "sources": "source.html"}
"""Templates for the pages of single records, where a collection has one of its own."""
LED_IN = {"": "agreement", "region/": "states"}
"""Pages, by address, that the summary of a single record leads in."""
PAGES: dict[str, str | None] = {
    "agreement/": "agreement.yml",
    "forms/": "agreement.yml",
    "not-stated/": "agreement.yml",
    "region/": "states.yml",
    "region/notes/": "states.yml",
    "timeline/": "events.yml",
    "glossary/": "glossary.yml",
    "certainty/": "methods.yml",
    "cite/": "agreement.yml",
    "data/": None,
    "data/fields/": None,
    "changes/": "changes.yml",
    "translations/": "interface.yml",
}
"""Addresses of pages that are not the page of one collection or record, and the file the edit button opens."""
KINDS = {
    "": "agreement",
    "region/notes/": "region",
    "forms/": "agreement",
    "not-stated/": "agreement",
    "data/fields/": "data",
}
"""Under which kind a search shows a page that is neither of a collection nor a kind of its own."""
WEIGHTS = {
    "agreement": 1.4,
    "areas": 1.4,
    "parties": 1.4,
    "signatories": 1.4,
    "region": 1.4,
    "sources": 0.05,
    "data": 0.05,
}
"""How much a word on a page of a kind counts in a search; most sources are about something else too."""

FOR_SEARCH = re.compile(r' data-(?:pagefind-[a-z-]+|forms)(?:="[^"]*")?(?=[^<>]*>)')
"""Attributes that only a search index reads, which is made from the pages as they are written."""
NOT_IN_VOLUME = ("sources/", "cite/", "data/", "changes/", "editing/", "translations/")
"""Pages that the volume leaves out: each chapter has its references, and the site's own pages are no facts."""


class Content(NamedTuple):
    """What a page holds, as HTML without the frame that the site engine puts around it."""

    html: str
    toc: list[Any]
    """The headings, with their texts escaped."""
    head: str
    """What the page adds to the head of its HTML, such as linked data."""


class Written:
    """The content of a page in a store, where many pages wait until they are published."""

    def __init__(self, store: Store, content: Content):
        self.kept = store.keep(pickle.dumps(tuple(content)))

    def read(self) -> Content:
        """The content, taken out of the store."""
        return Content(*pickle.loads(self.kept.read()))

    @property
    def html(self) -> str:
        """The HTML alone."""
        return self.read().html


@dataclass(frozen=True)
class Page:
    """One page: what is said of it elsewhere, and what it holds, which is written when it is first asked for.

    Texts are not escaped.
    """

    address: str
    """Below the root of its language: ``parties/icc/`` is the same page in every language."""
    title: str
    description: str
    file: str | None
    """The file in ``data/`` from which it is made, if it is one."""
    write: Callable[[], Written]
    kind: str
    """Under which kind a search shows it: a collection, or a word for a page beside them."""
    indexed: bool = True
    """Whether a search finds it."""

    @cached_property
    def written(self) -> Written:
        """What the page holds."""
        return self.write()


def few(records: Collection[str]) -> Collection[str]:
    """Some records, or none where they are too many to be listed on pages about other things."""
    return records if len(records) <= FEW else ()


def key_of(address: str) -> str:
    """The word that is the title of a page, and the name of its template: ``region-notes`` for ``region/notes/``."""
    return address.strip("/").replace("/", "-")


@cache
def templates() -> Environment:
    """The templates of the pages; one that was changed on disk is read anew."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "default_language": DEFAULT_LANGUAGE,
        "figures": figures,
        "downloads": downloads,
        "fields": fields,
        "manual": manual,
        "few": few,
        "file_formats": citations.FORMATS,
    }
    return environment


def sites(dossier: Dossier, imprint: Imprint) -> dict[str, Site]:
    """The site in every language of the dossier, by language; the first is the default language."""
    relations, progress = Relations(dossier), Progress(dossier)
    editions = {language: Edition(dossier, language) for language in dossier.interface.languages}
    store = Store()
    files, guide = downloads.Downloads(relations, editions, imprint, store), manual.Manual(dossier)
    return {
        language: Site(edition, relations, progress, imprint, files, guide, store)
        for language, edition in editions.items()
    }


class Site:
    """The pages of a dossier in one language."""

    def __init__(
        self,
        edition: Edition,
        relations: Relations,
        progress: Progress,
        imprint: Imprint,
        files: downloads.Downloads,
        guide: manual.Manual,
        store: Store,
    ):
        self.downloads, self.guide, self.store = files, guide, store
        self.edition, self.relations, self.imprint, self.dossier = edition, relations, imprint, edition.dossier
        self.name = edition.plain(self.dossier.interface.site_name)
        self.progress = progress
        self.references: dict[str, Markup] = {}
        """The sources as references, which read the same on every page."""
        self.made: list[Page] = []
        """The pages, once they were asked for."""

    def url(self, address: str) -> str:
        """The whole address of a page or file in this language; where the site's is not known, the part below it."""
        return self.imprint.url(f"{self.edition.prefix}{address}")

    def source(self, address: str) -> str:
        """The Markdown file of a page for a site engine: ``es/parties/icc/index.md``, ``es/about.md``."""
        return self.edition.prefix + (f"{address[:-1]}.md" if address in WRITTEN else f"{address}index.md")

    def pages(self) -> list[Page]:
        """Every page; the volume that holds most of them last."""
        if not self.made:
            self.made = list(self.single_pages())
            included = [page for page in self.made if page.address and not page.address.startswith(NOT_IN_VOLUME)]
            volume = self.page("dossier.html", ADDRESS, None, chapters=lambda: chapters(included))
            self.made.append(replace(volume, indexed=False))  # what it holds is found on the pages it is made of
        return self.made

    def single_pages(self) -> Iterator[Page]:
        """Every page of its own, in the order of the navigation where it has one."""
        for address, file in {"": "agreement.yml", **PAGES}.items():
            led = {"record": getattr(self.dossier, LED_IN[address])} if address in LED_IN else {}
            yield self.page(f"{key_of(address) or 'home'}.html", address, file, **led)
        for collection in FOLDERS:
            template = "collection" if collection in IN_NAVIGATION else collection
            yield self.page(f"{template}.html", f"{collection}/", None, collection=collection)
            for key, record in getattr(self.dossier, collection).items():
                yield self.page(
                    TEMPLATES.get(collection, "record.html"),
                    f"{collection}/{key}/",
                    f"{collection}/{key}.yml",
                    path=(collection, key),
                    record=record,
                    collection=collection,
                )
        yield from (replace(page, indexed=False) for page in self.manual_pages())

    def manual_pages(self) -> Iterator[Page]:
        """The editors' manual, which leads to no statement and is left out of the search."""
        leads = {
            collection: self.edition.plain(
                self.edition.meaning(model.__name__, "", fields.described(model).description)
            )
            for collection, model in manual.KINDS.items()
        }
        for collection, lead in {**leads, "": self.edition.word("manual-statements-lead")}.items():
            yield self.page(
                "manual.html",
                manual.address(collection),
                None,
                lead,
                parent=key_of(manual.ADDRESS),
                of=collection,
                sections=partial(self.manual_sections, collection),
            )

    def manual_sections(self, collection: str) -> list[manual.Section]:
        """What the manual says of the records of a collection, or of what all share."""
        return self.guide.sections(collection, self.edition.language)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of every page, by its address."""
        plain, word = self.edition.plain, self.edition.word
        titles = {"": plain(self.dossier.agreement.name)}
        titles |= {address: word(key_of(address)) for address in (*PAGES, *(f"{name}/" for name in FOLDERS), ADDRESS)}
        for collection in FOLDERS:
            for key, record in getattr(self.dossier, collection).items():
                titles[f"{collection}/{key}/"] = (
                    self.source_title(record) if collection == "sources" else plain(record.name)
                )
        titles |= {
            manual.address(collection): word("manual-title", kind=word(collection)) for collection in manual.KINDS
        }
        return {**titles, manual.STATEMENTS: word("manual-statements")}

    def source_title(self, source: Source) -> str:
        """The title of a source's page: what the source is called and where it appeared."""
        where = source.publisher or source.container_title
        title = source.title + (f" ({where})" if where else "")
        return self.edition.word("labelled", label=self.edition.word("source"), text=title)

    def page(self, template: str, address: str, file: str | None, lead: str = "", **context: Any) -> Page:
        """One page, to be written from its template; without a lead, its record's summary or its own word leads in."""
        title, kind = self.titles[address], context.get("collection") or KINDS.get(address, address.strip("/"))
        record = context.get("record")
        lead = lead or (self.edition.plain(record.summary) if record else self.edition.word(f"{key_of(address)}-lead"))

        def write() -> Written:
            page = PageContext(self.edition, self.relations, address)
            html = (
                templates()
                .get_template(template)
                .render(
                    page=page,
                    edition=self.edition,
                    t=self.edition.t,
                    word=self.edition.word,
                    relations=self.relations,
                    dossier=self.dossier,
                    reference=self.reference,
                    progress=self.progress,
                    title=title,
                    file=file,
                    imprint=self.imprint,
                    files=self.downloads,
                    kind=kind,
                    weight=WEIGHTS.get(kind, 1),
                    page_url=self.published,
                    lead=page.running(record.summary) if record else lead,
                    **context,
                )
            )
            return Written(self.store, Content(html, page.headings, str(self.head(address, title, page.references))))

        return Page(address, title, lead, file, write, kind)

    def published(self, address: str) -> str:
        """The whole address of a page; empty while it is not known where the site is published."""
        return self.imprint.address and self.url(address)

    def item(self, address: str, title: str) -> Item:
        """What is cited for a page: the page, or the whole site for the home page."""
        return citations.of_page(self.edition, address, title, self.published(address))

    def head(self, address: str, title: str, sources: Iterable[str] = ()) -> Markup:
        """What a page adds to the head of its HTML: how to cite it, for search engines, and linked data."""
        collection, _, key = address.strip("/").partition("/")
        path: KeyPath | None = ("agreement",) if address == "agreement/" else None
        if key and collection in FOLDERS:
            path = (collection, key)
        above = ["", f"{collection}/"] if key else []  # a trail of the home page alone says nothing
        root = self.imprint.address or relative("", self.edition.prefix + address)
        start = root + self.edition.prefix
        names = {**self.titles, "": self.edition.word("home"), manual.ADDRESS: self.edition.word("editing")}
        trail = [(start + page, names[page]) for page in above]
        node = linked.Graph(self.relations, [self.edition], root).page(
            start + address, title, trail, path, sources if path else ()
        )
        return Markup(
            templates()
            .get_template("head.html")
            .render(item=self.item(address, title), date=self.dossier.agreement.compiled, linked=linked.script(node))
        )

    def reference(self, key: str) -> Markup:
        """A source as it stands in a list of references."""
        if key not in self.references:
            self.references[key] = Markup(
                templates()
                .get_template("reference.html")
                .render(source=self.dossier.sources[Identifier(key)], edition=self.edition, t=self.edition.t)
            )
        return self.references[key]

    def navigation(self) -> list[tuple[str, list[str]]]:
        """The sections: the title of each, empty for the home page, and the addresses of its pages."""
        sections = []
        for key, addresses in SECTIONS.items():
            listed = []
            for address in addresses:
                collection = address.strip("/")
                records = getattr(self.dossier, collection) if collection in IN_NAVIGATION else ()
                listed += [address, *(f"{address}{record}/" for record in few(records))]
            sections.append((self.edition.word(key) if key else "", listed))
        return sections
