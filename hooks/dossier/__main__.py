"""Commands for people who edit the data. Run them in the project's folder, where ``data`` is."""

from __future__ import annotations

import argparse
import gc
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .addresses import Settings, switched_on
from .commands.another import begin_another
from .commands.project import DATA, Refused, apply, content, empty_folder, in_format, project_folder, write_schemas
from .commands.records import begin_record, delete_record, rename_record
from .commands.translations import translations
from .editing.completion import SCHEMA_FOLDER
from .editing.new_record import BEGUN
from .reading.discovery import visible
from .reading.load import advise, read_drafts
from .reading.problems import DataError, Problem, annotate, read_by_nobody, report
from .records.messages import Message, in_language, language_for, message, together
from .records.model import FOLDERS, MAPS
from .site.files import RARELY, project_sites, whole_site
from .site.pages import default
from .site.publisher import wrong_settings

Arguments = argparse.Namespace


def check_data(arguments: Arguments) -> None:
    """Check the data, and the pages written by hand, without building the site."""
    dossier = default(project_sites(DATA, Settings(), arguments.complete)).dossier
    records = sum(len(getattr(dossier, collection)) for collection in (*FOLDERS, *MAPS))
    tell_drafts(arguments)
    if told := advise(DATA, dossier):
        counted = message(
            "{count} piece of advice; it does not stop the site. | "
            "{count} pieces of advice; none of them stops the site.",
            count=len(told),
        )
        print_problems(told, counted, arguments.spoken, "notice")
    counts = {"records": records, "sources": len(dossier.sources)}
    arguments.say(message("The data is right: {records} records, {sources} of them sources.", **counts))


def format_files(arguments: Arguments) -> None:
    """Bring YAML files into their one format. Comments are kept; only the layout changes."""
    changes: dict[Path, tuple[str, str]] = {}
    problems: list[Problem] = []
    listed = sorted(path for path in DATA.rglob("*.yml") if visible(path))
    for path in arguments.files or listed:
        if SCHEMA_FOLDER in path.parts or path.suffix != ".yml":
            raise Refused(message("{path} is no file of data; nothing was changed.", path=path))
        try:
            new = in_format(path)
        except DataError as error:
            problems += error.problems
            continue
        if new.encode() != path.read_bytes():  # the mark of an encoding counts too, which ``content`` leaves out
            changes[path] = content(path), new
    apply(changes, arguments.check, arguments.say)
    if problems:
        raise DataError(problems)
    if arguments.check and changes:
        told = message("{count} file is not in the format | {count} files are not in the format", count=len(changes))
        raise Refused(told + message("; run 'python -m dossier format'"))
    arguments.say(message("{count} file changed. | {count} files changed.", count=len(changes)))


def make_schemas(arguments: Arguments) -> None:
    """Write the JSON Schemas from which an editor of YAML completes, explains and underlines what is typed."""
    write_schemas(arguments.say)


def build_site(arguments: Arguments) -> None:
    """Write the whole site into a folder without MkDocs, with the settings of the environment."""
    gc.set_threshold(*RARELY)
    folder, settings = empty_folder(arguments.folder), Settings.of_environment(os.environ)
    for read in (DATA, settings.docs):
        if folder.resolve().is_relative_to(read.resolve()):
            both = {"path": folder, "folder": read}
            told = message("{path} must not be {folder}, which a build reads, nor hold it, nor lie in it", **both)
            raise Refused(told)
    if wrong := [*wrong_settings(settings)]:
        raise Refused(together(wrong, "\n"))
    made = project_sites(DATA, settings, switched_on(os.environ, "REQUIRE_TRANSLATIONS"))
    written = set()
    try:
        for address, make in whole_site(made):
            path, content = folder / address, make()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            written.add(address)
    except BaseException:  # half a site would look like a whole one
        shutil.rmtree(folder, ignore_errors=True)
        raise
    tell_drafts(arguments)
    arguments.say(message("{path} has the whole site: {number} files.", path=folder, number=len(written)))


def tell_drafts(arguments: Arguments) -> None:
    """Tell in a line which records are not published, if there are any."""
    if drafts := read_drafts(DATA).names:
        arguments.say(message("Drafts, which are not published: {names}", names=drafts))


SWITCH = {"action": "store_true"}
NAME = {"metavar": "IDENTIFIER", "help": "its name in the data: lower-case letters, digits and hyphens"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "--complete": {**SWITCH, "help": "a missing translation is a mistake too"},
    "files": {"nargs": "*", "type": Path, "metavar": "FILE", "help": "the files; all of the data if none is named"},
    "--check": {**SWITCH, "help": "change nothing, but show what would change, and fail if anything"},
    "--dry-run": {**SWITCH, "help": "change nothing, but show what would change"},
    "kind": {"metavar": "KIND", "help": f"one of {', '.join(BEGUN)}"},
    "identifier": NAME,
    "old": {"metavar": "OLD", "help": "its identifier so far"},
    "new": NAME,
    "language": {"nargs": "?", "metavar": "LANGUAGE", "help": "the code of a language, such as fr; all if none"},
    "--to": {"type": Path, "metavar": "FILE", "help": "write all texts into a new sheet (CSV) for a translator"},
    "--missing": {**SWITCH, "help": "with --to: only the texts that are not translated yet"},
    "--from": {"dest": "sheet", "type": Path, "metavar": "FILE", "help": "put what was translated in such a sheet into "
               "the data"},
    "--since": {"metavar": "REVISION", "help": "list the translations that are as in a revision of git, such as main, "
                "though the original is not"},
    "folder": {"type": Path, "metavar": "FOLDER", "help": "where to write: an empty folder, or a new one"},
    "--language": {"dest": "spoken", "default": "", "metavar": "CODE", "help": "the language of messages: es"},
}  # fmt: skip
"""The arguments that may follow a command, as ``argparse`` is told them; the last may follow every command."""


class Command(NamedTuple):
    """A command: its name, the function that runs it, the names of its arguments, and examples."""

    name: str
    run: Callable[[Arguments], None]
    arguments: str
    example: str


READ_NO_FURTHER = 141  # the status of a command whose reader has ended, as shells have it: 128 and SIGPIPE
COMMANDS = (
    Command("check", check_data, "--complete", "check"),
    Command("format", format_files, "files --check", "format data/events.yml"),
    Command("new", begin_record, "kind identifier", "new source annual-report-2025"),
    Command("rename", rename_record, "kind old new --dry-run", "rename area mud silt"),
    Command("delete", delete_record, "kind identifier --dry-run", "delete source old-report"),
    Command(
        "translations",
        translations,
        "language --to --missing --from --since",
        "translations fr\ntranslations fr --to fr.csv\ntranslations fr --to new.csv --missing\n"
        "translations fr --from fr.csv\ntranslations --since main",
    ),
    Command("schema", make_schemas, "", "schema"),
    Command("build", build_site, "folder", "build site"),
    Command("init", begin_another, "folder", "init ../other-agreement"),
)


def examples(commands: Iterable[Command]) -> str:
    """Return examples of some commands as they are typed, each on a line."""
    lines = (line for command in commands for line in command.example.split("\n"))
    return "Examples:\n" + "".join(f"  python -m dossier {line}\n" for line in lines)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the words after ``python -m dossier``."""
    raw = argparse.RawDescriptionHelpFormatter
    made = argparse.ArgumentParser(
        prog="python -m dossier",
        description=__doc__.replace("``", ""),
        epilog=f"{examples(COMMANDS)}'python -m dossier COMMAND --help' tells more about one of them.",
        formatter_class=raw,
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        told = command.run.__doc__
        subparser = commands.add_parser(
            command.name, help=told, description=told, epilog=examples([command]), formatter_class=raw
        )
        subparser.set_defaults(run=command.run)
        for name in (*command.arguments.split(), "--language"):
            subparser.add_argument(name, **ARGUMENTS[name])
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that is named; return 1 if it fails, and leave with 2 if it was not understood."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may lack a letter of the data
    chosen = parser().parse_args(arguments)
    chosen.spoken = spoken = language_for(chosen.spoken, os.environ)
    chosen.say = lambda words: print(in_language(words, spoken))
    try:
        enter_project(chosen)
        chosen.run(chosen)
        sys.stdout.flush()
    except DataError as error:
        counted = message("{count} problem in the data. | {count} problems in the data.", count=len(error.problems))
        print_problems(error.problems, counted, spoken, "error")
        return 1
    except Refused as error:
        print(in_language(error.args[0], spoken), file=sys.stderr)
        return 1
    except BrokenPipeError:
        read_by_nobody()
        return READ_NO_FURTHER
    except OSError as error:
        failed = {"name": error.filename or message("The command"), "reason": error.strerror}
        print(message("{name} failed: {reason}.", **failed).render(spoken), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def print_problems(problems: list[Problem], counted: Message, spoken: str, level: str) -> None:
    """Tell problems and how many they are; on GitHub, they are marked in the files too."""
    annotate(problems, level, spoken)
    print(f"{report(problems, spoken)}\n{counted.render(spoken)}", file=sys.stderr)


def enter_project(arguments: Arguments) -> None:
    """Go to the folder of the project, and turn the paths among the arguments so that they lead to the same files."""
    start = Path.cwd()
    root = project_folder(start)
    if root == start:
        return

    def turned(path: Path) -> Path:
        return path if path.is_absolute() else Path(os.path.relpath(start / path, root))

    for name, value in vars(arguments).items():
        if isinstance(value, Path):
            setattr(arguments, name, turned(value))
        elif isinstance(value, list):
            setattr(arguments, name, [turned(path) for path in value])
    os.chdir(root)


if __name__ == "__main__":
    sys.exit(main())
