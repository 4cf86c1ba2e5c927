"""What a site has beside its pages: every other file made from the records, by its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from ..exports import citations, csl
from ..records.values import DEFAULT_LANGUAGE
from .feed import FEED, feed
from .llms import LLMS, llms
from .pages import Site

Makers = Iterator[tuple[str, Callable[[], str | bytes]]]
"""The address of each file below the site's root, such as ``data/agreement.json``, and what makes it."""


def exports(sites: Mapping[str, Site]) -> Makers:
    """Every file beside the pages; there are many, so each is forgotten when the next is asked for."""
    default = sites[DEFAULT_LANGUAGE]
    files = default.downloads.files
    yield from ((address, partial(files.__getitem__, address)) for address in files)
    yield from sources(default)
    for site in sites.values():
        yield from pages(site)
        if site.imprint.address:  # a feed needs whole addresses
            yield f"{site.edition.prefix}{FEED}", partial(feed, site)
        yield f"{site.edition.prefix}{LLMS}", partial(llms, site, sites.values())


def sources(site: Site) -> Makers:
    """How to cite each source and all of them, which is the same in every language."""
    items = {key: csl.of_source(key, source) for key, source in site.dossier.sources.items()}
    yield from cited("sources/all", list(items.values()))
    for key, item in items.items():
        yield from cited(f"sources/{key}/cite", [item])


def pages(site: Site) -> Makers:
    """How to cite the agreement and each page of a language, but for those of sources, whose source is cited."""
    prefix = site.edition.prefix
    yield from cited(f"{prefix}cite/agreement", [csl.of_agreement(site.edition)])
    for page in site.pages():
        if page.address == "sources/" or not page.address.startswith("sources/"):
            yield from cited(f"{prefix}{page.address}cite", [site.item(page.address, page.title)])


def cited(name: str, items: list[csl.CslItem]) -> Makers:
    """The files for citing some items, in every format."""
    yield from ((f"{name}.{ending}", partial(write, items)) for ending, (_, write) in citations.FORMATS.items())
