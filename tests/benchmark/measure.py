"""One command at work: the time it takes, the processor time and the memory that it and its children need."""

import gzip
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
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
    return PAGE * sum(int(told.split()[1]) for told in read(pid, "statm"))


def used(pid: int) -> float:
    """The seconds of processors, user and system, that a process and its children have used so far."""
    times = (told.rpartition(")")[2].split()[11:13] for told in read(pid, "stat"))
    return sum(int(time) for both in times for time in both) / os.sysconf("SC_CLK_TCK")


def read(pid: int, name: str) -> Iterator[str]:
    """Yield the text of a file that Linux has of a process and of each of its children, unless it has ended."""
    try:
        told = (PROCESSES / str(pid) / name).read_text()
        children = " ".join(path.read_text() for path in (PROCESSES / str(pid) / "task").glob("*/children")).split()
    except OSError:
        return
    yield told
    for child in children:
        yield from read(int(child), name)


def sizes(folder: Path) -> list[int]:
    """The bytes of each file in a folder."""
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]


def compressed(content: bytes) -> int:
    """The bytes of a file as a host sends it."""
    return len(gzip.compress(content))
