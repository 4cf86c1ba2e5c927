"""Hundreds of mistakes that editors make, each told by its cause, at its own line, in one message.

A file in ``mistakes/`` lists mistakes in the data beside it: in ``file``, ``old`` is replaced by ``new``, or ``text``
is the whole of it. ``told`` is the start of the message; ``advice`` begins one that stops nothing. ``many`` is the
number of messages where one will not do; it is 0 in ``right.yml``, of edits that come close to a mistake.
"""

import shutil
from pathlib import Path
from typing import Any

import project
import pytest
import yaml
from dossier.commands.check import wrong_in_mkdocs
from dossier.reading.load import advise, load
from dossier.reading.problems import DataError, Problem
from dossier.reading.yaml_shapes import FIELD_NAMES
from dossier.records.collections import COLLECTIONS, EVERY_FIELD
from dossier.records.suggest import OTHER_WORDS
from dossier.records.values import Identifier
from dossier.records.yaml_tables import yaml_table
from dossier.site.handwritten import advise_on_pages, read_handwritten
from dossier.site.links import check_links
from dossier.site.pages import sites
from translated import left_in_english

MISTAKES = project.TESTS / "mistakes"
LISTED: dict[str, list[dict[str, Any]]] = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in sorted(MISTAKES.glob("*.yml"))
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data in which the mistakes are made, one after the other; its interface has what pages in English need."""
    data = project.lakes_data(tmp_path_factory.mktemp("mistakes"), MISTAKES)
    shutil.copytree(project.LAKES / "docs", data.parent / "docs")
    shutil.copytree(project.ROOT / "docs" / "assets", data.parent / "docs" / "assets")
    shutil.copy(project.ROOT / "mkdocs.yml", data.parent)
    interface = yaml.load((data / "interface.yml").read_text("utf-8"), yaml.CSafeLoader)
    words = {name: {"en": word["en"]} for name, word in interface["words"].items()}  # nothing is told of them here
    kept = {"site_name": interface["site_name"], "languages": interface["languages"], "words": words}
    (data / "interface.yml").write_text(yaml.dump(kept, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
    return data


@pytest.fixture(scope="module")
def usual(data: Path) -> set[Problem]:
    """The advice on the data without a mistake."""
    return {*advise(data, load(data))}


def told(data: Path, usual: set[Problem]) -> list[str]:
    """Return the answer that an editor gets: the problems, or the advice there is beside the usual one."""
    try:
        if settings := [*wrong_in_mkdocs((data.parent / "mkdocs.yml").read_text("utf-8"))]:
            raise DataError(settings)
        dossier, docs = load(data), data.parent / "docs"
        written = read_handwritten(docs, dossier.interface.languages)
        check_links(sites(dossier, written=written), data, docs)
        advice = [*advise(data, dossier), *advise_on_pages(written, dossier.interface)]
    except DataError as error:
        assert not left_in_english(error.problems)
        return [str(problem) for problem in error.problems]
    assert not left_in_english(advice)
    texts = (problem for problem in advice if "translations' lists" not in problem.message)
    return [f"advice {problem}" for problem in texts if problem not in usual]


@pytest.mark.parametrize("group", LISTED)
def test_mistakes_are_told_by_their_cause(group: str, data: Path, usual: set[Problem]) -> None:
    wrong = []
    for mistake in LISTED[group]:
        file = data / mistake["file"]
        before = file.read_bytes() if file.exists() else None
        text = mistake.get("text")
        if text is None:
            assert before and before.decode().count(mistake["old"]) == 1, mistake
            text = before.decode().replace(mistake["old"], mistake["new"])
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode(mistake.get("encoding", "utf-8")))
        messages = told(data, usual)
        many = mistake.get("many", 1)
        if len(messages) != many or (many and not messages[0].startswith(mistake["told"])):
            wrong.append((mistake, messages))
        if before is None:
            shutil.rmtree(file.parent) if len([*file.parent.iterdir()]) == 1 else file.unlink()
        else:
            file.write_bytes(before)
    assert not wrong


def test_other_words_mean_names_that_exist() -> None:
    values = {option for field in EVERY_FIELD for option in field.type.options}
    assert yaml_table(OTHER_WORDS).keys() <= {*FIELD_NAMES, *values, *COLLECTIONS}
    for word in (word for words in yaml_table(OTHER_WORDS).values() for word in words):
        assert Identifier.guess(word) == word
