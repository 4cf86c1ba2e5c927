"""The records of the dossier and what each field of them means.

The descriptions of the fields are the editors' manual: schemas, hover texts and reference pages are made from them. A
record is frozen once it is checked. What concerns more than one record is in ``rules``; ``Dossier`` lists the
collections and how each is kept.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from .dates import Date, Day
from .messages import Message, message
from .statements import (
    SYNONYMS,
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

    name: Text = Field(description="The name, as readers of each language know it.")
    own_translations: Languages = Field((), description="The languages in which no source consulted gives the name.")
    synonyms: Synonyms = Field({}, description=SYNONYMS)
    summary: Text = Field(description="What it is, in at most 60 words; sums up what the facts below say with sources.")
    facts: Statements = Field(
        {}, description="Further statements, in the order in which they are shown, each under an identifier of its own."
    )
    groups: dict[GroupName, tuple[Identifier, ...]] = Field(
        {}, description="The facts under headings, in a reader's order; those under no heading come last."
    )


class Provision(Model):
    """An article of an instrument that gives background. Pointing to it is our choice, not the agreement's."""

    instrument: InstrumentRef = Field(description="The instrument, by its identifier.")
    article: Line = Field(description="The number of the article, one of those in the instrument's articles.")
    points: Line | None = Field(None, description="The paragraphs meant, in brackets: (1)(a), (3).")
    text: Prose = Field(description="What the article says that matters here, in one plain sentence.")


class Topic(Record):
    """A subject or a form of cooperation: what is reported about it, apart from its legal background."""

    reported: TextStatement = Field(description="What the sources report about the agreement itself.")
    background: Statements = Field(
        {},
        description=(
            "Background in law and practice, each statement under an identifier of its own; not part of the agreement."
        ),
    )
    provisions: tuple[Provision, ...] = Field((), description="Articles that give background.")
    instruments: tuple[InstrumentRef, ...] = Field(
        (), description="Instruments that give background, by their identifiers."
    )
    unknown: TextStatement = Field(description="What we do not know.")


class Conclusion(Model):
    """For which part of the first party the agreement was concluded."""

    organ: OrganName = Field(description="Whether for the first party as a whole, or for one of its organs.")
    fact: Identifier = Field(description="The fact that explains it, by its identifier in the same file.")


class Agreement(Record):
    """The agreement this dossier is about."""

    compiled: Date = Field(description="The day as of which the dossier is current.")
    parties: tuple[PartyRef, ...] = Field(
        min_length=2, description="The parties, by their identifiers, in the order in which they are shown."
    )
    concluded_for: Conclusion | None = Field(
        None, description="For which part of the first party it was concluded, as the comparison shows it."
    )
    title: TextStatement = Field(description="Its formal title.")
    designation: TextStatement = Field(description="What the sources call it.")
    type: TextStatement = Field(description="What sort of instrument it is.")
    signed: DateStatement = Field(description="The day of signature.")
    place: TextStatement = Field(description="The place of signature.")
    in_force: DateStatement = Field(description="Its entry into force.")
    registration: TextStatement = Field(description="Whether it was registered, and where.")
    status: TextStatement = Field(description="Whether it binds the parties.")
    publication: TextStatement = Field(description="Whether its text is published, and where.")
    purpose: TextStatement = Field(description="What it is for.")
    objectives: Statements = Field(
        description="What the parties want to achieve with it, each objective under an identifier of its own."
    )
    forms: dict[Identifier, Topic] = Field(
        {}, description="How the parties cooperate, each form under an identifier of its own."
    )
    not_stated: Statements = Field(description="What a reader would look for and no source consulted states.")


class Party(Record):
    """A party to the agreement."""

    acronym: Text = Field(description="The short name in each language.")
    seat: Seat = Field(description="Where it has its seat.")
    website: TextStatement = Field(description="Its own website, as a link.")
    founded_by: InstrumentRef | None = Field(None, description="The instrument that founded it, by its identifier.")


class Signatory(Record):
    """A person who acted for a party."""

    party: PartyRef = Field(description="The party the person acted for, by its identifier.")
    capacity: TextStatement = Field(description="In which capacity the person acted.")
    act: TextStatement = Field(description="What the person did when the agreement was concluded.")
    said: TextStatement = Field(description="What the person is reported to have said about the agreement.")


class Articles(Statement):
    """The titles of articles that the dossier points to."""

    values = ("titles",)
    titles: dict[Line, Text] = Field(description="The titles, by article number.")
    unseen: dict[LanguageCode, tuple[Line, ...]] = Field(
        {}, description="Articles whose title no source consulted shows in a language; we give the usual one."
    )


InstrumentKind = Literal[
    "treaty", "agreement", "memorandum", "exchange-of-letters", "working-arrangement", "resolution", "rules", "several"
]


class Instrument(Record):
    """A treaty, agreement or standard that relates to the agreement."""

    role: Literal["related", "standard"] = Field(
        description="related for an instrument of one of the parties; standard for a rule of the United Nations."
    )
    kind: InstrumentKind = Field(description="What sort of instrument it is.")
    partner: Text | None = Field(
        None,
        description="With whom the first party concluded it, in a few words; if given, it appears in the comparison.",
    )
    organ: OrganName | None = Field(
        None, description="Whether the first party as a whole concluded it, or one of its organs, if that is known."
    )
    organ_basis: Literal["stated", "inferred"] = Field(
        "inferred",
        description="stated if a source says itself for whom it was concluded; if not, it is shown as inferred.",
    )
    adopted: DateStatement | None = Field(None, description="When it was adopted.")
    signed: DateStatement | None = Field(None, description="When it was signed.")
    announced: DateStatement | None = Field(
        None, description="When it was announced, if the day of signature is not known."
    )
    in_force: DateStatement | None = Field(None, description="When it entered into force.")
    place: TextStatement | None = Field(None, description="Where it was adopted or signed.")
    publication: TextStatement | None = Field(None, description="Where its text was published.")
    between: TextStatement | None = Field(None, description="The parties that concluded it.")
    signed_by: TextStatement | None = Field(None, description="Who signed it, and for whom.")
    relation: TextStatement = Field(description="How it relates to the agreement.")
    texts: tuple[SourceRef, ...] = Field(
        (), description="The sources that have its text, in whole or in part, the best one first."
    )
    articles: Articles | None = Field(None, description="The articles that other records point to.")

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

    text: LocalText = Field(description="The name, in the languages in which it differs.")
    reason: Text = Field(description="Why this form is used.")


Position = Literal["party", "signatory", "neither"]


class State(Model):
    """One State, and its acts about the region's treaty."""

    iso3: Alpha3 = Field(description="Its three letters in ISO 3166: CRI.")
    tile: tuple[int, int] | None = Field(None, description="Its column and its row in the tile map, counted from 0.")
    name: CountryName | None = Field(None, description="Its name, only where it differs from the Unicode CLDR's.")
    synonyms: Synonyms = Field({}, description=SYNONYMS)
    signed: DateStatement | None = Field(
        None, description="When it signed; left out for a State that joined by accession."
    )
    deposited: DateStatement = Field(description="When it deposited its instrument.")
    deposit: Literal["ratification", "accession"] | None = Field(None, description="The kind of instrument deposited.")
    in_force: DateStatement | None = Field(None, description="When the treaty entered into force for it.")
    remark: LabelledStatement | None = Field(None, description="A remark on the State's position.")

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

    threshold: Day = Field(description="The day of the deposit that let the treaty enter into force.")
    days: int = Field(
        ge=0, le=366, description="Days after the deposit; the treaty is in force from the first of the next month."
    )


class Region(Record):
    """The States of a region and the position of each with regard to one treaty."""

    treaty: InstrumentRef = Field(description="The treaty, by the identifier of its instrument.")
    as_of: Date = Field(description="The day for which the positions are shown.")
    rule: EntryRule = Field(description="How the entry into force for a State is worked out.")
    states: dict[CountryKey, State] = Field(description="The States, by their two letters in lower case: cr.")

    def having(self, status: str) -> list[str]:
        """Return the identifiers of the States with that position on the day ``as_of``."""
        return [code for code, state in self.states.items() if state.status(self.as_of) == status]


class Event(LabelledStatement):
    """Something that happened and belongs to no other record; the date must be given."""

    values = ("date", "text")
    about: tuple[RecordRef, ...] = Field((), description="The records it concerns, such as parties/bank.")

    def _wrong(self) -> Iterator[Message]:
        yield from super()._wrong()
        if self.date is None:
            yield message("must have a 'date'")


class Term(LabelledStatement):
    """A term of the glossary: label is the term, text its definition in our own words."""

    own_translations: Languages = Field((), description="The languages in which no source consulted shows the term.")
    about: tuple[RecordRef, ...] = Field((), description="Records that say more, such as parties/bank.")
    forms: dict[LanguageCode, tuple[Line, ...]] = Field(
        {}, description="Other forms under which the term occurs in a text, beside the label and its plural."
    )
    not_in: dict[LanguageCode, tuple[Line, ...]] = Field(
        {}, description="Names that contain the term and mean something else: in Spanish, Secretaría del Commonwealth."
    )

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

    label: Text = Field(description="The question, as a reader would ask it.")
    synonyms: Synonyms = Field({}, description=SYNONYMS)
    letter: Prose | None = Field(None, description="A letter that goes with the answer, ready to copy.")
    about: tuple[RecordRef, ...] = Field((), description="Records that say more, such as parties/bank.")
    pages: tuple[PageName, ...] = Field((), description="Pages of this site that say more, such as cite.")


class Method(LabelledStatement):
    """A way of inferring a statement from sources, explained once for all statements that use it."""


class Change(Model):
    """A change of this dossier that a reader should know of. It is about our own work, so it has no source."""

    date: Day = Field(description="The day of the change.")
    text: Text = Field(description="What changed, in one sentence.")
    why: Text = Field(description="Why it was changed.")
    about: tuple[RecordRef, ...] = Field((), description="The records that changed, such as parties/bank or agreement.")


class Author(Model):
    """A person, in CSL's fields, or a body."""

    family: Line | None = Field(None, description="The family name of a person.")
    given: Line | None = Field(None, description="The given names of a person.")
    literal: Line | None = Field(None, description="The name of a body.")

    def _wrong(self) -> Iterator[Message]:
        if (self.literal is None) == (self.family is None):
            yield message("must have either 'literal', for a body, or 'family', for a person")

    def __str__(self) -> str:
        return self.literal or ", ".join(filter(None, (self.family, self.given)))


class Caution(Model):
    """A reason to rely on a source with care; what rests only on sources with a caution is unconfirmed."""

    text: Prose = Field(description="What a reader must know before relying on the source.")
    sources: tuple[Citation, ...] = Field(min_length=1, description="The sources that say so.")


SourceType = Literal[
    "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "document",
    "legislation", "pamphlet", "post-weblog", "report", "speech", "standard", "treaty", "webpage",
]  # fmt: skip


class Source(Model):
    """A bibliographic record, in the field names of the Citation Style Language (CSL 1.0.2)."""

    type: SourceType = Field(description="What sort of source it is, in the terms of CSL.")
    title: Line = Field(description="The title as printed; a title that we supplied is in square brackets.")
    translated_title: LocalText | None = Field(
        None,
        alias="translated-title",
        description="Not CSL's: what the title means in other languages; for one that we supplied, the same title, "
        "without the brackets, in each of them.",
    )
    author: tuple[Author, ...] = Field((), description="Who wrote it: persons or bodies.")
    container_title: Line | None = Field(
        None, alias="container-title", description="The journal, series or site it appeared in."
    )
    publisher: Line | None = Field(None, description="Who published it.")
    issued: Date | None = Field(None, description="When it was published; left out if that is not known.")
    number: Line | None = Field(None, description="Its number or document symbol.")
    page: Line | None = Field(None, description="The pages.")
    language: LanguageCode = Field(description="The language of what was consulted.")
    url: Url | None = Field(None, alias="URL", description="Its address; left out if none was recorded.")
    accessed: Day = Field(description="The day on which the stored copy was consulted.")
    archive: Line | None = Field(None, description="Who keeps the copy that was consulted, if not the publisher.")
    synonyms: Synonyms = Field(
        {}, description="Not CSL's: other names under which readers of a language search for it."
    )
    summary: Text = Field(description="Not CSL's: what it is and what it is used here for, in at most 60 words.")
    extent: Literal["whole", "opening", "part", "title"] = Field(description="Not CSL's: how much of it was consulted.")
    kind: Literal["official-text", "official-announcement", "scholarship", "press", "reference-work", "other"] = Field(
        "other", description="Not CSL's: who speaks in it, and so how much weight it has."
    )
    derived_from: tuple[SourceRef, ...] = Field(
        (), description="Not CSL's: sources with which it shares its text or origin; together they count as one."
    )
    caution: Caution | None = Field(None, description="Not CSL's: why it should be relied on with care, with sources.")

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

    name: Line = Field(description="Its own name for itself.")
    locale: LocaleName = Field(description="The Unicode CLDR locale for dates, lists and countries, such as en_GB.")
    first_day: Line | None = Field(None, description="How the first day of a month is written, if not as 1: 1er.")
    since: Line | None = Field(None, description="A word before the first of several days, if any: in Spanish, del.")
    until: Line | None = Field(
        None, description="A word between the first day and the last, if not a dash: in Portuguese, a."
    )
    plural: tuple[Line, ...] = Field((), description="What is added to a word in the plural, such as s or es.")
    plural_endings: dict[Line, Line] = Field(
        {}, description="Endings of words that change in the plural: y becomes ies."
    )
    ignored: Line | None = Field(
        None, description="Words that say nothing about what a reader searches for, with spaces between: the of what."
    )
    joins: dict[Line, dict[Line, Line]] = Field(
        {}, description="Words that join a list and change before some beginnings: y becomes e before i."
    )
    locators: dict[Line, Line] = Field(
        {},
        description="Short forms in references, where the language has its own: Art. becomes art., and for several "
        "articles Arts. becomes arts.; with Par. for a paragraph, 125(1) becomes 125, par. 1.",
    )
    no_break_before: Line | None = Field(None, description="Signs whose space before them must not break.")
    no_break_after: Line | None = Field(None, description="Signs whose space after them must not break.")
    thin_before: Line | None = Field(None, description="Signs whose space before them is thin and must not break.")
    raised: tuple[Line, ...] = Field((), description="Endings of ordinal numbers that are set higher: er, as in 1er.")


class Interface(Model):
    """Every word that the site itself says."""

    site_name: Text = Field(description="The name of the site.")
    short_name: Text | None = Field(None, description="A short name of the site, for the head of its pages on phones.")
    languages: dict[LanguageCode, Language] = Field(min_length=1, description="The languages that texts may have.")
    bodies: dict[Identifier, Text] = Field(
        {},
        description="Names of bodies that wrote or published sources, where they differ by language; a source gives "
        "one of them, and readers see that of their language.",
    )
    fields: dict[Identifier, LocalText] = Field(
        {},
        description="What each field means, under the name of its part and its own; the English text is in the model.",
    )
    words: dict[Identifier, Text] = Field(
        description="The words, by the key that the templates use; with a count, the form for one may come first: "
        "1 day | {count} days.",
    )
    synonyms: dict[PageName, Synonyms] = Field(
        {}, description="Words under which readers search for a page that is about no record of its own, such as cite."
    )

    @property
    def default(self) -> LanguageCode:
        """Return the first language, which every text has: its pages are those at the root of the site."""
        return next(iter(self.languages))


class Withdrawn(Model):
    """The pages of records that were taken out of the dossier. Their addresses stay and lead to other pages."""

    pages: dict[PageRef, PageRef] = Field(
        {},
        description="The page of each record that was withdrawn, such as sources/old-report, and the page that takes "
        "its place: that of a record, such as parties/bank, or of a file or folder of the data, such as events.",
    )


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
