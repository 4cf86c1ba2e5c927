"""Search for things that may not be in a project: links, devices, and files with names that some system cannot have."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ..records.messages import Message, message
from .problems import Problem, escaped

RESERVED = '*:<>"|?\\'
"""Characters that no file can have on Windows, and that a host's list of rules such as ``_headers`` may obey."""
DEVICE = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that no file can have on Windows, with any ending (Microsoft, "Naming Files, Paths, and Namespaces")."""


def irregular(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each thing below ``folder`` that must not be there; nothing is opened, no link is followed.

    A hidden link that leads nowhere is allowed, as editors use it as a lock. A folder that cannot be read is a problem
    unless it is hidden, for what is in it would be missing without a word.
    """
    if folder.is_symlink():
        yield Problem(folder.name, 1, 1, message("must not be a link; put the files here"))
        return
    folders = [folder]
    while folders:
        place = folders.pop()
        try:
            os.stat(f"{place}/.")  # noqa: PTH116 - who may list a folder may not always open what is in it
            entries = sorted(os.scandir(place), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            gone = isinstance(error, FileNotFoundError | NotADirectoryError)  # or never there, told by whoever needs it
            if not gone and not place.name.startswith("."):
                wanted = message("must be a folder that can be read; {reason}", reason=error.strerror)
                yield Problem(name_below(place, folder), 1, 1, wanted)
            continue
        names: dict[str, str] = {}
        for entry in entries:
            path, hidden, faults = entry.path, entry.name.startswith("."), list[Message]()
            if entry.is_symlink() and (not hidden or os.path.exists(path)):  # noqa: PTH110 - no error if forbidden
                faults.append(message("must not be a link; put the file here"))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(Path(path))
            elif not entry.is_symlink() and not entry.is_file(follow_symlinks=False):
                faults.append(message("must be a file of its own, not a link or a device; delete it"))
            if wrong := unusual(entry.name):
                faults.append(message("file name {wanted}", wanted=wrong))
            folded = unicodedata.normalize("NFC", entry.name).casefold()
            if folded in names and not hidden:
                told = message(
                    "file name must differ from {other} in more than capitals or accents; rename it, or delete one",
                    other=escaped(names[folded]),
                )
                faults.append(told)
            names[folded] = entry.name
            yield from (Problem(name_below(Path(path), folder), 1, 1, fault) for fault in faults)


def name_below(path: Path, folder: Path) -> str:
    """Return how messages call a path at or below ``folder``."""
    return escaped((Path(folder.name) / path.relative_to(folder)).as_posix())


def unusual(name: str) -> str:
    """Return the message about a name of a file that some system cannot have; nothing if it is right."""
    if odd := [sign for sign in name if sign in RESERVED or not sign.isprintable()]:
        return message("must not have '{sign}'; rename it", sign=escaped(odd[0]))
    if device := DEVICE.fullmatch(name):
        return message("must not be {name}, which Windows keeps for a device; add a word", name=device[1])
    ends = name.endswith((".", " "))
    return message("must not end in a point or a space; rename it") if ends else ""
