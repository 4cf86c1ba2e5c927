"""A site is published as a whole: built in a folder beside the last good one, then put into its place at one stroke."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

HERE = -100
"""``AT_FDCWD`` of Linux: paths are relative to the working directory."""
EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux (``man 2 renameat2``): two files or folders take each other's place at once."""


class Publication:
    """One build on its way from ``<site>.new`` to ``<site>``; until then the last good site stays as it is.

    Whenever it is interrupted, the old site or the new one is there, whole. Where the system cannot exchange two
    folders at once, the old one is set aside for a moment; if it ends right then, the next build brings it back.
    """

    def __init__(self, site: str):
        self.site = Path(site)
        self.new, self.old = (self.site.with_name(f"{self.site.name}.{state}") for state in ("new", "old"))
        self.complete = False
        """Whether every file was written and nothing failed since."""
        if self.old.exists() and not self.site.exists():
            self.old.rename(self.site)
        self.clear()

    def finish(self) -> None:
        """Put the complete site in the place of the old one; delete what an incomplete build left."""
        if self.complete:
            if not self.site.exists():
                self.new.rename(self.site)
            elif not exchange(self.new, self.site):
                self.site.rename(self.old)
                self.new.rename(self.site)
            self.complete = False
        self.clear()

    def clear(self) -> None:
        """Delete what stands beside the site."""
        for folder in (self.new, self.old):
            shutil.rmtree(folder, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders take each other's place at once; false where the system or the disk cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0
