"""Commands that begin, rename and delete records, and the safe writing of files."""

import datetime
import errno
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import project
import pytest
from dossier.__main__ import main
from dossier.commands.project import Refused, content, write
from dossier.reading.load import load
from dossier.records.values import Identifier, PageRef
from variants import later


@pytest.fixture(scope="module")
def tidy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up project, with data in its format."""
    folder = project.lakes(tmp_path_factory.mktemp("tidy"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["format"]) == main(["schema"]) == 0
    return folder


@pytest.fixture
def data(tidy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its data, in the folder in which commands run."""
    shutil.copytree(tidy / "docs", tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return Path(shutil.copytree(tidy / "data", tmp_path / "data"))


RENAMED = [
    ("source", "pact-text", "the-pact"),
    ("party", "lake-tribunal", "tribunal-of-the-lakes"),
    ("area", "fish", "fishes"),
    ("instrument", "lake-charter", "charter"),
    ("signatory", "vera-holm", "holm"),
    ("method", "thirty-days", "a-month"),
    ("event", "first-swim", "swim"),
    ("term", "lake", "lakes"),
    ("change", "first-edition", "first"),
    ("state", "no", "is"),
]


@pytest.mark.parametrize(("kind", "old", "new"), later(RENAMED, first=4))
def test_rename_changes_all_that_names_a_record(kind: str, old: str, new: str, data: Path) -> None:
    page = data.parent / "docs" / "about.md"
    page.write_text(page.read_text("utf-8") + "\n[x](parties/lake-tribunal/index.md)\n", "utf-8")
    assert main(["rename", kind, old, new]) == 0
    assert main(["check"]) == 0
    assert main(["format", "--check"]) == 0
    named = [
        path
        for path in {*data.rglob("*.yml")} - {data / "interface.yml"}  # whose words are no names
        if (path.name != "withdrawn.yml" and f"{old}]" in (text := path.read_text("utf-8")).replace(",", "]"))
        or path.stem == old
        or f"- {old}\n" in text
        or f"/{old})" in text
        or f"{old}:" in text
    ]
    assert not named or kind == "term"  # whose identifier is a word that texts have too
    assert ("parties/lake-tribunal/" in page.read_text("utf-8")) == (kind != "party")


def test_rename_keeps_the_line_ends_of_windows_right(data: Path) -> None:
    ice = data / "areas" / "ice.yml"
    ice.write_bytes(ice.read_text("utf-8").replace("\n", "\r\n").encode())
    assert main(["rename", "source", "pact-text", "whole-text"]) == main(["check"]) == 0


def test_rename_changes_each_name_in_a_line_and_no_word_of_a_text(data: Path) -> None:
    events, ice = data / "events.yml", data / "areas" / "ice.yml"
    events.write_text(events.read_text("utf-8").replace("[parties/lake-tribunal]", "[areas/fish, areas/ice]"), "utf-8")
    links = "'fish and [fish](areas/fish), [more fish](areas/fish).'"
    ice.write_text(ice.read_text("utf-8").replace("How much it costs.", links), "utf-8")
    assert main(["rename", "area", "fish", "trout"]) == main(["rename", "area", "ice", "trout-ice"]) == 0
    assert "about: [areas/trout, areas/trout-ice]" in events.read_text("utf-8")
    text = (data / "areas" / "trout-ice.yml").read_text("utf-8")
    assert "fish and [fish](areas/trout), [more fish](areas/trout)." in text


def test_the_old_page_of_a_renamed_record_leads_to_the_new_one(data: Path) -> None:
    assert main(["rename", "area", "fish", "fishes"]) == main(["rename", "area", "fishes", "fish"]) == 0
    pages = load(data).withdrawn.pages
    assert pages[PageRef("areas/fishes")] == "areas/fish" and "areas/fish" not in pages


@pytest.mark.parametrize(
    ("line", "told"), [("<<<<<<< HEAD", "must have one version"), ("...", "must have in its place")]
)
def test_no_record_is_begun_in_a_file_that_is_not_whole(
    line: str, told: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = data / "events.yml"
    events.write_text(before := f"{events.read_text('utf-8')}{line}\n", "utf-8")
    assert main(["new", "event", "third-swim"]) == 1
    assert told in capsys.readouterr().err
    assert events.read_text("utf-8") == before


def test_a_record_that_was_never_published_leaves_no_address(data: Path) -> None:
    before = (data / "withdrawn.yml").read_text("utf-8")
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "data/areas/fish.yml"], [*author, "commit", "-qm", "Fish"]):
        subprocess.run(["git", *command], check=True, cwd=data.parent)
    assert main(["rename", "area", "ice", "snow"]) == 0
    assert (data / "withdrawn.yml").read_text("utf-8") == before
    assert main(["rename", "area", "fish", "fishes"]) == main(["rename", "area", "fishes", "fry"]) == 0
    assert load(data).withdrawn.pages[PageRef("areas/fish")] == "areas/fry"
    assert "areas/fishes" not in load(data).withdrawn.pages
    assert main(["rename", "area", "fry", "fish"]) == 0
    assert (data / "withdrawn.yml").read_text("utf-8") == before


@pytest.mark.parametrize(
    "text",
    [
        "pages: {}\n",
        "# One.\npages: {areas/fishes: events, areas/mud: areas/ice}  # Two.\n",
        "# One.\npages:\n  # Two.\n  areas/mud: areas/ice\n  # Three.\n  areas/fishes: events\n  # Four.\n",
    ],
)
def test_moved_pages_keep_the_others_and_their_comments(text: str, data: Path) -> None:
    (data / "withdrawn.yml").write_text(text, "utf-8")
    assert main(["rename", "area", "fish", "fishes"]) == main(["format", "--check"]) == 0
    now = (data / "withdrawn.yml").read_text("utf-8")
    assert [word for word in ("One", "Two", "Three", "Four") if (f"# {word}." in now) != (f"# {word}." in text)] == []
    assert ("areas/mud: areas/ice" in now) == ("areas/mud" in text)
    assert "areas/fish: areas/fishes" in now and "areas/fishes: events" not in now


def test_rename_can_only_show_what_it_would_change(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.digest(data.parent)
    assert main(["rename", "source", "pact-text", "the-pact", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "data/sources/pact-text.yml -> data/sources/the-pact.yml\n" in told
    assert "-    - pact-text\n" in told and "+    - the-pact\n" in told
    assert project.digest(data.parent) == before


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["rename", "area", "fisch", "x"], "There is no 'fisch' in areas; did you mean 'fish'?"),
        (["rename", "area", "fish", "ice"], "data/areas/ice.yml has 'ice' already; choose another identifier"),
        (["rename", "area", "fish", "Deep Mud"], "IDENTIFIER must be lower-case letters"),
        (["rename", "area", "fish", "data/areas/mud.yml"], "got 'data/areas/mud.yml'; did you mean 'mud'?"),
        (["rename", "state", "no", "Finland"], "got 'Finland'; did you mean 'fi'?"),
        (["delete", "aera", "fish"], "did you mean 'area'?"),
        (["delete", "source", "nothing"], "There is no 'nothing' in sources"),
        (["delete", "source", "pact-text"], "places name it; change these first"),
        (["delete", "party", "lake-tribunal"], "data/agreement.yml:5:11: names 'lake-tribunal'"),
        (["delete", "instrument", "lake-charter"], "names 'lake-charter'"),
    ],
)
def test_command_that_cannot_be_right_is_refused_and_changes_nothing(
    words: list[str], answer: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.digest(data)
    assert main(words) == 1
    assert answer in capsys.readouterr().err
    assert project.digest(data) == before


@pytest.mark.parametrize(
    ("kind", "key"), [("area", "ice"), ("state", "no"), ("state", "dk"), ("change", "bottom-seen")]
)
def test_delete_leaves_the_other_records(kind: str, key: str, data: Path) -> None:
    before = load(data)
    assert main(["delete", kind, key]) == 0
    assert main(["check"]) == main(["format", "--check"]) == 0
    after = load(data)
    counts = [
        (len(dossier.areas), len(dossier.states.states if dossier.states else ()), len(dossier.changes))
        for dossier in (before, after)
    ]
    assert sum(counts[0]) - sum(counts[1]) == 1


def test_a_new_state_stands_among_the_others(data: Path) -> None:
    states = data / "states.yml"
    states.write_text(
        states.read_text("utf-8") + "facts:\n  x:\n    label: {en: x}\n    text: {en: x}\n"
        "    sources:\n      - pact-text\n",
        "utf-8",
    )
    assert main(["new", "state", "fi"]) == 0
    lines = states.read_text("utf-8").split("\n")
    assert lines.index("states:") < lines.index("  fi:") < lines.index("facts:")


def test_a_new_record_has_the_day_of_today(data: Path) -> None:
    today = datetime.date.today().isoformat()
    assert main(["new", "source", "x"]) == main(["new", "change", "y"]) == 0
    assert f"\naccessed: {today}\n" in (data / "sources" / "x.yml").read_text("utf-8")
    assert f"\n  date: {today}\n" in (data / "changes.yml").read_text("utf-8")


def test_a_new_term_offers_a_date_only_in_a_comment(data: Path) -> None:
    assert main(["new", "term", "shore"]) == 0
    text = (data / "glossary.yml").read_text("utf-8")
    assert "  # date: …" in text and "  date: …" not in text


def test_the_first_record_of_a_kind_makes_its_folder(data: Path) -> None:
    shutil.rmtree(data / "areas")
    assert main(["new", "area", "mud"]) == 0
    assert (data / "areas" / "mud.yml").is_file()


def test_commands_find_the_project_from_a_folder_in_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data / "areas")
    (data / "areas" / "fish.yml").write_text("name: { en: Fish }\n", "utf-8")
    assert main(["format", "fish.yml"]) == 0
    assert "name: {en: Fish}" in (data / "areas" / "fish.yml").read_text("utf-8")


@pytest.mark.parametrize(("end", "rest"), [(b"\n", b""), (b"\r\n", b"\r\n\r\n")])
def test_format_mends_mere_form(end: bytes, rest: bytes, data: Path) -> None:
    file = data / "areas" / "fish.yml"
    tidy = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + tidy.replace(b"\n", end) + rest)
    assert main(["check"]) == main(["format"]) == 0
    assert file.read_bytes() == tidy


def test_format_refuses_what_is_no_file_of_data(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.digest(data)
    assert main(["format", "data/schema/areas.json"]) == 1
    assert "data/schema/areas.json is no file of data; nothing was changed." in capsys.readouterr().err
    assert project.digest(data) == before


def test_a_file_of_one_sentence_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "areas" / "fish.yml").write_text("Fish\n", "utf-8")
    assert main(["format"]) == 1
    assert "data/areas/fish.yml:1:1: must have fields" in capsys.readouterr().err


# Writing


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    write(file, "new", print, "old")
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("new", 0o640)
    assert [path.name for path in tmp_path.iterdir()] == ["x.yml"]


def test_on_a_full_disk_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = tmp_path / "x.yml"
    file.write_text("old", "utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="cannot be written, it is as it was: No space left on device"):
        write(file, "new", print, "old")
    assert file.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.yml"]


def test_what_another_program_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text("newest", "utf-8")
    with pytest.raises(Refused, match="was changed by another program"):
        write(file, "new", print, "old")
    assert content(file) == "newest"


@pytest.mark.parametrize("link", ["file", "folder"])
def test_nothing_is_written_through_a_link(link: str, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.yml").write_text("kept", "utf-8")
    place = tmp_path / "data"
    if link == "folder":
        place.symlink_to("outside")
    else:
        place.mkdir()
        (place / "x.yml").symlink_to("../outside/x.yml")
    with pytest.raises(Refused, match="is a link"):
        write(place / "x.yml", "new", print)
    assert (tmp_path / "outside" / "x.yml").read_text("utf-8") == "kept"


def test_a_terminal_that_lacks_a_letter_is_no_reason_to_fail(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = data / "events.yml"
    events.write_text(events.read_text("utf-8").replace("date: 1999", "date: ﷽→ñ"), "utf-8")
    shown = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stderr", shown)
    assert main(["check"]) == 1
    shown.flush()
    assert "must be a date" in shown.buffer.getvalue().decode("cp1252")


def test_new_names_can_be_used_at_once(data: Path) -> None:
    assert main(["rename", "source", "pact-text", "the-pact"]) == 0
    assert Identifier("the-pact") in load(data).sources
