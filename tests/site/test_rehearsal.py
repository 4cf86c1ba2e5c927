"""A preview survives whatever an editor does to the files, shows what is wrong, and is in the end the same site."""

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rehearsal import Rehearsal, rehearse

PAGE = "parties/lake-tribunal/"
EDITS = int(os.environ.get("EDITS", "60"))
"""The number of good edits, and of bad ones, that are tried; the environment can ask for more."""
COMPARED = {".html", ".json", ".jsonld", ".csv", ".bib", ".ris", ".xml", ".txt"}
"""The files that are asked for after the edits: pages and downloads that are texts."""
PLACE = re.compile(r"data/[\w./-]+\.yml:\d+:\d+: ")
RELOADING = re.compile(r"livereload\(\d+, \d+\)|(?<=nonce[-=])\W?[\w-]{43}")
"""The parts that a build gives to a page that reloads itself: its number, and the word that allows its script."""


def shown(preview: Rehearsal, address: str) -> str:
    """A page without what makes it reload itself."""
    status, text = preview.get(address)
    assert status == "200 OK", address
    return RELOADING.sub("", text)


def spoil(text: str, chance: random.Random) -> bytes:
    """A file after an accident."""
    at = chance.randrange(1, len(text))
    line = chance.randrange(text.count("\n") + 1)
    lines = text.split("\n")
    accidents: list[Callable[[], str | bytes]] = [
        lambda: text[:at],
        lambda: text[:at] + chance.choice("\"'{}[]:#&*!|>%@`\t,-?") + text[at:],
        lambda: text[:at] + text[at + chance.randrange(1, 20) :],
        lambda: "\n".join([*lines[:line], " " * chance.randrange(1, 4) + lines[line], *lines[line + 1 :]]),
        lambda: "\n".join([*lines[:line], "\t" + lines[line], *lines[line + 1 :]]),
        lambda: "\n".join([*lines[:line], *lines[line + 1 :]]),
        lambda: "\n".join([*lines[: line + 1], *lines[line:]]),
        lambda: re.sub(r"\d{4}-\d{2}-\d{2}", chance.choice(["2024-02-30", "11/01/2024", "no", "12:30"]), text, count=1),
        lambda: re.sub(
            r"\b(en|sources|text|name|summary)\b", chance.choice(["eN", "source", "", "nmae"]), text, count=1
        ),
        lambda: text.replace("pact-text", "pact-txt", 1),
        lambda: text.encode("utf-16"),
        lambda: text.encode("latin-1", "replace") + b"\xe9\xff",
        lambda: "",
        lambda: text + "\n---\n" + text,
        lambda: text + "\n" + "a: " + "[" * 40,
        lambda: "\u202e" + text,
    ]
    spoilt = chance.choice(accidents)()
    return spoilt if isinstance(spoilt, bytes) else spoilt.encode("utf-8")


@pytest.mark.slow
def test_bad_edits_are_shown_with_their_place_and_every_repair_heals(
    lakes_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    files = sorted((lakes_project / "data").rglob("*.yml"))
    counts = {True: 0, False: 0}

    def act(preview: Rehearsal) -> None:
        good = shown(preview, PAGE)
        for number in range(EDITS):
            file = chance.choice(files)
            text = file.read_text("utf-8")
            file.write_bytes(spoil(text, chance))
            preview.rebuild()
            page = shown(preview, PAGE)
            wrong = 'id="problems"' in page
            counts[wrong] += 1
            assert not wrong or PLACE.search(page), f"edit {number} of {file.name}: {page[-600:]}"
            file.write_text(text, "utf-8")
            preview.rebuild()
            assert shown(preview, PAGE) == good, f"edit {number} of {file.name}"

    rehearse(lakes_project, act, monkeypatch)
    assert counts[True] > counts[False]


@pytest.mark.slow
def test_after_many_edits_the_site_is_the_same_as_a_fresh_one(
    lakes_project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(2)
    files = sorted((lakes_project / "data").rglob("*.yml"))
    addresses = sorted(
        path.relative_to(lakes_project / "site").as_posix().removesuffix("index.html")
        for path in (lakes_project / "site").rglob("*")
        if path.suffix in COMPARED
    )
    assert "" in addresses and "data/dossier.json" in addresses and len(addresses) > 200

    def edit(preview: Rehearsal) -> None:
        for number in range(EDITS):
            file = chance.choice(files)
            text = file.read_text("utf-8")
            words = re.findall(r"(?<=en: )[A-Z][a-z]+ \w+", text)
            if words and file.name != "interface.yml":
                word = chance.choice(words)
                file.write_text(text.replace(word, f"{word} {number}", 1), "utf-8")
            preview.rebuild()
            shown(preview, chance.choice(addresses))
        edited.update({address: shown(preview, address) for address in addresses})

    def look(preview: Rehearsal) -> None:
        fresh.update({address: shown(preview, address) for address in addresses})

    edited: dict[str, str] = {}
    fresh: dict[str, str] = {}
    rehearse(lakes_project, edit, monkeypatch)
    rehearse(lakes_project, look, monkeypatch)
    assert len(set(edited.values())) > len(addresses) / 2
    assert not [address for address in addresses if edited[address] != fresh[address]]
