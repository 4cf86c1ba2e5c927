"""A publisher's settings are checked before anything is built, and told by the name of the variable."""

import os
from pathlib import Path
from typing import Any

import project
import pytest
from adapter.settings import settings_of
from dossier.settings import Settings, switched_on
from dossier.site.publisher import wrong_settings
from mkdocs.config import load_config

FIELDS = {
    "SITE_URL": "address",
    "EDIT_URI": "edit",
    "REPOSITORY_URL": "repository",
    "LICENCE": "licence",
    "EDITOR_LINK": "editor",
}
GOOD = {
    "SITE_URL": [
        "",
        "https://example.org/",
        "http://127.0.0.1:8000/",
        "https://bücher.example/a/%20b/",
        "http://[::1]:80/",
    ],
    "EDIT_URI": ["", "https://code.example/owner/repository/edit/main/"],
    "REPOSITORY_URL": ["", "https://code.example", "https://code.example/a?b=c&d#e"],
    "LICENCE": ["", "CC-BY-4.0", "MIT OR Apache-2.0", "https://example.org/licence?x=1"],
    "EDITOR_LINK": ["", "idea://open?file={file}&line={line}", "vscode://file/{file}:{line}:{column}", "subl:{file}"],
}
BAD = {
    "SITE_URL": [
        "example.org/",
        "//example.org/",
        "ftp://example.org/",
        "https:/example.org/",
        "https:///pact/",
        "https://example.org",
        "https://example.org/pact",
        "https://example.org/a b/",
        " https://example.org/",
        "https://example.org/\n",
        "https://example.org/?a=/",
        "https://example.org/#/",
        "https://example.org/?",
        "https://name@example.org/",
        "https://icc-cpi.int:pass@evil.example/",
        "https://example.org:port/",
        "https://[::1/",
        "https:\\\\example.org/",
        'https://example.org/"><script>/',
        "javascript:alert(1)/",
        "HTTPS://example.org/",
        "https://example.org//",
        "https://example.org//evil.example/",
        "https://example.org/pact/../",
        "https://example.org/./",
        "https://example.org/%zz/",
        "https://example.org/a/%2E%2e/",
        "https://example.org/.%2e/",
        "https://-/",
        "https://./",
        "https://exam%70le.org/",
        "https://example.org/\udcff/",
        "https://example.org/\u202egro/",
        "https://example.org/\u200b/",
        "/",
    ],
    "EDIT_URI": [
        "edit/main/",
        "javascript:alert(1)//",
        "https://code.example/edit",
        "https://code.example/'/",
        "data:,x/",
    ],
    "REPOSITORY_URL": [
        "javascript:alert(1)",
        '"><script>',
        "https://a@b.example/",
        "file:///etc/passwd",
        "code.example",
    ],
    "LICENCE": [
        "javascript:alert(1)",
        "javascript://x/%0aalert(1)",
        "all rights reserved!",
        "<b>",
        "https://a b/",
    ],
    "EDITOR_LINK": [
        "code",
        "idea://open",
        "{file}",
        "idea://{file}:{row}",
        "idea://{file}:{line",
        "a b:{file}",
        "a:{file}\udcff",
    ],
}


@pytest.mark.parametrize(
    ("value", "on"),
    [("", False), ("0", False), ("no", False), ("OFF", False), ("0 ", False), ("1", True), ("yes", True)],
)
def test_a_switch_says_yes_unless_it_says_no(value: str, on: bool) -> None:
    assert switched_on({"OFFLINE": value}, "OFFLINE") is on
    assert Settings.of_environment({"OFFLINE": value}).index is on
    assert not switched_on({}, "OFFLINE")


def test_mkdocs_own_settings_count_where_the_environment_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in project.SETTINGS:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A\nsite_url: https://a.example\nedit_uri: https://b.example/\nrepo_url: https://c.example\n"
        "extra: {licence: MIT}\n"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    settings = settings_of(config)
    assert (settings.address, settings.edit) == ("https://a.example/", "https://b.example/")
    assert (settings.repository, settings.licence) == ("https://c.example", "")
    monkeypatch.setenv("EDIT_URI", "https://d.example/")
    monkeypatch.setenv("LICENCE", "MIT")
    assert (settings_of(config).edit, settings_of(config).licence) == ("https://d.example/", "MIT")


def told(name: str, value: Any) -> list[str]:
    """Return the problems of settings of which one has a value."""
    return list(wrong_settings(Settings(**{FIELDS[name]: value})))


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in GOOD for value in GOOD[name]])
def test_a_right_setting_is_taken(name: str, value: str) -> None:
    assert not told(name, value)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in BAD for value in BAD[name]])
def test_a_wrong_setting_is_told_in_one_line(name: str, value: str) -> None:
    (problem,) = told(name, value)
    assert problem.startswith(f"{name} must be ") and problem.endswith(f", got {value!r}")
    assert len(problem.splitlines()) == 1


def test_the_folder_of_a_project_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"50% \xff")
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: A\n")
    assert "/50%25%20%FF/{file}:" in settings_of(load_config(str(folder / "mkdocs.yml")), nonce="x").editor
