"""Records as linked data: JSON-LD in the terms of schema.org and of the European Legislation Identifier (ELI).

What the dossier is about has the address of its page and a fragment as its identifier, the same in every language.
Every statement with a value is a ``Claim`` about its record; the sources that state it are its ``citation``, those from
which it was inferred or computed are what it ``isBasedOn``. What is not stated is left out.
Terms: https://schema.org/docs/full.html and http://data.europa.eu/eli/ontology
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..addresses import Settings, place
from ..language.edition import Edition
from ..records import prose
from ..records.model import (
    FOLDERS,
    Agreement,
    Author,
    Event,
    Instrument,
    KeyPath,
    Party,
    Region,
    Signatory,
    Source,
    State,
    Term,
)
from ..records.relations import Entry, Relations
from ..records.statements import Citation, DateStatement
from ..records.values import Date, Identifier, Override

Node = dict[str, Any]
"""A thing with its properties, as JSON-LD."""

CONTEXT = {
    "@vocab": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""What the terms mean; it stands in each document, so that no reader has to fetch it."""
THING = "this"
"""The fragment of what a page is about, where the page is about one thing."""
SOURCES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "treaty": "Legislation",
    "webpage": "WebPage",
}
"""The type of a source by its CSL type; a ``CreativeWork`` for all others."""


def script(node: Node) -> Markup:
    """A document of linked data as a block of a page that no browser runs and no text in it can leave."""
    return Markup('<script type="application/ld+json">{}</script>').format(htmlsafe_json_dumps(node, dumps=written))


def document(relations: Relations, editions: Sequence[Edition], settings: Settings) -> str:
    """All records and facts in all languages, each on a line; without an address of the site, relative to ``data/``."""
    graph = Graph(relations, editions, settings.address or "../")
    nodes = ",\n".join(map(written, (graph.site(settings.licence), *graph.records(), *graph.claims())))
    return f'{{"@context":{written(CONTEXT)},"@graph":[\n{nodes}\n]}}\n'


def written(node: Node) -> str:
    """A node as JSON on one line."""
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"))


class Graph:
    """The records of a dossier as nodes, with their texts in the languages of ``editions``.

    ``root`` stands before every address. With one edition, its language is that of plain texts.
    """

    def __init__(self, relations: Relations, editions: Sequence[Edition], root: str):
        self.relations, self.dossier, self.editions, self.root = relations, relations.dossier, editions, root
        self.language = editions[0].language if len(editions) == 1 else None

    # Values

    def id(self, path: KeyPath) -> Node:
        """A reference to the part of the dossier at ``path``."""
        address, fragment = place(path)
        return {"@id": f"{self.root}{address}#{fragment or THING}"}

    def ids(self, paths: Iterable[KeyPath]) -> list[Node]:
        """References to several parts of the dossier, each once."""
        return [self.id(path) for path in dict.fromkeys(paths)]

    def set(self, name: str) -> Node:
        """A reference to the areas, the forms or the glossary as a whole."""
        return {"@id": f"{self.root}{name}/#{THING}"}

    def said(self, say: Callable[[Edition], tuple[str, str]], turn: Callable[[str], str] = str) -> Any:
        """A text in each language: ``say`` gives it for an edition, and the language it is in; ``turn`` changes it."""
        found = {language: turn(text) for text, language in map(say, self.editions)}
        if self.language and list(found) == [self.language]:
            return found[self.language]
        return [{"@language": language, "@value": text} for language, text in found.items()]

    def text(self, text: Override) -> Any:
        """A plain text of the data."""
        return self.said(lambda edition: edition.pick(text))

    def prose(self, text: Override) -> Any:
        """A text of the data without its markup."""
        return self.said(lambda edition: edition.pick(text), prose.plain)

    def word(self, key: str) -> Any:
        """A word of the interface."""
        return self.text(self.dossier.interface.words[Identifier(key.replace("_", "-"))])

    # Parts of nodes

    def about(self, kind: str, path: KeyPath, record: Any) -> Node:
        """What all records have: an identifier, a type, a name, a summary."""
        return {
            **self.id(path),
            "@type": kind,
            "name": self.text(record.name),
            "description": self.text(record.summary),
        }

    def sources(self, citations: Iterable[Citation]) -> list[Node]:
        """The sources that are cited."""
        return self.ids(("sources", citation.source) for citation in citations)

    # Records

    def site(self, licence: str) -> Node:
        """The site as a whole; ``licence`` is an SPDX identifier, an address, or empty."""
        interface = self.dossier.interface
        node = {
            "@id": self.root,
            "@type": "WebSite",
            "name": self.text(interface.site_name),
            "inLanguage": [plain(code) for code in interface.languages],
            "about": self.id(("agreement",)),
            "dateModified": day(self.dossier.agreement.compiled),
        }
        address = licence if ":" in licence else f"https://spdx.org/licenses/{licence}"
        return node | ({"license": {"@id": address}} if licence else {})

    def records(self) -> Iterator[Node]:
        """Every record, and the sets that terms, areas and forms belong to."""
        dossier = self.dossier
        yield self.record(("agreement",))
        for key in dossier.agreement.forms:
            yield self.topic(("agreement", "forms", key))
        for collection in FOLDERS:
            yield from (self.record((collection, key)) for key in getattr(dossier, collection))
        for key in dossier.instruments:
            yield from self.articles(("instruments", key))
        yield self.record(("states",))
        yield from (self.state(("states", "states", code)) for code in dossier.states.states)
        yield from (self.record(("events", key)) for key in dossier.events)
        yield from (self.record(("glossary", key)) for key in dossier.glossary)
        for name in ("areas", "forms", "glossary"):
            yield self.set(name) | {"@type": "DefinedTermSet", "name": self.word(name)}

    def record(self, path: KeyPath) -> Node:
        """The record at ``path``."""
        make = {
            "agreement": self.agreement,
            "parties": self.party,
            "signatories": self.signatory,
            "areas": self.topic,
            "instruments": self.instrument,
            "sources": self.source,
            "states": self.region,
            "events": self.event,
            "glossary": self.term,
        }
        return make[str(path[0])](path)

    def agreement(self, path: KeyPath) -> Node:
        """The agreement, with its subjects and forms of cooperation as what it is about."""
        record: Agreement = self.relations.at(path)
        node = self.about("Legislation", path, record)
        if record.title.text:
            node["eli:title"] = self.prose(record.title.text)
        if record.designation.text:
            node["legislationType"] = self.prose(record.designation.text)
        node |= dates(record.signed, record.in_force)
        if record.place.text:
            node["locationCreated"] = {"@type": "Place", "name": self.prose(record.place.text)}
        node["legislationPassedBy"] = self.ids(("parties", key) for key in record.parties)
        node["about"] = self.ids(
            [*(("areas", key) for key in self.dossier.areas), *(("agreement", "forms", key) for key in record.forms)]
        )
        return node | {"subjectOf": self.sources(record.signed.sources)}

    def party(self, path: KeyPath) -> Node:
        """A party."""
        record: Party = self.relations.at(path)
        node = self.about("Organization", path, record) | {"alternateName": self.text(record.acronym)}
        if record.seat.city:
            node["address"] = {"@type": "PostalAddress", "addressLocality": self.text(record.seat.city)}
            if record.seat.country:
                node["address"]["addressCountry"] = plain(record.seat.country)
        if record.website.text:
            node["url"] = [{"@id": link} for link in prose.links(self.editions[0].plain(record.website.text))]
        return node | {"subjectOf": self.id(("instruments", record.founded_by))}

    def signatory(self, path: KeyPath) -> Node:
        """A person who acted for a party."""
        record: Signatory = self.relations.at(path)
        return self.about("Person", path, record) | {"affiliation": self.id(("parties", record.party))}

    def topic(self, path: KeyPath) -> Node:
        """An area or a form of cooperation."""
        node = self.about("DefinedTerm", path, self.relations.at(path))
        return node | {"inDefinedTermSet": self.set("areas" if path[0] == "areas" else "forms")}

    def instrument(self, path: KeyPath) -> Node:
        """An instrument."""
        record: Instrument = self.relations.at(path)
        node = self.about("Legislation", path, record) | {"legislationType": self.word(f"kind-{record.kind}")}
        return node | dates(record.adopted or record.signed, record.in_force)

    def articles(self, path: KeyPath) -> Iterator[Node]:
        """The articles of an instrument that the dossier points to."""
        record: Instrument = self.relations.at(path)
        for number, title in record.articles.titles.items() if record.articles else ():
            yield self.id((*path, "article", number)) | {
                "@type": "Legislation",
                "legislationIdentifier": plain(number),
                "name": self.text(title),
                "isPartOf": self.id(path),
            }

    def source(self, path: KeyPath) -> Node:
        """A source, its title in the language it is in."""
        record: Source = self.relations.at(path)
        node: Node = {
            **self.id(path),
            "@type": SOURCES.get(record.type, "CreativeWork"),
            "name": {"@language": record.language, "@value": record.title},
            "description": self.text(record.summary),
            "inLanguage": plain(record.language),
        }
        if record.title_en:
            node["alternateName"] = {"@language": "en", "@value": record.title_en}
        if record.author:
            node["author"] = [agent(author) for author in record.author]
        if record.container_title:
            node["isPartOf"] = {"@type": "CreativeWork", "name": plain(record.container_title)}
        if record.publisher:
            node["publisher"] = {"@type": "Organization", "name": plain(record.publisher)}
        if record.issued:
            node["datePublished"] = day(record.issued)
        for name, value in (("identifier", record.number), ("pagination", record.page)):
            if value:
                node[name] = plain(value)
        return node | ({"url": {"@id": record.url}} if record.url else {})

    def region(self, path: KeyPath) -> Node:
        """The region."""
        record: Region = self.relations.at(path)
        return self.about("Place", path, record)

    def state(self, path: KeyPath) -> Node:
        """A State of the region."""
        record: State = self.relations.at(path)
        code = str(path[-1])
        name = self.said(lambda edition: (edition.country(code, record.name).unescape(), edition.language))
        return {
            **self.id(path),
            "@type": "Country",
            "name": name,
            "identifier": plain(record.iso3),
            "containedInPlace": self.id(("states",)),
        }

    def event(self, path: KeyPath) -> Node:
        """An event."""
        record: Event = self.relations.at(path)
        node = self.id(path) | {"@type": "Event", "name": self.text(record.label)}
        if record.text:
            node["description"] = self.prose(record.text)
        for name, value in (("startDate", record.date), ("endDate", record.until)):
            if value:
                node[name] = day(value)
        if record.about:
            node["about"] = self.ids(reference.path for reference in record.about)
        return node

    def term(self, path: KeyPath) -> Node:
        """A term of the glossary."""
        record: Term = self.relations.at(path)
        node = self.id(path) | {
            "@type": "DefinedTerm",
            "name": self.text(record.label),
            "inDefinedTermSet": self.set("glossary"),
        }
        if record.text:
            node["description"] = self.prose(record.text)
        return node

    # Statements

    def claims(self) -> Iterator[Node]:
        """Every statement that has a value in words or a date, and the other values where sources disagree."""
        for entry in self.relations.entries:
            if value := self.value(entry.statement):
                note = {"description": self.prose(entry.statement.note)} if entry.statement.note else {}
                yield self.claim(entry) | value | note | self.support(entry.statement.sources)
                for other in entry.statement.others:
                    yield self.claim(entry, other=True) | self.value(other) | self.support(other.sources)

    def claim(self, entry: Entry, other: bool = False) -> Node:
        """What a statement is about; it has the identifier of its place, unless that is its record's or another value."""
        label = getattr(entry.statement, "label", None)
        node: Node = {} if other or entry.path == entry.record else self.id(entry.path)
        node |= {"@type": "Claim", "name": self.text(label) if label else self.word(str(entry.path[-1]))}
        treaty = [("instruments", self.dossier.states.treaty)] if entry.record[1:2] == ("states",) else []
        return node | {"about": self.ids([entry.record, *treaty])}

    def value(self, statement: Any) -> Node:
        """What a statement says, in words and as the days to which it applies; nothing if it is absent."""
        node: Node = {}
        if text := getattr(statement, "text", None) or getattr(statement, "city", None):
            node["text"] = self.prose(text)
        if date := getattr(statement, "date", None):
            until = getattr(statement, "until", None)
            node["temporalCoverage"] = plain(f"{date}/{until}" if until else date)
        return node

    def support(self, citations: Iterable[Citation]) -> Node:
        """The sources that state a statement, and those from which it was inferred or computed."""
        ways: dict[str, list[Citation]] = {}
        for citation in citations:
            ways.setdefault("citation" if citation.basis == "stated" else "isBasedOn", []).append(citation)
        return {way: self.sources(given) for way, given in ways.items()}

    # Pages

    def page(
        self,
        url: str,
        title: str,
        trail: Iterable[tuple[str, str]],
        path: KeyPath | None = None,
        sources: Iterable[str] = (),
    ) -> Node:
        """One page: where it stands below the addresses and names of ``trail``, the record it is about, its sources."""
        edition = self.editions[0]
        context = CONTEXT if path else {"@vocab": CONTEXT["@vocab"]}
        node: Node = {
            "@context": context | {"@language": self.language},
            "@type": "WebPage",
            "@id": url,
            "name": title,
            "isPartOf": {"@type": "WebSite", "@id": self.root, "name": edition.plain(self.dossier.interface.site_name)},
        }
        if items := [
            {"@type": "ListItem", "position": position, "name": name, "item": {"@id": address}}
            for position, (address, name) in enumerate(trail, 1)
        ]:
            node["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
        if path:
            node["mainEntity"] = self.record(path)
        if cited := self.ids(("sources", key) for key in sources):
            node["citation"] = cited
        return node


def plain(text: str) -> Node:
    """A text that is in no language: a code, a number, a name as printed."""
    return {"@type": "Text", "@value": text}


def day(date: Date) -> Node:
    """A date for a property of schema.org."""
    return {"@type": "Date", "@value": date}


def dates(made: DateStatement | None, in_force: DateStatement | None) -> Node:
    """When an instrument was signed or adopted, and when it entered into force; ELI wants whole days."""
    node: Node = {"legislationDate": day(made.date)} if made and made.date else {}
    for name, statement in (("date_document", made), ("first_date_entry_in_force", in_force)):
        if statement and statement.date and len(statement.date) == 10:
            node[f"eli:{name}"] = {"@type": "xsd:date", "@value": statement.date}
    return node


def agent(author: Author) -> Node:
    """Who wrote a source."""
    if author.literal:
        return {"@type": "Organization", "name": plain(author.literal)}
    name = " ".join(filter(None, (author.given, author.family)))
    names = {"name": name, "familyName": author.family, "givenName": author.given}
    return {"@type": "Person", **{key: plain(value) for key, value in names.items() if value}}
