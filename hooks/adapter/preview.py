"""``mkdocs serve`` that neither dies nor hangs, and is fast because it makes a page when a reader asks for it.

While something is wrong, the last good site stays, with the problems on top of its pages; the next good save
takes them away. MkDocs itself ends when its first build fails, and answers no request after a later one.
"""

import gc
import hashlib
import ipaddress
import logging
import os
import posixpath
import secrets
import socket
import threading
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from dossier.records.messages import language_for, message
from dossier.settings import INDEX
from dossier.site.files import MISSING
from jinja2 import Environment
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from .build import Build
from .settings import Failed, in_own_language
from .watching import Watching

Start = Callable[..., Any]
Tell = Callable[[str], str]
TEMPLATE = Path(__file__).with_name("problems.html")
BLANK = b"<!doctype html><meta charset=utf-8><title>\xe2\x80\xa6</title><body></body>"
"""The page behind the problems while there was no good page yet."""
LOCAL = {"localhost", "127.0.0.1", "::1"}
"""Names of the machine itself, by which an editor may call it whatever address is served."""
SETTLED = 0.05
"""Seconds without a change after which all that an editor saves at once is there; MkDocs waits twice as long."""
log = logging.getLogger("mkdocs.hooks.dossier")


class Preview:
    """A preview: the last good build, and the problems that came since."""

    def __init__(self, last: Callable[[], Build | None]) -> None:
        """Begin a preview, in which ``last`` returns the build done last."""
        self.last = last
        self.good: Build | None = None
        """The last good build, whose pages are shown."""
        self.problems: Tell | None = None
        """The problems since the last build, in a language; ``None`` if there are none."""
        self.seen: dict[str, bytes] = {}
        """The last good HTML of each page that was asked for, by its address."""
        self.nonce = secrets.token_urlsafe()
        """The word that lets the preview's own scripts run in its pages, and no script in a page that is looked at."""
        self.program = program_hashes()
        """The modules of the program when it was loaded, each with a hash of what is in it."""
        self.lock = threading.RLock()
        """Held while a site or a page is made."""

    def take_over(self, reloads: bool) -> None:
        """Have MkDocs begin its server with this preview: replaces the class and the function that it calls, once.

        If pages are loaded again after a save (``reloads``), it serves even if the first build fails.
        """
        module: Any = serve
        build, server = module.build, module.LiveReloadServer

        def first(config: MkDocsConfig, **settings: Any) -> None:
            module.build = build
            self.guard(lambda: build(config, **settings), survives=reloads)
            gc.collect()
            gc.freeze()  # what is loaded by now stays, so that no save waits while it is looked through

        def begun(**settings: Any) -> LiveReloadServer:
            module.LiveReloadServer = server
            return self.attach(server(**settings))

        module.build, module.LiveReloadServer = first, begun

    def guard(self, build: Callable[[], None], survives: bool = True) -> None:
        """Build, and show what was built; if that fails, note why and stay with the last good site, or end."""
        errors, settings = BufferingHandler(100), logging.getLogger("mkdocs.config")
        errors.setLevel(logging.ERROR)  # it keeps what is wrong in the settings; the error that is raised says nothing
        with self.lock:
            settings.addHandler(errors)
            try:
                build()
            except Exception as error:  # MkDocs' Abort too; a signal to end goes on
                if not survives:
                    raise
                told = "\n".join(record.getMessage() for record in errors.buffer)
                self.problems = (lambda _: told) if told else teller_of(error)
            else:
                self.problems, self.good = None, self.last()
            finally:
                settings.removeHandler(errors)
        if self.program != program_hashes():
            words = message("The program in hooks/ has changed; restart the preview to see what it does now")
            log.warning(in_own_language(words))

    def attach(self, server: LiveReloadServer) -> LiveReloadServer:
        """Put the preview between MkDocs' server and its builder and browsers, and return the server.

        MkDocs looks at every file again and again, so it gets another observer.
        """
        server.build_delay = SETTLED
        build, answer, bind = server.builder, server.get_app(), server.server_bind
        module: Any = server
        module.mount_path = unquote(server.mount_path)  # as the paths of requests are
        module.builder = lambda: self.guard(build)
        module.server_bind = lambda: bind_or_tell(bind, *server.server_address[:2])
        module.serve_thread.daemon = True  # or whoever presses Ctrl-C twice waits for it for ever
        server.set_app(lambda environ, start: self.answer(server, answer, environ, start))
        module.observer = Watching()
        return server

    def answer(self, server: LiveReloadServer, answer: Any, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request: with a page of the last good site, below the problems if there are any."""
        if not is_own_host(environ.get("HTTP_HOST", "localhost"), str(server.server_address[0])):
            start("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [in_own_language(message("This preview has another address.")).encode()]
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/livereload/"):
            return list(answer(environ, start))
        address = address_of(server.mount_path, path)
        found = None if address is None else self.read(server, address)
        if not found and (place := self.moved(server, path)):
            start("302 Found", [("Location", quote(place))])
            return []
        kind, body = found or self.read(server, MISSING) or ("text/html", self.reloading(server, BLANK))
        status = "200 OK" if found else "404 Not Found"
        if self.problems and kind == "text/html":
            status, body = "200 OK", body + self.shown(self.problems, address or "").encode()
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def shown(self, problems: Tell, address: str) -> str:
        """Return problems as HTML, in the language of the page at an address once there has been a good site."""
        language, words = language_for(), {"title": "", "cure": ""}
        if self.good:
            edition = self.good.site_at(address).edition
            language, words = edition.language, {key: edition.word(f"preview-{key}") for key in words}
        return overlay(problems(language), words, self.nonce)

    def moved(self, server: LiveReloadServer, path: str) -> str:
        """Return where a request should have gone: to the folder of a page, or to the site; else empty."""
        if path == "/" or f"{path}/" == server.mount_path:
            return server.mount_path
        address = address_of(server.mount_path, f"{path}/")
        return f"{server.mount_path}{address}" if address and self.read(server, address) else ""

    def read(self, server: LiveReloadServer, address: str) -> tuple[str, bytes] | None:
        """Return the type and the content of a file of the last good site; ``None`` if there is none."""
        file, body = f"{address}{INDEX}" if address.endswith("/") or not address else address, None
        with self.lock:
            try:
                body = self.good.make(file) if self.good else None
            except Exception as error:  # a template or a page is broken: the reader of the preview is told
                self.problems = self.problems or teller_of(error)
            if body is None and self.problems:
                file, body = INDEX, self.seen.get(address, BLANK)
            if body is None:
                return None
            if file.endswith(".html"):
                if body is not BLANK:
                    self.seen[address] = body
                body = self.reloading(server, body)
            guess: Any = server._guess_type
            return str(guess(file)), body

    def reloading(self, server: LiveReloadServer, body: bytes) -> bytes:
        """Return a page with MkDocs' script that loads it again after a build; without it where no file is watched.

        MkDocs gives both, the script and what is watched, by private names alone.
        """
        if not server._watched_paths:
            return body
        inject: Any = server._inject_js_into_html
        before, tag, after = bytes(inject(body, server._visible_epoch)).rpartition(b"<script>")
        return before + tag.replace(b">", f' nonce="{self.nonce}">'.encode()) + after


def address_of(mount: str, path: str) -> str | None:
    """Return the address below the root of the site that a request is for, in its one form; ``None`` if it has none.

    Back-slashes and colons lead out of a folder on Windows, even to other machines, and no address has them.
    """
    if not path.startswith(mount) or any(sign in "\\:" or not sign.isprintable() for sign in path):
        return None
    address = posixpath.normpath("/" + path.removeprefix(mount)).lstrip("/")
    address = f"{address}/" if path.endswith("/") and address else address
    return address.removesuffix(INDEX) if f"/{address}".endswith(f"/{INDEX}") else address


def is_own_host(host: str, served: str) -> bool:
    """Return whether a request was sent to the preview by an address of its own.

    A foreign page may have its own name lead to this machine, to read the preview (DNS rebinding); it cannot do that
    with a number. Where all addresses of the machine are served, any number and the machine's name may be asked for.
    """
    with suppress(ValueError):  # it is no host, or a name that is no number
        name = urlsplit(f"//{host}").hostname or ""
        if served not in ("0.0.0.0", "::"):
            return name in LOCAL | {served.lower()}
        return name in LOCAL | {served, socket.gethostname().lower()} or bool(ipaddress.ip_address(name))
    return False


def bind_or_tell(bind: Callable[[], None], host: object, port: object) -> None:
    """Let a server take its address; ``Failed``, in one line, if that is not to be had."""
    try:
        bind()
    except (OSError, OverflowError, UnicodeError) as error:  # no port has that number, no host that name
        reason = getattr(error, "strerror", error)
        wrong = message("{address} cannot be served; {reason}", address=f"{host}:{port}", reason=reason)
        cure = message("; choose another address, as in --dev-addr 127.0.0.1:8001")
        raise Failed((wrong + cure).render) from None


def program_hashes() -> dict[Path, str]:
    """Return the modules of the program, each with a hash of what is in it."""
    found = dict.fromkeys(sorted(Path(__file__).parents[1].rglob("*.py")), "")
    for path in found:
        with suppress(OSError):  # it is being saved
            found[path] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def teller_of(error: BaseException) -> Tell:
    """Return a function that tells an error in a language, with its place in a template or a module if it has one."""
    if isinstance(error, Abort) and error.__context__:
        error = error.__context__
    place, line = getattr(error, "filename", None), getattr(error, "lineno", None)  # of a mistake in the syntax
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".html"):
            place, line = frame.filename, frame.lineno
    where = f"{os.path.relpath(place)}:{line}: " if place and line else ""
    words = str(error) or type(error).__name__
    return getattr(error, "tell", None) or (lambda _: f"{where}{words}")


def overlay(problems: str, words: dict[str, str], nonce: str) -> str:
    """Return the problems as HTML that stands over a page."""
    template = Environment(autoescape=True).from_string(TEMPLATE.read_text("utf-8"))
    return template.render(problems=problems, nonce=nonce, **words)
