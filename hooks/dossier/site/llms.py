"""A list of a site's HTML pages and JSON files for assistants, in the form of llmstxt.org, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..addresses import SITE
from ..exports.downloads import DATA_FOLDER, WHOLE
from ..records.model import FOLDERS
from .pages import Site

LLMS = "llms.txt"
"""The address of the list below the root of its language."""
MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<>#&]")
"""Characters that mean something in Markdown."""
LISTED = [name for name in FOLDERS if name != "sources"]
"""Collections whose records are listed one by one; the sources are too many."""
LinkRows = Sequence[tuple[str, str, str]]
"""The title, the address and the description of each page or file; the description may be empty."""


def llms(site: Site, others: Iterable[Site]) -> str:
    """Return the list: a sentence on the site, its pages by section, its data, the lists in other languages."""
    edition = site.edition
    day = edition.word("as-of", date=edition.plain_date(site.dossier.agreement.compiled))
    languages = [(other.edition.name, other.url(LLMS), "") for other in others if other is not site]
    sections = [*page_sections(site), data_section(site), (edition.word("languages"), languages)]
    parts = [
        f"# {as_markdown(site.name)}",
        f"> {as_markdown(edition.plain(site.dossier.agreement.summary))}",
        as_markdown(f"{day}. {edition.word('independent')}"),
        *(written_section(title, links) for title, links in sections if links),
    ]
    return "\n\n".join(parts) + "\n"


def page_sections(site: Site) -> Iterator[tuple[str, LinkRows]]:
    """Yield the sections of the navigation, then the records of each collection that do not stand in it."""
    known = {page.address for section in site.navigation for page in section.pages}
    sections = [(section.title or section.pages[0].menu, section.pages) for section in site.navigation]
    for name in LISTED:
        records = [page for page in site.pages if page.spec.each == name and page.address not in known]
        sections.append((site.edition.word(name), records))
    sections.append((site.edition.word(SITE), site.foot))
    for title, pages in sections:
        if pages:
            yield title, [(page.title, site.url(page.address), page.description) for page in pages]


def data_section(site: Site) -> tuple[str, LinkRows]:
    """Return the section of the JSON files, which are the same in every language."""
    words = {name: key for name, key in WHOLE.items() if ".json" in name} | {
        f"{name}.json": name for name in site.shared.downloads.models
    }
    links = [(name, site.settings.url(DATA_FOLDER + name), site.edition.word(key)) for name, key in words.items()]
    return f"{site.edition.word('data')} (JSON)", links


def written_section(title: str, links: LinkRows) -> str:
    """Return a section as Markdown."""
    lines = [
        f"- [{as_markdown(name)}]({address}){about and f': {as_markdown(about)}'}" for name, address, about in links
    ]
    return "\n".join([f"## {as_markdown(title)}", "", *lines])


def as_markdown(text: str) -> str:
    """Return a plain text as Markdown that shows it as it is."""
    return MARKDOWN_SIGNS.sub(r"\\\g<0>", text)
