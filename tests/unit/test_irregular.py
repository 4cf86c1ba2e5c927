"""Links, devices and odd names are told before anything is read, wherever they stand in data and docs."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import project
import pytest
from dossier.reading.irregular import irregular
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.site.handwritten import read_handwritten
from unprivileged import unprivileged

Make = Callable[[Path], object]
SECONDS = 2
LINK = "must not be a link; put the file here"
DEVICE = "must be a file of its own, not a link or a device; delete it"
PAGE_NAME = "file name must be lower-case letters a to z and digits, joined by hyphens, and end in .md"
TAKEN = "index.md", "new/index.md", "parties.md", "es.md"
"""Pages that would take the place of others."""
STRANGE: dict[str, tuple[Make, str]] = {
    "link to a file": (
        lambda docs: (docs / "assets/x.png").symlink_to("/etc/passwd"),
        f"docs/assets/x.png:1:1: {LINK}",
    ),
    "link to what has no end": (lambda docs: (docs / "x.md").symlink_to("/dev/zero"), f"docs/x.md:1:1: {LINK}"),
    "link to a folder": (lambda docs: (docs / "x").symlink_to("/etc"), f"docs/x:1:1: {LINK}"),
    "link to its own folder": (lambda docs: (docs / "assets/x").symlink_to("."), f"docs/assets/x:1:1: {LINK}"),
    "hidden link to a folder": (lambda docs: (docs / ".x").symlink_to("/etc"), f"docs/.x:1:1: {LINK}"),
    "link to nothing": (lambda docs: (docs / "x.md").symlink_to("nowhere"), f"docs/x.md:1:1: {LINK}"),
    "pipe": (lambda docs: os.mkfifo(docs / "x.md"), f"docs/x.md:1:1: {DEVICE}"),
    "line end in a name": (
        lambda docs: (docs / "a\nb.css").touch(),
        r"docs/a\nb.css:1:1: file name must not have '\n'",
    ),
    "star in the name of a folder": (lambda docs: (docs / "*").mkdir(), "docs/*:1:1: file name must not have '*'"),
    "colon in a name": (lambda docs: (docs / "a:b.md").touch(), "docs/a:b.md:1:1: file name must not have ':'"),
    "back-slash in a name": (lambda docs: (docs / "a\\b").touch(), "docs/a\\b:1:1: file name must not have"),
    "turned text in a name": (lambda docs: (docs / "a\u202eb").touch(), r"docs/a\u202eb:1:1: file name must not have"),
    "device of Windows": (
        lambda docs: (docs / "assets/AUX.min.css").touch(),
        "docs/assets/AUX.min.css:1:1: file name must not be AUX, which Windows keeps for a device; add a word",
    ),
    "point at the end": (lambda docs: (docs / "a.").mkdir(), "docs/a.:1:1: file name must not end in a point"),
    "capitals alone": (
        lambda docs: (docs / "ASSETS").mkdir(),
        "docs/ASSETS:1:1: file name must differ from assets in more than capitals or accents; rename it, or delete one",
    ),
    "accent typed in two ways": (
        lambda docs: (docs / "about us (e\u0301).md").touch(),
        "docs/about us (e\u0301).md:1:1: file name must differ from about us (é).md in",
    ),
    "name that is no text": (lambda docs: Path(os.fsdecode(bytes(docs) + b"/\xff")).touch(), "file name must not have"),
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of pages and assets."""
    (tmp_path / "docs" / "assets").mkdir(parents=True)
    (tmp_path / "docs" / "about us (é).md").touch()
    return tmp_path / "docs"


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_regular_file_is_told(name: str, docs: Path) -> None:
    make, message = STRANGE[name]
    assert not list(irregular(docs))
    make(docs)
    (problem,) = irregular(docs)
    assert message in str(problem)


def test_two_links_to_the_folder_itself_take_no_time(docs: Path) -> None:
    for name in ("l", "m", ".n"):
        (docs / name).symlink_to(".")
    start = time.process_time()
    assert len(list(irregular(docs))) == 3
    assert time.process_time() - start < SECONDS


def test_a_folder_that_is_a_link_is_told(docs: Path) -> None:
    docs.rename(docs.parent / "elsewhere")
    docs.symlink_to("elsewhere")
    assert [str(problem) for problem in irregular(docs)] == ["docs:1:1: must not be a link; put the files here"]


def test_lock_of_an_editor_beside_a_file_is_no_mistake(docs: Path) -> None:
    (docs / ".#about.md").symlink_to("someone@machine.1234:5678")
    assert not list(irregular(docs))


@pytest.mark.parametrize(("name", "told"), [("assets", True), ("assets/fonts", True), ("", True), (".trash", False)])
def test_a_folder_that_cannot_be_read_is_told_unless_it_is_hidden(name: str, told: bool) -> None:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = Path(folder, "docs", name)
        place.mkdir(parents=True)
        place.chmod(0o000)
        with unprivileged():
            problems = [str(problem) for problem in irregular(Path(folder, "docs"))]
        place.chmod(0o755)
    shown = f"docs/{name}".rstrip("/")
    assert problems == [f"{shown}:1:1: must be a folder that can be read; Permission denied"] * told


@pytest.mark.parametrize("name", ["schema/events.json", "schema", ".hidden.yml", "parties/.x.yml", "parties/x.yml~"])
def test_no_link_is_anywhere_below_data(name: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (tmp_path / "config").write_text("[core]", "utf-8")
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).symlink_to(tmp_path / "config")
    with pytest.raises(DataError) as error:
        load(data)
    (problem,) = error.value.problems
    assert str(problem).startswith(f"data/{name}:1:1: must not be a link; put the file")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        *(
            (name, PAGE_NAME)
            for name in ("é.md", "e\u0301.md", "README.md", "index.html.md", "new.markdown", "New/a.md")
        ),
        ("l\u0430ke.md", f"{PAGE_NAME} (\u0430 is cyrillic small letter a)"),
        (f"{'x' * 101}.md", "file name must have at most 100 characters before .md, got 101; shorten it"),
        *((name, "must have another name; the page of this one is made from the data") for name in TAKEN),
    ],
    ids=lambda text: quote(text[:20]),
)
def test_a_page_whose_address_would_be_odd_or_anothers_is_told(name: str, message: str, tmp_path: Path) -> None:
    page = tmp_path / "docs" / name
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: x\ndescription: x\n---\n", "utf-8")
    with pytest.raises(DataError) as error:
        read_handwritten(tmp_path / "docs", ["en", "es"])
    without_cure = [str(problem).partition("; did you mean")[0] for problem in error.value.problems]
    assert without_cure == [f"docs/{name}:1:1: {message}"]


def test_a_page_that_would_send_readers_away_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "---\ntitle: x\ndescription: x\n---\n<META http-equiv=refresh content='0;url=https://evil.example/'>\n"
    (tmp_path / "docs" / "new.md").write_text(text, "utf-8")
    with pytest.raises(DataError, match="must not have the tag <meta, which can send readers to another site"):
        read_handwritten(tmp_path / "docs", ["en"])


LINK_TO = "must link to https:, http:, mailto: or a record, got"
TEXTS = {
    "a `b\u202ec`": "1:5: must not have the invisible character U+202E (right-to-left override); delete it",
    "a\0b": "1:2: must not have the control character U+0000; delete it",
    "# a\n[b](JavaScript:c)": f"2:5: {LINK_TO} 'JavaScript:c'",
    "[b](javascript&colon;c)": f"1:5: {LINK_TO} 'javascript:c'",
    "[b]( <data:text/html,c>)": f"1:7: {LINK_TO} 'data:text/html,c'",
    "[b][c]\n\n[c]: vbscript:d": f"3:6: {LINK_TO} 'vbscript:d'",
    "[b](//evil.example/)": f"1:5: {LINK_TO} '//evil.example/'",
    "> 1. " * 11: "1:1: must not be nested deeper than 20 levels",
    "```" + " " * 5_000 + "x": "1:1: must have at most 5,000 characters, got 5,004",
}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: quote(text[:20]))
def test_what_no_reader_should_see_in_a_page_and_no_program_read_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "new.md").write_text(f"{text}\n", "utf-8")
    with pytest.raises(DataError) as error:
        read_handwritten(tmp_path / "docs", ["en"])
    assert f"docs/new.md:{TEXTS[text]}" in map(str, error.value.problems)


def test_right_links_code_and_lists_of_a_page_are_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "\ufeff---\ntitle: x\ndescription: x\n---\n[a](b.md#c:d), [e](mailto:f@g), `[h](i:j)`\n\n- - k\n\n[l]: https://m/n:o\n"
    (tmp_path / "docs" / "new.md").write_text(text, "utf-8")
    (page,) = read_handwritten(tmp_path / "docs", ["en"])["en"]
    assert page.title == "x" and page.text.startswith("[a]")


@pytest.mark.parametrize("name", [".new.md", ".drafts/new.md", "new.txt"])
def test_hidden_file_is_no_page(name: str, tmp_path: Path) -> None:
    page = tmp_path / "docs" / name
    page.parent.mkdir(parents=True)
    page.write_text("# New\n", "utf-8")
    assert read_handwritten(tmp_path / "docs", ["en", "es"]) == {"en": [], "es": []}
