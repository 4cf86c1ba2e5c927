"""Terms of the glossary in running text: the first use of each on a page leads to its definition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from ..records.model import Term
from ..records.values import Identifier, LanguageCode
from .locale import typeset

PLURALS = {"y": "ies", "ón": "ones", "ão": "ões"}
"""Endings of words that change in the plural; elsewhere it ends in s or es. Other forms are given in the data."""

WORD = re.compile(r"\w+")
NOTHING = re.compile("(?!)")
START = 2
"""How many letters of a term are looked at first; no plural changes them."""


def inflected(word: str) -> str:
    """A pattern that matches a word in the singular and in the plural."""
    for ending, plural in PLURALS.items():
        if word.endswith(ending):
            return f"{re.escape(word.removesuffix(ending))}(?:{ending}|{plural})"
    return re.escape(word) + "(?:e?s)?"


class Glossary:
    """Finds the terms of the glossary in texts of one language, which have been set in type."""

    def __init__(self, terms: Mapping[Identifier, Term], language: str):
        forms: list[tuple[str, str | None]] = [
            (typeset(form, language), key) for key, term in terms.items() for form in term.spellings(language)
        ]
        forms += [
            (typeset(name, language), None)
            for term in terms.values()
            for name in term.not_in.get(LanguageCode(language), ())
        ]
        forms.sort(key=lambda item: -len(item[0]))
        alike: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for form, key in forms:
            alike[start(form)].append((form, key))
        self.terms = {
            letters: ([key for _, key in some], pattern(form for form, _ in some)) for letters, some in alike.items()
        }
        """By the letters with which terms begin: which they are, none for a name that only holds one, and what matches
        one of them. So a text is compared with few of them, however many there are."""

    def mark(self, text: str, used: set[str], explain: Callable[[str, str], Markup]) -> Markup:
        """A plain text as HTML in which ``explain`` has replaced the first use of each term not yet ``used``."""
        pieces, shown, end = [], 0, 0
        for word in WORD.finditer(text):
            keys, terms = self.terms.get(start(word[0]), ((), NOTHING))
            if word.start() < end or not (found := terms.match(text, word.start())):
                continue
            end = found.end()
            key = keys[(found.lastindex or 1) - 1]
            if key and key not in used:
                used.add(key)
                pieces += [escape(text[shown : found.start()]), explain(key, found[0])]
                shown = end
        return Markup("").join([*pieces, escape(text[shown:])])


def start(text: str) -> str:
    """The letters with which a text begins, which are the same in the singular and in the plural."""
    return text[:START].lower()


def pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """What matches one of some forms, each a group of its own."""
    alternatives = ("(" + r"\s+".join(map(inflected, form.split())) + ")" for form in forms)
    return re.compile(rf"(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)
