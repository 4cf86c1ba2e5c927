"""A site is published as a whole: built in a folder of its own, then put in the place of the last good one.

``.github/PUBLISHING.md`` says in plain words how, for each kind of place.
"""

import ctypes
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

from dossier.commands.project import why_no_site
from dossier.records.messages import message

from .filling import delete, files_below, fill_in, stays
from .lock import Lock, LockTimeout
from .settings import Failed, inform

MARKER = ".dossier-site"
"""The file by which a folder is known to be made by a build, so that the next one may replace all that is in it."""
NOTE = (
    "A build made this folder. The next one deletes whatever else is put here, "
    "except CNAME and names that start with a dot.\n"
)
PATIENCE = 600
"""Seconds that a build waits for another one of the same site."""
OTHER_FOLDER = message("; choose another folder with --site-dir")
NAMES_SHOWN = 3
"""The most names that a message shows of files that stand in the way."""
FOR_OTHERS = 0o077
"""The rights of the group and of everybody, which a user may withhold from new files (``man 2 umask``)."""
HERE = -100
"""``AT_FDCWD`` of Linux: paths are relative to the working directory."""
EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux (``man 2 renameat2``): two files or folders take each other's place at once."""


class Publication:
    """One build on its way into the folder of the site; until it is put there, the last good site stays as it is.

    Only one build at a time is on its way to a folder; another one waits until MkDocs ends, and has sent the site if
    it is to.
    """

    def __init__(self, site: str, read: Iterable[Path], patience: float = PATIENCE):
        """Get the folder ready in which to build, which is ``new``.

        ``read`` are the folders that a build reads, in which no site can be. ``Failed`` if there can be no site
        in that place.
        """
        self.link = Path(site).is_symlink()
        self.given, self.site = site, Path(os.path.realpath(site))
        self.read = [*read]
        self.mask: int | None = None
        """The rights that this user withholds from new files; ``None`` if the build withholds the same."""
        self.names = re.compile(re.escape(f".{self.site.name}.") + r"building-[0-9a-f]{8}")
        try:
            self.check()
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self.home, self.lock = self.settle(patience)
            self.new = self.home / f".{self.site.name}.building-{secrets.token_hex(4)}"
            try:
                self.clean()
                if self.site.exists():  # who may read the old site may read the new one, whatever this user's habit
                    self.mask = os.umask(FOR_OTHERS & ~self.site.stat().st_mode)
                self.new.mkdir()
                (self.new / MARKER).write_text(NOTE, "utf-8")
            except BaseException:
                shutil.rmtree(self.new, ignore_errors=True)
                self.lock.release()
                raise
        except LockTimeout as error:
            by = {"path": site, "process": error}
            wrong = message("another build, process {process}, has been at work on {path} for too long; end it", **by)
            raise Failed(wrong.render) from None
        except OSError as error:
            wrong = message("{path} must be a folder that can be written", path=site)
            raise Failed((wrong + f"; {error.strerror}: {error.filename}").render) from None

    def check(self) -> None:
        """Refuse a place in which something would be lost, or where no folder can be."""
        if wrong := why_no_site(self.given, self.site, self.read):
            raise Failed((wrong + OTHER_FOLDER).render)
        if os.path.lexists(self.given) and not self.site.is_dir():
            wrong = message("{path} must be a folder; delete it, or choose another with --site-dir", path=self.given)
            raise Failed(wrong.render)
        if self.site.is_dir():
            if not os.access(self.site, os.W_OK | os.X_OK):
                wrong = message("{path} must be a folder that can be written", path=self.given)
                raise Failed((wrong + OTHER_FOLDER).render)
            lost = () if marked(self.site) else (name for name in files_below(self.site) if not stays(name))
            if foreign := list(islice(lost, NAMES_SHOWN + 1)):
                names = ", ".join([*map(repr, sorted(foreign[:NAMES_SHOWN])), *["…"] * (len(foreign) > NAMES_SHOWN)])
                wrong = message(
                    "{path} must be empty or made by an earlier build, for a build deletes what is in it, got {names}; "
                    "empty it, or choose another folder with --site-dir",
                    path=self.given,
                    names=names,
                )
                raise Failed(wrong.render)

    def settle(self, patience: float) -> tuple[Path, Lock]:
        """Return the folder in which to build, beside the site or, if that cannot be, in it; and the lock there."""

        def waiting(owner: str) -> None:
            told = {"path": self.given, "process": owner}
            inform(message("Waiting for another build of {path}, process {process}", **told))

        lock = f".{self.site.name}.lock"
        above = self.site.parent
        if not self.site.exists() or (not os.path.ismount(self.site) and mount(self.site) == mount(above)):
            try:
                return above, Lock(above / lock, patience, waiting)
            except OSError:
                if not self.site.exists():
                    raise
        return self.site, Lock(self.site / lock, patience, waiting)

    def finish(self, complete: bool) -> None:
        """Put a complete site in its place, and delete what is left over; ``Failed`` if that fails."""
        try:
            if complete:
                self.check()
                if not self.site.exists():
                    self.new.rename(self.site)
                    return
                shutil.copymode(self.site, self.new)
                staying = (name for name in files_below(self.site) if stays(name) and name != MARKER)
                ordinary = not self.link and self.home != self.site and all((self.new / it).exists() for it in staying)
                if not (ordinary and exchange(self.new, self.site)):
                    fill_in(self.new, self.site, MARKER)
        except OSError as error:
            wrong = message("{path} could not be filled", path=self.given)
            raise Failed((wrong + f"; {error.strerror}: {error.filename}").render) from None
        finally:
            self.clean()
            if self.mask is not None:
                os.umask(self.mask)

    def clean(self) -> None:
        """Delete what this build and killed ones left beside the site and in it."""
        for place in (self.site.parent, self.site):
            with suppress(OSError):
                for path in place.iterdir():
                    if self.names.fullmatch(path.name) and ours(path):
                        with suppress(OSError):
                            delete(path, MARKER)


def marked(folder: Path) -> bool:
    """Return whether a folder was made by a build."""
    return (folder / MARKER).is_file() and not (folder / MARKER).is_symlink()


def ours(folder: Path) -> bool:
    """Return whether a folder is one that a build made, or had just begun."""
    return folder.is_dir() and not folder.is_symlink() and (marked(folder) or not any(folder.iterdir()))


def mount(folder: Path) -> tuple[int, str]:
    """Return the disk of a folder, and the number of its mount on Linux, which can mount a disk twice.

    Source: ``man 5 proc_pid_fdinfo``.
    """
    number = ""
    if sys.platform == "linux":
        file = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):
                number = "".join(re.findall(r"mnt_id:\s*\d+", Path(f"/proc/self/fdinfo/{file}").read_text("ascii")))
        finally:
            os.close(file)
    return folder.stat().st_dev, number


def exchange(one: Path, other: Path) -> bool:
    """Let two folders take each other's place at once; false where the system or the disk cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0
