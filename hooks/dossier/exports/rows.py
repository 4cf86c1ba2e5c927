"""Rows of two tables that hold more than one record has: every statement of the dossier, and every State by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from pydantic import Field

from ..addresses import Settings, place
from ..language.edition import Edition
from ..records.dates import Date
from ..records.model import Region, State, joined
from ..records.relations import Entry, Relations
from ..records.statements import Citation, Model, Statement
from ..records.values import Identifier, LanguageCode, Line, Override, Text


class StateLabel(Model):
    """The columns of a State that the site works out and its record does not hold."""

    label: Text = Field(description="Its name.")
    position: Literal["party", "signatory", "neither"] = Field(
        description="Its position towards the treaty, on the day for which the positions are shown."
    )


class StateRow(State, StateLabel):
    """A State with its name and its position, which are the first columns."""


class StatementRow(Model):
    """A statement of any record."""

    collection: Line = Field(description="The collection: a name in dossier.json.")
    record: Line = Field(description="The keys in dossier.json that lead to the record, joined by slashes.")
    field: Line | None = Field(None, description="The keys within the record; none where the record is the statement.")
    label: Override = Field(description="What the statement is about, in a few words.")
    text: Override | None = Field(None, description="The value in words.")
    date: Date | None = Field(None, description="The value, where it is a date or has one.")
    until: Date | None = Field(None, description="The last day, if there was more than one.")
    absent: Literal["not-stated", "does-not-exist", "not-applicable"] | None = Field(
        None,
        description="Instead of a value: not stated in the sources consulted, known not to exist, or not applicable.",
    )
    note: Override | None = Field(None, description="What a reader must know to understand the value.")
    basis: Literal["stated", "inferred", "computed"] = Field(
        description="Whether a source says it, or we conclude or work it out from the sources."
    )
    certainty: tuple[Line, ...] = Field((), description="The marks beside the statement on the site.")
    sources: tuple[Citation, ...] = Field(
        description="The sources that carry it; for an absent value, those consulted."
    )
    address: Line = Field(description="The place on the site that shows it.")


def state_rows(region: Region, editions: Collection[Edition]) -> dict[str, StateRow]:
    """Return the States of a region by their two letters, each with its name in every language."""
    rows: dict[str, StateRow] = {}
    for code, state in region.states.items():
        added = {"label": country_name(code, state, editions), "position": state.status(region.as_of)}
        rows[code] = StateRow.model_construct(**{**vars(state), **added})
    return rows


def country_name(code: str, state: State, editions: Iterable[Edition]) -> Text:
    """Return the name of a State in the language of each edition."""
    names = {edition.language: edition.country(code, state.name).unescape() for edition in editions}
    return Text.model_construct({language: Line(name) for language, name in names.items()})


def statement_row(entry: Entry, relations: Relations, settings: Settings) -> StatementRow:
    """Return one statement, with its own label or the interface's word for its field, and its address on the site."""
    statement, (page, fragment) = entry.statement, place(entry.path)
    words = relations.dossier.interface.words
    return StatementRow.model_construct(
        collection=entry.path[0],
        record=joined(entry.record),
        field=joined(entry.path[len(entry.record) :]),
        label=getattr(statement, "label", None) or words.get(Identifier(str(entry.path[-1]).replace("_", "-"))),
        text=Override.model_construct(in_words(statement, relations.dossier.interface.languages)),
        date=getattr(statement, "date", None),
        until=getattr(statement, "until", None),
        absent=statement.absent,
        note=statement.note,
        basis=statement.basis,
        certainty=tuple(relations.certainty(statement)),
        sources=statement.sources,
        address=settings.url(f"{page}{fragment and f'#{fragment}'}"),
    )


def in_words(statement: Statement, languages: Iterable[LanguageCode]) -> dict[LanguageCode, Line]:
    """Return the value of a statement by language, as far as it is made of words: a text, or texts by number."""
    texts: list[tuple[str, Override]] = []
    for value in (getattr(statement, name) for name in statement.values):
        if isinstance(value, Override):
            texts.append(("", value))
        elif isinstance(value, Mapping):
            texts += ((f"{number}: ", text) for number, text in value.items())
    known = {code: [f"{number}{text.root[code]}" for number, text in texts if code in text.root] for code in languages}
    return {language: Line("; ".join(parts)) for language, parts in known.items()}
