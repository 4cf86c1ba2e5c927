"""The parts of the data on each page, by the fragments of their addresses, of which no two may be the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from ..addresses import place
from ..reading.discovery import read
from ..reading.load import finding_to_problem
from ..reading.problems import Problem
from ..records.collections import KeyPath
from ..records.messages import message
from ..records.relations import Relations


@lru_cache(maxsize=4)
def shown_at(relations: Relations) -> Mapping[str, Mapping[str, list[KeyPath]]]:
    """Return the paths of records and statements by page and fragment, those in fields of their own first."""
    pages: dict[str, dict[str, list[KeyPath]]] = defaultdict(lambda: defaultdict(list))
    paths = {path for entry in relations.entries for path in (entry.record, entry.path)}
    for path in sorted(paths, key=lambda path: (len(path), path)):
        address, fragment = place(path)
        if fragment:
            pages[address][fragment].append(path)
    return pages


def colliding_addresses(relations: Relations, data: Path) -> Iterator[Problem]:
    """Yield a problem for each record or statement to which no link leads, because another has the same address."""
    others = [path for page in shown_at(relations).values() for paths in page.values() for path in paths[1:]]
    for path in others:
        wanted = message("must have another identifier; pages have a part '{name}' of their own", name=path[-1])
        yield finding_to_problem(read(data)[0], data, path, wanted)
