"""Links that lead nowhere: in pages written by hand to a page, a file or a part, in the data to a part of a page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..reading.discovery import read
from ..reading.load import shown
from ..reading.nodes import position
from ..reading.problems import DataError, Problem, quoted, within
from ..records.messages import Message, message
from ..records.model import walk
from ..records.prose import links
from ..records.suggest import meant, nearest
from ..records.values import Prose
from .handwritten import as_typed
from .page import Page
from .pages import Site, default

TARGET = re.compile(r"\]\(<?([^)\s>]*)")
"""The target of a link or of a picture in a page written by hand."""
WHOLE_ADDRESS = re.compile(r"[a-z][a-z+.-]*:", re.IGNORECASE)
"""The beginning of a whole address."""


def check_links(sites: Mapping[str, Site], data: Path, docs: Path) -> None:
    """Raise ``DataError`` with all links that lead nowhere."""
    pages = {
        f"{site.edition.prefix}{f'{page.address}index' if page.spec.template else page.address[:-1]}.md": page
        for site in sites.values()
        for page in site.pages()
    }
    if problems := [*in_pages(sites, pages, docs), *in_data(sites, data)]:
        raise DataError([*quoted(problems, docs), *quoted(problems, data)])


def in_pages(sites: Mapping[str, Site], pages: Mapping[str, Page], docs: Path) -> Iterator[Problem]:
    """Yield a problem for each link in a page written by hand; ``pages`` are all, by the file a link would name."""
    for language, site in sites.items():
        for page in site.shared.written.get(language, ()):
            if page.language != language:
                continue
            text = as_typed((docs.parent / page.file).read_text("utf-8"))
            own = page.file.partition("/")[2]
            for found in TARGET.finditer(text):
                if wrong := led_astray(found[1], own, pages, docs):
                    yield Problem(page.file, *position(text[: found.start(1)]), wrong)


def led_astray(link: str, own: str, pages: Mapping[str, Page], docs: Path) -> Message | None:
    """Return what a link in the file ``own`` must be; ``None`` if it is right."""
    path, mark, part = link.partition("#")
    if WHOLE_ADDRESS.match(link):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(own), path)) if path else own
    if target in pages:
        return None if not mark or has(pages[target], part) else no_part(pages[target], part)
    if path and (docs / target).is_file():
        return None
    bare = posixpath.normpath(path.removeprefix("data/").removesuffix(".yml").removesuffix(".md")).strip("/")
    name = next((name for name in (f"{bare}.md", f"{bare}/index.md") if name in pages), "")
    cure = meant(name) if name else nearest(path, (other for other in pages if other.endswith(".md")), 0)
    return message("must link to a page or a file that exists").got(link) + cure


def in_data(sites: Mapping[str, Site], data: Path) -> Iterator[Problem]:
    """Yield a problem for each link of a text to a part that its page does not have."""
    site = default(sites)
    pages = {page.address.rstrip("/"): page for page in site.pages()}
    root = None
    for path, prose in walk(site.dossier):
        for language, text in prose.root.items() if isinstance(prose, Prose) else ():
            for link in links(text):
                target, mark, part = link.partition("#")
                if mark and target in pages and not has(pages[target], part):
                    root = root or read(data)[0]
                    place = (*path, language)
                    wrong = message("{path} {wanted}", path=shown(place), wanted=no_part(pages[target], part))
                    yield within(root.at(place).problem(wrong), link, data)


def has(page: Page, part: str) -> bool:
    """Tell whether a page has a part with an address of its own."""
    return f'id="{part}"' in page.html


def no_part(page: Page, part: str) -> Message:
    """Return what is said of a link to a part that a page does not have."""
    parts = set(re.findall(r'id="([^"]+)"', page.content.html))
    return message("must link to a part that the page has").got(f"#{part}") + nearest(part, parts)
