"""Each statement leads to its very line where its file is shown, and nothing is added where that is not known."""

import re
from pathlib import Path

import project
import pytest
import yaml
from dossier.addresses import place
from dossier.reading.load import load
from dossier.records.collections import FOLDERS, KeyPath
from dossier.settings import Settings
from dossier.site.pages import sites
from published import Published

ADDED = re.compile(r' data-(?:line|open|opened)="[^"]*"|<a [^>]*rel="edit">.*?</a>')
"""The attributes and links that a page has only where the address of the files is known."""
ELSEWHERE = {"dossier/", "not-stated/"}
"""The pages that repeat statements of other pages."""


def keys_of(node: yaml.Node, path: KeyPath) -> dict[tuple[int, int], KeyPath]:
    """The path of every key of a file, by its line and column, as PyYAML itself reads them."""
    found: dict[tuple[int, int], KeyPath] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            found |= {(key.start_mark.line + 1, key.start_mark.column + 1): inner} | keys_of(value, inner)
    return found


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KeyPath]:
    """The path of every key of the made-up data, by its place in the files."""
    data = project.lakes_data(tmp_path_factory.mktemp("places"))
    found: dict[str, KeyPath] = {}
    for file in sorted(data.rglob("*.yml")):
        name, root = file.relative_to(data).with_suffix(""), yaml.compose(file.read_text("utf-8"), yaml.CSafeLoader)
        assert root, file
        for (line, column), path in keys_of(root, name.parts).items():
            found[f"data/{name}.yml:{line}:{column}"] = path
    return found


def test_each_statement_leads_to_its_line(lakes: Published, places: dict[str, KeyPath]) -> None:
    seen = set()
    for address, page in lakes.pages.items():
        own = re.sub("^(es|fr|pt)/", "", address)
        for statement in page.cssselect("article .statement"):
            line = statement.get("data-line")
            fragment = statement.get("id") or "".join(statement.xpath("self::*[contains(@class, 'question')]/*[1]/@id"))
            assert line or not fragment or statement.xpath("ancestor::ul[@class='unknown']"), (address, fragment)
            if line:
                path = places[line]
                assert own in ELSEWHERE or place(path)[0] == own, (address, line)
                assert fragment.endswith(place(path)[1]) if fragment else path[-1] in ("reported", "unknown"), line
                seen.add(path[0])
    assert seen == {"agreement", "states", "events", "glossary", "methods", "questions", *FOLDERS} - {"sources"}


def test_the_line_is_shown_where_the_files_are_kept(lakes: Published) -> None:
    article = lakes.one("fr/parties/lake-tribunal/", "article")
    assert article.get("data-opened") == "https://code.example/owner/repository/blob/main/{file}#L{line}"
    assert article.get("data-open") == "Ouvrir dans son fichier\u00a0: "


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        ("", ""),
        ("https://github.com/edit/it/edit/main/", "https://github.com/edit/it/blob/main/{file}#L{line}"),
        ("https://gitlab.example/a/b/-/edit/main/", "https://gitlab.example/a/b/-/blob/main/{file}#L{line}"),
        ("https://codeberg.org/a/b/_edit/main/", "https://codeberg.org/a/b/src/branch/main/{file}#L{line}"),
        ("https://example.org/files/", "https://example.org/files/{file}#L{line}"),
    ],
)
def test_hosts_show_lines_at_addresses_of_their_own(edit: str, shown: str) -> None:
    assert Settings(edit=edit).line_link == shown


def test_nothing_is_added_where_files_are_not_shown(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    dossier, docs = load(data), project.ROOT / "docs"
    plain = sites(dossier, Settings(docs=docs), data=data)["es"].pages
    shown = sites(dossier, Settings(docs=docs, edit=Published.edit), data=data)["es"].pages
    for without, with_lines in zip(plain, shown, strict=True):
        assert without.html == ADDED.sub("", with_lines.html)
    assert not any(ADDED.search(page.html) for page in plain)
