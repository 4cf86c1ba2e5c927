"""A list of a site's HTML pages and JSON files for assistants, in the form of llmstxt.org, in one language."""

import re
from collections.abc import Iterable, Iterator

from ..addresses import SITE
from ..exports.downloads import DATA_FOLDER, WHOLE
from ..records.collections import FOLDERS
from .pages import Site

LLMS = "llms.txt"
"""The address of the list below the root of its language."""
MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<>#&]")
"""Characters that mean something in Markdown."""
LISTED = [name for name in FOLDERS if name != "sources"]
"""Collections whose records are listed one by one; the sources are too many."""


def llms(site: Site, others: Iterable[Site]) -> str:
    """Return the list: a sentence on the site, its pages by section, its data, the lists in other languages."""
    edition = site.edition
    day = edition.word("as-of", date=edition.formatter.date(site.dossier.agreement.compiled))
    parts = [
        f"# {as_markdown(site.name)}",
        f"> {as_markdown(edition.plain(site.dossier.agreement.summary))}",
        as_markdown(f"{day}. {edition.word('independent')}"),
    ]
    for title, links in sections(site, others):
        lines = [f"- [{as_markdown(name)}]({at}){about and f': {as_markdown(about)}'}" for name, at, about in links]
        parts += ["\n".join([f"## {as_markdown(title)}", "", *lines])] if lines else []
    return "\n\n".join(parts) + "\n"


def sections(site: Site, others: Iterable[Site]) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the title and the links of each section; a link has a title, an address, and what is there or nothing."""
    word = site.edition.word
    known = {page.address for _, pages in site.navigation for page in pages}
    records = (
        (word(name), [page for page in site.pages if page.spec.each == name and page.address not in known])
        for name in LISTED
    )
    for title, pages in (*site.navigation, *records, (word(SITE), site.foot)):
        links = [(page.title, site.url(page.address), page.description) for page in pages]
        yield title or pages[0].menu, links
    files = {name: key for name, key in WHOLE.items() if ".json" in name}
    files |= {f"{name}.json": name for name in site.shared.downloads.models}
    yield f"{word('data')} (JSON)", [(name, site.settings.url(DATA_FOLDER + name), word(files[name])) for name in files]
    yield word("languages"), [(other.edition.name, other.url(LLMS), "") for other in others if other is not site]


def as_markdown(text: str) -> str:
    """Return a plain text as Markdown that shows it as it is."""
    return MARKDOWN_SIGNS.sub(r"\\\g<0>", text)
