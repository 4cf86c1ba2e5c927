"""Search for things that may not be in a project: links, devices, and files with names that some system cannot have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..records.messages import message
from .problems import Problem, escaped

RESERVED = '*:<>"|?\\'
"""Characters that no file can have on Windows, and that a host's list of rules such as ``_headers`` may obey."""


def irregular(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each thing below ``folder`` that must not be there; nothing is opened, no link is followed.

    A hidden link to nothing is none: some editors keep one beside a file that is being edited.
    """
    if folder.is_symlink():
        yield Problem(folder.name, 1, 1, message("must not be a link; put the files here"))
        return
    folders = [folder]
    while folders:
        try:
            entries = sorted(os.scandir(folders.pop()), key=lambda entry: entry.name)
        except OSError:  # told by whoever has to read it
            continue
        for entry in entries:
            path = Path(entry.path)
            name = escaped(f"{folder.name}/{path.relative_to(folder).as_posix()}")
            hidden = entry.name.startswith(".")
            if entry.is_symlink() and (not hidden or os.path.exists(path)):  # noqa: PTH110 - no error if forbidden
                yield Problem(name, 1, 1, message("must not be a link; put the file here"))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif not entry.is_symlink() and not entry.is_file(follow_symlinks=False):
                wanted = message("must be a file of its own, not a link or a device; delete it")
                yield Problem(name, 1, 1, wanted)
            if odd := [sign for sign in entry.name if sign in RESERVED or not sign.isprintable()]:
                wanted = message("file name must not have '{sign}'; rename it", sign=escaped(odd[0]))
                yield Problem(name, 1, 1, wanted)
