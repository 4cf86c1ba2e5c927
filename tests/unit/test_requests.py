"""Requests to a preview, brought into one form or refused."""

import socket

import pytest
from adapter.preview import address_of, bind_or_tell, is_own_host
from mkdocs.exceptions import PluginError


@pytest.mark.parametrize(
    ("mount", "path", "address"),
    [
        ("/", "/", ""),
        ("/", "/index.html", ""),
        ("/", "/parties/icc/", "parties/icc/"),
        ("/", "/parties/icc/index.html", "parties/icc/"),
        ("/", "//parties///icc//", "parties/icc/"),
        ("/", "/parties/./x/../icc/", "parties/icc/"),
        ("/", "/../../etc/passwd", "etc/passwd"),
        ("/", "/assets/a.css", "assets/a.css"),
        ("/", "/xindex.html", "xindex.html"),
        ("/pact/", "/pact/", ""),
        ("/pact/", "/pact//parties/", "parties/"),
        ("/pact/", "/parties/", None),
        ("/pact/", "//pact/parties/", None),
        ("/", "/\\\\evil\\share", None),
        ("/", "/C:/windows", None),
        ("/", "/a\0b", None),
        ("/", "/a\r\nb", None),
    ],
)
def test_each_page_has_one_address(mount: str, path: str, address: str | None) -> None:
    assert address_of(mount, path) == address


@pytest.mark.parametrize(
    ("host", "served", "right"),
    [
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("192.0.2.7:8000", "192.0.2.7", True),
        ("editor.example", "editor.example", True),
        ("192.0.2.7:8000", "127.0.0.1", False),
        ("evil.example", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("localhost@evil.example", "127.0.0.1", False),
        ("evil.example:80@localhost", "127.0.0.1", True),
        ("", "127.0.0.1", False),
        ("[", "127.0.0.1", False),
        ("192.0.2.7", "0.0.0.0", True),
        ("[2001:db8::1]:8000", "::", True),
        (socket.gethostname(), "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
    ],
)
def test_a_preview_knows_its_own_hosts(host: str, served: str, right: bool) -> None:
    assert is_own_host(host, served) is right


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99999), ("a..b", 80)])
def test_an_address_that_no_machine_has_is_told_in_a_line(host: str, port: int) -> None:
    with socket.socket() as one, pytest.raises(PluginError, match=f"^{host}:{port} cannot be served; .*; choose"):
        bind_or_tell(lambda: one.bind((host, port)), host, port)
