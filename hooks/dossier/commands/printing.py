"""Problems printed for people, and on GitHub as marks in the files that they are about."""

import os
import sys
from collections.abc import Collection, Iterable

from ..reading.problems import Problem, report
from ..records.messages import Message


def print_problems(problems: Collection[Problem], counted: Message, language: str, level: str) -> None:
    """Tell problems and how many they are; on GitHub, they are marked in the files too."""
    annotate(problems, level, language)
    print(f"{report(problems, language)}\n{counted.render(language)}", file=sys.stderr)


def workflow_commands(problems: Iterable[Problem], level: str, language: str) -> str:
    """Return problems as workflow commands of GitHub Actions (see GitHub Docs), which marks them in the files."""
    places = (
        (f"file={encoded(it.file, ':,')},line={it.line},col={it.column}", it.message_in(language)) for it in problems
    )
    return "\n".join(f"::{level} {place}::{encoded(said)}" for place, said in places)


def annotate(problems: Iterable[Problem], level: str, language: str) -> None:
    """Print problems for GitHub to mark in the files, if it runs this; nobody need read that, as they are told too."""
    if os.environ.get("GITHUB_ACTIONS", "").lower() != "true":
        return
    try:
        print(workflow_commands(problems, level, language), flush=True)
    except BrokenPipeError:
        read_by_nobody()


def read_by_nobody() -> None:
    """Let what is printed from now on go nowhere, because whoever read it, such as ``head``, has ended."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def encoded(text: str, separators: str = "") -> str:
    """Return a text for a workflow command, in which some characters stand for themselves only as codes."""
    for character in f"%\r\n{separators}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
