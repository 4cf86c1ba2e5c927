"""The site without MkDocs: ``python -m dossier build`` writes the same files, to the byte."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import project
import pytest
import yaml
from adapter.publishing import MARKER
from dossier.reading.nodes import parse
from published import Published
from variants import later

pytestmark = pytest.mark.built
SETTINGS = {
    "published": Published.settings,
    "without-address": {},
    "offline": {**Published.settings, "OFFLINE": "1"},
    "index-files": {**Published.settings, "INDEX_FILES": "1", "LICENCE": "CC-BY-4.0"},
}
PAGE = """\
---
title: Boats & "nets"
description: What floats on a lake.
---
# Boats & "nets"

See [the lakes](index.md), [*how* to edit](editing.md), <https://example.org/a?b=1&c=2>.

## The nets {#nets}

| A | B |
|---|---|
| `x:y` | **z** |

```yaml
a: "b" # c
```

## A second heading

### Deep
"""
"""A page that nobody knows of, with everything that MkDocs does to Markdown."""


def alone(folder: Path, **settings: str) -> Path:
    """The site that is written of a project without MkDocs."""
    run = project.engine_free(folder, folder / "alone", **settings)
    assert run.returncode == 0, run.stderr
    return folder / "alone"


def assert_same(one: Path, other: Path) -> None:
    """Fail if two sites differ in a file; says which."""
    first, second = project.digest(one), project.digest(other)
    for made in (first, second):
        made.pop(MARKER, None)  # by which a build with MkDocs knows its own folder
    assert first.keys() == second.keys()
    assert len(first) > 200 and "index.html" in first
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["without-address", "offline", "index-files"])
def test_every_file_is_the_same(settings: str, tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    run = project.build(folder, "--strict", **SETTINGS[settings])
    assert run.returncode == 0, run.stderr
    assert_same(alone(folder, **SETTINGS[settings]), folder / "site")
    assert (folder / "alone" / "search").exists() == (settings != "offline")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "copy", "settings"),
    [
        ("lakes", project.lakes, "published"),
        ("site", project.real, "published"),
        ("offline", project.real, "offline"),
    ],
)
def test_every_file_of_a_site_that_others_look_at_is_the_same(
    made: str, copy: Callable[[Path], Path], settings: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with_mkdocs: Published = request.getfixturevalue(made)
    assert_same(alone(copy(tmp_path), **SETTINGS[settings]), with_mkdocs.folder)


@pytest.mark.slow
def test_a_new_page_in_any_folder_is_written(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    for name in ("new.md", "es/new.md", "more/boats.md"):
        (folder / "docs" / name).parent.mkdir(exist_ok=True)
        (folder / "docs" / name).write_text(PAGE.replace("](", "](../") if name.startswith("more/") else PAGE, "utf-8")
    run = project.build(folder, "--strict", **Published.settings)
    assert run.returncode == 0, run.stderr
    assert_same(alone(folder, **Published.settings), folder / "site")
    made = Published(folder / "site", run.stderr)
    assert made.text("new/", "h1") == 'Boats & "nets"'
    assert made.one("fr/new/", "[lang=en] #nets") is not None, "shown in English where it is not translated"
    assert {"more/boats/", "es/new/", "pt/more/boats/"} <= made.pages.keys()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    later(
        [
            ("new.md", "# New\n", "docs/new.md:1:1: must begin with a line ---, then 'title: …' and another line ---"),
            (
                "new.md",
                "---\ntitle: New\n---\n# New\n",
                "docs/new.md:1:1: must begin with a line ---, then 'description: …'",
            ),
            ("new.md", "---\ntitle: [\n---\n", "docs/new.md:2:8: must be closed by ]"),
            ("about.md", "", "docs/about.md:1:1: must begin with a line ---, then 'title: …'"),
            ("index.md", PAGE, "docs/index.md:1:1: must have another name; the page of this one is made from the data"),
            (
                "parties.md",
                PAGE,
                "docs/parties.md:1:1: must have another name; the page of this one is made from the data",
            ),
            ("es/new.md", PAGE, "docs/es/new.md:1:1: must have a page of the same name in en, or be deleted"),
        ],
    ),
)
def test_a_page_that_is_not_right_is_told_with_its_file_by_both(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    folder = project.lakes(tmp_path)
    (folder / "docs" / name).parent.mkdir(exist_ok=True)
    (folder / "docs" / name).write_text(text, "utf-8")
    for run in (project.build(folder), project.engine_free(folder, folder / "alone")):
        assert run.returncode == 1 and "Traceback" not in run.stderr
        assert any(line.removeprefix("ERROR   -  ").startswith(message) for line in run.stderr.splitlines()), run.stderr
    assert not (folder / "site").exists() and not (folder / "alone").exists()


def undated(part: Any) -> Any:
    """The same data in which no statement has a date, so that no State has deposited anything either."""
    if isinstance(part, list):
        return [undated(value) for value in part]
    if not isinstance(part, dict):
        return part
    if "sources" in part and "date" in part:
        rest = {key: value for key, value in part.items() if key not in ("date", "until")}
        return undated(rest if "text" in rest else {**rest, "absent": "not-stated"})
    if "iso3" in part:
        part = {"signed": part["deposited"], **part, "deposit": None, "in_force": None}
    return {key: undated(value) for key, value in part.items() if value is not None}


@pytest.mark.slow
def test_data_without_any_dated_statement_is_built(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    for file in (folder / "data").rglob("*.yml"):
        if file.stem not in ("interface", "changes"):
            data = undated(parse(file, file.name)[0].plain())
            file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "data" / "events.yml").unlink()
    run = project.build(folder, "--strict", **Published.settings)
    assert run.returncode == 0, run.stderr
    assert_same(alone(folder, **Published.settings), folder / "site")
    made = Published(folder / "site", run.stderr)
    withdrawn = (made.folder / "sources" / "old-gazette" / "index.html").read_text("utf-8")
    assert 'content="0; url=../../"' in withdrawn, "it leads home, as there is no timeline"
    assert "timeline/" not in made.pages and not made.pages["agreement/"].xpath("//a[contains(@href, 'timeline/')]")
    assert not made.pages[""].cssselect(".time-line")
    assert not re.search(r"\bNone\b", made.text(""))


@pytest.mark.parametrize("target", later(["data", "link/new", "data/new", "docs/../docs/new", "hooks/new"], first=2))
def test_a_site_is_not_written_into_what_it_is_made_from(target: str, tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    (folder / "link").symlink_to("docs")
    before = project.digest(folder)
    run = project.engine_free(folder, folder / target)
    assert run.returncode == 1 and "must " in run.stderr and "Traceback" not in run.stderr
    made = {name for name in project.digest(folder).keys() - before.keys() if "__pycache__" not in name}
    assert not made


def test_half_a_site_is_not_left(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", project.LIMITED, "dossier", "20000", "build", "alone"],
        cwd=folder,
        env=project.environment(PYTHONPATH=str(folder / "hooks")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1 and "failed: File too large" in run.stderr and "Traceback" not in run.stderr
    assert not (folder / "alone").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    kept = folder / "alone" / "mine.txt"
    kept.parent.mkdir()
    kept.write_text("mine", "utf-8")
    run = project.engine_free(folder, folder / "alone")
    assert run.returncode == 1 and "must be an empty folder or a new one; nothing was written." in run.stderr
    assert [path.name for path in kept.parent.iterdir()] == ["mine.txt"]
