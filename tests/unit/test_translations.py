"""Translations: what is missing, what may be out of date, and the sheet on which a translator works."""

import csv
import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import project
import pytest
import yaml
from dossier.__main__ import main
from dossier.reading.load import load
from dossier.records.collections import walk
from dossier.records.values import LanguageCode

FISH = "areas/fish/name"
WORD = "references-count"
SAVED_BY: dict[str, Any] = {
    "excel-french": {"delimiter": ";", "lineterminator": "\r\n"},
    "libreoffice": {"encoding": "utf-8", "delimiter": ",", "lineterminator": "\n", "quoting": csv.QUOTE_ALL},
    "tabs": {"delimiter": "\t", "lineterminator": "\r\n"},
}
"""The ways in which spreadsheets save a table."""
TEXTS = (
    "Poisson", "=1+1", "+1", "-1", "@home", "'=1+1", "''-x", "'t Hart", '"Poisson"', "l'eau : la truite",
    "a; b, c {d} [e]", "yes", "2024-01-11", "# un", "- un\n- deux", "un\n\ndeux", "mot " * 60 + "fin", "＝ fin",
)  # fmt: skip
"""Texts that mean something else to a spreadsheet, to YAML, or to both."""


@pytest.fixture(scope="module")
def tidy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up data in its format, with one of the words of the interface, so that it is read fast."""
    folder = tmp_path_factory.mktemp("tidy")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        made = project.lakes_data(folder)
        interface = yaml.load((made / "interface.yml").read_text("utf-8"), yaml.CBaseLoader)
        interface |= {"words": {WORD: {"en": interface["words"][WORD]["en"]}}, "fields": {}}
        (made / "interface.yml").write_text(yaml.dump(interface, Dumper=yaml.CSafeDumper), "utf-8")
        assert main(["format"]) == 0
    return made


def change(file: Path, old: str, new: str) -> None:
    """Replace a text in a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_translations_lists_what_is_missing_with_its_place(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translations", "fr"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "data/areas/fish.yml:2:7: not translated into fr" in told
    assert not [line for line in told if line.endswith((" es", " pt"))]
    assert told[-1] == f"{len([line for line in told if line.endswith('into fr')])} texts not translated."


# The sheet


def sheet(language: str = "fr", *options: str) -> dict[str, list[str]]:
    """Write a sheet; return its rows by the first cell."""
    assert main(["translations", language, "--to", "sheet.csv", *options]) == 0
    text = Path("sheet.csv").read_bytes().decode("utf-8-sig")
    assert Path("sheet.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    return {row[0]: row for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")}


def save(rows: dict[str, list[str]], encoding: str = "utf-8-sig", **dialect: Any) -> None:
    """Save the rows of a sheet as a spreadsheet does."""
    with Path("sheet.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **dialect).writerows(rows.values())


def shown(text: str) -> str:
    """Return a text as a cell has it, in which nothing is a formula."""
    return f"'{text}" if text.lstrip("'")[:1] in set("=+-@＝") else text


def names(data: Path, language: str) -> list[str]:
    """Return the names of the topics in a language, in the order of their files."""
    return [area.name.root[LanguageCode(language)] for area in load(data).areas.values()]


@pytest.mark.parametrize("saved_by", SAVED_BY)
def test_texts_come_from_a_spreadsheet_and_go_back_as_they_are(saved_by: str, data: Path) -> None:
    change(data / "areas" / "fish.yml", "summary:", "# Of trout.\nsummary:")
    rows = sheet()
    plain = [place for place in rows if place.endswith(("/name", "/summary", "/label", "/title"))]
    places = [FISH, *(place for place in plain if place != FISH)][: len(TEXTS)]
    for place, text in zip(places, TEXTS, strict=True):
        rows[place][2] = shown(text)
    save(rows, **SAVED_BY[saved_by])
    assert main(["translations", "fr", "--from", "sheet.csv"]) == main(["format", "--check"]) == 0
    assert "fr: Poisson}\n# Of trout.\nsummary:" in (data / "areas" / "fish.yml").read_text("utf-8")
    found = {"/".join(map(str, path)): part for path, part in walk(load(data))}
    assert [found[place].root["fr"] for place in places] == list(TEXTS)
    Path("sheet.csv").unlink()
    before = project.digest(data)
    rows = sheet()
    assert [rows[place][2] for place in places] == list(map(shown, TEXTS))
    assert main(["translations", "fr", "--from", "sheet.csv"]) == 0
    assert project.digest(data) == before


def test_languages_keep_their_order(data: Path) -> None:
    change(data / "areas" / "fish.yml", "name: {en: Fish}", "name: {en: Fish, es: Pez, pt: Peixe}")
    rows = sheet()
    rows[FISH][2] = "Poisson"
    save(rows)
    assert main(["translations", "fr", "--from", "sheet.csv"]) == 0
    assert "name: {en: Fish, es: Pez, fr: Poisson, pt: Peixe}\n" in (data / "areas" / "fish.yml").read_text("utf-8")


def test_rows_that_cannot_be_are_told_and_the_others_count(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("fish", "ice", "reeds"):
        change(data / "areas" / f"{name}.yml", "name: {en: ", "name: {fr: '=Avant', en: ")
    rows = sheet()
    change(data / "areas" / "fish.yml", "en: Fish", "en: Fishes")
    change(data / "areas" / "ice.yml", "=Avant", "Glace")
    places = [FISH, "areas/ice/name", "areas/reeds/name", "areas/fish/nom", "agreement/name", "glossary/lake/text",
              f"interface/words/{WORD}"]  # fmt: skip
    rows["states/name"][1] = "Their North"
    texts = ["Poissons", "Glaces", "Roseaux", "x", "un\u202edeux", "[x](areas/none)", "Sources"]
    rows["areas/fish/nom"] = ["areas/fish/nom", "", "", ""]
    for place, text in zip(places, texts, strict=True):
        rows[place][2] = text
    save(rows, delimiter=";")
    capsys.readouterr()
    assert main(["translations", "fr", "--from", "sheet.csv"]) == 1
    told = capsys.readouterr()
    number = {place: f"sheet.csv, row {row}: " for row, place in enumerate(rows, 1)}
    wrong = [
        f"{number[FISH]}{FISH} has changed since the sheet was made; it is now 'Fishes' and '=Avant'",
        f"{number['areas/ice/name']}areas/ice/name has changed since the sheet was made; it is now 'Ice' and 'Glace'",
        f"{number['areas/fish/nom']}there is no text at 'areas/fish/nom'; did you mean 'areas/fish/name'?",
        f"{number['agreement/name']}agreement/name must not have the invisible character U+202E",
        f"{number['glossary/lake/text']}lake.text.fr must link to a record that exists, got 'areas/none'",
        f"{number[places[-1]]}words.references-count.fr must have {{count}}, as in English, got 'Sources'",
        f"{number['states/name']}states/name has another text in English, which no sheet changes; put it back here",
    ]
    for line in wrong:
        assert f"\n{line}" in f"\n{told.err}"
    assert told.err.endswith("\n7 rows left out; correct what is wrong and run the command again.\n")
    assert told.out == "data/areas/reeds.yml is written.\n1 text put into the data.\n"
    assert names(data, "fr") == ["=Avant", "Glace", "Roseaux"]


def test_a_sheet_can_have_only_what_is_missing(data: Path) -> None:
    change(data / "areas" / "fish.yml", "{en: Fish}", "{en: Fish, fr: Poisson}")
    rows = sheet("fr", "--missing")
    assert FISH not in rows and "areas/ice/name" in rows
    rows["areas/ice/name"][2] = "Glace"
    save(rows, delimiter=";")
    assert main(["translations", "fr", "--from", "sheet.csv"]) == 0
    assert "Glace" in (data / "areas" / "ice.yml").read_text("utf-8")


def test_a_sheet_in_which_nothing_was_changed_undoes_nothing(data: Path) -> None:
    change(data / "areas" / "fish.yml", "name: {en: Fish}", "name: {en: Fish, fr: Poison}")
    save(sheet(), delimiter=",")
    change(data / "areas" / "fish.yml", "Poison", "Poisson")
    before = project.digest(data)
    assert main(["translations", "fr", "--from", "sheet.csv"]) == 0
    assert project.digest(data) == before


@pytest.mark.parametrize(
    ("words", "kept", "answer"),
    [
        (["translations", "french"], "", "LANGUAGE must be one of en, es, fr, pt, got 'french'"),
        (["translations", "pt-BR"], "", "got 'pt-BR'; did you mean 'pt'?"),
        (["translations", "de"], "", "LANGUAGE must be one of en, es, fr, pt, got 'de'\n"),
        (
            ["translations", "fr", "--to", "data/new.csv"],
            "",
            "data/new.csv must end in .csv and must not lie in the data",
        ),
        (["translations", "fr", "--to", "new.xlsx"], "", "new.xlsx must end in .csv and must not lie in the data"),
        (["translations", "--to", "new.csv"], "", "A sheet is for one LANGUAGE; name it"),
        (["translations", "en", "--from", "new.csv"], "", "A sheet is for one LANGUAGE; name it"),
        (["translations", "fr", "--to", "sheet.csv"], "", "sheet.csv exists; choose another name."),
        (["translations", "fr", "--from", "sheet.csv"], "place;en;é", "sheet.csv must be saved as 'CSV UTF-8'"),
        (["translations", "fr", "--from", "sheet.csv"], "place,en,es,x", "must have the columns place, en, fr, leave"),
        (["translations", "fr", "--from", "sheet.csv"], "", "sheet.csv must have the columns place, en, fr, leave as"),
        (["translations", "fr", "--from", "none.csv"], "", "There is no file none.csv."),
    ],
)
def test_what_is_no_sheet_is_refused(
    words: list[str], kept: str, answer: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("sheet.csv").write_text(kept, "cp1252")
    before = project.digest(data.parent)
    assert main(words) == 1
    assert answer in capsys.readouterr().err
    assert project.digest(data.parent) == before


# An older revision


def git(*arguments: str) -> None:
    """Run git in the folder in which commands run."""
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_a_translation_older_than_its_english_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("fish", "ice", "reeds"):
        change(data / "areas" / f"{name}.yml", "}", ", es: Antes, fr: Avant}")
    git("init", "--quiet")
    git("add", "data")
    git("commit", "--quiet", "--message", "x")
    change(data / "areas" / "fish.yml", "{en: Fish,", "{en: Fishes,")
    change(data / "areas" / "ice.yml", "{en: Ice, es: Antes,", "{en: Ices, es: Ahora,")
    change(data / "areas" / "reeds.yml", "es: Antes", "es: Ahora")
    capsys.readouterr()
    assert main(["translations", "--since", "HEAD"]) == 0
    cure = "should be looked at again; the original has changed since HEAD"
    places = ["data/areas/fish.yml:2:24", "data/areas/fish.yml:2:35", "data/areas/ice.yml:2:33"]
    assert capsys.readouterr().out == "".join(f"{it}: {cure}\n" for it in places) + "3 texts to look at again.\n"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["translations", "es", "--since", "HEAD"]) == 0
    told = f"::notice file=data/areas/fish.yml,line=2,col=24::{cure}\n{places[0]}: {cure}\n1 text to look at again.\n"
    assert capsys.readouterr().out == told


@pytest.mark.parametrize(
    ("prepare", "answer"),
    [
        (lambda: None, "git has no data of 'main' to compare with: fatal: not a git repository"),
        (lambda: git("init", "--quiet"), "git has no data of 'main' to compare with: fatal: "),
    ],
)
def test_a_revision_that_is_not_there_is_told_in_a_line(
    prepare: Callable[[], None], answer: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare()
    assert main(["translations", "--since", "main"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(answer) and told.count("\n") == 1


def test_without_git_that_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["translations", "--since", "main"]) == 1
    assert capsys.readouterr().err == "--since needs git, which is not installed.\n"
