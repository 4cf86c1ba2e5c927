"""The files in the folder of the data, the problems of those that should not be there, and the nodes of the others."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..records.collections import FOLDERS, MAPS, SINGLE, file_of
from ..records.messages import CODE_LANGUAGE, message
from ..records.model import Dossier
from ..records.suggest import listed_names, meant, nearest
from ..records.values import Identifier
from .irregular import irregular
from .misplaced import elsewhere
from .nodes import Node, parse
from .problems import Problem, escaped, lines_in, look_alike

SCHEMA_FOLDER = "schema"  # the folder of what editors complete from, below the data
LONGEST_NAME = 100  # characters in the name of a record's file, so that all paths of a site fit any file system
ALMOST = ("", ".yaml", ".txt")  # endings of files that may be meant as records
COPY = re.compile(r"(.*?)(?:(?: - (?:Copy|copia|Cópia|Copie)| copy)(?: \(?\d+\)?)?| \(\d+\))(\.\w+)")
LEFT_OVER = re.compile(
    r"Thumbs\.db|desktop\.ini|4913|#.*#|.*~|.*\.(?:bak|orig|rej|swp|tmp|save|part|crdownload|download)|~\$.*"
    r"|(?:Copy of|C[oó]pi[ae] de) .*"
    r"|.*\(.*(?:conflicted copy|copia en conflicto|copie en conflit|cópia em conflito).*\)\.\w+"
)
"""Names of files that systems and editors leave behind."""
MUST_EXIST = message("must exist")
Tree = tuple[Node, list[Problem]]


def read(folder: Path) -> Tree:
    """Return the nodes of all files, in one tree by collection and identifier, and the problems of reading them."""
    name, root = folder.name, Node(folder.name, value={})
    paths, problems = listed(folder), list[Problem]()
    for path in paths:
        shown, wrong = f"{name}/{escaped(path.name)}", message("")
        if path.is_symlink() and visible(path):
            wrong = message("must not be a link; put the files here")
        elif path.name in FOLDERS and path.is_dir():
            root.value[path.name], found = read_folder(path, shown)
            problems += found
        elif path.suffix == ".yml" and path.stem in {**SINGLE, **MAPS}:
            node, found = parse(path, shown)
            if path.stem in MAPS and not isinstance(node.value, dict):
                wanted = message("must have records, each with its identifier and a colon before it")
                found = found or [node.problem(wanted)]
                begun = (line.partition(":")[0] for line in lines_in(path) if re.match(r"[\w-]+:", line))
                value = {key: Node(shown) for key in begun}  # so that what names these records is not told too
                node = replace(node, value=value, keys=value)  # what was read stays as it is, for the next build
            root.value[path.stem] = node
            problems += found
        elif path.name in FOLDERS:
            wrong = message("must be a folder")
        elif visible(path) and path.name != SCHEMA_FOLDER:
            expected = [*(f"{stem}.yml" for stem in (*SINGLE, *MAPS)), *FOLDERS]
            alike = nearest(path.stem, (Path(other).stem for other in expected), 0)
            cure = (alike and nearest(path.name, expected, 0)) or listed_names(expected)
            other = elsewhere(parse(path, shown)[0], (path.stem,), Dossier)
            wrong = other[1] if other else message("must not be here") + cure
        if wrong:
            problems.append(Problem(shown, 1, 1, wrong))
    told = {problem.file for problem in problems}
    problems += (problem for problem in irregular(folder) if problem.file not in told)
    there = {path.stem.lower() for path in paths}  # also under another name, which is told by itself
    missing = (name for name in SINGLE.keys() - there if Dossier.model_fields[name].is_required())
    return root, problems + [Problem(f"{name}/{stem}.yml", 1, 1, MUST_EXIST) for stem in missing]


def known_languages(data: Mapping[str, Any]) -> list[str]:
    """Return the languages that texts may have, the default one first, as far as they can be known."""
    interface = data.get("interface")
    known = interface.get("languages") if isinstance(interface, dict) else None
    return list(known) if known and isinstance(known, dict) else [CODE_LANGUAGE]


def read_folder(folder: Path, name: str) -> tuple[Node, list[Problem]]:
    """Return the nodes of the files in a folder of records, by identifier, and the problems of reading them."""
    node, problems = Node(name, value={}), list[Problem]()
    for file in filter(visible, listed(folder)):
        shown = f"{name}/{escaped(file.name)}"
        if wrong := misnamed(file):
            told = message("file name {wrong}", wrong=wrong) + look_alike(file.name)
            problems.append(Problem(shown, 1, 1, told))
        else:
            node.value[file.stem], found = parse(file, shown)
            problems += found
    return node, problems


def listed(folder: Path) -> list[Path]:
    """Return the files in a folder; none if it is not there, or cannot be read, which ``irregular`` tells."""
    with suppress(OSError):
        os.stat(f"{folder}/.")  # noqa: PTH116 - who may list a folder may not always open what is in it
        return sorted(folder.iterdir())
    return []


def misnamed(file: Path, ending: str = ".yml") -> str:
    """Return the message about the name of a file, as part of an address and of a path; nothing if it is right."""
    if file.is_dir():
        return message("must not be that of a folder; put its files here")
    if ending == ".yml" and file.suffix.lower() not in (ending, *ALMOST):
        return message("must end in {ending}; keep files of another kind outside of the data", ending=ending)
    if file.suffix != ending or not Identifier.fits(file.stem):
        wanted = message("{wanted}, and end in {ending}", wanted=Identifier.wanted, ending=ending)
        name = intended(file) and f"{intended(file)}{ending}"
        taken = file.parent.is_dir() and file.with_name(name or ending) in file.parent.iterdir()
        return wanted + (message("; there is {name} too: delete one of them", name=name) if taken else meant(name))
    if len(file.stem) > LONGEST_NAME:
        wanted = message("must have at most {most} characters before {ending}", most=LONGEST_NAME, ending=ending)
        return wanted + message(", got {got}; shorten it", got=len(file.stem))
    return ""


def intended(file: Path) -> str:
    """Return the identifier that the name of a file was probably meant to give; empty if none can be made of it."""
    return Identifier.guess(re.sub(r"(?i)(\.(ya?ml|txt|md|markdown|html?))+$", "", COPY.sub(r"\1\2", file.name)))


def cure_for_file(folder: Path, collection: str, key: str) -> str:
    """Return the cure for a record without a file in the data: it lies elsewhere, or git knows it; else nothing."""
    project, file, place = folder.parent, file_of((collection, key)), collection if collection in FOLDERS else ""
    for path in filter(Path.is_file, (project / f"{key}.yml", project / "docs" / f"{key}.yml")):
        return message("; move the file {path} to data/{folder}", path=path.relative_to(project), folder=place)
    if asked_of_git(project, "ls-files", f"data/{file}"):
        return message("; if data/{file} was deleted, 'git checkout -- data/{file}' brings it back", file=file)
    return ""


def asked_of_git(project: Path, *arguments: str) -> str:
    """Return the answer of git about a project; nothing where it is not kept in git."""
    with suppress(OSError):
        run = subprocess.run(["git", *arguments], cwd=project, capture_output=True, check=False)
        return run.stdout.decode(errors="replace")
    return ""


def visible(path: Path) -> bool:
    """Return whether a file is meant to be data: not hidden, no copy, not what systems and editors leave behind."""
    copy = COPY.fullmatch(path.name)
    copied = copy and (copy[2] != ".yml" or path.with_name(copy[1] + copy[2]).exists())
    return not path.name.startswith(".") and not LEFT_OVER.fullmatch(path.name) and not copied


def passed_over(folder: Path) -> Iterator[Problem]:
    """Yield advice for each file in the data that is passed over and not hidden."""
    places = (folder, *(folder / name for name in FOLDERS))
    left = (path for place in places for path in listed(place) if not visible(path) and path.name[0] != ".")
    told = message("is passed over, as a copy or what a system left behind; give it a name of its own, or delete it")
    yield from (Problem(escaped(str(path.relative_to(folder.parent))), 1, 1, told) for path in left)


def deleted(folder: Path, dossier: Dossier) -> Iterator[Problem]:
    """Yield advice for each file that was deleted since the last revision of git and leads its readers nowhere."""
    asked = ("diff", "HEAD", "--relative", "--name-only", "--no-renames", "--diff-filter=D", "--", "data", "docs")
    for file in map(Path, asked_of_git(folder.parent, *asked).splitlines()):
        kind, told = file.parent.name, message("was deleted; 'git checkout HEAD -- {path}' brings it back", path=file)
        leads_on = f"{kind}/{file.stem}" in dossier.withdrawn.pages or kind in dossier.interface.languages
        if kind in FOLDERS:
            told += message(", or say under 'pages' in data/withdrawn.yml where the readers of its page go")
        if file.suffix in (".yml", ".md") and not leads_on:
            yield Problem(file.as_posix(), 1, 1, told)
