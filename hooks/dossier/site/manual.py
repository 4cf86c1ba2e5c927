"""The editors' manual: every field of each kind of record, what it may hold, and an example from the data."""

from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from ..editing.layout import lines
from ..exports.downloads import Download
from ..reading.nodes import PLACEHOLDER, Node
from ..records.collections import COLLECTIONS, walk
from ..records.fields import Part, PartField, declared_fields, fields_of, is_a, key, part_of, parts
from ..records.model import Dossier
from ..records.statements import Citation, DateStatement, LabelledStatement, Model, Other, Statement, TextStatement
from ..records.values import LocalText

MANUAL = "editing/"
"""The address below which the pages of the manual lie."""
STATEMENTS = f"{MANUAL}statements/"
"""The page about what records of many kinds share."""
SHARED: tuple[type[Model], ...] = (Statement, TextStatement, DateStatement, LabelledStatement, Citation, Other)
"""The parts that are explained there."""
ELSEWHERE = {
    **{model: (STATEMENTS, key(model.__name__)) for model in SHARED},
    **{model: (f"{MANUAL}{name}/", "fields") for name, model in COLLECTIONS.items()},
}
"""The address and the fragment at which the parts are explained that do not belong to records of one kind alone."""
LONGEST_TEXT = 60
"""Characters of a text that an example shows."""
LONGEST_EXAMPLE = 8
"""Lines that an example has."""


class Row(NamedTuple):
    """A field in the manual: what it is called there, and where its kind of value is explained, if that needs it."""

    field: PartField
    id: str
    word: str
    """The word of the interface for what it holds: ``kind-line``."""
    target: tuple[str, str]
    """The address, empty for the same page, and the fragment; none of both for a number."""
    example: str

    @property
    def containers(self) -> list[str]:
        """The lists and maps around what it holds, from the innermost outwards."""
        return ["list" if container is list else "map" for container in reversed(self.field.type.around)]


class Section(NamedTuple):
    """A record or a part of it: its fragment, the word for its title, the field it stands in, and its fields."""

    id: str
    word: str
    within: str
    part: Part
    statement: bool
    """True if it has the fields of every statement too, which are explained elsewhere."""
    rows: list[Row]


def kinds_of_values() -> list[Part]:
    """Return the kinds of single values."""
    return parts(COLLECTIONS.values())[1]


def data_fields(models: Mapping[str, type[Model]]) -> tuple[dict[str, Part], list[Part], list[Part]]:
    """Return the records in the downloads by collection, the other parts of these, and the kinds of single values."""
    found, kinds = parts([Download, *models.values()])
    records = {name: part_of(model) for name, model in models.items()}
    return records, [part for part in found if part not in records.values()], kinds


class Manual:
    """The manual with examples from one dossier."""

    def __init__(self, dossier: Dossier):
        self.dossier = dossier

    @cached_property
    def examples(self) -> dict[tuple[str, str, str], Any]:
        """The first value of each field of each part, in one collection and, under an empty name, in all."""
        found: dict[tuple[str, str, str], Any] = {}
        for path, part in walk(vars(self.dossier)):
            kind: Any = type(part)
            for field in declared_fields(kind):
                value = getattr(part, field.attribute)
                if value not in (None, (), {}):
                    for base, collection in product(kind.__mro__, (str(path[0]), "")):
                        found.setdefault((collection, base.__name__, field.name), value)
        return found

    def sections(self, collection: str, language: str) -> list[Section]:
        """Return the record of a collection and the parts that only such records have; without one, what all share."""
        found = {COLLECTIONS[collection]: ""} if collection else dict.fromkeys(SHARED, "")
        waiting = list(found)
        for model in waiting:  # it grows on the way
            for field in fields_of(model):
                kind = field.type.kind
                if is_a(kind, Model) and kind not in ELSEWHERE and kind not in found:
                    found[kind] = field.name
                    waiting.append(kind)
        return [self.section(model, within, collection, language) for model, within in found.items()]

    def section(self, model: type[Model], within: str, collection: str, language: str) -> Section:
        """Return one part. Of a statement that is a part, what all statements have is left out."""
        statement = issubclass(model, Statement) and model is not Statement and model not in COLLECTIONS.values()
        start = key("", within) or ("fields" if collection else key(model.__name__))
        name = f"within-{start}" if within else start
        word = "manual-within" if within else "manual-fields" if collection else f"kind-{name}"
        rows = [
            row(field, f"{start}-{key('', field.name)}", self.example(model, field, collection, language))
            for field in fields_of(model)
            if not statement or field.part != Statement.__name__
        ]
        return Section(name, word, within, part_of(model), statement, rows)

    def example(self, model: type[Model], field: PartField, collection: str, language: str) -> str:
        """Return a field as it stands in the data, shortened; empty if it stands nowhere."""
        found = self.examples.get((collection, model.__name__, field.name))
        found = found or self.examples.get(("", field.part, field.name))
        if found is None:
            return ""
        written = lines(mapped({field.name: found}, (self.dossier.interface.default, language)))
        return "\n".join(written if len(written) <= LONGEST_EXAMPLE else [*written[:LONGEST_EXAMPLE], PLACEHOLDER])


def row(field: PartField, name: str, example: str) -> Row:
    """Return a field with the word and the place for the kind of what it holds."""
    kind = field.type.kind
    if kind is int:
        return Row(field, name, "kind-integer", ("", ""), example)
    if kind in ELSEWHERE or not is_a(kind, Model):
        word = key(kind.__name__)
        return Row(field, name, f"kind-{word}", ELSEWHERE.get(kind, (STATEMENTS, f"value-{word}")), example)
    return Row(field, name, "kind-fields", ("", f"within-{key('', field.name)}"), example)


def shortened(value: Any, languages: Collection[str]) -> Node:
    """Return a value to be written: of texts the start, in some languages, of others the first entries."""
    if isinstance(value, LocalText):
        return mapped({code: text for code, text in value.root.items() if code in languages}, languages)
    if isinstance(value, Model):
        fields = [(field, getattr(value, field.attribute)) for field in fields_of(type(value))]
        given = {field.name: part for field, part in fields if part != field.default}
        alone = isinstance(value, Citation) and len(given) == 1
        return shortened(given["source"], languages) if alone else mapped(given, languages)
    if isinstance(value, dict):
        return mapped(dict(list(value.items())[:1]), languages)
    if isinstance(value, tuple):
        return Node("", 0, 0, [shortened(part, languages) for part in value[:2]])
    first, more, _ = str(value).partition("\n")
    cut = f"{first[:LONGEST_TEXT].rsplit(' ', 1)[0]} {PLACEHOLDER}"
    return Node("", 0, 0, cut if more or len(first) > LONGEST_TEXT else first)


def mapped(fields: dict[Any, Any], languages: Collection[str]) -> Node:
    """Return a map of values to be written."""
    keys = {name: Node("", 0, 0, name) for name in fields}
    return Node("", 0, 0, {name: shortened(value, languages) for name, value in fields.items()}, keys)
