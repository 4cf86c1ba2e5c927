"""Fields and records that stand in another place than they belong to, or under another name.

Validation alone would tell of each only that something is missing here and not known there.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

from ..records.collections import FOLDERS, MAPS, OF_KEY, SINGLE, KeyPath
from ..records.fields import FieldType, PartField, type_at
from ..records.messages import Message, either, message
from ..records.statements import Model
from ..records.suggest import called, nearest
from ..records.values import Identifier, LanguageCode
from .nodes import NO_KEYS, Node


def elsewhere(record: Node, path: KeyPath, model: type[Model]) -> tuple[Node, Message] | None:
    """Return the node of a whole record in a wrong place, and the message about it; nothing if the place is right."""
    fields = FieldType(model).fields
    if path[0] in MAPS and path[-1] in fields and fields[str(path[-1])].fits(record.plain()):
        return record, message("must be indented further, to stand within the record above it")
    if not isinstance(record.value, dict) or record.value.keys() <= fields.keys():
        return None
    if path[0] in FOLDERS and path[-1] in {**SINGLE, **MAPS}:
        place = f"data/{path[-1]}.yml"
        return record, message("must stand in {place}, where records have such fields; move it there", place=place)
    ((first, value),) = [*record.value.items()][:1]
    if len(record.value) == 1 and isinstance(value.value, dict) and len(fields.keys() & value.value.keys()) > 1:
        wanted = message(
            "must not have '{name}:' above its fields; delete that line, and indent those below less", name=first
        )
        return record.keys[first], wanted
    for name, other in {**FOLDERS, **MAPS}.items():
        theirs = FieldType(other).fields
        if {name for name in theirs if theirs[name].required} <= record.value.keys() <= theirs.keys():
            place = f"data/{name}" + ("/" if name in FOLDERS else ".yml")
            return record, message("must stand in {place}, where records have such fields; move it there", place=place)
    return None


def astray(
    node: Node, kind: FieldType, home: KeyPath = (), lost: Mapping[str, PartField] = NO_KEYS, path: KeyPath = ()
) -> Iterator[tuple[KeyPath, KeyPath, Message]]:
    """Yield the fields that stand too far to the right or to the left, the part each belongs to, and the message.

    Too far to the right is a field of the part at ``home`` that is ``lost`` there, below another field of it. Where
    that holds entries under names of their own, nothing else would tell of it.
    """
    if isinstance(node.value, list):
        for number, entry in enumerate(node.value):
            yield from astray(entry, kind.inner, home, lost, (*path, number))
    if not isinstance(node.value, dict):
        return
    if kind.around[:1] not in ((), (list,)) and {"sources"} < node.value.keys() <= FieldType(kind.kind).fields.keys():
        wanted = message("must have a name and a colon, such as 'first:', above the fields of each statement")
        yield path, path, wanted
        return
    yield from (found for found in too_far_left(node, kind, path) if found[0][-1] not in lost)
    fields = kind.fields
    missing = {name: field for name, field in fields.items() if name not in node.value}
    for key, value in node.value.items():
        if key in fields:
            yield from astray(value, fields[key].type, path, missing, (*path, key))
        elif key in lost and lost[key].fits(value.plain()):
            beside = path[len(home)]
            wanted = message("must stand beside '{name}' and not below it; begin it in the same column", name=beside)
            yield (*path, key), home, wanted
        elif kind.around:
            yield from astray(value, kind.inner, home, lost, (*path, key))


def too_far_left(node: Node, kind: FieldType, path: KeyPath) -> Iterator[tuple[KeyPath, KeyPath, Message]]:
    """Yield the fields that belong to the part right above them."""
    above = ""
    if kind.around[:1] == (list,) or node.value.keys() <= kind.fields.keys():
        return
    for key, value in node.value.items():
        fields = type_at(kind, [above]).fields
        inside = node.value[above].value if above else None
        free = key not in kind.fields and key in fields and isinstance(inside, dict) and key not in inside
        if free and fields[key].fits(value.plain()):
            wanted = message("must stand below '{name}'; begin it in the same column as the fields there", name=above)
            yield (*path, key), (*path, above), wanted
        else:
            above = key


def homeless(record: Node, path: KeyPath, model: Any, errors: list[Any]) -> Iterator[tuple[KeyPath, KeyPath, Message]]:
    """Yield as ``astray`` does the statements that stand below no field, or below what holds no statements."""
    for place in (error["loc"] for error in errors if error["type"] == "extra_forbidden"):
        named = type_at(model, place[:-2]).around == (Identifier,) if len(place) > 1 else path[0] in MAPS
        fields, own, name = type_at(model, place[:-1]).fields, record.at(place).value, (*path, *place)[-2]
        if named and isinstance(own, dict) and {"label", "sources"} <= own.keys() <= fields.keys():
            wanted = message("must stand beside '{name}' and not below it; begin it in the same column", name=name)
            yield place, (), wanted
    holders = [field for field in FieldType(model).fields.values() if field.type.around == (Identifier,)]
    kinds = {"extra_forbidden": 1, "tuple_type": 2}
    for place in (error["loc"] for error in errors if kinds.get(error["type"]) == len(error["loc"])):
        homes = [f"'{field.name}:'" for field in holders if field.fits({"a": record.at(place).plain()})]
        if homes:
            yield place, (), message("must not be here; a statement stands below {fields}", fields=either(homes))


def divided(record: Node, model: type[Model], errors: list[Any]) -> Iterator[KeyPath]:
    """Yield the entries of lists that have what the entry above lacks, and nothing that it has."""
    wrong = {error["loc"][:length] for error in errors for length, key in enumerate(error["loc"]) if type(key) is int}
    for place in sorted(wrong, key=str):
        field = type_at(model, place[:-1]).fields.get(str(place[-1]))
        for number, both in enumerate(pairwise(record.at(place).plain())):
            maps = all(isinstance(entry, dict) for entry in both) and not both[0].keys() & both[1].keys()
            if field and maps and field.fits([both[0] | both[1]]) and not all(field.fits([entry]) for entry in both):
                yield (*place, number + 1)


def misspelt(record: Node, model: type[Model], errors: list[Any]) -> dict[KeyPath, KeyPath]:
    """Return the fields that must not be there, each with the field that was probably meant and is not there yet."""
    extra = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    missing = [error["loc"] for error in errors if error["type"] == "missing"]
    made: dict[KeyPath, KeyPath] = {}
    for place in extra:
        part = place[:-1]
        fields = type_at(model, part).fields
        free = {name: fields[name] for name in fields if name not in record.at(part).value}
        typed = re.sub(r"^\W+|\W+$", "", str(place[-1]))
        close = re.findall("'(.*)'", nearest(typed, free, 0))
        if not called(typed, free):
            close = [name for name in close if name[:1].lower() == typed[:1].lower()]
        here = [name[-1] for name in missing if name[:-1] == part]
        if not close and len(here) == 1 and (*part, here[0]) not in made.values():
            close = [name for name in here if free[name].fits(record.at(place).plain())]
        if close:
            made[place] = (*part, close[0])
    return made


def exchanged(record: Node, model: type[Model], errors: list[Any]) -> dict[KeyPath, KeyPath]:
    """Return the fields of a part whose values are right in each other's place, the first of each two first."""
    wrong = [error["loc"] for error in errors if isinstance(error["input"], str) and error["loc"][-1:] != (OF_KEY,)]
    made: dict[KeyPath, KeyPath] = {}
    for one, other in combinations(wrong, 2):
        fields = type_at(model, one[:-1]).fields if one[:-1] == other[:-1] else {}
        if fields.keys() >= {one[-1], other[-1]} and not {one, other} & {*made, *made.values()}:
            values = record.at(one).plain(), record.at(other).plain()
            if fields[one[-1]].fits(values[1]) and fields[other[-1]].fits(values[0]):
                made[one] = other
    return made


def headless(record: Node, model: type[Model], errors: list[Any]) -> dict[KeyPath, tuple[str, list[str]]]:
    """Return the parts of a record that hold fields of a missing one, the first of these, and its likely names."""
    foreign: dict[KeyPath, list[str]] = {}
    for error in errors:
        place = tuple(part for part in error["loc"] if part != OF_KEY)
        if len(place) > 1 and (error["type"] == "extra_forbidden" or error["msg"].endswith(LanguageCode.wanted)):
            foreign.setdefault(place[:-1], []).append(str(place[-1]))
    made: dict[KeyPath, tuple[str, list[str]]] = {}
    for part, keys in foreign.items():
        given = record.at(part[:-1]).value
        for name, field in type_at(model, part[:-1]).fields.items():
            inner = FieldType(field.type.kind).fields
            needs = {own.name for own in inner.values() if own.required}
            held = {key: record.at((*part, key)).plain() for key in keys}
            if field.type.around:
                fits = all(isinstance(value, dict) and inner.keys() >= {*value} for value in held.values())
            else:
                fits = all(key in inner and inner[key].fits(value) for key, value in held.items())
            if inner and name not in given and fits and (field.type.around or needs <= held.keys()):
                made.setdefault(part, (keys[0], []))[1].append(name)
        own = record.at(part).value if isinstance(record.at(part).value, dict) else {}
        free = [field for name, field in type_at(model, part).fields.items() if name not in own]
        texts = [field for field in free if field.name in field.instead]
        by_language = {key: own[key].plain() for key in keys if key in own}
        needed = [field for field in free if field.required]
        inside = [field.name for field in needed or texts if field.fits(by_language)]
        if inside and part not in made:
            made[part] = keys[0], inside
    return made
