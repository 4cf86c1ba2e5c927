"""Terms of the glossary in running text: the first use of each on a page leads to its definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from ..records.model import Language, Term
from ..records.values import Identifier, LanguageCode
from .locale import Formatter


class Glossary:
    """Finds the terms of the glossary in texts of one language, which have been set in type."""

    def __init__(self, terms: Mapping[Identifier, Term], language: str, formatter: Formatter):
        forms: list[tuple[str, str | None]] = []
        for key, term in terms.items():
            forms += [(formatter.typeset(form), key) for form in term.spellings(language)]
            forms += [(formatter.typeset(name), None) for name in term.not_in.get(LanguageCode(language), ())]
        forms.sort(key=lambda item: -len(item[0]))
        self.keys = [key for _, key in forms]
        """The terms to which the groups of the pattern belong; none for a name that only holds a term."""
        groups = (r"\s+".join(inflected(word, formatter.language) for word in form.split()) for form, _ in forms)
        starts = re.escape("".join(sorted({form[0].lower() for form, _ in forms})))  # so that most words fail at once
        anything = f"(?=[{starts}])(?:{'|'.join(f'({group})' for group in groups)})" if forms else "(?!)"
        self.pattern = re.compile(rf"\b{anything}(?!\w)", re.IGNORECASE)

    def mark(self, text: str, used: set[str], explain: Callable[[str, str], Markup]) -> Markup:
        """Return a plain text as HTML in which ``explain`` has replaced the first use of each term not yet ``used``."""
        pieces, shown = [], 0
        for found in self.pattern.finditer(text):
            key = self.keys[(found.lastindex or 1) - 1]
            if key and key not in used:
                used.add(key)
                pieces += [escape(text[shown : found.start()]), explain(key, found[0])]
                shown = found.end()
        return Markup("").join([*pieces, escape(text[shown:])])


def inflected(word: str, language: Language) -> str:
    """Return a pattern that matches a word in the singular and in the plural."""
    for ending, plural in language.plural_endings.items():
        if word.endswith(ending):
            return f"{re.escape(word.removesuffix(ending))}(?:{re.escape(ending)}|{re.escape(plural)})"
    return f"{re.escape(word)}(?:{'|'.join(map(re.escape, language.plural))})?"
