"""Slips of typography and grammar that a pattern can see: each is seen, and no hand-written page has one."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from dossier.records.messages import FORMS
from dossier.records.patterns import LIST_OF_SLIPS, slips
from dossier.records.texts import broken_words

ROOT = Path(__file__).parents[2]
MISTAKES: dict[str, Any] = yaml.load(LIST_OF_SLIPS.read_text("utf-8"), yaml.CSafeLoader)
FRONT = re.compile(r"\A(?:---\n(.*?)---\n)?(.*)\Z", re.DOTALL)
"""The title and description of a page between two lines, which it may lack, and what follows."""


@cache
def data() -> dict[str, Any]:
    """Return the parsed files of the data, by path; the schemas are left out."""
    paths = (ROOT / "data").rglob("*.yml")
    return {str(path.relative_to(ROOT)): yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in paths}


def languages() -> list[str]:
    """Return the codes of the languages that texts may have."""
    return list(data()["data/interface.yml"]["languages"])


def pages() -> Iterator[tuple[str, str, str]]:
    """Yield place, language and text of every hand-written page, its title and description among them."""
    for path in sorted((ROOT / "docs").rglob("*.md")):
        folder = path.relative_to(ROOT / "docs").parts[0]
        front, body = FRONT.findall(path.read_text("utf-8"))[0]
        for text in (*map(str, yaml.safe_load(front or "{}").values()), body):
            yield str(path.relative_to(ROOT)), folder if folder in languages() else "en", text


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_seen_where_it_is_and_only_there(name: str) -> None:
    mistake = MISTAKES[name]
    language = mistake.get("in", ["en"])[0]
    told = {text: str([*slips(text, language)]) for text in mistake["wrong"] + mistake["right"]}
    assert [text for text in mistake["wrong"] if mistake["told"] not in told[text]] == []
    assert [text for text in mistake["right"] if mistake["told"] in told[text]] == []


@pytest.mark.real
def test_the_example_of_a_source_in_the_guide_is_told_if_it_is_left_as_it_is() -> None:
    for path in (ROOT / "docs").rglob("editing.md"):
        source = yaml.safe_load(re.findall(r"```yaml\n(type: .*?)```", path.read_text("utf-8"), re.DOTALL)[0])
        for text in (source["title"], source["publisher"], *source["summary"].values()):
            assert "the example in the guide" in str([*broken_words(text, False)]), text


@pytest.mark.real
def test_no_hand_written_page_has_a_slip() -> None:
    told = [(place, found) for place, language, text in pages() for found in slips(text, language)]
    assert told == []


def test_a_number_stands_before_a_noun_only_where_the_singular_has_its_own_word() -> None:
    words = data()["data/interface.yml"]["words"]
    assert [
        f"{key}.{language}"
        for key, text in words.items()
        for language, word in text.items()
        if re.search(r"\{count\}\s+\w", word) and FORMS not in word and key.rpartition("-")[0] + "-one" not in words
    ] == []
