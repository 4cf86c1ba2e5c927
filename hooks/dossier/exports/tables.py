"""Records as tables for spreadsheets: the columns follow from the model, each record is a row.

A text has a column for each language; a statement within a record has columns for its value, for the reason why it
has none, and for its sources. Maps, and lists of parts that have no form as one text, are left to the JSON files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from ..records.fields import given, is_a
from ..records.model import Author
from ..records.statements import Citation, Model, Statement
from ..records.values import DEFAULT_LANGUAGE, LanguageCode, Override, Reference, Scalar

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""With what a cell begins that a spreadsheet would take for a formula (OWASP, "CSV Injection")."""
DEFUSED = "'"
"""What stands before such a cell, so that it is shown as text."""
ASIDE = ("note", "others", "why")
"""Fields of a statement that have no column in the row of its record."""
KEY = "id"
"""The column that tells the rows of a table apart."""


@dataclass(frozen=True)
class Column:
    """One column: its name, where its value stands in a record, the type of it, what it means."""

    name: str
    path: tuple[str, ...]
    kind: Any
    description: str
    required: bool

    def cell(self, record: Any) -> str:
        """The value of a record in this column, as it stands in the file."""
        value = record
        for name in self.path:
            value = value.root.get(LanguageCode(name)) if isinstance(value, Override) else getattr(value, name, None)
        text = written(value)
        return DEFUSED + text if text.startswith(FORMULA) else text

    def field(self) -> dict[str, Any]:
        """The column as a field of a Table Schema."""
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        if get_origin(self.kind) is Literal:
            constraints["enum"] = list(get_args(self.kind))
        elif is_a(self.kind, Scalar) and self.kind.pattern != Scalar.pattern:
            constraints["pattern"] = f"({self.kind.pattern})"
        return {
            "name": self.name,
            "type": "integer" if self.kind is int else "string",
            "description": self.description,
            "constraints": constraints,
        }


@dataclass(frozen=True)
class Table:
    """Records of one model, by the identifier of each."""

    file: str
    """The JSON file that holds the same records."""
    name: str
    model: type[Model]
    rows: Mapping[str, Any]
    languages: tuple[LanguageCode, ...]

    @cached_property
    def columns(self) -> list[Column]:
        """What stands in a row after the identifier."""
        return list(columns(self.model, self.languages))

    def csv(self) -> bytes:
        """The table as RFC 4180 has it, in UTF-8 with the mark at its start by which a spreadsheet knows that."""
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow([KEY, *(column.name for column in self.columns)])
        writer.writerows([key, *(column.cell(record) for column in self.columns)] for key, record in self.rows.items())
        return file.getvalue().encode("utf-8-sig")

    def schema(self) -> dict[str, Any]:
        """The columns as a Table Schema (Frictionless, version 1), with the references to other tables."""
        key = {
            "name": KEY,
            "type": "string",
            "description": "The identifier, as in the JSON files.",
            "constraints": {"required": True, "unique": True},
        }
        foreign = [
            {"fields": [column.name], "reference": {"resource": column.kind.collection, "fields": [KEY]}}
            for column in self.columns
            if is_a(column.kind, Reference) and column.kind.collection
        ]
        return {
            "fields": [key, *(column.field() for column in self.columns)],
            "primaryKey": [KEY],
            **({"foreignKeys": foreign} if foreign else {}),
        }


def columns(model: type[Model], languages: tuple[LanguageCode, ...]) -> Iterator[Column]:
    """The columns for the fields of a record, statements with their value first."""
    for name, field in sorted(model.model_fields.items(), key=lambda item: item[0] in Statement.model_fields):
        kind, title = given(field.annotation), field.alias or name
        if is_a(kind, Statement):
            for inner in columns(kind, languages):
                if inner.path[0] not in ASIDE:
                    own = kind.values == inner.path[:1]
                    suffix = inner.name.removeprefix(inner.path[0]) if own else f"_{inner.name}"
                    yield Column(
                        title + suffix,
                        (name, *inner.path),
                        inner.kind,
                        field.description or "" if own else inner.description,
                        False,
                    )
        elif is_a(kind, Override):
            for language in languages:
                yield Column(
                    f"{title}_{language}",
                    (name, language),
                    str,
                    field.description or "",
                    field.is_required() and kind is not Override and language == DEFAULT_LANGUAGE,
                )
        elif fits(kind) or (get_origin(kind) is tuple and fits(get_args(kind)[0])):
            yield Column(title, (name,), kind, field.description or "", field.is_required())


def fits(kind: Any) -> bool:
    """Whether a value has a form as one text."""
    return get_origin(kind) is Literal or is_a(kind, (str, int, Author, Citation))


def written(value: Any) -> str:
    """A value as the text in a cell; identifiers in a list are joined by a space, other things by a semicolon."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ("; " if value and isinstance(value[0], Model) else " ").join(map(written, value))
    if isinstance(value, Citation):
        part = value.part.root[LanguageCode(DEFAULT_LANGUAGE)] if value.part else None
        at = ", ".join(filter(None, (part, value.at)))
        return f"{value.source} ({at})" if at else value.source
    return str(value)
