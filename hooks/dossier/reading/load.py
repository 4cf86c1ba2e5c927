"""Validation: the nodes of all files into a checked dossier, or into the list of everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..records.json_schema import WITHIN, json_schema
from ..records.model import FOLDERS, MAPS, SINGLE, Dossier, Interface, KeyPath
from ..records.rules import check, placeholders
from ..records.statements import Model
from ..records.suggest import meant, nearest
from ..records.values import DEFAULT_LANGUAGE, Identifier, LanguageCode, NotRight
from .discovery import read
from .nodes import MOST, Node
from .problems import DataError, Problem, quoted

OWN_FIELDS = "must have fields of its own, each with a name, a colon and a value"
WANTED = {
    "missing": "must be given",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_type": "must be a text",
    "dict_type": OWN_FIELDS,
    "model_type": OWN_FIELDS,
    "tuple_type": "must be a list, in brackets as [a, b] or each entry on a line that starts with a hyphen",
    "too_short": "must list at least {min_length}, got {actual_length}",
    "too_long": "must list at most {max_length}, got {actual_length}",
}
"""What must be, by the type of pydantic's error."""
schema_of = cache(json_schema)  # because many records of one model may be wrong


def load(folder: Path, complete: bool = False, words: Mapping[str, frozenset[str]] | None = None) -> Dossier:
    """Return the dossier that the YAML files in ``folder`` describe; raise ``DataError`` with all problems otherwise.

    If ``complete``, a missing translation is a problem too. ``words`` are those of the interface that pages use, each
    with the names of the values that are put in it; without them, the words are not checked.
    """
    root, problems = read(folder)
    broken = {problem.file for problem in problems}
    problems += (problem for problem in misidentified(root) if problem.file not in broken)
    records: dict[str, Any] = {}
    for path, model, node in records_of(root):
        if node.file in broken:
            continue
        try:
            record = model.model_validate(node.plain())
        except ValidationError as error:
            problems += (problem_of(node, path, model, detail) for detail in islice(telling(error.errors()), MOST))
        else:
            records.setdefault(str(path[0]), {})[path[-1]] = record
    records |= {name: records[name][name] for name in SINGLE if name in records}
    dossier = Dossier.model_construct(**records)
    known = {name: set(node.value) for name, node in root.value.items() if name not in SINGLE}
    for path, message in islice(check(dossier, known, complete), MOST):
        problems.append(root.at(path).problem(f"{shown(path)} {message}"))
    if words and "interface" in records:
        problems += misworded(root, dossier.interface, words)
    if problems:
        raise DataError(quoted(problems, folder))
    return dossier


def misidentified(root: Node) -> Iterator[Problem]:
    """Yield a problem for each record in a file of many whose identifier is none."""
    for name in MAPS.keys() & root.value.keys():
        for key, node in root.value[name].keys.items():
            try:
                Identifier.check(key)
            except NotRight as error:
                yield node.problem(f"{shown((name, key))} {error}, got {key!r}{meant(error.meant)}")


def misworded(root: Node, interface: Interface, words: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Yield a problem for each word that is missing, or that has a {placeholder} for which there is no value."""
    for key, values in words.items():
        path, known = ("interface", "words", key, DEFAULT_LANGUAGE), [f"{{{name}}}" for name in sorted(values)]
        if key not in interface.words:
            wanted = f"words.{key} must be given; a page uses it{nearest(key, interface.words)}"
            yield root.at(path[:2], key=True).problem(wanted)
            continue
        text = interface.words[Identifier(key)].root[LanguageCode(DEFAULT_LANGUAGE)]
        if others := [found for found in placeholders(text) if found not in ("{", "}", *known)]:
            allowed = f"no placeholders but {', '.join(known)}" if known else "no placeholders"
            yield root.at(path).problem(f"{shown(path)} must have {allowed}, got {', '.join(others)}")


def records_of(root: Node) -> Iterator[tuple[KeyPath, type[Model], Node]]:
    """Yield every record's path, model and node."""
    for name, model in {**MAPS, **FOLDERS}.items():
        if name in root.value:
            yield from (((name, key), model, node) for key, node in root.value[name].value.items())
    yield from (((name,), model, root.value[name]) for name, model in SINGLE.items() if name in root.value)


def shown(path: KeyPath) -> str:
    """Return a path as a message names it: without what the file name says already."""
    inner = path[1 if path[0] in {**SINGLE, **MAPS} else 2 :]
    return ".".join(map(str, inner)) or "the record"


def telling(errors: list[Any]) -> Iterator[Any]:
    """Return the errors but for those that only count the entries of a list after wrong ones were left out."""
    outer = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return (error for error in errors if error["type"] != "too_short" or error["loc"] not in outer)


def problem_of(record: Node, path: KeyPath, model: type[Model], error: Any) -> Problem:
    """Return a pydantic error as a problem: where it is, what must be, what was got, the cure."""
    inner = tuple(part for part in error["loc"] if part != "[key]")
    kind, context, got, cure = error["type"], error.get("ctx", {}), error["input"], ""
    wanted = WANTED[kind].format(**context) if kind in WANTED else error["msg"]
    if kind == "value_error":
        wanted, cure = str(context["error"]), meant(getattr(context["error"], "meant", ""))
    elif kind == "literal_error":
        options = [option.strip("' ") for option in context["expected"].replace(" or ", ",").split(",")]
        wanted = f"must be one of {', '.join(options)}"
        cure = nearest(str(got), options).partition("; known are")[0]
    elif kind == "extra_forbidden":
        wanted, got = f"must not be here{nearest(str(inner[-1]), field_names(model, inner[:-1]))}", None
    elif kind in ("model_type", "dict_type"):
        cure = nearest("", field_names(model, inner))
    if kind not in ("missing", "too_short", "too_long") and isinstance(got, (str, list)):
        wanted += f", got {got!r}" if isinstance(got, str) else ", got a list"
    elif kind in ("string_type", "tuple_type"):
        wanted += ", got a map"
    node = record.at(inner, key=kind == "extra_forbidden" or error["loc"][-1:] == ("[key]",))
    return node.problem(f"{shown((*path, *inner))} {wanted}{cure}")


def field_names(model: Any, path: KeyPath) -> list[str]:
    """Return the names of the fields that the part of ``model`` at ``path`` may have."""
    part = schema = schema_of(model)
    for key in path:
        part = part.get("items") or part.get("properties", {}).get(key) or part.get("additionalProperties") or {}
        if "$ref" in part:
            part = schema["$defs"][part["$ref"].removeprefix(WITHIN)]
    return list(part.get("properties", {}))
