"""A site that is read from a folder, such as one on a USB stick: no server is there to show the page in a folder."""

from __future__ import annotations

import re

FOLDER = re.compile(r'(?<=\shref=")(?!//)([^":?#]*/)(?=["#][^<>]*>)')
"""The address of a folder of this site, as a link leads to it."""


def to_files(html: str) -> str:
    """The HTML of a page in which every link to a folder leads to the page in it."""
    return FOLDER.sub(r"\1index.html", html)
