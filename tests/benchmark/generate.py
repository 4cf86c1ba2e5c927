"""Made-up data of any size: records as the real ones are, in kind, in length and in how they cite and link each other.

They are added to the made-up agreement of the tests, whose parties, signatories and States do not grow with them.
The same number of records is the same to the byte each time.
"""

import random
from collections.abc import Callable
from functools import cache
from itertools import accumulate, product
from pathlib import Path
from typing import Any

import project
import yaml
from dossier.reading.load import load

KINDS = ("sources", "instruments", "glossary", "events", "areas", "methods", "changes")
LANGUAGES = {
    "en": "lo mer sta ing ter con al der ren th",
    "es": "lo mar esta ción ter con al dor ren os",
    "fr": "lou mer sté tion ter con eau deur ren és",
    "pt": "lo mar está ção ter com al dor rem ões",
}
"""The syllables of which the words of each language are made."""
LETTERS = "aeioubcdfglmnprstv"
FREQUENT = 4_000
"""The number of words of a language; the n-th is as frequent as 1/n (Zipf's law)."""
SENTENCE = 12
"""Words of a sentence."""


@cache
def shares() -> dict[str, int]:
    """Return the number of records of each kind in the real data; made-up data has them in the same proportions."""
    data = load(project.ROOT / "data")
    return {kind: len(getattr(data, kind)) for kind in KINDS}


def project_of(folder: Path, records: int) -> Path:
    """A whole project with the made-up agreement and as many records more."""
    project.lakes(folder)
    for name, content in generate(records).items():
        path = folder / "data" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(content)
    return folder


def generate(records: int) -> dict[str, str]:
    """YAML files by their path in ``data/``; those of many records are added to what stands there."""
    return Maker(records).files()


class Maker:
    """Makes records one after the other, each from the next random numbers."""

    def __init__(self, records: int):
        self.random = random.Random(records)
        self.words = {language: vocabulary(syllables) for language, syllables in LANGUAGES.items()}
        self.weights = list(accumulate(1 / rank for rank in range(1, FREQUENT + 1)))
        counts = {kind: max(2, records * share // sum(shares().values())) for kind, share in shares().items()}
        counts["sources"] += records - sum(counts.values())
        self.keys = {
            kind: [f"{kind.rstrip('s')}-{number}" for number in range(count)] for kind, count in counts.items()
        }
        self.labels = {
            key: {
                language: " ".join(self.random.choices(words, k=2)).capitalize()
                for language, words in self.words.items()
            }
            for key in self.keys["glossary"]
        }
        """The terms of the glossary, which texts use."""

    def files(self) -> dict[str, str]:
        """Every record, in the file where its kind is kept."""
        made: dict[str, Callable[[str], dict[str, Any]]] = {
            "sources": self.source,
            "instruments": self.instrument,
            "areas": self.area,
            "glossary": self.term,
            "events": self.event,
            "methods": self.method,
            "changes": self.change,
        }
        files: dict[str, str] = {}
        for kind, make in made.items():
            records = {key: make(key) for key in self.keys[kind]}
            if kind in ("sources", "instruments", "areas"):
                files |= {f"{kind}/{key}.yml": dump(record) for key, record in records.items()}
            else:
                files[f"{kind}.yml"] = "\n" + dump(records)
        return files

    def source(self, key: str) -> dict[str, Any]:
        """A bibliographic record; every fifth shares its origin with another."""
        record = {
            "type": "webpage",
            "title": self.text(8, end="")["en"],
            "publisher": self.text(3, end="")["en"],
            "issued": self.date(),
            "language": "en",
            "URL": f"https://example.org/{key}",
            "accessed": "2020-01-01",
            "summary": self.text(28),
            "extent": "whole",
        }
        others = [other for other in self.some("sources", 2) if other != key]
        return record | ({"derived_from": others[:1]} if self.random.random() < 0.2 else {})

    def instrument(self, key: str) -> dict[str, Any]:
        """An instrument with its dates, three further statements and the titles of two articles."""
        return {
            "name": self.text(5, end=""),
            "role": "related",
            "kind": "treaty",
            "summary": self.text(30),
            "adopted": {"date": self.date(), **self.cited()},
            "place": {"text": self.text(1, end=""), **self.cited()},
            "relation": {"text": self.linked(20), **self.cited()},
            "facts": self.statements(3),
            "articles": {"titles": {"1": self.text(4, end=""), "2": self.text(4, end="")}, **self.cited()},
        }

    def area(self, key: str) -> dict[str, Any]:
        """A subject with background in three instruments."""
        provisions = [
            {"instrument": instrument, "article": self.random.choice("12"), "text": self.text(15)}
            for instrument in self.some("instruments", 3)
        ]
        return {
            "name": self.text(3, end=""),
            "summary": self.text(30),
            "reported": {"text": self.linked(20), **self.cited()},
            "background": self.statements(3),
            "provisions": provisions,
            "instruments": self.some("instruments", 3),
            "unknown": {"text": self.text(15), **self.cited()},
        }

    def term(self, key: str) -> dict[str, Any]:
        """A term of the glossary."""
        return {"label": self.labels[key], "text": self.text(18), **self.cited(4), "about": self.about(1)}

    def event(self, key: str) -> dict[str, Any]:
        """Something that happened."""
        return {
            "label": self.text(6),
            "date": self.date(),
            "text": self.text(20),
            **self.cited(),
            "about": self.about(2),
        }

    def method(self, key: str) -> dict[str, Any]:
        """A way of concluding."""
        return {"label": self.text(8), "text": self.text(100), **self.cited(4)}

    def change(self, key: str) -> dict[str, Any]:
        """A change of the data."""
        return {"date": "2000-01-01", "text": self.text(15), "why": self.text(15), "about": self.about(2)}

    def statements(self, count: int) -> dict[str, Any]:
        """Statements with a name of their own; one of three has a date."""
        facts = {}
        for number in range(count):
            dated = {"date": self.date()} if number % 3 == 0 else {}
            facts[f"fact-{number}"] = {"label": self.text(4, end=""), **dated, "text": self.linked(18), **self.cited()}
        return facts

    def cited(self, count: int = 2) -> dict[str, Any]:
        """The sources of a statement; one of four is not said by them but concluded."""
        cited: list[Any] = list(self.some("sources", count))
        if self.random.random() < 0.25:
            cited[0] = {"source": cited[0], "at": "Art. 3", "basis": "inferred", "how": self.text(10)}
        return {"sources": cited}

    def about(self, count: int) -> list[str]:
        """References to some instruments."""
        return [f"instruments/{key}" for key in self.some("instruments", count)]

    def some(self, kind: str, count: int) -> list[str]:
        """Identifiers of that kind, all as likely."""
        return self.random.sample(self.keys[kind], min(count, len(self.keys[kind])))

    def date(self) -> str:
        """A day."""
        year, month, day = (self.random.randrange(*among) for among in ((1950, 2019), (1, 13), (1, 29)))
        return f"{year}-{month:02}-{day:02}"

    def linked(self, count: int) -> dict[str, str]:
        """A text of about so many words, with a link to a record and a term of the glossary."""
        (target,), (term,) = self.about(1), self.some("glossary", 1)
        return {
            language: f"{text[:-1]} {self.labels[term][language]} [{text.split()[0]}]({target})."
            for language, text in self.text(count).items()
        }

    def text(self, count: int, end: str = ".") -> dict[str, str]:
        """A text of about so many words in every language."""
        count = max(1, round(self.random.gauss(count, count / 5)))
        return {language: self.sentences(words, count) + end for language, words in self.words.items()}

    def sentences(self, words: list[str], count: int) -> str:
        """So many words, of which each sentence begins with a capital letter."""
        chosen = self.random.choices(words, cum_weights=self.weights, k=count)
        pieces = (" ".join(chosen[start : start + SENTENCE]) for start in range(0, count, SENTENCE))
        return ". ".join(piece[0].upper() + piece[1:] for piece in pieces)


def vocabulary(syllables: str) -> list[str]:
    """The words of a language, the most frequent first."""
    made = ["".join(word) for word in product([*LETTERS, *syllables.split()], repeat=3)]
    return random.Random(syllables).sample(made, FREQUENT)


def dump(value: Any) -> str:
    """Values as YAML in the layout of the real data."""
    return str(yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120))
