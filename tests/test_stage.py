"""The staged project: without hooks, an engine makes the same pages of it, at the same addresses."""

from __future__ import annotations

from pathlib import Path

import project
import pytest
from published import Published

TITLE = 'Fish & "chips" <b>x</b> *star* _line_ [link](ice.md) {#fragment} `code` # \\ &amp;'


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up project; what looks like Markdown or HTML stands in a title and in headings."""
    folder = project.lakes(tmp_path_factory.mktemp("source"))
    for path in (folder / "data" / "areas" / "fish.yml", folder / "data" / "agreement.yml"):
        text = path.read_text("utf-8")
        name = "{en: Fish}" if path.stem == "fish" else "{en: Diving together}"
        assert name in text
        path.write_text(text.replace(name, "{en: '" + TITLE + "'}"), "utf-8")
    run = project.build(folder, "--strict")
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="module")
def staged(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That project, staged."""
    target = tmp_path_factory.mktemp("stage") / "project"
    run = project.stage(source, target)
    assert run.returncode == 0, run.stderr
    return target


@pytest.fixture(scope="module")
def rebuilt(staged: Path) -> Published:
    """What MkDocs makes of the staged project."""
    run = project.build(staged, "--strict")
    assert run.returncode == 0, run.stderr
    return Published(staged / "site", run.stderr)


def test_pages_are_the_same(source: Path, rebuilt: Published) -> None:
    original = Published(source / "site", "")
    assert rebuilt.pages.keys() == original.pages.keys()
    assert sum(len(original.content(address)["facts"]) for address in original.pages) > 100
    for address in original.pages.keys() - {"404.html"}:
        assert rebuilt.content(address) == original.content(address), address
    assert TITLE in str(rebuilt.pages["areas/fish/"].findtext(".//title"))
    assert TITLE in rebuilt.text("forms/", "h2")


def test_page_by_hand_that_is_not_translated_is_in_english_and_says_so(source: Path, rebuilt: Published) -> None:
    original = Published(source / "site", "")
    for place in (".note", "div[lang=en]"):
        assert rebuilt.text("fr/about/", place) == original.text("fr/about/", place) != ""


def test_every_heading_stands_in_the_table_of_contents(rebuilt: Published) -> None:
    for address in ("agreement/", "forms/", "es/areas/fish/", "timeline/"):
        listed = rebuilt.pages[address].cssselect(".md-sidebar--secondary nav a")
        headings = rebuilt.article(address).cssselect("h2, h3")
        assert [link.get("href") for link in listed] == [f"#{heading.get('id')}" for heading in headings] != [], address


def test_every_link_leads_somewhere(rebuilt: Published) -> None:
    assert not [(address, target, fragment) for address in rebuilt.pages if address != "404.html"
                for target, fragment in rebuilt.links(address) if not rebuilt.leads_somewhere(target, fragment)]


def test_each_page_leads_to_the_same_page_in_other_languages(rebuilt: Published) -> None:
    links = rebuilt.pages["fr/areas/fish/"].cssselect("article > p.note:last-of-type a[hreflang]")
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "en": "../../../areas/fish/", "es": "../../../es/areas/fish/", "pt": "../../../pt/areas/fish/"}


def test_files_of_the_site_are_there(staged: Path, source: Path) -> None:
    files = {name: code for name, code in project.digest(source / "docs").items() if not name.endswith(".md")}
    assert files and files.items() <= project.digest(staged / "docs").items()


def test_staged_again_it_is_the_same_and_what_is_gone_is_gone(staged: Path, source: Path) -> None:
    before = project.digest(staged)
    (staged / "docs" / "old.md").write_text("old", "utf-8")
    assert project.stage(source, staged).returncode == 0
    assert project.digest(staged) == before


@pytest.mark.parametrize("name", ["notes.txt", "mkdocs.yml"])
def test_a_folder_of_something_else_stays_as_it_is(name: str, source: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_text("site_name: another\n", "utf-8")
    run = project.stage(source, tmp_path)
    assert run.returncode == 1
    assert "must be an empty folder" in run.stderr and "Traceback" not in run.stderr
    assert project.digest(tmp_path).keys() == {name}


def test_a_mistake_in_the_data_is_told_before_anything_is_written(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path / "source")
    (folder / "data" / "events.yml").write_text("- \n", "utf-8")
    run = project.stage(folder, tmp_path / "stage")
    assert run.returncode == 1
    assert "data/events.yml:1" in run.stderr
    assert not (tmp_path / "stage").exists()
