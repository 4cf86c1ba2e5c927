"""The answers that an editor gets: golden cases, one broken tree, and every rule on its own.

A case is a YAML file in ``cases/``: in the made-up data, ``file`` is written with ``text``, or ``old`` is
replaced by ``new`` in it; then loading must give exactly ``messages``. ``fields.yml`` has a case for each field.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import project
import pytest
import yaml
from dossier.reading.load import advise, load
from dossier.reading.nodes import LARGEST_TREE, MOST
from dossier.reading.problems import LARGEST, DataError
from dossier.reading.yaml_errors import EXPLAINED
from dossier.records import rules
from dossier.records.collections import FOLDERS, MAPS, SINGLE
from dossier.records.fields import parts
from dossier.records.references import drafts_are_not_named, references_exist
from dossier.records.rules import RULES
from dossier.records.suggest import MOST_LISTED, cure_for_reference, nearest
from dossier.records.values import Identifier
from dossier.site.words import words_used
from translated import left_in_english

CASES = sorted(project.TESTS.glob("cases/*/*.yml"))
FIELDS: dict[str, dict[str, str]] = yaml.load((project.TESTS / "fields.yml").read_text("utf-8"), yaml.CBaseLoader)
"""A case for every field of the model, by the model that declares it and its name."""


def messages(data: Path, complete: bool = False, words: Mapping[str, frozenset[str]] | None = None) -> str:
    """Return the problems that loading tells, a line each."""
    try:
        load(data, complete, words)
    except DataError as error:
        assert not left_in_english(error.problems)
        return f"{error}\n"
    return ""


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, tmp_path: Path) -> None:
    case = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    assert messages(with_mistake(case, tmp_path)) == case["messages"]


def with_mistake(case: dict[str, str], folder: Path) -> Path:
    """The made-up data in ``folder`` with the mistake of a case."""
    data = project.lakes_data(folder)
    file = data / case["file"]
    if "old" in case:
        text = file.read_text("utf-8")
        assert text.count(case["old"]) == 1
        case = {**case, "text": text.replace(case["old"], case["new"])}
    file.parent.mkdir(exist_ok=True)
    file.write_text(case["text"], case.get("encoding", "utf-8"))
    return data


@pytest.mark.parametrize("name", FIELDS)
def test_field_has_a_case_in_which_it_fails(name: str, tmp_path: Path) -> None:
    told = messages(with_mistake(FIELDS[name], tmp_path))
    assert told == FIELDS[name]["messages"]
    assert re.search(rf"\b{name.partition('.')[2]}\b", told)


def test_no_field_is_without_a_case() -> None:
    declared = {
        f"{part.name}.{field.name}"
        for part in parts([*SINGLE.values(), *MAPS.values(), *FOLDERS.values()])[0]
        for field in part.fields
    }
    assert declared == FIELDS.keys()


def test_broken_tree_lists_every_problem(tmp_path: Path) -> None:
    assert messages(project.lakes_data(tmp_path, project.BROKEN)) == (project.BROKEN / "messages.txt").read_text(
        "utf-8"
    )


def test_what_is_wrong_is_told_at_every_build(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path, project.BROKEN)
    assert messages(data) == messages(data)


@pytest.mark.parametrize("rule", (references_exist, drafts_are_not_named, *RULES), ids=lambda rule: rule.__name__)
def test_rule_has_a_case_in_which_it_fails(rule: object) -> None:
    case = project.TESTS / "cases" / "rules" / f"{rule.__name__}.yml"  # type: ignore[attr-defined]
    assert yaml.load(case.read_text("utf-8"), yaml.CBaseLoader)["messages"]


@pytest.mark.parametrize(
    ("name", "options", "cure"),
    [
        ("Pact-Txt", ["Pact-Text", "pack"], "; did you mean 'Pact-Text'?"),
        ("pac", ["pact-text"], "; did you mean 'pact-text'?"),
        ("pa", ["pact-text"], "; known are pact-text"),
        ("x", [], ""),
        (
            "x",
            [f"y{number:02}" for number in range(MOST_LISTED)],
            f"; known are {', '.join(f'y{n:02}' for n in range(MOST_LISTED))}",
        ),
        ("x", [f"y{number:02}" for number in range(MOST_LISTED + 1)], ""),
    ],
)
def test_cure_for_a_name_is_the_nearest_one_or_all_if_they_are_few(name: str, options: list[str], cure: str) -> None:
    assert nearest(name, options) == cure


def test_of_many_records_those_with_another_number_are_told() -> None:
    known = {"sources": {f"{name}-2019": {""} for name in ("gazette", *map(chr, range(97, 97 + MOST_LISTED)))}}
    assert cure_for_reference("sources/gazette-2091", known, ["sources"]) == "; known are sources/gazette-2019"
    assert cure_for_reference("sources/herald-2091", known, ["sources"]) == ""


def test_complete_data_has_every_translation(tmp_path: Path) -> None:
    told = messages(project.lakes_data(tmp_path), complete=True).splitlines()
    assert told[0] == "data/agreement.yml:1:7: name must be translated into es, fr, pt"
    assert "data/changes.yml:1:39: bottom-seen.text must be translated into fr, pt" in told
    lacking = {line.rpartition(" into ")[2] for line in told}
    assert {"es, fr, pt", "fr, pt"} <= lacking and {code for codes in lacking for code in codes.split(", ")} == {
        "es",
        "fr",
        "pt",
    }


def test_name_of_one_of_many_records_is_told_to_be_that_of_a_file(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    for number in range(MOST_LISTED):
        shutil.copy(data / "sources/pact-text.yml", data / f"sources/copy-{number}.yml")
    glossary = data / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").replace("[pact-text]", "[ibid.]", 1), "utf-8")
    told = "must name a record that exists, got 'ibid.'; it is the name of a file in data/sources, without .yml\n"
    assert messages(data).endswith(told)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("sources/pact-text.yaml", "file name "),
        ("sources/pact-text.yml.txt", "file name "),
        ("sources/Pact Text.yml", "file name "),
        ("sources/pact-text - copia.yml", "file name "),
        ("sources/2019/pact-text.yml", "file name "),
        ("source/pact-text.yml", "must not be here; did you mean 'sources'?"),
        ("parties/pact-text.yml", "the record must stand in data/sources/"),
        ("pact-text.yml", "must stand in data/sources/"),
    ],
)
def test_a_file_with_a_wrong_name_or_place_is_told_and_nothing_that_names_it(
    place: str, told: str, tmp_path: Path
) -> None:
    data = project.lakes_data(tmp_path)
    (data / place).parent.mkdir(exist_ok=True)
    (data / "sources" / "pact-text.yml").rename(data / place)
    assert f":1:1: {told}" in messages(data)
    assert messages(data).count("\n") == 1


def with_many_sources(folder: Path) -> Path:
    """The made-up data with more sources than a message lists, each of them cited."""
    data = project.lakes_data(folder)
    source = (data / "sources" / "pact-text.yml").read_text("utf-8")
    cited = [f"other-{number:02}" for number in range(MOST_LISTED)]
    for name in cited:
        (data / "sources" / f"{name}.yml").write_text(source, "utf-8")
    events = (data / "events.yml").read_text("utf-8")
    (data / "events.yml").write_text(events.replace("sources: [", f"sources: [{', '.join(cited)}, ", 1), "utf-8")
    return data


def add_to_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know the files of a project, in which the command then runs."""
    monkeypatch.chdir(project)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], check=True)


def test_a_record_that_was_deleted_is_told_once_with_a_way_to_bring_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_many_sources(tmp_path)
    add_to_git(tmp_path, monkeypatch)
    (data / "sources" / "pact-text.yml").unlink()
    assert "'git checkout -- data/sources/pact-text.yml' brings it back; " in (told := messages(data))
    assert told.endswith(" further places name it\n")
    assert told.count("\n") == 1


def test_a_deleted_file_is_told_unless_its_readers_are_led_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.lakes(tmp_path)
    add_to_git(tmp_path, monkeypatch)
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *author, "commit", "-qm", "Lakes"], check=True)
    data = tmp_path / "data"
    (data / "withdrawn.yml").write_text("pages: {areas/ice: areas}\n", "utf-8")
    for name in ("areas/ice.yml", "areas/fish.yml", "questions.yml", "../docs/about.md"):
        (data / name).unlink()
    told = {problem.file: problem.message for problem in advise(data, load(data)) if "was deleted" in problem.message}
    assert [*told] == ["data/areas/fish.yml", "data/questions.yml", "docs/about.md"]
    assert [file for file in told if "withdrawn.yml" in told[file]] == ["data/areas/fish.yml"]


def test_a_record_that_git_does_not_know_is_to_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_many_sources(tmp_path)
    add_to_git(tmp_path, monkeypatch)
    agreement = (data / "agreement.yml").read_text("utf-8")
    for name, cure in {
        "trip-report": "make data/sources/trip-report.yml, which 'python -m dossier new source trip-report' begins",
        "lake-tribunal": "that is data/parties/lake-tribunal.yml, not in data/sources",
        "readme": "move the file docs/readme.yml to data/sources",
    }.items():
        (data / "agreement.yml").write_text(agreement.replace("[pact-text]", f"[pact-text, {name}]", 1), "utf-8")
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / "readme.yml").write_text("title: Read me\n", "utf-8")
        assert messages(data).endswith(f"got '{name}'; {cure}\n")


def test_a_record_that_was_renamed_by_hand_is_told_once_with_the_command(tmp_path: Path) -> None:
    data = with_many_sources(tmp_path)
    (data / "sources" / "pact-text.yml").rename(data / "sources" / "text-of-pact.yml")
    run = "Name it as before, then run 'python -m dossier rename source pact-text text-of-pact'; "
    assert f"got 'pact-text'; was it renamed to 'text-of-pact'? {run}" in (told := messages(data))
    assert told.count("\n") == 1


def test_of_a_file_that_cannot_be_read_only_that_is_told(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    with (data / "methods.yml").open("a", encoding="utf-8") as file:
        file.write("more: [a\n")
    assert messages(data) == "data/methods.yml:2:7: must be closed by ]\n"


def test_clock_that_is_wrong_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "latest_day", lambda _years=0: "1970-01-02")
    with pytest.raises(DataError) as raised:
        load(project.lakes_data(tmp_path))
    told = [str(problem) for problem in raised.value.problems if "in the future" in problem.message]
    assert len(told) == 1
    assert told[0].endswith("; is the clock of this machine right?")


def test_made_up_data_is_right(tmp_path: Path) -> None:
    dossier = load(project.lakes_data(tmp_path))
    assert dossier.agreement.signed.date == "2019-03-05"
    assert list(dossier.parties) == ["lake-tribunal", "reed-institute"]


def test_text_stays_text(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    party = data / "parties" / "reed-institute.yml"
    party.write_text(party.read_text("utf-8").replace("{en: RI}", "{en: no, es: 12:30, fr: 007}"), "utf-8")
    assert load(data).parties[Identifier("reed-institute")].acronym.root == {"en": "no", "es": "12:30", "fr": "007"}


def test_too_large(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "glossary.yml").write_bytes(b"#" * (LARGEST + 1))
    assert (
        messages(data)
        == "data/glossary.yml:1:1: must be smaller than 3,000,000 bytes, got 3,000,001; shorten the file\n"
    )


def test_too_many_values(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "glossary.yml").write_text("a: [" + "[], " * LARGEST_TREE + "]", "utf-8")
    assert (
        "data/glossary.yml:1:799993: must not have more than 200,000 keys and values; shorten the file\n"
        in messages(data)
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "methods.yml",
            "{label",
            "{" + "".join(f"x{number}: x, " for number in range(MOST + 1)) + "label",
            "not be here",
        ),
        (
            "changes.yml",
            "[agreement,",
            "[" + "".join(f"no-{number}, " for number in range(MOST + 1)),
            "name a record that exists",
        ),
    ],
    ids=["of a record", "of the rules"],
)
def test_too_many_problems_are_not_all_told(file: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    data = with_mistake({"file": file, "old": old, "new": new}, tmp_path)
    assert messages(data).count(f"must {told}") == MOST


def test_syntax_error_in_a_file_too_long_to_be_explained(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "glossary.yml").write_text("#" * EXPLAINED + '\nfrog: "a\n', "utf-8")
    assert "data/glossary.yml:3:1: must be YAML; look at this line and those above" in messages(data)


def test_schemas_and_hidden_files_are_no_data(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "schema").mkdir()
    (data / ".hidden").touch()
    assert messages(data) == ""


def test_missing_file(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "agreement.yml").unlink()
    assert messages(data) == "data/agreement.yml:1:1: must exist\n"


def test_nothing_names_a_part_that_was_left_out(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "states.yml").unlink()
    (data / "questions.yml").unlink()
    assert messages(data) == ""
    (data / "withdrawn.yml").write_text("pages: {sources/old-gazette: states, areas/eels: questions}\n", "utf-8")
    events = (data / "events.yml").read_text("utf-8")
    (data / "events.yml").write_text(events.replace("[parties/lake-tribunal]", "[states]"), "utf-8")
    told = messages(data)
    assert "first-swim.about.0 must name a record that exists, got 'states'" in told
    assert "; 1 further place names it\n" in told  # the page states, to which a withdrawn one leads
    assert "pages.areas/eels must name a page that exists, got 'questions'" in told


def test_a_renamed_file_is_told_once(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "agreement.yml").rename(data / "Agreement.yml")
    assert messages(data) == "data/Agreement.yml:1:1: must not be here; did you mean 'agreement.yml'?\n"


def test_missing_collections_have_no_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = project.lakes_data(tmp_path)
    add_to_git(tmp_path, monkeypatch)
    (data / "methods.yml").unlink()
    shutil.rmtree(data / "instruments")
    told = messages(data)
    assert (
        "sources.0.method must name a record that exists, got 'thirty-days'; if data/methods.yml was deleted, " in told
    )
    lost = "'git checkout -- data/instruments/lake-charter.yml' brings it back; 11 further places name it"
    assert f"; if data/instruments/lake-charter.yml was deleted, {lost}\n" in told
    assert told.count("\n") == 2


def test_missing_folder(tmp_path: Path) -> None:
    assert messages(tmp_path / "data").startswith("data/agreement.yml:1:1: must exist\n")


def with_word(folder: Path, old: str, new: str) -> Path:
    """The made-up data in ``folder`` with another line for a word of the interface."""
    data = project.lakes_data(folder)
    text = (data / "interface.yml").read_text("utf-8")
    assert text.count(old) == 1
    (data / "interface.yml").write_text(text.replace(old, new), "utf-8")
    return data


def test_words_are_checked_where_it_is_known_which_are_needed(tmp_path: Path) -> None:
    data = with_word(tmp_path, "  rests-on:\n", "  rests-in:\n")
    line = (data / "interface.yml").read_text("utf-8").split("\n").index("words:") + 1
    wanted = "words.rests-on must be given; a page uses it; did you mean 'rests-in'?"
    assert messages(data) == ""
    assert messages(data, words=words_used()) == f"data/interface.yml:{line}:1: {wanted}\n"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("en: As of {date}", "en: '{day}, {date}'", "words.as-of.en must have no placeholders but {date}, got {day}"),
        ("en: Tables", "en: 'Tables {and}'", "words.tables.en must have no placeholders, got {and}"),
        (
            "en: Show more ({count})",
            "en: Show more",
            "words.more-facts.en must have {count}, as in the other languages, got 'Show more'",
        ),
        (
            "es: Mostrar más ({count})",
            "es: Mostrar más",
            "words.more-facts.es must have {count}, as in English, got 'Mostrar más'",
        ),
    ],
)
def test_of_a_word_the_language_is_told_that_has_not_the_placeholders_for_which_there_is_a_value(
    old: str, new: str, wanted: str, tmp_path: Path
) -> None:
    told = messages(with_word(tmp_path, old, new), words=words_used())
    assert re.search(rf"^data/interface\.yml:\d+:9: {re.escape(wanted)}\n$", told)
    assert told.count("\n") == 1


def test_no_word_is_missed_where_the_interface_is_broken(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "interface.yml").write_text("site_name: {en: x}\n", "utf-8")
    told = messages(data, words=words_used()).splitlines()
    assert told == [f"data/interface.yml:1:1: {name} must be given" for name in ("languages", "words")]
