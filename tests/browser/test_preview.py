"""``mkdocs serve`` shows an edit at once, and what is wrong on top of the last good page."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import project
import pytest

PATIENCE = 90
"""Seconds after which a change has not been seen."""
PARTY = "data/parties/lake-tribunal.yml"
WRONG = f"{PARTY}:4:35: seat.country must be the two capital letters of a country"


@contextmanager
def serving(folder: Path, first: str) -> Iterator[str]:
    """The address of a running preview of the project in ``folder``, whose first page has the text ``first``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        (folder.parent / "serve.log").open("w+") as log,
        subprocess.Popen(
            project.command("serve", "--dev-addr", f"127.0.0.1:{port}"),
            cwd=folder,
            env=project.environment(),
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/", first)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.kill()


@pytest.fixture
def preview(lakes_project: Path) -> Iterator[str]:
    """The address of a running preview of the made-up project."""
    with serving(lakes_project, "Lake") as address:
        yield address


def wait_for(address: str, text: str, absent: str = "\0") -> None:
    """Ask for a page until it has ``text`` and not ``absent``."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                page = answer.read().decode("utf-8")
                if text in page and absent not in page:
                    return
        except (URLError, ConnectionError):
            pass
        time.sleep(0.1)
    pytest.fail(f"{address} did not show {text!r} within {PATIENCE} s")


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "page"),
    [
        (PARTY, "a made-up body", "an invented body", "parties/lake-tribunal/"),
        ("docs/about.md", "#", "an invented body. #", "about/"),
        (
            "hooks/dossier/templates/timeline.html",
            "{% block body %}",
            "{% block body %}<p>an invented body</p>",
            "timeline/",
        ),
        ("docs/assets/dossier.css", "/*", "/* an invented body */ /*", "assets/dossier.css"),
    ],
)
def test_edit_is_shown(file: str, old: str, new: str, page: str, preview: str, lakes_project: Path) -> None:
    change(lakes_project / file, old, new)
    wait_for(preview + page, "an invented body")


def test_search_works_and_finds_what_was_edited(preview: str, lakes_project: Path) -> None:
    wait_for(f"{preview}pagefind/pagefind-entry.json", '"es"')
    change(lakes_project / PARTY, "a made-up body", "an invented body")
    wait_for(f"{preview}parties/lake-tribunal/", "an invented body")
    wait_for(f"{preview}pagefind/pagefind-entry.json", '"es"')


@pytest.mark.parametrize(
    ("break_it", "repair", "message"),
    [
        (
            lambda folder: change(folder / PARTY, "NO", "Norway"),
            lambda folder: change(folder / PARTY, "Norway", "NO"),
            WRONG,
        ),
        (
            lambda folder: change(folder / PARTY, '{en: "The', '{en: "The" The'),
            lambda folder: change(folder / PARTY, '{en: "The" The', '{en: "The'),
            f"{PARTY}:3:",
        ),
        (
            lambda folder: (folder / PARTY).rename(folder / "kept.yml"),
            lambda folder: (folder / "kept.yml").rename(folder / PARTY),
            "data/agreement.yml:",
        ),
        (
            lambda folder: (folder / "data" / "areas" / "new area.yml").write_text("name: {en: New}\n", "utf-8"),
            lambda folder: (folder / "data" / "areas" / "new area.yml").unlink(),
            "data/areas/new area.yml:1:1",
        ),
        (
            lambda folder: change(
                folder / "hooks/dossier/templates/record.html", "{% block body %}", "{% block body %}{% if %}"
            ),
            lambda folder: change(folder / "hooks/dossier/templates/record.html", "{% if %}", ""),
            "record.html:",
        ),
        (
            lambda folder: change(folder / "mkdocs.yml", "theme:", "theme: ["),
            lambda folder: change(folder / "mkdocs.yml", "theme: [", "theme:"),
            "mkdocs.yml",
        ),
    ],
    ids=["value", "half-written", "deleted", "added", "template", "settings"],
)
def test_problem_stands_over_the_last_good_page_until_it_is_mended(
    break_it: Callable[[Path], None], repair: Callable[[Path], None], message: str, preview: str, lakes_project: Path
) -> None:
    page = f"{preview}parties/lake-tribunal/"
    wait_for(page, "Lake Tribunal")
    break_it(lakes_project)
    wait_for(page, message)
    wait_for(page, "is a made-up body in Oslo")
    wait_for(f"{preview}es/parties/reed-institute/", 'id="problems"')
    repair(lakes_project)
    wait_for(page, "is a made-up body in Oslo", absent='id="problems"')


def test_first_build_may_fail(lakes_project: Path) -> None:
    change(lakes_project / PARTY, "NO", "Norway")
    with serving(lakes_project, WRONG) as address:
        change(lakes_project / PARTY, "Norway", "NO")
        wait_for(f"{address}parties/lake-tribunal/", "Lake Tribunal", absent='id="problems"')


def test_editor_that_writes_by_renaming_and_a_new_record(preview: str, lakes_project: Path) -> None:
    path = lakes_project / PARTY
    beside = path.with_suffix(".yml.tmp~")
    beside.write_text(path.read_text("utf-8").replace("a made-up body", "an invented body"), "utf-8")
    beside.replace(path)
    wait_for(f"{preview}parties/lake-tribunal/", "an invented body", absent='id="problems"')
    area = lakes_project / "data" / "areas" / "fish.yml"
    (area.parent / "frogs.yml").write_text(area.read_text("utf-8").replace("Fish", "Frogs"), "utf-8")
    wait_for(f"{preview}areas/frogs/", "<h1")
    wait_for(f"{preview}areas/", 'href="frogs/"')


@pytest.mark.browser
def test_browser_shows_and_heals_by_itself_at_the_same_place(preview: str, lakes_project: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 500})
    page.goto(f"{preview}agreement/")
    page.evaluate("scrollTo(0, 400)")
    change(lakes_project / PARTY, "NO", "Norway")
    page.locator("#problems").wait_for(timeout=PATIENCE * 1000)
    assert WRONG in page.locator("#problems pre").text_content()
    assert page.locator("h1").text_content() == "The agreement"
    change(lakes_project / PARTY, "Norway", "NO")
    page.locator("#problems").wait_for(state="detached", timeout=PATIENCE * 1000)
    page.wait_for_function("scrollY === 400", timeout=PATIENCE * 1000)  # once it is laid out
    page.close()
