"""Faults in the words of a text: left-over notes, broken letters, and markup that readers would see as typed.

What no reader should ever see is a problem; what may be meant, but probably is not, is advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from .messages import Message, message
from .prose import outside_markup
from .values import Override, Prose, Scalar

Found = Iterator[tuple[str, Message]]
"""Some words of a text, and what is wrong with them."""
Patterns = tuple[tuple[re.Pattern[str], Message], ...]
TO_DO = re.compile(
    r"\b(?:TODO|FIXME|TBD)\b(?! [A-ZÁÉÍÓÚÑÇ]{2})|\?{3,}|^(?:\.{3,}|…|-{2,}|(?i:x{3,}|n/a|tbd|[ií]dem|ditto))$"
    r"|#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!)|^=[A-Z]+\d+\b"
    r"|Error! (?:Bookmark not|Reference source not)|¡Error! \w+ no def|Erreur ?! \w+ non d|Erro! \w+ não def"
)
"""A note to oneself, or what a spreadsheet or a word processor writes where something is missing.

TODO is left alone in a title in capitals, since it is a word in Spanish and Portuguese.
"""
TAIL = re.escape("".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0)))
"""The later bytes of a letter in UTF-8, as the older encoding of Windows shows them."""
MOJIBAKE = re.compile(f"(?<![A-ZÀ-Ý])(?:[ÂÃ][\u0080-\u00bf{TAIL}]|â€.)|[ÂÃ][¡-ª¬-º¼-¿](?=[a-zß-ÿ])")
"""Letters of UTF-8 that were read in an older encoding: Ã³ for ó."""
UNCLOSED = message("must close the brackets of a link")
LINKS = (
    (re.compile(r"\[\[[^\]]*\]\]"), message("must not have double brackets; write a link as [words](areas/evidence)")),
    (
        re.compile(r"\([^()]+\)\[[^\]\s]*[/:.][^\]\s]*\]"),
        message("must have the words of a link in brackets, then its target"),
    ),
    (
        re.compile(r"\[[^\]]*\] +\(\S*(?:[/:]|\.md)\S*\)"),
        message("must not have a space between the brackets of a link"),
    ),
    (re.compile(r"\[[^\[\]]*\]\([^()]*$|\[[^\[\]()]*\([^()\s]*[/:][^()\s]*\)"), UNCLOSED),
    (re.compile(r"\[[^\[\]]*\]\([^()]* [^()]*\)"), message("must not have a space in the target of a link")),
    (re.compile(r"\]\([^\s)]*"), UNCLOSED),
)
MARKUP = (
    *LINKS,
    (re.compile(r"^#{1,6}\s.*", re.MULTILINE), message("must not have a heading; a text has none")),
    (re.compile(r"^\|.*\|$", re.MULTILINE), message("must not have a table; a text has none")),
)
"""Markup that is broken, or that texts do not have, and what must be there; readers would see it as typed."""
AGAIN = message("; type it again")
HTML = re.compile(r"</?(?:a|b|br|i|em|strong|p|u|sup|sub|span|div|ul|li|h\d|img|font)\b[^<>]*>|&(?:[a-z]+|#\d+);", re.I)
BARE_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"]+")
EMPHASIS = re.compile(r"(?<![\w*])\*{1,2}[^\W_]\w*|(?<!\w)[^\W_]+\*{1,2}(?![\w*])")
FOOTNOTE = re.compile(r"\[(?:\^\w+|\d\d?)\]")
NO_LIST = re.compile(r"^-[^\W\d]\S* .*", re.MULTILINE)
IN_PLAIN_TEXT = re.compile(r"^https?://\S+$|\[[^\]]+\]\([^)\s]+\)|(?<![\w*])\*\*?[^\s*][^*]*[^\s*]\*\*?(?![\w*])")


def broken(value: Any) -> Iterator[tuple[tuple[str, ...], Message]]:
    """Yield what no reader should see in a text, with its language."""
    yield from told(value, broken_words)


def doubtful(value: Any) -> Iterator[tuple[tuple[str, ...], Message]]:
    """Yield what readers will see as typed in a text, with its language; it may be meant."""
    yield from told(value, doubtful_words)


def told(value: Any, find: Callable[[str, bool], Found]) -> Iterator[tuple[tuple[str, ...], Message]]:
    """Yield what ``find`` finds in each language of a text, or in one that reads the same in all of them."""
    texts: list[tuple[tuple[str, ...], str]] = [((), value)] if isinstance(value, Scalar) else []
    if isinstance(value, Override):
        texts = [((language,), text) for language, text in value.root.items()]
    for path, text in texts:
        yield from ((path, wrong.about(part)) for part, wrong in found_in(find, text, isinstance(value, Prose)))


@lru_cache(20_000)
def found_in(find: Callable[[str, bool], Found], text: str, prose: bool) -> list[tuple[str, Message]]:
    """Return what ``find`` finds in a text; a preview looks through all of them again after each save."""
    return [*find(text, prose)]


def broken_words(text: str, prose: bool, markup: Patterns = MARKUP) -> Found:
    """Yield the words of a text that no reader should see: the first of each sort; of ``markup`` if it is prose."""
    if found := TO_DO.search(text):
        yield found[0], message("must be filled in").got(found[0])
    if "\ufffd" in text:
        word = next(word for word in text.split() if "\ufffd" in word)
        wanted = message("must not have U+FFFD, which stands for a letter that was lost").got(word)
        yield word, wanted + AGAIN
    elif found := MOJIBAKE.search(text):
        word = next(word for word in text.split() if found[0].strip() in word)
        yield (
            word,
            message("must be readable, got '{got}', which was saved in another encoding", got=word) + mended(word),
        )
    if prose and text.startswith("- ") and " - " in text and "\n" not in text:
        yield "- ", message("must keep the lines of a list: put |- in the place of >- after the colon")
    if prose and ("[" in text or "#" in text or "|" in text):
        plain = outside_markup(text)
        for pattern, wanted in markup:
            if found := pattern.search(plain):
                yield found[0], wanted.got(found[0][:60])
                return


def mended(word: str) -> str:
    """Return the cure for a word that was read in another encoding than it was saved in."""
    with suppress(UnicodeError):
        return message("; did you mean '{value}'?", value=word.encode("cp1252").decode())
    return AGAIN


def doubtful_words(text: str, prose: bool) -> Found:
    """Yield the words of a text that readers will see as typed: the first of each sort."""
    if found := HTML.search(text):
        yield found[0], message("shows '{got}' as typed; a text has no HTML", got=found[0][:60])
    if prose and (found := BARE_ADDRESS.search(outside_markup(text))):
        yield found[0], message("shows '{got}' without a link; write [words](address)", got=found[0][:60])
    if prose and (found := EMPHASIS.search(outside_markup(text))):
        yield found[0], message("shows '{got}' as typed; emphasis has a * at its start and at its end", got=found[0])
    if prose and (found := FOOTNOTE.search(outside_markup(text))):
        yield found[0], message("shows '{got}' as typed; name the source of a footnote under 'sources'", got=found[0])
    if prose and (found := NO_LIST.search(text)):
        yield found[0], message("shows '{got}' as typed; a list has a space after each hyphen", got=found[0][:60])
    if not prose and (found := IN_PLAIN_TEXT.search(text)):
        yield found[0], message("shows '{got}' as typed; this text has no links and no emphasis", got=found[0][:60])
