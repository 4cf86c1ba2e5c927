"""The real data: what must be true of this dossier in particular. That it obeys the rules, loading it shows."""

from __future__ import annotations

import project
from dossier.records.model import FOLDERS, MAPS, SINGLE, Dossier
from dossier.records.relations import Relations

DATA = project.ROOT / "data"
FILES = sorted(str(path.relative_to(DATA)) for path in DATA.rglob("*.yml"))


def test_every_file_is_a_record(dossier: Dossier) -> None:
    records = [f"{name}/{key}.yml" for name in FOLDERS for key in getattr(dossier, name)]
    assert sorted(records + [f"{name}.yml" for name in (*SINGLE, *MAPS)]) == FILES


def test_counts_of_states(dossier: Dossier) -> None:
    region = dossier.states
    assert region
    assert [len(region.having(status)) for status in ("party", "signatory", "neither")] == [28, 3, 2]
    assert len(region.states) == 33
    assert sum(state.deposit == "accession" for state in region.states.values()) == 7
    assert sum(bool(state.signed and state.signed.date) for state in region.states.values()) == 24


def test_no_statement_of_the_data_stands_in_code_or_templates(dossier: Dossier) -> None:
    names: set[str] = {word for party in dossier.parties.values() for word in party.acronym.root.values()}
    names |= {name.split()[-1] for person in dossier.signatories.values() for name in person.name.root.values()}
    for path in sorted((project.ROOT / "hooks").rglob("*")):
        if path.suffix in (".py", ".html"):
            text = path.read_text("utf-8")
            assert not [name for name in names if name in text], path


def test_dates_are_no_later_than_the_day_of_compilation(dossier: Dossier) -> None:
    late = [
        entry.path
        for entry in Relations(dossier).entries
        if (date := getattr(entry.statement, "date", None)) and date > dossier.agreement.compiled
    ]
    assert not late
