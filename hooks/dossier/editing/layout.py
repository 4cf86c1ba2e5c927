"""The one layout of the data's files, so that nobody has to review how a statement is laid out.

Two spaces for each level; no quotation marks where YAML needs none. What holds only single values stands in
braces or brackets on one line, if it fits; sources stand one to a line. A long text is folded, a text of several
lines stands as it is. Comments stand on lines of their own, before what they are about.
"""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from ..reading.nodes import EMPTY, Node
from ..reading.stop import HEADER
from ..records.yaml_tables import PARSER

LINE_WIDTH = 120  # characters in a line, if what stands on it can be broken
ONE_TO_A_LINE = "sources"  # the field whose entries have a line each, so that a change of one changes one line
INDICATOR = re.compile(r"""[-?:,\[\]{}#&*!|>%@`"']""")
"""A sign that an unquoted text must not begin with, though YAML lets some of them pass."""
NO_CONTENT = (yaml.BlockEndToken, yaml.StreamStartToken, yaml.StreamEndToken)


def laid_out(node: Node, text: str, first_line: str) -> str:
    """Return the content of a file, so far written as ``text``, in the one layout, below a comment."""
    writer = Writer(text, first_line)
    writer.block(node)
    return "\n".join(writer.lines).rstrip() + "\n"


class Remark(NamedTuple):
    """A comment or an empty line of the old file, and its place there, counted from 1."""

    line: int  # its line; of a comment beside content the line before, because it stands above that content from now on
    column: int  # the column in which the comment begins; of an empty line, a number larger than any
    above: int  # the line on which the last content above it begins; 0 if there is none
    text: str  # the comment with its #; nothing for an empty line


def lines(node: Node) -> list[str]:
    """Return the lines of something that stands in no file."""
    writer = Writer("", "")
    writer.block(node)
    return writer.lines[1:]


class Writer:
    """The writer of the lines of a file with the comments of the old one between them."""

    def __init__(self, text: str, first_line: str):
        self.lines = [first_line]
        same = first_line.partition("=")[0]
        self.waiting = [remark for remark in remarks(text) if not remark.text.startswith(same)]
        """The comments and empty lines that are not written yet."""

    def remark(self, indent: int) -> None:
        """Write the next comment or empty line; several empty lines become one."""
        text = self.waiting.pop(0).text
        if text or self.lines[-1]:
            self.lines.append(text and " " * indent + text)

    def block(self, node: Node, indent: int = 0, outer: int = 0) -> None:
        """Write the entries of a map or a list, each on lines of its own, with the remarks before and after them.

        After the last, that is those further in than the ``outer`` column, in which the key or hyphen of the value is.
        """
        entries = node.value.items() if isinstance(node.value, dict) else ((None, part) for part in node.value)
        for key, part in entries:
            start = node.keys[key] if key is not None else part
            while self.waiting and self.waiting[0].line < start.line:
                self.remark(indent)
            mark, column = ("-", start.column - 2) if key is None else (f"{scalar(key)}:", start.column)
            self.entry(" " * indent + mark, part, indent, key, column)
        end = last(node)
        while self.waiting and self.waiting[0].above <= end and self.waiting[0].column > outer:
            self.remark(indent)

    def entry(self, start: str, node: Node, indent: int, key: str | None, column: int) -> None:
        """Write what follows a key or a hyphen, which stood in a column."""
        line = f"{start} {flow(node)}"
        if isinstance(node.value, str):
            self.text(start, node.value, indent)
        elif not node.value or (small(node, key) and len(line) <= LINE_WIDTH and not self.remarked(node, column)):
            self.lines.append(line)
        elif start.endswith("-"):
            first = len(self.lines)
            self.block(node, indent + 2, column)
            self.lines[first] = f"{start} {self.lines[first].lstrip()}"
        else:
            self.lines.append(start)
            self.block(node, indent + 2, column)

    def remarked(self, node: Node, outer: int) -> bool:
        """Tell whether a comment that is not written yet is between or below the parts of a value (see ``block``)."""
        end = last(node)
        first = next((remark for remark in self.waiting if remark.text and node.line < remark.line), None)
        return first is not None and first.above <= end and (first.line < end or first.column > outer)

    def text(self, start: str, text: str, indent: int) -> None:
        """Write a text on the line of its key, or below it if it is long or has several lines."""
        margin = " " * (indent + 2)
        if "\n" in text:
            self.lines += [f"{start} |-", *(line and margin + line for line in text.split("\n"))]
        elif len(f"{start} {scalar(text)}") <= LINE_WIDTH or " " not in text or "  " in text:
            self.lines.append(f"{start} {scalar(text)}")
        else:
            width = LINE_WIDTH - len(margin)
            folded = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
            self.lines += [f"{start} >-", *(margin + line for line in folded)]


def small(node: Node, key: str | None) -> bool:
    """Tell whether the value of a key fits one line: it holds single values, or lists of such that are no sources."""
    if isinstance(node.value, list):
        return key != ONE_TO_A_LINE and all(small(part, None) for part in node.value)
    if isinstance(node.value, dict):
        return all(not isinstance(part.value, dict) and small(part, name) for name, part in node.value.items())
    return "\n" not in node.value


def flow(node: Node) -> str:
    """Return a value on one line, in braces or brackets if it has parts."""
    if isinstance(node.value, dict):
        return "{" + ", ".join(f"{scalar(key, True)}: {flow(part)}" for key, part in node.value.items()) + "}"
    if isinstance(node.value, list):
        return "[" + ", ".join(map(flow, node.value)) + "]"
    return scalar(node.value, True)


def scalar(text: str, inside: bool = False) -> str:
    """Return a text on one line, ``inside`` braces or brackets or not, in quotation marks if it needs them."""
    plain = text not in EMPTY and not re.search(r":( |$)| #", text)
    plain = plain and (not INDICATOR.match(text) or re.fullmatch(r"-?\d[\d.]*", text) is not None)
    if plain and not (inside and re.search(r"[,\[\]{}?]", text)):
        return text
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def last(node: Node) -> int:
    """Return the line on which the last part of a value begins."""
    parts = node.value.values() if isinstance(node.value, dict) else node.value
    return max([node.line] if isinstance(parts, str) else [node.line, *map(last, parts)])


def remarks(text: str) -> Iterator[Remark]:
    """Yield every comment and every empty line of a file. A comment beside content stands above it from now on."""
    lines = text.removesuffix("\n").split("\n")
    ends: dict[int, int] = {}  # by line, from 0: the column after the last content on it
    begun: dict[int, int] = {}  # by line with content: the line on which that begins, which may be one above
    for token in yaml.scan(text, Loader=PARSER):
        first, end, column = token.start_mark.line, token.end_mark.line, token.end_mark.column
        if isinstance(token, NO_CONTENT) or token.start_mark.index == token.end_mark.index:
            continue  # the parser's own sign that something begins or ends
        if column:
            ends[end] = max(ends.get(end, 0), column)
        else:  # a text after > or |, with the empty lines below it
            end = next(number for number in range(end - 1, -1, -1) if lines[number].strip() or number == first)
        begun.update(dict.fromkeys(range(first, end + 1), first))
    above = 0
    for number, line in enumerate(lines):
        beside = number in ends
        rest = re.sub(rf"^{HEADER}\s*", "", line[ends.get(number, 0) :].strip())
        if (beside or number not in begun) and (rest.startswith("#") or not line.strip()):
            yield Remark(number if beside else number + 1, line.index(rest) + 1 if rest else LINE_WIDTH, above, rest)
        if number in begun:
            above = begun[number] + 1
