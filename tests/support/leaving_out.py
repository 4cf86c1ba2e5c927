"""A dossier without one of its parts, and without everything that names a record of that part."""

import re
from typing import Any

from dossier.records.fields import declared_fields
from dossier.records.model import Dossier
from dossier.records.statements import Model
from dossier.records.values import PageRef, Prose, RecordRef, Reference

GONE = object()
"""Stands for what cannot be without the part that was left out."""


def without(dossier: Dossier, *collections: str) -> Dossier:
    """Return a dossier without some collections; of a record that names one of theirs, only the reference goes."""
    kept = dossier.model_copy(update={name: Dossier.model_fields[name].get_default() for name in collections})
    made: Dossier = pruned(kept, set(collections))
    lost = {name for name in Dossier.model_fields if getattr(kept, name) and not getattr(made, name)}
    return without(made, *collections, *lost) if lost else made  # such as the region, which needs its treaty


def pruned(value: Any, gone: set[str]) -> Any:
    """Return a part of a dossier without references to collections; ``GONE`` if it must have one."""
    if isinstance(value, RecordRef | PageRef):
        return GONE if value.path[0] in gone else value
    if isinstance(value, Reference):
        return GONE if value.collection in gone else value
    if isinstance(value, Prose):
        link = re.compile(rf"\[([^\]]*)\]\((?:{'|'.join(gone)})/[^)]*\)")
        return Prose.model_construct({code: type(text)(link.sub(r"\1", text)) for code, text in value.root.items()})
    if isinstance(value, tuple):
        return tuple(part for part in (pruned(part, gone) for part in value) if part is not GONE)
    if isinstance(value, dict):
        parts = {key: pruned(part, gone) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part is not GONE}
    if not isinstance(value, Model):
        return value
    fields = {field.attribute: field for field in declared_fields(type(value))}
    made = {name: pruned(getattr(value, name), gone) for name in fields}
    if any(part is GONE and fields[name].required for name, part in made.items()):
        return GONE
    return value.model_copy(
        update={name: fields[name].default if part is GONE else part for name, part in made.items()}
    )
