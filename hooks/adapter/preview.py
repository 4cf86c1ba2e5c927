"""``mkdocs serve`` that neither dies nor hangs, and is fast because it makes a page when a reader asks for it.

While something is wrong, the last good site stays, with the problems on top of its pages; the next good save
takes them away. MkDocs itself ends when its first build fails, and answers no request after a later one.
"""

from __future__ import annotations

import os
import posixpath
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from .build import Build

Start = Callable[..., Any]
POLLING = 0.1
"""Seconds between two looks at the watched files; MkDocs' own half a second is most of what an editor waits for."""
TEMPLATE = Path(__file__).with_name("problems.html")
BLANK = b"<!doctype html><title>\xe2\x80\xa6</title><body></body>"
"""What stands behind the problems while there was no good page yet."""


class Preview:
    """A preview: the last good build, and the problems that came since."""

    def __init__(self) -> None:
        self.building: Build | None = None
        """The build under way."""
        self.good: Build | None = None
        """The last good build, whose pages are shown."""
        self.problems = ""
        """What is wrong since the last build, if anything is."""
        self.seen: dict[str, bytes] = {}
        """The last good HTML of each page that was asked for, by its address."""
        self.lock = threading.RLock()
        """Held while a site or a page is made, or read to be sent."""

    def survive_first_build(self) -> None:
        """Have MkDocs serve even if its first build fails: replaces the function that ``serve`` calls, once."""
        module: Any = serve
        build = module.build

        def first(config: MkDocsConfig, **settings: Any) -> None:
            module.build = build
            self.guard(lambda: build(config, **settings))

        module.build = first

    def guard(self, build: Callable[[], None]) -> None:
        """Build, and show what was built; if that fails, note why and stay with the last good site."""
        with self.lock:
            self.building = None
            try:
                build()
            except (Exception, SystemExit) as error:
                self.problems = cause(error)
            else:
                self.problems, self.good = "", self.building
            if self.building:
                self.building.publish(complete=not self.problems)

    def attach(self, server: LiveReloadServer) -> None:
        """Put the preview between MkDocs' server and its builder and browsers.

        MkDocs has no setting for how often it looks at the files, so its observer and watched paths, which are private,
        are begun anew.
        """
        build, answer = server.builder, server.get_app()
        server.builder = lambda: self.guard(build)
        server.set_app(lambda environ, start: self.answer(server, answer, environ, start))
        watched, server.observer = list(server._watched_paths), PollingObserver(timeout=POLLING)
        server._watched_paths.clear()
        for path in watched:
            server.watch(path)

    def answer(self, server: LiveReloadServer, answer: Any, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request: with a page of the last good site, below the problems if there are any."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/livereload/"):
            return list(answer(environ, start))
        status, kind, body = self.read(server, path) or whole(answer, environ)
        if "html" in kind and body:
            if status.startswith("404"):  # MkDocs sends its own without the script that reloads it
                body = self.reloading(server, body)
            if self.problems:
                words = self.good.words(address_of(server, path)) if self.good else {"title": "", "cure": ""}
                status, body = "200 OK", body + overlay(self.problems, words).encode()
        if status.startswith("302"):
            return list(answer(environ, start))
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def read(self, server: LiveReloadServer, path: str) -> tuple[str, str, bytes] | None:
        """Return the status, the type and the content of a file of the last good site, which may be made first.

        It is read while no build can take its place. ``None`` if there is no such file.
        """
        address = address_of(server, path)
        with self.lock:
            try:
                file = self.good.make(address) if self.good else None
                body = file.read_bytes() if file else b""
            except Exception as error:  # a template or a page is broken: the reader of the preview is told
                self.problems = self.problems or cause(error)
                file, body = Path("index.html"), self.seen.get(address, BLANK)
            if file is None and self.problems:
                file, body = Path("index.html"), self.seen.get(address, BLANK)
            if file is None:
                return None
            if file.suffix == ".html":
                if body is not BLANK:
                    self.seen[address] = body
                body = self.reloading(server, body)
            guess: Any = server._guess_type
            return "200 OK", guess(str(file)), body

    def reloading(self, server: LiveReloadServer, body: bytes) -> bytes:
        """Return a page with MkDocs' script that loads it again after a build; only a private method gives that."""
        inject: Any = server._inject_js_into_html
        return bytes(inject(body, server._visible_epoch))


def address_of(server: LiveReloadServer, path: str) -> str:
    """Return the address below the root of the site that a request is for, in its one form."""
    address = posixpath.normpath("/" + path.removeprefix(server.mount_path)).lstrip("/")
    return f"{address}/" if path.endswith("/") and address else address


def whole(answer: Any, environ: dict[str, Any]) -> tuple[str, str, bytes]:
    """Return the status, the type and the body of MkDocs' own answer."""
    got: list[Any] = []
    parts = answer(environ, lambda *arguments: got.extend(arguments))
    try:
        return got[0], dict(got[1]).get("Content-Type", ""), b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()


def cause(error: BaseException) -> str:
    """Return the words for an error, with the place in a template or a module where it has one."""
    if isinstance(error, Abort) and error.__context__:
        error = error.__context__
    places = [
        (frame.filename, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".html")
    ]
    place, line = (getattr(error, "filename", None), getattr(error, "lineno", None)) if not places else places[-1]
    where = f"{os.path.relpath(place)}:{line}: " if place and line else ""
    return f"{where}{str(error) or type(error).__name__}"


def overlay(problems: str, words: dict[str, str]) -> str:
    """Return the problems as HTML that stands over a page."""
    template = Environment(autoescape=True).from_string(TEMPLATE.read_text("utf-8"))
    return template.render(problems=problems, **words)
