"""From the folders of a project to every file of its site: the pages, and what is made beside them."""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from ..addresses import PageSpec, page_of
from ..exports import citations, csl
from ..reading.discovery import Tree, read
from ..reading.load import load
from ..records.collections import KeyPath
from ..settings import INDEX, Settings
from .feed import FEED, feed
from .handwritten import read_handwritten
from .links import check_links
from .llms import LLMS, llms
from .page import Content, Page
from .pages import Site, default, sites
from .rendering import fill
from .theme import STYLE_SHEET, style_sheet
from .words import words_used

Makers = Iterator[tuple[str, Callable[[], str | bytes]]]
"""The address of each file below the site's root, such as ``data/agreement.json``, and what makes it."""
MISSING = "404.html"


def project_sites(
    data: Path, settings: Settings, shown: Collection[KeyPath] = (), tree: Tree | None = None
) -> dict[str, Site]:
    """Return the site of a project in every language, with the drafts that are to be ``shown``; see ``load``."""
    gc.disable()  # what is read stays, so that a search for what can go would be in vain
    try:
        tree = tree or read(data)
        dossier = load(data, settings.complete, words_used(), shown, tree)
        written = read_handwritten(settings.docs, dossier.interface.languages, data.parent)
        made = sites(dossier, settings, written, data, shown, tree)
        check_links(made, data, settings.docs)
        return made
    finally:
        gc.enable()


def files(sites: Mapping[str, Site]) -> Makers:
    """Yield every file that is made beside the pages; each is made when it is asked for."""
    main = default(sites)
    if not main.settings.offline:  # a page read from a folder must not read other files
        yield from (file for site in sites.values() for file in site.search.files())
    yield MISSING, partial(not_found, sites)
    for address, content in main.shared.downloads.files.items():
        yield address, partial(bytes, content)
    yield from cited("sources/all", list(main.shared.source_items.values()))
    for key, item in main.shared.source_items.items():
        yield from cited(f"sources/{key}/cite", [item])
    for site in sites.values():
        prefix = site.edition.prefix
        for old, new in main.dossier.withdrawn.pages.items():
            yield f"{prefix}{page_of(old)}{INDEX}", partial(withdrawn, site, page_of(old), page_of(new))
        yield from cited(f"{prefix}cite", [site.item("", "")])
        yield from cited(f"{prefix}cite/agreement", [csl.of_agreement(site.edition)])
        yield f"{prefix}{LLMS}", partial(llms, site, sites.values())
        if site.settings.address and main.dossier.changes:  # a feed needs whole addresses
            yield f"{prefix}{FEED}", partial(feed, site)
    if main.settings.address:
        yield "sitemap.xml", partial(fill, "sitemap.xml", main.settings, sites=sites)


def assets(docs: Path) -> Makers:
    """Yield the files that are published as they are: all but the pages written by hand, and hidden ones."""
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs)
        if path.is_file() and path.suffix != ".md" and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path.read_bytes


def whole_site(sites: Mapping[str, Site]) -> Makers:
    """Yield every file of a site, for a build without a site engine; a later one takes the place of an earlier."""
    docs = default(sites).settings.docs
    yield from assets(docs)
    yield STYLE_SHEET, partial(style_sheet, docs)  # before the pages: a preview need not know them all to find it
    for site in sites.values():
        for page in site.pages:
            yield f"{site.edition.prefix}{page.address}{INDEX}", partial(getattr, page, "html")
    yield from files(sites)


def cited(name: str, items: list[csl.CslItem]) -> Makers:
    """Yield the files for citing some items, in every format."""
    yield from ((f"{name}.{ending}", partial(write, items)) for ending, (_, write) in citations.FORMATS.items())


def withdrawn(site: Site, old: str, new: str) -> str:
    """Return the page at the address of one that was withdrawn, which says where its content went and leads there."""
    page = next((page for page in site.pages if page.address == new), site.pages[0])
    return site.render("withdrawn.html", site.context(old), target=page.address, title=page.title)


def not_found(sites: Mapping[str, Site]) -> str:
    """Return the page for an address that leads nowhere, in all languages, because a host does not know which."""
    site = default(sites)
    root = "./" if site.settings.offline else urlsplit(site.settings.address).path or "/"
    title, lead = site.edition.word("not-found"), site.edition.word("not-found-text")
    content = Content(fill("not-found.html", site.settings, page=site.context(MISSING, root), sites=sites), [])
    page = Page(PageSpec(MISSING, "", searched=False), "", None, title, lead, "", lambda _: content, site.framed)
    return site.framed(page, root)


def encoded_file(content: str | bytes) -> bytes:
    """Return a file of the site as it is written or sent."""
    return content.encode() if isinstance(content, str) else content
