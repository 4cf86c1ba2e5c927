"""The places in the data, and in the pages written by hand, that name a record."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..reading.nodes import Node
from ..records.collections import file_of, walk
from ..records.model import Dossier
from ..records.references import references
from ..records.values import Alpha3
from ..settings import DATA, Settings
from .project import Changes, content


def uses(dossier: Dossier, root: Node, collection: str, key: str) -> Iterator[Node]:
    """Yield the node of every value that names a record, or of the text that has a link to it."""
    return (root.at(path) for path, name in references(walk(dossier)) if name == f"{collection}/{key}")


def pages_that_link(collection: str, key: str) -> Iterator[Path]:
    """Yield the pages written by hand that have a link to the page of a record."""
    for path in sorted(Settings.docs.rglob("*.md")):
        if link_pattern(collection, key).search(content(path)):
            yield path


def link_pattern(collection: str, key: str) -> re.Pattern[str]:
    """Return the pattern of the address of a record in a link of a page: ``](areas/ice/index.md)``."""
    return re.compile(rf"(?<=[(/]){collection}/{re.escape(key)}(?=/|#|\))")


def renamed(nodes: Iterable[Node], collection: str, old: str, new: str) -> Changes:
    """Return the files that name a record, as they name it anew: in some nodes, and in the pages written by hand."""
    changes = Changes()
    reference = rf"\A(['\"]?(?:{collection}/)?)[\w-]+"
    letters = Alpha3.guess(old)  # of a State; others have none
    link = rf"(\]\({collection}/){re.escape(old)}(?=[)#])"
    for node in sorted(nodes, key=lambda node: (node.line, node.column), reverse=True):  # else places would move
        path = Path(node.file)
        before, text = changes[path]
        start = sum(map(len, text.splitlines(keepends=True)[: node.line - 1])) + node.column - 1
        pattern = reference if node.value in (old, f"{collection}/{old}", letters) else link
        name = Alpha3.guess(new) if node.value == letters else new
        changes[path] = before, text[:start] + re.sub(pattern, rf"\g<1>{name}", text[start:])
    for path in pages_that_link(collection, old):
        text = content(path)
        changes[path] = text, link_pattern(collection, old).sub(f"{collection}/{new}", text)
    return changes


def file_of_record(collection: str, key: str) -> Path:
    """Return the file that holds a record."""
    return DATA / file_of((collection, key))
