"""Statements and the sources that carry them: the part that every record is made of."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .dates import Date
from .messages import CODE_LANGUAGE, Message, either, message
from .values import Country, Identifier, LanguageCode, Line, Locator, MethodRef, Prose, SourceRef, Text

Absence = Literal["not-stated", "does-not-exist", "not-applicable"]
Basis = Literal["stated", "inferred", "computed"]
Languages = tuple[LanguageCode, ...]
Synonyms = dict[LanguageCode, tuple[Line, ...]]


class Model(BaseModel):
    """A part of a record: it cannot be changed and has no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def _wrong(self) -> Iterator[Message]:
        """Yield the faults of its fields together, each of which is right by itself."""
        yield from ()

    @model_validator(mode="after")
    def _right(self) -> Self:
        for wrong in self._wrong():
            raise ValueError(wrong)
        return self


class Citation(Model):
    """A reference from a statement to a source. The identifier alone will do: ``- annual-report``."""

    source: SourceRef
    part: Text | None = None
    at: Locator | None = None
    basis: Basis = "stated"
    how: Prose | None = None
    method: MethodRef | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_identifier(cls, value: Any) -> Any:
        name: Any = ""
        place: Any = ""
        if isinstance(value, dict) and len(value) == 1 and not value.keys() & cls.model_fields.keys():
            ((name, place),) = value.items()
            if isinstance(place, dict) and place.keys() <= cls.model_fields.keys():
                wanted = message(
                    "must have the source and its fields beside each other: {{source: {name}, …}}", name=name
                )
                raise ValueError(wanted)
        elif isinstance(value, list) and len(value) == len(("source", "at")):
            name, place = value
        elif isinstance(value, str):
            name, *rest = re.split(r", | \(", value, maxsplit=1)
            place = "".join(rest).removesuffix(")")
        if isinstance(value, dict) and " " in str(name):  # the words of a footnote, in which a colon stands
            value = f"{name}: {place}"
        elif isinstance(name, str) and isinstance(place, str) and Locator.fits(Locator.guess(place)):
            wanted = message("must give the place under 'at': {{source: {name}, at: {place}}}", name=name, place=place)
            raise ValueError(wanted)
        return {"source": value} if isinstance(value, str) else value

    def _wrong(self) -> Iterator[Message]:
        given = [name for name in ("how", "method") if getattr(self, name) is not None]
        if given and self.basis == "stated":
            cure = message("; add 'basis: inferred', or delete '{field}'", field=given[0])
            yield message("must not have '{field}' unless its basis is inferred or computed", field=given[0]) + cure
        elif len(given) > 1:
            yield message("must have either 'how' or 'method', got both; delete one of them")
        elif not given and self.basis != "stated":
            cure = message("; add 'how: {{{code}: …}}', in one sentence, or a method", code=CODE_LANGUAGE)
            yield message("must have 'how' or 'method', as its 'basis' is {basis}", basis=self.basis) + cure


class Other(Model):
    """A value that other sources give for the same thing."""

    text: Prose | None = None
    date: Date | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)

    def _wrong(self) -> Iterator[Message]:
        if (self.text is None) == (self.date is None):
            yield message("must have either 'text' or 'date'")


class Statement(Model):
    """A statement with its sources. Either it has a value or it says why there is none."""

    values: ClassVar[tuple[str, ...]] = ()

    sources: tuple[Citation, ...] = Field(min_length=1)
    absent: Absence | None = None
    note: Prose | None = None
    others: tuple[Other, ...] = ()
    why: Prose | None = None

    def _wrong(self) -> Iterator[Message]:
        own = [value for name in self.values if (value := getattr(self, name)) is not None]
        given = bool(own)
        if given == (self.absent is not None):
            got = message("both") if given else message("neither")
            fields = either(map(repr, self.values))
            yield message("must have either {fields}, or 'absent', got {got}", fields=fields, got=got)
        if bool(self.others) != (self.why is not None):
            yield message("must have 'others' and 'why' together: the other values and why this one is preferred")
        if any((other.text or other.date) in own for other in self.others):
            yield message("must not have its own value among 'others'; delete it there, or correct it")

    @property
    def basis(self) -> str:
        """``stated`` if a source states it, else the way it follows from the first source."""
        bases = [citation.basis for citation in self.sources]
        return "stated" if "stated" in bases else bases[0]


class TextStatement(Statement):
    """A statement in words."""

    values = ("text",)
    text: Prose | None = None


class DateStatement(Statement):
    """A date, or a period."""

    values: ClassVar[tuple[str, ...]] = ("date",)
    date: Date | None = None
    until: Date | None = None

    def _wrong(self) -> Iterator[Message]:
        yield from super()._wrong()
        if self.until and not self.date:
            yield message("must have a 'date', the first day, if it has 'until', the last one")
        elif self.until and self.date and self.until <= self.date:
            yield message("must have an 'until' that is later than its 'date'")


class LabelledStatement(DateStatement):
    """A statement with its own name. With a date, it appears in the timeline too."""

    values = ("text", "date")
    label: Text
    synonyms: Synonyms = Field({})
    text: Prose | None = None


class Seat(Statement):
    """The seat of a party."""

    values = ("city",)
    city: Text | None = None
    country: Country | None = None


Statements = dict[Identifier, LabelledStatement]
