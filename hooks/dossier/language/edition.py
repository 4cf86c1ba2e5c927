"""A dossier in one language: its words, texts, dates and names, as HTML without a place on a page."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from markupsafe import Markup, escape

from ..reading.problems import DataError, Problem
from ..records.fields import key
from ..records.model import CountryName, Dossier, Source, State, Term
from ..records.suggest import nearest
from ..records.values import DEFAULT_LANGUAGE, Date, Identifier, LanguageCode, Line, Override
from . import locale as languages
from .glossary import Glossary

Word = TypeVar("Word", bound=str)
PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""What stands in a word for a value."""


class Edition:
    """What is the same on every page of one language."""

    def __init__(self, dossier: Dossier, language: str):
        self.dossier, self.language = dossier, LanguageCode(language)
        self.name: str = dossier.interface.languages[self.language].name
        """What the language is called in itself."""
        self.locale: str = dossier.interface.languages[self.language].locale
        self.glossary = Glossary(dossier.glossary, language)
        self.words: dict[str, Markup] = {}
        """The words of the interface that were asked for, as HTML."""

    @property
    def prefix(self) -> str:
        """What stands before the addresses of this language: nothing for English, ``es/`` for Spanish."""
        return "" if self.language == DEFAULT_LANGUAGE else f"{self.language}/"

    def pick(self, text: Override) -> tuple[str, str]:
        """A text as it is to be read, and the language it is in: English where the translation is missing."""
        language = self.language if self.language in text.root else LanguageCode(DEFAULT_LANGUAGE)
        return languages.typeset(text.root[language], language), language

    def plain(self, text: Override) -> str:
        """A text as it is to be read, for places that cannot say which language it is in."""
        return self.pick(text)[0]

    def word(self, key: str, **values: Any) -> str:
        """A word of the interface, for attributes and titles, with ``values`` in the place of its {placeholders}."""
        words = self.dossier.interface.words
        if Identifier(key) not in words:
            raise misfit(f"words.{key} must be given; a page uses it{nearest(key, words)}")
        return self.completed(key, self.plain(words[Identifier(key)]), values)

    def t(self, key: str, **values: Any) -> Markup:
        """A word of the interface as HTML, with ``values`` in the place of its {placeholders}."""
        if key not in self.words:
            word = escape(self.word(key))
            self.words[key] = self.marked(word, self.pick(self.dossier.interface.words[Identifier(key)])[1])
        return self.completed(
            key,
            self.words[key],
            {
                name: languages.number(value, self.locale) if isinstance(value, int) else value
                for name, value in values.items()
            },
        )

    def completed(self, key: str, word: Word, values: dict[str, Any]) -> Word:
        """A word with ``values`` in the place of its {placeholders}; as it is where there are none."""

        def value(found: re.Match[str]) -> str:
            if found[1] not in values:
                raise misfit(f"words.{key} must have no placeholders but {{{'}, {'.join(values)}}}, got {found[0]}")
            return str(escape(values[found[1]]) if isinstance(word, Markup) else values[found[1]])

        return type(word)(PLACEHOLDER.sub(value, word)) if values else word

    def meaning(self, part: str, field: str, description: str) -> Override:
        """What a part of the data, or a field of it, means: in English as the model says it, else as the data do."""
        known = self.dossier.interface.fields.get(Identifier(key(part, field)))
        english = {LanguageCode(DEFAULT_LANGUAGE): Line(description)}
        return Override.model_construct(root=english | (known.root if known else {}))

    def marked(self, html: Markup, language: str) -> Markup:
        """HTML with its language, if that is not the one of this edition."""
        return html if language == self.language else Markup('<span lang="{}">{}</span>').format(language, html)

    def date(self, date: Date, until: Date | None = None) -> Markup:
        """A date in words, readable by machines too."""
        return Markup(f'<time datetime="{date}">{languages.spell(date, until, self.locale)}</time>')

    def plain_date(self, date: Date) -> str:
        """A date in words, without markup."""
        return languages.spell(date, None, self.locale)

    def names(self, kind: str) -> list[tuple[str, tuple[str, ...]]]:
        """The names of the cooperation areas or of the forms of cooperation, with the path of each record."""
        records = self.dossier.areas if kind == "areas" else self.dossier.agreement.forms
        path = ("areas",) if kind == "areas" else ("agreement", "forms")
        return [(self.plain(record.name), (*path, key)) for key, record in records.items()]

    def country(self, code: str, name: CountryName | None = None) -> Markup:
        """The name of a country: ours where the data overrides it, the CLDR's otherwise."""
        own = name.text.root.get(self.language) if name else None
        return escape(own or languages.country(code, self.locale))

    def join(self, items: list[Markup]) -> Markup:
        """Pieces of HTML as a list in words."""
        return Markup(languages.join(tuple(items), self.locale))

    def size(self, count: int) -> Markup:
        """A number of bytes."""
        return escape(languages.size(count, self.locale))

    def language_name(self, code: str) -> Markup:
        """The name of a language in this one."""
        return escape(languages.language(code, self.locale))

    def cite(self, source: Source) -> Markup:
        """The title of a source, marked with its language if that is not the one of this edition."""
        other = f' lang="{source.language}"' if source.language != self.language else ""
        return Markup(f"<cite{other}>{escape(source.title)}</cite>")

    def own_translation(self, record: Any) -> bool:
        """Whether the record's name in this language is ours and not official."""
        return self.language in record.own_translations

    def terms(self) -> list[tuple[Identifier, Term]]:
        """The glossary in alphabetical order."""
        return sorted(self.dossier.glossary.items(), key=lambda item: languages.fold(self.plain(item[1].label)))

    def states(self) -> list[tuple[Identifier, State]]:
        """The States of the region in alphabetical order."""
        return sorted(
            self.dossier.states.states.items(), key=lambda item: languages.fold(self.country(item[0], item[1].name))
        )


def misfit(message: str) -> DataError:
    """A word of the interface that is not as a page wants it."""
    return DataError([Problem("data/interface.yml", 1, 1, message)])
