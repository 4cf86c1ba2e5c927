"""The search index of a site, made by Pagefind beside the build: one for each language of its pages."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offline import INDEX

BUNDLE = "pagefind"
"""The folder of the site in which the index lies; the browser loads it in pieces, when a reader first searches."""
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Interfaces that come with Pagefind; ours is in ``docs/assets/search.js``."""
ENTRY = "pagefind-entry.json"
"""Where Pagefind begins to load: it names the index of each language."""
MAGIC = b"pagefind_dcd"
"""How an unpacked file of Pagefind begins."""
SKELETON = '<!doctype html><html lang="{}"><head><title>{}</title></head><body>{}</body></html>'
MEMORY = "/dev/shm"
"""A folder in memory, on systems that have one: the pages for Pagefind are many, small and needed once."""


class SearchError(Exception):
    """Pagefind did not run; the site works without its search."""


@dataclass(frozen=True)
class Found:
    """A page that a search finds: its address, its language, its title and content as HTML, and its kind."""

    address: str
    language: str
    title: str
    content: str
    kind: str = ""
    """By which a reader can choose among what was found; empty for a page of no kind."""


class Indexing:
    """Pagefind at work in a process of its own, while the site engine still writes the pages."""

    def __init__(self, pages: Iterable[Found], site: Path, files: bool = False):
        """Start on ``pages``; the index goes into ``site``. Results lead to ``files``, or else to their folders."""
        self.kinds: dict[str, str] = {}
        """The kind of each page that has one, by its address."""
        self.bundle = site / BUNDLE
        self.pages = Path(tempfile.mkdtemp(prefix="search-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
        for page in pages:
            path = self.pages / page.address
            path.mkdir(parents=True, exist_ok=True)
            (path / INDEX).write_text(SKELETON.format(page.language, page.title, page.content), "utf-8")
            if page.kind:
                self.kinds[f"/{page.address}"] = page.kind
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pagefind", "--site", str(self.pages), "--output-path", str(self.bundle), "--silent",
             *(["--keep-index-url"] if files else [])], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def finish(self) -> None:
        """Wait for the index; ``SearchError`` if there is none."""
        _, errors = self.process.communicate()
        self.drop()
        if self.process.returncode or not self.bundle.is_dir():
            raise SearchError((errors.strip().splitlines() or ["it gave no reason"])[-1])
        for pattern in UNUSED:
            for file in self.bundle.glob(pattern):
                file.unlink()
        self.write_kinds()
        entry = self.bundle / ENTRY
        entry.write_text(compact(json.loads(entry.read_bytes())), "utf-8")  # its languages are in no order

    def write_kinds(self) -> None:
        """Write ``kinds.en.json`` and so on: the kind of each result, by the identifier that Pagefind gave it.

        Pagefind's own filters would do the same, but no two builds make the same bytes of them.
        """
        kinds: dict[str, dict[str, str]] = {}
        for file in self.bundle.glob("fragment/*.pf_fragment"):
            fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(MAGIC))
            of_language = kinds.setdefault(file.stem.partition("_")[0], {})
            if kind := self.kinds.get(fragment["url"].removesuffix(INDEX)):
                of_language[file.stem] = kind
        for language, of_language in kinds.items():
            (self.bundle / f"kinds.{language}.json").write_text(compact(of_language), "utf-8")

    def drop(self) -> None:
        """Stop, and delete the pages that were made for Pagefind."""
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.pages, ignore_errors=True)


def compact(values: dict[str, Any]) -> str:
    """Values as JSON that is short and always in the same order."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
