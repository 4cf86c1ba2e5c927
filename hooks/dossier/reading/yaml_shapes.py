"""Some of the ``CAUSES`` why a file is not YAML: hyphens, and values that stand where fields must."""

import re
from itertools import takewhile

from ..records.collections import EVERY_FIELD
from ..records.messages import Message, message
from ..records.statements import Citation
from ..records.values import LanguageCode
from .stop import NEAR, NO_VALUE, Cause, Stop, margin, no_hyphen

FIELD_NAMES = {field.name for field in EVERY_FIELD}  # the names of all fields of all records
INSIDE = {field.name: field.type.fields for field in EVERY_FIELD if field.type.fields}
"""The fields that stand below a field, by its name."""
HOLDERS = {field.name for field in EVERY_FIELD if field.type.around[:1] not in ((), (list,), (LanguageCode,))}
"""The fields that hold parts under names of their own."""
PLAIN_VALUE = re.compile(r"\s*(?:- +)*([\w-]+): +([^\s\[{>|'\"].*)")
PLAIN_ENTRY = re.compile(r"\s*- +([\w-]+)\s*$")
MOVED_LEFT = message("must not be empty; if the fields below belong to it, indent them further, or this line less")


def nothing_there(lines: list[str], number: int) -> Message:
    """Return the message about a name without a value: its fields may stand below it, not far enough to the right."""
    below = (line for line in lines[number + 1 : number + NEAR] if line.strip() and line.lstrip()[0] != "#")
    found = [re.match(r"([ -]*)([\w/-]+):", line) for line in ("".join(lines[number : number + 1]), next(below, ""))]
    if not found[0] or not found[1] or len(found[0][1]) != len(found[1][1]):
        return NO_VALUE
    own, following = found[0][2], found[1][2]
    by_language = own in FIELD_NAMES and is_language(following)
    named = following in FIELD_NAMES and own not in FIELD_NAMES and not is_language(own)
    named = named or (own in HOLDERS and following not in FIELD_NAMES)
    return MOVED_LEFT if following in INSIDE.get(own, ()) or by_language or named else NO_VALUE


def is_language(name: str) -> bool:
    """Tell whether a name is the code of a language, and not that of a field."""
    return name not in FIELD_NAMES and LanguageCode.fits(name)


def value_beside_name(stop: Stop) -> Cause:
    """Find a value right after a name below which fields stand: it needs a name of its own."""
    name = re.fullmatch(r" *([\w-]+)", stop.before)
    above = next((line for line in range(stop.line - 1, -1, -1) if stop.lines[line].strip()), 0)
    if not name or stop.rest[:1] != ":" or margin(stop.before) <= margin(stop.lines[above]):
        return None
    if (entry := PLAIN_ENTRY.match(stop.lines[above])) and name[1] in Citation.model_fields:
        wanted = message("must be 'source: {name}', since further fields follow", name=entry[1])
        return (above, entry.start(1)), wanted
    if (value := PLAIN_VALUE.match(stop.lines[above])) and (inside := INSIDE.get(value[1])):
        if name[1] not in inside:
            return None
        fitting = [field for field in inside if inside[field].fits(value[2].strip())]
        own = next(iter([*fitting, *(field for field in inside if field in inside[field].instead[:1])]), name[1])
        told = {"name": value[1], "field": own, "value": value[2].strip()}
        return (above, value.start(2)), message(
            "must stand on a line of its own below '{name}', as the fields that follow do: {field}: {value}", **told
        )
    return None


def entry_without_hyphen(stop: Stop) -> Cause:
    """Find an entry of a list that lost its hyphen: a word among entries, or the fields of the first one."""
    hyphen = message("must begin with a hyphen, as the other entries of the list do")
    if stop.problem == "could not find expected ':'":
        line, column = stop.start
        alike = any(stop.lines[near].startswith(" " * column + "- ") for near in (line - 1, line + 1))
        return (stop.start, no_hyphen(stop.lines[line][column:]) or hyphen) if alike else None
    if stop.before.strip() or not stop.rest.startswith("- "):
        return None
    above = [number for number in range(max(0, stop.line - NEAR), stop.line) if stop.lines[number].strip()]
    parent = max((number for number in above if margin(stop.lines[number]) < stop.column), default=-1)
    first = stop.lines[parent + 1]
    sign, moved = first.lstrip()[:1], margin(first) - stop.column
    lost = sign != "-" and moved == (0 if sign == "{" else len("- "))  # braces stand where the hyphen was
    return ((parent + 1, margin(first)), hyphen) if lost else None


def moved_entry(stop: Stop) -> Cause:
    """Find a hyphen that stands further to the left or to the right than those of the other entries of its list."""
    return out_of_column(stop.lines, stop.line) if stop.rest.startswith("- ") and not stop.before.strip() else None


def out_of_column(lines: list[str], number: int) -> Cause:
    """Return the place of a hyphen that is not below or above the others near a line, and what must be; or nothing."""
    first = number
    while first and lines[first - 1].lstrip().startswith("- "):
        first -= 1
    entries = takewhile(lambda line: line.lstrip().startswith("- "), lines[first:])
    columns, usual = [*map(margin, entries)], len(re.sub("[^ -].*", "", lines[first - 1])) + 2
    wanted = usual if usual in columns else max(columns[:1], default=0)
    for line, got in [moved for moved in enumerate(columns, first) if moved[1] != wanted][:1]:
        told = {"wanted": wanted, "got": got}
        return (line, got), message("must be indented by {wanted} spaces, like the lines around it, got {got}", **told)
    return None


def hyphen_too_many(stop: Stop) -> Cause:
    """Find a hyphen before, or in the place of, the name of one of several parts that have names of their own."""
    if not stop.problem.endswith("but found '?'"):
        return None
    name = re.match(r"- +([\w/-]+):", stop.lines[stop.start[0]][stop.start[1] :])
    if name and name[1] not in FIELD_NAMES:
        return stop.start, message("must not have a hyphen before '{name}:', as its neighbours have none", name=name[1])
    neighbour = re.match(r"([\w-]+):", stop.rest)
    if name and neighbour and neighbour[1] not in FIELD_NAMES:
        return stop.start, message("must have a name and a colon, such as 'first:', in place of the hyphen")
    return None
