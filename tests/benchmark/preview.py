"""From the moment a file is saved to the moment a real browser shows the change: what an editor waits for."""

from __future__ import annotations

import socket
import subprocess
import sys
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

SERVE = (sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr")
"""The command that starts a preview; the address is added."""
PATIENCE = 600
"""Seconds after which an answer has not come."""
TELLING = """
new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => console.debug(document.body?.textContent))))
    .observe(document, {childList: true, characterData: true, subtree: true})
"""
"""A script that tells the text of a page after each frame in which it changed: asked by and by, a browser would tell
it up to half a second late."""


@contextmanager
def serving(one: Contestant, folder: Path) -> Iterator[str]:
    """The address of a running preview, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen(
        [*SERVE, host], cwd=folder, env=project.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield f"http://{host}/"
        finally:
            server.kill()


def waits(folders: dict[Contestant, Path], record: str, edits: int) -> dict[Contestant, list[float]]:
    """The seconds from each edit of a record to its page in each contestant's preview; they take turns."""
    with ExitStack() as stack:
        browser = stack.enter_context(chromium.launched())
        pages: dict[Contestant, Page] = {}
        for one, folder in folders.items():
            host = stack.enter_context(serving(one, folder))
            answered(host)
            pages[one] = browser.new_page()
            pages[one].add_init_script(TELLING)
            pages[one].goto(f"{host}{record}/", timeout=PATIENCE * 1000)
        seconds: dict[Contestant, list[float]] = {one: [] for one in folders}
        for number in range(edits):
            for one, page in pages.items():
                seconds[one].append(wait(one, folders[one] / one.edited.format(record), page, number))
        return seconds


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
