"""What a publisher decides about an edition of the site, and no record says."""

from __future__ import annotations

from dataclasses import dataclass

from .records.model import FOLDERS, KeyPath
from .records.relations import TRANSPARENT


@dataclass(frozen=True)
class Imprint:
    """Where a site is published, and under which licence."""

    address: str = ""
    """The address of the site's root, ending in a slash; empty where it is not known, so that links stay relative."""
    licence: str = ""
    """The licence of the data, as an SPDX identifier or an address; empty while the owner has not stated one."""
    index: str = ""
    """The name of the file in a page's folder, ``index.html``, for hosts that do not find it by the folder alone."""

    def url(self, place: str) -> str:
        """The whole address of a page or file, or of a part of it; where the site's is not known, what is below it."""
        address, mark, fragment = place.partition("#")
        index = self.index if address.endswith("/") or not address else ""
        return f"{self.address}{address}{index}{mark}{fragment}"


SHOWN_ON = {"states": "region/", "events": "timeline/", "methods": "certainty/"}
"""Collections without a page of their own name."""


def place(path: KeyPath) -> tuple[str, str]:
    """The address of the page that shows the part of the dossier at ``path``, and the fragment on it."""
    collection, inner = str(path[0]), path[1:]
    if collection in FOLDERS:
        address, inner = f"{collection}/{inner[0]}/", inner[1:]
    elif collection == "agreement" and inner[:1] in (("forms",), ("not_stated",)):
        address = f"{inner[0]}/".replace("_", "-")
    elif collection == "states" and inner and inner[0] != "states":
        address = "region/notes/"
    else:
        address = SHOWN_ON.get(collection, f"{collection}/")
    return address, "-".join(str(key).replace("_", "-") for key in inner if key not in TRANSPARENT)
