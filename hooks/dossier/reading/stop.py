"""The place where the parser of YAML stops in a text, and the causes that its line shows: ``stop.yml`` lists them."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from ..records.messages import Message, either, message
from ..records.signs import sign_name
from ..records.yaml_tables import yaml_table

Place = tuple[int, int]  # a line and a column, counted from 0
Cause = tuple[Place, Message] | None  # a place in a file, and the message of what must be there
STOPS = Path(__file__).with_suffix(".yml")
"""The table of the causes that are listed, by their names."""
QUOTE_ALL = message("put quotation marks around the whole text")
BACKSLASH = message("must not have \\ inside double quotation marks; use single ones: '…'")
NO_VALUE = message("must not be empty; give a value, or delete the line if it may be left out")
NO_HYPHEN = message("must be a hyphen, which begins an entry of a list, got {sign}")
WITHOUT_COLON = message(
    "must have a colon and a value; if it goes on with the text above it, indent it further than that field"
)
NAMED_MESSAGES = {"BACKSLASH": BACKSLASH, "NO_VALUE": NO_VALUE, "NO_HYPHEN": NO_HYPHEN, "WITHOUT_COLON": WITHOUT_COLON}
"""The messages that the table of causes names, as they are told of other causes too."""
NEAR = 200  # the most lines that are looked at for a mistake: more than one text may have
CLOSING = {"{": "}", "[": "]"}
HEADER = r"[|>](?:[-+]?\d?|\d[-+])"  # the sign that a text stands below, on lines of its own
BLOCK_BEGINS = re.compile(rf"(?:^\s*|[:-]\s+){HEADER}(?:\s+#.*|\s*)$")
"""A line that ends with it, or with a comment beside it."""
NO_STRAY = re.compile(r"\s*(?:#|$|- |-$|(?:- +)*['\"]?[\w./-]+['\"]?:(?: |$)|[\]}'\"%@`*&!])")
"""The beginning of a line that is a field, a list entry, a comment, empty, or that other causes are about."""


class Stop:
    """The place where the parser stops in a text, what it says there, and what it had read by then."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError):
        try:
            for _ in yaml.parse(text, Loader=yaml.SafeLoader):
                pass
        except yaml.MarkedYAMLError as found:
            error = found  # by the parser in Python, so that the words do not depend on the machine
        except (ValueError, OverflowError):
            pass  # an escape that is no character, which only the parser in C has words for
        mark: Any = error.problem_mark
        begun: Any = error.context_mark or mark
        self.problem, self.lines = error.problem or "", [*text.split("\n"), ""]
        self.line, self.column = self.here = (mark.line, mark.column)
        self.start = (begun.line, begun.column)  # the place where the thing begins that the parser was reading
        line = self.lines[self.line]
        self.before, self.rest = line[: self.column], line[self.column :]
        self.tokens: list[Any] = []
        self.brackets: list[Any] = []  # the tokens of the brackets and braces that are open here, outer before inner
        with suppress(yaml.YAMLError, ValueError, OverflowError):
            read: Any = yaml.scan(text[: mark.index], Loader=yaml.SafeLoader)
            for token in read:
                if token.start_mark.index == mark.index:
                    break
                self.tokens.append(token)
                if token.id in CLOSING:
                    self.brackets.append(token)
                elif token.id in CLOSING.values():
                    del self.brackets[-1:]
        self.is_open = bool(self.brackets)
        self.last: Any = self.tokens[-1] if self.tokens else None

    def sign(self, place: Place) -> str:
        """Return the character at a place; nothing at the end of a line."""
        return self.lines[place[0]][place[1] : place[1] + 1]

    @property
    def indents(self) -> list[int]:
        """Return the numbers of spaces before those lines above that this one could go on from, nearest first."""
        found: list[int] = []
        for line in reversed(self.lines[: self.line]):
            if line.strip() and not line.lstrip().startswith("#") and (not found or margin(line) < found[-1]):
                found.append(margin(line))
        return found or [0]

    def text_above(self, line: int) -> int | None:
        """Return the indent of the text after > or | that stands right above a line; none if none does."""
        for number in range(line - 1, max(-1, line - 1 - NEAR), -1):
            above = self.lines[number]
            if BLOCK_BEGINS.search(above):
                first = next((margin(below) for below in self.lines[number + 1 : line] if below.strip()), 0)
                between = [below for below in self.lines[number + 1 : line] if NO_STRAY.match(below) and below.strip()]
                ended = any(margin(below) < first and below.lstrip()[:1] != "#" for below in between)
                return None if ended else max(first, len(re.sub(r"[^ -].*", "", above)) + 1)
            if above.strip() and NO_STRAY.match(above) and margin(above) <= margin(self.lines[line]):
                return None
        return None

    def indented(self, got: int) -> Message:
        """Return the message about a line that is indented like none above it."""
        wanted = sorted(self.indents)
        values = {"wanted": either(map(str, wanted)), "got": got, "count": wanted[-1]}
        said = message(
            "must be indented by {wanted} space, like a line above it, got {got} | "
            "must be indented by {wanted} spaces, like a line above it, got {got}",
            **values,
        )
        below = message(", or stand below a field of its own, whose name and colon seem to be missing")
        return said + (below if got > self.indents[0] + 1 else "")


def margin(line: str) -> int:
    """Return the number of spaces with which a line begins."""
    return len(line) - len(line.lstrip())


def no_hyphen(text: str) -> Message | None:
    """Return the message about a sign of a word processor in the place of a hyphen; nothing if none begins a text."""
    found = re.match(r"[\u2010-\u2015\u2212•·▪‣◦](?= )", text)
    return message(NO_HYPHEN.template, sign=sign_name(found[0])) if found else None


def in_line(name: str) -> Callable[[Stop], Cause]:
    """Return a function that finds a cause among those listed under a name."""

    def find(stop: Stop) -> Cause:
        for one in yaml_table(STOPS)[name]:
            found = re.search(one.get("line", "¦"), f"{stop.before}¦{stop.rest}")
            if found and re.search(one.get("problem", ""), stop.problem) and one.get("open") in (None, stop.is_open):
                return explained(one, found, stop)
        return None

    return find


def explained(one: dict[str, Any], found: re.Match[str], stop: Stop) -> Cause:
    """Return the place of a cause that is listed and was found, and the message about it."""
    got, place = "", stop.start if one.get("start") else stop.here
    if "at" in found.groupdict():
        got, column = found["at"], found.start("at")
        place = stop.line, column - (column > stop.column)
    values = {"got": got, "sign": got and sign_name(got), "cure": QUOTE_ALL}
    template = NAMED_MESSAGES[one["told"]].template if one["told"] in NAMED_MESSAGES else one["told"]
    return place, message(template, **{name: value for name, value in values.items() if f"{{{name}}}" in template})
