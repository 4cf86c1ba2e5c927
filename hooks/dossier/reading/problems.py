"""Problems as people are told them, each with the line it is about."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile
from pathlib import Path

import yaml

from ..records.messages import CODE_LANGUAGE, Message, in_language, message
from ..records.signs import LOOKS_LIKE, sign_name

LARGEST = 3_000_000  # bytes that one file may have; all words of the interface in four languages are a twentieth of it
HIDDEN = re.compile(
    f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|[\r\x85\xad\u115f\u1160\u200b\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that nobody sees and that change what is read.

YAML refuses them or takes them for the end of a line; they turn the direction of the text around them (Unicode
Technical Standard 55, "Source Code Handling"); or they come along when text is copied and keep a search from finding
the word: soft hyphen, spaces without width, byte order mark, tags, blank letters. A text may have joiners (U+200C,
U+200D) and direction marks (U+200E, U+200F), which Persian, Arabic or Hindi names need.
"""

EXCERPT = 60  # characters of a long line that are quoted, so that it stays one line in a narrow terminal
LONGEST_MESSAGE = 1000  # characters of a message; of a longer one, the middle is left out


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in the data: the place (line and column from 1), and what must be there."""

    file: str
    line: int
    column: int
    message: str
    excerpt: str = field(default="", compare=False)  # the line of the file, with a caret under the place

    def __str__(self) -> str:
        return self.render(CODE_LANGUAGE)

    def render(self, language: str) -> str:
        """Return the place and the message in a language, in one line."""
        return f"{self.file}:{self.line}:{self.column}: {self.message_in(language)}"

    def message_in(self, language: str) -> str:
        """Return the message in a language."""
        words: str = in_language(self.message, language)
        ends = words[: LONGEST_MESSAGE * 2 // 3], words[-LONGEST_MESSAGE // 3 :]
        return " … ".join(ends) if len(words) > LONGEST_MESSAGE else words


class DataError(Exception):
    """The data is not valid; ``problems`` has all of it, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def escaped(text: str) -> str:
    """Return a text with what cannot be shown, ends the line or hides what it says, as escapes."""
    if isinstance(text, Message):
        return text.with_values_changed(escaped)
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def unseen(character: str) -> Message:
    """Return the message about a character that nobody sees."""
    name = unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}{name and f' ({name})'}"
    if unicodedata.category(character) == "Cc":
        return message("must not have the control character {code}; delete it", code=code)
    return message("must not have the invisible character {code}; delete it", code=code)


def look_alike(text: str) -> str:
    """Return which letter or sign in a text looks like another one and is none: a Cyrillic or Greek letter, a dash."""
    for word in re.findall(r"[^\W\d_]+", text if not text.isascii() else ""):
        others = [letter for letter in word if unicodedata.name(letter, "").startswith(("CYRILLIC", "GREEK"))]
        if others and len(others) < len(word):
            return message(" ({letter} is {name})", letter=others[0], name=unicodedata.name(others[0]).lower())
    for value in re.findall(r"'([^' ]+)'", text if not text.isascii() else ""):
        if found := LOOKS_LIKE.search(value):
            return message(" ({sign} looks like another sign)", sign=sign_name(found[0]))
    return ""


def quoted(problems: Iterable[Problem], data: Path) -> Iterator[Problem]:
    """Yield problems with the line of the file, below the folder ``data``, that each is about."""
    lines_of = cache(lines_in)
    for problem in problems:
        lines = lines_of(data.parent / problem.file)
        known = problem.line <= len(lines)
        yield replace(problem, excerpt=excerpt(lines[problem.line - 1], problem)) if known else problem


def at_words(problem: Problem, part: str, data: Path) -> Problem:
    """Return a problem of a text at the place of a part of it, which may go on in the next line of the file."""
    first, *below = lines_in(data.parent / problem.file)[problem.line - 1 :] or [""]
    indent = len(first) - len(first.lstrip())
    lines = [first, *takewhile(lambda line: not line[: indent + 1].strip(), below)]
    for words in (part, *part.split()[:1]):
        for number, line in enumerate(lines):
            column = line.find(words, problem.column - 1 if number == 0 else 0)
            if column >= 0 and words:
                return replace(problem, line=problem.line + number, column=column + 1)
    return problem


def lines_in(path: Path) -> list[str]:
    """Return the lines of a file as ``parse`` counts them; none if it is not one that can be read."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST:
            return []
        return re.sub("\r\n?", "\n", path.read_bytes().decode("utf-8", "replace")).removesuffix("\n").split("\n")
    except OSError:
        return []


def excerpt(line: str, problem: Problem) -> str:
    """Return the line with its number, and a caret under the place; of a long line, the part around that."""
    start = max(0, min(problem.column - 1 - EXCERPT // 2, len(line) - EXCERPT))
    part = HIDDEN.sub("\ufffd", line[start : start + EXCERPT].replace("\t", "→"))
    part = f"{'…' if start else ''}{part}{'…' if start + EXCERPT < len(line) else ''}"
    caret = " " * (problem.column - 1 - start + (1 if start else 0)) + "^"
    return f"{problem.line:>5} | {part}\n      | {caret}"


def report(problems: Iterable[Problem], language: str = CODE_LANGUAGE) -> str:
    """Return problems in the order given and in a language, each with the line it is about."""
    return "\n".join(f"{problem.render(language)}\n{problem.excerpt}".rstrip("\n") for problem in problems)
