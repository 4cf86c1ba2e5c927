"""Dates, numbers, names, lists and typography of one language: from the Unicode CLDR, and from the data beside it."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, lru_cache, partial

from babel import Locale, dates, lists, numbers, units
from markupsafe import Markup, escape

from ..records.dates import Date
from ..records.model import Language
from ..records.values import ENGLISH

NO_BREAK, THIN = "\u00a0", "\u202f"  # a space at which no line ends, and a thin one
LETTERS = {"ł": "l", "œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th"}
"""The letters that stand for those that Unicode does not take apart, where texts are compared."""
TEXTS = 20_000
"""The number of texts that a formatter remembers as they are set in type; the real data have a third of that."""
AS_IT_IS = r"(<pre.*?</pre>|<code.*?</code>|<svg.*?</svg>|<[^>]*>)"
"""The parts of a page whose typography is left alone: its tags, what is shown as typed, and figures."""
Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


class Formatter:
    """Formats values and texts as one language writes them.

    ``typeset`` returns a text with round apostrophes, and with spaces that do not break where the language wants them.
    """

    def __init__(self, language: Language):
        self.language, self.locale = language, Locale.parse(language.locale)
        self.rules = list(self.typography())
        self.typeset = lru_cache(TEXTS)(self._typeset)
        self.date = cache(self._date)
        self.number = cache(partial(numbers.format_decimal, locale=self.locale))
        """Return a number as it is written: '1,026' or '1 026'."""

    def typography(self) -> Iterator[Rule]:
        """Yield the patterns to replace in a text, each with its replacement, in that order."""
        # an apostrophe, after emphasis too, but not where a link leads
        yield re.compile(r"(\]\([^)\s]*\))|(?<=\w)'|(?<=\w\*)'"), lambda found: found[1] or "’"
        yield re.compile(r"(?<=\b[A-Z]) (?=\d)"), NO_BREAK  # a letter and its number: L 115
        date = self.locale.date_formats["long"].pattern.replace("'", "")
        # no line ends between a day, its month and its year: 11 April, 5. März, 3 de mayo
        if pattern := re.fullmatch(r"d+(\W.*?)M+((?:\W.*)? )y+\W*", date):
            before, after = pattern.groups()
            months = "|".join(map(re.escape, self.locale.months["format"]["wide"].values()))
            first = re.escape(self.language.first_day or "1")
            day = re.compile(rf"(?:(?<=\d)|(?<={first})){re.escape(before)}(?=(?:{months})\b)")
            yield day, before.replace(" ", NO_BREAK, 1)
            yield re.compile(rf"\b({months}){re.escape(after)}(?=\d{{4}}\b)"), rf"\1{after[:-1]}{NO_BREAK}"
        for signs, space in ((self.language.thin_before, THIN), (self.language.no_break_before, NO_BREAK)):
            if signs:
                yield re.compile(f" (?=[{re.escape(signs)}])"), space
        if signs := self.language.no_break_after:
            yield re.compile(f"(?<=[{re.escape(signs)}]) "), NO_BREAK

    def _typeset(self, text: str) -> str:
        for pattern, replacement in self.rules:
            text = pattern.sub(replacement, text)
        return text

    def typeset_html(self, html: str) -> str:
        """Return a piece of HTML with its texts set in type, but not its code."""
        pieces = re.split(AS_IT_IS, html, flags=re.DOTALL)
        return "".join(piece if index % 2 else self.typeset(piece) for index, piece in enumerate(pieces))

    def with_raised(self, html: str) -> str:
        """Return the HTML of a page with the endings of ordinal numbers set higher: 1<sup>er</sup>, XX<sup>e</sup>."""
        if not self.language.raised:
            return html
        endings = "|".join(map(re.escape, self.language.raised))
        ordinal = rf"{AS_IT_IS}|(?<![\w/.-])(\d+|[IVX]{{2,}}|[VX])({endings})(?![\w/-])"
        return re.sub(ordinal, lambda found: found[1] or f"{found[2]}<sup>{found[3]}</sup>", html, flags=re.DOTALL)

    def _date(self, date: Date, until: Date | None = None) -> str:
        """Return a date, or a stretch of days, in words: '11 January 2024', 'September 2002', '3–10 September 2002'."""
        if until:
            return self.typeset(self.stretch(date, until))
        if len(date) < 10:
            words = dates.format_skeleton("y" if len(date) == 4 else "yMMMM", date.first, locale=self.locale)
            return self.typeset(words)
        words = dates.format_date(date.first, "long", locale=self.locale)
        return self.typeset(re.sub(r"^1(?= )", lambda _: self.language.first_day or "1", words))

    def stretch(self, date: Date, until: Date) -> str:
        """Return the days from one to another in words, before they are set in type."""
        changed = "y" if date[:4] != until[:4] else "M" if date[:7] != until[:7] else "d"
        formats = self.locale.interval_formats
        parts = formats.get("yMMMMd", formats["yMMMd"])[changed]  # not every language has the one for long names
        if changed == "d":  # a bare number needs no space around the dash, which CLDR now has in some languages
            parts = [part.replace("\u2009", "") for part in parts]
        if word := self.language.until:
            quoted = word.replace("'", "''")
            parts = [re.sub(r"\s*–\s*", lambda _: f" '{quoted}' ", part) for part in parts]
        patterns = (re.sub("M{3,}", "MMMM", part) for part in parts)
        days = zip((date, until), patterns, strict=True)
        words = "".join(dates.format_date(day.first, pattern, locale=self.locale) for day, pattern in days)
        return f"{self.language.since} {words}" if self.language.since else words

    def country(self, code: str) -> str:
        """Return the name of a country by its two letters; in English where the CLDR has none in this language."""
        return self.locale.territories.get(code) or str(ENGLISH.territories[code])

    def language_name(self, code: str) -> str:
        """Return the name of a language by its code; the code itself if the language is not known."""
        names = self.locale.languages
        return names.get(code.replace("-", "_")) or names.get(code.partition("-")[0]) or code

    @cached_property
    def language_codes(self) -> dict[str, str]:
        """The codes of the languages that have a name in this one, by that name in small letters."""
        return {str(name).lower(): code.replace("_", "-") for code, name in self.locale.languages.items()}

    def size(self, count: int) -> str:
        """Return a number of bytes in thousands, at least one, or in millions: '12 kB' or '12 ko', '1.2 MB'."""
        share, unit = (round(count / 1000) or 1, "kilobyte") if count < 999_500 else (round(count / 1e6, 1), "megabyte")
        return units.format_unit(share, f"digital-{unit}", "short", locale=self.locale)

    @property
    def semicolon(self) -> str:
        """Return the sign between two texts of which one has a comma of its own: '; ' or ' ; '."""
        return f"{THIN if ';' in (self.language.thin_before or '') else ''}; "

    def join(self, items: Sequence[str]) -> str:
        """Return texts, or pieces of HTML, as a list in words: 'a, b and c', 'Chile e Italia', 'a and b; c'."""
        if not items:
            return ""
        apart = (",", lists.format_list(["", ""], locale=self.locale))
        if len(items) > 1 and any(sign in Markup(item).striptags() for item in items for sign in apart):
            return self.semicolon.join(items)
        words, last = lists.format_list(items, locale=self.locale), fold(Markup(items[-1]).striptags())
        before = words.removesuffix(items[-1]).rstrip()
        for word, changes in self.language.joins.items():
            starts = [start for start in changes if last.startswith(start)]
            if starts and before.endswith(f" {word}"):
                return f"{before.removesuffix(word)}{escape(changes[max(starts, key=len)])} {items[-1]}"
        return words


def fold(text: str) -> str:
    """Return a text without accents and in lower case, by which texts are compared and put in alphabetical order."""
    if text.isascii():  # as most words, which have nothing to take off
        return text.lower()
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(LETTERS.get(letter, letter) for letter in letters if not unicodedata.combining(letter))
