"""Validation: the nodes of all files into a checked dossier, or into the list of everything that is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..records.advice import advice
from ..records.fields import Held, PartField, choices, declared_fields, fields_at, names_at
from ..records.messages import Message, either, message, together
from ..records.model import FOLDERS, MAPS, SINGLE, Dossier, Interface, KeyPath
from ..records.rules import broken_rules, placeholders
from ..records.statements import Model, Statement
from ..records.suggest import meant, nearest
from ..records.values import Identifier, LanguageCode, NotRight
from .discovery import known_languages, passed_over, read
from .drafts import DRAFT, Drafts, draft_marks, drafts, outside, without
from .nodes import MOST, NO_KEYS, TO_FILL, Node
from .problems import DataError, Problem, quoted, within

OWN_FIELDS = message("must have fields of its own, each with a name, a colon and a value")
WANTED = {
    "missing": message("must be given"),
    "int_parsing": message("must be a whole number"),
    "greater_than_equal": message("must be at least {ge}"),
    "less_than_equal": message("must be at most {le}"),
    "string_type": message("must be a text"),
    "dict_type": OWN_FIELDS,
    "model_type": OWN_FIELDS,
    "tuple_type": message("must be a list, in brackets as [a, b] or each entry on a line that starts with a hyphen"),
    "too_short": message("must list at least {min_length}, got {actual_length}"),
    "too_long": message("must list at most {max_length}, got {actual_length}"),
}
"""The words for each type of pydantic's errors: what must be."""
ABSENCES = choices(Statement, "absent")
"""The words for the reasons why a statement has no value."""
MOST_FIELDS = 40
"""Names of fields that a message lists: all that a record may have."""


def load(
    folder: Path,
    complete: bool = False,
    words: Mapping[str, frozenset[str]] | None = None,
    kept: Collection[KeyPath] = (),
) -> Dossier:
    """Return the dossier that the YAML files in ``folder`` describe; raise ``DataError`` with all problems otherwise.

    If ``complete``, a missing translation is a problem too. ``words`` are those of the interface that pages use, each
    with the names of the values that are put in it; without them, the words are not checked. Drafts are left out, but
    those ``kept``.
    """
    root, problems = read(folder)
    records, problems = checked(folder, root, problems, kept, complete)
    if words and "interface" in records:
        problems += misworded(root, records["interface"], words)
    if problems:
        raise DataError(quoted(sorted(problems)[:MOST], folder))
    return Dossier.model_construct(**records)


def begun(folder: Path) -> Drafts:
    """Return the drafts among the YAML files in ``folder``."""
    root, problems = read(folder)
    told: set[Problem] = set()
    kept = drafts(root)
    names = ", ".join(f"{path[0]}/{path[-1]}" for path in kept)
    while kept and (found := checked(folder, root, problems, kept)[1]):
        told.update(found)
        wrong = [path for path in kept if len(outside(found, root, [path])) < len(found)] or kept
        problems, root = outside(problems, root, wrong), reduce(without, wrong, root)
        kept = [path for path in kept if path not in wrong]
    return Drafts(names, kept, sorted(told))


def checked(
    folder: Path, root: Node, problems: list[Problem], kept: Collection[KeyPath], complete: bool = False
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the records that are valid by themselves, and all problems; drafts are left out, but those ``kept``."""
    marks, unfinished, known = dict(draft_marks(root)), drafts(root), names_of_records(root)
    left_out = [path for path in unfinished if path not in kept]
    problems = [*once_a_file(outside(problems, root, left_out))]
    root = reduce(without, [*((*path, DRAFT) for path in marks), *left_out], root)
    broken = {problem.file for problem in problems}
    problems += (problem for problem in misidentified(root) if problem.file not in broken)
    for path in marks.keys() - unfinished:
        wanted = message("{field} must be true", field=shown((*path, DRAFT))).got(marks[path].plain())
        problems.append(marks[path].problem(wanted + message("; delete it to publish the record")))
    records: dict[str, Any] = {}
    interface = root.value.get("interface")
    context = {"language": known_languages({"interface": interface.plain()} if interface else {})[0]}
    for path, model, node in records_of(root):
        if node.file in broken or len(problems) > MOST:
            continue
        errors: list[Any] = []
        try:
            records.setdefault(str(path[0]), {})[path[-1]] = model.model_validate(node.plain(), context=context)
        except ValidationError as error:
            errors += error.errors()
        problems += islice(mistakes(node, path, model, errors), MOST)
    records |= {name: records[name][name] for name in SINGLE if name in records}
    broken_ones = islice(broken_rules(records, known, complete, unfinished), MOST)
    problems += (found(root, folder, *finding) for finding in broken_ones)
    return records, problems


def advise(folder: Path, dossier: Dossier) -> list[Problem]:
    """Return the advice on a dossier that was loaded from ``folder``, in the order of its files and lines."""
    root = read(folder)[0]
    told = [found(root, folder, *finding) for finding in islice(advice(dossier), MOST)]
    return list(quoted(sorted({*told, *passed_over(folder), *begun(folder).to_do}), folder))


def once_a_file(problems: list[Problem]) -> Iterator[Problem]:
    """Yield problems; that something is to be filled in only once for each file, with the number of places."""
    count = Counter(problem.file for problem in problems if problem.message == TO_FILL)
    told: set[str] = set()
    for problem in problems:
        if problem.message != TO_FILL:
            yield problem
        elif problem.file not in told:
            told.add(problem.file)
            more = count[problem.file] - 1
            below = message("; {count} more to fill in below", count=more)
            yield replace(problem, message=TO_FILL + below if more else TO_FILL)


def misidentified(root: Node) -> Iterator[Problem]:
    """Yield a problem for each record in a file of many whose identifier is none."""
    for name in MAPS.keys() & root.value.keys():
        for key, node in root.value[name].keys.items():
            try:
                Identifier.check(key)
            except NotRight as error:
                wanted = message("{path} {wanted}", path=shown((name, key)), wanted=error.args[0])
                yield node.problem(wanted + message(", got {got}", got=repr(key)) + meant(error.meant))


def misworded(root: Node, interface: Interface, words: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Yield a problem for each word that is missing, or that has a {placeholder} for which there is no value."""
    for key, values in words.items():
        path, known = ("interface", "words", key, interface.default), [f"{{{name}}}" for name in sorted(values)]
        if key not in interface.words:
            wanted = message("{path} must be given; a page uses it", path=f"words.{key}")
            yield root.at(path[:2], key=True).problem(wanted + nearest(key, interface.words))
            continue
        text = interface.words[Identifier(key)].root[interface.default]
        if others := [found for found in placeholders(text) if found not in ("{", "}", *known)]:
            allowed = message("must have no placeholders but {names}", names=", ".join(known))
            wanted = allowed if known else message("must have no placeholders")
            got = message(", got {got}", got=", ".join(others))
            yield root.at(path).problem(message("{path} {wanted}", path=shown(path), wanted=wanted + got))


def records_of(root: Node) -> Iterator[tuple[KeyPath, type[Model], Node]]:
    """Yield every record's path, model and node."""
    for name, model in {**MAPS, **FOLDERS}.items():
        if name in root.value:
            yield from (((name, key), model, node) for key, node in root.value[name].value.items())
    yield from (((name,), model, root.value[name]) for name, model in SINGLE.items() if name in root.value)


def shown(path: KeyPath) -> str:
    """Return a path as a message names it: without what the file name says already."""
    inner = path[1 if path[0] in {**SINGLE, **MAPS} else 2 :]
    return ".".join(map(str, inner)) or message("the record")


def names_of_records(root: Node) -> dict[str, dict[str, set[str]]]:
    """Return the identifiers of all records by collection, each with the names by which people know the record."""
    fields = ("name", "label", "title", "acronym", "container-title", "URL")
    return {
        collection: {}
        if collection in SINGLE
        else {
            key: {text.casefold() for field in fields for text in texts_of(record, field)}
            for key, record in node.value.items()
        }
        for collection, node in root.value.items()
    }


def texts_of(record: Node, field: str) -> Iterator[str]:
    """Yield the texts of a field of a record, in all languages."""
    value = record.value.get(field) if isinstance(record.value, dict) else None
    parts = value.value.values() if value and isinstance(value.value, dict) else [value] if value else []
    return (part.value for part in parts if isinstance(part.value, str))


def found(root: Node, folder: Path, path: KeyPath, wrong: Message) -> Problem:
    """Return the finding of a rule as a problem, at the line of the words it is about."""
    problem = root.at(path).problem(message("{path} {wanted}", path=shown(path), wanted=wrong))
    return within(problem, wrong.part, folder) if wrong.part else problem


def mistakes(record: Node, path: KeyPath, model: type[Model], errors: list[Any]) -> Iterator[Problem]:
    """Yield the errors of a record as problems, one for each mistake.

    An error is left out if it follows from another: a list is too short because its entries are wrong; a field is
    missing because its name is misspelt; the fields of a part stand in another part because its name is missing.
    """
    outer = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    spelt = misspelt(record, model, errors)
    told: list[KeyPath] = []
    for place, home, wanted in astray(record, Held(model)):
        told += [place, (*home, place[-1])]
        told_of = message("{path} {wanted}", path=shown((*path, *place)), wanted=wanted)
        yield record.at(place, key=True).problem(told_of)
    for part, (line, missing) in sorted(headless(record, model, errors).items(), key=str):
        if any(part[: len(place)] == place for place in told):
            continue
        told += [part, *((*part[:-1], name) for name in missing)]
        fields = either(f"'{name}:'" for name in missing)
        wanted = message("must stand below {fields}, whose line seems to be missing above", fields=fields)
        told_of = message("{path} {wanted}", path=shown((*path, *part, line)), wanted=wanted)
        yield record.at((*part, line), key=True).problem(told_of)
    for error in errors:
        place = error["loc"]
        causes = {"too_short": outer, "missing": set(spelt.values())}
        follows = place in causes.get(error["type"], ())
        if not follows and not any(place[: len(part)] == part for part in told):
            field = str(spelt[place][-1]) if place in spelt else ""
            yield problem_of(record, path, model, error, field)


def astray(
    node: Node, kind: Held, home: KeyPath = (), lost: Mapping[str, PartField] = NO_KEYS, path: KeyPath = ()
) -> Iterator[tuple[KeyPath, KeyPath, Message]]:
    """Yield the fields that stand further to the right than they belong, or not far enough, and what they must.

    Too far to the right is a field of the part at ``home`` that is ``lost`` there, below another field of it. Where
    that holds entries under names of their own, nothing else would tell of it.
    """
    if isinstance(node.value, list):
        for number, entry in enumerate(node.value):
            yield from astray(entry, kind.inner, home, lost, (*path, number))
    if not isinstance(node.value, dict):
        return
    fields = {field.name: field for field in declared_fields(kind.kind)}
    if kind.around[:1] not in ((), (list,)) and {"sources"} < node.value.keys() <= fields.keys():
        wanted = message("must have a name and a colon, such as 'first:', above the fields of each statement")
        yield path, path, wanted
        return
    fields = {} if kind.around else fields
    missing = {name: field for name, field in fields.items() if name not in node.value}
    for key, value in node.value.items():
        if key in fields:
            yield from astray(value, fields[key].held, path, missing, (*path, key))
        elif key in lost and lost[key].fits(value.plain()):
            beside = path[len(home)]
            wanted = message("must stand beside '{name}' and not below it; begin it in the same column", name=beside)
            yield (*path, key), home, wanted
        elif kind.around:
            yield from astray(value, kind.inner, home, lost, (*path, key))


def misspelt(record: Node, model: type[Model], errors: list[Any]) -> dict[KeyPath, KeyPath]:
    """Return the fields that must not be there, each with the field that was probably meant and is not there yet."""
    extra = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    missing = [error["loc"] for error in errors if error["type"] == "missing"]
    made: dict[KeyPath, KeyPath] = {}
    for place in extra:
        part = place[:-1]
        free = {field.name: field for field in fields_at(model, part) if field.name not in record.at(part).value}
        close = re.findall("'(.*)'", nearest(str(place[-1]), free, 0))
        here = [name[-1] for name in missing if name[:-1] == part]
        if not close and len(here) == 1 == sum(other[:-1] == part for other in extra):
            close = [name for name in here if free[name].fits(record.at(place).plain())]
        if close:
            made[place] = (*part, close[0])
    return made


def headless(record: Node, model: type[Model], errors: list[Any]) -> dict[KeyPath, tuple[str, list[str]]]:
    """Return the parts of a record that hold fields of a missing one, the first of these, and its likely names."""
    foreign: dict[KeyPath, list[str]] = {}
    for error in errors:
        place = tuple(part for part in error["loc"] if part != "[key]")
        if len(place) > 1 and (error["type"] == "extra_forbidden" or error["msg"].endswith(LanguageCode.wanted)):
            foreign.setdefault(place[:-1], []).append(str(place[-1]))
    made: dict[KeyPath, tuple[str, list[str]]] = {}
    for part, keys in foreign.items():
        given = record.at(part[:-1]).value
        for field in fields_at(model, part[:-1]):
            inner = {inner.name for inner in declared_fields(field.held.kind)}
            values = [record.at((*part, key)).value for key in keys]
            below = field.held.around and all(isinstance(value, dict) and inner >= {*value} for value in values)
            if inner and field.name not in given and (below or (not field.held.around and inner >= {*keys})):
                made.setdefault(part, (keys[0], []))[1].append(field.name)
        own = record.at(part).value
        free = [field for field in fields_at(model, part) if field.required and field.name not in own]
        inside = [field.name for field in free if field.fits({key: own[key].plain() for key in keys})]
        if inside and part not in made:
            made[part] = keys[0], inside
    return made


def problem_of(record: Node, path: KeyPath, model: type[Model], error: Any, field: str = "") -> Problem:
    """Return a pydantic error as a problem: where it is, what must be, what was got, the cure.

    ``field`` is the one that was probably meant by a name that is not known.
    """
    inner = tuple(part for part in error["loc"] if part != "[key]")
    kind, context, got, cure = error["type"], error.get("ctx", {}), error["input"], ""
    wanted = message(WANTED[kind], **context) if kind in WANTED else together([error["msg"]])
    if kind == "value_error":
        guess = getattr(context["error"], "meant", "")
        wanted, cure = context["error"].args[0], meant(guess)
        if error["loc"][-1:] == ("[key]",) and wanted == LanguageCode.wanted:
            cure = meant(guess.partition("-")[0])
    elif kind == "literal_error":
        options = [option.strip("' ") for option in context["expected"].replace(" or ", ",").split(",")]
        wanted = message("must be one of {options}", options=", ".join(options))
        cure = nearest(str(got), options, 0)
    elif kind == "extra_forbidden":
        cure = meant(field) or nearest("", names_at(model, inner[:-1]), MOST_FIELDS)
        wanted, got = message("must not be here"), None
    elif kind == "too_short" and any(" " in str(entry) for entry in got):
        cure = message("; put a comma between the entries")
    elif kind in ("model_type", "dict_type"):
        cure = nearest("", names_at(model, inner))
    elif kind == "string_type" and isinstance(got, dict) and any(map(LanguageCode.fits, got)):
        cure = message("; it is the same in all languages, give it without {en: …}")
    if got in ABSENCES:
        cure = message("; what is not there is said by 'absent: {reason}'", reason=got)
    if kind not in ("missing", "too_short", "too_long") and isinstance(got, (str, list)):
        wanted += message(", got {got}", got=repr(got)) if isinstance(got, str) else message(", got a list")
    elif kind in ("string_type", "tuple_type"):
        wanted += message(", got a map")
    node = record.at(inner, key=kind == "extra_forbidden" or error["loc"][-1:] == ("[key]",))
    if kind == "value_error" and isinstance(node.value, dict):
        named = (name for name in re.findall(r"'(\w+)'", wanted) if name in node.value)
        node = node.keys.get(next(named, ""), node)
    return node.problem(message("{path} {wanted}", path=shown((*path, *inner)), wanted=wanted) + cure)
