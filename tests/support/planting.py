"""Hostile strings in every field of text: records of every kind, made from patterns, about the made-up agreement."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import project
import yaml

CASES = project.TESTS / "cases"
STRINGS: dict[str, list[str]] = {
    aim: strings.splitlines() if isinstance(strings, str) else strings
    for aim, strings in yaml.load((CASES / "hostile_strings.yml").read_text("utf-8"), yaml.CSafeLoader).items()
}
"""The strings by what they aim at."""
RECORDS: dict[str, Any] = yaml.load((CASES / "hostile_records.yml").read_text("utf-8"), yaml.CBaseLoader)
"""The patterns of the records, by the file of each, or by its folder and file."""
UNSEEN, LINKS, STRUCTURES = (STRINGS[f"{what} that are refused"] for what in ("characters", "links", "structures"))
"""The characters that no text may have; the links and structures that no text with the small Markdown may have."""
TEXTS = [text for aim, texts in STRINGS.items() if aim != "characters that are refused" for text in texts]
KINDS = {
    "TEXT": TEXTS,
    "PROSE": [text for text in TEXTS if text not in LINKS + STRUCTURES],
    "WORD": [text for text in TEXTS if not re.search(r"\{\w+\}", text)],
}
"""The strings that each kind of text can have: in a word of the interface, names in braces stand for values."""
LANGUAGE: dict[str, Any] = {
    **dict.fromkeys(
        ("name", "first_day", "since", "until", "ignored", "no_break_before", "no_break_after", "thin_before"), "TEXT"
    ),
    "plural": ["TEXT"],
    "raised": ["TEXT"],
    "plural_endings": {"TEXT": "TEXT"},
    "locators": {"TEXT": "TEXT"},
}
"""The pattern of a language, which says how terms are found and how texts are set."""
JOINING = {"en": "and", "fr": "et"}
"""The languages, and the word in each that joins a list and changes before a name of the made-up bodies."""
FEW, COPIES = 10, 40
"""The number of records of a kind in a short round, and in a long one; more in one file would be too many."""
ROUNDS = -(-len(TEXTS) // COPIES)
"""The number of long rounds until each string was in every field."""
HARMLESS = str.maketrans(dict(zip("<>&", "\u2039\u203a\uff06", strict=True)))
QUOTES = str.maketrans(dict(zip("\"'", "”’", strict=True)))


def harmless(text: str) -> str:
    """The same text with signs that only look like those of HTML; quotation marks stay where Markdown may need them."""
    text = text.translate(HARMLESS)
    return text if "](" in text else text.translate(QUOTES)


@dataclass
class Planting:
    """A project in ``folder``, with the strings of one round as they are, or made harmless."""

    folder: Path
    round: int
    copies: int
    harmful: bool
    planted: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    """The planted texts, by the number in their call of ``hit``: the kind, the field, the text."""
    fields: dict[str, int] = field(default_factory=dict)
    """The fields met so far, each with its number, so that they begin with different strings."""
    numbers: "count[int]" = field(default_factory=lambda: count(1000))
    articles: dict[int | None, str] = field(default_factory=dict)
    """The article that all records of one number name."""

    @cached_property
    def data(self) -> Path:
        """The folder of data, written."""
        data = project.lakes(self.folder) / "data"
        for name, pattern in RECORDS.items():
            for number in range(self.copies) if name.endswith("-N") else [None]:
                self.write(data / f"{self.named(name, number)}.yml", self.filled(pattern, number, name))
        interface = yaml.load((data / "interface.yml").read_text("utf-8"), yaml.CBaseLoader)
        languages = {
            code: {**LANGUAGE, "locale": interface["languages"][code]["locale"], "joins": {word: {"r": "TEXT"}}}
            for code, word in JOINING.items()
        }
        pattern = {
            "site_name": {"en": "TEXT", "fr": "TEXT"},
            "short_name": {"en": "TEXT", "fr": "TEXT"},
            "languages": languages,
            "bodies": {"h-N": {"en": "ARTICLE", "fr": "TEXT"}},
            "synonyms": {"cite": {"en": ["TEXT"]}},
            "fields": {key: {"fr": "TEXT"} for key in interface["fields"]},
            "words": {
                key: {"en": "WORD" + "".join(f" {name}" for name in re.findall(r"\{\w+\}", word["en"]))}
                for key, word in interface["words"].items()
            },
        }
        self.write(data / "interface.yml", self.filled(pattern, None, "interface"))
        return data

    def write(self, path: Path, record: Any) -> None:
        """Write a record as YAML."""
        path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False, default_style='"'), "utf-8")

    def filled(self, part: Any, number: int | None, path: str) -> Any:
        """A part of a pattern with strings in it; what is named N is made as often as there are copies."""
        if isinstance(part, dict):
            return {
                self.filled(key, one, path): self.filled(value, one, f"{path}.{key}")
                for key, value in part.items()
                for one in (range(self.copies) if number is None and key.endswith("-N") else [number])
            }
        if isinstance(part, list):
            return [self.filled(value, number, path) for value in part]
        if part == "ARTICLE":
            if number not in self.articles:
                self.articles[number] = self.text("TEXT", number, path)
            return self.articles[number]
        kind, space, placeholders = part.partition(" ")
        return self.text(kind, number, path) + space + placeholders if kind in KINDS else self.named(part, number)

    def text(self, kind: str, number: int | None, path: str) -> str:
        """The string whose turn it is in a field, with a number of its own."""
        turn = (number or 0) + self.copies * (self.round + self.fields.setdefault(path, len(self.fields)))
        own = next(self.numbers)
        text = KINDS[kind][turn % len(KINDS[kind])].replace("hit()", f"hit({own})").strip()
        self.planted[own] = kind, path, text
        return text if self.harmful else harmless(text)

    def named(self, name: str, number: int | None) -> str:
        """An identifier, with the number of the record."""
        return re.sub(r"(?<=-)N$", str(number or 0), name)
