"""One YAML file into a tree of nodes that know their line and column.

Scalars stay the text that stands in the file: ``no``, ``12:30`` and ``2024-01-11`` mean nothing else before the model
gives them a type. What YAML can do and an editor never means (duplicate keys, anchors, aliases, merge keys, tags,
several documents, empty values) is a problem with its place.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from ..records.messages import Message, message
from ..records.signs import ODD_QUOTES
from ..records.yaml_tables import PARSER
from . import yaml_errors
from .plain_text import OTHER_FORMAT, position, unwanted
from .problems import HIDDEN, LARGEST, Problem, escaped, look_alike, unseen
from .stop import BACKSLASH, margin, no_hyphen
from .yaml_shapes import MOVED_LEFT, nothing_there, out_of_column

LARGEST_TREE = 200_000  # keys and values in one file
LONGEST = 10_000  # characters in one text; six times the longest that is read on a page
MOST = 1000  # problems of one kind told at once; who has mended those sees the rest
DEEPEST = 20  # levels of nesting; the model has ten
KEPT = 512  # files whose nodes are kept, so that the next build of a preview only reads what changed
DEEP_AT_ONCE = re.compile(rf"(?:[\[{{]\s*){{{DEEPEST + 1}}}")
"""More brackets than may be open, one after the other, which keep a parser busy for minutes."""
COMMENT = re.compile(" +#")
SHOWN_AS_HEADING = re.compile(r"\s*#+(?:\s|$)")
"""The beginning of a line of a text that is a comment or a heading to an editor, and a sign as typed to readers."""
SWALLOWED = re.compile(r"\s*([a-z_]+:) (?:\{.*|\[[^\]]*\]|[>|][+-]?|\d{4}(?:-\d\d){0,2})$")
"""A line of a text that is a field to an editor: a name and a colon, then what no sentence has after one."""
EMPTY = ("", "~", "null", "Null", "NULL")
PLACEHOLDER = "…"  # the text in a new record that stands for a value still to be filled in
TOO_DEEP = message("must not be nested deeper than {most} levels", most=DEEPEST)
SHOWN_HASH = message(
    "must not begin with #, which readers would see; put a comment on a line above the field; a text has no headings"
)
ONE_BRACE = message("must begin with one brace, not with two; delete one here and one at the end")
TO_FILL = message("must be filled in; if it may be left out, delete it")
NO_KEYS: Mapping[str, Any] = MappingProxyType({})


class Unreadable(Exception):
    """Something that makes it useless to read on in a file; its arguments are the problems."""


@dataclass(slots=True, eq=False)
class Node:
    """A value and its place. Maps keep the node of each key beside the node of its value."""

    file: str
    line: int = 1
    column: int = 1
    value: Any = ""
    keys: Mapping[str, "Node"] = field(default_factory=lambda: NO_KEYS)

    def plain(self) -> Any:
        """Return the value as plain ``dict``, ``list`` and ``str``."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value

    def at(self, path: tuple[str | int, ...], key: bool = False) -> "Node":
        """Return the node that a path leads to, or the last one on the way; ``key`` asks for that of its key."""
        if not path:
            return self
        if isinstance(self.value, dict) and path[0] in self.value:
            return self.keys[str(path[0])] if key and len(path) == 1 else self.value[path[0]].at(path[1:], key)
        if isinstance(self.value, list) and isinstance(path[0], int) and path[0] < len(self.value):
            entry: Node = self.value[path[0]]
            return entry.at(path[1:], key)
        return self

    def replaced(self, path: tuple[str | int, ...], part: "Node | None") -> "Node":
        """Return the node with another part at a path, or without one; what was read stays as it is."""
        value, keys = copy(self.value), dict(self.keys)
        if path[1:]:
            value[path[0]] = value[path[0]].replaced(path[1:], part)
        elif part is None:
            del value[path[0]]
            keys.pop(str(path[0]), None)
        else:
            value[path[0]] = part
            keys.setdefault(str(path[0]), part)
        return replace(self, value=value, keys=keys)

    def problem(self, wrong: str) -> Problem:
        """Return a problem at this node, in one line."""
        return Problem(self.file, self.line, self.column, escaped(wrong) + look_alike(wrong))


def parse(path: Path, name: str) -> tuple[Node, list[Problem]]:
    """Return the nodes of the file at ``path``, which messages call ``name``, and the problems found on the way.

    With problems the node may be incomplete: it then serves only to know what the file holds.
    """
    try:
        node, problems = parse_text(text_of(path, name), name)
        return node, problems[:MOST]
    except Unreadable as error:
        return Node(name), list(error.args)
    except (ValueError, OverflowError) as error:
        return Node(name), [Problem(name, 1, 1, error.args[0])]
    except OSError as error:
        unreadable = message("must be a file that can be read; {reason}", reason=error.strerror)
        return Node(name), [Problem(name, 1, 1, unreadable)]


def parse_text(text: str, name: str) -> tuple[Node, list[Problem]]:
    """Return the same for a text, which may have the line ends of any system."""
    text = re.sub("\r\n?", "\n", text)
    refusals = refused(text, name)
    return (Node(name), refusals) if refusals else nodes(text, name)


@lru_cache(maxsize=KEPT)
def nodes(text: str, name: str) -> tuple[Node, list[Problem]]:
    """Return the same for a text that is not refused. Nobody may change the result, which is kept for later."""
    if deep := DEEP_AT_ONCE.search(text):
        return Node(name), [Problem(name, *position(text[: deep.end() - 1]), TOO_DEEP)]
    builder = Builder(name, text)
    node, problems = Node(name), builder.problems
    try:
        node = builder.document(yaml.parse(text, Loader=PARSER))
    except yaml.MarkedYAMLError as error:
        wrong = Problem(name, *yaml_errors.explain(text, error))
        problems = [problem for problem in problems if not 0 <= wrong.line - problem.line <= 1] + [wrong]
    except Unreadable as error:
        problems += error.args
    moved = min((problem.line for problem in problems if problem.message == MOVED_LEFT), default=len(text) + 1)
    return node, [problem for problem in problems if problem.line <= moved]


def text_of(path: Path, name: str) -> str:
    """Return the text of a file; raise ``ValueError`` or ``Unreadable`` if it is none."""
    if not path.is_file() or path.is_symlink():
        raise ValueError(message("must be a file of its own, not a folder, a link or a device"))
    if (size := path.stat().st_size) > LARGEST:
        wanted = message("must be smaller than {most:,} bytes, got {got:,}", most=LARGEST, got=size)
        raise ValueError(wanted + message("; shorten the file"))
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError(message("must be saved as UTF-8 without a byte order mark (BOM); choose 'UTF-8' when saving"))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        wrong = message("must be saved as UTF-8, got the byte {byte}", byte=f"0x{data[error.start]:02x}")
        wrong += message("; open the file in its old encoding and save it as UTF-8")
        raise Unreadable(Problem(name, *position(data[: error.start].decode()), wrong)) from None
    if other := OTHER_FORMAT.match(text):
        wanted = message("must be YAML, a plain text, got another format that begins with '{got}'", got=other[0])
        raise ValueError(wanted)
    return text


@lru_cache(maxsize=KEPT)
def refused(text: str, name: str) -> list[Problem]:
    """Return the problems for which a text is not even parsed; nobody may change them, like ``nodes``."""
    return list(islice(unwanted(text, name), MOST))


class Builder:
    """Builds nodes from the parser's events and collects the problems of one file."""

    def __init__(self, file: str, text: str):
        self.file, self.lines = file, text.split("\n")
        self.problems: list[Problem] = []
        self.count = 0  # the number of keys and values so far

    def document(self, events: Iterator[Any]) -> Node:
        """Return the root node of a stream that must hold exactly one document."""
        node = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if node:
                    second = Node(self.file, event.start_mark.line + 1)  # type: ignore[union-attr]
                    wrong = message("must not begin a second document; delete the line --- above")
                    raise Unreadable(second.problem(wrong))
                node = self.node(event, events, 0)
        if node is None:
            raise Unreadable(Problem(self.file, 1, 1, message("must not be empty; fill the file or delete it")))
        return node

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """Return the node that begins with ``event``; take its further events from ``events``."""
        node = Node(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        self.count += 1
        if depth > DEEPEST:
            raise Unreadable(node.problem(TOO_DEEP))
        if self.count > LARGEST_TREE:
            wrong = message("must not have more than {most:,} keys and values; shorten the file", most=LARGEST_TREE)
            raise Unreadable(node.problem(wrong))
        if isinstance(event, yaml.AliasEvent):
            cure = message("; write the value out, or put quotation marks around a text that begins with *")
            self.report(node, message("must not use the alias *{name}", name=event.anchor) + cure)
            return node
        if event.anchor:
            cure = message("; delete it, or put quotation marks around a text that begins with &")
            self.report(node, message("must not use the anchor &{name}", name=event.anchor) + cure)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report(node, message("must not use the tag {tag}; delete it", tag=tag))
        if isinstance(event, yaml.MappingStartEvent):
            self.mapping(node, events, depth, bool(event.flow_style))
        elif isinstance(event, yaml.SequenceStartEvent):
            node.value = [self.node(item, events, depth + 1) for item in until(yaml.SequenceEndEvent, events)]
        else:
            node.value = event.value.strip()
            self.scalar(node, event)
        return node

    def scalar(self, node: Node, event: Any) -> None:
        """Report what is wrong with a text by itself."""
        raw = self.lines[event.start_mark.line : event.end_mark.line + 1]
        if event.style == '"' and (found := yaml_errors.escape_in(raw, event)):
            self.report(Node(self.file, *found), BACKSLASH)
        elif len(node.value) > LONGEST:
            wanted = message("must have at most {most:,} characters, got {got:,}", most=LONGEST, got=len(node.value))
            self.report(node, wanted + message("; shorten it"))
        elif hidden := HIDDEN.search(node.value):  # written as an escape, such as "\u202e"
            self.report(node, unseen(hidden[0]))
        elif node.value == PLACEHOLDER:
            self.report(node, TO_FILL)
        elif event.style in ("|", ">"):
            self.below(raw[1:], event.start_mark.line + 2)
        elif "\n" in node.value and any(map(SHOWN_AS_HEADING.match, node.value.split("\n")[1:])):
            self.report(node, SHOWN_HASH)
        elif event.implicit[0]:
            self.unquoted(node, event)

    def below(self, lines: list[str], number: int) -> None:
        """Report each comment, heading or field among the lines of a text after > or |; the first has a number."""
        indent = next((margin(line) for line in lines if line.strip()), 0)
        for at, line in enumerate(lines, number):
            place = Node(self.file, at, margin(line) + 1)
            if place.column <= indent:
                continue  # what follows the text
            if SHOWN_AS_HEADING.match(line):
                self.report(place, SHOWN_HASH)
            elif found := SWALLOWED.match(line):
                wanted = message("must not be among the lines of the text above it").got(found[1])
                cure = message("; if it is a field, begin it in the same column as the name of that text")
                self.report(place, wanted + cure)

    def unquoted(self, node: Node, event: Any) -> None:
        """Report what YAML reads out of a text without quotation marks and nobody means."""
        end, following = event.end_mark, self.lines[event.start_mark.line + 1 : event.end_mark.line + 1]
        if event.value in EMPTY and not event.anchor:
            self.report(node, nothing_there(self.lines, event.start_mark.line))
        elif re.match(r"-[^ \d]", event.value):
            wanted = message("must have a space after the hyphen of a list")
            self.report(node, wanted + message("; put quotation marks around a text that begins with a hyphen"))
        elif any(re.match(" *- ", line) for line in following):
            if moved := out_of_column(self.lines, event.start_mark.line):
                (line, column), wanted = moved
                self.report(Node(self.file, line + 1, column + 1), wanted)
                return
            field = message("must be followed by a field; a list stands below a name and a colon, such as sources:")
            self.report(node, no_hyphen(event.value) or field)
        elif found := COMMENT.match("".join(self.lines[end.line : end.line + 1]), end.column):
            wrong = message(
                "must not begin a comment after a text; if the # belongs to the text, put quotation marks around the "
                "whole text, else put the comment on a line of its own"
            )
            self.report(Node(self.file, end.line + 1, found.end()), wrong)

    def mapping(self, node: Node, events: Iterator[Any], depth: int, in_braces: bool) -> None:
        """Fill ``node`` with the keys and values up to the end of the mapping."""
        again: Node | None = None
        keys: dict[str, Node] = {}
        node.value, node.keys = {}, keys
        for event in until(yaml.MappingEndEvent, events):
            key = self.node(event, events, depth + 1)
            following = next(events)
            if in_braces and self.has_no_colon(event, following):
                before = next(reversed(node.value.values()), key)
                if quoted := re.match(f"[{ODD_QUOTES}]", str(before.value)):
                    wanted = message("must be a straight quotation mark, \" or ', got {got}", got=quoted[0])
                    self.report(before, wanted)
                    continue
                doubled = isinstance(key.value, dict)
                self.report(key, ONE_BRACE if doubled else yaml_errors.without_colon(str(key.value), not node.value))
                continue
            value = self.node(following, events, depth + 1)
            if not isinstance(key.value, str):
                wrong = message("must be a plain name before the colon; put quotes around a text that has { or [")
                self.report(key, wrong)
            elif key.value == "<<":
                self.report(key, message("must not use the merge key <<; write the fields out"))
            elif re.fullmatch(r"\S+ \{\w+", key.value) and event.implicit[0]:  # as in 7. {en: …}
                self.report(key, message("must have a colon and a space before {").got(key.value))
            elif key.value in node.value:
                there = {"name": key.value, "line": keys[key.value].line}
                wanted = message("{name} must be given once; it stands in line {line} too", **there)
                cure = message("; if it belongs to another field, the line with that one's name is missing above")
                if not (again and key.line > again.line and not in_braces):
                    self.report(key, wanted + (cure if key.column > 1 and not in_braces else ""))
                again = key
            else:
                node.value[key.value], keys[key.value] = value, key

    def has_no_colon(self, key: Any, value: Any) -> bool:
        """Tell whether an entry in braces has neither a colon nor a value."""
        if getattr(value, "value", None) != "" or not value.implicit[0] or value.anchor:
            return False
        return not self.lines[key.end_mark.line][key.end_mark.column :].lstrip().startswith(":")

    def report(self, node: Node, wrong: Message) -> None:
        """Record a problem at a node, unless there are too many already."""
        if len(self.problems) < MOST:
            self.problems.append(node.problem(wrong))


def until(end: type, events: Iterator[Any]) -> Iterator[Any]:
    """Yield the events before the next one of type ``end`` on this level, and take that one too."""
    for event in events:
        if isinstance(event, end):
            return
        yield event
