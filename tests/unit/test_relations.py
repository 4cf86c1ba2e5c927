"""The relations between the records of the made-up dossier."""

from dossier.records.collections import walk
from dossier.records.dates import Date
from dossier.records.model import Dossier
from dossier.records.relations import Relations
from dossier.records.statements import Citation, Statement, TextStatement
from dossier.records.values import Identifier


def test_part_is_found_by_the_names_of_fields_in_files(made_up: Dossier) -> None:
    relations = Relations(made_up)
    key, source = next((key, source) for key, source in made_up.sources.items() if source.url)
    assert relations.parts["sources", key, "URL"] == source.url
    assert relations.parts[()] is made_up


def test_every_statement_belongs_to_a_record(made_up: Dossier) -> None:
    relations = Relations(made_up)
    statements = [path for path, part in walk(made_up) if isinstance(part, Statement)]
    assert [entry.path for entry in relations.entries] == statements
    assert {entry.record for entry in relations.entries} <= relations.parts.keys()


def test_month_and_year_stand_after_their_days_in_the_timeline(made_up: Dossier) -> None:
    dates = ["2002-09-01", "2002-09-30", "2002-09", "2002-10-01", "2002-12-31", "2002", "2003-01-01"]
    swim = made_up.events[Identifier("first-swim")]
    events = {f"swim-{date}": swim.model_copy(update={"date": Date(date)}) for date in reversed(dates)}
    moments = Relations(made_up.model_copy(update={"events": events})).timeline
    shown = [entry.statement.date for moment in moments for entry in moment.entries if entry.record[0] == "events"]
    assert shown == dates


def test_data_without_a_dated_statement_has_an_empty_timeline(made_up: Dossier) -> None:
    relations = Relations(made_up)
    relations.entries = [entry for entry in relations.entries if not getattr(entry.statement, "date", None)]
    assert relations.entries
    assert relations.timeline == []


def test_silence_of_sources_read_in_part_is_told_as_such(made_up: Dossier) -> None:
    relations = Relations(made_up)
    part, whole = (Citation.model_construct(source=key) for key in ("shore-gazette-2019", "pact-text"))
    for sources, absent, in_part in (
        ([part], "not-stated", True),
        ([part, whole], "not-stated", False),
        ([whole], "not-stated", False),
        ([part], "does-not-exist", False),
    ):
        statement = TextStatement.model_construct(absent=absent, sources=sources)
        assert relations.read_in_part(statement) == in_part
