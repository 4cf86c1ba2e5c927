"""What the fields of the records mean, read from the models, for the page that lists them."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from .statements import Model
from .values import Override, Scalar

NAMES = {str: "string", int: "integer"}
"""How JSON calls the types that are not the data's own."""


@dataclass(frozen=True)
class Described:
    """A field: its name in the files, the notation of its type, whether it is always there, what it means."""

    name: str
    kind: tuple[str, str, str]
    """The part or value that the type is made of, if it is, between what stands before and after it."""
    required: bool
    description: str


@dataclass(frozen=True)
class Part:
    """A record, a part of one or a kind of value: its name, what it is, what it extends, and the fields it adds."""

    name: str
    description: str
    base: str
    fields: list[Described]


def parts(models: list[type[Model]]) -> tuple[list[Part], list[Part]]:
    """Some models with the parts of which they consist, and the kinds of values in all of these."""
    found: list[type] = list(models)
    for kind in found:  # it grows on the way
        for other in (extended(kind), *(leaf for field in own(kind).values() for leaf in leaves(field.annotation))):
            if is_a(other, (Model, Scalar, Override)) and other not in found:
                found.append(other)
    return (
        [described(kind) for kind in found if is_a(kind, Model)],
        [described(kind) for kind in found if not is_a(kind, Model)],
    )


def described(kind: type) -> Part:
    """What there is to say of a model or of a kind of value; what it is, its docstring says in the first paragraph."""
    paragraph = " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split()).replace("``", "")
    base = extended(kind)
    return Part(
        kind.__name__,
        paragraph,
        base.__name__ if base else "",
        [
            Described(field.alias or name, notation(field.annotation), field.is_required(), field.description or "")
            for name, field in own(kind).items()
        ],
    )


def key(part: str, field: str = "") -> str:
    """Under which key ``interface.yml`` says what a part, or a field of it, means in other languages."""
    words = re.findall("[A-Z][a-z0-9]+", part) + re.findall("[a-z0-9]+", field.lower())
    return "-".join(words).lower()


def extended(kind: type) -> type[Model] | None:
    """The model whose fields a model has too, if there is one."""
    base = kind.__base__
    return base if base is not None and base is not Model and issubclass(base, Model) else None


def own(kind: type) -> dict[str, FieldInfo]:
    """The fields that a model adds to those of the model that it extends."""
    if not issubclass(kind, Model):
        return {}
    base = extended(kind)
    return {name: field for name, field in kind.model_fields.items() if not base or name not in base.model_fields}


def leaves(annotation: Any) -> list[Any]:
    """The types of which a type is made."""
    inner = get_args(annotation)
    return [leaf for kind in inner for leaf in leaves(kind)] if inner else [annotation]


def notation(annotation: Any) -> tuple[str, str, str]:
    """A type as TypeScript would write it: ``Citation[]``, ``{Identifier: Topic}``, ``related | standard``."""
    kind = given(annotation)
    inner = get_args(kind)
    if get_origin(kind) is Literal:
        return " | ".join(inner), "", ""
    if get_origin(kind) is tuple:
        before, name, after = notation(inner[0])
        return before, name, f"{after}[]"
    if get_origin(kind) is dict:
        before, name, after = notation(inner[1])
        return f"{{{inner[0].__name__}: {before}", name, f"{after}}}"
    return (NAMES[kind], "", "") if kind in NAMES else ("", kind.__name__, "")


def given(annotation: Any) -> Any:
    """The type of a value that is there."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) else annotation


def is_a(kind: Any, base: type | tuple[type, ...]) -> bool:
    """Whether a type is a class of that sort, or of one of some sorts."""
    return isinstance(kind, type) and issubclass(kind, base)
