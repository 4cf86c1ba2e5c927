"""A new record to be filled in: every field it may have, each below a comment that says what it means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..reading.nodes import PLACEHOLDER
from ..records.fields import given, is_a
from ..records.statements import Statement
from ..records.values import Override
from .layout import WIDTH

KINDS = {
    "area": "areas",
    "change": "changes",
    "event": "events",
    "instrument": "instruments",
    "method": "methods",
    "party": "parties",
    "signatory": "signatories",
    "source": "sources",
    "state": "states",
    "term": "glossary",
}
"""The kinds of records that can be begun, and the collection of each."""
FIRST, LAST = "label", (*Statement.model_fields, "facts")
"""The field that stands before all others in the files, and those that stand after them, wherever they are declared."""


def draft(model: type[BaseModel], languages: Sequence[str], indent: int = 0) -> list[str]:
    """The lines of a new record. What must be given has a placeholder; what may be left out is in a comment."""
    made: list[str] = []
    for name, field in ordered(model).items():
        kind = given(field.annotation)
        options = f" One of {', '.join(get_args(kind))}." if get_origin(kind) is Literal else ""
        if needed(model, name, field):
            made += comment(f"{field.description}{options}", indent)
            made += (" " * indent + line for line in entry(name, kind, languages))
        else:
            made += comment(f"{field.description}{options} May be left out:", indent)
            made.append(f"{' ' * indent}# {name}: {sample(kind, languages)}")
    return made


def ordered(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the names they have in files, in the order in which people give them."""

    def place(name: str) -> int:
        return LAST.index(name) + 1 if name in LAST else -(name == FIRST)

    fields = model.model_fields
    return {fields[name].alias or name: fields[name] for name in sorted(fields, key=place)}


def needed(model: type[BaseModel], name: str, field: FieldInfo) -> bool:
    """Whether a new record must have a field: it is required, or it is the value of a statement."""
    return field.is_required() or (issubclass(model, Statement) and name in model.values)


def comment(text: str, indent: int = 0) -> list[str]:
    """A text as lines of a comment."""
    start = " " * indent + "# "
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False)


def entry(name: str, kind: Any, languages: Sequence[str]) -> Iterator[str]:
    """A field that must be given. Of its parts, those that must be given stand on lines of their own."""
    if not is_a(kind, BaseModel) or is_a(kind, Override):
        yield f"{name}: {sample(kind, languages)}"
        return
    margin = "  "
    yield f"{name}:"
    parts = ordered(kind)
    for part, field in parts.items():
        if needed(kind, part, field):
            yield from (margin + line for line in entry(part, given(field.annotation), languages))
    if others := [part for part, field in parts.items() if not needed(kind, part, field)]:
        yield from comment(f"Here too, if need be: {', '.join(others)}.", len(margin))


def sample(kind: Any, languages: Sequence[str]) -> str:
    """What a value looks like, on one line, with a placeholder for everything that must be filled in."""
    if is_a(kind, Override):
        return "{" + ", ".join(f"{language}: {PLACEHOLDER}" for language in languages) + "}"
    if is_a(kind, BaseModel):
        fields = ((name, field) for name, field in ordered(kind).items() if needed(kind, name, field))
        parts = (f"{name}: {sample(given(field.annotation), languages[:1])}" for name, field in fields)
        return "{" + ", ".join(parts) + "}"
    if get_origin(kind) is tuple:
        return f"[{PLACEHOLDER}]"
    if get_origin(kind) is dict:
        return f"{{{PLACEHOLDER}: {sample(get_args(kind)[1], languages[:1])}}}"
    return PLACEHOLDER
