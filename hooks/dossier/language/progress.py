"""Counts of the texts that are translated into each language, and the places of those that are not."""

from collections import Counter

from ..records.collections import KeyPath, file_of
from ..records.relations import Relations
from ..records.values import Text


class Progress:
    """The texts of a dossier counted by file, and those that are missing in each of its other languages."""

    def __init__(self, relations: Relations):
        self.texts: Counter[str] = Counter()
        self.gaps: list[tuple[KeyPath, str]] = []
        """The path of each text that is not translated, and the language that it lacks."""
        _, *languages = relations.dossier.interface.languages
        self.missing: dict[str, Counter[str]] = {language: Counter() for language in languages}
        for path, text in relations.parts.items():
            if isinstance(text, Text):
                self.texts[file_of(path)] += 1
                for language in languages:
                    if language not in text.root:
                        self.gaps.append((path, language))
                        self.missing[language][file_of(path)] += 1

    def done(self, language: str) -> int:
        """Return the number of texts in a language."""
        return self.texts.total() - self.missing[language].total()
