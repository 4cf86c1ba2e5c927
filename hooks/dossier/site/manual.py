"""The editors' manual: every field of each kind of record, what it may hold, and an example from the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ..editing import new_record as draft
from ..editing.layout import lines
from ..editing.new_record import ordered
from ..language.edition import Edition
from ..reading.nodes import PLACEHOLDER, Node
from ..records.fields import Part, described, given, is_a, key, leaves, own, parts
from ..records.model import FOLDERS, MAPS, SINGLE, Dossier, walk
from ..records.statements import Citation, DateStatement, LabelledStatement, Model, Other, Statement, TextStatement
from ..records.values import DEFAULT_LANGUAGE, Override

ADDRESS = "editing/"
"""Below which address the pages of the manual lie."""
STATEMENTS = "statements"
"""The name of the page about what records of many kinds share."""
SHARED: tuple[type[Model], ...] = (Statement, TextStatement, DateStatement, LabelledStatement, Citation, Other)
"""What is explained there."""
KINDS: dict[str, type[Model]] = {
    name: {**SINGLE, **FOLDERS, **MAPS}[name]
    for name in (
        "agreement",
        "areas",
        "parties",
        "signatories",
        "instruments",
        "states",
        "events",
        "glossary",
        "sources",
        "methods",
        "changes",
        "interface",
    )
}
"""The records that have a page each, by their collection."""
BEGUN = {collection: kind for kind, collection in draft.KINDS.items() if collection not in SINGLE}
"""What a command begins a new record of a collection with."""
LONG = 60
"""How many characters of a text an example shows."""
MANY = 8
"""How many lines an example has."""


@dataclass(frozen=True)
class Entry:
    """A field as the manual shows it: the part that declares it, its name in files, what the model says of it."""

    part: str
    name: str
    field: FieldInfo
    instead: tuple[str, ...]
    """The fields of which one must be given, if this is one of them."""
    example: str

    @property
    def holds(self) -> tuple[str, Any]:
        """What the field may hold."""
        return holds(given(self.field.annotation))


@dataclass(frozen=True)
class Section:
    """A record or a part of it: the field in which it stands, what it is called, what it is, and its fields."""

    within: str
    part: str
    description: str
    statement: bool
    """Whether it has the fields of every statement too, which are explained elsewhere."""
    entries: list[Entry]


def holds(kind: Any) -> tuple[str, Any]:
    """What a value of a type is: ``one-of`` some words, a ``list`` or ``map`` of something, or one ``thing``."""
    if get_origin(kind) is Literal:
        return "one-of", get_args(kind)
    if get_origin(kind) in (tuple, dict):
        inner = [arg for arg in get_args(kind) if arg is not Ellipsis]
        return "list" if get_origin(kind) is tuple else "map", holds(inner[-1])
    return "thing", kind


def values() -> list[Part]:
    """The kinds of single values."""
    return parts(list(KINDS.values()))[1]


def address(collection: str) -> str:
    """The address of the page about a kind of record; without one, of that about what all share."""
    return f"{ADDRESS}{collection or STATEMENTS}/"


def fragment(name: str) -> str:
    """A name in files as part of an address."""
    return name.lower().replace("_", "-")


def place(kind: Any, name: str) -> tuple[str, str]:
    """The address, or an empty one for the same page, and the fragment at which it says what field ``name`` holds."""
    if kind in KINDS.values():
        return address(next(collection for collection, model in KINDS.items() if model is kind)), "fields"
    if kind in SHARED:
        return address(""), key(kind.__name__)
    return ("", f"within-{fragment(name)}") if is_a(kind, Model) else (address(""), f"value-{name_of(kind)}")


def name_of(kind: Any) -> str:
    """What a kind of value or part is called in the interface's words: ``text-statement``, ``integer``, ``fields``."""
    if is_a(kind, Model) and kind not in (*SHARED, *KINDS.values()):
        return "fields"
    return "integer" if kind is int else key(kind.__name__)


class Manual:
    """The manual with examples from one dossier."""

    def __init__(self, dossier: Dossier):
        self.dossier = dossier

    def title(self, name: str, edition: Edition) -> str:
        """Return the title of the page about a kind of record, or about what all share."""
        word = edition.word
        return word("manual-title", kind=word(name)) if name in KINDS else word(f"manual-{name}")

    def lead(self, name: str, edition: Edition) -> str:
        """Return what that page says first."""
        if name not in KINDS:
            return edition.word(f"manual-{name}-lead")
        return edition.plain(edition.meaning(KINDS[name].__name__, "", described(KINDS[name]).description))

    @cached_property
    def examples(self) -> dict[tuple[str, str, str], Any]:
        """The first value of each field of each part, in one collection and, under an empty name, in all."""
        found: dict[tuple[str, str, str], Any] = {}
        for path, part in walk(self.dossier):
            for name, field in type(part).model_fields.items() if isinstance(part, Model) and path else ():
                value = getattr(part, name)
                for base in type(part).__mro__ if value not in (None, (), {}) else ():
                    for collection in (str(path[0]), ""):
                        found.setdefault((collection, base.__name__, field.alias or name), value)
        return found

    def sections(self, collection: str, language: str) -> list[Section]:
        """The record of a collection, then the parts that only such records have; without one, what all share."""
        found: list[tuple[str, type[Model]]] = (
            [("", KINDS[collection])] if collection else [("", model) for model in SHARED]
        )
        for _, model in found if collection else ():  # it grows on the way
            found += [
                (name, leaf)
                for name, field in ordered(model).items()
                for leaf in leaves(field.annotation)
                if is_a(leaf, Model) and leaf not in (*SHARED, *KINDS.values(), *(known for _, known in found))
            ]
        return [self.section(within, model, language, collection) for within, model in found]

    def section(self, within: str, model: type[Model], language: str, collection: str) -> Section:
        """One part. Of a statement that is a part, what all statements have is left out."""
        statement = issubclass(model, Statement) and model is not Statement and model not in KINDS.values()
        instead = (*model.values, "absent") if issubclass(model, Statement) and model.values else ()
        entries = [
            Entry(
                declared(model, name),
                name,
                field,
                instead if name in instead else (),
                self.example(model, name, language, collection),
            )
            for name, field in ordered(model).items()
            if not statement or name not in Statement.model_fields
        ]
        return Section(within, model.__name__, described(model).description, statement, entries)

    def example(self, model: type[Model], name: str, language: str, collection: str) -> str:
        """A field as it stands in the data, shortened; empty if it stands nowhere."""
        value = self.examples.get((collection, model.__name__, name)) or self.examples.get(
            ("", declared(model, name), name)
        )
        if value is None:
            return ""
        written = lines(node({name: shortened(value, language)}))
        return "\n".join(written[:MANY] + [PLACEHOLDER] * (len(written) > MANY))


def declared(model: type[Model], name: str) -> str:
    """The part that a field of ``model`` belongs to, which may be one that ``model`` extends."""
    return next(
        base.__name__
        for base in model.__mro__
        if any((field.alias or known) == name for known, field in own(base).items())
    )


def shortened(value: Any, language: str) -> Any:
    """A value as plain data: of texts the start, in English and one language, of lists and maps the first entries."""
    if isinstance(value, Override):
        return {code: cut(text) for code, text in value.root.items() if code in (DEFAULT_LANGUAGE, language)}
    if isinstance(value, Model):
        fields = {
            field.alias or name: getattr(value, name)
            for name, field in type(value).model_fields.items()
            if getattr(value, name) != field.get_default()
        }
        return (
            fields["source"]
            if isinstance(value, Citation) and len(fields) == 1
            else {name: shortened(fields[name], language) for name in ordered(type(value)) if name in fields}
        )
    if isinstance(value, dict):
        return {key: shortened(part, language) for key, part in list(value.items())[:1]}
    return [shortened(part, language) for part in value[:2]] if isinstance(value, tuple) else cut(str(value))


def cut(text: str) -> str:
    """The first words of a text, if it is long."""
    first = text.partition("\n")[0]
    return first if first == text and len(text) <= LONG else f"{first[:LONG].rsplit(' ', 1)[0]} {PLACEHOLDER}"


def node(value: Any) -> Node:
    """Plain data as nodes, which can be written."""
    if isinstance(value, dict):
        return Node("", 0, 0, {key: node(part) for key, part in value.items()}, {key: node(key) for key in value})
    return Node("", 0, 0, [node(part) for part in value] if isinstance(value, list) else value)
