"""Counts of the texts that are translated into each language, and the places of those that are not."""

from collections import Counter

from ..records.collections import file_of
from ..records.relations import Relations
from ..records.values import Text


class Progress:
    """The texts of a dossier counted by file, and those that are missing in each of its languages."""

    def __init__(self, relations: Relations):
        languages: list[str] = [*relations.dossier.interface.languages]
        texts = [(path, text) for path, text in relations.parts.items() if isinstance(text, Text)]
        self.texts = Counter(file_of(path) for path, _ in texts)
        self.gaps = [(path, language) for path, text in texts for language in languages if language not in text.root]
        """The path of each text that is not translated, and the language that it lacks."""
        self.missing = {own: Counter(file_of(path) for path, other in self.gaps if other == own) for own in languages}

    def done(self, language: str) -> int:
        """Return the number of texts in a language."""
        return self.texts.total() - self.missing[language].total()
