"""Why a file is not YAML, in an editor's words: the likely cause and its place instead of the parser's jargon.

YAML's parser stops where it can no longer go on, which is often some lines below the mistake. Each cause
is a function that looks at that spot and says where the mistake is and what must be, or nothing.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

CLOSING = {"{": "}", "[": "]"}
KEY = re.compile(r"\s*(?:- +)*[\w-]+$")
HEADER = r"[|>](?:[-+]?\d?|\d[-+])"
"""The sign that a text stands below, on lines of its own."""
HEADED = re.compile(rf"(?:^\s*|[:-]\s+){HEADER}(?:\s+#.*|\s*)$")
"""A line that ends with it, or with a comment beside it."""
CURLY = re.compile("(?<=[:,-] )[“”„«»‘’‚]")
UNEXPLAINED = (
    "must be YAML; look at this line and those above for a missing quotation mark, a colon inside a text, "
    "or a wrong indent"
)
WITHOUT_COLON = "must have a colon and a value; if it goes on with the text above it, indent it further than that field"

Found = tuple[int, int, str] | None
"""A line and a column, counted from 0, and what must be there."""


class Loader(yaml.SafeLoader):
    """The parser in Python, which remembers its tokens and refuses the same escapes as the one in C."""

    def __init__(self, text: str):
        super().__init__(text)
        self.taken: list[Any] = []

    def get_token(self) -> Any:
        """The next token."""
        self.taken.append(super().get_token())  # type: ignore[no-untyped-call]
        return self.taken[-1]

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:
        """Some characters of a text in quotation marks; an error for an escape that is no character."""
        with contextlib.suppress(ValueError, OverflowError):
            found: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            if not re.search("[\ud800-\udfff]", "".join(found)):
                return found
        raise yaml.scanner.ScannerError(None, None, "found an escape that is no character", self.get_mark())


@dataclass(frozen=True)
class Spot:
    """Where the parser stopped, and what it had read by then."""

    lines: list[str]
    line: int
    column: int
    problem: str
    """The parser's words."""
    start: tuple[int, int] | None
    """Where the thing begins that the parser was reading."""
    tokens: list[Any]
    """What it had read, up to here."""

    def sign(self, place: tuple[int, int]) -> str:
        """The character at a place; empty at the end of a line or of the file, where the parser may stop too."""
        line, column = place
        return self.lines[line][column : column + 1] if line < len(self.lines) else ""

    @property
    def rest(self) -> str:
        """What stands on the line from here on."""
        return self.lines[self.line][self.column :] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands on the line up to here."""
        return self.lines[self.line][: self.column] if self.line < len(self.lines) else ""

    @property
    def brackets(self) -> list[Any]:
        """The brackets and braces that are open here, outer before inner."""
        stack: list[Any] = []
        for token in self.tokens:
            if isinstance(token, (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)):
                stack.append(token)
            elif isinstance(token, (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)) and stack:
                stack.pop()
        return stack

    @property
    def indents(self) -> list[int]:
        """How far the lines above are indented that this one could go on from, nearest first."""
        found: list[int] = []
        for line in reversed(self.lines[: self.line]):
            indent = len(line) - len(line.lstrip())
            if line.strip() and not line.lstrip().startswith("#") and (not found or indent < found[-1]):
                found.append(indent)
        return found or [0]


def explain(text: str) -> tuple[int, int, str]:
    """The line and the column, from 1, of what keeps ``text`` from being YAML, and what must be there."""
    spot = stop(text)
    for cause in CAUSES:
        if found := cause(spot):
            return found[0] + 1, found[1] + 1, found[2]
    return spot.line + 1, spot.column + 1, UNEXPLAINED


def told(error: yaml.MarkedYAMLError) -> tuple[int, int, str]:
    """The same by the parser's own account, for a text that is too long to be looked into."""
    line, column = (error.problem_mark.line, error.problem_mark.column) if error.problem_mark else (0, 0)
    return line + 1, column + 1, UNEXPLAINED


def stop(text: str) -> Spot:
    """Where the parser stops in ``text``: the one in Python, so that its words do not depend on the machine."""
    problem, place, start = "", (0, 0), None
    loader = Loader(text)
    try:
        while loader.check_event():
            loader.get_event()  # type: ignore[no-untyped-call]
    except yaml.MarkedYAMLError as error:
        problem = error.problem or ""
        place = (error.problem_mark.line, error.problem_mark.column) if error.problem_mark else place
        start = (error.context_mark.line, error.context_mark.column) if error.context_mark else None
    tokens = [
        token for token in (*loader.taken, *loader.tokens) if (token.start_mark.line, token.start_mark.column) < place
    ]
    return Spot(text.split("\n"), *place, problem, start, tokens)


def quote_left_open(spot: Spot) -> Found:
    """A quotation mark that is not closed, or only by one that was to open another text."""
    last = next((token for token in reversed(spot.tokens) if isinstance(token, yaml.ScalarToken)), None)
    if spot.problem == "found unexpected end of stream" and spot.start:
        place = spot.start
    elif last and last.style in ("'", '"') and last.start_mark.line < last.end_mark.line == spot.line:
        place = (last.start_mark.line, last.start_mark.column)
    else:
        return None
    mark = spot.sign(place)
    return *place, f"must have a closing quotation mark {mark} at the end of the text that begins here"


def text_after_quote(spot: Spot) -> Found:
    """Words after a closing quotation mark, often because the same mark stands inside the text."""
    last = spot.tokens[-1] if spot.tokens else None
    if (
        not isinstance(last, yaml.ScalarToken)
        or last.style not in ("'", '"')
        or last.end_mark.line != spot.line
        or spot.rest[:1] in ("", ":", *CLOSING.values())
    ):
        return None
    mark, other = last.style, '"' if last.style == "'" else "'"
    inside = "''" if mark == "'" else '\\"'
    comma = "; if a new field begins here, put a comma before it" if spot.brackets else ""
    return (
        spot.line,
        spot.column,
        f"must not go on after the closing quotation mark {mark}; if that mark belongs to "
        f"the text, put {other} around the whole text or write {inside} inside it{comma}",
    )


def backslash(spot: Spot) -> Found:
    """A backslash inside double quotation marks that YAML has no meaning for."""
    if "escape" in spot.problem:
        wanted = "must not have \\ inside double quotation marks; use single ones: '…'"
        return spot.line, max(spot.before.rfind("\\"), 0), wanted
    return None


def reserved_start(spot: Spot) -> Found:
    """A text that begins with a character that means something else to YAML."""
    line, column, last = spot.line, spot.column, spot.tokens[-1] if spot.tokens else None
    if isinstance(last, yaml.AliasToken):
        line, column = last.start_mark.line, last.start_mark.column
    elif spot.start and spot.sign(spot.start) in ("*", "&", "!"):
        line, column = spot.start
    elif spot.sign((line, 0)) == "%" or spot.sign((0, 0)) == "%":
        line, column = line * (spot.sign((line, 0)) == "%"), 0
    elif not re.search("character .* cannot start|mapping keys are|but found ','", spot.problem):
        return None
    sign = spot.sign((line, column))
    return (line, column, f"must not begin with {sign}; put quotation marks around the whole text") if sign else None


def block_header(spot: Spot) -> Found:
    """Text on the same line after ``>`` or ``|``."""
    if not spot.problem.startswith(("expected a comment or a line break", "expected chomping or indentation")):
        return None
    return (
        spot.line,
        spot.column,
        "must begin on the next line, indented, after > or |; if that sign belongs to the "
        "text, put quotation marks around the whole text",
    )


def list_beside_field(spot: Spot) -> Found:
    """A list that begins on the line of its field."""
    if spot.problem != "sequence entries are not allowed here":
        return None
    return (
        spot.line,
        spot.column,
        "must be a list on lines of its own below the field; if the hyphen belongs to the "
        "text, put quotation marks around the whole text",
    )


def bracket(spot: Spot) -> Found:
    """Brackets or braces that are not closed, closed twice, or that only begin a text."""
    opened = spot.brackets[-1] if spot.brackets else None
    start = opened and (opened.start_mark.line, opened.start_mark.column)
    sign = spot.sign(start) if start else ""
    if spot.rest[:1] in ("}", "]"):
        if not start:
            return spot.line, spot.column, f"must not have {spot.rest[0]} here; there is no open one to close"
        return spot.line, spot.column, f"must have {CLOSING[sign]} first, to close the {sign} in line {start[0] + 1}"
    last = spot.tokens[-1] if spot.tokens else None
    if isinstance(last, (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)) and last.end_mark.line == spot.line:
        return (
            spot.line,
            spot.column,
            "must not go on after the closing bracket; if the brackets belong to the "
            "text, as in a link, put quotation marks around the whole text",
        )
    if start and start[0] < spot.line:
        return *start, f"must be closed by {CLOSING[sign]}"
    if start and (spot.rest[:1] in ("{", "[") or last is opened):
        return (
            spot.line,
            spot.column,
            "must not have a bracket or brace in a text without quotation marks; put them around the whole text",
        )
    return None


def no_space(spot: Spot) -> Found:
    """A hyphen or a colon without the space after it."""
    for line in (spot.start[0] if spot.start else spot.line, spot.line, spot.line - 1):
        if 0 <= line < len(spot.lines) and (found := re.match(r"\s*(-(?=[^\s-])|[\w-]+:(?=[^\s/]))", spot.lines[line])):
            return line, found.end(), f"must have a space after the {'hyphen' if found[1] == '-' else 'colon'}"
    return None


def colon_in_text(spot: Spot) -> Found:
    """A colon and a space inside a text, or a field that is indented below a value."""
    if spot.rest[:1] != ":":
        return None
    whole = "put straight quotation marks around the whole text"
    if KEY.match(spot.before):
        column = len(spot.before) - len(spot.before.lstrip())
        above = max((line for line in range(spot.line) if spot.lines[line].strip()), default=0)
        if column <= spot.indents[0]:
            return above, spot.indents[0], WITHOUT_COLON
        return (
            spot.line,
            column,
            f"must be indented by {spaces(spot.indents)}, like a line above it, got {column}; "
            f"if it belongs to the text above, {whole}",
        )
    if curly := CURLY.search(spot.before):
        return spot.line, curly.start(), f"must be a straight quotation mark, \" or ', got {curly[0]}"
    comma = "; if a new field begins before the colon, put a comma before that" if spot.brackets else ""
    return (
        spot.line,
        spot.column,
        f"must not have a colon and a space in a text without quotation marks; {whole}{comma}",
    )


def text_at_the_margin(spot: Spot) -> Found:
    """A line of a text after ``>`` or ``|`` that is not indented like the first of them."""
    line = spot.start[0] if spot.start and spot.problem == "could not find expected ':'" else spot.line
    indent = len(spot.lines[line]) - len(spot.lines[line].lstrip()) if line < len(spot.lines) else 0
    above = next(
        (
            text
            for text in reversed(spot.lines[:line])
            if text.strip() and (len(text) - len(text.lstrip()) <= indent or HEADED.search(text))
        ),
        "",
    )
    if HEADED.search(above):
        return line, indent, "must be indented like the other lines of the text that began above with > or |"
    return None


def no_colon(spot: Spot) -> Found:
    """A line that is neither a field nor a list entry."""
    if spot.problem != "could not find expected ':'" or not spot.start:
        return None
    return *spot.start, WITHOUT_COLON


def list_among_fields(spot: Spot) -> Found:
    """List entries and fields at the same level."""
    if spot.problem.endswith("but found '?'"):
        return (
            spot.line,
            spot.column,
            "must begin with a hyphen, as the other entries of the list do, or be "
            "indented further if it belongs to one of them",
        )
    if spot.problem.endswith("but found '-'"):
        return spot.line, spot.column, "must be a field, as its neighbours are; a list stands below a name and a colon"
    return None


def indent(spot: Spot) -> Found:
    """A line that is indented like none of those above it."""
    if "document start" in spot.problem and spot.lines[0].startswith(" "):
        return 0, 0, "must not be indented; nothing stands above it"
    if not spot.rest or spot.before.strip() or spot.column in spot.indents:
        return None
    return (
        spot.line,
        spot.column,
        f"must be indented by {spaces(spot.indents)}, like a line above it, got {spot.column}",
    )


def spaces(numbers: list[int]) -> str:
    """Numbers of spaces to choose from, in words."""
    return f"{' or '.join(map(str, sorted(numbers)))} space{'s' * (numbers != [1])}"


CAUSES: tuple[Callable[[Spot], Found], ...] = (
    quote_left_open,
    text_after_quote,
    backslash,
    reserved_start,
    block_header,
    list_beside_field,
    bracket,
    no_space,
    colon_in_text,
    text_at_the_margin,
    no_colon,
    list_among_fields,
    indent,
)
"""The causes, the surest first."""
