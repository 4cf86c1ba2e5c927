"""Faults that a pattern sees in a text: ``patterns.yml`` and ``slips.yml`` list them, with what is told of each."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .messages import Message, message
from .yaml_tables import yaml_table

LIST_OF_PATTERNS = Path(__file__).with_suffix(".yml")
LIST_OF_SLIPS = LIST_OF_PATTERNS.with_name("slips.yml")
NO_TEXT = re.compile(
    r"(?s)```.*?```|`[^`]*`|(?<=\]\()[^)]*|\{[^}]*\}|(?<!<)</?[a-z][^<>]*>|&#?\w+;|\b(?:https?|mailto):[^\s)]*"
)
"""Code, targets of links, placeholders, HTML and addresses, which follow rules of their own."""
BREAK = re.compile(r"\n(?<=\S\n) *(?=\S)")  # the end of a line within a paragraph, which is a space to readers


@cache
def patterns() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the two files by their sort, with their patterns compiled."""
    sorts = {**yaml_table(LIST_OF_PATTERNS), "slips": yaml_table(LIST_OF_SLIPS).values()}
    return {sort: [{**row, "pattern": re.compile(row["pattern"])} for row in rows] for sort, rows in sorts.items()}


@cache
def concerning(sort: str, kind: str) -> list[dict[str, Any]]:
    """Return the rows of a sort that concern texts of some kind."""
    return [row for row in patterns()[sort] if kind in row.get("in", [kind])]


def told_group(found: re.Match[str]) -> str | int:
    """Return the group of a find that is told: the one called "at", or 0, which is the whole, if there is none."""
    return "at" if "at" in found.re.groupindex else 0


def pattern_faults(sort: str, text: str, kind: str = "") -> Iterator[tuple[re.Match[str], Message]]:
    """Yield the first find of each pattern of a sort in a text of some kind, with its message."""
    for row in concerning(sort, kind):
        if found := row["pattern"].search(text):
            yield found, message(row["told"], got=found[told_group(found)].strip()[:60])


def slips(text: str, language: str) -> Iterator[tuple[str, Message]]:
    """Yield the words of a text in a language in which there is a slip of typography or grammar, and its cure."""
    first: dict[Message, tuple[re.Match[str], str | int]] = {}
    for paragraph in re.split(r"\n\s*\n", BREAK.sub(" ", NO_TEXT.sub("x", text))):
        for found, cure in pattern_faults("slips", paragraph.strip(), language):
            first.setdefault(cure, (found, told_group(found)))
    for cure, (found, at) in first.items():
        around = found.string[max(0, found.start(at) - 12) : found.end(at) + 12]
        yield found[at], message("should have {cure}, got '…{got}…'", cure=cure, got=around)
