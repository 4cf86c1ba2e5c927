"""A publisher's settings are checked before anything is built, and told by the name of the variable."""

from __future__ import annotations

from typing import Any

import pytest
from dossier.settings import Settings, switched_on
from dossier.site.publisher import wrong_settings

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
BAD: dict[str, list[object]] = {
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
        1.0,
    ],
    "EDITOR_LINK": ["code", "idea://open", "{file}", "idea://{file}:{row}", "idea://{file}:{line", "a b:{file}", 1.0],
}


@pytest.mark.parametrize(
    ("value", "on"),
    [("", False), ("0", False), ("False", False), ("no", False), ("OFF", False), ("1", True), ("yes", True)],
)
def test_a_switch_says_yes_unless_it_says_no(value: str, on: bool) -> None:
    assert switched_on({"OFFLINE": value}, "OFFLINE") is on
    assert Settings.of_environment({"OFFLINE": value}).index is on
    assert not switched_on({}, "OFFLINE")


def told(name: str, value: Any) -> list[str]:
    """Return the problems of settings of which one has a value."""
    return list(wrong_settings(Settings(**{FIELDS[name]: value})))


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in GOOD for value in GOOD[name]])
def test_a_right_setting_is_taken(name: str, value: str) -> None:
    assert not told(name, value)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in BAD for value in BAD[name]])
def test_a_wrong_setting_is_told_in_one_line(name: str, value: object) -> None:
    (problem,) = told(name, value)
    assert problem.startswith(f"{name} must be ") and problem.endswith(f", got {value!r}")
    assert len(problem.splitlines()) == 1
