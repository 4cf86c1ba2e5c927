"""The places of the parts of each figure; the templates draw them as SVG in the colours of the page.

All lengths are in units of the drawing, which is as wide as a phone's screen and grows with the page.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from statistics import mode
from typing import Any

from ..records.model import Region
from ..records.relations import Moment
from ..records.values import Date

WIDTH = 360
TILE, GAP = 32, 4
DOT = 5
ROOM = 30
"""The width of a year's label."""
LINE = 14
"""The height of a line of text."""
CHARACTERS = 23
"""The number of characters of a text that fit into half of the width, also where a reader sets them wider."""


@dataclass
class Tile:
    """One State in the tile map: the same size for all, in about its place."""

    code: str
    state: Any
    status: str
    x: int
    y: int


def tiles(region: Region) -> list[Tile]:
    """The tile map of a region; empty if its States have no place in one."""
    if not all(state.tile for state in region.states.values()):
        return []
    return [
        Tile(code, state, state.status(region.as_of), *((TILE + GAP) * place for place in state.tile or ()))
        for code, state in region.states.items()
    ]


def bottom(placed: list[Tile]) -> int:
    """The height of a tile map."""
    return max((tile.y for tile in placed), default=0) + TILE


@dataclass
class Decade:
    """Ten years of the timeline: where they begin, and a dot for each thing that happened, stacked where many did.

    Dots above each other are one line in the drawing, which does not grow with the data.
    """

    year: int
    x: float
    width: float
    first: str = ""
    count: int = 0
    dots: dict[float, tuple[int, int]] = field(default_factory=dict)
    """By their place: the level of the lowest dot, and of the highest."""


@dataclass
class Peak:
    """A high stack of the timeline: its place, its height, and the year of most of its dots."""

    x: float
    height: int
    year: str


@dataclass
class TimeLine:
    """A timeline in true scale: decades, the height of its highest stack, the place of the agreement's signature.

    There is none if the sources do not say when that was.
    """

    decades: list[Decade]
    height: int
    signed: float | None
    peaks: list[Peak] = field(default_factory=list)


def timeline(moments: list[Moment], signed: Date | None) -> TimeLine:
    """Return the dates of all moments on a line that is as long as they are apart; an empty line if there are none."""
    if not moments:
        return TimeLine([], 0, None)
    days = [Date(moment.entries[0].statement.date).first for moment in moments]
    start, end = min(days).year // 10 * 10, max(days).year // 10 * 10 + 10
    origin, length = date(start, 1, 1).toordinal(), date(end, 1, 1).toordinal() - date(start, 1, 1).toordinal()

    def place(day: date) -> float:
        return round((day.toordinal() - origin) / length * WIDTH, 1)

    edges = {year: place(date(year, 1, 1)) for year in range(start, end + 10, 10)}
    decades = {
        year: Decade(year, edges[year], round(edges[year + 10] - edges[year], 1)) for year in range(start, end, 10)
    }
    stacks: dict[int, int] = defaultdict(int)
    years: dict[int, list[str]] = defaultdict(list)
    for moment, day in zip(moments, days, strict=True):
        decade = decades[day.year // 10 * 10]
        decade.first = decade.first or moment.year
        column = int(place(day) // DOT)
        decade.count += 1
        x, level = column * DOT + DOT / 2, stacks[column]
        decade.dots[x] = decade.dots.get(x, (level,))[0], level
        stacks[column] += 1
        years[column].append(moment.year)
    peaks = [Peak(column * DOT + DOT / 2, stacks[column] * DOT, mode(years[column])) for column in highest(stacks)]
    return TimeLine(list(decades.values()), max(stacks.values()) * DOT, place(signed.first) if signed else None, peaks)


def highest(stacks: dict[int, int]) -> list[int]:
    """Return the columns of at most four high stacks that are far enough from each other to be labelled."""
    found: list[int] = []
    for column in sorted(stacks, key=lambda column: -stacks[column]):
        if stacks[column] * 3 >= max(stacks.values()) and all(abs(column - other) * DOT >= ROOM for other in found):
            found.append(column)
    return found[:4]


@dataclass
class Item:
    """A text in the diagram of the agreement, broken into lines; a link where ``path`` leads somewhere."""

    lines: list[str]
    path: tuple[str, ...]
    y: int = 0


def column(items: list[tuple[str, tuple[str, ...]]]) -> list[Item]:
    """Texts below each other in half of the width."""
    placed, y = [], 0
    for text, path in items:
        placed.append(Item(textwrap.wrap(text, CHARACTERS, break_on_hyphens=False), path, y))
        y += len(placed[-1].lines) * LINE + LINE // 2
    return placed


def head(title: str) -> list[str]:
    """Return the lines of the title of a column."""
    return textwrap.wrap(title, 30)


def depth(items: list[Item]) -> int:
    """The height of a column."""
    return items[-1].y + len(items[-1].lines) * LINE if items else 0
