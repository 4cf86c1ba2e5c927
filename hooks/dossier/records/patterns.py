"""Faults that a pattern sees in a text: ``patterns.yml`` and ``slips.yml`` list them, with what is told of each."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .messages import Message, message
from .yaml_tables import yaml_table

LIST_OF_PATTERNS = Path(__file__).with_suffix(".yml")
LIST_OF_SLIPS = LIST_OF_PATTERNS.with_name("slips.yml")
NO_TEXT = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|\{[^}]*\}|\b(?:https?|mailto):[^\s)]*", re.DOTALL)
"""Code, targets of links, placeholders and addresses, which follow rules of their own."""
BREAK = re.compile(r"(?<=\S)\n *(?=\S)")  # the end of a line within a paragraph, which is a space to readers


class Pattern(NamedTuple):
    """A pattern that shows a fault, the template of the message, and the texts it concerns; without any, all."""

    pattern: re.Pattern[str]
    template: str
    only: tuple[str, ...]


@cache
def patterns() -> dict[str, list[Pattern]]:
    """Return the patterns that are listed, by their sort."""
    sorts = {**yaml_table(LIST_OF_PATTERNS), "slips": yaml_table(LIST_OF_SLIPS).values()}
    return {
        sort: [Pattern(re.compile(one["pattern"]), one["told"], tuple(one.get("in", ()))) for one in listed]
        for sort, listed in sorts.items()
    }


def pattern_faults(sort: str, text: str, kind: str = "") -> Iterator[tuple[re.Match[str], Message]]:
    """Yield the first find of each pattern of a sort in a text of some kind, with its message."""
    for one in patterns()[sort]:
        if (not one.only or kind in one.only) and (found := one.pattern.search(text)):
            yield found, message(one.template, got=found[0].strip()[:60])


def slips(text: str, language: str) -> Iterator[tuple[str, Message]]:
    """Yield the words of a text in a language in which there is a slip of typography or grammar, and its cure."""
    first: dict[Message, re.Match[str]] = {}
    for paragraph in re.split(r"\n\s*\n", BREAK.sub(" ", NO_TEXT.sub("x", text))):
        for found, cure in pattern_faults("slips", paragraph.strip(), language):
            first.setdefault(cure, found)
    for cure, found in first.items():
        around = found.string[max(0, found.start() - 12) : found.end() + 12]
        yield found[0], message("should have {cure}, got '…{got}…'", cure=cure, got=around)
