"""The pages of a site, one row each, and the addresses at which they and their parts are published.

A row of ``pages.yml`` is all that is said of a page outside its template: adding a page is adding a row, a template
and the words of its title and lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import yaml

from .records.model import KeyPath
from .records.relations import TRANSPARENT
from .records.values import PageRef

INDEX = "index.html"
"""The file of a page in its folder."""
EVERY_KIND = "kinds-of-records"
"""Stands in a row for the kinds of records, each of which has a page in the editors' manual."""
OFF = {"", "0", "false", "no", "off"}
"""The values of an environment variable that say no."""
KEY = "{key}"
"""Stands in the row of many pages for the identifier of the record or the name that each is about."""


@dataclass(frozen=True)
class PageSpec:
    """One row of the table of pages; ``pages.yml`` says what each field is."""

    address: str
    kind: str
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
        """The word of the interface that is its title: ``region-notes`` for ``region/notes/``."""
        return self.address.strip("/").replace("/", "-")

    @property
    def parent(self) -> str:
        """The address of the page above it; empty if that is the home page."""
        return "".join(f"{part}/" for part in self.address.split("/")[:-2])


SITE = "this-site"
"""The part of the navigation that stands at the foot of each page."""
PAGES = tuple(
    PageSpec(**row) for row in yaml.load(Path(__file__).with_name("pages.yml").read_text("utf-8"), yaml.CSafeLoader)
)
"""Every page, in the order of the navigation and of the printable edition, which is made of the others and last."""
SHOWN = {tuple(part.split("/")): spec.address for spec in PAGES for part in (spec.shows or spec.each).split()}
"""The address of the page that shows a part of the data, by the first keys of its path."""
LISTS = {spec.collection: spec.address for spec in PAGES if spec.collection}
"""The address of the page that lists a collection, by its name."""


def page_of(page: PageRef) -> str:
    """Return the address of a page that the data names: ``parties/icc/`` for ``parties/icc``, ``region/``."""
    return LISTS[page] if page in LISTS else place(page.path)[0]


def place(path: KeyPath) -> tuple[str, str]:
    """Return the address of the page that shows a part of the data, and the fragment of the part on that page."""
    keys = tuple(map(str, path))
    address = SHOWN.get(keys[:2]) or SHOWN[keys[:1]]
    inner = keys[2:] if KEY in address else keys[1:]
    fragment = "-".join(key.replace("_", "-") for key in inner if key not in TRANSPARENT)
    return address.format(key=keys[1] if KEY in address else ""), fragment


def switched_on(environment: Mapping[str, str], name: str) -> bool:
    """Return whether an environment variable says yes, as ``mkdocs.yml`` reads it too."""
    return environment.get(name, "").lower() not in OFF


@dataclass(frozen=True)
class Settings:
    """The decisions of a site's publisher, which no record holds."""

    address: str = ""
    """The address of the site's root, ending in a slash; empty where it is not known: then nothing names one."""
    licence: str = ""
    """The licence of the data, as an SPDX identifier or an address; empty while the owner has not stated one."""
    edit: str = ""
    """The address below which the files of the project can be edited, ending in a slash; empty if there is none."""
    editor: str = ""
    """The address that opens a line of a file in an editor, with ``{file}``, ``{line}`` and ``{column}`` in their
    places; empty but in a preview."""
    repository: str = ""
    """The address at which the project is kept; empty if there is none."""
    contact: str = ""
    """The address at which readers report an error: a form, or a mail address; empty if there is none."""
    docs: Path = Path("docs")
    """The folder of the pages written by hand and of the assets."""
    index: bool = False
    """True if links lead to the file of a page, for hosts that do not find it by its folder."""
    offline: bool = False
    """True if the site is read from a folder, without a server."""
    nonce: str = ""
    """The word that lets the scripts and styles of a preview run in spite of the policy; empty in a published site."""

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings that environment variables give, as ``mkdocs.yml`` reads them too."""
        offline = switched_on(environment, "OFFLINE")
        return cls(
            address=environment.get("SITE_URL", ""),
            licence=environment.get("LICENCE", ""),
            edit=environment.get("EDIT_URI", ""),
            repository=environment.get("REPOSITORY_URL", ""),
            contact=environment.get("CONTACT", ""),
            index=offline or switched_on(environment, "INDEX_FILES"),
            offline=offline,
        )

    @property
    def line_link(self) -> str:
        """Return the address that shows a line of a file, with ``{file}`` and ``{line}`` in it; empty if there is none.

        Where files are edited, their lines are shown beside: GitHub and GitLab say ``blob`` for ``edit``, and Forgejo
        and Gitea ``src/branch`` for ``_edit``.
        """
        shown = "/src/branch/".join("/blob/".join(self.edit.rsplit("/edit/", 1)).rsplit("/_edit/", 1))
        return self.editor or (shown and f"{shown}{{file}}#L{{line}}")

    def url(self, place: str) -> str:
        """Return the whole address of a page or file, or of a part of it; only its end where the site's is unknown."""
        address, mark, fragment = place.partition("#")
        offline = self.offline and self.address  # what is read from a folder is published elsewhere, as any site
        return f"{self.address}{address if offline else self.file(address)}{mark}{fragment}"

    def file(self, address: str) -> str:
        """Return an address as links must have it: with the file of the page, if folders alone are not found."""
        return address + INDEX if self.index and (not address or address.endswith("/")) else address
