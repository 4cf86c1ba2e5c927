"""Advice: each piece of it on its own, and that it stops nothing."""

from pathlib import Path

import project
import pytest
from dossier.__main__ import main
from dossier.reading.load import advise, load
from dossier.records.advice import ADVICE

WORDS = " ".join(["word"] * 61)
CASES = {
    "summaries_are_short": (
        ("parties/reed-institute.yml", "The Reed Institute is a made-up body in Porto.", WORDS),
        "data/parties/reed-institute.yml:3:15: summary.en should have at most 60 words, got 61",
    ),
    "areas_have_some_length": (
        ("areas/ice.yml", "The pact covers ice.", "The pact covers ice."),
        "data/areas/ice.yml:1:1: the record should have 150 to 300 words in English, got ",
    ),
    "sources_are_cited": (
        ("sources/pact-text.yml", "kind: official-text", "kind: official-text"),
        "data/sources/uncited.yml:1:1: the record should be cited; no statement names this source",
    ),
    "most_is_translated": (
        ("glossary.yml", "{en: Lake}", "{en: Lake}"),
        "data/agreement.yml:1:7: name should be translated into es, fr, pt; 76 texts are not translated; ",
    ),
    "nothing_is_newer_than_the_dossier": (
        ("sources/shore-gazette-2019.yml", "accessed: 2020-02-29", "accessed: 2020-03-01"),
        "data/sources/shore-gazette-2019.yml:7:11: accessed should not be after the day of compilation, "
        "got 2020-03-01; 'compiled' in agreement.yml says 2020-02-29",
    ),
    "sources_follow_what_they_state": (
        ("events.yml", "date: 1999", "date: 2019-04-01"),
        "data/events.yml:1:45: first-swim.date should not be after the publication of its last source (2019-03), "
        "got 2019-04-01",
    ),
    "texts_show_what_is_meant": (
        ("glossary.yml", "Standing water with a shore.", "Standing <b>water</b>."),
        "data/glossary.yml:1:47: lake.text.en shows '<b>' as typed; a text has no HTML",
    ),
    "translations_link_alike": (
        (
            "agreement.yml",
            'text: {en: "Published as a [pact](instruments/lake-charter)."}',
            'text: {en: "Published as a [pact](instruments/lake-charter).", es: "Publicado."}',
        ),
        "data/agreement.yml:13:82: publication.text.es should have the same links as the text in English: ",
    ),
    "numbers_agree": (
        ("agreement.yml", "{en: Oslo.}", '{en: "Oslo, 5 March 2019.", es: "Oslo, 5 de marzo de 2020."}'),
        "data/agreement.yml:9:68: place.text.es should have the number 2019, as the text in English, got 2020",
    ),
    "hosts_are_what_they_seem": (
        ("sources/pact-text.yml", "https://www.example.org", "https://www.ex\u0430mple.org"),
        "data/sources/pact-text.yml:6:6: URL leads to the host 'www.ex\u0430mple.org' "
        "with \u0430 U+0430 (cyrillic small letter a); is it the one that is meant?",
    ),
    "fields_hold_what_they_are_for": (
        ("sources/pact-text.yml", "https://www.example.org/pact", "https://www.example.org/pact?utm_source=mail"),
        "data/sources/pact-text.yml:6:6: URL has 'utm_source=mail', which only follows readers; delete it, ",
    ),
    "texts_have_no_slips": (
        ("glossary.yml", "Standing water with a shore.", "Standing  water with a shore."),
        "data/glossary.yml:1:45: lake.text.en should have one space between two words, got ",
    ),
    "texts_are_in_their_language": (
        ("glossary.yml", "Standing water with a shore.", "El agua que está en la orilla de los lagos."),
        "data/glossary.yml:1:38: lake.text.en should be in English, seems to be in Spanish",
    ),
    "sources_differ": (
        ("sources/pact-text.yml", "kind: official-text", "kind: official-text"),
        "data/sources/uncited.yml:1:1: the record should differ from sources/pact-text in its title or publisher; ",
    ),
    "records_differ": (
        ("parties/reed-institute.yml", "{en: Reed Institute}", "{en: Lake Tribunal}"),
        "data/parties/reed-institute.yml:1:7: name should differ from parties/lake-tribunal in its name; ",
    ),
    "acronyms_are_short": (
        ("parties/reed-institute.yml", "{en: RI}", "{en: The Reed Institute}"),
        "data/parties/reed-institute.yml:2:15: acronym.en should be shorter than the name; ",
    ),
    "acronyms_are_of_their_language": (
        ("parties/lake-tribunal.yml", '{en: LT}\nsummary: {en: "The', '{en: LT, es: TL}\nsummary: {en: "TL, the'),
        "data/parties/lake-tribunal.yml:3:16: summary.en should have LT, the acronym in English, got TL",
    ),
    "authors_are_told_apart": (
        ("sources/shore-gazette-2019.yml", "family: Ødegård", 'family: "Ødegård, Åse"'),
        "data/sources/shore-gazette-2019.yml:3:19: author.0.family should be the family name alone; ",
    ),
    "lists_have_commas": (
        ("glossary.yml", "{en: Standing water with a shore.}", "{en: A lake.}, forms: {en: [lakes; ponds]}"),
        "data/glossary.yml:1:61: lake.forms.en.0 should be one entry; put a comma in the place of the semicolon",
    ),
}


def test_every_piece_of_advice_has_a_case() -> None:
    assert CASES.keys() == {advise.__name__ for advise in ADVICE}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made-up data with a source that nobody cites, in the folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    data = project.lakes_data(tmp_path)
    uncited = (data / "sources" / "pact-text.yml").read_text("utf-8")
    (data / "sources" / "uncited.yml").write_text(uncited, "utf-8")
    return data


@pytest.mark.parametrize("name", CASES)
def test_advice_is_told_with_its_place_and_stops_nothing(
    name: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file, old, new), told = CASES[name]
    text = (data / file).read_text("utf-8")
    assert text.count(old) == 1
    (data / file).write_text(text.replace(old, new), "utf-8")
    assert main(["check"]) == 0
    assert told in capsys.readouterr().err


def test_one_wrong_day_of_compilation_is_told_once(data: Path) -> None:
    text = (data / "agreement.yml").read_text("utf-8")
    (data / "agreement.yml").write_text(text.replace("compiled: 2020-02-29", "compiled: 2018-01-01"), "utf-8")
    told = [str(problem) for problem in advise(data, load(data)) if "2018" in str(problem)]
    assert told == [
        "data/agreement.yml:3:11: compiled should not be before what the dossier says of 2020-02-29, got 2018-01-01"
    ]


def test_on_github_advice_is_marked_in_the_files(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["check"]) == 0
    assert "::notice file=data/sources/uncited.yml,line=1,col=1::" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "4913", "#fish.yml#", "fish.yml~", "fish.yml.bak"])
def test_what_systems_leave_behind_is_passed_over_with_a_word(name: str, data: Path) -> None:
    (data / "areas" / name).touch()
    told = f"data/areas/{name}:1:1: is passed over, as a copy or what a system left behind; "
    told += "give it a name of its own, or delete it"
    assert told in map(str, advise(data, load(data)))


@pytest.mark.parametrize("name", [".DS_Store", "._fish.yml", ".fish.yml.swp"])
def test_hidden_files_are_passed_over_in_silence(name: str, data: Path) -> None:
    usual = advise(data, load(data))
    (data / "areas" / name).touch()
    assert advise(data, load(data)) == usual
