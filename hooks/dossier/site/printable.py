"""The printable edition: pages one after the other as chapters of one, with links that stay within it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ..addresses import INDEX, Settings
from .context import relative
from .page import Page

ADDRESS = "dossier/"
"""The address of the printable edition in each language."""
SOURCES = "sources/"
"""The folder of the pages of single sources; the printable edition has all of them as its last chapter."""
PATTERN = "hatch"
"""The name of a pattern in a figure, which the style sheet uses."""
ATTRIBUTE = re.compile(r'(\s(?:id|href|aria-describedby)=")([^"]*)"')
HEADING = re.compile(r"(</?h)([1-5])\b")
EXPLAINED_TERM = re.compile(
    r'<span class="term"><a [^>]*>(.*?)</a><span class="definition".*?</span></span>', re.DOTALL
)
NOT_PRINTED = re.compile(
    r'<nav class="trail".*?</nav>|<p class="file".*?</p>|<form.*?</form>|<details class="cite".*?</details>', re.DOTALL
)
"""Parts of a page that only make sense on its own."""


@dataclass(frozen=True)
class Chapter:
    """One page within the printable edition: its fragment there, its title, its HTML with headings a level lower."""

    name: str
    title: str
    html: Markup


class Chapters:
    """Turns the pages of one language into chapters."""

    def __init__(self, pages: Iterable[Page], settings: Settings):
        self.pages, self.settings = list(pages), settings
        self.within = {page.address for page in self.pages}

    def made(self) -> list[Chapter]:
        """Return the chapters, in the order of the pages."""
        return [self.chapter(page) for page in self.pages]

    def chapter(self, page: Page) -> Chapter:
        """Return a page as a chapter, with fragments that are unique in the printable edition."""
        name = chapter_name(page.address)
        text = EXPLAINED_TERM.sub(r"\1", NOT_PRINTED.sub("", page.content.html))
        text = ATTRIBUTE.sub(lambda found: f'{found[1]}{self.turned(found[1].strip(), found[2], page)}"', text)
        text = HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text)
        return Chapter(name, page.title, Markup(text.replace("<h2", f'<h2 id="{name}"', 1)))

    def turned(self, attribute: str, value: str, page: Page) -> str:
        """Return the value of an attribute of a page as it must be within the printable edition."""
        if value == PATTERN:
            return value
        if attribute != 'href="':
            return f"{chapter_name(page.address)}-{value}"
        path, _, fragment = value.partition("#")
        if ":" in path:
            return value
        target = posixpath.normpath(posixpath.join(page.address or ".", path.removesuffix(INDEX)))
        if posixpath.splitext(target)[1]:  # a file, which lies beside the pages
            return posixpath.relpath(f"/language/{target}", f"/language/{ADDRESS}")  # whatever folder we are in
        target = "" if target == "." else f"{target}/"
        if path and target.startswith(SOURCES):  # of a source it has the reference alone
            return f"#{chapter_name(target)}"
        if not path or target in self.within:
            return f"#{chapter_name(target)}{fragment and f'-{fragment}'}"
        return self.settings.file(relative(target, ADDRESS)) + (fragment and f"#{fragment}")


def chapter_name(address: str) -> str:
    """Return the fragment of a page within the printable edition: ``areas-evidence``."""
    return address.strip("/").replace("/", "-") or "home"
