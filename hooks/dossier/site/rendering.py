"""Templates filled with values: Jinja, with all texts escaped and all names known."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..exports import citations, csl, downloads
from ..records import fields
from ..records.values import DEFAULT_LANGUAGE
from . import figures, manual, theme


@cache
def environment() -> Environment:
    """Return the templates; one that was changed on disk is read anew. The theme's icons are among them."""
    folders = [Path(__file__).with_name("templates"), theme.folder()]
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "default_language": DEFAULT_LANGUAGE,
        "figures": figures,
        "downloads": downloads,
        "fields": fields,
        "manual": manual,
        "file_formats": citations.FORMATS,
        "citation_texts": citations.texts,
        "agreement_item": csl.of_agreement,
    }
    return made


def render(template: str, **context: Any) -> str:
    """Return a template filled with values."""
    return environment().get_template(template).render(context)
