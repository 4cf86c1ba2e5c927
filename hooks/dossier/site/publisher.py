"""Check what the publisher of a site has set, which is put into every page."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..records.messages import Message, message, together
from ..settings import Settings

UNSAFE = re.compile(r"[\s\"'<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
"""Characters that no address has as such (RFC 3986, section 2): they would have to be written as ``%20`` and so on."""
HOST = re.compile(r"[\w-]*\w(?:\.[\w-]*\w)*\.?|[\da-f:]+")
"""The name or the number of a machine, as far as it goes into a link."""
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""A mail address, as far as it goes into a link."""
OPENS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\"'<>]*\{file\}")
"""The beginning of an address that opens a file in an editor."""
GAP, GAPS = re.compile(r"\{[^}]*\}?"), {"{file}", "{line}", "{column}"}
SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")
"""One licence of the SPDX list, or a few joined by the words that SPDX has for that."""


def wrong_settings(settings: Settings) -> Iterator[Message]:
    """Yield a line for each setting that cannot be used, with the cure, by the name of its environment variable."""
    yield from wrong_address("SITE_URL", settings.address, folder=True)
    yield from wrong_address("EDIT_URI", settings.edit, folder=True)
    yield from wrong_address("REPOSITORY_URL", settings.repository)
    if not MAIL.fullmatch(settings.contact.removeprefix("mailto:")):
        yield from wrong_address("CONTACT", settings.contact, message("a mail address or "))
    editor = settings.editor
    if editor and not (OPENS.match(editor) and set(GAP.findall(editor)) <= GAPS and editor.isprintable()):
        values = {"name": "EDITOR_LINK", "example": "idea://open?file={file}&line={line}", "got": repr(editor)}
        yield message(
            "{name} must be an address in which {{file}} stands, and no gap but {{line}} and {{column}}, "
            "such as {example}",
            **values,
        ) + message(", got {got}", **values)
    if not SPDX.fullmatch(settings.licence):
        yield from wrong_address("LICENCE", settings.licence, message("an SPDX identifier, such as CC-BY-4.0, or "))


def wrong_address(name: str, value: str, other: str = "", folder: bool = False) -> Iterator[Message]:
    """Yield why the value of a setting is no address, if it is none; that of a ``folder`` ends in a slash."""
    if value and (wrong := fault(value, folder)):
        example = "https://example.org/pact/" if folder else "https://example.org/"
        address = message("a whole address, such as {example}, {fault}", example=example, fault=wrong)
        yield message("{name} must be {wanted}", name=name, wanted=together((other, address))) + message(
            ", got {got}", got=repr(value)
        )


def fault(address: str, folder: bool) -> str:
    """Return how an address must be and is not; empty if nothing is wrong."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return message("with nothing in brackets and a number after a colon")
    if UNSAFE.search(address) or not address.isprintable():
        return message("without spaces, quotes or other signs that an address cannot have")
    if not address.startswith(("https://", "http://")) or not HOST.fullmatch(parts.hostname or ""):
        return message("with https:// or http:// and a host")
    if "@" in parts.netloc:
        return message("without a name or a password before the host")
    if folder and ("?" in address or "#" in address):
        return message("without ? and #")
    if folder and re.search(r"//|/(?:\.|%2e){1,2}/", parts.path, re.IGNORECASE):
        return message("with a name between two slashes")
    return "" if not folder or address.endswith("/") else message("with a slash at its end")
