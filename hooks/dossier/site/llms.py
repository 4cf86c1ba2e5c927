"""A list of a site's pages for assistants, in the form of llmstxt.org, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..records.model import FOLDERS

if TYPE_CHECKING:
    from .pages import Site

LLMS = "llms.txt"
"""Where the list lies in each language."""
MARKUP = re.compile(r"[\\`*_\[\]<>#]")
"""What means something in Markdown."""
LISTED = [name for name in FOLDERS if name != "sources"]
"""Collections whose records are listed one by one; the sources are too many."""


def llms(site: Site, others: Iterable[Site]) -> str:
    """The list: what the site is about, a link to each page with a line on it, the lists in other languages."""
    edition = site.edition
    day = edition.word("as-of", date=edition.plain_date(site.dossier.agreement.compiled))
    return (
        "\n\n".join(
            [
                f"# {escape(site.name)}",
                f"> {escape(edition.plain(site.dossier.agreement.summary))}",
                escape(f"{day}. {edition.word('independent')}"),
                *sections(site),
                "\n".join(
                    [
                        f"## {escape(edition.word('languages'))}",
                        "",
                        *(
                            f"- [{escape(other.edition.name)}]({other.url(LLMS)})"
                            for other in others
                            if other is not site
                        ),
                    ]
                ),
            ]
        )
        + "\n"
    )


def sections(site: Site) -> Iterator[str]:
    """The sections of the navigation, then the records of each collection that do not stand in it."""
    pages = {page.address: page for page in site.pages()}
    listed = [
        (title or site.edition.word("home"), [address for address in addresses if address in pages])
        for title, addresses in ((part.title, [page.address for page in part.pages]) for part in site.navigation)
    ]
    known = {address for _, addresses in listed for address in addresses}
    listed += [
        (
            site.edition.word(name),
            [address for key in getattr(site.dossier, name) if (address := f"{name}/{key}/") not in known],
        )
        for name in LISTED
    ]
    for title, addresses in listed:
        if addresses:
            yield "\n".join(
                [
                    f"## {escape(title)}",
                    "",
                    *(
                        f"- [{escape(pages[address].title)}]({site.url(address)}): {escape(pages[address].description)}"
                        for address in addresses
                    ),
                ]
            )


def escape(text: str) -> str:
    """Return a plain text as Markdown that shows it as it is."""
    return MARKUP.sub(r"\\\g<0>", text)
