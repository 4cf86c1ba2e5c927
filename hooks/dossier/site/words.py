"""The words of the interface that pages and files use, so that a missing one is told before any page is made."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from jinja2 import nodes

from ..addresses import PAGES
from ..exports.downloads import NOTES, WHOLE
from ..exports.tables import StateLabel
from ..records.collections import COLLECTIONS, EVERY_FIELD
from ..records.fields import choices, is_a, key
from ..records.model import Instrument, Source, State
from ..records.relations import SHOWN_MARKS, SOURCE_MARKS
from ..records.statements import LabelledStatement, Statement
from ..records.yaml_tables import yaml_table
from .manual import SHARED, kinds_of_values, row
from .rendering import environment
from .theme import TEMPLATES

POSITIONS = choices(StateLabel, "position")
IN_CODE: Mapping[str, list[str]] = yaml_table(Path(__file__).with_suffix(".yml"))
"""The words that are asked for by name elsewhere than in a call of a template, each with the names of its values."""


@cache
def words_used() -> Mapping[str, frozenset[str]]:
    """Return the words that some page or file may need, each with the names of the values that are put in it."""
    used: dict[str, frozenset[str]] = {}
    for word, values in (*IN_CODE.items(), *((word, ()) for word in built()), *in_templates()):
        used[word] = used.get(word, frozenset()) | frozenset(values)
    return used


def in_templates() -> Iterator[tuple[str, list[str]]]:
    """Yield the words that templates ask for by their names, each with the names of the values put in it."""
    for path in sorted(TEMPLATES.glob("*.html")):
        for call in environment(False).parse(path.read_text("utf-8"), path.name, str(path)).find_all(nodes.Call):
            function = getattr(call.node, "name", "") or getattr(call.node, "attr", "")  # ``t``, ``edition.t``
            first = call.args[0] if function in ("t", "word", "gap") else None
            keys = (first.expr1, first.expr2) if isinstance(first, nodes.CondExpr) else (first,)
            values = [value.key for value in call.kwargs]
            yield from ((key.value, values) for key in keys if isinstance(key, nodes.Const))


def built() -> Iterator[str]:
    """Yield the words that are built from values of the data, and from names of pages, collections and fields."""
    pages = [spec for spec in PAGES if spec.template and spec.address and not spec.each]
    yield from (word for spec in pages for word in (spec.titled, f"{spec.word}-lead"))
    yield from (spec.section for spec in PAGES if spec.section)
    yield from (spec.menu for spec in PAGES if spec.menu)
    yield from (*COLLECTIONS, *WHOLE.values(), *NOTES)
    for mark in (*SHOWN_MARKS, *SOURCE_MARKS, *(f"absent-{reason}" for reason in choices(Statement, "absent"))):
        yield from (mark, f"{mark}-text")
    yield from ("kind-of-source", *(f"kind-of-source-{kind}" for kind in choices(Source, "kind")))
    for name in ("type", "extent"):
        yield from (name, *(f"{name}-{choice}" for choice in choices(Source, name)))
    yield from choices(State, "deposit")
    yield from (f"{part}-{position}" for part in ("state", "states", "letter") for position in POSITIONS)
    yield from (f"states-named-{position}" for position in POSITIONS)
    yield from (f"role-{role}{end}" for role in choices(Instrument, "role") for end in ("", "-caption"))
    yield from (f"kind-{kind}" for kind in choices(Instrument, "kind"))
    yield from (f"kind-{key(kind.__name__)}" for kind in SHARED)
    yield from (f"kind-{key(value.name)}" for value in kinds_of_values())
    for field in EVERY_FIELD:
        if not field.type.options:
            yield row(field, "", "").word
        if is_a(field.type.kind, Statement) and not is_a(field.type.kind, LabelledStatement) and not field.type.around:
            yield field.name.replace("_", "-")
