"""The relations between records: the statements of each, the citations of a source, and the references."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .collections import SINGLE, KeyPath, walk
from .model import Caution, Dossier, Provision
from .statements import Citation, Statement
from .values import Identifier, Reference

TRANSPARENT = {"facts", "background", "objectives", "not_stated", "forms", "states"}
"""Keys of a path that do not show in an address: what is below them has identifiers of its own."""
WITHIN_RECORDS = {"forms", "states"}  # fields of single records that hold records
ANSWERS = "questions"  # the collection whose texts repeat what statements say
OWN_EXPLANATIONS = ("glossary", "methods")
"""The collections whose texts are our own explanations, with the sources that they follow."""

UNCONFIRMED = "unconfirmed"
SHOWN_MARKS = (UNCONFIRMED, "inferred", "computed", "sources-disagree")  # the marks that stand beside statements
SOURCE_MARKS = ("single-source", "not-independent")  # the marks that are told on the pages of sources alone


@dataclass(frozen=True)
class Entry:
    """A statement and where it belongs."""

    path: KeyPath
    statement: Any
    record: KeyPath

    @property
    def field(self) -> str:
        """The field of the record that holds the statement, or the map of statements it is in."""
        inner = self.path[len(self.record) :]
        return str(inner[0]) if inner else ""


@dataclass(frozen=True)
class Moment:
    """An event on one date: one dated statement, or the same act of several States."""

    year: str
    entries: list[Entry]

    @property
    def of_states(self) -> bool:
        """Return whether it is an act of States about the treaty."""
        return self.entries[0].record[:2] == ("states", "states")


class Relations:
    """Relations between the records of a dossier; nothing in it is stored in the data."""

    def __init__(self, dossier: Dossier):
        self.dossier = dossier
        self.parts: dict[KeyPath, Any] = dict(walk(dossier))
        """Every part of the dossier by its path, in which fields have the names that they have in the files."""
        self.statements: dict[KeyPath, Entry] = {}  # by path
        self.cited: dict[str, list[Entry]] = defaultdict(list)  # by source: the statements that rest on it
        self.related: dict[KeyPath, dict[str, list[KeyPath]]] = defaultdict(lambda: defaultdict(list))
        """By record: the records it refers to and those that refer to it, by collection."""
        self.pointing: dict[tuple[str, str], list[KeyPath]] = defaultdict(list)
        """By instrument and article: the areas and forms that it gives background for."""
        for path, part in self.parts.items():
            if isinstance(part, Statement):
                self.statements[path] = Entry(path, part, record_of(path))
            elif isinstance(part, Citation):
                self.cite(part.source, path)
            elif isinstance(part, Provision):
                self.pointing[part.instrument, part.article].append(record_of(path))
            elif isinstance(part, Reference) and part.collection not in ("sources", "methods"):
                record = record_of(path)
                self.relate(record, part.path)
                self.relate(part.path, record)
        self.entries = [*self.statements.values()]
        self.by_record: dict[KeyPath, list[Entry]] = defaultdict(list)
        """By record: its statements, those in named fields first."""
        for entry in sorted(self.entries, key=lambda entry: entry.field in TRANSPARENT):
            self.by_record[entry.record].append(entry)
        self.marks = {id(entry.statement): self.marks_of(entry.statement) for entry in self.entries}
        """The marks of each statement of the dossier, by its identity in memory."""

    def cite(self, source: str, path: KeyPath) -> None:
        """Record that the statement at or above a path cites a source; one in its ``others`` counts for it too."""
        above = (self.statements.get(path[:length]) for length in range(len(path), 0, -1))
        entry = next(filter(None, above), None)
        if entry and entry not in self.cited[source][-1:]:
            self.cited[source].append(entry)

    def stances(self, source: str) -> dict[str, list[Entry]]:
        """Return the statements that cite a source, by what it says of each.

        It ``states`` the value, or is what the value follows from; it ``explains`` a term or a method; it
        ``disagrees``, as it has another value; it shows that there is ``none``; or it is ``silent`` on what was looked
        for in it.
        """
        found: dict[str, list[Entry]] = {"states": [], "explains": [], "disagrees": [], "none": [], "silent": []}
        for entry in self.cited[source]:
            absent = entry.statement.absent
            if entry.record[0] == ANSWERS:
                continue
            if source not in {citation.source for citation in entry.statement.sources}:
                found["disagrees"].append(entry)
            elif absent:
                found["silent" if absent == "not-stated" else "none"].append(entry)
            else:
                found["explains" if entry.record[0] in OWN_EXPLANATIONS else "states"].append(entry)
        return found

    @cached_property
    def facts(self) -> list[Entry]:
        """Return the statements of the dossier, but for answers to questions, which repeat others."""
        return [entry for entry in self.entries if entry.record[0] != ANSWERS]

    @cached_property
    def topic_paths(self) -> dict[str, list[KeyPath]]:
        """Return the paths of the areas, and those of the forms of cooperation."""
        forms: list[KeyPath] = [("agreement", "forms", key) for key in self.dossier.agreement.forms]
        return {"areas": [("areas", key) for key in self.dossier.areas], "forms": forms}

    def topics(self, instrument: KeyPath) -> list[KeyPath]:
        """Return the areas and forms for which an instrument gives background."""
        related = self.related[instrument]
        return [path for path in related["areas"] + related["agreement"] if path != ("agreement",)]

    def relate(self, one: KeyPath, other: KeyPath) -> None:
        """Record that one record is related to another."""
        if one != other and other not in self.related[one][str(other[0])]:
            self.related[one][str(other[0])].append(other)

    def absent(self, kind: str = "not-stated") -> list[Entry]:
        """Return the statements that have no value, for one reason."""
        return [entry for entry in self.facts if entry.statement.absent == kind]

    def marked(self, mark: str) -> list[Entry]:
        """Return the statements that have one mark of certainty."""
        return [entry for entry in self.facts if mark in self.certainty(entry.statement)]

    @cached_property
    def timeline(self) -> list[Moment]:
        """Every dated statement, oldest first; one moment for an act of several States on a day.

        A date that is known to the month or year only stands after the days of that month or year.
        """
        moments: dict[tuple[Any, ...], Moment] = {}
        dated = [entry for entry in self.entries if getattr(entry.statement, "date", None)]
        for entry in sorted(dated, key=lambda entry: f"{entry.statement.date}-99-99"[: len("2002-09-99")]):
            state = entry.record[:1] == ("states",) and entry.field in ("signed", "deposited", "in_force")
            key = (entry.statement.date, entry.field) if state else entry.path
            moments.setdefault(key, Moment(entry.statement.date[:4], [])).entries.append(entry)
        return list(moments.values())

    def certainty(self, statement: Statement) -> list[str]:
        """Return the marks of a statement of the dossier."""
        return self.marks[id(statement)]

    def marks_of(self, statement: Statement) -> list[str]:
        """Return the marks of a statement.

        ``unconfirmed`` if all its sources carry a caution; ``inferred`` or ``computed`` if no source states it;
        ``single-source``; ``not-independent`` if its sources share their origin; ``sources-disagree``.
        """
        if statement.absent == "not-stated":
            return []
        names = {Identifier(citation.source) for citation in statement.sources}
        marks = {
            UNCONFIRMED: not statement.absent and names <= self.cautions.keys(),
            statement.basis: statement.basis != "stated",
            "single-source": len(names) == 1,
            "not-independent": len(names) > 1 and self.origins(names) == 1,
            "sources-disagree": bool(statement.others),
        }
        return [mark for mark, applies in marks.items() if applies]

    def shown(self, statement: Statement) -> list[str]:
        """Return the marks that stand beside a statement; the others are told on the pages of its sources."""
        return [mark for mark in self.certainty(statement) if mark in SHOWN_MARKS]

    @cached_property
    def positions_shown(self) -> set[str]:
        """Return the marks that stand beside the positions of the region's States."""
        states = self.dossier.states.states if self.dossier.states else {}
        return {mark for _, one in walk(states) if isinstance(one, Statement) for mark in self.shown(one)}

    @cached_property
    def cautions(self) -> dict[str, Caution]:
        """Return the cautions, each by the source that it is about."""
        return {key: source.caution for key, source in self.dossier.sources.items() if source.caution}

    @cached_property
    def about_agreement(self) -> list[Entry]:
        """Return the statements about the agreement itself: its own, and those of its areas and forms."""
        about = (entry for entry in self.entries if entry.path[0] in ("agreement", "areas"))
        return [entry for entry in about if "background" not in entry.path]

    def read_in_part(self, statement: Statement) -> bool:
        """Return whether a statement is about the silence of sources of which only a part was consulted."""
        extents = {self.dossier.sources[Identifier(citation.source)].extent for citation in statement.sources}
        return statement.absent == "not-stated" and "whole" not in extents

    def warned_of(self, source: str) -> list[str]:
        """Return the sources whose caution rests on a source."""
        return [key for key, caution in self.cautions.items() if any(one.source == source for one in caution.sources)]

    def origins(self, names: set[Any]) -> int:
        """Return how many independent origins some sources have."""
        groups: list[set[Any]] = []
        for name in names:
            family = {name, *self.dossier.sources[name].derived_from}
            joined = [group for group in groups if group & family]
            groups = [group for group in groups if not group & family] + [family.union(*joined)]
        return len(groups)


def record_of(path: KeyPath) -> KeyPath:
    """Return the path of the record that the part at a path belongs to."""
    if path[:1] and path[0] in SINGLE:
        return path[:3] if path[1:2] and path[1] in WITHIN_RECORDS else path[:1]
    return path[:2]
