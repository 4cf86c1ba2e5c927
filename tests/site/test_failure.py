"""What happens to the published site when something is wrong: nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import project
import pytest
from adapter import publishing

KILLS = 8
"""How many moments of a build are tried to end it."""

LIMITED = """import resource, runpy, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)"""
"""MkDocs that may write no file of more bytes than its first argument says."""


def broken_data(folder: Path) -> None:
    """Put the broken tree in the place of the data."""
    shutil.rmtree(folder / "data")
    project.lakes_data(folder, project.BROKEN)


def dead_link(folder: Path) -> None:
    """Write a link that leads nowhere, of which MkDocs only warns."""
    page = folder / "docs" / "about.md"
    page.write_text(page.read_text("utf-8") + "\n[Nowhere](nowhere.md)\n", "utf-8")


def unfinished_template(folder: Path) -> None:
    """Save a template in the middle of typing."""
    (folder / "hooks" / "dossier" / "site" / "templates" / "timeline.html").write_text("{% for year in", "utf-8")


@pytest.mark.parametrize("damage", [broken_data, dead_link, unfinished_template], ids=lambda damage: damage.__name__)
def test_last_good_site_stays_byte_for_byte(damage: Callable[[Path], None], lakes_project: Path) -> None:
    before = project.digest(lakes_project / "site")
    damage(lakes_project)
    assert project.build(lakes_project, "--strict").returncode == 1
    assert project.digest(lakes_project / "site") == before
    assert sorted(path.name for path in lakes_project.glob("site*")) == ["site"]


def test_every_problem_is_told_without_a_traceback(lakes_project: Path) -> None:
    broken_data(lakes_project)
    run = project.build(lakes_project)
    messages = (project.BROKEN / "messages.txt").read_text("utf-8").splitlines()
    told = run.stderr.removeprefix("ERROR   -  ").splitlines()
    assert run.returncode == 1
    assert [line for line in told if line.startswith("data/")] == messages
    assert told[told.index(messages[1]) + 1 :][:2] == ["    4 | compiled: 29 February 2020", "      |           ^"]
    assert f"{len(messages)} problem(s) in the data" in run.stderr
    assert "Traceback" not in run.stderr
    assert "::error" not in run.stdout


def test_problems_are_marked_in_the_files_on_github(lakes_project: Path) -> None:
    broken_data(lakes_project)
    said = project.build(lakes_project, GITHUB_ACTIONS="true").stdout.splitlines()
    marks = [line for line in said if line.startswith("::error ")]
    assert len(marks) == (project.BROKEN / "messages.txt").read_text("utf-8").count("\n")
    assert marks[0] == "::error file=data/agreement.yml,line=2,col=1::purpose must be given"


def test_nothing_is_left_of_a_first_build_that_fails(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    broken_data(folder)
    assert project.build(folder).returncode == 1
    assert not list(folder.glob("site*"))


def test_a_good_build_takes_the_place_of_the_old_site(lakes_project: Path) -> None:
    (lakes_project / "site" / "stale.html").write_text("old", "utf-8")
    assert project.build(lakes_project, "--strict").returncode == 0
    assert not (lakes_project / "site" / "stale.html").exists()
    assert sorted(path.name for path in lakes_project.glob("site*")) == ["site"]


def test_without_pagefind_the_build_says_so_and_the_site_has_no_search(lakes_project: Path) -> None:
    (lakes_project / "elsewhere" / "pagefind").mkdir(parents=True)
    (lakes_project / "elsewhere" / "pagefind" / "__init__.py").touch()
    (lakes_project / "elsewhere" / "pagefind" / "__main__.py").write_text(
        "raise SystemExit('there is no binary for this machine')", "utf-8"
    )
    elsewhere = str(lakes_project / "elsewhere")
    run = project.build(lakes_project, PYTHONPATH=elsewhere)
    assert run.returncode == 0
    assert "has no search, because Pagefind did not run: there is no binary for this machine" in run.stderr
    assert (lakes_project / "site" / "index.html").exists()
    assert not (lakes_project / "site" / "pagefind").exists()
    assert project.build(lakes_project, "--strict", PYTHONPATH=elsewhere).returncode == 1


def test_settings_have_working_defaults(lakes_project: Path) -> None:
    assert project.build(lakes_project, "--strict").returncode == 0
    page = (lakes_project / "site" / "parties" / "index.html").read_text("utf-8")
    assert 'rel="edit"' not in page
    assert "code.example" not in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/parties/">' in page


def test_killed_at_any_moment_the_old_or_the_new_site_is_there_whole(lakes_project: Path) -> None:
    site = lakes_project / "site"
    old = project.digest(site)
    edited = lakes_project / "data" / "parties" / "lake-tribunal.yml"
    edited.write_text(edited.read_text("utf-8").replace("a made-up body", "an invented body"), "utf-8")
    started = time.monotonic()
    assert project.build(lakes_project, "--strict").returncode == 0
    length, new = time.monotonic() - started, project.digest(site)
    assert new != old
    for part in range(1, KILLS + 1):
        with subprocess.Popen(
            project.command("build", "--strict", "-q"),
            cwd=lakes_project,
            env=project.environment(),
            stderr=subprocess.DEVNULL,
        ) as build:
            time.sleep(length * part / KILLS)
            build.kill()
        assert project.digest(site) in (old, new)
    assert project.build(lakes_project, "--strict").returncode == 0
    assert project.digest(site) == new
    assert sorted(path.name for path in lakes_project.glob("site*")) == ["site"]


@pytest.mark.parametrize("most", [2_000, 20_000, 60_000])
def test_where_no_more_can_be_written_the_old_site_stays(most: int, lakes_project: Path) -> None:
    before = project.digest(lakes_project / "site")
    largest = max(path.stat().st_size for path in (lakes_project / "site").rglob("*.html"))
    assert most < largest
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), "build", "--strict"],
        cwd=lakes_project,
        env=project.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1 and "File too large" in run.stderr, run.stderr
    assert project.digest(lakes_project / "site") == before
    assert sorted(path.name for path in lakes_project.glob("site*")) == ["site"]


@pytest.mark.parametrize("possible", [True, False])
def test_two_folders_take_each_others_place(possible: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not possible:
        monkeypatch.setattr(publishing, "exchange", lambda one, other: False)
    publication = publishing.Publication(str(tmp_path / "site"))
    for name, text in (("site", "old"), ("site.new", "new")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text, "utf-8")
    publication.complete = True
    publication.finish()
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_was_set_aside_comes_back(tmp_path: Path) -> None:
    (tmp_path / "site.old").mkdir()
    publishing.Publication(str(tmp_path / "site"))
    assert (tmp_path / "site").is_dir()
