"""The real data: every rule on every record, and what must be true of this dossier in particular."""

from __future__ import annotations

from collections import Counter

import project
import pytest
from dossier.language.translations import file_of
from dossier.records.model import FOLDERS, MAPS, SINGLE, Dossier, walk
from dossier.records.relations import Relations
from dossier.records.rules import RULES, references_exist

DATA = project.ROOT / "data"
FILES = sorted(str(path.relative_to(DATA)) for path in DATA.rglob("*.yml"))


def in_folder(name: str) -> list[str]:
    """The identifiers of the records in one folder."""
    return sorted(path.stem for path in (DATA / name).glob("*.yml"))


@pytest.fixture(scope="module")
def index(dossier: Dossier) -> Relations:
    """What follows from the records together."""
    return Relations(dossier)


@pytest.fixture(scope="module")
def findings(dossier: Dossier) -> Counter[tuple[str, str]]:
    """How often each rule finds fault with each file."""
    known = {name: set(getattr(dossier, name)) for name in (*FOLDERS, *MAPS)}
    parts = list(walk(dossier))
    found = Counter(("references_exist", file_of(path)) for path, _ in references_exist(parts, known))
    for rule in RULES:
        found.update((rule.__name__, file_of(path)) for path, _ in rule(parts))
    return found


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("rule", [rule.__name__ for rule in (references_exist, *RULES)])
def test_rule(rule: str, file: str, findings: Counter[tuple[str, str]]) -> None:
    assert findings[rule, file] == 0


def test_every_file_is_a_record(dossier: Dossier) -> None:
    records = [f"{name}/{key}.yml" for name in FOLDERS for key in getattr(dossier, name)]
    assert sorted(records + [f"{name}.yml" for name in (*SINGLE, *MAPS)]) == FILES


def test_counts_of_states(dossier: Dossier) -> None:
    region = dossier.states
    assert [len(region.having(status)) for status in ("party", "signatory", "neither")] == [28, 3, 2]
    assert len(region.states) == 33
    assert sum(state.deposit == "accession" for state in region.states.values()) == 7
    assert sum(bool(state.signed and state.signed.date) for state in region.states.values()) == 24


def test_no_fact_of_the_data_stands_in_code_or_templates(dossier: Dossier) -> None:
    names: set[str] = {word for party in dossier.parties.values() for word in party.acronym.root.values()}
    names |= {name.split()[-1] for person in dossier.signatories.values() for name in person.name.root.values()}
    for path in sorted((project.ROOT / "hooks").rglob("*")):
        if path.suffix in (".py", ".html"):
            text = path.read_text("utf-8")
            assert not [name for name in names if name in text], path


def test_dates_are_no_later_than_the_day_of_compilation(dossier: Dossier, index: Relations) -> None:
    late = [
        entry.path
        for entry in index.entries
        if (date := getattr(entry.statement, "date", None)) and date > dossier.agreement.compiled
    ]
    assert not late
