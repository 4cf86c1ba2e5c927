"""Commands for people who edit the data. Run them in the project's folder, where ``data`` is."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .addresses import Settings
from .editing.completion import SCHEMA_FOLDER, editor_schemas, known_languages, modeline
from .editing.layout import canonical
from .editing.new_record import BEGUN, record_model, record_to_fill
from .language.translations import Progress
from .reading.discovery import read
from .reading.load import load
from .reading.nodes import TO_FILL, nodes, parse
from .reading.problems import DataError, Problem, quoted, report, workflow_commands
from .records.model import FOLDERS, MAPS
from .records.suggest import nearest
from .records.values import Identifier
from .site.files import whole_site
from .site.handwritten import handwritten
from .site.pages import sites
from .site.publisher import wrong_settings
from .site.words import words_used

DATA = Path("data")
"""The folder of the data, from the project's folder."""
NEWEST_FIRST = "changes"
"""The collection in which a new record stands before the others."""
Arguments = argparse.Namespace


class Refused(Exception):
    """A command cannot do what was asked for; the argument says why."""


def check_data(arguments: Arguments) -> None:
    """Check the data without building the site."""
    dossier = load(DATA, arguments.complete, words_used())
    records = sum(len(getattr(dossier, collection)) for collection in (*FOLDERS, *MAPS))
    print(f"The data is right: {records} records, {len(dossier.sources)} of them sources.")


def format_files(arguments: Arguments) -> None:
    """Bring YAML files into their one format. Comments are kept; only the layout changes."""
    changed = 0
    problems: list[Problem] = []
    for path in arguments.files or sorted(DATA.rglob("*.yml")):
        try:
            new, old = in_format(path), path.read_text("utf-8")
        except DataError as error:
            problems += error.problems
            continue
        changed += new != old
        if new != old and arguments.check:
            before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
            sys.stdout.writelines(difflib.unified_diff(before, after, str(path), f"{path}, in the format"))
        elif new != old:
            write(path, new)
    if problems:
        raise DataError(problems)
    if arguments.check and changed:
        raise Refused(f"{changed} file(s) are not in the format; run 'python -m dossier format'")
    print(f"{changed} file(s) changed.")


def begin_record(arguments: Arguments) -> None:
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
        path, lines = DATA / collection / f"{key}.yml", record_to_fill(FOLDERS[collection], known)
        if path.exists():
            raise Refused(f"{path} exists; choose another identifier")
    else:
        path, lines = DATA / f"{collection}.yml", record_to_fill(record_model(collection), known)
        lines = with_record(path, () if collection in MAPS else (collection,), key, lines)
    write(path, in_format(path, "\n".join(lines) + "\n"))
    write_schemas(arguments)
    print("Fill in each … there, delete what is not needed, and run 'python -m dossier check'.")


def with_record(path: Path, above: tuple[str, ...], key: str, lines: list[str]) -> list[str]:
    """Return the lines of a file of many records, which stand below the fields ``above``, with a new one among them."""
    records = parse(path, str(path))[0].at(above)
    if key in records.value:
        raise Refused(f"{path} has '{key}' already, in line {records.keys[key].line}; choose another identifier")
    margin = "  " * len(above)
    record = [f"{margin}{key}:", *(f"{margin}  {line}" for line in lines)]
    others = path.read_text("utf-8").splitlines()
    return record + others if path.stem == NEWEST_FIRST else others + record


def write_schemas(arguments: Arguments) -> None:
    """Write the JSON Schemas from which an editor of YAML completes, explains and underlines what is typed."""
    folder = DATA / SCHEMA_FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in editor_schemas(read(DATA)[0].plain()).items():
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != text:
            write(folder / name, text)


def list_translations(arguments: Arguments) -> None:
    """List the texts that are not translated, with their places."""
    dossier, root = load(DATA), read(DATA)[0]
    known, wanted = dossier.interface.languages, arguments.language
    if wanted and wanted not in known:
        raise Refused(f"LANGUAGE must be one of {', '.join(known)}, got '{wanted}'")
    gaps = [(path, language) for path, language in Progress(dossier).gaps if wanted in (None, language)]
    for path, language in gaps:
        print(root.at(path).problem(f"not translated into {language}"))
    print(f"{len(gaps)} text(s) not translated.")


def build_site(arguments: Arguments) -> None:
    """Write the whole site into a folder without MkDocs, with the settings of the environment."""
    folder, settings = arguments.folder, Settings.of_environment(os.environ)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} must be an empty folder or a new one; nothing was written.")
    if wrong := [*wrong_settings(settings)]:
        raise Refused("\n".join(wrong))
    dossier = load(DATA, bool(os.environ.get("REQUIRE_TRANSLATIONS")), words_used())
    made = sites(dossier, settings, handwritten(settings.docs, dossier.interface.languages))
    files = list(whole_site(made))
    for address, make in files:
        path, content = folder / address, make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    print(f"{folder} has the whole site: {len(files)} files.")


def in_format(path: Path, text: str | None = None) -> str:
    """Return the file at ``path``, or a new ``text`` of it, in the one format; raise ``DataError`` if it is no YAML."""
    node, problems = parse(path, str(path)) if text is None else nodes(text, str(path))
    if wrong := [problem for problem in problems if problem.message != TO_FILL]:
        raise DataError(quoted(wrong, Path()))
    collection = path.parent.name if path.parent.name in FOLDERS else path.stem
    return canonical(node, path.read_text("utf-8") if text is None else text, modeline(collection))


def write(path: Path, text: str) -> None:
    """Write a file and say so."""
    path.write_text(text, "utf-8", newline="\n")
    print(f"{path} is written.")


@dataclass(frozen=True)
class Command:
    """A command: its name, the function that runs it, what may follow it when it is typed, and an example."""

    name: str
    run: Callable[[Arguments], None]
    arguments: dict[str, dict[str, Any]]
    example: str


COMPLETE = {"action": "store_true", "help": "a missing translation is a mistake too"}
FILES = {"nargs": "*", "type": Path, "metavar": "FILE", "help": "the files; all of the data if none is named"}
DRY_RUN = {"action": "store_true", "help": "change nothing, but show what would change, and fail if anything"}
KIND = {"metavar": "KIND", "help": f"one of {', '.join(BEGUN)}"}
NAME = {"metavar": "IDENTIFIER", "help": "its name in the data: lower-case letters, digits and hyphens"}
CODE = {"nargs": "?", "metavar": "LANGUAGE", "help": "the code of a language, such as fr; all if none"}
SITE_FOLDER = {"type": Path, "metavar": "SITE_FOLDER", "help": "where to write: an empty folder, or a new one"}
COMMANDS = (
    Command("check", check_data, {"--complete": COMPLETE}, "check"),
    Command("format", format_files, {"files": FILES, "--check": DRY_RUN}, "format data/events.yml"),
    Command("new", begin_record, {"kind": KIND, "identifier": NAME}, "new source annual-report-2025"),
    Command("translations", list_translations, {"language": CODE}, "translations fr"),
    Command("schema", write_schemas, {}, "schema"),
    Command("build", build_site, {"folder": SITE_FOLDER}, "build site"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that is named; return 1 if it fails, and leave with 2 if it was not understood."""
    parser = argparse.ArgumentParser(
        prog="python -m dossier",
        description=__doc__.replace("``", ""),
        epilog="'python -m dossier COMMAND --help' tells more about one of them.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        told, example = command.run.__doc__, f"Example: python -m dossier {command.example}"
        subparser = commands.add_parser(command.name, help=told, description=told, epilog=example)
        subparser.set_defaults(run=command.run)
        for name, settings in command.arguments.items():
            subparser.add_argument(name, **settings)
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
