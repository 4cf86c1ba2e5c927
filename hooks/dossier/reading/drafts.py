"""Drafts: records that are not finished. They are checked, stop nothing, and are left out of the published site."""

import sys
from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from ..records.collections import FOLDERS, SINGLE, STORAGE, KeyPath
from .nodes import Node
from .problems import Problem

DRAFT = "draft"  # the field by which a record is marked as a draft


class Drafts(NamedTuple):
    """The drafts of a dossier."""

    names: str  # all of them, with commas between them; empty if there are none
    finished: list[KeyPath]  # the paths of those that are right and name none that is not: a preview can show them
    to_do: list[Problem]  # the problems of the others, which are still to be mended


def draft_marks(root: Node) -> Iterator[tuple[KeyPath, Node]]:
    """Yield the path of each record that has the mark, and the node of what the mark says."""
    for name, storage in STORAGE.items():
        place = (name, name) if name in SINGLE else (name,)
        found = root.at(place)
        if storage.singular and found is not root.at(place[:-1]) and isinstance(found.value, dict):
            for key, node in found.value.items():
                if isinstance(node.value, dict) and DRAFT in node.value:
                    yield (*place, key), node.value[DRAFT]


def drafts(root: Node) -> list[KeyPath]:
    """Return the paths of the records that are drafts."""
    return [path for path, mark in draft_marks(root) if mark.value == "true"]


def data_without(root: Node, paths: Iterable[KeyPath]) -> Node:
    """Return the data without the parts at some paths."""
    return reduce(lambda node, path: node.replaced(path, None), paths, root)


def problems_outside(problems: Collection[Problem], root: Node, paths: Collection[KeyPath]) -> list[Problem]:
    """Return the problems that are in none of the records at some paths."""
    places = [(root.at(path).file, lines_of_record(root, path)) for path in paths]
    return [it for it in problems if not any(it.file == file and it.line in within for file, within in places)]


def lines_of_record(root: Node, path: KeyPath) -> range:
    """Return the lines of a record: those of its file, or in a file of many up to the next key beside it or above."""
    first = 1 if path[0] in FOLDERS else root.at(path, key=True).line
    others = (key.line for depth in range(1, len(path)) for key in root.at(path[:depth]).keys.values())
    return range(first, min((line for line in others if line > first), default=sys.maxsize))
