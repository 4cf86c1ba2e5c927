"""Problems as people are told them: each with the line it is about; on GitHub also as marks in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

LARGEST = 3_000_000
"""How many bytes one file may have; all words of the interface in four languages are a thirtieth of it."""
HIDDEN = re.compile(
    f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|[\r\x85\xad\u115f\u1160\u200b\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that nobody sees and that change what is read.

They are what YAML refuses (control characters, surrogates) or takes for the end of a line; what turns the direction of
the text around it, which hides what a file says (Unicode Technical Standard 55, "Source Code Handling"); and what comes
along when text is copied from a page or a PDF and keeps a search from finding the word: the soft hyphen, spaces without
width, the byte order mark, tags, and letters that are blank (Hangul fillers, the empty pattern of Braille). Joiners
(U+200C, U+200D) and direction marks (U+200E, U+200F) are letters' helpers in Persian, Arabic or Hindi names and only
concern their neighbours, so a text may have them.
"""

WIDTH = 60
"""How many characters of a long line are quoted, so that it stays one line in a narrow terminal."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in the data: where (line and column from 1), and what must be."""

    file: str
    line: int
    column: int
    message: str
    excerpt: str = field(default="", compare=False)
    """The line of the file, with a caret under the place."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class DataError(Exception):
    """The data is not valid; ``problems`` has all of it, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def quoted(problems: Iterable[Problem], data: Path) -> Iterator[Problem]:
    """Problems with the line of the file, below the folder ``data``, that each is about."""
    read: dict[str, list[str]] = {}
    for problem in problems:
        if problem.file not in read:
            read[problem.file] = lines_of(data.parent / problem.file)
        lines = read[problem.file]
        if len(lines) >= problem.line:
            problem = replace(problem, excerpt=excerpt(lines[problem.line - 1], problem))
        yield problem


def lines_of(path: Path) -> list[str]:
    """The lines of a file as ``parse`` counts them; none if it is not one that can be read."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST:
            return []
        return re.sub("\r\n?", "\n", path.read_bytes().decode("utf-8", "replace")).removesuffix("\n").split("\n")
    except OSError:
        return []


def excerpt(line: str, problem: Problem) -> str:
    """The line with its number and, below it, a caret under the place; of a long line, the part around that."""
    start = max(0, min(problem.column - 1 - WIDTH // 2, len(line) - WIDTH))
    part = HIDDEN.sub("\ufffd", line[start : start + WIDTH].replace("\t", "→"))
    part = f"{'…' * (start > 0)}{part}{'…' * (start + WIDTH < len(line))}"
    caret = " " * (problem.column - 1 - start + (start > 0)) + "^"
    return f"{problem.line:>5} | {part}\n      | {caret}"


def report(problems: Iterable[Problem]) -> str:
    """Problems in the order given, each with the line it is about."""
    return "\n".join(f"{problem}\n{problem.excerpt}" if problem.excerpt else str(problem) for problem in problems)


def workflow_commands(problems: Iterable[Problem]) -> str:
    """Problems as workflow commands of GitHub Actions, which marks them in the files.

    Source: GitHub Docs, Workflow commands for GitHub Actions, "Setting an error message".
    """
    return "\n".join(
        f"::error file={escape(problem.file, ':,')},line={problem.line},col={problem.column}::{escape(problem.message)}"
        for problem in problems
    )


def escape(text: str, separators: str = "") -> str:
    """A text for a workflow command, in which some characters stand for themselves only as codes."""
    for character in f"%\r\n{separators}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
