"""The relations between the records of the made-up dossier."""

from __future__ import annotations

from pathlib import Path

import project
import pytest
from dossier.reading.load import load
from dossier.records.model import Dossier, walk
from dossier.records.relations import Relations
from dossier.records.statements import Statement
from dossier.records.values import Date, Identifier


@pytest.fixture
def lakes(tmp_path: Path) -> Dossier:
    """The made-up dossier."""
    return load(project.lakes_data(tmp_path))


def test_part_is_found_by_the_names_of_fields_in_files(lakes: Dossier) -> None:
    relations = Relations(lakes)
    key, source = next((key, source) for key, source in lakes.sources.items() if source.url)
    assert relations.at(("sources", key, "URL")) == source.url
    assert relations.at(()) is lakes


def test_every_statement_belongs_to_a_record(lakes: Dossier) -> None:
    relations = Relations(lakes)
    statements = [path for path, part in walk(lakes) if isinstance(part, Statement)]
    assert [entry.path for entry in relations.entries] == statements
    assert {entry.record for entry in relations.entries} <= relations.parts.keys()


def test_month_and_year_stand_after_their_days_in_the_timeline(lakes: Dossier) -> None:
    dates = ["2002-09-01", "2002-09-30", "2002-09", "2002-10-01", "2002-12-31", "2002", "2003-01-01"]
    swim = lakes.events[Identifier("first-swim")]
    events = {f"swim-{date}": swim.model_copy(update={"date": Date(date)}) for date in reversed(dates)}
    moments = Relations(lakes.model_copy(update={"events": events})).timeline
    shown = [entry.statement.date for moment in moments for entry in moment.entries if entry.record[0] == "events"]
    assert shown == dates


def test_data_without_a_dated_statement_has_an_empty_timeline(lakes: Dossier) -> None:
    relations = Relations(lakes)
    relations.entries = [entry for entry in relations.entries if not getattr(entry.statement, "date", None)]
    assert relations.entries
    assert relations.timeline == []
