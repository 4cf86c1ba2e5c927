"""Faults in the words of a text: problems, which no reader should ever see, and advice on what may be meant.

Also the places in a word of the interface where a value is put in.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from .messages import Message, message
from .patterns import pattern_faults, told_group
from .prose import outside_markup
from .values import LocalText, Prose, Scalar

Found = Iterator[tuple[str, Message]]  # some words of a text, and what is wrong with them
TAIL = re.escape("".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0)))
"""The later bytes of a letter in UTF-8, as the older encoding of Windows shows them."""
MOJIBAKE = re.compile(f"[ÂÃ](?:(?<![A-ZÀ-Ý].)[\u0080-\u00bf{TAIL}]|[¡-ª¬-º¼-¿](?=[a-zß-ÿ]))|â(?<![A-ZÀ-Ý].)€.")
"""Letters of UTF-8 that were read in an older encoding: Ã³ for ó."""
AGAIN = message("; type it again")


def faults_by_language(value: Any, find: Callable[[str, bool], Found]) -> Iterator[tuple[tuple[str, ...], Message]]:
    """Yield the faults that ``find`` finds in each language of a text, or in one that is the same in all of them."""
    texts: list[tuple[tuple[str, ...], str]] = [((), value)] if isinstance(value, Scalar) else []
    if isinstance(value, LocalText):
        texts = [((language,), text) for language, text in value.root.items()]
    for path, text in texts:
        yield from ((path, wrong.about(part)) for part, wrong in found_in(find, text, isinstance(value, Prose)))


@lru_cache(20_000)
def found_in(find: Callable[[str, bool], Found], text: str, prose: bool) -> list[tuple[str, Message]]:
    """Return the faults that ``find`` finds in a text; a preview looks through all texts again after each save."""
    return [*find(text, prose)]


def broken_words(text: str, prose: bool, *, markup: tuple[str, ...] = ("links", "markup")) -> Found:
    """Yield the words of a text that no reader should see: the first of each sort; of ``markup`` if it is prose."""
    for found, wanted in [*pattern_faults("broken", text)][:1]:
        yield found[0], wanted.got(found[0])
    if "\ufffd" in text:
        lost = next(word for word in text.split() if "\ufffd" in word)
        yield lost, message("must not have U+FFFD, which stands for a letter that was lost").got(lost) + AGAIN
    elif encoded := MOJIBAKE.search(text):
        word, cure = next(word for word in text.split() if encoded[0].strip() in word), AGAIN
        with suppress(UnicodeError):
            cure = message("; did you mean '{value}'?", value=word.encode("cp1252").decode())
        yield word, message("must be readable, got '{got}', which was saved in another encoding", got=word) + cure
    if prose and "\n" not in text and re.match(r"- .+ - |1[.)] .+ 2[.)] ", text):
        yield text[:2], message("must keep the lines of a list: put |- in the place of >- after the colon")
    if prose and re.search(r"[][#|]|<[a-z]+/", text):
        plain = outside_markup(text)
        for found, wanted in [found for sort in markup for found in pattern_faults(sort, plain)][:1]:
            yield found[0], wanted.got(found[0][:60])


def doubtful_words(text: str, prose: bool) -> Found:
    """Yield the words of a text that readers will see as typed: the first of each sort."""
    found = pattern_faults("doubtful", outside_markup(text) if prose else text, "prose" if prose else "plain")
    return ((words[told_group(words)], wanted) for words, wanted in found)


def placeholders(text: str) -> list[str]:
    """Return the names between { and } in a text, once each, and any brace without a name."""
    return sorted(set(re.findall(r"\{\w+\}|[{}]", text)))
