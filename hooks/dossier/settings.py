"""The decisions of a site's publisher, as environment variables give them, and the addresses that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

DATA = Path("data")
"""The folder of the data, from the project's folder."""
INDEX = "index.html"
"""The file of a page in its folder."""
OFF = {"", "0", "false", "no", "off"}
"""The values of an environment variable that say no."""


def switched_on(environment: Mapping[str, str], name: str) -> bool:
    """Return whether an environment variable says yes."""
    return environment.get(name, "").strip().lower() not in OFF


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
    complete: bool = False
    """True if a missing translation is a mistake."""
    nonce: str = ""
    """The word that lets the scripts and styles of a preview run in spite of the policy; empty in a published site."""

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings that environment variables give."""
        offline = switched_on(environment, "OFFLINE")
        return cls(
            address=environment.get("SITE_URL", ""),
            licence=environment.get("LICENCE", ""),
            edit=environment.get("EDIT_URI", ""),
            repository=environment.get("REPOSITORY_URL", ""),
            contact=environment.get("CONTACT", ""),
            index=offline or switched_on(environment, "INDEX_FILES"),
            offline=offline,
            complete=switched_on(environment, "REQUIRE_TRANSLATIONS"),
        )

    @property
    def preview(self) -> bool:
        """Return whether the site is a preview, whose own scripts and styles alone may run."""
        return bool(self.nonce)

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
        offline = self.offline and self.address  # such a site names the pages as they are published, at folders
        return f"{self.address}{address if offline else self.file(address)}{mark}{fragment}"

    def file(self, address: str) -> str:
        """Return an address as links must have it: with the file of the page, if folders alone are not found."""
        return address + INDEX if self.index and (not address or address.endswith("/")) else address
