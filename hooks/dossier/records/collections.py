"""The collections of a dossier: the model of each, how it is kept, and the way to every part of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from .fields import declared_fields, parts
from .model import Dossier, Storage
from .statements import Model

COLLECTIONS: dict[str, type[Model]] = {field.name: field.type.kind for field in declared_fields(Dossier)}
"""The model of the records in each collection."""
STORAGE: dict[str, Storage] = {name: Dossier.model_fields[name].metadata[0] for name in COLLECTIONS}
"""The way each collection is kept."""
SINGLE, MAPS, FOLDERS = (
    {name: model for name, model in COLLECTIONS.items() if STORAGE[name].how == how}
    for how in ("single", "entries", "folder")
)
"""The collections that are one record in a file, many in a file by identifier, or a folder whose file names are the
identifiers."""
OF_THE_SITE = ("interface", "withdrawn")  # the collections that are about the site itself and not about its subject
OF_KEY = "[key]"  # ends the path to a key and not to its value, as in pydantic's errors
EVERY_FIELD = [field for part in parts(COLLECTIONS.values())[0] for field in part.fields]  # of all parts of all records
KeyPath = tuple[str | int, ...]
"""The place of a value: the keys that lead to it from ``data/`` on, as in ``("parties", "icc", "seat")``."""


def joined(path: KeyPath) -> str:
    """Return the keys that lead to a part of the dossier as one text: ``areas/ice``."""
    return "/".join(map(str, path))


def file_of(path: KeyPath) -> str:
    """Return the file in ``data/`` that holds the part of the dossier at a path."""
    return f"{path[0]}/{path[1]}.yml" if path[0] in FOLDERS else f"{path[0]}.yml"


def walk(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield a record, or any part of the dossier, and all its parts with their paths, outer before inner."""
    yield path, value
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Model):
        inner = ((field.name, getattr(value, field.attribute)) for field in declared_fields(type(value)))
    elif isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, tuple):
        inner = enumerate(value)
    for key, part in inner:
        if part is not None:
            yield from walk(part, (*path, key))
