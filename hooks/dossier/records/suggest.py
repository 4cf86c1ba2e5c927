"""Suggestions for a name that is not known: the record, field or word that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping

from .model import FOLDERS, MAPS, SINGLE, Record
from .statements import LabelledStatement

MOST_LISTED = 12
"""Known names that a message lists; with more, a list helps nobody."""


def named(known: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield the references of all records that have a name, those with a page of their own first."""
    labelled = [name for name, model in MAPS.items() if issubclass(model, LabelledStatement)]
    yield from (f"{name}/{key}" for name in (*FOLDERS, *labelled) for key in known.get(name, ()))
    yield from (name for name, model in SINGLE.items() if issubclass(model, Record))


def meant(value: str) -> str:
    """Return the cure of a value that is not right, if it is known what was meant."""
    return f"; did you mean '{value}'?" if value else ""


def nearest(name: str, options: Iterable[str]) -> str:
    """Return the cure for a name that is not known: the nearest known one, or all of them if they are few."""
    known = {option.casefold(): option for option in sorted(options)}
    name = name.casefold()
    close = difflib.get_close_matches(name, known, 1) or [key for key in known if len(name) > 2 and name in key]
    if close:
        return meant(known[close[0]])
    return f"; known are {', '.join(known.values())}" if 0 < len(known) <= MOST_LISTED else ""
