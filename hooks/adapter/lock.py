"""A lock that one process of this machine holds at a time: the system lets go of it when the process ends."""

import atexit
import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ENDED = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""The signals with which a system asks a program to end: before it turns off, and when the terminal is closed."""
PAUSE = 0.1
"""Seconds between two attempts to take a lock that another process holds."""
BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""The errors with which a system says that another process holds a lock; with any other, its disk knows no locks."""
FAR = 1 << 30
"""The byte that is locked on Windows, far beyond the end of the file, for there nobody can read what is locked."""

if sys.platform == "win32":
    import msvcrt

    def claim(file: int) -> None:
        """Lock an open file at once; ``OSError`` if that cannot be."""
        os.lseek(file, FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def claim(file: int) -> None:
        """Lock an open file at once; ``OSError`` if that cannot be."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off the signals that end this program for a moment in which it would leave half a thing behind."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*ENDED, signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class LockTimeout(Exception):
    """Another process has held the lock for too long; the argument is the number of the process."""


class Lock:
    """A locked file that holds the number of its process; it is deleted when the lock is given back.

    The file that a killed process left behind is no longer locked, and is taken over.
    """

    def __init__(self, path: Path, patience: float, waiting: Callable[[str], None]):
        """Take the lock, within ``patience`` seconds.

        ``waiting`` is told once which process holds it. ``OSError`` if the file cannot be written.
        """
        self.path = path
        self.file: int | None = None
        atexit.register(self.release)
        start, told = time.monotonic(), False
        while not self.acquire():
            owner = ""
            with suppress(OSError):
                owner = self.path.read_text("ascii", "replace")[:20]  # as far as it has been written
            if time.monotonic() - start > patience:
                raise LockTimeout(owner or "?")
            if not told:
                waiting(owner or "?")
                told = True
            time.sleep(PAUSE)

    @undisturbed()
    def acquire(self) -> bool:
        """Take the lock and write the number of this process into it; return false if another process holds it."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            claim(file)
        except OSError as error:
            if error.errno in BUSY:
                os.close(file)
                return False
        with suppress(OSError):
            if os.path.samestat(os.fstat(file), os.lstat(self.path)):
                self.file = file
        if self.file is None:  # the lock has just been given back, and the file is another
            os.close(file)
            return False
        os.truncate(file, 0)
        os.write(file, str(os.getpid()).encode())
        return True

    @undisturbed()
    def release(self) -> None:
        """Delete the file, while nobody else can have locked it, and give the lock back; once is enough."""
        file, self.file = self.file, None
        if file is None:
            return
        if sys.platform == "win32":  # where an open file cannot be deleted
            os.close(file)
        with suppress(OSError):
            self.path.unlink()
        if sys.platform != "win32":
            os.close(file)
