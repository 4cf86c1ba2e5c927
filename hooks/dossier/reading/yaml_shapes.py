"""Find the cause why a file is not YAML: hyphens, parentheses, and values that stand where fields must.

Each function is one of the ``CAUSES`` in ``yaml_errors``.
"""

from __future__ import annotations

import re

import yaml

from ..records.fields import PartField, declared_fields, parts
from ..records.messages import Message, message
from ..records.model import COLLECTIONS
from ..records.signs import sign_name
from ..records.statements import Citation
from ..records.values import LanguageCode
from .stop import NEAR, Place, Stop, margin

Cause = tuple[Place, Message] | None  # a place in a file, and the message of what must be there

EVERY_FIELD = [field for part in parts(COLLECTIONS.values())[0] for field in part.fields]
FIELD_NAMES = {field.name for field in EVERY_FIELD}  # the names of all fields of all records
INSIDE: dict[str, list[PartField]] = {
    field.name: [*declared_fields(field.held.kind)]
    for field in EVERY_FIELD
    if not field.held.around and declared_fields(field.held.kind)
}
"""The fields that stand below a field, by its name."""
OF_CITATION = {field.name for field in declared_fields(Citation)}
FOREIGN_HYPHEN = re.compile(r" *([\u2010-\u2015\u2212•·▪‣◦]) +\S")
PLAIN_VALUE = re.compile(r"\s*(?:- +)*([\w-]+): +([^\s\[{>|'\"].*)")
PLAIN_ENTRY = re.compile(r"\s*- +([\w-]+)\s*$")
HYPHEN_WANTED = message("must be a hyphen, which begins an entry of a list")
NO_VALUE = message("must not be empty; give a value, or delete the line if it may be left out")
MOVED_LEFT = message("must not be empty; if the fields below belong to it, indent them further")


def nothing_there(lines: list[str], number: int) -> Message:
    """Return what is said of a name without a value, in a line: its fields may stand below it, not far enough right."""
    below = (line for line in lines[number + 1 : number + NEAR] if line.strip() and line.lstrip()[0] != "#")
    found = [re.match(r"([ -]*)([\w-]+):", line) for line in (lines[number], next(below, ""))]
    if not found[0] or not found[1] or len(found[0][1]) != len(found[1][1]):
        return NO_VALUE
    own, following = found[0][2], found[1][2]
    inside = [field.name for field in INSIDE.get(own, ())]
    by_language = own in FIELD_NAMES and is_language(following)
    named = following in FIELD_NAMES and own not in FIELD_NAMES and not is_language(own)
    return MOVED_LEFT if following in inside or by_language or named else NO_VALUE


def is_language(name: str) -> bool:
    """Tell whether a name is the code of a language, and not that of a field."""
    return name not in FIELD_NAMES and LanguageCode.fits(name)


def value_beside_name(stop: Stop) -> Cause:
    """Find a value right after a name below which fields stand: it needs a name of its own."""
    name = re.fullmatch(r" *([\w-]+)", stop.before)
    above = next((line for line in range(stop.line - 1, -1, -1) if stop.lines[line].strip()), 0)
    if not name or stop.rest[:1] != ":" or margin(stop.before) <= margin(stop.lines[above]):
        return None
    if (entry := PLAIN_ENTRY.match(stop.lines[above])) and name[1] in OF_CITATION:
        wanted = message("must be 'source: {name}', since further fields follow", name=entry[1])
        return (above, entry.start(1)), wanted
    if (value := PLAIN_VALUE.match(stop.lines[above])) and (inside := INSIDE.get(value[1])):
        if name[1] not in [field.name for field in inside]:
            return None
        fitting = [field.name for field in inside if field.fits(value[2].strip())]
        own = next(iter([*fitting, *(field.name for field in inside if field.name in field.instead[:1])]), name[1])
        wanted = message(
            "must stand on a line of its own below '{name}', as the fields that follow do: {field}: {value}",
            name=value[1],
            field=own,
            value=value[2].strip(),
        )
        return (above, value.start(2)), wanted
    return None


def entry_without_hyphen(stop: Stop) -> Cause:
    """Find an entry of a list that lost its hyphen: a word among entries, or the fields of the first one."""
    hyphen = message("must begin with a hyphen, as the other entries of the list do")
    if stop.problem == "could not find expected ':'":
        line, column = stop.start
        alike = [
            near
            for near in (line - 1, line + 1)
            if stop.lines[near].lstrip().startswith("- ") and margin(stop.lines[near]) == column
        ]
        return (stop.start, hyphen) if alike else None
    if stop.before.strip() or not stop.rest.startswith("- ") or stop.column in stop.indents:
        return None
    deeper = range(max(0, stop.line - NEAR), stop.line)
    parent = max(
        (line for line in deeper if stop.lines[line].strip() and margin(stop.lines[line]) < stop.column), default=-1
    )
    first = stop.lines[parent + 1]
    lost = margin(first) == stop.column + len("- ") and not first.lstrip().startswith("-")
    return ((parent + 1, margin(first)), hyphen) if lost else None


def hyphen_too_many(stop: Stop) -> Cause:
    """Find a hyphen before one of several parts that have names of their own."""
    if not stop.problem.endswith("but found '?'"):
        return None
    name = re.match(r"- +([\w/-]+):", stop.lines[stop.start[0]][stop.start[1] :])
    if not name or name[1] in FIELD_NAMES:
        return None
    return stop.start, message("must not have a hyphen before '{name}:', as its neighbours have none", name=name[1])


def hyphen_after_name(stop: Stop) -> Cause:
    """Find a hyphen beside a name: a list that must stand below, a text that begins with it, or no value at all."""
    if "sequence entries are not allowed here" not in stop.problem:
        return None
    wanted = message(
        "must be a list on lines of its own below the field; if the hyphen belongs to the text, {cure}",
        cure=message("put quotation marks around the whole text"),
    )
    return stop.here, wanted if stop.rest.strip("- ") else NO_VALUE


def parentheses(stop: Stop) -> Cause:
    """Find parentheses where fields in one line need braces."""
    found = re.search(r"(?:: |- )(\()[\w-]+(?:: .*)?$", stop.before)
    if stop.rest[:1] != ":" or not found or isinstance(stop.last, yaml.BlockEndToken):
        return None
    return (stop.line, found.start(1)), message("must be braces around fields, { and }, got ( and )")


def after_bracket(stop: Stop) -> Cause:
    """Find a comma at the end of a line, as JSON has it, or more braces, where one pair must hold all."""
    closed = getattr(stop.last, "id", "") in ("}", "]") or getattr(stop.last, "style", None) in ("'", '"')
    if stop.brackets or not closed or stop.last.end_mark.line != stop.line:
        return None
    if stop.rest.strip() == ",":
        return stop.here, message("must not have a comma at the end of the line; delete it")
    if stop.rest.lstrip(" ,").startswith("{") and stop.last.id == "}":
        return stop.here, message("must stand within the braces before it, after a comma: {a: …, b: …}")
    return None


def foreign_hyphen(stop: Stop) -> Cause:
    """Find a dash or a point that a word processor or a telephone writes at the beginning of an entry of a list."""
    found = FOREIGN_HYPHEN.match(stop.lines[stop.line])
    if not found:
        return None
    return (stop.line, found.start(1)), HYPHEN_WANTED + message(", got {got}", got=sign_name(found[1]))
