"""Files put in the place of others one by one, where a folder cannot be exchanged as a whole; no link is followed."""

import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

HOSTS = {"CNAME"}
"""Names of files that a host wants in the folder of a site; they stay, as every name that starts with a dot does."""


def stays(name: str) -> bool:
    """Return whether a file of a site, or a folder in which it is, stays: it is the host's, Git's or the owner's."""
    return any(part.startswith(".") or part in HOSTS for part in Path(name).parts)


def files_below(folder: Path) -> Iterator[str]:
    """Yield the path below ``folder`` of everything in it that is no folder, links included."""
    for place, folders, names in os.walk(folder):
        links, below = [name for name in folders if Path(place, name).is_symlink()], Path(place).relative_to(folder)
        yield from ((below / name).as_posix() for name in (*names, *links))


def fill_in(source: Path, target: Path, first: str) -> None:
    """Move the files of ``source`` into ``target``, on the same disk, and delete what is no longer there.

    The file ``first``, by which both folders are known, is copied before all others. Then come those that are new,
    then changed ones, then pages, which may need them. What is deleted comes last, so that every page is whole at
    every moment, the old one or the new.
    """
    target.mkdir(exist_ok=True)
    unlock(target)
    new = set(files_below(source)) - {first}
    shutil.copyfile(source / first, copy := source / f"{first}.copy")
    copy.replace(target / first)

    def turn(name: str) -> tuple[bool, bool, str]:
        return name.endswith(".html"), os.path.lexists(target / name), name

    for name in sorted(new, key=turn):
        make_way(target, name)
        (source / name).replace(target / name)
    prune(target, {target / name for name in new})


def make_way(target: Path, name: str) -> None:
    """Make the folders of a file below ``target``, in the place of files and links if need be."""
    path = target
    for part in Path(name).parts[:-1]:
        path = path / part
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
            path.mkdir()
    if (target / name).is_dir() and not (target / name).is_symlink():
        prune(target / name, ())
        with suppress(OSError):  # something in it stays: then the file cannot be put there, which is told
            (target / name).rmdir()


def prune(folder: Path, wanted: Collection[Path]) -> None:
    """Delete all files below ``folder`` that are not ``wanted`` and do not stay, and what folders are then empty."""
    for path in list(folder.iterdir()):
        if path in wanted or stays(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            prune(path, wanted)
            with suppress(OSError):
                path.rmdir()
        else:
            path.unlink()


def unlock(folder: Path) -> None:
    """Give this user every right to the folders below ``folder`` that do not stay; no link is followed."""
    for place, names, _ in os.walk(folder):
        names[:] = [name for name in names if not stays(name)]
        for path in (Path(place, name) for name in names):
            with suppress(OSError):
                if not path.is_symlink() and path.stat().st_mode & stat.S_IRWXU != stat.S_IRWXU:
                    path.chmod(path.stat().st_mode | stat.S_IRWXU)


def delete(folder: Path, last: str) -> None:
    """Delete a folder with all that is in it; its file ``last``, by which it is known, goes last."""
    unlock(folder)
    for path in sorted(folder.iterdir(), key=lambda path: path.name == last):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    folder.rmdir()
