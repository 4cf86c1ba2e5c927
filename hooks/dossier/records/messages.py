"""Messages to editors: English in the code, and told in another language where there is a file of translations.

The English template is the key in ``messages.es.yml`` and its like. Of a template with a ``count``, the form for one
may stand before the other: ``{count} record | {count} records``.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from .yaml_tables import yaml_table

CODE_LANGUAGE = "en"  # the language of the messages in the code
FORMS = " | "  # stands between the form of a text for one and the form for several


class Message(str):
    """The English text of a template with the values that are put in it, of which some may be messages."""

    template: str
    values: Mapping[str, Any]
    part: str  # the words of a text that it is about; empty if it is about the whole

    def __new__(cls, template: str, values: Mapping[str, Any], part: str = "") -> "Message":
        """Make a message."""
        made = super().__new__(cls, formed(template, values, CODE_LANGUAGE))
        made.template, made.values, made.part = template, values, part
        return made

    def render(self, language: str) -> str:
        """Return the message in a language, or in English where there is no translation."""
        return formed(translations_of(language).get(self.template, self.template), self.values, language)

    def about(self, part: str) -> "Message":
        """Return the same message about some words of a text."""
        return Message(self.template, self.values, part)

    def got(self, value: object) -> "Message":
        """Return the message with what stands there instead."""
        return self + message(", got '{got}'", got=value)

    def with_values_changed(self, change: Callable[[str], str]) -> "Message":
        """Return the same message with every text that is put in it changed."""
        changed = {name: change(value) if isinstance(value, str) else value for name, value in self.values.items()}
        return Message(self.template, changed, self.part)

    def __add__(self, other: str) -> "Message":
        return together((self, other))


class TemplateFiller(Formatter):
    """Fills a template: messages, large numbers and the names of languages are told in the same language."""

    def __init__(self, language: str):
        self.language = language

    def format_field(self, value: Any, form: str) -> Any:
        """Return a value as text."""
        if form == ",":
            return format_decimal(value, locale=self.language)
        if form == "name":
            return Locale(self.language).languages.get(value, value)
        return super().format_field(in_language(value, self.language), form)


def formed(template: str, values: Mapping[str, Any], language: str) -> str:
    """Return a template with its values; without any, its braces stand for themselves."""
    if "count" in values:
        one, *more = template.split(FORMS)
        template = one if Locale(language).plural_form(values["count"]) == "one" else [one, *more][-1]
    return TemplateFiller(language).vformat(template, (), values) if values else template


def message(template: str, /, **values: Any) -> Message:
    """Return a message; the test of the translations reads its template from the code."""
    return Message(template, values)


def together(parts: Iterable[str], between: str = "") -> Message:
    """Return a message that consists of others, and of texts that are the same in every language."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Message(between.join(f"{{{name}}}" for name in values), values)


def either(options: Iterable[str]) -> str:
    """Return the words for a choice between some texts."""
    return reduce(lambda one, other: message("{one} or {other}", one=one, other=other), options)


def in_language(words: Any, language: str) -> Any:
    """Return a message in a language, and anything else as it is."""
    return words.render(language) if isinstance(words, Message) else words


def languages_of_messages() -> list[str]:
    """Return the languages in which there are messages, English first."""
    return [CODE_LANGUAGE, *sorted(path.name.split(".")[1] for path in Path(__file__).parent.glob("messages.*.yml"))]


@cache
def translations_of(language: str) -> Mapping[str, str]:
    """Return the messages in a language by their English templates; none if there is no file."""
    path = Path(__file__).with_name(f"messages.{language}.yml")
    return dict(yaml_table(path)) if path.exists() else {}


def language_for(wanted: str = "", environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to tell messages in: the one that is wanted by its code, else that of the environment.

    The environment is asked as gettext does it: the locale C is English, and LANGUAGE lists what is liked best.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    own = "" if re.match(r"(?:C|POSIX)(?:\W|$)", locale) else environment.get("LANGUAGE") or locale
    codes = [re.split("[^a-z]", code.lower())[0] for code in (wanted or own).split(":")]
    return next((code for code in codes if code in languages_of_messages()), CODE_LANGUAGE)
