"""The project in which a command runs, and its files, written so that nothing can be lost."""

import difflib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..editing.completion import editor_schemas, modeline
from ..editing.layout import laid_out
from ..reading.discovery import SCHEMA_FOLDER, read
from ..reading.load import read_drafts
from ..reading.nodes import TO_FILL, parse, parse_text
from ..reading.problems import DataError, quoted
from ..records.collections import FOLDERS
from ..records.messages import Message, message
from ..settings import DATA, Settings

Say = Callable[[str], None]  # a function that prints a message in the language of whoever runs a command


class Changes(dict[Path, tuple[str, str]]):
    """The files to be changed, by path: the text of each now, and its new text, which is the same at first."""

    def __missing__(self, path: Path) -> tuple[str, str]:
        return content(path), content(path)


class Refused(Exception):
    """A command cannot do what was asked for; the argument says why."""


def project_folder(start: Path) -> Path:
    """Return the folder of the project in which ``start`` is: the nearest one up from there that has the data."""
    for folder in (start, *start.parents):
        if (folder / DATA).is_dir():
            return folder
    raise Refused(message("There is no folder 'data' here or above; run the command in the project's folder."))


def empty_folder(path: Path, docs: Path = Settings.docs) -> Path:
    """Return the path of a folder that is new or has nothing in it; refuse any other, and one among what is read."""
    if os.path.lexists(path) and (not path.is_dir() or any(path.iterdir())):
        raise Refused(message("{path} must be an empty folder or a new one; nothing was written.", path=path))
    if told := why_no_site(path, Path(os.path.realpath(path)), (DATA, docs, Path("hooks"))):
        raise Refused(told)
    return path


def why_no_site(given: str | Path, site: Path, read: Iterable[Path]) -> Message | None:
    """Return why a site must not be in a folder: a build reads that one, one in it or one around it. Else nothing.

    The message names the folder as it was ``given``, and ``site`` is the same without links.
    """
    for folder in read:
        real, both = Path(os.path.realpath(folder)), {"path": given, "folder": folder}
        if site.is_relative_to(real) or real.is_relative_to(site):
            return message("{path} must not be {folder}, which a build reads, nor hold it, nor lie in it", **both)
    return None


def tell_drafts(say: Say) -> None:
    """Tell in a line which records are not published, if there are any."""
    if drafts := read_drafts(DATA).names:
        say(message("Drafts, which are not published: {names}", names=drafts))


def content(path: Path) -> str:
    """Return the text of a file; the mark of its encoding, with which some editors begin a file, is left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return file.read()


def in_format(path: Path, text: str | None = None) -> str:
    """Return the file at ``path``, or a new ``text`` of it, in the one format; raise ``DataError`` if it is no YAML."""
    node, problems = parse(path, str(path)) if text is None else parse_text(text, str(path))
    if wrong := [problem for problem in problems if problem.message != TO_FILL]:
        raise DataError(quoted(wrong, Path()))
    if not isinstance(node.value, dict | list):
        raise DataError([node.problem(message("must have fields, each with a name, a colon and a value"))])
    collection = path.parent.name if path.parent.name in FOLDERS else path.stem
    old = path.read_text("utf-8-sig") if text is None else text
    return laid_out(node, old, modeline(collection))


def write(path: Path, text: str, say: Say, before: str | None = None) -> None:
    """Write a file and say so: beside the old one, which it replaces only when it is whole.

    ``before`` is what the file held when it was read; if it holds something else by now, nothing is written.
    """
    for part in (path, *path.parents):
        if part.is_symlink():
            raise Refused(message("{path} is a link; nothing was written.", path=part))
    if before is not None and path.exists() and content(path) != before:
        told = message("{path} was changed by another program just now", path=path)
        raise Refused(told + message("; nothing was written, run the command again."))
    beside = path.with_name(f".{path.name[:20]}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        told = message("{path} cannot be written, it is as it was: {reason}.", path=path, reason=error.strerror)
        raise Refused(told) from None
    say(message("{path} is written.", path=path))


def write_schemas(say: Say, data: Path = DATA) -> None:
    """Write the JSON Schemas from which an editor of YAML completes, explains and underlines what is typed."""
    folder = data / SCHEMA_FOLDER
    for name, text in editor_schemas(read(data)[0].plain()).items():
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != text:
            write(folder / name, text, say)


def write_changes(changes: Mapping[Path, tuple[str, str]], dry_run: bool, say: Say) -> None:
    """Write files, each given as it was and as it is to be, or delete what is to be empty; or only show that."""
    for path, (old, new) in changes.items():
        if dry_run:
            before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
            print("".join(difflib.unified_diff(before, after, str(path), str(path))), end="")
        elif new:
            write(path, new, say, old)
        elif path.is_symlink() or path.parent.is_symlink():
            raise Refused(message("{path} is a link; nothing was deleted.", path=path))
        else:
            path.unlink()
            say(message("{path} is deleted.", path=path))
