"""A dossier in one language: its words, texts, dates and names, as HTML without a place on a page."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from markupsafe import Markup, escape

from ..records.collections import COLLECTIONS, KeyPath
from ..records.dates import Date
from ..records.fields import key
from ..records.messages import CODE_LANGUAGE, FORMS
from ..records.model import CountryName, Dossier, Event, Instrument, Signatory, Source, State, Term
from ..records.values import Identifier, LanguageCode, Line, LocalText, Text
from .glossary import Glossary
from .locale import NO_BREAK, Formatter, fold

Word = TypeVar("Word", bound=str)
VALUE = re.compile(r"\{(\w+)\}")  # the name of a value in a word of the interface, where the value is put in
TITLE_AFTER_LANGUAGE = re.compile(r"\b(\w+)(\s?: ?<em)>")  # French: <em>Statut de Rome</em>
PARAGRAPH = re.compile(r"(\d?)\((\d+)\)((?:\(\w+\))*)")
"""A paragraph after the number of its article, with the letters that may follow it: ``103(1)(a)``."""
TITLE_START = re.compile(r"^(?:[\W_]|\d+(?!\w))+")
"""The signs and numbers before the first word of a title, which do not count in the alphabet, but 23rd does."""


class Edition:
    """The dossier in one language: all that is the same on every page."""

    def __init__(self, dossier: Dossier, language: str):
        self.dossier, self.language = dossier, LanguageCode(language)
        languages = dossier.interface.languages
        self.default = dossier.interface.default
        self.prefix = "" if self.language == self.default else f"{self.language}/"
        """The beginning of the addresses of this language: nothing for the default one, else ``es/``."""
        self.formatters = {code: Formatter(languages[code]) for code in (self.default, self.language)}
        self.formatter = self.formatters[self.language]
        self.name, self.locale = languages[self.language].name, languages[self.language].locale
        self.bodies = {name: text for text in dossier.interface.bodies.values() for name in text.root.values()}
        """The bodies that have a name in several languages, by each of their names."""
        self.glossary = Glossary(dossier.glossary, language, self.formatter)
        self.words: dict[str, Markup] = {}  # the words of the interface that were asked for, as HTML
        self.ordered = cache(self._ordered)
        """Return the records of a collection in their order, each with its identifier."""

    def pick(self, text: LocalText) -> tuple[str, str]:
        """Return a text set in type, and its language: the default one where the translation is missing."""
        language = self.language if self.language in text.root else self.default
        if language not in text.root:  # what the model says is in the language of the code
            language = next(iter(text.root))
        return self.formatters.get(language, self.formatter).typeset(text.root[language]), language

    def plain(self, text: LocalText) -> str:
        """Return a text set in type, for places that cannot say which language it is in."""
        return self.pick(text)[0]

    def word(self, key: str, **values: Any) -> str:
        """Return a word of the interface as plain text, as for attributes; ``values`` are for its {placeholders}."""
        return filled(self.form(self.plain(self.dossier.interface.words[Identifier(key)]), values), values)

    def t(self, key: str, **values: Any) -> Markup:
        """Return a word of the interface as HTML, as for text; ``values`` are for its {placeholders}."""
        if key not in self.words:
            word, language = self.pick(self.dossier.interface.words[Identifier(key)])
            self.words[key] = self.marked(escape(word), language)
        if not values:
            return self.form(self.words[key], values)
        numbers = {name: self.formatter.number(value) for name, value in values.items() if isinstance(value, int)}
        return filled(self.form(self.words[key], values), values | numbers)

    def form(self, word: Word, values: Mapping[str, Any]) -> Word:
        """Return the form of a word with several, ``day | days``, for the ``count`` among its values, or for one."""
        if FORMS not in word:
            return word
        one, *more = word.split(FORMS)
        return type(word)(one if self.formatter.locale.plural_form(values.get("count", 1)) == "one" else more[-1])

    def labelled(self, name: str) -> str:
        """Return a name with what this language puts between it and that of which it is the name: ``Date: ``."""
        return self.word("labelled", label=name, text="")

    def meaning(self, part: str, field: str, description: str) -> LocalText:
        """Return the meaning of a part of the data, or of a field of it; in English the model says it."""
        known = self.dossier.interface.fields.get(Identifier(key(part, field)))
        english = {LanguageCode(CODE_LANGUAGE): Line(description)}
        return LocalText.model_construct(root=english | (known.root if known else {}))

    def marked(self, html: Markup, language: str) -> Markup:
        """Return HTML with its language, if that is not the one of this edition."""
        return html if language == self.language else Markup('<span lang="%s">%s</span>') % (language, html)

    def titles(self, html: str, language: str) -> str:
        """Return prose as HTML in which what is emphasised after the name of a language is marked with it."""
        codes = self.formatters.get(LanguageCode(language), self.formatter).language_codes

        def title(found: re.Match[str]) -> str:
            code = codes.get(found[1].lower(), language)
            return found[0] if code == language else f'{found[1]}{found[2]} lang="{code}">'

        return TITLE_AFTER_LANGUAGE.sub(title, html) if "<em>" in html else html

    def date(self, date: Date, until: Date | None = None, alone: bool = False) -> Markup:
        """Return a date in words, readable by machines too; one ``alone``, as a sentence, begins with a capital."""
        words = self.formatter.date(date, until)
        return Markup('<time datetime="%s">%s</time>') % (date, words[:1].upper() + words[1:] if alone else words)

    def country(self, code: str, name: CountryName | None = None) -> Markup:
        """Return the name of a country: ours where the data overrides it, the CLDR's otherwise."""
        own = name.text.root.get(self.language) if name else None
        return escape(own or self.formatter.country(code.upper()))

    def locator(self, place: str) -> str:
        """Return a place in a source with the short forms of this language: ``art. 126``, ``arts. 34, 43``.

        Semicolons divide articles of which one has a comma of its own, before its paragraph.
        """
        word, numbers = place.split(" ", 1)
        forms = self.formatter.language.locators
        short = forms.get(Line(word), word)
        several = forms.get(Line(word.replace(".", "s.")), short)
        articles = set(re.findall(r"(?<![\w(.])\d+", numbers))  # not their paragraphs: 103(4), 1.2
        shown = [self.paragraphs(number) for number in numbers.split(", ")]
        between = self.formatter.semicolon if any("," in number for number in shown) else ", "
        return f"{several if len(articles) > 1 else short}{NO_BREAK}{between.join(shown)}"

    def paragraphs(self, article: str) -> str:
        """Return an article with its paragraphs as this language writes them: ``103(1)(a)`` or ``103, par. 1 a)``."""
        short = self.formatter.language.locators.get(Line("Par."))

        def written(found: re.Match[str]) -> str:
            letters = "".join(f"{NO_BREAK}{letter})" for letter in re.findall(r"\w+", found[3]))
            return f"{found[1] and f'{found[1]}, '}{short}{NO_BREAK}{found[2]}{letters}"

        return PARAGRAPH.sub(written, article) if short else article

    def reports(self) -> list[Identifier]:
        """Return the sources that a citation of the agreement names: those without a caution, if there are any."""
        cited = [Identifier(one.source) for one in self.dossier.agreement.signed.sources]
        return [key for key in cited if not self.dossier.sources[key].caution] or cited

    def join(self, items: list[Markup]) -> Markup:
        """Return pieces of HTML as a list in words."""
        return Markup(self.formatter.join(items))

    def translated(self, source: Source) -> tuple[str, str]:
        """Return the meaning of a source's title and its language; both empty where a reader needs none of it."""
        known = source.translated_title
        needed = source.language != self.language and known and {self.language, self.default} & known.root.keys()
        return self.pick(known) if needed and known else ("", "")

    def titled(self, source: Source) -> tuple[str, str]:
        """Return the title of a source with its language: a title of ours in that of this edition, if it is known.

        It is set in type if it is in the language of this edition or in the default one.
        """
        title, language = self.translated(source) if source.untitled else ("", "")
        if title:
            return f"[{title}]", language
        formatter = self.formatters.get(source.language)
        return formatter.typeset(source.title) if formatter else source.title, source.language

    def title(self, source: Source) -> str:
        """Return the title of a source."""
        return self.titled(source)[0]

    def cite(self, source: Source) -> Markup:
        """Return the title of a source, marked with its language if that is not the one of this edition."""
        title, language = self.titled(source)
        other = Markup(' lang="%s"') % language if language != self.language else ""
        return Markup("<cite%s>%s</cite>") % (other, title)

    def gloss(self, source: Source) -> Markup:
        """Return the meaning of a printed title, in brackets; nothing where it is the same in the reader's language."""
        meaning, language = ("", "") if source.untitled else self.translated(source)
        same = fold(meaning) == fold(source.title)
        return Markup() if same or not meaning else self.marked(escape(f"[{meaning}]"), language)

    def body(self, names: str | None) -> str:
        """Return bodies or works, which semicolons divide, by the names that they have in this language."""
        several = [names] if names in self.bodies else (names or "").split("; ")
        known = ((name, self.bodies.get(Line(name))) for name in several)
        return self.formatter.semicolon.join(self.plain(text) if text else name for name, text in known)

    def number(self, source: Source) -> str:
        """Return the number of a source; nothing where its title has it already."""
        number = source.number or ""
        return "" if re.search(rf"(?<!\w){re.escape(number)}(?!\w)", self.title(source)) else number

    def quoted(self, source: Source) -> str:
        """Return the title of a source as plain text, in quotation marks if it is a part of another work."""
        title = self.title(source)
        return self.word("quoted", text=title) if source.part and not source.untitled else title

    def outlet(self, source: Source) -> Markup:
        """Return where a source appeared: a magazine or series in italics, else its publisher, else its title."""
        if source.container_title:
            return Markup("<em>%s</em>") % self.body(source.container_title)
        return escape(self.body(source.publisher) or self.title(source))

    def order(self, path: KeyPath, record: Any) -> tuple[int, int, str, str]:
        """Return the place of a record among others: by its collection, then by its date or by its name.

        People come in the order of the parties for which they acted. Records that an editor puts in order, such as
        areas and forms, have the same place and stay in it.
        """
        date = str(record.date) if isinstance(record, Event) else ""
        name = ""
        if isinstance(record, Signatory):
            name = str(self.dossier.agreement.parties.index(record.party))
        elif isinstance(record, State):
            name = self.country(str(path[-1]), record.name)
        elif isinstance(record, Source):
            name = TITLE_START.sub("", self.title(record))
        elif isinstance(record, Instrument | Term):
            name = self.plain(record.label if isinstance(record, Term) else record.name)
        return tuple(COLLECTIONS).index(str(path[0])), len(path), date, fold(name)

    def _ordered(self, collection: str) -> tuple[tuple[Identifier, Any], ...]:
        records = getattr(self.dossier, collection).items()
        return tuple(sorted(records, key=lambda item: self.order((collection, item[0]), item[1])))

    def states(self) -> list[tuple[Identifier, State]]:
        """Return the States of the region, if there is one, in alphabetical order."""
        states = self.dossier.states.states if self.dossier.states else {}
        return sorted(states.items(), key=lambda item: self.order(("states", "states", item[0]), item[1]))


def filled(word: Word, values: dict[str, Any]) -> Word:
    """Return a word of the interface with ``values`` for its {placeholders}; as it is where there are none."""
    turn = escape if isinstance(word, Markup) else str
    return type(word)(VALUE.sub(lambda found: str(turn(values[found[1]])), word)) if values else word


def country_name(code: str, state: State, editions: Iterable[Edition]) -> Text:
    """Return the name of a State in the language of each edition."""
    names = {edition.language: edition.country(code, state.name).unescape() for edition in editions}
    return Text.model_construct({language: Line(name) for language, name in names.items()})
