"""Commands for people who edit the data. Run them in the project's folder, where ``data`` is."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from .addresses import Settings
from .editing.completion import SCHEMA_FOLDER, editor_schemas, known_languages, modeline
from .editing.layout import canonical
from .editing.new_record import BEGUN, record_model, record_to_fill
from .language.translations import Progress
from .reading.load import load, read
from .reading.nodes import TO_FILL, nodes, parse
from .reading.problems import DataError, quoted, report, workflow_commands
from .records.model import FOLDERS, MAPS
from .records.suggest import nearest
from .records.values import Identifier
from .site.pages import sites

DATA, DOCS = Path("data"), Path("docs")
"""Where the data and the hand-written pages are, from the project's folder."""
NEWEST_FIRST = "changes"
"""The collection in which a new record stands before the others."""
Item = TypeVar("Item")
SILENCE = 2
"""Seconds after which a command says how far it is."""


class Refused(Exception):
    """What was asked for cannot be done; the argument says why."""


def check(arguments: argparse.Namespace) -> None:
    """Check the data without building the site; whether it has each word that a page uses, writing the pages tells."""
    dossier = load(DATA, arguments.complete)
    for page in progress([page for site in sites(dossier, Settings()).values() for page in site.pages()], "pages"):
        _ = page.written
    records = sum(len(getattr(dossier, collection)) for collection in (*FOLDERS, *MAPS))
    print(f"The data is right: {records} records, {len(dossier.sources)} of them sources.")


def lay_out(arguments: argparse.Namespace) -> None:
    """Bring YAML files into their one format. Comments are kept; only the layout changes."""
    changed, problems = [], []
    for path in progress(arguments.files or sorted(DATA.rglob("*.yml"))):
        try:
            new = formatted(path)
        except DataError as error:
            problems += error.problems
            continue
        if new != (old := path.read_text("utf-8")):
            changed.append(path)
            if arguments.check:
                sys.stdout.writelines(
                    difflib.unified_diff(
                        old.splitlines(keepends=True),
                        new.splitlines(keepends=True),
                        str(path),
                        f"{path}, in the format",
                    )
                )
            else:
                write(path, new)
    if problems:
        raise DataError(problems)
    if arguments.check and changed:
        raise Refused(f"{len(changed)} file(s) are not in the format; run 'python -m dossier format'")
    print(f"{len(changed)} file(s) changed.")


def begin(arguments: argparse.Namespace) -> None:
    """Begin a new record, with every field, what it means, and a … wherever something is to be filled in."""
    if arguments.kind not in BEGUN:
        cure = nearest(arguments.kind, BEGUN).partition("; known")[0]
        raise Refused(f"KIND must be one of {', '.join(BEGUN)}, got '{arguments.kind}'{cure}")
    try:
        key = Identifier.check(arguments.identifier)
    except ValueError as error:
        raise Refused(f"IDENTIFIER {error}, got '{arguments.identifier}'") from None
    collection = BEGUN[arguments.kind]
    known = known_languages(read(DATA)[0].plain())
    if collection in FOLDERS:
        path = DATA / collection / f"{key}.yml"
        if path.exists():
            raise Refused(f"{path} exists; choose another identifier")
        lines = record_to_fill(FOLDERS[collection], known)
    else:
        path = DATA / f"{collection}.yml"
        above = () if collection in MAPS else (collection,)
        lines = added(path, above, key, record_to_fill(record_model(collection), known), collection == NEWEST_FIRST)
    write(path, formatted(path, "\n".join(lines) + "\n"))
    write_schemas(arguments)
    print("Fill in each … there, delete what is not needed, and run 'python -m dossier check'.")


def added(path: Path, above: tuple[str, ...], key: str, lines: list[str], first: bool) -> list[str]:
    """The lines of a file of many records, which stand below the fields ``above``, with a new record among them."""
    records = parse(path, str(path))[0].at(above)
    if key in records.value:
        raise Refused(f"{path} has '{key}' already, in line {records.keys[key].line}; choose another identifier")
    margin = "  " * len(above)
    record = [f"{margin}{key}:", *(f"{margin}  {line}" for line in lines)]
    others = path.read_text("utf-8").splitlines()
    return record + others if first else others + record


def write_schemas(arguments: argparse.Namespace) -> None:
    """Write the JSON Schemas from which an editor of YAML completes, explains and underlines what is typed."""
    folder = DATA / SCHEMA_FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in editor_schemas(read(DATA)[0].plain()).items():
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != text:
            write(folder / name, text)


def translations(arguments: argparse.Namespace) -> None:
    """List the texts that are not translated, with their places."""
    dossier, root = load(DATA), read(DATA)[0]
    if arguments.language and arguments.language not in dossier.interface.languages:
        raise Refused(f"LANGUAGE must be one of {', '.join(dossier.interface.languages)}, got '{arguments.language}'")
    gaps = [(path, language) for path, language in Progress(dossier).gaps if arguments.language in (None, language)]
    for path, language in gaps:
        print(root.at(path).problem(f"not translated into {language}"))
    print(f"{len(gaps)} text(s) not translated.")


def formatted(path: Path, text: str | None = None) -> str:
    """The file at ``path``, or a new ``text`` of it, in the one format; ``DataError`` if that is not YAML."""
    node, problems = parse(path, str(path)) if text is None else nodes(text, str(path))
    if wrong := [problem for problem in problems if problem.message != TO_FILL]:
        raise DataError(quoted(wrong, Path()))
    collection = path.parent.name if path.parent.name in FOLDERS else path.stem
    return canonical(node, path.read_text("utf-8") if text is None else text, modeline(collection))


def write(path: Path, text: str) -> None:
    """Write a file and say so."""
    path.write_text(text, "utf-8", newline="\n")
    print(f"{path} is written.")


def progress(items: Sequence[Item], what: str = "files") -> Iterator[Item]:
    """The items one by one, while a person who waits at a terminal is told how many are done."""
    start, told = time.monotonic(), False
    for number, item in enumerate(items):
        if sys.stderr.isatty() and time.monotonic() - start > SILENCE:
            print(f"\r{number} of {len(items)} {what}", end="", file=sys.stderr, flush=True)
            told = True
        yield item
    if told:
        print(file=sys.stderr)


@dataclass(frozen=True)
class Command:
    """What is typed, what it does, what may follow it, and an example."""

    name: str
    run: Callable[[argparse.Namespace], None]
    arguments: dict[str, dict[str, Any]]
    example: str


COMMANDS = (
    Command(
        "check",
        check,
        {
            "--complete": {"action": "store_true", "help": "a missing translation is a mistake too"},
        },
        "python -m dossier check",
    ),
    Command(
        "format",
        lay_out,
        {
            "files": {
                "nargs": "*",
                "type": Path,
                "metavar": "FILE",
                "help": "the files; all of the data if none is named",
            },
            "--check": {
                "action": "store_true",
                "help": "change nothing, but show what would change, and fail if anything",
            },
        },
        "python -m dossier format data/events.yml",
    ),
    Command(
        "new",
        begin,
        {
            "kind": {"metavar": "KIND", "help": f"one of {', '.join(BEGUN)}"},
            "identifier": {
                "metavar": "IDENTIFIER",
                "help": "its name in the data: lower-case letters, digits and hyphens",
            },
        },
        "python -m dossier new source annual-report-2025",
    ),
    Command(
        "translations",
        translations,
        {
            "language": {
                "nargs": "?",
                "metavar": "LANGUAGE",
                "help": "the code of a language, such as fr; all if none",
            },
        },
        "python -m dossier translations fr",
    ),
    Command("schema", write_schemas, {}, "python -m dossier schema"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that is named. The exit status is 1 if it fails, and 2 if it was not understood."""
    parser = argparse.ArgumentParser(
        prog="python -m dossier",
        description=__doc__.replace("``", ""),
        epilog="'python -m dossier COMMAND --help' tells more about one of them.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        told = str(command.run.__doc__)
        added = commands.add_parser(command.name, help=told, description=told, epilog=f"Example: {command.example}")
        added.set_defaults(run=command.run)
        for name, settings in command.arguments.items():
            added.add_argument(name, **settings)
    chosen = parser.parse_args(arguments)
    try:
        if not DATA.is_dir():
            raise Refused("There is no folder 'data' here; run the command in the project's folder.")
        chosen.run(chosen)
    except DataError as error:
        if os.environ.get("GITHUB_ACTIONS"):
            print(workflow_commands(error.problems))
        print(f"{report(error.problems)}\n{len(error.problems)} problem(s) in the data.", file=sys.stderr)
        return 1
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
