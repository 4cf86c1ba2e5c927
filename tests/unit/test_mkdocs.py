"""The private parts of MkDocs that the adapter uses: a release that changes them is told here, with the reason."""

import inspect
from types import CodeType
from typing import Any

import pytest
from adapter.preview import SETTLED
from mkdocs.commands import build, gh_deploy, serve
from mkdocs.livereload import LiveReloadServer


def test_serve_calls_the_function_that_the_preview_replaces() -> None:
    """``Preview.take_over`` replaces the server and ``serve.build``: a failed first build does not end MkDocs."""
    assert vars(serve)["build"] is build.build and vars(serve)["LiveReloadServer"] is LiveReloadServer
    used = {name for code in inner_code(serve.serve.__code__) for name in code.co_names}
    assert {"build", "LiveReloadServer"} <= used


def test_gh_deploy_calls_the_function_that_a_run_replaces() -> None:
    """``send_or_tell`` replaces ``ghp_import.ghp_import``, so that git does not end in sixty lines of code."""
    assert callable(vars(gh_deploy)["ghp_import"].ghp_import)
    assert "ghp_import" in gh_deploy.gh_deploy.__code__.co_names


def inner_code(code: CodeType) -> list[CodeType]:
    """Return the code of a function and of the functions within it."""
    return [code, *(constant for constant in code.co_consts if inspect.iscode(constant))]


@pytest.mark.parametrize("name", ["_watched_paths", "_visible_epoch", "observer", "mount_path", "builder"])
def test_the_server_has_the_attribute(name: str) -> None:
    """``Preview.attach`` puts another observer there, and ``reloading`` tells a page of which build it is."""
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, ".")
    try:
        assert hasattr(server, name)
    finally:
        server.server_close()


def test_the_server_waits_as_long_as_it_is_told_before_it_builds() -> None:
    """``Preview.attach`` has it wait half as long."""
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, ".")
    server.server_close()
    assert server.build_delay > SETTLED
    loop: Any = server._build_loop
    assert "build_delay" in loop.__code__.co_names


def test_the_server_puts_its_script_into_a_page() -> None:
    """``Preview.reloading`` has it do that for pages that MkDocs would not answer with."""
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, ".")
    try:
        inject: Any = server._inject_js_into_html
        page = inject(b"<body></body>", 7)
    finally:
        server.server_close()
    assert b"livereload(7," in page and page.endswith(b"</body>")


def test_the_server_knows_the_type_of_a_file() -> None:
    """``Preview.read`` sends a file as MkDocs would."""
    guess: Any = LiveReloadServer._guess_type
    assert guess("index.html") == "text/html" and guess("search.js") == "application/javascript"
