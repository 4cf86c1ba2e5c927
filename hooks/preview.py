"""``mkdocs serve`` that neither dies nor hangs, and is fast because it makes a page when a reader asks for it.

While something is wrong, the last good site stays, with the problems on top of its pages; the next good save
takes them away. MkDocs itself ends when its first build fails, and answers no request after a later one.
"""

from __future__ import annotations

import os
import re
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

Start = Callable[..., Any]
POLLING = 0.1
"""Seconds between two looks at the watched files; MkDocs' own half a second is most of what an editor waits for."""
TEMPLATE = Path(__file__).with_name("theme") / "problems.html"
EPOCH = re.compile(rb"livereload\(\d+,")
"""Where a page says which build it is of; it reloads as soon as there is a newer one."""
EMPTY = "<!doctype html><title>…</title><body></body>"
"""What stands behind the problems while there was no good page yet."""


class Compiled(BytecodeCache):
    """The theme's templates as Jinja compiled them for an earlier build; MkDocs reads them anew for each."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        """By Jinja's key for the name of a template; a template that has changed since is not taken from here."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put what was kept into the bucket, which refuses what is of another text."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


class Preview:
    """What a preview keeps between two builds."""

    def __init__(
        self,
        make: Callable[[str], None],
        succeed: Callable[[], None],
        fail: Callable[[], None],
        words: Callable[[str], dict[str, str]],
    ):
        self.make = make
        """Makes the file of the site at an address, if it is one that is made when asked for."""
        self.succeed, self.fail = succeed, fail
        """What to do after a build."""
        self.words = words
        """The words around the problems in the language of the page at an address, if there was a good build."""
        self.problems = ""
        """What is wrong since the last build, if anything is."""
        self.good: dict[str, bytes] = {}
        """The last good HTML of each page that was asked for."""
        self.compiled = Compiled()
        self.lock = threading.RLock()
        """Held while a site or a page is made."""

    def survive_first_build(self) -> None:
        """Have MkDocs serve even if its first build fails."""
        module: Any = serve
        build = module.build

        def first(config: MkDocsConfig, **settings: Any) -> None:
            module.build = build
            self.guard(lambda: build(config, **settings))

        module.build = first

    def guard(self, build: Callable[[], None]) -> None:
        """Build; if that fails, note why and stay with the last good site."""
        with self.lock:
            try:
                build()
            except (Exception, SystemExit) as error:
                self.problems = cause(error)
                self.fail()
            else:
                self.problems = ""
                self.succeed()

    def attach(self, server: LiveReloadServer) -> None:
        """Put the preview between MkDocs' server and its builder and browsers."""
        build, answer = server.builder, server.get_app()
        server.builder = lambda: self.guard(build)
        server.set_app(lambda environ, start: self.answer(server, answer, environ, start))
        watched, server.observer = list(server._watched_paths), PollingObserver(timeout=POLLING)
        server._watched_paths.clear()
        for path in watched:
            server.watch(path)
        if not self.problems:
            self.succeed()

    def answer(self, server: LiveReloadServer, answer: Any, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """MkDocs' answer to a request, for a page that is made first, with the problems on top if there are any."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        address = path.removeprefix(server.mount_path)
        if path.startswith("/livereload/"):
            return list(answer(environ, start))
        with self.lock:
            problems = self.problems
            try:
                self.make(address)
            except Exception as error:  # a template or a page is broken: the reader of the preview is told
                problems = problems or cause(error)
        status, headers, body = whole(answer, environ)
        if "html" in headers.get("Content-Type", ""):
            if status.startswith("200"):
                self.good[address] = body
            elif problems:
                inject: Any = server._inject_js_into_html
                body = self.good.get(address) or inject(EMPTY.encode(), server._visible_epoch)
                body = EPOCH.sub(b"livereload(%d," % server._visible_epoch, body)
                status, headers = "200 OK", {"Content-Type": "text/html; charset=utf-8"}
            if problems:
                body += overlay(problems, self.words(address)).encode()
            headers["Content-Length"] = str(len(body))
        start(status, list(headers.items()))
        return [body]


def whole(answer: Any, environ: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
    """The status, the headers and the body of an answer (WSGI)."""
    got: list[Any] = []
    parts = answer(environ, lambda *arguments: got.extend(arguments))
    try:
        return got[0], dict(got[1]), b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()


def cause(error: BaseException) -> str:
    """What to tell of an error, with the place in a template or a module where it has one."""
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
    """The problems as HTML that stands over a page."""
    template = Environment(autoescape=True).from_string(TEMPLATE.read_text("utf-8"))
    return template.render(problems=problems, **words)
