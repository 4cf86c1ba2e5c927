"""The tables of a dossier: its collections, the records within a single one, and all statements in one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal, get_args, get_origin

from pydantic import Field

from .edition import Edition
from .facts import Citation, Fact, Model
from .imprint import Imprint
from .index import Entry, Index, place
from .model import FOLDERS, MAPS, SINGLE, Path, Region, State
from .tables import Table, is_a
from .values import Date, Identifier, LanguageCode, Line, Override, Text

WORDS = "interface"
"""The single record that is about the site and not about its subject."""


class Shown(Model):
    """What the site shows of a State and no field of its record holds."""

    label: Text = Field(description="Its name.")
    position: Literal["party", "signatory", "neither"] = Field(
        description="Its position towards the treaty, on the day for which the positions are shown.")


class StateRow(State, Shown):
    """A State with its name and its position."""


class Statement(Model):
    """A statement of any record."""

    collection: Line = Field(description="The collection: a name in dossier.json.")
    record: Line = Field(description="The keys in dossier.json that lead to the record, joined by slashes.")
    field: Line | None = Field(None, description="The keys within the record; none where the record is the statement.")
    label: Override = Field(description="What the statement is about, in a few words.")
    text: Override | None = Field(None, description="The value in words.")
    date: Date | None = Field(None, description="The value, where it is a date or has one.")
    until: Date | None = Field(None, description="The last day, if it was more than one.")
    absent: Literal["not-stated", "does-not-exist", "not-applicable"] | None = Field(
        None, description="Instead of a value: not stated in the sources read, known not to exist, or not applicable.")
    note: Override | None = Field(None, description="What a reader must know to understand the value.")
    basis: Literal["stated", "inferred", "computed"] = Field(
        description="Whether a source says it, or we conclude or work it out from the sources.")
    certainty: tuple[Line, ...] = Field((), description="The marks beside the statement on the site.")
    sources: tuple[Citation, ...] = Field(description="The sources that carry it; for an absent value, those read.")
    address: Line = Field(description="The place on the site that shows it.")


def tables(index: Index, editions: Mapping[LanguageCode, Edition], imprint: Imprint) -> Iterator[Table]:
    """Every table. That of a single record is named after its model, that of records within it after their field."""
    dossier, languages = index.dossier, tuple(editions)
    for name, model in SINGLE.items():
        if name != WORDS:
            record = getattr(dossier, name)
            yield Table(name, model.__name__.lower(), model, {name: record}, languages)
            for key, field in model.model_fields.items():
                part = (get_args(field.annotation) or (None,))[-1]
                if part is State:
                    yield Table(name, key, StateRow, state_rows(record, editions), languages)
                elif get_origin(field.annotation) is dict and not is_a(part, Fact):
                    yield Table(name, key, part, getattr(record, key), languages)
    for name, model in {**MAPS, **FOLDERS}.items():
        yield Table(name, name, model, getattr(dossier, name), languages)
    yield Table("dossier", "statements", Statement, Statements(index, languages, imprint), languages)


class Statements(Mapping[str, Statement]):
    """All statements of a dossier as rows; there are many, so each is made when it is asked for."""

    def __init__(self, index: Index, languages: tuple[LanguageCode, ...], imprint: Imprint):
        self.entries = {joined(entry.path): entry for entry in index.entries}
        self.make = partial(statement, index=index, languages=languages, imprint=imprint)

    def __getitem__(self, name: str) -> Statement:
        return self.make(self.entries[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def state_rows(region: Region, editions: Mapping[LanguageCode, Edition]) -> dict[str, StateRow]:
    """The States of a region, with what the site shows of each."""
    return {code: StateRow.model_construct(**{
        **vars(state), "position": state.status(region.as_of), "label": Text.model_construct({
            language: Line(edition.country(code, state.name).unescape()) for language, edition in editions.items()})})
        for code, state in region.states.items()}


def statement(entry: Entry, index: Index, languages: tuple[LanguageCode, ...], imprint: Imprint) -> Statement:
    """A fact as a row: with its own label or the interface's word for its field, and with its place on the site."""
    fact, (page, fragment) = entry.fact, place(entry.path)
    word = index.dossier.interface.words.get(Identifier(str(entry.path[-1]).replace("_", "-")))
    label = getattr(fact, "label", None) or word
    return Statement.model_construct(
        collection=entry.path[0], record=joined(entry.record), field=joined(entry.path[len(entry.record):]),
        label=label, text=Override.model_construct({language: in_words(fact, language) for language in languages}),
        date=getattr(fact, "date", None), until=getattr(fact, "until", None), absent=fact.absent, note=fact.note,
        basis=fact.basis, certainty=tuple(index.certainty(fact)), sources=fact.sources,
        address=imprint.url(f"{page}{fragment and f'#{fragment}'}"))


def in_words(fact: Fact, language: LanguageCode) -> Line:
    """The value of a fact in one language, as far as it is made of words: a text, or texts by number."""
    values = [getattr(fact, name) for name in fact.values if name != "date"]
    texts = {key: text for value in values if isinstance(value, dict) for key, text in value.items()}
    numbered = [f"{key}: {text.root[language]}" for key, text in texts.items() if language in text.root]
    return Line("; ".join(numbered + [
        text.root[language] for text in values if isinstance(text, Override) and language in text.root]))


def joined(path: Path) -> str:
    """The keys that lead to a part of the dossier, as one text."""
    return "/".join(map(str, path))
