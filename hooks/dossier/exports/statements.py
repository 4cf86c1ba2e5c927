"""The tables of a dossier: its collections, the records within a single one, and all statements in one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal, get_args, get_origin

from pydantic import Field

from ..addresses import Settings, place
from ..language.edition import Edition
from ..records.fields import is_a
from ..records.model import FOLDERS, MAPS, SINGLE, KeyPath, Region, State
from ..records.relations import Entry, Relations
from ..records.statements import Citation, Model, Statement
from ..records.values import Date, Identifier, LanguageCode, Line, Override, Text
from .tables import Table

WORDS = "interface"
"""The single record that is about the site and not about its subject."""


class Shown(Model):
    """What the site shows of a State and no field of its record holds."""

    label: Text = Field(description="Its name.")
    position: Literal["party", "signatory", "neither"] = Field(
        description="Its position towards the treaty, on the day for which the positions are shown."
    )


class StateRow(State, Shown):
    """A State with its name and its position."""


class StatementRow(Model):
    """A statement of any record."""

    collection: Line = Field(description="The collection: a name in dossier.json.")
    record: Line = Field(description="The keys in dossier.json that lead to the record, joined by slashes.")
    field: Line | None = Field(None, description="The keys within the record; none where the record is the statement.")
    label: Override = Field(description="What the statement is about, in a few words.")
    text: Override | None = Field(None, description="The value in words.")
    date: Date | None = Field(None, description="The value, where it is a date or has one.")
    until: Date | None = Field(None, description="The last day, if it was more than one.")
    absent: Literal["not-stated", "does-not-exist", "not-applicable"] | None = Field(
        None, description="Instead of a value: not stated in the sources read, known not to exist, or not applicable."
    )
    note: Override | None = Field(None, description="What a reader must know to understand the value.")
    basis: Literal["stated", "inferred", "computed"] = Field(
        description="Whether a source says it, or we conclude or work it out from the sources."
    )
    certainty: tuple[Line, ...] = Field((), description="The marks beside the statement on the site.")
    sources: tuple[Citation, ...] = Field(description="The sources that carry it; for an absent value, those read.")
    address: Line = Field(description="The place on the site that shows it.")


def tables(relations: Relations, editions: Mapping[LanguageCode, Edition], settings: Settings) -> Iterator[Table]:
    """Every table. That of a single record is named after its model, that of records within it after their field."""
    dossier, languages = relations.dossier, tuple(editions)
    for name, model in SINGLE.items():
        if name != WORDS:
            record = getattr(dossier, name)
            yield Table(name, model.__name__.lower(), model, {name: record}, languages)
            for key, field in model.model_fields.items():
                part = (get_args(field.annotation) or (None,))[-1]
                if part is State:
                    yield Table(name, key, StateRow, state_rows(record, editions), languages)
                elif get_origin(field.annotation) is dict and not is_a(part, Statement):
                    yield Table(name, key, part, getattr(record, key), languages)
    for name, model in {**MAPS, **FOLDERS}.items():
        yield Table(name, name, model, getattr(dossier, name), languages)
    yield Table("dossier", "statements", StatementRow, StatementRows(relations, languages, settings), languages)


class StatementRows(Mapping[str, StatementRow]):
    """All statements of a dossier as rows; there are many, so each is made when it is asked for."""

    def __init__(self, relations: Relations, languages: tuple[LanguageCode, ...], settings: Settings):
        self.entries = {joined(entry.path): entry for entry in relations.entries}
        self.make = partial(statement_row, relations=relations, languages=languages, settings=settings)

    def __getitem__(self, name: str) -> StatementRow:
        return self.make(self.entries[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def state_rows(region: Region, editions: Mapping[LanguageCode, Edition]) -> dict[str, StateRow]:
    """The States of a region, with what the site shows of each."""
    return {
        code: StateRow.model_construct(
            **{
                **vars(state),
                "position": state.status(region.as_of),
                "label": Text.model_construct(
                    {
                        language: Line(edition.country(code, state.name).unescape())
                        for language, edition in editions.items()
                    }
                ),
            }
        )
        for code, state in region.states.items()
    }


def statement_row(
    entry: Entry, relations: Relations, languages: tuple[LanguageCode, ...], settings: Settings
) -> StatementRow:
    """A statement as a row: with its own label or the interface's word for its field, and with its place on the site."""
    statement, (page, fragment) = entry.statement, place(entry.path)
    word = relations.dossier.interface.words.get(Identifier(str(entry.path[-1]).replace("_", "-")))
    label = getattr(statement, "label", None) or word
    return StatementRow.model_construct(
        collection=entry.path[0],
        record=joined(entry.record),
        field=joined(entry.path[len(entry.record) :]),
        label=label,
        text=Override.model_construct({language: in_words(statement, language) for language in languages}),
        date=getattr(statement, "date", None),
        until=getattr(statement, "until", None),
        absent=statement.absent,
        note=statement.note,
        basis=statement.basis,
        certainty=tuple(relations.certainty(statement)),
        sources=statement.sources,
        address=settings.url(f"{page}{fragment and f'#{fragment}'}"),
    )


def in_words(statement: Statement, language: LanguageCode) -> Line:
    """The value of a statement in one language, as far as it is made of words: a text, or texts by number."""
    values = [getattr(statement, name) for name in statement.values if name != "date"]
    texts = {key: text for value in values if isinstance(value, dict) for key, text in value.items()}
    numbered = [f"{key}: {text.root[language]}" for key, text in texts.items() if language in text.root]
    return Line(
        "; ".join(
            numbered + [text.root[language] for text in values if isinstance(text, Override) and language in text.root]
        )
    )


def joined(path: KeyPath) -> str:
    """The keys that lead to a part of the dossier, as one text."""
    return "/".join(map(str, path))
