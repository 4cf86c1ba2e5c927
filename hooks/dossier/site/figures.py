"""The places of the parts of each figure; the templates draw them as SVG in the colours of the page.

All lengths are in units of the drawing, which is as wide as a phone's screen and grows with the page.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import mode
from typing import Any, NamedTuple

from ..records.dates import Date
from ..records.model import Region
from ..records.relations import Moment

WIDTH = 360
TILE, GAP = 32, 4
DOT = 5
ROOM = 30
"""The width of a year's label."""


class Tile(NamedTuple):
    """One State in the tile map: the same size for all, in about its place."""

    code: str
    state: Any
    status: str
    x: int
    y: int


def tiles(region: Region) -> list[Tile]:
    """Return the tile map of a region; nothing if its States have no place in one."""
    if not all(state.tile for state in region.states.values()):
        return []
    return [
        Tile(code, state, state.status(region.as_of), *((TILE + GAP) * place for place in state.tile or ()))
        for code, state in region.states.items()
    ]


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


class Peak(NamedTuple):
    """A high stack of the timeline: its place, its height, and the year of most of its dots."""

    x: float
    height: int
    year: str


class TimeLine(NamedTuple):
    """A timeline in true scale: decades, the height of its highest stack, the place of the agreement's signature.

    There is none if the sources do not say when that was.
    """

    decades: list[Decade]
    height: int
    signed: float | None
    peaks: list[Peak]


def timeline(moments: list[Moment], signed: Date | None) -> TimeLine:
    """Return the dates of all moments on a line that is as long as they are apart."""
    days = [Date(moment.entries[0].statement.date).first for moment in moments]
    start, end = min(days).year // 10 * 10, max(days).year // 10 * 10 + 10
    origin, length = date(start, 1, 1).toordinal(), date(end, 1, 1).toordinal() - date(start, 1, 1).toordinal()

    def place(day: date) -> float:
        return round((day.toordinal() - origin) / length * WIDTH, 1)

    edges = [(year, place(date(year, 1, 1))) for year in range(start, end + 10, 10)]
    decades = {year: Decade(year, x, round(after - x, 1)) for (year, x), (_, after) in pairwise(edges)}
    stacks: dict[float, list[str]] = defaultdict(list)  # by the place of a stack: the year of each dot, upwards
    for moment, day in zip(moments, days, strict=True):
        decade = decades[day.year // 10 * 10]
        decade.first = decade.first or moment.year
        decade.count += 1
        x = place(day) // DOT * DOT + DOT / 2
        level = len(stacks[x])
        lowest, _ = decade.dots.get(x, (level, level))
        decade.dots[x] = lowest, level
        stacks[x].append(moment.year)
    heights = {x: len(years) * DOT for x, years in stacks.items()}
    peaks = [Peak(x, heights[x], mode(stacks[x])) for x in highest(heights)]
    return TimeLine(list(decades.values()), max(heights.values()), place(signed.first) if signed else None, peaks)


def highest(heights: dict[float, int]) -> list[float]:
    """Return the places of at most four high stacks that are far enough from each other to be labelled."""
    found: list[float] = []
    for x in sorted(heights, key=lambda x: -heights[x]):
        if heights[x] * 3 >= max(heights.values()) and all(abs(x - other) >= ROOM for other in found):
            found.append(x)
    return found[:4]
