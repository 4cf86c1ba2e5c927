"""The commands for people who edit the data, as they are typed."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import project
import pytest
from dossier.__main__ import COMMAND_LINE, COMMANDS, READ_NO_FURTHER, main
from dossier.editing.new_record import BEGUN
from dossier.reading.load import load
from dossier.reading.nodes import MOST
from dossier.records.collections import FOLDERS
from dossier.records.fields import declared_fields
from dossier.records.values import Identifier
from variants import later

INTERRUPTED = """import os, runpy, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "dossier.commands":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
runpy.run_module("dossier", run_name="__main__", alter_sys=True)"""
"""A program that runs a command and is interrupted while that is loaded."""


@pytest.fixture(scope="module")
def tidy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up data in its format, with its schemas."""
    folder = tmp_path_factory.mktemp("tidy")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        made = project.lakes_data(folder)
        assert main(["format"]) == main(["schema"]) == 0
    return made


@pytest.fixture
def mistake(data: Path) -> Path:
    """A file of it with a mistake."""
    events = data / "events.yml"
    events.write_text(events.read_text("utf-8").replace("date: 1999", "date: soon"), "utf-8")
    return events


def test_check_of_what_is_right(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "The data is right: 16 records, 2 of them sources." in capsys.readouterr().out


def test_each_command_tells_in_the_language_that_is_asked_for(
    mistake: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "pt_BR.UTF-8")
    assert main(["check", "--language", "es"]) == 1
    told = capsys.readouterr().err
    assert "data/events.yml:4:9: first-swim.date debe ser una fecha que exista, escrita como 2024-01-11, " in told
    assert told.endswith("Hay 1 error en los datos.\n")
    assert main(["new", "area", "fish", "--language", "fr"]) == 1
    assert capsys.readouterr().err == "data/areas/fish.yml existe déjà\u00a0; choisissez un autre identifiant\n"
    assert main(["new", "area", "mud"]) == 0
    assert capsys.readouterr().out.startswith("data/areas/mud.yml foi gravado.\n")


def test_check_of_some_files_tells_what_is_in_them(mistake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mistake.parent / "glossary.yml").write_text("lake: {}\n", "utf-8")
    assert main(["check", "data/events.yml"]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("data/events.yml:4:9: ") and told.err.endswith("\n1 problem in the data.\n")
    assert main(["check", str(mistake.parent / "areas")]) == 1
    assert capsys.readouterr().err == "3 problems in other files; 'python -m dossier check' tells all.\n"
    (mistake.parent / "glossary.yml").write_text("".join(f"a{number}: {{}}\n" for number in range(MOST)), "utf-8")
    assert main(["check", str(mistake.parent / "areas")]) == 1
    more = "0 problems in other files; mend them first, as there may be more that are not told"
    assert more in capsys.readouterr().err
    assert main(["check", "data/nada.yml"]) == 1
    assert capsys.readouterr().err == "There is no file data/nada.yml.\n"


def test_an_interrupt_while_a_command_is_loaded_ends_it_plainly() -> None:
    run = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (-signal.SIGINT, b"", b"")


def test_check_quotes_what_is_wrong(mistake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    told = capsys.readouterr()
    assert "::error" not in told.out
    assert re.search(r"^data/events\.yml:4:9: first-swim\.date must .*\n    4 |   date: soon\n", told.err, re.MULTILINE)
    assert told.err.endswith("1 problem in the data.\n")


def test_check_misses_a_word_that_a_page_uses(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interface = data / "interface.yml"
    text = interface.read_text("utf-8").replace("  states-caption:", "  state-caption:")
    interface.write_text(text, "utf-8")
    assert main(["check"]) == 1
    line = text.split("\n").index("words:") + 1
    wanted = "words.states-caption must be given; a page uses it; did you mean 'state-caption'?"
    assert capsys.readouterr().err.startswith(f"data/interface.yml:{line}:1: {wanted}\n{line:>5} | words:\n")


def test_check_marks_the_file_on_github(
    mistake: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["check"]) == 1
    assert "::error file=data/events.yml,line=4,col=9::first-swim.date must" in capsys.readouterr().out


def test_check_tells_problems_even_if_nobody_reads_the_marks(mistake: Path) -> None:
    run = unread(mistake.parents[1], "check", GITHUB_ACTIONS="true")
    assert run.returncode == 1
    assert "data/events.yml:4:9: first-swim.date must" in run.stderr
    assert "Broken pipe" not in run.stderr


def test_command_whose_output_nobody_reads_any_more_ends_without_a_word(data: Path) -> None:
    run = unread(data.parent, "translations")
    assert (run.returncode, run.stderr) == (READ_NO_FURTHER, "")


def test_command_whose_output_is_closed_ends_as_ever(data: Path) -> None:
    command = f"'{sys.executable}' -m dossier translations >&-"
    run = project.run(data.parent, ["bash", "-c", command], PYTHONPATH=str(project.ROOT / "hooks"))
    assert (run.returncode, run.stderr) == (0, "")


def unread(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project's folder, with a reader that has ended."""
    command = [*project.UNREAD, sys.executable, "-m", "dossier", *arguments]
    return project.run(folder, command, PYTHONPATH=str(project.ROOT / "hooks"), **settings)


def test_complete_check_wants_every_translation(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--complete"]) == 1
    assert "must be translated into es, fr, pt" in capsys.readouterr().err


def test_format_changes_only_the_files_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [data / "areas" / name for name in ("fish.yml", "ice.yml")]
    tidy = files[0].read_text("utf-8")
    for file in files:
        file.write_text(tidy.replace("name: {en: Fish}", "name: { en:  'Fish' } # a comment"), "utf-8")
    assert main(["format", str(files[0])]) == 0
    assert capsys.readouterr().out.endswith("1 file changed.\n")
    assert files[0].read_text("utf-8") == tidy.replace("name:", "# a comment\nname:")
    assert "'Fish' } # a comment" in files[1].read_text("utf-8")


def test_format_can_only_tell_what_it_would_change(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data / "areas" / "fish.yml"
    untidy = file.read_text("utf-8").replace("{en: Fish}", "{ en: Fish }")
    file.write_text(untidy, "utf-8")
    assert main(["format", "--check"]) == 1
    told = capsys.readouterr()
    assert "-name: { en: Fish }\n+name: {en: Fish}\n" in told.out
    assert "1 file is not in the format; run 'python -m dossier format'" in told.err
    assert file.read_text("utf-8") == untidy


def test_format_leaves_alone_what_is_not_yaml(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data / "areas" / "fish.yml"
    file.write_text('name: {en: "Fish}\n', "utf-8")
    assert main(["format"]) == 1
    assert "data/areas/fish.yml:1:12: must have a closing quotation mark" in capsys.readouterr().err
    assert file.read_text("utf-8") == 'name: {en: "Fish}\n'


@pytest.mark.parametrize("path", ["other.yml", "data/../other.yml", "data/schema/other.yml"])
def test_format_leaves_alone_what_is_no_file_of_the_data(
    path: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "schema").mkdir(exist_ok=True)
    Path(path).write_text("on:   [push]\n", "utf-8")
    assert main(["format", path]) == 1
    assert capsys.readouterr().err == f"{path} is no file of data; nothing was changed.\n"
    assert Path(path).read_text("utf-8") == "on:   [push]\n"


def test_format_takes_a_whole_path_in_any_folder(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "schema").mkdir()
    moved = data.rename(tmp_path / "schema" / "data")
    monkeypatch.chdir(moved.parent)
    assert main(["format", str(moved / "areas" / "fish.yml")]) == 0
    assert capsys.readouterr().out == "0 files changed.\n"


@pytest.mark.parametrize("kind", later(BEGUN, first=4))
def test_new_record_wants_only_to_be_filled_in(kind: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", kind, "us"]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("data/") and " must " in line]
    collection = BEGUN[kind]
    name = f"{collection}/us" if collection in FOLDERS else collection
    assert {line.partition(":")[0] for line in told} == {f"data/{name}.yml"}
    assert len(told) == 1 and "must be filled in; if it may be left out, delete it" in told[0]
    assert main(["format", "--check"]) == 0


def test_new_record_explains_every_field(data: Path) -> None:
    assert main(["new", "area", "mud"]) == 0
    text = (data / "areas" / "mud.yml").read_text("utf-8")
    for field in declared_fields(FOLDERS["areas"]):
        assert re.search(rf"^(# )?{field.name}:", text, re.MULTILINE)
        assert field.description.partition(".")[0] in text.replace("\n# ", " ")


def test_new_record_once_filled_in_is_right(data: Path) -> None:
    assert main(["new", "term", "shore"]) == 0
    path = data / "glossary.yml"
    text = path.read_text("utf-8").replace("    - …", "    - pact-text").replace("  draft: true\n", "")
    text = re.sub(r"^  (label|text): .*", r"  \1: {en: The edge of a lake}", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    assert main(["check"]) == 0
    assert load(data).glossary[Identifier("shore")].label.root == {"en": "The edge of a lake"}


def test_new_record_is_offered_in_other_files(data: Path) -> None:
    assert main(["new", "source", "shore-gazette-2020"]) == 0
    assert '"shore-gazette-2020"' in (data / "schema" / "identifiers.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["area", "fish"], "data/areas/fish.yml exists; choose another identifier"),
        (["event", "first-swim"], "data/events.yml has 'first-swim' already, in line 2; choose another identifier"),
        (["state", "no"], "data/states.yml has 'no' already"),
        (["aera", "mud"], "got 'aera'; did you mean 'area'?"),
        (["state", "Finland"], "country in lower case, such as cr, got 'Finland'; did you mean 'fi'?"),
        (["state", "finland"], "country in lower case, such as cr, got 'finland'; did you mean 'fi'?"),
        (["area", "Deep Mud"], "IDENTIFIER must be lower-case letters a to z and digits, joined by hyphens, got 'Deep"),
    ],
)
def test_new_refuses(words: list[str], answer: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.digest(data)
    assert main(["new", *words]) == 1
    assert answer in capsys.readouterr().err
    assert project.digest(data) == before


def test_commands_run_where_the_data_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert "There is no folder 'data' here or above" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_each_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "``" not in told
    for example in COMMAND_LINE["commands"][command]["examples"]:
        assert f"\n  python -m dossier {example}\n" in told


@pytest.mark.parametrize("words", [[], ["chekc"], ["check", "--nothing"]])
def test_what_is_not_a_command_fails(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: python -m dossier" in capsys.readouterr().err
