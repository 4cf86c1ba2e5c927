"""One command at work: the time it takes, the processor time and the memory that it and its children need."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
"""The folder in which Linux tells of processes; elsewhere the memory is that of the largest process alone."""
EVERY = 0.05
"""Seconds between two looks at the memory."""
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """The time and memory that one run of a command took."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processors, user and system, of the command and its children."""
    memory: int
    """Bytes in memory at the highest moment, of the command and its children together; what they share counts twice."""
    largest: int
    """Bytes that the largest of these processes had at its highest moment."""


class Failed(Exception):
    """A command failed; the argument is the end of what it said."""


def run(command: Sequence[str], folder: Path, settings: dict[str, str]) -> Cost:
    """Run a command to its end; ``Failed`` if it fails."""
    peak = 0
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=settings, stdout=said, stderr=said)
        ended = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not ended.wait(EVERY):
                peak = max(peak, resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
        said.seek(0)
        if process.returncode:
            raise Failed(f"{' '.join(command)}: {said.read()[-1000:]}")
    largest = used.ru_maxrss * 1024
    return Cost(wall, used.ru_utime + used.ru_stime, max(peak, largest), largest)


def resident(pid: int) -> int:
    """The bytes that a process and all its children have in memory; 0 once it has ended."""
    try:
        pages = int((PROCESSES / str(pid) / "statm").read_text().split()[1])
        children = " ".join(path.read_text() for path in (PROCESSES / str(pid) / "task").glob("*/children")).split()
    except (OSError, IndexError):
        return 0
    return pages * PAGE + sum(resident(int(child)) for child in children)


def size(*paths: Path) -> int:
    """The bytes of some files, or of all files in some folders; 0 for what does not exist."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return sum(file.stat().st_size for file in files if file.is_file())
