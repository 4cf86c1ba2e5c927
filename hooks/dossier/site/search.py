"""The search index of a finished site, made by Pagefind: one for each language of its pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BUNDLE = "pagefind"
"""The folder of the site in which the index lies; the browser loads it in pieces, when a reader first searches."""
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js.map")
"""Interfaces that come with Pagefind; ours is in ``docs/assets/search.js``."""
NOT_SEARCHED = ".link-sign, .marks, .badge, .absent, .definition, .trail, .references, .cite, .file, .md-content__button, svg"
"""Parts of a page in which a search finds nothing: what leads elsewhere, and what stands on every page."""


class SearchError(Exception):
    """Pagefind did not run; the site works without its search."""


def index(folder: Path, bundle: Path, keep_files: bool = False) -> None:
    """Index the pages in a folder and write the index into ``bundle``; ``SearchError`` if that cannot be done.

    Results lead to the folders of pages, or to the files in them if ``keep_files``.
    """
    command = [sys.executable, "-m", "pagefind", "--silent", "--site", str(folder), "--output-path", str(bundle)]
    command += ["--exclude-selectors", NOT_SEARCHED, *(["--keep-index-url"] if keep_files else [])]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if run.returncode or not bundle.is_dir():
        reasons = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SearchError(reasons[-1] if reasons else "it gave no reason")
    for pattern in UNUSED:
        for file in bundle.glob(pattern):
            file.unlink()
