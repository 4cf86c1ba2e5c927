"""Search for what the text of a file must not have before it is read as YAML: marks of git, tabs, signs nobody sees."""

import re
from collections.abc import Iterator

from ..records.messages import message
from ..records.patterns import pattern_faults
from ..records.signs import ODD_SPACES, sign_name
from ..records.texts import MOJIBAKE
from .problems import HIDDEN, Problem, escaped, unseen

ODD_INDENT = re.compile(f"^ *(?:- *)?(\t|[{ODD_SPACES}](?=\\s*\\S))", re.MULTILINE)
CONFLICT = re.compile(r"^ *(?:<{7}|>{7}|={7}|\|{7})(?: .*)?$", re.MULTILINE)
"""A line that marks where git could not join two versions of a file."""
OTHER_FORMAT = re.compile(r"\{\\rtf|<!doctype|<html|<\?xml|%PDF|PK\x03|@\w+\{|diff --git|--- a/", re.I)
"""The beginning of a file of a word processor, of a browser, of a reference manager or of git."""
BEFORE_LINES = (re.compile(r" *> ?"), re.compile(r" *\d+[ \t|.]+"))
"""The marks that a mail puts before each line that it quotes, and a page before each line of code."""


def unwanted(text: str, name: str) -> Iterator[Problem]:
    """Yield a problem for each conflict, each line that is not indented by spaces, and each unseen character."""
    if found := [*conflicts(text, name)]:
        yield from found
        return
    yield from before_lines(text, name)
    for odd in ODD_INDENT.finditer(text):
        sign = message("a tab") if odd[1] == "\t" else sign_name(odd[1])
        wrong = message("must be indented with spaces, got {sign}; put spaces in its place", sign=sign)
        yield Problem(name, *position(text[: odd.start(1)]), wrong)
    for hidden in re.finditer(rf"({HIDDEN.pattern})\1*", text):
        place, got = position(text[: hidden.start()]), text[: hidden.end()][-2:]
        if MOJIBAKE.match(got):
            wrong = message("must be readable, got '{got}', which was saved in another encoding", got=got)
            wrong += message("; put the file back as it was, and open it as UTF-8 before you change it")
            yield Problem(name, *place, escaped(wrong))
            return
        yield Problem(name, *place, unseen(hidden[1]))


def conflicts(text: str, name: str) -> Iterator[Problem]:
    """Yield a problem for each conflict between two versions of a file, at its first mark."""
    marks = list(CONFLICT.finditer(text))
    for first in [mark for mark in marks if mark[0].lstrip()[0] == "<"] or marks[:1]:
        wanted = message(
            "must have one version; git could not join two, which stand here between <<<<<<<, ======= and >>>>>>>; "
            "keep what is right and delete the lines with these signs"
        )
        yield Problem(name, *position(text[: first.start()]), wanted)


def position(before: str) -> tuple[int, int]:
    """Return the line and the column that come after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def before_lines(text: str, name: str) -> Iterator[Problem]:
    """Yield a problem for what came along before lines that were copied from a mail, a page or a diff."""
    for found, wanted in pattern_faults("files", text):
        yield Problem(name, *position(text[: found.start()]), wanted)
    lines = [line for line in text.split("\n") if line.strip()]
    for before in BEFORE_LINES:
        if len(lines) > 1 and all(map(before.match, lines)):
            wanted = message("must not have '{sign}' before each line; delete it", sign=lines[0].split(maxsplit=1)[0])
            yield Problem(name, 1, 1, wanted)
