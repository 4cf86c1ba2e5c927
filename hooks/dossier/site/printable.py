"""The printable edition: pages one after the other as chapters of one, with links that stay within it."""

import posixpath
import re
from collections.abc import Collection
from typing import NamedTuple

from markupsafe import Markup

from ..settings import INDEX, Settings
from .context import relative
from .page import Page

ADDRESS = "dossier/"
"""The address of the printable edition in each language."""
SOURCES = "sources/"
"""The folder of the pages of single sources; the printable edition has all of them as its last chapter."""
ID = re.compile(r'(\s(?:id|aria-describedby)=")(?!hatch")([^"]*)"')
"""A fragment, but for the pattern in a figure, which the style sheet uses."""
HREF = re.compile(r'(\shref=")([^"]*)"')
HEADING = re.compile(r"(</?h)([1-5])\b")
EXPLAINED_TERM = re.compile(
    r'<span class="term"><a [^>]*>(.*?)</a><span class="definition".*?</span></span>', re.DOTALL
)
NOT_PRINTED = re.compile(
    r'<nav class="trail".*?</nav>|<p class="file".*?</p>|<form.*?</form>|<details class="cite".*?</details>', re.DOTALL
)
"""Parts of a page that only make sense on its own."""


class Chapter(NamedTuple):
    """One page within the printable edition: its fragment there, its title, its HTML with headings a level lower."""

    name: str
    title: str
    html: Markup


def chapters(pages: Collection[Page], settings: Settings) -> list[Chapter]:
    """Return the pages of one language as chapters, with fragments that are unique in the printable edition."""
    within = {page.address for page in pages}

    def chapter(page: Page) -> Chapter:
        name = chapter_name(page.address)
        text = EXPLAINED_TERM.sub(r"\1", NOT_PRINTED.sub("", page.content.html))
        text = ID.sub(rf'\g<1>{name}-\g<2>"', text)
        text = HREF.sub(lambda link: f'{link[1]}{turned(link[2], page.address, within, settings)}"', text)
        text = HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text)
        return Chapter(name, page.title, Markup(text.replace("<h2", f'<h2 id="{name}"', 1)))

    return list(map(chapter, pages))


def turned(link: str, start: str, within: Collection[str], settings: Settings) -> str:
    """Return a link of the page at ``start`` as it must be within the printable edition."""
    path, _, fragment = link.partition("#")
    if ":" in path:
        return link
    target = posixpath.normpath(posixpath.join(start or ".", path.removesuffix(INDEX)))
    if posixpath.splitext(target)[1]:  # a file, which lies beside the pages
        return posixpath.relpath(f"/language/{target}", f"/language/{ADDRESS}")  # whatever folder we are in
    target = "" if target == "." else f"{target}/"
    if path and target.startswith(SOURCES):  # of a source it has the reference alone
        return f"#{chapter_name(target)}"
    if not path or target in within:
        return f"#{chapter_name(target)}{fragment and f'-{fragment}'}"
    return settings.file(relative(target, ADDRESS)) + (fragment and f"#{fragment}")


def chapter_name(address: str) -> str:
    """Return the fragment of a page within the printable edition: ``areas-evidence``."""
    return address.strip("/").replace("/", "-") or "home"
