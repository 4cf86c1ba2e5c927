"""Checks that links lead to a page, file or heading that exists."""

import os
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ..reading.discovery import read
from ..reading.load import finding_to_problem
from ..reading.plain_text import position
from ..reading.problems import DataError, Problem, quoted
from ..records.collections import STORAGE, file_of
from ..records.messages import Message, message
from ..records.prose import links
from ..records.relations import Relations
from ..records.suggest import meant, nearest
from ..records.urls import Url
from ..records.values import Prose
from ..settings import INDEX
from .handwritten import as_typed, targets
from .page import Page
from .pages import Site, default

MADE_BESIDES = {"404.html", "llms.txt", "search", "assets/material.css"}
"""Files and folders that every site has, besides those of pages."""
WHOLE_ADDRESS = re.compile(r"[a-z][a-z+.-]*:", re.IGNORECASE)
"""The beginning of a whole address."""
Pages = Mapping[str, Page]
"""All pages by the Markdown file that a link would name."""


def check_links(sites: Mapping[str, Site], data: Path, docs: Path) -> None:
    """Raise ``DataError`` with all links that lead nowhere."""
    pages = {
        site.edition.prefix + (f"{page.address}index.md" if page.spec.template else f"{page.address[:-1]}.md"): page
        for site in sites.values()
        for page in site.pages
    }
    found = (*wrong_links_in_pages(sites, pages, docs), *wrong_links_in_data(default(sites).relations, pages, data))
    if problems := [*found, *files_in_the_way(pages, docs, data.parent)]:
        raise DataError(quoted(problems, data))


def files_in_the_way(pages: Pages, docs: Path, project: Path) -> Iterator[Problem]:
    """Yield a problem for each file that has the place of a page, or of its folder, or of what is made besides."""
    for path in filter(Path.is_file, sorted(docs.rglob("*"))):
        name = path.relative_to(docs).as_posix()
        page = name.removesuffix(INDEX).removesuffix(".md").rstrip("/")
        if ({posixpath.join(page, "index.md"), f"{page}.md"} - {name}) & pages.keys() or name in MADE_BESIDES:
            wanted = message("must have another name; the site has a page or a file of this one")
            yield Problem(Path(os.path.relpath(path, project)).as_posix(), 1, 1, wanted)


def wrong_links_in_pages(sites: Mapping[str, Site], pages: Pages, docs: Path) -> Iterator[Problem]:
    """Yield a problem for each link in a page written by hand that leads nowhere."""
    others = tuple(site.edition.prefix for site in sites.values() if site.edition.prefix)
    for language, written in default(sites).shared.written.items():
        prefix = sites[language].edition.prefix
        own = [name for name in pages if name.startswith(prefix if prefix else others) == bool(prefix)]
        for page in (page for page in written if page.language == language):
            name, text = prefix + page.name, "\n" * page.above + as_typed(page.text)
            for start, target in targets(text):
                if wrong := led_astray(target, name, pages, docs, own):
                    yield Problem(page.file, *position(text[:start]), wrong)


def led_astray(link: str, name: str, pages: Pages, docs: Path, own: Collection[str]) -> Message | None:
    """Return the complaint about a link in the file of a name; ``None`` if it is right.

    The cure is one of its ``own`` pages, those in its language.
    """
    path, mark, part = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    within = not target.startswith(("/", "../"))
    if WHOLE_ADDRESS.match(link) or (target not in pages and path and within and (docs / target).is_file()):
        return None
    if target in pages:
        return no_such_part(pages[target], part) if mark else None
    bare = re.sub(r"^(?:\.*/)*(?:(?:data|docs|[a-z]{2})/)*|(?:/index)?\.(?:yml|md|html)$|/$", "", path)
    ways = [posixpath.relpath(page, posixpath.dirname(name)) for page in own]
    meaning = next((way for way in (f"{bare}.md", f"{bare}/index.md") if way in ways), "")
    if (kind := bare.partition("/")[0]) in STORAGE and f"{kind}/index.md" not in ways:
        lost = message("; its page is made from data/{file}, which is not there", file=file_of((kind, "*")))
        return message("must link to a page or a file that exists").got(link) + lost
    folder = (docs / target).parent if within else docs
    alike = [file.name for file in folder.glob("*.*") if file.name.casefold() == Path(target).name.casefold()]
    meaning = meaning or next((posixpath.join(posixpath.dirname(path), name) for name in alike), "")
    meaning = meaning or (Url.guess(link) if re.match(r"www\.|[^/]+@", link) else "")
    return message("must link to a page or a file that exists").got(link) + (meant(meaning) or nearest(path, ways, 0))


def wrong_links_in_data(relations: Relations, pages: Pages, data: Path) -> Iterator[Problem]:
    """Yield a problem for each link of a text to a part that its page does not have."""
    for path, prose in relations.parts.items():
        for language, text in prose.root.items() if isinstance(prose, Prose) else ():
            for link in links(text):
                target, mark, part = link.partition("#")
                name = f"{target}/index.md"
                if mark and name in pages and (wrong := no_such_part(pages[name], part)):
                    yield finding_to_problem(read(data)[0], data, (*path, language), wrong.about(link))


def no_such_part(page: Page, part: str) -> Message | None:
    """Return the complaint about a link to a part that a page does not have; ``None`` if it has it."""
    if f'id="{part}"' in page.html:
        return None
    numbers = re.findall(r"\d+", part)  # with another one, it would be another article
    parts = {it for it in re.findall(r'id="([^"]+)"', page.content.html) if re.findall(r"\d+", it) == numbers}
    untold = message("; add its title to articles in that record") if 'id="article-' in page.html else ""
    cure = nearest(part, parts, 0) or untold if numbers else nearest(part, parts)
    return message("must link to a part that the page has").got(f"#{part}") + cure
