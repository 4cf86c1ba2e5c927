"""The whole site as a project that needs no hooks, for any engine that builds MkDocs' Markdown with Material's theme.

A page becomes a Markdown file. Its headings are headings of Markdown, from which an engine makes a table of contents;
what stands between them is HTML, which Markdown leaves as it is. Links and fragments are those of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from .exports import exports
from .languages import typeset_html
from .llms import LLMS
from .pages import FOR_SEARCH, WRITTEN, Page, Site
from .values import DEFAULT_LANGUAGE
from .view import relative

SETTINGS: dict[str, Any] = {
    "theme": {
        "name": "material", "variant": "classic", "custom_dir": "theme", "language": DEFAULT_LANGUAGE, "font": False,
        "favicon": "assets/icon.svg", "features": ["navigation.tabs", "navigation.sections"]},
    "extra_css": ["assets/dossier.css"],
    "extra_javascript": ["assets/page.js", "assets/table.js"],
    "markdown_extensions": ["attr_list", "md_in_html", {"toc": {"permalink": False}}],
    "validation": {"nav": {"omitted_files": "ignore"}},
}
"""What is the same in every staged project. ``variant`` is for Zensical: the theme as it was."""
NOTICE = "# Written by `python -m dossier stage`, which overwrites this folder. Change the project it comes from.\n"
"""How the settings of a staged project begin."""
TEMPLATES = Path(__file__).with_name("staged")
"""The overrides of the theme that speak the language of the page."""
TAG = re.compile(r"<(/?)(\w+)[^>]*?(/?)>")
EMPTY = {"br", "hr", "img", "input", "wbr"}
"""Elements of HTML that have no end."""
BLOCK = re.compile(
    r"\s*(<(?:blockquote|dd|details|div|dl|dt|figcaption|figure|h[1-6]|li|nav|ol|p|pre|section|summary|table|tbody|td"
    r"|tfoot|th|thead|tr|ul)\b)")
"""The start of a block; Markdown knows it as one where it begins a line."""
LINES = re.compile(r"\s*\n\s*")
"""The end of a line with what Markdown might take for more: empty lines, and spaces before the next."""
HEADING = re.compile(r'\n<h([2-6]) id="([^"]*)">(.*?)</h\1>\n?', re.DOTALL)
FENCE = re.compile("[`~]")
"""What may begin code, also in HTML."""
MARKUP = re.compile(r"[\\`*_{}\[\]]")
"""What means something in a heading of Markdown."""
HEAD = re.compile(r"---\n(.*?)^---\n(.*)", re.DOTALL | re.MULTILINE)
"""A Markdown file with a head: what is said of it, and its text."""


def is_free(folder: Path) -> bool:
    """Whether a project may be written into a folder: it is not there, is empty, or holds a staged project."""
    marked = folder / "mkdocs.yml"
    return not folder.exists() or (folder.is_dir() and (
        not any(folder.iterdir()) or (marked.is_file() and marked.read_text("utf-8").startswith(NOTICE))))


def project(sites: Mapping[str, Site], docs: Path) -> Iterator[tuple[str, str | bytes]]:
    """Every file of the staged project, by its path in it; hand-written pages and other files come from ``docs``."""
    yield "mkdocs.yml", NOTICE + dump(settings(sites))
    for path in sorted(TEMPLATES.rglob("*.html")):
        yield f"theme/{path.relative_to(TEMPLATES).as_posix()}", path.read_bytes()
    for path in sorted(docs.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            yield f"docs/{path.relative_to(docs).as_posix()}", path.read_bytes()
    for address, make in exports(sites):
        if not address.endswith(LLMS):  # it lists copies in Markdown, of which an engine would make pages
            yield f"docs/{address}", make()
    for site in sites.values():
        for page in site.pages():
            yield f"docs/{site.source(page.address)}", generated(page, site) + others(page.address, site, sites)
        for address in WRITTEN:
            yield f"docs/{site.source(address)}", handwritten(address, site, docs) + others(address, site, sites)


def settings(sites: Mapping[str, Site]) -> dict[str, Any]:
    """The settings of the project: what is always the same, the names of the sites and their navigation."""
    default = sites[DEFAULT_LANGUAGE]
    navigation = [{escape(site.edition.name): [
        {escape(title): [site.source(address) for address in addresses]} if title else site.source("")
        for title, addresses in site.navigation()]} for site in sites.values()]
    languages = {str(language): {"name": escape(site.name), "note": escape(site.edition.word("independent"))}
                 for language, site in sites.items()}
    address = {"site_url": default.imprint.address} if default.imprint.address else {}
    return {"site_name": escape(default.name), **address, **SETTINGS,
            "extra": {"generator": False, "languages": languages}, "nav": navigation}


def generated(page: Page, site: Site) -> str:
    """A page of the dossier as a Markdown file."""
    content = page.written.read()
    head = {"title": escape(page.title, quote=False), "description": escape(page.description),
            "lang": str(site.edition.language), "home": not page.address,
            "search": None if page.indexed else {"exclude": True}, "head": content.head}
    return headed(head, markdown(FOR_SEARCH.sub("", content.html)))


def handwritten(address: str, site: Site, docs: Path) -> str:
    """A page that is written by hand, in English with a note where it is not translated."""
    path, own = docs / site.source(address), str(site.edition.language)
    language, file = (own, path) if path.exists() else (DEFAULT_LANGUAGE, docs / f"{address[:-1]}.md")
    found = HEAD.fullmatch(file.read_text("utf-8"))
    head, text = (yaml.safe_load(found[1]), found[2]) if found else ({}, file.read_text("utf-8"))
    text = typeset_html(text, language)
    if language != own:
        note = f'<p class="note">{site.edition.t("untranslated")}</p>'
        text = f'{note}\n\n<div lang="{language}" markdown="1">\n{text}</div>\n'
    return headed({**head, "lang": own}, text)


def others(address: str, site: Site, sites: Mapping[str, Site]) -> str:
    """Links to the same page in the other languages, which the theme has no place for."""
    start = site.edition.prefix + address
    links = [f'<a href="{relative(other.edition.prefix + address, start)}" lang="{language}" hreflang="{language}">'
             f'{escape(other.edition.name)}</a>' for language, other in sites.items() if other is not site]
    line = site.edition.t("labelled", label=site.edition.t("other-languages"), text=Markup(" · ".join(links)))
    return f'\n<p class="note">{line}</p>\n'


def headed(head: dict[str, Any], text: str) -> str:
    """A Markdown file with those values of its head that are there."""
    return f"---\n{dump({key: value for key, value in head.items() if value})}---\n\n{text}"


def dump(values: dict[str, Any]) -> str:
    """Values as YAML for people."""
    text: str = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=120)
    return text


def markdown(html: str) -> str:
    """HTML with its headings as Markdown; what stands around a heading is opened for Markdown."""
    html = LINES.sub("\n", BLOCK.sub(r"\n\1", FENCE.sub(lambda sign: f"&#{ord(sign[0])};", html)))
    opened: list[re.Match[str]] = []
    around: set[int] = set()
    for tag in TAG.finditer(html):
        end, name, empty = tag.groups()
        if end:
            opened.pop()
        elif not empty and name not in EMPTY:
            if HEADING.match(html, tag.start() - 1):
                around |= {outer.end() - 1 for outer in opened}
            opened.append(tag)
    cuts = [0, *sorted(around), len(html)]
    html = ' markdown="1"'.join(html[start:end] for start, end in pairwise(cuts))
    return HEADING.sub(heading, html).strip()


def heading(found: re.Match[str]) -> str:
    """A heading of HTML as one of Markdown with the same fragment."""
    level, fragment, title = found.groups()
    title = MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", title)
    return f"\n\n{'#' * int(level)} {title} {{#{fragment}}}\n\n"
