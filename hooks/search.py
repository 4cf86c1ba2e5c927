"""The search index of a site, made by Pagefind beside the build: one for each language of its pages."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
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
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""A folder in memory, on systems that have one: the pages for Pagefind are many, small and needed once."""


class SearchError(Exception):
    """Pagefind did not run; the site works without its search."""


@dataclass(frozen=True)
class Found:
    """A page that a search finds: its address, its language, its title and content as HTML, and its kind."""

    address: str
    language: str
    title: str
    content: Callable[[], str]
    kind: str = ""
    """By which a reader can choose among what was found; empty for a page of no kind."""


class Indexing:
    """Pagefind at work in a process of its own, while the site engine still writes the pages.

    It takes one language after the other, because it keeps in memory whatever it reads.
    """

    def __init__(self, pages: Iterable[Found], site: Path, files: bool = False):
        """Start on ``pages``; the index goes into ``site``. Results lead to ``files``, or else to their folders."""
        self.pages: dict[str, list[Found]] = defaultdict(list)
        """The pages by language."""
        for page in pages:
            self.pages[page.language].append(page)
        self.bundle, self.files = site / BUNDLE, files
        self.process: subprocess.Popen[str] | None = None
        self.stopped = False
        thread = ThreadPoolExecutor(1)
        self.done = thread.submit(self.run)
        thread.shutdown(wait=False)  # it ends when that is done

    def run(self) -> None:
        """Index language by language; ``SearchError`` if one has no index."""
        entries = []
        for pages in self.pages.values():
            with tempfile.TemporaryDirectory(prefix="search-", dir=MEMORY) as folder:
                for page in pages:
                    path = Path(folder, page.address)
                    path.mkdir(parents=True, exist_ok=True)
                    text = SKELETON.format(page.language, page.title, page.content())
                    (path / INDEX).write_text(text, "utf-8")
                self.index(folder)
            entries.append(json.loads((self.bundle / ENTRY).read_bytes()))
        languages = {language: entry for each in entries for language, entry in each["languages"].items()}
        (self.bundle / ENTRY).write_text(compact({**entries[0], "languages": languages}), "utf-8")

    def index(self, folder: str) -> None:
        """Have Pagefind index the pages in a folder, and add to the bundle what it finds."""
        options = [
            "--site",
            folder,
            "--output-path",
            str(self.bundle),
            "--silent",
            *(["--keep-index-url"] if self.files else []),
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pagefind", *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if self.stopped:
            self.process.kill()
        _, errors = self.process.communicate()
        if self.process.returncode or not self.bundle.is_dir():
            raise SearchError((errors.strip().splitlines() or ["it gave no reason"])[-1])

    def finish(self) -> None:
        """Wait for the index; ``SearchError`` if there is none."""
        self.done.result()
        for pattern in UNUSED:
            for file in self.bundle.glob(pattern):
                file.unlink()
        self.write_kinds()

    def write_kinds(self) -> None:
        """Write ``kinds.en.json`` and so on: the kind of each result, by the identifier that Pagefind gave it.

        Pagefind's own filters would do the same, but no two builds make the same bytes of them.
        """
        known = {f"/{page.address}": page.kind for pages in self.pages.values() for page in pages}
        kinds: dict[str, dict[str, str]] = {}
        for file in self.bundle.glob("fragment/*.pf_fragment"):
            fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(MAGIC))
            of_language = kinds.setdefault(file.stem.partition("_")[0], {})
            if kind := known.get(fragment["url"].removesuffix(INDEX)):
                of_language[file.stem] = kind
        for language, of_language in kinds.items():
            (self.bundle / f"kinds.{language}.json").write_text(compact(of_language), "utf-8")

    def drop(self) -> None:
        """Stop, whatever was done."""
        self.stopped = True
        if self.process:
            self.process.kill()
        wait([self.done])


def compact(values: dict[str, Any]) -> str:
    """Values as JSON that is short and always in the same order."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
