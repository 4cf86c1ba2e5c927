"""What is not translated but known for every language: dates, numbers, names of countries, typography."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from babel import Locale, dates, lists, localedata, numbers, units

from ..records.values import Date

FIRST_DAY = {"fr": "1er", "pt": "1º"}
"""How the first day of a month is written where the Unicode CLDR has a plain 1."""
SPACES = {"fr": {r" (?=[;!?])": "\u202f", r" (?=[:»])|(?<=«) ": "\u00a0"}}
"""Spaces that must not break, by language and by what stands around them."""

MANY = 20_000
"""How many texts are remembered as they are set in type; the real data have a third of that."""


@cache
def spell(date: Date, until: Date | None, locale: str) -> str:
    """A date, or a stretch of days, in words: '11 January 2024', 'September 2002', '3–10 September 2002'."""
    return typeset(spelt(date, until, locale), locale.partition("_")[0])


def spelt(date: Date, until: Date | None, locale: str) -> str:
    """The same before it is set in type."""
    if until:
        changed = "y" if date[:4] != until[:4] else "M" if date[:7] != until[:7] else "d"
        formats = Locale.parse(locale).interval_formats
        parts = formats.get("yMMMMd", formats["yMMMd"])[changed]  # not every language has the one for long names
        if changed == "d":  # a bare number needs no space around the dash, which CLDR now has in some languages
            parts = [part.replace("\u2009", "") for part in parts]
        return "".join(
            dates.format_date(day.first, re.sub("M{3,}", "MMMM", part), locale=locale)
            for day, part in zip((date, until), parts, strict=True)
        )
    if len(date) < 10:
        return dates.format_skeleton("y" if len(date) == 4 else "yMMMM", date.first, locale=locale)
    words = dates.format_date(date.first, "long", locale=locale)
    return re.sub(r"^1(?= )", FIRST_DAY.get(locale[:2], "1"), words)


@cache
def country(code: str, locale: str) -> str:
    """The name of a country by its two letters (Unicode CLDR)."""
    return str(Locale.parse(locale).territories[code.upper()])


def language(code: str, locale: str) -> str:
    """The name of a language by its code (Unicode CLDR)."""
    names = Locale.parse(locale).languages
    return names.get(code.replace("-", "_")) or names.get(code.partition("-")[0]) or code


def number(value: int, locale: str) -> str:
    """A number as it is written in a language: '1,026' or '1 026'."""
    return numbers.format_decimal(value, locale=locale)


def size(count: int, locale: str) -> str:
    """A number of bytes as it is written in a language, in thousands: '12 kB' or '12 ko'."""
    return units.format_unit(max(1, round(count / 1000)), "digital-kilobyte", "short", locale=locale)


def join(items: tuple[str, ...], locale: str) -> str:
    """A list in words: 'a, b and c'."""
    return lists.format_list(items, locale=locale) if items else ""


def fold(text: str) -> str:
    """A text without accents and in lower case, for putting texts in alphabetical order."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(MANY)
def typeset(text: str, language: str) -> str:
    """A text with round apostrophes, and with spaces that do not break where its language wants them."""
    text = day_before_month(language).sub("\u00a0", re.sub(r"(?<=\w)'", "’", text))
    for pattern, space in SPACES.get(language, {}).items():
        text = re.sub(pattern, space, text)
    return text


@cache
def day_before_month(language: str) -> re.Pattern[str]:
    """The space after the number of a day, which is nothing without its month: '11 April', '1er juillet'."""
    locale = Locale.negotiate([language], localedata.locale_identifiers(), sep="-")
    names = "|".join(map(re.escape, locale.months["format"]["wide"].values())) if locale else "(?!)"
    return re.compile(rf"(?:(?<=\d)|(?<=\d[º°])|(?<=\der)) (?=(?:de )?(?:{names})\b)")


def typeset_html(html: str, language: str) -> str:
    """The same for the texts in a piece of HTML or Markdown, but not for code."""
    pieces = re.split(r"(<pre.*?</pre>|<code.*?</code>|<[^>]*>|```.*?```|`[^`]*`)", html, flags=re.DOTALL)
    return "".join(piece if index % 2 else typeset(piece, language) for index, piece in enumerate(pieces))
