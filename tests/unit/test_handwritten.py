"""Pages written by hand: markup that comes close to a mistake, pictures, the files they use, their translations."""

import shutil
from html import unescape
from pathlib import Path

import project
import pytest
from dossier.addresses import PageSpec
from dossier.reading.problems import DataError
from dossier.records.model import Dossier
from dossier.settings import Settings
from dossier.site.handwritten import USED, Handwritten, advise_on_pages, convert, read_handwritten

RIGHT = """# A title

A paragraph that goes on
*in emphasis* and 2 * 3, with `<div>` and <https://example.org>.<br>

- one
  goes on
- two

1. first
2. second

| Sign | Meaning |
|---|---|
| `a` \\| `b` | one or the other |
| c | |

## A part {#part}

### A part of it

<details><summary>More</summary>
<div class="a"><b>Bold</b></div>
</details>

<a href="https://example.org/" title="Once = one" class='x'>A link</a>, {here} and “on = off”.

<!-- closed -->

## Another part
- a list below a heading

```sh
# no heading
<script>
- no list
```

![A house](assets/house.png)
"""
"""A page that comes close to every mistake in markup, and has none."""


def test_right_markup_of_a_page_is_no_mistake(tmp_path: Path, made_up: Dossier) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "new.md").write_text(f"---\n# A note.\ntitle: x\ndescription: x\n---\n\n{RIGHT}", "utf-8")
    written = read_handwritten(tmp_path / "docs", ["en"])
    assert written["en"][0].title == "x"
    assert not advise_on_pages(written, made_up.interface)


def test_pictures_and_files_are_found_from_the_address_of_a_page() -> None:
    page = Handwritten(PageSpec("a/b/", "x"), "", "es", "", "", "![x](../../assets/x.png) [y](../../assets/y.pdf#p)")
    html = convert(page, "es/", Settings()).html
    assert 'src="../../../assets/x.png"' in html and 'href="../../../assets/y.pdf#p"' in html


def test_links_in_html_are_turned_too_and_mail_addresses_stay() -> None:
    text = '<me@example.org> <a class="x" href="c.md#d">x</a> [y](<c.md#&quot; title=&quot;z>) `<a href="c.md">`'
    found = convert(Handwritten(PageSpec("a/b/", "x"), "", "en", "", "", text), "", Settings()).html
    assert unescape(found).startswith(
        '<p><a href="mailto:me@example.org">me@example.org</a> <a class="x" href="../c/#d">'
    )
    assert 'href="../c/#&quot; title=&quot;z"' in found and '<code>&lt;a href="c.md"' in found


@pytest.mark.parametrize("name", ["frame.css", "page.js", "icon.svg"])
def test_a_file_that_every_page_uses_must_be_there(name: str, tmp_path: Path) -> None:
    shutil.copytree(project.ROOT / "docs" / "assets", tmp_path / "docs" / "assets")
    path = f"docs/assets/{name}"
    (tmp_path / path).unlink()
    with pytest.raises(DataError) as raised:
        read_handwritten(tmp_path / "docs", ["en"])
    told = f"{path}:1:1: must be there, as every page uses it; 'git checkout -- {path}' puts it back"
    assert [str(problem) for problem in raised.value.problems] == [told]


def test_the_folder_of_the_files_that_every_page_uses_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(DataError) as raised:
        read_handwritten(tmp_path / "docs", ["en"], tmp_path)
    assert {problem.file for problem in raised.value.problems} == {f"docs/assets/{name}" for name in USED}


def test_the_files_that_every_page_uses_are_those_of_the_templates() -> None:
    assert {f"docs/assets/{name}" for name in USED} == {
        path.relative_to(project.ROOT).as_posix()
        for path in (project.ROOT / "docs" / "assets").iterdir()
        if path.suffix != ".png"
    }


def test_what_a_translation_lacks_is_told(tmp_path: Path, made_up: Dossier) -> None:
    head = "---\ntitle: x\ndescription: x\n---\n\n# x\n\n"
    (tmp_path / "docs" / "es").mkdir(parents=True)
    for name, text in {"a": "## One\n\n## Two", "b": "x", "es/a": "## Uno {#one}"}.items():
        (tmp_path / "docs" / f"{name}.md").write_text(f"{head}{text}\n", "utf-8")
    told = advise_on_pages(read_handwritten(tmp_path / "docs", ["en", "es", "fr"]), made_up.interface)
    assert [str(problem) for problem in told] == [
        "docs/es/a.md:1:1: should have a heading with {#two}, as docs/a.md has",
        "docs/es/b.md:1:1: should exist; readers see the page in the language en",
    ]


def test_a_heading_that_no_translation_has_is_told_once_where_it_stands(tmp_path: Path, made_up: Dossier) -> None:
    head = "---\ntitle: x\ndescription: x\n---\n\n# x\n\n"
    for name, text in {"a": "## One\n\n## Two {two}", "es/a": "## Uno {#one}\n\n## Dos {#2}"}.items():
        for path in {tmp_path / "docs" / f"{name}.md", tmp_path / "docs" / f"{name.replace('es', 'fr')}.md"}:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{head}{text}\n", "utf-8")
    told = advise_on_pages(read_handwritten(tmp_path / "docs", ["en", "es", "fr"]), made_up.interface)
    wanted = "should be a heading of the translations too; none has {#two}"
    assert [str(problem) for problem in told] == [f"docs/a.md:10:1: {wanted}"]


def test_only_a_page_beside_it_takes_the_name_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[str]:
        with pytest.raises(DataError) as error:
            read_handwritten(tmp_path / "docs", ["en"])
        return [problem.message.rpartition("; ")[2] for problem in error.value.problems]

    (tmp_path / "docs").mkdir()
    for name in ("docs/about us.md", "about-us.md"):
        (tmp_path / name).write_text("---\ntitle: x\ndescription: x\n---\n\n# x\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert told() == ["did you mean 'about-us.md'?"]
    shutil.copy("about-us.md", "docs")
    assert told() == ["there is about-us.md too: delete one of them"]
