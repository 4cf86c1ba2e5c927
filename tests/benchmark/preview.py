"""Previews: what an editor waits for after a save, until a real browser shows it, and what is used meanwhile."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import chromium
import project
from playwright.sync_api import Page

from benchmark.contestants import SHOWN, Contestant
from benchmark.measure import used

SETTLING, WATCHED = 3, 10
"""Seconds after which nothing happens any more, and for which the use of a preview is measured."""
PATIENCE = 600
"""Seconds after which an answer has not come."""
TELLING = """
new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => console.debug(document.body?.textContent))))
    .observe(document, {childList: true, characterData: true, subtree: true})
"""
"""A script that tells the text of a page after each frame in which it changed: asked by and by, a browser would tell
it up to half a second late."""


@contextmanager
def serving(one: Contestant, folder: Path) -> Iterator[tuple[int, str]]:
    """The process of a running preview and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in one.serve]
    with subprocess.Popen(
        command, cwd=folder, env=project.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield server.pid, f"http://127.0.0.1:{port}/"
        finally:
            server.kill()


def previews(folders: dict[Contestant, Path], record: str, edits: int) -> dict[Contestant, tuple[list[float], float]]:
    """The seconds from each edit of a record to its page in each preview, and the part of a core that each uses idle.

    They take turns; while the idle use is measured, nothing happens in any of them.
    """
    with ExitStack() as stack:
        browser = stack.enter_context(chromium.launched())
        pages: dict[Contestant, Page] = {}
        processes: dict[Contestant, int] = {}
        for one, folder in folders.items():
            processes[one], host = stack.enter_context(serving(one, folder))
            answered(host)
            pages[one] = browser.new_page()
            pages[one].add_init_script(TELLING)
            pages[one].goto(f"{host}{record}/", timeout=PATIENCE * 1000)
        time.sleep(SETTLING)
        before = {one: used(process) for one, process in processes.items()}
        time.sleep(WATCHED)
        idle = {one: (used(process) - before[one]) / WATCHED for one, process in processes.items()}
        seconds: dict[Contestant, list[float]] = {one: [] for one in folders}
        for number in range(edits):
            for one, page in pages.items():
                seconds[one].append(wait(one, folders[one] / one.edited.format(record), page, number))
        return {one: (seconds[one], idle[one]) for one in folders}


def wait(one: Contestant, file: Path, page: Page, number: int) -> float:
    """The seconds from one edit to the moment when the open page, which reloads by itself, shows it."""
    text = SHOWN.format(number)
    with page.expect_console_message(lambda told: text in told.text, timeout=PATIENCE * 1000):
        start = time.perf_counter()
        one.edit(file, number)
    return time.perf_counter() - start


def answered(address: str) -> None:
    """Wait until a server that starts answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urlopen(address, timeout=PATIENCE).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(address)
