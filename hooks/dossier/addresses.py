"""The pages of a site, one row each, and the addresses at which they and their parts are published.

A row of ``pages.yml`` is all that is said of a page outside its template: adding a page is adding a row, a template
and the words of its title and lead.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .records.collections import KeyPath
from .records.relations import TRANSPARENT
from .records.values import PageRef
from .records.yaml_tables import yaml_table

EVERY_KIND = "kinds-of-records"
"""Stands in a row for the kinds of records, each of which has a page in the editors' manual."""
KEY = "{key}"
"""Stands in the row of many pages for the identifier of the record or the name that each is about."""


@dataclass(frozen=True)
class PageSpec:
    """One row of the table of pages; ``pages.yml`` says what each field is."""

    address: str
    kind: str
    title: str = ""
    template: str = ""
    file: str = ""
    section: str | None = None
    weight: float = 1
    below: str = ""
    menu: str = ""
    searched: bool = True
    brief: bool = False
    printed: bool = True
    each: str = ""
    collection: str = ""
    needs: str = ""
    lead: str = ""
    shows: str = ""
    main: bool = False
    way_in: bool = False

    @property
    def word(self) -> str:
        """The word of the interface for what it is about: ``region-notes`` for ``region/notes/``."""
        return self.address.strip("/").replace("/", "-")

    @property
    def titled(self) -> str:
        """The word of the interface that is its title."""
        return self.title or self.word

    @property
    def parent(self) -> str:
        """The address of the page above it; empty if that is the home page."""
        return "".join(f"{part}/" for part in self.address.split("/")[:-2])


SITE = "this-site"
"""The part of the navigation at the foot of each page, and the kind of a page written by hand that has no row."""
PAGES = tuple(PageSpec(**row) for row in yaml_table(Path(__file__).with_name("pages.yml")))
"""Every page, in the order of the navigation and of the printable edition, which is made of the others and last."""
SHOWN = {tuple(part.split("/")): spec.address for spec in PAGES for part in (spec.shows or spec.each).split()}
"""The address of the page that shows a part of the data, by the first keys of its path."""
LISTS = {spec.collection: spec.address for spec in PAGES if spec.collection}
"""The address of the page that lists a collection, by its name."""


def page_of(page: PageRef) -> str:
    """Return the address of a page that the data names: ``parties/icc/`` for ``parties/icc``, ``region/``."""
    return LISTS[page] if page in LISTS else place(page.path)[0]


@lru_cache(100_000)
def place(path: KeyPath) -> tuple[str, str]:
    """Return the address of the page that shows a part of the data, and the fragment of the part on that page."""
    keys = tuple(map(str, path))
    address = SHOWN.get(keys[:2]) or SHOWN[keys[:1]]
    inner = keys[2:] if KEY in address else keys[1:]
    fragment = "-".join(re.sub("[_ ]", "-", key) for key in inner if key not in TRANSPARENT)
    return address.format(key=keys[1] if KEY in address else ""), fragment
