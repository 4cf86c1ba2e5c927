"""The part of the theme's style sheet that a site takes, and our own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier.site import theme
from project import ROOT

SHEET = """@charset "UTF-8";html{margin:0}.used--more:hover{top:0}.used,.unused{color:red}.used .unused{color:red}\
.used:not(.unused){margin:0}.used:is(.unused,:not(.a,.b)),.unused{top:0}:root{\
--icon:url("data:image/svg+xml;charset=utf-8,<svg>{;}</svg>");--unused:1px;--indirect:2px;--direct:var(--indirect)}\
@media print{.unused{color:red}}@media print{.used{width:var(--direct)}.unused{content:"}"}}\
.used:before{mask:var(--icon)}.unused{top:var(--unused)}/*# a.map */"""
REDUCED = """@charset "UTF-8";html{margin:0}.used--more:hover{top:0}.used{color:red}\
.used:not(.unused){margin:0}.used:is(.unused,:not(.a,.b)){top:0}:root{\
--icon:url("data:image/svg+xml;charset=utf-8,<svg>{;}</svg>");--indirect:2px;--direct:var(--indirect)}\
@media print{.used{width:var(--direct)}}\
.used:before{mask:var(--icon)}"""


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A theme with a style sheet of a few rules."""
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    (sheets / "main.0.min.css").write_text(SHEET, "utf-8")
    monkeypatch.setattr(theme, "folder", lambda: tmp_path)
    theme.reduced.cache_clear()
    yield
    theme.reduced.cache_clear()


@pytest.mark.usefixtures("made_up")
def test_rules_for_what_no_page_has_are_left_out() -> None:
    assert theme.reduced(frozenset({"used", "used--more"})).decode() == REDUCED


def test_a_page_written_by_hand_gets_the_rules_for_its_classes(tmp_path: Path) -> None:
    assert b".grid" not in theme.style_sheet(tmp_path)
    (tmp_path / "new.md").write_text("# New\n\nText.\n{: .grid }\n", "utf-8")
    assert b".grid" in theme.style_sheet(tmp_path)


def test_every_rule_is_whole(tmp_path: Path) -> None:
    text = re.sub(r'"[^"]*"', "", theme.style_sheet(tmp_path).decode())
    assert text.count("{") == text.count("}") > 100
    assert "{}" not in text


@pytest.mark.parametrize("name", ["frame.css", "dossier.css"])
def test_styles_are_those_of_all_languages(name: str, tmp_path: Path) -> None:
    """So axe looks at the colours in one of them."""
    ours = (ROOT / "docs" / "assets" / name).read_text("utf-8")
    assert not re.search(r":lang\b|\[lang\b", ours + theme.style_sheet(tmp_path).decode())
