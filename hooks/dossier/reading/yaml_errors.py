"""The reason why a file is not YAML, in an editor's words and with its place, instead of the parser's jargon.

The parser stops where it can no longer go on, which is often some lines below the mistake. Each function in ``CAUSES``
looks at that stop and returns where the mistake is and what must be there, or nothing; what one line shows is listed in
``stop.yml``. A further cause has its place in that order, and a case in ``tests/cases/yaml``.
"""

import re
from collections.abc import Callable
from itertools import takewhile
from typing import Any

import yaml

from ..records.messages import Message, message
from ..records.signs import ODD_SPACES, sign_name
from .stop import CLOSING, NEAR, NO_HYPHEN, NO_STRAY, QUOTE_ALL, WITHOUT_COLON, Cause, Place, Stop, in_line, margin
from .yaml_shapes import FIELD_NAMES, entry_without_hyphen, hyphen_too_many, is_language, moved_entry, value_beside_name

EXPLAINED = 200_000  # characters in a text that is looked into, which takes a second by then
NO_SPACE = re.compile(r"\s*(-(?=[^\s-])|[\w/-]+:(?=[^\s/]))")
NO_CHARACTER = re.compile("character .* cannot start|mapping keys are|but found ','")
FIELD_NAME = re.compile(r"\s*(?:- +)*[\w-]+$")
ESCAPE = re.compile(r"\\[^\\\"/uUxN_ LP\n]")  # a backslash that an editor did not mean as one of YAML's
FOREIGN_COMMENT = re.compile(r"//|--(?!-)|/\*|<!--|;")
LIKE_COLONS = "\uff1a\ufe55\ufe13\ua789\u2236\u02d0"
FOREIGN_COLON = re.compile(rf"((?:- +)*)([\w/-]+) *([{LIKE_COLONS}]|:(?=[{ODD_SPACES}])|=>|->|=|;(?= ))\s*\S?")
WORD_FIRST = re.compile(r"(?:- +)*([\w-]+)(?: +(\S.*))?$")
ONE_VALUE = re.compile(r"[\w./-]+$|[{\[>|\"']")
QUOTE_STRAIGHT = message("; put straight quotation marks around the whole text")
LEFT_OF_TEXT = message("must be indented like the other lines of the text that began above with > or |")
UNEXPLAINED = message(
    "must be YAML; look at this line and those above for a missing quotation mark, a colon inside a text, "
    "or a wrong indent"
)


def explain(text: str, error: yaml.MarkedYAMLError) -> tuple[int, int, Message]:
    """Return the line and the column, from 1, of what keeps ``text`` from being YAML, and what must be there.

    ``error`` is that of the parser in use; of a very long text, only its place is returned.
    """
    if len(text) > EXPLAINED:
        mark: Any = error.problem_mark
        return mark.line + 1, mark.column + 1, UNEXPLAINED
    stop = Stop(text, error)
    (line, column), wanted = next(filter(None, (cause(stop) for cause in CAUSES)), (stop.here, UNEXPLAINED))
    return line + 1, column + 1, wanted


def start_of(token: Any) -> Place:
    """Return where a token begins."""
    return token.start_mark.line, token.start_mark.column


def stray_line(stop: Stop) -> Cause:
    """Find a line that is no field: a text moved to the left, a foreign comment, a foreign or forgotten colon."""
    if not re.search("expected ':'|expected <block end>|mapping values|expected key|document start", stop.problem):
        return None
    first_line = max(0, min(stop.start[0], stop.line) - 1)
    for line in range(first_line, min(first_line + NEAR, stop.line + 1)):
        text, margin_here = stop.lines[line].strip(" \t"), margin(stop.lines[line])
        begun = stop.text_above(line)
        in_list = begun is not None and text.startswith("- ") and stop.lines[line - 1].lstrip().startswith("- ")
        if (NO_STRAY.match(stop.lines[line]) and not in_list) or (begun is not None and margin_here >= begun):
            continue
        if sign := FOREIGN_COMMENT.match(text):
            return (line, margin_here), message("must begin with # if it is a comment, got {got}", got=sign[0])
        if found := FOREIGN_COLON.match(text):
            got = sign_name(found[3])
            if found[3] == ":":
                got = message("a colon and {sign}", sign=sign_name(text[found.end(3)]))
            return (line, margin_here + found.start(3)), colon_after(found[2]) + message(", got {got}", got=got)
        first = WORD_FIRST.match(text)
        known = first and (first[1] in FIELD_NAMES or (re.fullmatch("[a-z]{2}", first[1]) and not first[2]))
        if first and known and (not first[2] or ONE_VALUE.match(first[2])):
            return (line, margin_here + first.end(1)), colon_after(first[1])
        if begun is not None:
            wanted = LEFT_OF_TEXT
            if first and first[1] in FIELD_NAMES:
                wanted += message("; if '{name}' is a field, put a colon after it", name=first[1])
            return (line, margin_here), wanted
    return None


def colon_after(name: str) -> Message:
    """Return the message about a field without its colon."""
    return message("must have a colon and a space after '{name}'", name=name)


def without_colon(entry: str, first: bool) -> Message:
    """Return the message about an entry in braces without a colon; ``first`` if no text stands before it."""
    if re.match(r"[\w-]+:[^\s]", entry) and not FOREIGN_COLON.match(entry):
        return message("must have a space after the colon")
    if found := FOREIGN_COLON.match(entry):
        return colon_after(found[2]) + message(", got {got}", got=sign_name(found[3]))
    if first and (word := WORD_FIRST.match(entry)):
        return colon_after(word[1])
    return message(
        "must have a colon and a value; if it belongs to the text before it, put quotation marks around the whole "
        "text, because it has a comma"
    )


def quote_left_open(stop: Stop) -> Cause:
    """Find a quotation mark that is not closed, or only by one that was to open another text."""
    place = stop.start
    if stop.problem != "found unexpected end of stream":
        texts = [token for token in stop.tokens if isinstance(token, yaml.ScalarToken)]
        if not texts or texts[-1].style not in ("'", '"'):
            return None
        place = start_of(texts[-1])
        if not place[0] < texts[-1].end_mark.line == stop.line:
            return None
    return place, message(
        "must have a closing quotation mark {mark} at the end of the text that begins here", mark=stop.sign(place)
    )


def text_after_quote(stop: Stop) -> Cause:
    """Find words after a closing quotation mark, often because the same mark stands inside the text."""
    mark = getattr(stop.last, "style", None)
    if mark not in ("'", '"') or stop.last.end_mark.line != stop.line or stop.rest[:1] in ("", ":", "}", "]"):
        return None
    other, inside = ('"', "''") if mark == "'" else ("'", '\\"')
    signs = {"mark": mark, "other": other, "inside": inside}
    wanted = message(
        "must not go on after the closing quotation mark {mark}; if that mark belongs to the text, put {other} around "
        "the whole text or write {inside} inside it",
        **signs,
    )
    comma = message("; if a new field begins here, put a comma before it")
    return stop.here, wanted + (comma if stop.brackets else "")


def escape_in(lines: list[str], event: Any) -> tuple[int, int] | None:
    """Return the line and column of a backslash in a text in double quotation marks, if an editor did not mean it."""
    for number, line in enumerate(lines):
        start = event.start_mark.column if number == 0 else 0
        end = event.end_mark.column if number == len(lines) - 1 else len(line)
        escapes = list(ESCAPE.finditer(line.replace("\\\\", "__"), start, end))
        if any(found[0] not in ("\\n", "\\t") or line[found.start() - 1] == ":" for found in escapes):
            return event.start_mark.line + number + 1, escapes[0].start() + 1
    return None


def reserved_start(stop: Stop) -> Cause:
    """Find a text that begins with a character that means something else to YAML."""
    places = (
        (start_of(stop.last) if isinstance(stop.last, yaml.AliasToken) else stop.start, "*&!"),
        ((stop.line, 0), "%"),
        ((0, 0), "%"),
        (stop.here, stop.rest[:1] if NO_CHARACTER.search(stop.problem) else ""),
    )
    for place, signs in places:
        if (sign := stop.sign(place)) and sign in signs:
            text, begun = stop.lines[place[0]].lstrip(), stop.text_above(place[0])
            first = margin(stop.lines[place[0]]) == place[1]
            if first and begun is not None and place[1] < begun:
                return place, LEFT_OF_TEXT
            if first and text.startswith("```"):
                return place, message("must not have the marks around a piece of code; delete the lines with ```")
            if first and text.startswith("* "):
                return place, message(NO_HYPHEN.template, sign="*")
            return place, message("must not begin with {sign}; {cure}", sign=sign, cure=QUOTE_ALL)
    return None


def bracket(stop: Stop) -> Cause:
    """Find brackets or braces that are not closed, closed by the wrong sign, or that only begin a text."""
    opened = stop.brackets[-1] if stop.brackets else None
    start = start_of(opened) if opened else stop.start
    sign, here = stop.sign(start), stop.rest[:1]
    if here in ("}", "]"):
        signs = {"closing": CLOSING.get(sign), "opening": sign, "line": start[0] + 1}
        return stop.here, message("must have {closing} first, to close the {opening} in line {line}", **signs)
    if sign in CLOSING and (start[0] < stop.line or not stop.rest):
        return start, message("must be closed by {sign}", sign=CLOSING[sign])
    if opened and (here in CLOSING or stop.last is opened):
        return stop.here, message(
            "must not have a bracket or brace in a text without quotation marks; put them around the whole text"
        )
    return None


def no_space(stop: Stop) -> Cause:
    """Find a hyphen or a colon without the space after it."""
    for line in (stop.start[0], stop.line, max(stop.line - 1, 0)):
        if found := NO_SPACE.match(stop.lines[line]):
            colon, hyphen = message("must have a space after the colon"), message("must have a space after the hyphen")
            return (line, found.end()), hyphen if found[1] == "-" else colon
    return None


def moved_left(stop: Stop) -> Cause:
    """Find a field, perhaps with what is below it, that stands further to the left than the fields around it."""
    column, alone = margin(stop.lines[stop.line]), not stop.before.strip() or FIELD_NAME.match(stop.before)
    lines = [line for line in range(stop.line) if stop.lines[line].strip()]
    above = [line for line in lines if margin(stop.lines[line]) <= column][-2:]
    if not alone or len(above) < 2 or margin(stop.lines[above[0]]) != column:
        return None
    moved, got = above[1], margin(stop.lines[above[1]])
    in_place = above != lines[-2:] if moved == lines[-1] else stop.lines[moved].strip(" :") in FIELD_NAMES
    if got == column or in_place:
        return None
    if name := re.fullmatch(r" *([\w-]+) ?[;=]?", stop.lines[moved]):
        return (moved, name.end(1)), colon_after(name[1])
    wanted = message("must be indented by {wanted} spaces, like the lines around it, got {got}", wanted=column, got=got)
    return (moved, got), wanted


def field_below_value(stop: Stop) -> Cause:
    """Find a field that is indented below a value, or a line without a colon above it."""
    if stop.rest[:1] != ":" or not FIELD_NAME.match(stop.before):
        return None
    column = margin(stop.before)
    above = max((line for line in range(stop.line) if stop.lines[line].strip()), default=0)
    below = takewhile(lambda line: margin(line) > column - 3 or not line.strip(), stop.lines[stop.line :])
    if stop.indents[0] == column - 2 and any(line.startswith(" " * (column - 2) + "- ") for line in below):
        return (above, column - 2), message("must begin with a hyphen, as the other entries of the list do")
    if column > stop.indents[0] and (name := re.fullmatch(r" *([\w-]*[a-z][\w-]*)", stop.lines[above])):
        return (above, name.end()), colon_after(name[1])
    if column > stop.indents[0]:
        cure = message("; if it belongs to the text above, put straight quotation marks around the whole text")
        return (stop.line, column), stop.indented(column) + cure
    return (above, stop.indents[0]), WITHOUT_COLON


def colon_in_text(stop: Stop) -> Cause:
    """Find a colon and a space inside a text, or an entry that needs a name above it."""
    if stop.rest[:1] != ":":
        return None
    if re.match(" *- ", stop.before) and getattr(stop.last, "plain", False) and stop.last.start_mark.line < stop.line:
        wanted = message("must stand below a name and a colon of its own, such as sources:")
        return (stop.line, margin(stop.before)), wanted
    wanted = message("must not have a colon and a space in a text without quotation marks") + QUOTE_STRAIGHT
    if stop.brackets:
        return stop.here, wanted + message("; if a new field begins before the colon, put a comma before that")
    name = re.search(r"[\w-]+$", stop.before)
    if name and (name[0] in FIELD_NAMES or is_language(name[0])):
        wanted += message("; if '{name}:' begins a new field, put it on a line of its own", name=name[0])
    return stop.here, wanted


def indent(stop: Stop) -> Cause:
    """Find a line that is indented like none of those above it, or that comes after the end of the file."""
    if "document start" in stop.problem and stop.lines[0].startswith(" "):
        return (0, 0), message("must not be indented; nothing stands above it")
    alone = stop.rest and not stop.before.strip() and stop.column not in stop.indents
    return (stop.here, stop.indented(stop.column)) if alone else None


CAUSES: tuple[Callable[[Stop], Cause], ...] = (
    quote_left_open,
    in_line("after-bracket"),
    text_after_quote,
    in_line("escape"),
    stray_line,
    reserved_start,
    in_line("block-text"),
    in_line("hyphen-after-name"),
    in_line("bracket"),
    bracket,
    no_space,
    in_line("parentheses"),
    value_beside_name,
    moved_left,
    in_line("foreign-hyphen"),
    field_below_value,
    in_line("colon-in-text"),
    colon_in_text,
    entry_without_hyphen,
    in_line("no-colon"),
    hyphen_too_many,
    in_line("list-or-fields"),
    moved_entry,
    indent,
)
"""The causes, the surest first."""
