"""A site whose links lead to files: no server, or one that serves files only, shows the page in a folder by itself."""

from __future__ import annotations

import re

INDEX = "index.html"
"""The file of a page, in the folder that is its address."""
FOLDER = re.compile(r'(?<=\shref=")(?!//)([^":?#]*/)(?=["#][^<>]*>)')
"""The address of a folder of this site, as a link leads to it."""


def to_files(html: str) -> str:
    """The HTML of a page in which every link to a folder leads to the page in it."""
    return FOLDER.sub(rf"\1{INDEX}", html)
