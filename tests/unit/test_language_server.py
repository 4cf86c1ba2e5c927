"""Completion, hover texts and underlines of an editor with yaml-language-server in the data.

``¦`` in a text is where the cursor stands.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import project
import pytest
from dossier.editing.completion import modeline
from dossier.records.collections import FOLDERS
from dossier.records.fields import declared_fields
from dossier.records.model import Instrument, Party
from language_server import LanguageServer

pytestmark = pytest.mark.node
DATA = project.ROOT / "data"
FILES = sorted(DATA.rglob("*.yml"))
FIELDS = (*declared_fields(Party), *declared_fields(Instrument))
MEANINGS = {(field.part, field.name): field.description for field in FIELDS}
NUMBERS = count()
"""For the names of files that only the editor has."""


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """The language server, started once."""
    folders = f"{project.ROOT / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}"
    command = shutil.which("yaml-language-server", path=folders)
    if not command:
        if os.environ.get("REQUIRE_LANGUAGE_SERVER"):
            pytest.fail("REQUIRE_LANGUAGE_SERVER is set, but yaml-language-server is not installed")
        pytest.skip("yaml-language-server is not installed")
    started = LanguageServer([command, "--stdio"], project.ROOT)
    yield started
    started.stop()


def opened(server: LanguageServer, collection: str, text: str) -> tuple[Path, tuple[int, int]]:
    """A new file of a collection with ``text``, opened, and the place of the cursor in it."""
    folder = DATA / collection if collection in FOLDERS else DATA
    path = folder / f"unsaved-{next(NUMBERS)}.yml"
    text = f"{modeline(collection)}\n{text}"
    before, _, after = text.partition("¦")
    server.open(path, before + after)
    return path, (before.count("\n"), len(before) - before.rfind("\n") - 1)


def test_nothing_is_underlined_in_the_real_data(server: LanguageServer) -> None:
    for path in FILES:
        server.open(path, path.read_text("utf-8"))
    assert {str(path): problems for path in FILES if (problems := server.problems(path))} == {}


@pytest.mark.parametrize(
    ("collection", "text", "offered"),
    [
        ("parties", "¦\n", {"name", "acronym", "seat", "website", "founded_by", "facts"}),
        ("parties", "seat:\n  ¦\n", {"city", "country", "sources", "absent", "note"}),
        ("parties", "name:\n  ¦\n", {"en", "es", "fr", "pt"}),
        ("parties", "founded_by: ¦\n", {"rome-statute", "ilanud-agreement-1975"}),
        ("parties", "seat:\n  sources:\n    - ¦\n", {"bnn-2024", "rome-statute-text", "source", "at"}),
        ("parties", "seat:\n  sources:\n    - {source: ¦}\n", {"bnn-2024", "rome-statute-text"}),
        ("parties", "seat:\n  sources:\n    - {source: bnn-2024, basis: ¦}\n", {"stated", "inferred", "computed"}),
        ("states", "states:\n  cr:\n    deposit: ¦\n", {"ratification", "accession"}),
        ("states", "states:\n  cr:\n    in_force:\n      sources:\n        - method: ¦\n", {"entry-into-force"}),
        ("events", "first-meeting:\n  about: [¦]\n", {"parties/icc", "instruments/rome-statute"}),
        ("sources", "type: ¦\n", {"treaty", "webpage"}),
    ],
)
def test_completion(collection: str, text: str, offered: set[str], server: LanguageServer) -> None:
    assert offered <= server.completion(*opened(server, collection, text)).keys()


def test_completion_says_which_record_an_identifier_names(server: LanguageServer) -> None:
    assert (
        server.completion(*opened(server, "areas", "instruments: [¦]\n"))["icc-un-2004"]
        == "Negotiated Relationship Agreement between the International Criminal Court and the United Nations"
    )


@pytest.mark.parametrize(
    ("collection", "text", "shown"),
    [
        ("parties", "se¦at:\n  city: {en: X}\n", MEANINGS["Party", "seat"]),
        ("instruments", "ro¦le: related\n", MEANINGS["Instrument", "role"]),
        ("glossary", "treaty:\n  la¦bel: {en: Treaty}\n", "What the statement is about, in a few words."),
        ("parties", "seat:\n  sources:\n    - bnn-20¦24\n", "A reference from a statement to a source."),
    ],
)
def test_hover(collection: str, text: str, shown: str, server: LanguageServer) -> None:
    assert shown in server.hover(*opened(server, collection, text)).replace("\\", "")


PARTY = """\
name: {en: A party}
summary: {en: What it is.}
acronym: {en: AP}
seat:
  city: {en: San José}
  country: CR
  sources:
    - bnn-2024
    - {source: bnn-2024, at: Art. 3}
website: {text: {en: None.}, sources: [bnn-2024]}
founded_by: rome-statute
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("", "", None),
        ("CR", "Costa Rica", (7, "must be the two capital letters of a country, such as CR")),
        ("country", "contry", (7, "Property contry is not allowed.")),
        ("website: {text: {en: None.}, sources: [bnn-2024]}\n", "", (2, 'Missing property "website".')),
        ("rome-statute", "rome-statut", (12, "must name a record that exists")),
        ("- bnn-2024", "- bnn-2025", (9, "must name a record that exists")),
        (
            "at: Art. 3",
            "basis: guessed",
            (10, 'Value is not accepted. Valid values: "stated", "inferred", "computed".'),
        ),
        ("{en: A party}", "A party", (2, "must give the text by language, such as {en: …}")),
        ("{en: AP}", "{de: AP}", (4, "must give the text by language, such as {en: …}")),
        ("sources: [bnn-2024]", "sources: bnn-2024", (11, 'Incorrect type. Expected "array".')),
        ("  city", "\tcity", (6, "Tabs are not allowed as indentation")),
    ],
)
def test_underlines(old: str, new: str, problem: tuple[int, str] | None, server: LanguageServer) -> None:
    path, _ = opened(server, "parties", PARTY.replace(old, new, 1))
    found = server.problems(path)
    assert problem in found if problem else found == []
