"""The one form of the data's files: the real ones have it, and bringing a file into it changes nothing it says."""

import difflib
import json
from pathlib import Path

import project
import pytest
from dossier.commands.project import in_format
from dossier.editing.layout import laid_out
from dossier.reading.nodes import nodes
from dossier.records.collections import FOLDERS

DATA = project.ROOT / "data"
FILES = sorted(DATA.rglob("*.yml"))
FIRST = "# yaml-language-server: $schema=schema/lakes.json"
COMMENTED = """\
kept:
  - one
  # Between the two.
  - two
deep:
  fact:
    date: 2024
    # Deep.
  # Less deep.
# The end.
"""
"""A file that is in the format already, with comments at every depth."""
UNTIDY = (
    """\
# yaml-language-server: $schema=elsewhere.json
# What it is about.
'name':   {en: "Lake", "es": 'Lago: el grande'}   # a name


# Two comments,
# one after the other.
summary:
    en: "A text that is quite long, so long that it does not fit into one line of a hundred and twenty
      characters, at least not here."
    es: "Ein kurzer"
lines: "one\\n\\n- two"
sources: [a, {source: b, at: "p. 3"}]
about:
  - x
  - "y z"
quoted: ["a, b", 'a, "b"', 'say "no"', "#1", "12:30", '-5', "…", ~x, "null", "C:", "it's", "a\\\\b"]
"""
    + COMMENTED
)
TIDY = (
    """\
# yaml-language-server: $schema=schema/lakes.json
# What it is about.
# a name
name: {en: Lake, es: "Lago: el grande"}

# Two comments,
# one after the other.
summary:
  en: >-
    A text that is quite long, so long that it does not fit into one line of a hundred and twenty characters, at least
    not here.
  es: Ein kurzer
lines: |-
  one

  - two
sources:
  - a
  - {source: b, at: p. 3}
about: [x, y z]
quoted: ["a, b", 'a, "b"', say "no", "#1", 12:30, -5, …, ~x, "null", "C:", it's, a\\b]
"""
    + COMMENTED
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_file_is_in_the_format(path: Path) -> None:
    text = path.read_text("utf-8")
    wanted = in_format(path)
    difference = difflib.unified_diff(text.splitlines(), wanted.splitlines(), str(path), "in the format", lineterm="")
    assert text == wanted, "Run 'python -m dossier format':\n" + "\n".join(difference)


def test_sample_is_laid_out() -> None:
    assert laid_out(nodes(UNTIDY, "x")[0], UNTIDY, FIRST) == TIDY


def test_what_is_in_the_format_stays_as_it_is() -> None:
    assert laid_out(nodes(TIDY, "x")[0], TIDY, FIRST) == TIDY


@pytest.mark.parametrize("source", [project.LAKES, project.ROOT], ids=["lakes", "real"])
def test_format_changes_nothing_that_is_said(source: Path) -> None:
    for path in sorted((source / "data").rglob("*.yml")):
        node, problems = nodes(path.read_text("utf-8"), path.name)
        again, problems_again = nodes(in_format(path), path.name)
        assert not problems and not problems_again
        assert json.dumps(again.plain()) == json.dumps(node.plain())


def test_schema_is_named_in_the_first_line() -> None:
    for path in FILES:
        collection = path.parent.name if path.parent.name in FOLDERS else path.stem
        schema = path.read_text("utf-8").partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve() == DATA / "schema" / f"{collection}.json"
        assert (path.parent / schema).is_file()


WORDS = " ".join(["word"] * 30)
LONG = "x" * 125


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"a: {WORDS[:117]}\n", f"a: {WORDS[:117]}\n"),
        (f"a: {WORDS[:116]}. x\n", f"a: >-\n  {WORDS[:116]}.\n  x\n"),
        (f"a: two  spaces {WORDS}\n", f"a: two  spaces {WORDS}\n"),
        (f"a: {LONG}\n", f"a: {LONG}\n"),
        (f"a: see {LONG}\n", f"a: >-\n  see\n  {LONG}\n"),
        ("a: >-\n  " + "one-two-" * 20 + " three\n", "a: >-\n  " + "one-two-" * 20 + "\n  three\n"),
        ('a: {b: "c\\nd"}\n', "a:\n  b: |-\n    c\n    d\n"),
        ('a: ["c\\nd", e]\n', "a:\n  - |-\n    c\n    d\n  - e\n"),
        ('a: {"b: c": "d, e"}\n', 'a: {"b: c": "d, e"}\n'),
        ("a: {b: [c, [d]], e: []}\n", "a: {b: [c, [d]], e: []}\n"),
        ("a: {b: {c: d}}\n", "a:\n  b: {c: d}\n"),
        (f"a: {{b: {WORDS[:69]}, c: {WORDS[:69]}}}\n", f"a:\n  b: {WORDS[:69]}\n  c: {WORDS[:69]}\n"),
        ("a:\n  - {b: c}\n  # Below the list.\nd: e\n", "a:\n  - {b: c}\n  # Below the list.\nd: e\n"),
        ("a:\n  - b: c\n    # Below b.\n  - d: e\n", "a:\n  - b: c\n    # Below b.\n  - {d: e}\n"),
        ("a:\n  - b: c\n  # Above the next.\n  - d: e\n", "a:\n  - {b: c}\n  # Above the next.\n  - {d: e}\n"),
        ("a:\n  - b: {c: d}\n  # Above the next.\n  - e: f\n", "a:\n  - b: {c: d}\n  # Above the next.\n  - {e: f}\n"),
        ("a:\n- b\n- c\n# Above d.\nd: e\n", "a: [b, c]\n# Above d.\nd: e\n"),
        ("a:\n- b\n# Above c.\n- c\n", "a:\n  - b\n  # Above c.\n  - c\n"),
        ("a:\n  b: c\n # Odd.\nd: e\n", "a:\n  b: c\n  # Odd.\nd: e\n"),
        ("a: {b: c, # Beside b.\n  d: e}\n", "# Beside b.\na: {b: c, d: e}\n"),
        ("a: b\n\n\n# One.\n\n\n\nc: d\n\n", "a: b\n\n# One.\n\nc: d\n"),
        ("a: b # =\n", "# =\na: b\n"),
        ("a: |-\n  b\n  # No comment.\n\nc: d\n", "a: |-\n  b\n  # No comment.\n\nc: d\n"),
        ("a: >- # Of a.\n  b\n\n# End.", "# Of a.\na: b\n\n# End.\n"),
        (
            "a:\n  - |-\n    b\n    # No comment.\n  # In a.\n# End.\n",
            "a:\n  - |-\n    b\n    # No comment.\n  # In a.\n# End.\n",
        ),
        (
            """a: ["it's", 'so "b"', 'c\\d, "e"', "it's \\"f\\": g", 'h: \\']\n""",
            """a: [it's, so "b", 'c\\d, "e"', 'it''s "f": g', 'h: \\']\n""",
        ),
        ('a: {"b, c": d}\n', 'a: {"b, c": d}\n'),
    ],
)
def test_unusual_yaml_is_laid_out(text: str, wanted: str) -> None:
    assert laid_out(nodes(text, "x")[0], text, FIRST) == f"{FIRST}\n{wanted}"
    assert laid_out(nodes(wanted, "x")[0], wanted, FIRST) == f"{FIRST}\n{wanted}"


@pytest.mark.parametrize("indent", [0, 2, 4, 9])
def test_no_comment_is_lost_wherever_it_stands(indent: int) -> None:
    parted, node = UNTIDY.splitlines(keepends=True), nodes(UNTIDY, "x")[0]
    tried = 0
    for place in range(1, len(parted) + 1):
        text = "".join([*parted[:place], " " * indent + "# Here it is.\n", *parted[place:]])
        changed = nodes(text, "x")[0]
        if changed.plain() != node.plain():
            continue  # it stands inside a text
        tried += 1
        wanted = laid_out(changed, text, FIRST)
        assert wanted.count("# Here it is.") == 1, (place, wanted)
        assert nodes(wanted, "x")[0].plain() == node.plain(), (place, wanted)
        assert laid_out(nodes(wanted, "x")[0], wanted, FIRST) == wanted, place
    assert tried > 15
