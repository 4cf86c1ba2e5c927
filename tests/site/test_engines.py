"""ProperDocs, which goes on with MkDocs, makes the same site of the project as it is."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import project
import pytest
from published import Published

pytestmark = [pytest.mark.slow, pytest.mark.built]


def built(engine: str, folder: Path) -> Published:
    """Return the site that an engine makes of the project in ``folder``; skip where it is not installed."""
    if not find_spec(engine):
        if os.environ.get("REQUIRE_ENGINES"):
            pytest.fail(f"REQUIRE_ENGINES is set, but {engine} is not installed")
        pytest.skip(f"{engine} is not installed")
    build = [sys.executable, "-m", engine, "build", "--strict", "--config-file", "mkdocs.yml"]
    run = project.run(folder, build, **Published.settings)
    assert run.returncode == 0, run.stdout + run.stderr
    return Published(folder / "site", run.stdout + run.stderr)


def test_properdocs_makes_the_same_files_of_the_project_as_it_is(site: Published, tmp_path: Path) -> None:
    assert project.digest(built("properdocs", project.real(tmp_path)).folder) == project.digest(site.folder)
