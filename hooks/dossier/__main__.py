"""Commands for people who edit the data. Run them in the project's folder, where ``data`` is."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what is loaded below takes a while, and has nothing to clean up

from .commands.another import begin_another
from .commands.build import build_site
from .commands.check import check_data
from .commands.files import format_files, make_schemas
from .commands.printing import print_problems, read_by_nobody
from .commands.project import Refused, project_folder
from .commands.records import begin_record, delete_record, rename_record
from .commands.translations import translations
from .editing.new_record import BEGUN
from .reading.problems import DataError
from .records.messages import in_language, language_for, message

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
    run: Callable[[argparse.Namespace], None]
    arguments: str
    example: str


READ_NO_FURTHER = 141  # the status of a command whose reader has ended, as shells have it: 128 and SIGPIPE
COMMANDS = (
    Command("check", check_data, "files --complete", "check\ncheck data/parties/bank.yml"),
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
        told = (command.run.__doc__ or "").replace("``", "")
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
    chosen.spoken = spoken = language_for(chosen.spoken)
    chosen.say = lambda words: print(in_language(words, spoken))
    try:
        enter_project(chosen)
        chosen.run(chosen)
        print(end="", flush=True)  # which a closed output does not mind
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
        if not error.errno:
            raise  # a missing template is an OSError too, and a fault of the code
        failed = {"name": error.filename or message("The command"), "reason": error.strerror}
        told = message("{name} failed: {reason}.", **failed)
        if isinstance(error, FileNotFoundError) and error.filename:
            told = message("There is no file {path}.", path=error.filename)
        print(told.render(spoken), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def enter_project(arguments: argparse.Namespace) -> None:
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
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
