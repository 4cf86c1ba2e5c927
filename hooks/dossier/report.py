"""Problems as people are told them: each with the line it is about; on GitHub also as marks in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from .parse import HIDDEN, LARGEST, Problem

WIDTH = 60
"""How many characters of a long line are quoted, so that it stays one line in a narrow terminal."""


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
    part = HIDDEN.sub("\ufffd", line[start:start + WIDTH].replace("\t", "→"))
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
    return "\n".join(f"::error file={escape(problem.file, ':,')},line={problem.line},col={problem.column}::"
                     f"{escape(problem.message)}" for problem in problems)


def escape(text: str, separators: str = "") -> str:
    """A text for a workflow command, in which some characters stand for themselves only as codes."""
    for character in f"%\r\n{separators}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
