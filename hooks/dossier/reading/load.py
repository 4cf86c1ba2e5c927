"""A folder of YAML into a checked dossier, or into the list of everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..records.fields import names_at
from ..records.model import FOLDERS, MAPS, SINGLE, Dossier, KeyPath
from ..records.rules import broken_rules
from ..records.statements import Model
from ..records.suggest import meant, nearest
from ..records.values import Identifier, NotRight
from .nodes import MOST, Node, foreign, parse, printable
from .problems import DataError, Problem, quoted

LONGEST_NAME = 100  # characters in the name of a record's file, so that all paths of a site fit any file system
DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that no file can have on Windows (Microsoft, "Naming Files, Paths, and Namespaces")."""
WANTED = {
    "missing": "must be given",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_type": "must be a text",
    "dict_type": "must have fields of its own, each with a name, a colon and a value",
    "model_type": "must have fields of its own, each with a name, a colon and a value",
    "tuple_type": "must be a list, in brackets as [a, b] or each entry on a line that starts with a hyphen",
    "too_short": "must list at least {min_length}, got {actual_length}",
    "too_long": "must list at most {max_length}, got {actual_length}",
}
"""What must be, by the type of pydantic's error."""


def load(folder: Path, complete: bool = False) -> Dossier:
    """The dossier that the YAML files in ``folder`` describe; ``DataError`` with all problems otherwise.

    Where ``complete`` is asked for, a missing translation is a problem too.
    """
    root, problems = read(folder)
    broken = {problem.file for problem in problems}
    problems += (problem for problem in misidentified(root) if problem.file not in broken)
    records: dict[str, Any] = {}
    for path, model, node in kept(root):
        if node.file in broken:
            continue
        try:
            record = model.model_validate(node.plain())
        except ValidationError as error:
            found = islice(telling(error.errors()), MOST)
            problems += (explain(node, path, model, detail) for detail in found)
        else:
            records.setdefault(str(path[0]), {})[path[-1]] = record
    records |= {name: records[name][name] for name in SINGLE if name in records}
    known = {name: set(node.value) for name, node in root.value.items() if name not in SINGLE}
    for path, message in islice(broken_rules(records, known, complete), MOST):
        node = root.at(path)
        problems.append(node.problem(f"{shown(path)} {message}"))
    if problems:
        raise DataError(quoted(problems, folder))
    return Dossier.model_construct(**records)


def read(folder: Path) -> tuple[Node, list[Problem]]:
    """The nodes of all files, in one tree by collection and identifier, and the problems of reading them."""
    name = folder.name
    root = Node(name, 1, 1, {})
    paths, problems = listed(folder, name)
    for path in paths:
        if path.is_symlink() and visible(path):
            problems.append(Problem(f"{name}/{printable(path.name)}", 1, 1, "must not be a link; put the files here"))
        elif path.is_dir() and path.name in FOLDERS:
            node = root.value[path.name] = Node(f"{name}/{path.name}", 1, 1, {})
            files, found = listed(path, node.file)
            problems += found
            for file in filter(visible, files):
                shown_as = f"{name}/{path.name}/{printable(file.name)}"
                if wrong := misnamed(file):
                    problems.append(Problem(shown_as, 1, 1, f"file name {wrong}{foreign(file.name)}"))
                else:
                    node.value[file.stem], found = parse(file, shown_as)
                    problems += found
        elif path.suffix == ".yml" and path.stem in {**SINGLE, **MAPS}:
            node, found = parse(path, f"{name}/{path.name}")
            if path.stem in MAPS and not isinstance(node.value, dict):
                found = found or [node.problem("must have records, each with its identifier and a colon before it")]
                node = Node(node.file, node.line, node.column, {})
            root.value[path.stem] = node
            problems += found
        elif path.name in FOLDERS:
            problems.append(Problem(f"{name}/{path.name}", 1, 1, "must be a folder"))
        elif visible(path) and path.name != "schema":
            expected = [f"{stem}.yml" for stem in (*SINGLE, *MAPS)] + list(FOLDERS)
            problems.append(
                Problem(f"{name}/{printable(path.name)}", 1, 1, f"must not be here{nearest(path.name, expected)}")
            )
    for stem in SINGLE.keys() - root.value.keys():
        problems.append(Problem(f"{name}/{stem}.yml", 1, 1, "must exist"))
    return root, problems


def listed(folder: Path, name: str) -> tuple[list[Path], list[Problem]]:
    """What is in a folder, which messages call ``name``; a problem instead if a folder is there and cannot be read."""
    try:
        paths = sorted(folder.iterdir())
        for path in paths:
            path.lstat()
    except OSError as error:
        unreadable = Problem(name, 1, 1, f"must be a folder that can be read; {error.strerror}")
        return [], [unreadable] * folder.is_dir()
    return paths, []


def misnamed(file: Path) -> str:
    """What the name of a record's file must be, if it is not: it is part of an address, and of a path on any system."""
    try:
        Identifier.check(file.stem if file.suffix == ".yml" else "")
    except ValueError as error:
        return f"{error}, and end in .yml"
    if len(file.stem) > LONGEST_NAME:
        return f"must have at most {LONGEST_NAME} characters before .yml, got {len(file.stem)}; shorten it"
    if DEVICE.fullmatch(file.stem):
        return f"must not be {file.stem}, which Windows keeps for a device; add a word"
    return ""


def misidentified(root: Node) -> Iterator[Problem]:
    """Records of the files with many of them whose identifier is none."""
    for name in MAPS.keys() & root.value.keys():
        for key, node in root.value[name].keys.items():
            try:
                Identifier.check(key)
            except NotRight as error:
                yield node.problem(f"{shown((name, key))} {error}, got {key!r}{meant(error.meant)}")


def visible(path: Path) -> bool:
    """Whether a file is meant to be data: not hidden, not the copy an editor leaves behind."""
    return not path.name.startswith(".") and not path.name.endswith("~")


def kept(root: Node) -> Iterator[tuple[KeyPath, type[Model], Node]]:
    """Every record's path, model and node."""
    for name, model in {**MAPS, **FOLDERS}.items():
        if name in root.value:
            yield from (((name, key), model, node) for key, node in root.value[name].value.items())
    yield from (((name,), model, root.value[name]) for name, model in SINGLE.items() if name in root.value)


def shown(path: KeyPath) -> str:
    """A path as a message names it: without what the file name says already."""
    inner = path[1 if path[0] in {**SINGLE, **MAPS} else 2 :]
    return ".".join(map(str, inner)) or "the record"


def telling(errors: list[Any]) -> Iterator[Any]:
    """The errors without those that only count the entries of a list after wrong ones were left out."""
    outer = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return (error for error in errors if error["type"] != "too_short" or error["loc"] not in outer)


def explain(record: Node, path: KeyPath, model: type[Model], error: Any) -> Problem:
    """A pydantic error as a problem: where it is, what must be, what was got, the cure."""
    inner = tuple(part for part in error["loc"] if part != "[key]")
    node = record.at(inner, key=error["type"] == "extra_forbidden" or error["loc"][-1:] == ("[key]",))
    wanted = WANTED[error["type"]].format(**error.get("ctx", {})) if error["type"] in WANTED else error["msg"]
    got, cure = error["input"], ""
    if error["type"] == "value_error":
        wanted, cure = str(error["ctx"]["error"]), meant(getattr(error["ctx"]["error"], "meant", ""))
    elif error["type"] == "literal_error":
        options = [option.strip("' ") for option in error["ctx"]["expected"].replace(" or ", ",").split(",")]
        wanted = f"must be one of {', '.join(options)}"
        cure = nearest(str(got), options).partition("; known are")[0]
    elif error["type"] == "extra_forbidden":
        wanted, got = f"must not be here{nearest(str(inner[-1]), names_at(model, inner[:-1]))}", None
    if error["type"] not in ("missing", "too_short", "too_long") and isinstance(got, (str, list)):
        wanted += f", got {got!r}" if isinstance(got, str) else ", got a list"
    elif error["type"] in ("string_type", "tuple_type"):
        wanted += ", got a map"
    if error["type"] in ("model_type", "dict_type"):
        cure = nearest("", names_at(model, inner))
    return node.problem(f"{shown((*path, *inner))} {wanted}{cure}")
