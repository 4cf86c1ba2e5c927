"""Records that are not finished: they are checked, stop nothing, are seen in a preview, and are not published."""

import json
import shutil
from pathlib import Path

import project
import pytest
from dossier import DataError, load, sites
from dossier.__main__ import main
from dossier.editing.completion import editor_schemas
from dossier.reading.discovery import read
from dossier.reading.load import read_drafts
from dossier.records.collections import KeyPath
from jsonschema import Draft7Validator

DRAFT = "draft: true\n"
EVENT = """\
{key}:
  draft: true
  label: {{en: Mud bath}}
  date: 2001
  sources: [{source}]
  about: [{about}]
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made-up data, with a finished draft of an area: mud."""
    made = project.lakes_data(tmp_path)
    text = (made / "areas" / "reeds.yml").read_text("utf-8")
    (made / "areas" / "mud.yml").write_text(DRAFT + text.replace("Reeds", "Mud"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return made


def add_event(data: Path, key: str, source: str = "pact-text", about: str = "areas/mud") -> None:
    """Add the draft of an event."""
    with (data / "events.yml").open("a", encoding="utf-8") as file:
        file.write(EVENT.format(key=key, source=source, about=about))


def test_a_draft_is_left_out(data: Path) -> None:
    assert list(load(data).areas) == ["fish", "ice", "reeds"]
    assert [path.name for path in (data / "areas").iterdir() if "mud" in path.name] == ["mud.yml"]


def test_a_draft_with_the_identifier_of_a_part_of_its_page_stops_no_preview(data: Path) -> None:
    add_event(data, "ref-1")
    _, drafts, told = read_drafts(data)
    assert drafts == [("areas", "mud")]
    wanted = "ref-1 must have another identifier; pages have a part 'ref-1' of their own"
    assert [problem.message for problem in told] == [wanted]
    assert sites(load(data, kept=drafts), data=data, drafts=drafts)


def test_a_preview_shows_a_finished_draft_and_says_so_in_each_language(data: Path) -> None:
    add_event(data, "bath")
    _, drafts, told = read_drafts(data)
    assert (drafts, told) == ([("events", "bath"), ("areas", "mud")], [])
    made = sites(load(data, kept=drafts), drafts=drafts)
    for language, word in {"en": "Draft", "es": "Borrador", "fr": "Brouillon", "pt": "Rascunho"}.items():
        pages = {page.address: page.content.html for page in made[language].pages}
        assert word in pages["areas/mud/"] and ">mud</a>" in pages["areas/mud/"]
        assert word in pages["timeline/"] and 'href="#bath">bath</a>' in pages["timeline/"]
        assert f'<p class="note">{word}' not in pages["areas/fish/"]


@pytest.mark.parametrize(
    "path", [("areas", "mud"), ("methods", "sum"), ("changes", "x"), ("questions", "why"), ("states", "states", "fi")]
)
def test_an_untouched_draft_is_told_and_not_shown(path: KeyPath, data: Path) -> None:
    if path == ("areas", "mud"):
        (data / "areas" / "mud.yml").unlink()
    kinds = {"areas": "area", "methods": "method", "changes": "change", "questions": "question", "states": "state"}
    assert main(["new", kinds[str(path[0])], str(path[-1])]) == 0
    _, drafts, told = read_drafts(data)
    assert path not in drafts
    assert len(told) == 1 and "must be filled in; if it may be left out, delete it; " in told[0].message
    load(data, kept=drafts)


def test_a_draft_that_names_an_unfinished_one_is_not_shown_either(data: Path) -> None:
    add_event(data, "bath")
    area = data / "areas" / "mud.yml"
    area.write_text(area.read_text("utf-8").replace("pact-text, at", "no-source, at"), "utf-8")
    _, drafts, told = read_drafts(data)
    assert not drafts
    assert [problem.message.partition(";")[0] for problem in told] == [
        "reported.sources.0.source must name a record that exists, got 'no-source'",
        "bath.about.0 must name a record that exists, got 'areas/mud'",
    ]


def test_what_is_wrong_beside_a_draft_is_told(data: Path) -> None:
    add_event(data, "bath", source="…")
    with (data / "events.yml").open("a", encoding="utf-8") as file:
        file.write("first-mud: {label: {en: First mud}, date: soon, sources: [pact-text]}\n")
    with pytest.raises(DataError) as error:
        load(data)
    assert str(error.value).startswith("data/events.yml:8:43: first-mud.date must be a date")
    assert len(error.value.problems) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("events.yml", "about: [parties/lake-tribunal]", "about: [areas/mud]", "1:90: first-swim.about.0"),
        ("glossary.yml", "Standing water with a shore.", '"Not [mud](areas/mud#unknown)."', "1:49: lake.text.en"),
        ("withdrawn.yml", "pages: {", "pages: {areas/old: areas/mud, ", "1:20: pages.areas/old"),
    ],
)
def test_a_record_that_is_published_must_not_name_a_draft(
    file: str, old: str, new: str, place: str, data: Path
) -> None:
    text = (data / file).read_text("utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DataError) as error:
        load(data)
    cure = "must not name the draft 'areas/mud'; once that is finished, delete 'draft: true' there"
    assert str(error.value) == f"data/{file}:{place} {cure}"


def test_check_tells_drafts_in_one_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_event(data, "bath", source="…")
    assert main(["check"]) == 0
    told = capsys.readouterr()
    assert "Drafts, which are not published: events/bath, areas/mud\n" in told.out
    assert "data/events.yml:6:13: must be filled in" in told.err


def test_the_name_of_a_draft_does_nothing_where_it_is_told(data: Path) -> None:
    with (data / "events.yml").open("a", encoding="utf-8") as file:
        file.write('"x\\e[31m\\n::error::x": {draft: true}\n')
    assert read_drafts(data).names == "events/x\\x1b[31m\\n::error::x, areas/mud"


def test_rename_changes_what_names_a_record_in_a_draft_too(data: Path) -> None:
    shutil.copytree(project.LAKES / "docs", data.parent / "docs")
    assert main(["rename", "source", "pact-text", "the-pact"]) == 0
    assert "the-pact" in (data / "areas" / "mud.yml").read_text("utf-8")
    assert read_drafts(data) == ("areas/mud", [("areas", "mud")], [])


@pytest.mark.parametrize("name", ["areas", "events", "states"])
def test_an_editor_of_yaml_knows_the_mark(name: str, data: Path) -> None:
    schema = json.loads(editor_schemas(read(data)[0].plain())[f"{name}.json"])
    field = schema["definitions"].get({"events": "Event", "states": "State"}.get(name), schema)["properties"]["draft"]
    assert Draft7Validator(field).is_valid(True) and not Draft7Validator(field).is_valid(False)
