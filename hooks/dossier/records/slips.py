"""Slips of typography and grammar in a text that a pattern can see; ``slips.yml`` lists them with their cures."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from .messages import Message, message
from .texts import Found

LIST = Path(__file__).with_suffix(".yml")
NO_TEXT = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|\{[^}]*\}|\b(?:https?|mailto):[^\s)]*", re.DOTALL)
"""Code, targets of links, placeholders and addresses, which follow rules of their own."""
BREAK = re.compile(r"(?<=\S)\n *(?=\S)")
"""The end of a line within a paragraph, which is a space to readers."""


class Slip(NamedTuple):
    """One sort of slip: the pattern that shows it, the cure, and the languages that it concerns; without any, all."""

    pattern: re.Pattern[str]
    cure: Message
    languages: tuple[str, ...]


@cache
def sorts() -> tuple[Slip, ...]:
    """Return the sorts of slips that are listed."""
    listed = yaml.load(LIST.read_text("utf-8"), yaml.CSafeLoader).values()
    return tuple(
        Slip(re.compile(one["pattern"]), message(one["cure"]), tuple(one.get("languages", ()))) for one in listed
    )


def slips(text: str, language: str) -> Found:
    """Yield the words of a text in a language in which there is a slip, and the cure: the first of each sort."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", BREAK.sub(" ", NO_TEXT.sub("x", text)))]
    for slip in sorts():
        if not slip.languages or language in slip.languages:
            for found in filter(None, map(slip.pattern.search, paragraphs)):
                around = found.string[max(0, found.start() - 12) : found.end() + 12]
                yield found[0], message("should have {cure}, got '…{got}…'", cure=slip.cure, got=around)
                break
