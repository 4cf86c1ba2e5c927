"""The records of the dossier and their fields.

``fields.yml`` says what each field means: schemas, hover texts and reference pages are made from that. A record is
frozen once it is checked. What concerns more than one record is in ``rules``; ``Dossier`` lists the collections and how
each is kept.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from .dates import Date, Day
from .messages import Message, message
from .statements import (
    Citation,
    DateStatement,
    LabelledStatement,
    Languages,
    Model,
    Seat,
    Statement,
    Statements,
    Synonyms,
    TextStatement,
)
from .urls import Url
from .values import (
    Alpha3,
    CountryKey,
    GroupName,
    Identifier,
    InstrumentRef,
    LanguageCode,
    Line,
    LocaleName,
    LocalText,
    OrganName,
    PageRef,
    PartyRef,
    Prose,
    RecordRef,
    SourceRef,
    Text,
)


class Record(Model):
    """A thing with a name and a page, or a place on a page."""

    name: Text
    own_translations: Languages = ()
    synonyms: Synonyms = Field({})
    summary: Text
    facts: Statements = Field({})
    groups: dict[GroupName, tuple[Identifier, ...]] = Field({})


class Provision(Model):
    """An article of an instrument that gives background. Pointing to it is our choice, not the agreement's."""

    instrument: InstrumentRef
    article: Line
    points: Line | None = None
    text: Prose


class Topic(Record):
    """A subject or a form of cooperation: what is reported about it, apart from its legal background."""

    reported: TextStatement
    background: Statements = Field({})
    provisions: tuple[Provision, ...] = ()
    instruments: tuple[InstrumentRef, ...] = ()
    unknown: TextStatement


class Conclusion(Model):
    """For which part of the first party the agreement was concluded."""

    organ: OrganName
    fact: Identifier


class Agreement(Record):
    """The agreement this dossier is about."""

    compiled: Date
    parties: tuple[PartyRef, ...] = Field(min_length=2)
    concluded_for: Conclusion | None = None
    title: TextStatement
    designation: TextStatement
    type: TextStatement
    signed: DateStatement
    place: TextStatement
    in_force: DateStatement
    registration: TextStatement
    status: TextStatement
    publication: TextStatement
    purpose: TextStatement
    objectives: Statements
    forms: dict[Identifier, Topic] = Field({})
    not_stated: Statements


class Party(Record):
    """A party to the agreement."""

    acronym: Text
    seat: Seat
    website: TextStatement
    founded_by: InstrumentRef | None = None


class Signatory(Record):
    """A person who acted for a party."""

    party: PartyRef
    capacity: TextStatement
    act: TextStatement
    said: TextStatement


class Articles(Statement):
    """The titles of articles that the dossier points to."""

    values = ("titles",)
    titles: dict[Line, Text]
    unseen: dict[LanguageCode, tuple[Line, ...]] = Field({})


InstrumentKind = Literal[
    "treaty", "agreement", "memorandum", "exchange-of-letters", "working-arrangement", "resolution", "rules", "several"
]


class Instrument(Record):
    """A treaty, agreement or standard that relates to the agreement."""

    role: Literal["related", "standard"]
    kind: InstrumentKind
    partner: Text | None = None
    organ: OrganName | None = None
    organ_basis: Literal["stated", "inferred"] = "inferred"
    adopted: DateStatement | None = None
    signed: DateStatement | None = None
    announced: DateStatement | None = None
    in_force: DateStatement | None = None
    place: TextStatement | None = None
    publication: TextStatement | None = None
    between: TextStatement | None = None
    signed_by: TextStatement | None = None
    relation: TextStatement
    texts: tuple[SourceRef, ...] = ()
    articles: Articles | None = None

    def dates(self) -> list[tuple[str, DateStatement]]:
        """Return the fields with a date, in the order in which such things happen."""
        facts = ((name, getattr(self, name)) for name in ("adopted", "signed", "announced", "in_force"))
        return [(name, statement) for name, statement in facts if statement and statement.date]

    def _wrong(self) -> Iterator[Message]:
        if self.organ and not self.partner:
            yield message("must have 'partner' if it has 'organ': with whom the first party concluded it")

    @property
    def first_date(self) -> str:
        """The earliest of its dates; a date after all others if it has none."""
        return min((statement.date or "" for _, statement in self.dates()), default="9999")


FARTHEST = 30  # the largest distance of a State from the corner of the tile map, in tiles


class CountryName(Model):
    """The name of a State where the Unicode CLDR has another form than the one we use."""

    text: LocalText
    reason: Text


Position = Literal["party", "signatory", "neither"]


class State(Model):
    """One State, and its acts about the region's treaty."""

    iso3: Alpha3
    tile: tuple[int, int] | None = None
    name: CountryName | None = None
    synonyms: Synonyms = Field({})
    signed: DateStatement | None = None
    deposited: DateStatement
    deposit: Literal["ratification", "accession"] | None = None
    in_force: DateStatement | None = None
    remark: LabelledStatement | None = None

    def _wrong(self) -> Iterator[Message]:
        joined = self.deposited.date is not None
        if joined != (self.deposit is not None) or joined != (self.in_force is not None):
            yield message("must have 'deposit' and 'in_force' if an instrument was deposited, and only then")
        if self.signed and self.deposit == "accession":
            yield message("must have another 'deposit': who signed ratifies, and accession is for others")
        if not self.signed and self.deposit != "accession":
            yield message("must have 'signed', unless it joined by accession, which has no signature")
        if self.tile and not 0 <= min(self.tile) <= max(self.tile) <= FARTHEST:
            yield message("must have a 'tile' of two numbers from 0 to {most}", most=FARTHEST)

    def status(self, day: Date) -> Position:
        """Return the State's position on ``day``."""
        if self.in_force and self.in_force.date and self.in_force.date <= day:
            return "party"
        return "signatory" if self.signed and self.signed.date and self.signed.date <= day else "neither"


class EntryRule(TextStatement):
    """The rule by which the treaty's entry into force for a State follows from the State's deposit."""

    threshold: Day
    days: int = Field(ge=0, le=366)


class Region(Record):
    """The States of a region and the position of each with regard to one treaty."""

    treaty: InstrumentRef
    as_of: Date
    rule: EntryRule
    states: dict[CountryKey, State]

    def having(self, status: str) -> list[str]:
        """Return the identifiers of the States with that position on the day ``as_of``."""
        return [code for code, state in self.states.items() if state.status(self.as_of) == status]


class Event(LabelledStatement):
    """Something that happened and belongs to no other record; the date must be given."""

    values = ("date", "text")
    about: tuple[RecordRef, ...] = ()

    def _wrong(self) -> Iterator[Message]:
        yield from super()._wrong()
        if self.date is None:
            yield message("must have a 'date'")


class Term(LabelledStatement):
    """A term of the glossary: label is the term, text its definition in our own words."""

    own_translations: Languages = ()
    about: tuple[RecordRef, ...] = ()
    forms: dict[LanguageCode, tuple[Line, ...]] = Field({})
    not_in: dict[LanguageCode, tuple[Line, ...]] = Field({})

    def spellings(self, language: str) -> list[str]:
        """Return the forms under which the term occurs in a text: label, short form in brackets, other forms."""
        language = LanguageCode(language)
        label = self.label.root.get(language, "").replace("(s)", "")
        return [part for part in re.split(r" \(|\)|[,;] *", label) if part] + list(self.forms.get(language, ()))


PageName = Literal[
    "agreement", "areas", "forms", "not-stated", "parties", "signatories", "region", "instruments", "comparison",
    "timeline", "glossary", "sources", "certainty", "cite", "data", "dossier", "about", "changes",
]  # fmt: skip
"""The pages that are about no record of their own, by their addresses."""


class Question(TextStatement):
    """A question that readers ask: label is the question, text the answer, short and in our own words."""

    label: Text
    synonyms: Synonyms = Field({})
    letter: Prose | None = None
    about: tuple[RecordRef, ...] = ()
    pages: tuple[PageName, ...] = ()


class Method(LabelledStatement):
    """A way of inferring a statement from sources, explained once for all statements that use it."""


class Change(Model):
    """A change of this dossier that a reader should know of. It is about our own work, so it has no source."""

    date: Day
    text: Text
    why: Text
    about: tuple[RecordRef, ...] = ()


class Author(Model):
    """A person, in CSL's fields, or a body."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None

    def _wrong(self) -> Iterator[Message]:
        if (self.literal is None) == (self.family is None):
            yield message("must have either 'literal', for a body, or 'family', for a person")

    def __str__(self) -> str:
        return self.literal or ", ".join(filter(None, (self.family, self.given)))


class Caution(Model):
    """A reason to rely on a source with care; what rests only on sources with a caution is unconfirmed."""

    text: Prose
    sources: tuple[Citation, ...] = Field(min_length=1)


SourceType = Literal[
    "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "document",
    "legislation", "pamphlet", "post-weblog", "report", "speech", "standard", "treaty", "webpage",
]  # fmt: skip


class Source(Model):
    """A bibliographic record, in the field names of the Citation Style Language (CSL 1.0.2)."""

    type: SourceType
    title: Line
    translated_title: LocalText | None = Field(None, alias="translated-title")
    author: tuple[Author, ...] = ()
    container_title: Line | None = Field(None, alias="container-title")
    publisher: Line | None = None
    issued: Date | None = None
    number: Line | None = None
    page: Line | None = None
    language: LanguageCode
    url: Url | None = Field(None, alias="URL")
    accessed: Day
    archive: Line | None = None
    synonyms: Synonyms = Field({})
    summary: Text
    extent: Literal["whole", "opening", "part", "title"]
    kind: Literal["official-text", "official-announcement", "scholarship", "press", "reference-work", "other"] = "other"
    derived_from: tuple[SourceRef, ...] = ()
    caution: Caution | None = None

    @property
    def untitled(self) -> bool:
        """Return whether it has no printed title, but one of ours."""
        return self.title.startswith("[") and self.title.endswith("]")

    @property
    def part(self) -> bool:
        """Return whether it is a part of another work; a book or a report in a series is none."""
        whole = self.type in ("book", "pamphlet", "report", "standard")
        return self.type.startswith("article-") or (bool(self.container_title) and not whole)


class Language(Model):
    """A language that texts may have."""

    name: Line
    locale: LocaleName
    first_day: Line | None = None
    since: Line | None = None
    until: Line | None = None
    plural: tuple[Line, ...] = ()
    plural_endings: dict[Line, Line] = Field({})
    ignored: Line | None = None
    joins: dict[Line, dict[Line, Line]] = Field({})
    locators: dict[Line, Line] = Field({})
    no_break_before: Line | None = None
    no_break_after: Line | None = None
    thin_before: Line | None = None
    raised: tuple[Line, ...] = ()


class Interface(Model):
    """Every word that the site itself says."""

    site_name: Text
    short_name: Text | None = None
    languages: dict[LanguageCode, Language] = Field(min_length=1)
    bodies: dict[Identifier, Text] = Field({})
    fields: dict[Identifier, LocalText] = Field({})
    words: dict[Identifier, Text]
    synonyms: dict[PageName, Synonyms] = Field({})

    @property
    def default(self) -> LanguageCode:
        """Return the first language, which every text has: its pages are those at the root of the site."""
        return next(iter(self.languages))


class Withdrawn(Model):
    """The pages of records that were taken out of the dossier. Their addresses stay and lead to other pages."""

    pages: dict[PageRef, PageRef] = Field({})


class Storage(NamedTuple):
    """The way ``data/`` keeps a collection: one record, many entries in one file, or a folder with a file for each."""

    how: Literal["single", "entries", "folder"]
    singular: str = ""  # the word with which ``new`` begins a record, if it can


class Dossier(Model):
    """All records, checked. It is the table of the collections too: the model of each, and how it is kept."""

    agreement: Annotated[Agreement, Storage("single")]
    states: Annotated[Region | None, Storage("single", "state")] = Field(None)
    interface: Annotated[Interface, Storage("single")]
    withdrawn: Annotated[Withdrawn, Storage("single")] = Field(Withdrawn(pages={}))
    events: Annotated[dict[Identifier, Event], Storage("entries", "event")] = Field({})
    glossary: Annotated[dict[Identifier, Term], Storage("entries", "term")] = Field({})
    methods: Annotated[dict[Identifier, Method], Storage("entries", "method")] = Field({})
    changes: Annotated[dict[Identifier, Change], Storage("entries", "change")] = Field({})
    questions: Annotated[dict[Identifier, Question], Storage("entries", "question")] = Field({})
    parties: Annotated[dict[Identifier, Party], Storage("folder", "party")] = Field({})
    signatories: Annotated[dict[Identifier, Signatory], Storage("folder", "signatory")] = Field({})
    areas: Annotated[dict[Identifier, Topic], Storage("folder", "area")] = Field({})
    instruments: Annotated[dict[Identifier, Instrument], Storage("folder", "instrument")] = Field({})
    sources: Annotated[dict[Identifier, Source], Storage("folder", "source")] = Field({})
