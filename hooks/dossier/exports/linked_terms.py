"""The properties of each kind of record in schema.org and in the European Legislation Identifier (ELI), as tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..records import model, prose
from .csl import names_of

JsonLd = dict[str, Any]
"""A thing with its properties, as JSON-LD."""


def first_given(record: Any, fields: str) -> Any:
    """Return the first value that is given in some fields: ``adopted.date signed.date``."""
    for path in fields.split():
        value = record
        for name in path.split("."):
            value = getattr(value, name, None)
        if value:
            return value
    return None


def whole_day(fields: str) -> Callable[[Any, Any], Any]:
    """Return the writer of a date for ELI, which has no date that is known to the month or year only."""
    return lambda graph, record: (
        {"@type": "xsd:date", "@value": date} if len(date := first_given(record, fields) or "") == 10 else None
    )


def cited_sources(stated: bool) -> Callable[[Any, Any], Any]:
    """Return the writer of the sources that state a statement, or of those from which it follows."""
    return lambda graph, statement: graph.value(
        tuple(citation for citation in statement.sources if (citation.basis == "stated") is stated)
    )


def kind_in_words(graph: Any, instrument: model.Instrument) -> Any:
    """Return what sort of instrument it is."""
    return graph.word(f"kind-{instrument.kind}")


def subjects(graph: Any, agreement: model.Agreement) -> list[JsonLd]:
    """Return the areas and the forms of cooperation."""
    forms = [("agreement", "forms", key) for key in agreement.forms]
    return [graph.id(path) for path in [*(("areas", key) for key in graph.dossier.areas), *forms]]


def website(graph: Any, party: model.Party) -> list[JsonLd]:
    """Return the links to a party's website."""
    text = party.website.text
    return [{"@id": link} for link in prose.links(graph.editions[0].plain(text))] if text else []


LEGAL_KINDS = ("treaty", "resolution", "rules")
"""Kinds of instruments that are legal documents by themselves; of an agreement or a memorandum its words decide."""


def properties(record: Any) -> dict[str, Any]:
    """Return the properties of a record: each with the field that holds its value, a node, or a function.

    Of several fields, separated by spaces, the first with a value counts. ``@type`` is given as it is. A function gets
    the graph and the record.
    """
    return LEGISLATION if getattr(record, "kind", "") in LEGAL_KINDS else PROPERTIES[type(record)]


NAMED = {"name": "name", "description": "summary"}
LABELLED = {"name": "label", "description": "text"}
PROPERTIES: dict[type, dict[str, Any]] = {
    model.Agreement: {
        "@type": "CreativeWork",
        **NAMED,
        "alternateName": "title.text",
        "genre": "designation.text",
        "dateCreated": "signed.date",
        "locationCreated": {"@type": "Place", "name": "place.text"},
        "sourceOrganization": "parties",
        "about": subjects,
        "subjectOf": "signed.sources",
    },
    model.Party: {
        "@type": "Organization",
        **NAMED,
        "alternateName": "acronym",
        "address": {"@type": "PostalAddress", "addressLocality": "seat.city", "addressCountry": "seat.country"},
        "url": website,
        "subjectOf": "founded_by",
    },
    model.Signatory: {"@type": "Person", **NAMED, "affiliation": "party"},
    model.Topic: {"@type": "DefinedTerm", **NAMED},
    model.Instrument: {
        "@type": "CreativeWork",
        **NAMED,
        "genre": kind_in_words,
        "dateCreated": "adopted.date signed.date",
        "workExample": "texts",
    },
    model.Source: {
        "@type": lambda graph, source: names_of(source.type).schema_org,
        "name": lambda graph, source: {"@language": source.language, "@value": source.title},
        "description": "summary",
        "inLanguage": "language",
        "alternateName": lambda graph, source: [
            {"@language": language, "@value": title}
            for language, title in (source.translated_title.root.items() if source.translated_title else ())
        ],
        "author": "author",
        "isPartOf": {"@type": "CreativeWork", "name": "container_title"},
        "publisher": {"@type": "Organization", "name": "publisher"},
        "datePublished": "issued",
        "identifier": "number",
        "pagination": "page",
        "url": "url",
    },
    model.Author: {
        "@type": lambda graph, author: "Organization" if author.literal else "Person",
        "name": lambda graph, author: graph.value(author.literal or f"{author.given or ''} {author.family}".strip()),
        "familyName": "family",
        "givenName": "given",
    },
    model.Region: {"@type": "Place", **NAMED},
    model.State: {"@type": "Country", "identifier": "iso3"},
    model.Event: {"@type": "Event", **LABELLED, "startDate": "date", "endDate": "until", "about": "about"},
    model.Term: {"@type": "DefinedTerm", **LABELLED},
    model.Question: {
        "@type": "Question",
        "name": "label",
        "acceptedAnswer": {"@type": "Answer", "text": "text", "citation": "sources"},
    },
}
"""The properties by model; nothing of an instrument says what standing in law it has."""
LEGISLATION: dict[str, Any] = {
    "@type": "Legislation",
    **NAMED,
    "legislationType": kind_in_words,
    "legislationDate": "adopted.date signed.date",
    "eli:date_document": whole_day("adopted.date signed.date"),
    "eli:first_date_entry_in_force": whole_day("in_force.date"),
    "workExample": "texts",
}
"""The same for an instrument that is a legal document by its kind."""
CLAIM: dict[str, Any] = {
    "@type": "Claim",
    "text": "text city",
    "temporalCoverage": lambda graph, statement: graph.value(
        "/".join(filter(None, (getattr(statement, name, None) for name in ("date", "until"))))
    ),
    "description": "note",
    "citation": cited_sources(stated=True),
    "isBasedOn": cited_sources(stated=False),
}
"""The same for a statement, and for a value that other sources give; name and record are added."""
