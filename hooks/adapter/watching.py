"""Tell when a file of the project changes, by the system's own events; look again and again only where it has none."""

import logging
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dossier.records.messages import message
from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from .settings import inform

MORE_THAN_READING: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileClosedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]
"""The events that are more than reading: a build reads every file, and must not begin the next."""
POLLING = 0.5
"""Seconds between two looks at the files where the system tells no events."""
DISTANT = {"9p", "cifs", "smb3", "smbfs", "nfs", "nfs4", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.grpcfuse", "drvfs"}
"""File systems of other machines: when a file is changed over there, Linux tells no event here."""
MADE = "__pycache__"
"""Folders in which Python itself writes."""
log = logging.getLogger("mkdocs.hooks.dossier")


class Watching(events.FileSystemEventHandler):
    """The observer of MkDocs' server: it goes on watching a folder that is deleted and made again."""

    def __init__(self) -> None:
        self.changed: dict[Path, Callable[[], None]] = {}
        """The function to call when something at or below a path has changed."""
        self.watches: dict[Path, ObservedWatch] = {}
        """The watch of each folder that is there."""
        self.observer: BaseObserver | None = None

    def schedule(self, handler: events.FileSystemEventHandler, path: str, recursive: bool = True) -> Path:
        """Have a handler told of every change at or below a path, once ``start`` has been called."""
        own = Path(path)
        self.changed[own] = lambda: handler.on_any_event(events.FileModifiedEvent(path))
        return own

    def start(self) -> None:
        """Begin to watch, with the events of the system if it has any to give."""
        if not any(file_system(path) in DISTANT for path in self.changed):
            try:
                self.begin(Observer())
                return
            except OSError as error:  # as many files are watched on this machine as may be
                words = message("The system tells no changes of files ({reason})", reason=error)
                inform(words + message("; looking at them every half second"))
                self.stop()
                self.watches.clear()
        self.begin(PollingObserver(timeout=POLLING))

    def begin(self, observer: BaseObserver) -> None:
        """Watch all that is there, and the folders that hold it, in which it can go and come back."""
        self.observer = observer
        for parent in {path.parent for path in self.changed}:
            self.watch(parent, recursive=False)
        for path in self.changed:
            self.arm(path)
        observer.start()

    def watch(self, folder: Path, recursive: bool) -> ObservedWatch:
        """Watch a folder with the observer."""
        observer: Any = self.observer
        watch: ObservedWatch = observer.schedule(self, str(folder), recursive=recursive, event_filter=MORE_THAN_READING)
        return watch

    def arm(self, path: Path) -> None:
        """Watch what is below a folder, from now on, and forget the folder that was there before."""
        if self.observer and (watch := self.watches.pop(path, None)):
            self.observer.unschedule(watch)
        if path.is_dir():
            self.watches[path] = self.watch(path, recursive=True)

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Tell of what has changed at or below watched paths, which may themselves have gone or come back."""
        paths = {Path(os.fsdecode(path)) for path in (event.src_path, getattr(event, "dest_path", "")) if path}
        paths = {path for path in paths if MADE not in path.parts}
        for own, tell in self.changed.items():
            if own in paths:
                try:
                    self.arm(own)
                except OSError:  # it is gone again; the folder that holds it will tell when it is back
                    log.debug("%s cannot be watched for now", own)
            if any(path.is_relative_to(own) for path in paths):
                tell()

    def stop(self) -> None:
        """End watching."""
        if self.observer:
            self.observer.stop()

    def join(self) -> None:
        """Wait until it has ended."""
        if self.observer and self.observer.is_alive():
            self.observer.join()


def file_system(path: Path) -> str:
    """Return the kind of file system on which a path is, as Linux calls it; empty on other systems.

    Source: ``man 5 proc_pid_mountinfo``.
    """
    kind, longest = "", 0
    if sys.platform == "linux":
        for line in Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines():
            fields = line.split(" ")
            point = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4]))
            if path.is_relative_to(point) and len(point.parts) >= longest:
                kind, longest = fields[fields.index("-") + 1], len(point.parts)
    return kind
