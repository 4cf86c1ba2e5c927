"""Commands for people who edit the data. Run them in the project's folder, where ``data`` is."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

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
from .records.yaml_tables import yaml_table

READ_NO_FURTHER = 141  # the status of a command whose reader has ended, as shells have it: 128 and SIGPIPE
COMMAND_LINE: Mapping[str, Any] = yaml_table(Path(__file__).with_name("commands.yml"))
COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "check": check_data, "format": format_files, "new": begin_record, "rename": rename_record, "delete": delete_record,
    "translations": translations, "schema": make_schemas, "build": build_site, "init": begin_another,
}  # fmt: skip
"""The commands by their names, each with the function that runs it."""


def examples(commands: Iterable[str]) -> str:
    """Return examples of some commands as they are typed, each on a line."""
    lines = (line for name in commands for line in COMMAND_LINE["commands"][name]["examples"])
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
    for command, run in COMMANDS.items():
        told = (run.__doc__ or "").replace("``", "")
        subparser = commands.add_parser(
            command, help=told, description=told, epilog=examples([command]), formatter_class=raw
        )
        subparser.set_defaults(run=run)
        for name in (*COMMAND_LINE["commands"][command]["arguments"].split(), "--language"):
            given = COMMAND_LINE["arguments"][name]
            path = {"type": Path} if given.get("metavar") in ("FILE", "FOLDER") else {}
            subparser.add_argument(name, **given | path | {"help": given["help"].format(kinds=", ".join(BEGUN))})
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
