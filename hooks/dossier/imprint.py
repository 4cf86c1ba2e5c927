"""What a publisher decides about an edition of the site, and no record says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Imprint:
    """Where a site is published, and under which licence."""

    address: str = ""
    """The address of the site's root, ending in a slash; empty where it is not known, so that links stay relative."""
    licence: str = ""
    """The licence of the data, as an SPDX identifier or an address; empty while the owner has not stated one."""
