"""From the moment a file is saved to the moment the changed page is there: what an editor waits for."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import project

from benchmark.contestants import SHOWN, Contestant

EPOCH = re.compile(r"livereload\((\d+),")
"""Where a page says of which build it is."""
SERVE = (sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr")
"""How a preview is started; the address is added."""
PATIENCE = 600
"""Seconds after which an answer has not come."""


@contextmanager
def serving(one: Contestant, folder: Path) -> Iterator[str]:
    """The address of a running preview, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen([*SERVE, host], cwd=folder, env=project.environment(),
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield f"http://{host}/"
        finally:
            server.kill()


def fetch(address: str) -> str:
    """The text at an address, also while its server still starts."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                return str(answer.read().decode("utf-8"))
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(address)


def waits(folders: dict[Contestant, Path], record: str, edits: int) -> dict[Contestant, list[float]]:
    """The seconds from each edit of a record to its page in each contestant's preview; they take turns."""
    with ExitStack() as stack:
        hosts = {one: stack.enter_context(serving(one, folder)) for one, folder in folders.items()}
        seconds: dict[Contestant, list[float]] = {one: [] for one in folders}
        for host in hosts.values():
            fetch(host)
            fetch(f"{host}{record}/")
        for number in range(edits):
            for one, host in hosts.items():
                seconds[one].append(wait(one, folders[one], host, record, number))
        return seconds


def wait(one: Contestant, folder: Path, host: str, record: str, number: int) -> float:
    """The seconds from one edit to its page, fetched as a browser does: as soon as the preview tells of a new build."""
    found = EPOCH.search(fetch(f"{host}{record}/"))
    assert found, "a preview must reload its pages"
    start = time.perf_counter()
    one.edit(folder / one.edited.format(record), number)
    fetch(f"{host}livereload/{found[1]}/1")  # answers when there is a newer build
    page = fetch(f"{host}{record}/")
    seconds = time.perf_counter() - start
    assert SHOWN.format(number) in page, "a new build must show the edit"
    return seconds
