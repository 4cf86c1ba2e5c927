"""Terms of the glossary in running text: the first use of each on a page leads to its definition."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial

from markupsafe import Markup, escape

from ..records.model import Language, Term
from ..records.values import Identifier, LanguageCode
from .locale import TEXTS, Formatter

LETTERS_OF_WORD = re.compile(r"\w+")
compiled = cache(partial(re.compile, flags=re.IGNORECASE))  # each when a text first needs it; of many, few do
Form = tuple[str, str | None]
"""A pattern for a term or a name, and the key of the term; none for a name that only holds a term."""


class Glossary:
    """Finds the terms of the glossary in texts of one language, which have been set in type."""

    def __init__(self, terms: Mapping[Identifier, Term], language: str, formatter: Formatter):
        forms: list[Form] = []
        for key, term in terms.items():
            forms += [(formatter.typeset(form), key) for form in term.spellings(language)]
            forms += [(formatter.typeset(name), None) for name in term.not_in.get(LanguageCode(language), ())]
        forms.sort(key=lambda item: -len(item[0]))
        self.forms: dict[str, list[Form]] = {}
        """The forms, long ones first, by the letters with which each begins: however many, few begin with the same."""
        self.found = lru_cache(TEXTS)(self._found)
        """Return where the terms stand in a text: start, end and key of each; names that only hold one are left out."""
        for form, known in forms:
            words = [inflections(word, formatter.language) for word in form.split()]
            pattern = r"\s+".join(f"(?:{'|'.join(map(re.escape, spellings))})" for spellings in words) + r"(?!\w)"
            for start in dict.fromkeys(found[0].lower() for word in words[0] if (found := LETTERS_OF_WORD.match(word))):
                self.forms.setdefault(start, []).append((pattern, known))

    def mark(self, text: str, used: set[str], explain: Callable[[str, str], Markup]) -> Markup:
        """Return a plain text as HTML in which ``explain`` has replaced the first use of each term not yet ``used``."""
        pieces, shown = [], 0
        for start, end, key in self.found(text):
            if key not in used:
                used.add(key)
                pieces += [escape(text[shown:start]), explain(key, text[start:end])]
                shown = end
        return Markup("").join([*pieces, escape(text[shown:])])

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        found, reached = [], 0
        for word in LETTERS_OF_WORD.finditer(text):
            forms = self.forms.get(word[0].lower(), ()) if word.start() >= reached else ()
            for pattern, key in forms:
                if form := compiled(pattern).match(text, word.start()):
                    reached = form.end()
                    found += [(word.start(), reached, key)] if key else []
                    break
        return found


def inflections(word: str, language: Language) -> list[str]:
    """Return a word in the singular and in the plural."""
    for ending, plural in language.plural_endings.items():
        if word.endswith(ending):
            return [word, word.removesuffix(ending) + plural]
    return [word, *(word + ending for ending in language.plural)]
