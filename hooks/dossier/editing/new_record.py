"""A new record to be filled in: every field it may have, each below a comment that says what it means."""

import datetime
import textwrap
from collections.abc import Iterator, Sequence

from ..reading.nodes import PLACEHOLDER
from ..records.collections import COLLECTIONS, STORAGE
from ..records.fields import FieldType, PartField, declared_fields, fields_of, is_a
from ..records.model import Change, Source
from ..records.statements import Model
from ..records.values import Identifier, LocalText
from .layout import LINE_WIDTH

BEGUN = dict(sorted((storage.singular, name) for name, storage in STORAGE.items() if storage.singular))
"""The words for what can be begun, and the collection of each."""
OWN_DAY: dict[type[Model], str] = {Source: "accessed", Change: "date"}
"""The field with a day of our own work, on which a source was consulted or a change made: today."""


def record_model(collection: str) -> type[Model]:
    """Return the model of what is begun in a collection: of its records, or of what the single one has many of."""
    model = COLLECTIONS[collection]
    return next((field.type.kind for field in declared_fields(model) if field.name == collection), model)


def type_of_name(collection: str) -> type[Identifier]:
    """Return the type of the name of what is begun in a collection: an identifier, or of a State its code."""
    fields = declared_fields(COLLECTIONS[collection])
    return next((field.type.around[0] for field in fields if field.name == collection), Identifier)


def record_to_fill(model: type[Model], languages: Sequence[str], today: datetime.date) -> list[str]:
    """Return the lines of a record; what must be given has a placeholder, what may be left out is in a comment."""
    made: list[str] = []
    for field in fields_of(model):
        options = f" One of {', '.join(field.type.options)}." if field.type.options else ""
        if field.needed:
            made += comment(f"{field.description}{options}")
            made += [f"{field.name}: {today}"] if field.name == OWN_DAY.get(model) else to_fill(field, languages)
        else:
            made += comment(f"{field.description}{options} May be left out:")
            made.append(f"# {field.name}: {sample(field.type, languages)}")
    return made


def comment(text: str, margin: str = "") -> list[str]:
    """Return a text as lines of a comment."""
    start = f"{margin}# "
    return textwrap.wrap(text, LINE_WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False)


def to_fill(field: PartField, languages: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a field that must be given. Those of its parts that must be given have their own lines."""
    if field.type.around or not is_a(field.type.kind, Model):
        yield f"{field.name}: {sample(field.type, languages)}"
        return
    yield f"{field.name}:"
    parts = fields_of(field.type.kind)
    yield from (f"  {line}" for part in parts if part.needed for line in to_fill(part, languages))
    if others := [part.name for part in parts if not part.needed]:
        yield from comment(f"Here too, if need be: {', '.join(others)}.", "  ")


def sample(value: FieldType, languages: Sequence[str]) -> str:
    """Return the form of a value on one line, with a placeholder for everything that must be filled in."""
    if value.around[:1] == (list,):
        return f"[{PLACEHOLDER}]"
    if value.around:
        return f"{{{PLACEHOLDER}: {sample(value.inner, languages[:1])}}}"
    if is_a(value.kind, LocalText):
        entries = [f"{language}: {PLACEHOLDER}" for language in languages]
    elif is_a(value.kind, Model):
        entries = [f"{part.name}: {sample(part.type, languages[:1])}" for part in fields_of(value.kind) if part.needed]
    else:
        return PLACEHOLDER
    return "{" + ", ".join(entries) + "}"
