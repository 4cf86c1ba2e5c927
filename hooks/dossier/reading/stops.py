"""The causes that the line shows in which the parser of YAML stops; ``stops.yml`` lists them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..records.messages import Message, message
from ..records.signs import sign_name
from .stop import Place, Stop

Cause = tuple[Place, Message] | None  # a place in a file, and the message of what must be there
STOPS = Path(__file__).with_suffix(".yml")
QUOTE_ALL = message("put quotation marks around the whole text")


@cache
def stops() -> dict[str, list[dict[str, Any]]]:
    """Return the causes that are listed, by their names."""
    return dict(yaml.load(STOPS.read_text("utf-8"), yaml.CSafeLoader))


def in_line(name: str) -> Callable[[Stop], Cause]:
    """Return what finds the causes that are listed under a name."""

    def find(stop: Stop) -> Cause:
        for one in stops()[name]:
            found = re.search(one.get("line", "¦"), f"{stop.before}¦{stop.rest}")
            if found and re.search(one.get("problem", ""), stop.problem) and one.get("open") in (None, stop.is_open):
                return explained(one, found, stop)
        return None

    return find


def explained(one: dict[str, Any], found: re.Match[str], stop: Stop) -> Cause:
    """Return where a cause that is listed was found, and what is told of it."""
    got, place = "", stop.start if one.get("start") else stop.here
    if "at" in found.groupdict():
        got, column = found["at"], found.start("at")
        place = stop.line, column - (column > stop.column)
    values = {"got": got, "sign": got and sign_name(got), "cure": QUOTE_ALL}
    used = {name: value for name, value in values.items() if f"{{{name}}}" in one["told"]}
    return place, message(one["told"], **used)
