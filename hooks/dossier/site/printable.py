"""The whole dossier as one document to print: pages one after the other, with links that stay within it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from .pages import Page

ADDRESS = "dossier/"
"""Where the volume stands in each language."""
ATTRIBUTE = re.compile(r'(\s(?:id|href|aria-describedby)=")([^"]*)"')
HEADING = re.compile(r"(</?h)([1-5])\b")
LEFT_OUT = re.compile(
    r'<nav class="trail".*?</nav>|<p class="file".*?</p>|<form.*?</form>|<details class="cite".*?</details>', re.DOTALL
)

TERM = re.compile(r'<span class="term"><a [^>]*>(.*?)</a><span class="definition".*?</span></span>', re.DOTALL)
SOURCES = "sources/"
"""Where the pages of single sources lie; the volume has all of them as its last chapter."""
PATTERN = "hatch"
"""The name of a pattern in a figure, which the style sheet uses."""


@dataclass(frozen=True)
class Chapter:
    """One page as a part of the volume: its name there, its title, its HTML with headings a level lower."""

    name: str
    title: str
    html: Markup


def chapter_name(address: str) -> str:
    """How a page is called within the volume: ``areas-evidence``."""
    return address.strip("/").replace("/", "-") or "home"


def chapters(pages: Iterable[Page]) -> list[Chapter]:
    """Pages as chapters; a link to another chapter or to a source leads there, any other to the site."""
    pages = list(pages)
    within = {page.address for page in pages}

    def adapt(page: Page) -> Chapter:
        """Make fragments unique, lower the headings, turn links."""
        name = chapter_name(page.address)

        def turn(found: re.Match[str]) -> str:
            start, value = found.groups()
            if value == PATTERN:
                return found[0]
            if start.strip() != 'href="':
                return f'{start}{name}-{value}"'
            path, _, fragment = value.partition("#")
            if ":" in path:
                return found[0]
            target = posixpath.normpath(posixpath.join(page.address or ".", path)) + "/" if path else page.address
            target = "" if target == "./" else target
            if target in within or target.startswith(SOURCES):
                return f'{start}#{chapter_name(target)}{fragment and f"-{fragment}"}"'
            return f'{start}{posixpath.relpath(target or ".", ADDRESS)}/{fragment and f"#{fragment}"}"'

        html = ATTRIBUTE.sub(turn, TERM.sub(r"\1", LEFT_OUT.sub("", page.written.html)))
        lowered = HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html)
        return Chapter(name, page.title, Markup(lowered.replace("<h2 ", f'<h2 id="{name}" ', 1)))

    return [adapt(page) for page in pages]
