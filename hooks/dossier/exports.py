"""What a site has beside its pages: every other file made from the records, by its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from . import citations
from .feed import FEED, feed
from .llms import LLMS, llms
from .pages import Site
from .values import DEFAULT_LANGUAGE

Makers = dict[str, Callable[[], str | bytes]]
"""What makes each file, by its address below the site's root, such as ``data/agreement.json``."""


def exports(sites: Mapping[str, Site]) -> Makers:
    """Every file beside the pages."""
    default = sites[DEFAULT_LANGUAGE]
    files = default.downloads.files
    made: Makers = {address: partial(files.__getitem__, address) for address in files}
    made |= sources(default)
    for site in sites.values():
        made |= pages(site)
        if site.imprint.address:  # a feed needs whole addresses
            made[f"{site.edition.prefix}{FEED}"] = partial(feed, site)
        made[f"{site.edition.prefix}{LLMS}"] = partial(llms, site, sites.values())
    return made


def sources(site: Site) -> Makers:
    """How to cite each source and all of them, which is the same in every language."""
    items = {key: citations.of_source(key, source) for key, source in site.dossier.sources.items()}
    made = cited("sources/all", items.values())
    for key, item in items.items():
        made |= cited(f"sources/{key}/cite", [item])
    return made


def pages(site: Site) -> Makers:
    """How to cite the agreement and each page of a language, but for those of sources, whose source is cited."""
    prefix = site.edition.prefix
    made = cited(f"{prefix}cite/agreement", [citations.of_agreement(site.edition)])
    for page in site.pages():
        if page.address == "sources/" or not page.address.startswith("sources/"):
            made |= cited(f"{prefix}{page.address}cite", [site.item(page.address, page.title)])
    return made


def cited(name: str, items: Iterable[citations.Item]) -> Makers:
    """The files for citing some items, in every format."""
    items = list(items)
    return {f"{name}.{ending}": partial(write, items) for ending, (_, write) in citations.FORMATS.items()}
