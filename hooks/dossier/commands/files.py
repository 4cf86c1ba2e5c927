"""Write files of the data anew: in their one layout, and the schemas that go with them."""

import argparse
from pathlib import Path

from ..reading.discovery import SCHEMA_FOLDER, visible
from ..reading.problems import DataError, Problem
from ..records.messages import message
from ..settings import DATA
from .project import Refused, content, in_format, write_changes, write_schemas


def format_files(arguments: argparse.Namespace) -> None:
    """Bring YAML files into their one format. Comments are kept; only the layout changes."""
    changes: dict[Path, tuple[str, str]] = {}
    problems: list[Problem] = []
    listed = sorted(path for path in DATA.rglob("*.yml") if visible(path))
    for path in arguments.files or listed:
        folder = path.parent.resolve()
        ours = folder.is_relative_to(DATA.resolve()) and not folder.is_relative_to((DATA / SCHEMA_FOLDER).resolve())
        if not ours or path.suffix != ".yml" or not path.exists():
            raise Refused(message("{path} is no file of data; nothing was changed.", path=path))
        try:
            new = in_format(path)
        except DataError as error:
            problems += error.problems
            continue
        if new.encode() != path.read_bytes():  # the mark of an encoding counts too, which ``content`` leaves out
            changes[path] = content(path), new
    write_changes(changes, arguments.check, arguments.say)
    if problems:
        raise DataError(problems)
    if arguments.check and changes:
        told = message("{count} file is not in the format | {count} files are not in the format", count=len(changes))
        raise Refused(told + message("; run 'python -m dossier format'"))
    arguments.say(message("{count} file changed. | {count} files changed.", count=len(changes)))


def make_schemas(arguments: argparse.Namespace) -> None:
    """Write the JSON Schemas from which an editor of YAML completes, explains and underlines what is typed."""
    write_schemas(arguments.say)
