"""``mkdocs serve`` without its clock and its socket: a test says when files have changed, and asks for pages itself."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.serve import serve
from mkdocs.livereload import LiveReloadServer


class Rehearsal:
    """A running preview."""

    def __init__(self, server: LiveReloadServer):
        self.server = server

    def rebuild(self) -> None:
        """Have the server do what it does when files have changed."""
        self.server.builder()

    def get(self, address: str) -> tuple[str, str]:
        """The status and the text of the answer to a request."""
        started: list[str] = []
        environ = {"PATH_INFO": f"/{address}", "REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO()}
        application: Any = self.server.get_app()
        body = application(environ, lambda status, *_: started.append(status))
        return started[0], b"".join(body).decode("utf-8")


def rehearse(folder: Path, act: Callable[[Rehearsal], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the project in ``folder`` while ``act`` runs."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(LiveReloadServer, "serve", lambda server, **_: act(Rehearsal(server)))
    serve(config_file="mkdocs.yml", dev_addr="127.0.0.1:0")
