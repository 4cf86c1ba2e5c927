"""The fields of the models as plain records; nothing else reads how a model is declared."""

import inspect
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from .statements import Model, Statement
from .values import LocalText, Scalar
from .yaml_tables import yaml_table

MEANINGS = Path(__file__).with_suffix(".yml")  # what each field means, under the name of its part and its own
JSON_TYPES = {str: "string", int: "integer"}  # JSON's names for the types that are not the data's own
FIRST, LAST = "label", (*Statement.model_fields, "facts")
"""The field that stands before all others in the files, and those that stand after them, wherever they are declared."""


@dataclass(frozen=True)
class FieldType:
    """The type of a value: one kind of thing, perhaps within lists and maps."""

    kind: Any
    options: tuple[str, ...] = ()  # the words of which it is one, if it is one of some words
    around: tuple[type, ...] = ()
    """The containers from the outermost inwards: ``list``, or for a map the type of its keys."""

    @property
    def inner(self) -> "FieldType":
        """The type of what is in the outermost container."""
        return replace(self, around=self.around[1:])

    @property
    def fields(self) -> dict[str, "PartField"]:
        """The fields of a part of the data by their names in the files; none of a list, of a map or of a value."""
        return {} if self.around else {field.name: field for field in declared_fields(self.kind)}

    @property
    def notation(self) -> tuple[str, str, str]:
        """The type in the notation of TypeScript (``{Identifier: Topic[]}``), split before and after its kind."""
        before = " | ".join(self.options) or JSON_TYPES.get(self.kind, "")
        kind, after = "" if before else self.kind.__name__, ""
        for container in reversed(self.around):
            if container is list:
                after += "[]"
            else:
                before, after = f"{{{container.__name__}: {before}", f"{after}}}"
        return before, kind, after


@dataclass(frozen=True)
class PartField:
    """A field of a part of the data."""

    part: str  # the model that declares it
    attribute: str
    name: str  # its name in the files
    required: bool
    default: Any
    annotation: Any
    type: FieldType
    instead: tuple[str, ...]  # the fields of which just one must be given, if it is among them

    def fits(self, value: Any) -> bool:
        """Tell whether a value, as it stands in a file, is right for it by itself."""
        with suppress(ValidationError):
            return TypeAdapter(self.annotation).validate_python(value) is not None
        return False

    @property
    def description(self) -> str:
        """The meaning of it in English; nothing for a collection of records."""
        return str(yaml_table(MEANINGS).get(key(self.part, self.name), ""))

    @property
    def needed(self) -> bool:
        """True if a new record should have it: it must be given, or is the first value that a statement may hold."""
        return self.required or self.name in self.instead[:1]


@dataclass(frozen=True)
class Part:
    """A record, a part of one or a kind of value: its name, what it is, what it extends, and the fields it adds."""

    name: str
    description: str
    base: str
    fields: list[PartField]


def type_of(annotation: Any) -> FieldType:
    """Return the type that an annotation stands for."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if NoneType in inner:  # a value that may be left out
        return type_of(next(kind for kind in inner if kind is not NoneType))
    if origin is Literal:
        return FieldType(str, inner)
    if origin not in (tuple, dict):
        return FieldType(annotation)
    container, content = (list, inner[0]) if origin is tuple else inner
    found = type_of(content)
    return replace(found, around=(container, *found.around))


@cache
def declared_fields(model: Any) -> tuple[PartField, ...]:
    """Return the fields of a model, those of the model that it extends first; none of a type that is no model."""
    if not is_a(model, Model):
        return ()
    values = (*model.values, "absent") if issubclass(model, Statement) and model.values else ()
    return tuple(
        PartField(
            [base.__name__ for base in model.__mro__ if name in getattr(base, "model_fields", ())][-1],
            name,
            field.alias or name,
            field.is_required(),
            field.get_default(),
            field.annotation,
            type_of(field.annotation),
            values if name in values else (),
        )
        for name, field in model.model_fields.items()
    )


def choices(model: Any, attribute: str) -> tuple[str, ...]:
    """Return the words of which a field of a model holds one."""
    return next(field.type.options for field in declared_fields(model) if field.attribute == attribute)


def fields_of(model: Any) -> tuple[PartField, ...]:
    """Return the fields of a model in the order in which people give them in the files."""
    order = (FIRST, "", *LAST)
    place = {name: order.index(name) for name in order}
    return tuple(sorted(declared_fields(model), key=lambda field: place.get(field.name, place[""])))


def type_at(whole: Any, path: Iterable[str | int]) -> FieldType:
    """Return the type of what is at a path in a model, or in another type."""
    found = whole if isinstance(whole, FieldType) else FieldType(whole)
    for step in path:
        field = found.fields.get(str(step))
        found = found.inner if found.around else field.type if field else FieldType(str)
    return found


def parts(models: Iterable[type[Model]]) -> tuple[list[Part], list[Part]]:
    """Return some models with the parts of which they consist, and the kinds of values in all of these."""
    found: list[type] = list(models)
    for kind in found:  # it grows on the way
        used: list[Any] = [kind.__base__] if part_of(kind).base else []
        used += [used for field in part_of(kind).fields for used in (*field.type.around, field.type.kind)]
        new = (other for other in dict.fromkeys(used) if other not in found)
        found += (other for other in new if is_a(other, (Model, Scalar, LocalText)))
    models = [kind for kind in found if is_a(kind, Model)]
    return [*map(part_of, models)], [part_of(kind) for kind in found if kind not in models]


def part_of(kind: type) -> Part:
    """Return a model or a kind of value with the first paragraph of its docstring."""
    text = " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split()).replace("``", "")
    base: Any = kind.__base__
    own = [field for field in declared_fields(kind) if field.part == kind.__name__]
    return Part(kind.__name__, text, base.__name__ if is_a(base, Model) and base is not Model else "", own)


def key(part: str, field: str = "") -> str:
    """Return a part, a field of it or both as ``interface.yml`` and addresses have them: ``citation-source``."""
    words = re.findall("[A-Z][a-z0-9]+", part) + re.findall("[a-z0-9]+", field.lower())
    return "-".join(words).lower()


def is_a(kind: Any, base: type | tuple[type, ...]) -> bool:
    """Tell whether a type is a class derived from a base, or from one of several."""
    return isinstance(kind, type) and issubclass(kind, base)
