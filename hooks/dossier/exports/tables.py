"""Records as tables for spreadsheets: the columns follow from the model, each record is a row.

A text has a column for each language; a statement within a record has columns for its value, for the reason why it
has none, for its sources, and for whether these state it. Maps, and lists of parts that have no form as one text, are
left to the JSON files.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..addresses import place
from ..language.edition import Edition, country_name
from ..records.collections import FOLDERS, MAPS, joined
from ..records.dates import Date
from ..records.fields import FieldType, declared_fields, is_a
from ..records.model import Agreement, Author, Position, Region, State, Topic
from ..records.relations import Entry, Relations
from ..records.statements import Absence, Basis, Citation, Model, Statement
from ..records.values import Identifier, LanguageCode, Line, LocalText, Reference, Scalar, Text
from ..settings import Settings

FORMULA = re.compile(r"""^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;,|\t\r\n])[ \u00a0"']*(?=[=+\-@＝＋－＠])""")
"""Places at which a cell begins with what a spreadsheet takes for a formula (OWASP, "CSV Injection").

A spreadsheet may take another sign than the comma for the one that separates cells, and then begins a cell there,
whatever spaces and quotation marks stand before it. A character put there has the cell shown as text.
"""
LIST_POINT = re.compile("^- ", re.MULTILINE)
"""The beginning of a point of a list in prose, which a spreadsheet would take for a minus."""
ASIDE = ("note", "others", "why")  # fields of a statement that have no column in the row of its record


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    path: tuple[str, ...]  # the attributes that lead from a record to the value, the language of a text last
    type: FieldType
    description: str
    required: bool = False

    def cell(self, record: Any, language: LanguageCode) -> str:
        """Return the value of a record as it stands in the file; words within it are in one language."""
        value = record
        for name in self.path:
            value = value.root.get(LanguageCode(name)) if isinstance(value, LocalText) else getattr(value, name, None)
        return FORMULA.sub(r"\g<0>'", LIST_POINT.sub("• ", cell_text(value, language)))

    def schema(self) -> dict[str, Any]:
        """Return the column as a field of a Table Schema."""
        limits: dict[str, Any] = {"required": True} if self.required else {}
        field_type = FieldType(str) if self.type.around else self.type  # a list is written as one text
        if field_type.options:
            limits["enum"] = list(field_type.options)
        elif is_a(field_type.kind, Scalar) and field_type.kind.pattern != Scalar.pattern:
            limits["pattern"] = f"({field_type.kind.pattern})"
        kind = "integer" if field_type.kind is int else "string"
        return {"name": self.name, "type": kind, "description": self.description, "constraints": limits}


@dataclass(frozen=True)
class Table:
    """Records of one model, by the identifier of each."""

    file: str  # the JSON file that holds the same records
    name: str
    model: type[Model]
    rows: Mapping[Any, Any]
    languages: tuple[LanguageCode, ...]

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns after the identifier."""
        return list(columns(self.model, self.languages))

    def csv(self) -> bytes:
        """Return the table by RFC 4180, in UTF-8 with a byte order mark, by which spreadsheets know the encoding.

        Every cell stands in quotation marks, so that nothing in it separates cells for a reader that takes the comma.
        """
        file = io.StringIO()
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["id", *(column.name for column in self.columns)])
        for key, record in self.rows.items():
            writer.writerow([key, *(column.cell(record, self.languages[0]) for column in self.columns)])
        return file.getvalue().encode("utf-8-sig")

    def schema(self, tables: Collection[str]) -> dict[str, Any]:
        """Return the columns as a Table Schema (Frictionless, version 1), with the references to other ``tables``."""
        key = Column("id", (), FieldType(str), "The identifier, as in the JSON files.").schema()
        foreign = [
            {"fields": [column.name], "reference": {"resource": column.type.kind.collection, "fields": ["id"]}}
            for column in self.columns
            if is_a(column.type.kind, Reference) and column.type.kind.collection in tables and not column.type.around
        ]
        return {
            "fields": [key | {"constraints": {"required": True, "unique": True}}, *(c.schema() for c in self.columns)],
            "primaryKey": ["id"],
            **({"foreignKeys": foreign} if foreign else {}),
        }


def tables(relations: Relations, editions: Mapping[LanguageCode, Edition], settings: Settings) -> list[Table]:
    """Return the tables that have rows: the collections, the records within a single one, all statements."""
    dossier, languages = relations.dossier, tuple(editions)
    agreement, region = dossier.agreement, dossier.states
    states = state_rows(region, editions.values()) if region else {}
    statements = {joined(entry.path): statement_row(entry, relations, settings) for entry in relations.entries}
    made = [
        Table("agreement", "agreement", Agreement, {"agreement": agreement}, languages),
        Table("agreement", "forms", Topic, agreement.forms, languages),
        Table("states", "region", Region, {"states": region} if region else {}, languages),
        Table("states", "states", StateRow, states, languages),
        *(Table(name, name, model, getattr(dossier, name), languages) for name, model in {**MAPS, **FOLDERS}.items()),
        Table("dossier", "statements", StatementRow, statements, languages),
    ]
    return [table for table in made if table.rows]


class StateLabel(Model):
    """The columns of a State that the site works out and its record does not hold."""

    label: Text
    position: Position


class StateRow(State, StateLabel):
    """A State with its name and its position, which are the first columns."""


class StatementRow(Model):
    """A statement of any record."""

    collection: Line
    record: Line
    field: Line | None = None
    label: LocalText
    text: LocalText | None = None
    date: Date | None = None
    until: Date | None = None
    absent: Absence | None = None
    note: LocalText | None = None
    basis: Basis
    certainty: tuple[Line, ...] = ()
    sources: tuple[Citation, ...]
    address: Line


def state_rows(region: Region, editions: Collection[Edition]) -> dict[str, StateRow]:
    """Return the States of a region by their two letters, each with its name in every language."""
    rows: dict[str, StateRow] = {}
    for code, state in region.states.items():
        added = {"label": country_name(code, state, editions), "position": state.status(region.as_of)}
        rows[code] = StateRow.model_construct(**{**vars(state), **added})
    return rows


def statement_row(entry: Entry, relations: Relations, settings: Settings) -> StatementRow:
    """Return one statement, with its own label or the interface's word for its field, and its address on the site."""
    statement, (page, fragment) = entry.statement, place(entry.path)
    words = relations.dossier.interface.words
    same = {name: getattr(statement, name, None) for name in ("date", "until", "absent", "note", "basis", "sources")}
    return StatementRow.model_construct(
        collection=entry.path[0],
        record=joined(entry.record),
        field=joined(entry.path[len(entry.record) :]),
        label=getattr(statement, "label", None) or words.get(Identifier(str(entry.path[-1]).replace("_", "-"))),
        text=LocalText.model_construct(in_words(statement, relations.dossier.interface.languages)),
        certainty=tuple(relations.certainty(statement)),
        address=settings.url(f"{page}{fragment and f'#{fragment}'}"),
        **same,
    )


def in_words(statement: Statement, languages: Iterable[LanguageCode]) -> dict[LanguageCode, Line]:
    """Return the value of a statement by language, as far as it is made of words: a text, or texts by number."""
    texts: list[tuple[str, LocalText]] = []
    for value in (getattr(statement, name) for name in statement.values):
        if isinstance(value, LocalText):
            texts.append(("", value))
        elif isinstance(value, Mapping):
            texts += ((f"{number}: ", text) for number, text in value.items())
    known = {code: [f"{number}{text.root[code]}" for number, text in texts if code in text.root] for code in languages}
    return {language: Line("; ".join(parts)) for language, parts in known.items()}


IN_ONE_TEXT = (str, int, Author, Citation)  # the types of values of which one cell can hold several


def columns(model: type[Model], languages: tuple[LanguageCode, ...]) -> Iterator[Column]:
    """Yield the columns of a model, for a statement its value first."""
    for field in sorted(declared_fields(model), key=lambda field: field.attribute in Statement.model_fields):
        value, name, title = field.type, field.attribute, field.name
        if is_a(value.kind, Statement) and not value.around:
            for part in columns(value.kind, languages):
                if value.kind.values == part.path[:1]:
                    suffix = part.name.removeprefix(part.path[0])
                    yield Column(f"{title}{suffix}", (name, *part.path), part.type, field.description)
                elif part.path[0] not in ASIDE:
                    yield Column(f"{title}_{part.name}", (name, *part.path), part.type, part.description)
        elif is_a(value.kind, LocalText) and not value.around:
            for language in languages:
                always = field.required and value.kind is not LocalText and language == languages[0]
                yield Column(f"{title}_{language}", (name, language), FieldType(str), field.description, always)
        elif value.around in ((), (list,)) and is_a(value.kind, IN_ONE_TEXT):
            yield Column(title, (name,), value, field.description, field.required)
    if is_a(model, Statement):
        basis = next(field for field in declared_fields(StatementRow) if field.name == "basis")
        yield Column(basis.name, (basis.name,), basis.type, basis.description)


def cell_text(value: Any, language: LanguageCode) -> str:
    """Return a value as one text; identifiers in a list are joined by a space, other things by a semicolon."""
    if isinstance(value, tuple):
        between = "; " if value and isinstance(value[0], Model) else " "
        return between.join(cell_text(part, language) for part in value)
    if isinstance(value, Citation):
        part = value.part.root[language] if value.part else None
        at = ", ".join(filter(None, (part, value.at)))
        return f"{value.source} ({at})" if at else value.source
    return "" if value is None else str(value)
