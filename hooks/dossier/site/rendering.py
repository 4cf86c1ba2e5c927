"""Templates filled with values: Jinja, with all texts escaped and all names known."""

from collections.abc import Callable, Collection
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ..exports import citations, csl, downloads
from ..language.locale import LETTERS
from ..records.collections import COLLECTIONS, STORAGE
from ..records.fields import choices
from ..records.model import Source
from ..records.relations import SHOWN_MARKS, SOURCE_MARKS
from ..settings import Settings
from . import figures, manual, theme

FEW = 12
"""The most records of a collection in the navigation and on the home page, so that pages do not grow."""


def few(records: Collection[str]) -> Collection[str]:
    """Return some records, or none where they are too many to be listed on pages about other things."""
    return records if len(records) <= FEW else ()


def stopped(text: object) -> Markup:
    """Return a text, which may have HTML in it, with a full stop after it unless it ends with a stop of its own."""
    shown = escape(text)
    words: str = shown.rstrip("”»\u00a0")  # a stop within the quotation marks will do
    words = Markup(words).striptags() if words.endswith(">") else words
    return shown if words.endswith((".", "…", "?", "!")) else shown + "."


class Values(Context):
    """The values with which a template is filled."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *given: Any,
        _loop_vars: Any = None,
        _block_vars: Any = None,
        **named: Any,
    ) -> Any:
        """Return the result of a function or a macro.

        Jinja looks each time whether it wants the context; none does but macros, to know whether to escape: always.
        """
        return function(*given, **named)


class Templates(Environment):
    """The templates, each parsed once: to find the words that it asks for, and to be filled."""

    parse = lru_cache(100)(Environment.parse)

    def compile(self, source: Any, *names: Any, **settings: Any) -> Any:
        """Return the code of a template, or of what was parsed by Jinja; ``names`` are its own and its file's."""
        tree = self.parse(source, *names) if isinstance(source, str) else source
        return super().compile(tree, *names, **settings)


@cache
def environment(auto_reload: bool) -> Environment:
    """Return the templates; with ``auto_reload``, one that was changed on disk is read anew, as in a preview."""
    made = Templates(
        loader=FileSystemLoader(theme.TEMPLATES),
        autoescape=True,
        optimized=False,  # which would take longer than it saves
        auto_reload=auto_reload,  # then every use of a template asks the disk
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.context_class = Values
    made.globals |= {
        "figures": figures, "downloads": downloads, "manual": manual, "citations": citations, "csl": csl,
        "icon": theme.icon, "collections": COLLECTIONS, "storages": STORAGE,
        "few": few, "letters": LETTERS, "source_kinds": choices(Source, "kind"),
        "marks": SHOWN_MARKS, "source_marks": SOURCE_MARKS,
    }  # fmt: skip
    made.filters["stopped"] = stopped
    return made


def fill(template: str, settings: Settings, **context: Any) -> str:
    """Return a template filled with values, of which the settings are one."""
    return environment(settings.preview).get_template(template).render(context, settings=settings)
