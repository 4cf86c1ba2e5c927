"""One run of MkDocs: the sites it makes, and what it must remember between its events."""

from __future__ import annotations

import html
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path

from dossier.addresses import INDEX
from dossier.language.edition import Edition
from dossier.reading.load import begun, load
from dossier.reading.problems import DataError, report, workflow_commands
from dossier.records.messages import language_for, message
from dossier.site.files import files as files_beside
from dossier.site.handwritten import Handwritten, handwritten
from dossier.site.links import check_links
from dossier.site.page import Content, Heading, Page
from dossier.site.pages import Site, default, sites
from dossier.site.words import words_used
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import write_file

from .settings import Failed, configured, here, project_of

DATA_PLACE = "data"
SHOWN_GAPS = 20
"""The most missing translations that the end of a build lists; the site's own page has all of them."""
LINK_TO_FOLDER = re.compile(r'(href="(?![a-z]+:)[^"#]*/)(?=["#])')
"""A link to a folder of the site, as MkDocs writes it."""
log = logging.getLogger("mkdocs.hooks.dossier")


class Generated(EnginePage):
    """A page made from the data, which MkDocs neither reads nor converts."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig):
        super().__init__(html.escape(page.title), file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the place of reading a file."""
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the place of converting Markdown; no link to a fragment of the page is checked by MkDocs."""
        self.content, self.present_anchor_ids = "", None


class Build:
    """The pages of one build and where they go. A preview makes each page when it is asked for."""

    def __init__(self, config: MkDocsConfig, nonce: str = ""):
        """Load the data; ``nonce`` is given for a preview."""
        self.config, self.settings = config, configured(config, nonce)
        project = project_of(config)
        data = project / DATA_PLACE
        self.drafts = begun(data)
        shown = self.drafts.finished if nonce else []
        try:
            dossier = load(data, config.extra.get("complete", False), words_used(), shown)
            self.written = handwritten(self.settings.docs, dossier.interface.languages, project)
            self.sites: dict[str, Site] = sites(dossier, self.settings, self.written, data, shown)
            check_links(self.sites, data, self.settings.docs)
        except DataError as error:
            raise failed(error, config) from None
        self.pages: dict[str, Page] = {}
        """The pages made from the data, by the Markdown file under which MkDocs knows each."""
        self.by_hand: dict[str, tuple[Site, Handwritten]] = {}
        """The pages written by hand, and the site in whose language each is shown, by their Markdown files."""
        for language, site in self.sites.items():
            prefix = site.edition.prefix
            made = (page for page in site.pages if page.spec.template)
            self.pages |= {f"{prefix}{page.address}index.md": page for page in made}
            self.by_hand |= {f"{prefix}{page.spec.address[:-1]}.md": (site, page) for page in self.written[language]}
        config.theme.static_templates.clear()  # the library makes the sitemap and the page for missing ones

    @property
    def site(self) -> Site:
        """Return the site in the default language."""
        return default(self.sites)

    def add_pages(self, files: Files) -> None:
        """Add to MkDocs' files the pages made from the data, and the originals in place of missing translations."""
        if template := files.src_uris.get("sitemap.xml"):  # MkDocs' own, which it would copy as it is
            files.remove(template)
        for name, page in self.pages.items():
            file = File.generated(self.config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            Generated(page, file, self.config)
            files.append(file)
        for name in self.borrowed():
            content = files.src_uris[self.original(name)].content_string
            files.append(File.generated(self.config, name, content=content))

    def borrowed(self) -> list[str]:
        """Return the pages written by hand shown in the default language, because their translation is missing."""
        return [name for name, (site, page) in self.by_hand.items() if page.language != site.edition.language]

    def original(self, name: str) -> str:
        """Return the page in the default language that a translation is of, by the name of that below ``docs``."""
        return name.removeprefix(self.by_hand[name][0].edition.prefix)

    def leave_for_later(self, files: Files) -> None:
        """Have MkDocs not build the pages that a preview makes when they are asked for."""
        for name in self.pages:
            files.src_uris[name].inclusion = InclusionLevel.EXCLUDED

    def html(self, page: EnginePage) -> str:
        """Return a page of MkDocs as the whole HTML that is published."""
        if made := self.pages.get(page.file.src_uri):
            return made.html
        site, written = self.by_hand[page.file.src_uri]
        text = LINK_TO_FOLDER.sub(rf"\1{INDEX}", page.content or "") if self.settings.index else page.content or ""
        return site.handwritten(written, Content(text, headings(page.toc))).html

    def finish(self) -> None:
        """Write the files beside the pages."""
        for address, make in files_beside(self.sites):
            write_site_file(make(), Path(self.config.site_dir, address))

    def tell_gaps(self) -> None:
        """Tell which texts and pages are not translated, and whether addresses are known."""
        gaps = self.site.shared.progress.gaps
        for path, language in gaps[:SHOWN_GAPS]:
            log_gap(language, ".".join(map(str, path)))
        for name in self.borrowed():
            site, page = self.by_hand[name]
            log_gap(site.edition.language, page.file.removesuffix(self.original(name)) + name)
        if len(gaps) > SHOWN_GAPS:
            more = len(gaps) - SHOWN_GAPS
            log.info(here(message("Not translated: {more} more; the page translations/ has all of them", more=more)))
        if self.drafts.names:
            log.info(here(message("Drafts, which are not published: {names}", names=self.drafts.names)))
        for problem in self.drafts.to_do if self.settings.nonce else ():
            told = problem.told(language_for("", os.environ))
            log.info(here(message("A preview does not show this draft yet: {problem}", problem=told)))
        if not self.settings.address:
            log.info(here(message("SITE_URL is not set: the site has no canonical addresses, feed or sitemap")))

    # A preview

    def has(self, address: str) -> bool:
        """Return whether there is a page at an address, which ends in a slash."""
        return f"{address}index.md" in self.pages or f"{address[:-1]}.md" in self.by_hand

    def make(self, address: str) -> Path | None:
        """Return the file of a preview at an address, which is written now if it is not there; ``None`` if none is."""
        file = f"{address}{INDEX}" if address.endswith("/") or not address else address
        path, page = Path(self.config.site_dir, file), f"{address.removesuffix(INDEX)}index.md"
        makers = (make for name, make in files_beside(self.sites) if name == file)
        if os.path.isfile(path):  # noqa: PTH113 - no error if the address is longer than a name can be
            return path
        if page in self.pages:
            write_site_file(self.pages[page].html, path)
        elif make := next(makers, None):
            write_site_file(make(), path)
        else:
            return None
        return path

    def edition_at(self, address: str) -> Edition:
        """Return the edition in the language of the page at an address."""
        sites = self.sites.values()
        found = (site for site in sites if site.edition.prefix and address.startswith(site.edition.prefix))
        return next(found, self.site).edition


def log_gap(language: str, place: str) -> None:
    """Tell that something is not translated."""
    log.info(here(message("Not translated into {language}: {place}", language=language, place=place)))


def failed(error: DataError, config: MkDocsConfig) -> Failed:
    """Return the error that ends a build because of problems in the data, which on GitHub are marked in the files."""
    if config.extra.get("annotations"):
        print(workflow_commands(error.problems, language=language_for("", os.environ)))
    count = message("{count} problem in the data. | {count} problems in the data.", count=len(error.problems))
    count += message(" Nothing was built, the last good site is unchanged.")
    return Failed(lambda language: f"{report(error.problems, language)}\n{count.told(language)}")


def headings(toc: Iterable[AnchorLink]) -> list[Heading]:
    """Return MkDocs' table of contents as Python-Markdown has it."""
    return [
        {"level": item.level, "id": item.id, "name": item.title, "children": headings(item.children)} for item in toc
    ]


def write_site_file(content: str | bytes, path: Path) -> None:
    """Write a file of the site."""
    write_file(content.encode() if isinstance(content, str) else content, str(path))
