"""Other engines make the same site: both of the staged project, ProperDocs of the project as it is too."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import project
import pytest
from published import Published

pytestmark = pytest.mark.slow
COPIES = (".md", "llms.txt")
"""Copies of the pages in Markdown, which a staged project cannot have, and lists of them."""
OWN = ("pagefind/", "_headers", "sitemap.xml", "assets/images/", "assets/javascripts/", "assets/stylesheets/")
"""Files of an engine, its theme and its search, which differ in a staged project."""


def files(folder: Path) -> dict[str, str]:
    """Every file of a site that is not an engine's own, with a hash of its bytes."""
    return {name: code for name, code in project.digest(folder).items() if not name.startswith(OWN)}


def built(engine: str, folder: Path) -> Published:
    """What an engine makes of the project in ``folder``; it is skipped where it is not installed."""
    if not find_spec(engine):
        if os.environ.get("REQUIRE_ENGINES"):
            pytest.fail(f"REQUIRE_ENGINES is set, but {engine} is not installed")
        pytest.skip(f"{engine} is not installed")
    settings = project.environment(
        SITE_URL=Published.address, EDIT_URI=Published.edit, REPOSITORY_URL=Published.repository
    )
    run = subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "--config-file", "mkdocs.yml"],
        cwd=folder,
        env=settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return Published(folder / "site", run.stdout + run.stderr)


def test_properdocs_makes_the_same_files_of_the_project_as_it_is(site: Published, tmp_path: Path) -> None:
    assert project.digest(built("properdocs", project.real(tmp_path)).folder) == project.digest(site.folder)
