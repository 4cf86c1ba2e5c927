"""Records as linked data: JSON-LD in the terms of schema.org and of the European Legislation Identifier (ELI).

A record has the address of its page and a fragment as its identifier, the same in every language. Every statement with
a value is a ``Claim`` about its record; the sources that state it are its ``citation``, those from which it was
inferred or computed are what it ``isBasedOn``. What has no value is left out. ``linked_data.yml`` has the properties.
Terms: https://schema.org/docs/full.html and http://data.europa.eu/eli/ontology
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..addresses import place
from ..language.edition import Edition, country_name
from ..records import prose
from ..records.collections import KeyPath
from ..records.dates import Date
from ..records.model import Agreement, Author, Instrument, Source
from ..records.relations import Relations, record_of
from ..records.statements import Citation
from ..records.urls import Url
from ..records.values import Identifier, LocalText, Prose, Reference
from ..records.yaml_tables import yaml_table
from ..settings import Settings
from .csl import names_of
from .json_text import compact, with_value

JsonLd = dict[str, Any]  # a thing with its properties, as JSON-LD
TERMS: Mapping[str, JsonLd] = yaml_table(Path(__file__).with_suffix(".yml"))  # the properties by model
LEGAL_KINDS = ("treaty", "resolution", "rules")
"""Kinds of instruments that are legal documents by themselves; of an agreement or a memorandum its words decide."""
CONTEXT: JsonLd = TERMS["@context"]


def script(node: JsonLd) -> Markup:
    """Return a document as a block of a page that no browser runs and no text in it can leave."""
    return Markup('<script type="application/ld+json">{}</script>').format(htmlsafe_json_dumps(node, dumps=compact))


def whole_graph(relations: Relations, editions: Sequence[Edition], settings: Settings) -> str:
    """Return the dossier in all languages, a node a line; without an address of the site, relative to ``data/``."""
    graph = Graph(relations, editions, settings.address or "../")
    nodes = ",\n".join(map(compact, (graph.site(settings.licence), *graph.records(), *graph.claims())))
    return f'{{"@context":{compact(CONTEXT)},"@graph":[\n{nodes}\n]}}\n'


def licensed(licence: str) -> JsonLd:
    """Return the property for a licence, which is an SPDX identifier, an address, or empty."""
    address = licence if ":" in licence else f"https://spdx.org/licenses/{licence}"
    return {"license": {"@id": address}} if licence else {}


def properties(record: Any) -> JsonLd:
    """Return the properties of a record, as ``linked_data.yml`` has them."""
    return TERMS["Legislation" if getattr(record, "kind", "") in LEGAL_KINDS else type(record).__name__]


def first_given(record: Any, fields: str) -> Any:
    """Return the first value that is given in some fields: ``adopted.date signed.date``."""
    for path in fields.split():
        value = record
        for name in path.split("."):
            value = getattr(value, name, None)
        if value:
            return value
    return None


class Graph:
    """The records of a dossier as nodes, with their texts in the languages of ``editions``.

    ``root`` stands before every address. With one edition, its language is that of plain texts.
    """

    def __init__(self, relations: Relations, editions: Sequence[Edition], root: str):
        self.relations, self.dossier, self.editions, self.root = relations, relations.dossier, editions, root
        self.language = editions[0].language if len(editions) == 1 else None

    def id(self, path: KeyPath) -> JsonLd:
        """Return a reference to the part of the dossier at ``path``; the thing that a page is about is ``#this``."""
        address, fragment = place(path)
        return {"@id": f"{self.root}{address}#{fragment or 'this'}"}

    def word(self, key: str) -> Any:
        """Return a word of the interface in each language."""
        return self.value(self.dossier.interface.words[Identifier(key.replace("_", "-"))])

    def value(self, value: Any) -> Any:
        """Return a value of a record, or none, as its type is written in JSON-LD; prose loses its markup."""
        match value:
            case None | "":
                return None
            case tuple():
                parts = [self.value(part) for part in value]
                return [part for number, part in enumerate(parts) if part not in parts[:number]]
            case LocalText():
                turn = prose.plain if isinstance(value, Prose) else str
                texts = {code: turn(text) for text, code in (edition.pick(value) for edition in self.editions)}
                if self.language and list(texts) == [self.language]:
                    return texts[self.language]
                return [{"@language": code, "@value": text} for code, text in texts.items()]
            case Citation():
                return self.value(value.source)
            case Reference():
                return self.id(value.path)
            case Author():
                return self.author(value)
            case Url():
                return {"@id": value}
        # a code, a number or a name as printed is a text without a language
        return {"@type": "Date" if isinstance(value, Date) else "Text", "@value": value}

    def node(self, record: Any, terms: Mapping[str, Any]) -> JsonLd:
        """Return those of the properties that have a value; nothing if none has but the type."""
        node: JsonLd = {}
        for name, term in terms.items():
            if isinstance(term, dict):
                node[name] = self.node(record, term)
            elif term.startswith("("):
                method, _, fields = term[1:].partition(")")
                node[name] = getattr(self, method)(record, fields)
            else:
                node[name] = term if name == "@type" else self.value(first_given(record, term))
        node = with_value(node)
        return node if node.keys() - {"@type"} else {}

    # The methods that the table of the properties names

    def kind(self, instrument: Instrument, _: str) -> Any:
        """Return the sort of an instrument."""
        return self.word(f"kind-{instrument.kind}")

    def topics(self, _agreement: Agreement, _: str) -> list[JsonLd]:
        """Return the areas and the forms of cooperation."""
        return [self.id(path) for paths in self.relations.topic_paths.values() for path in paths]

    def links(self, record: Any, fields: str) -> list[JsonLd]:
        """Return the links in a text."""
        text = first_given(record, fields)
        return [{"@id": link} for link in prose.links(self.editions[0].plain(text))] if text else []

    def whole_day(self, record: Any, fields: str) -> JsonLd | None:
        """Return a date for ELI, which has no date that is known to the month or year only."""
        date = first_given(record, fields) or ""
        return {"@type": "xsd:date", "@value": date} if len(date) == 10 else None

    def days(self, statement: Any, _: str) -> Any:
        """Return the day of a statement, or the first and the last."""
        return self.value("/".join(filter(None, (getattr(statement, name, None) for name in ("date", "until")))))

    def cited(self, statement: Any, bases: str) -> Any:
        """Return the sources that state a statement, or those from which it follows."""
        return self.value(tuple(citation for citation in statement.sources if citation.basis in bases.split()))

    def type_of_source(self, source: Source, _: str) -> str:
        """Return the sort of work that a source is."""
        return names_of(source.type).schema_org

    def printed_title(self, source: Source, _: str) -> JsonLd:
        """Return the title of a source in its own language."""
        return {"@language": source.language, "@value": source.title}

    def translated_titles(self, source: Source, _: str) -> list[JsonLd]:
        """Return translations of the title of a source."""
        titles = source.translated_title.root if source.translated_title else {}
        return [{"@language": language, "@value": title} for language, title in titles.items()]

    def author(self, author: Author) -> JsonLd:
        """Return a person or a body."""
        node = {
            "@type": "Organization" if author.literal else "Person",
            "name": self.value(author.literal or f"{author.given or ''} {author.family}".strip()),
            "familyName": self.value(author.family),
            "givenName": self.value(author.given),
        }
        return with_value(node)

    # Nodes

    def site(self, licence: str) -> JsonLd:
        """Return the site as a whole; ``licence`` is an SPDX identifier, an address, or empty."""
        interface = self.dossier.interface
        return {
            "@id": self.root,
            "@type": "WebSite",
            "name": self.value(interface.site_name),
            "inLanguage": self.value(tuple(interface.languages)),
            "about": self.id(("agreement",)),
            "dateModified": self.value(self.dossier.agreement.compiled),
            **licensed(licence),
        }

    def records(self) -> Iterator[JsonLd]:
        """Yield every record, and the sets that terms, areas and forms belong to."""
        for path, part in self.relations.parts.items():
            if path and path == record_of(path) and type(part).__name__ in TERMS:
                yield self.record(path)
        yield from self.articles()
        dossier = self.dossier
        sets = {"areas": dossier.areas, "forms": dossier.agreement.forms, "glossary": dossier.glossary}
        for name in filter(sets.get, sets):
            yield {**self.set(name), "@type": "DefinedTermSet", "name": self.word(name)}

    def record(self, path: KeyPath) -> JsonLd:
        """Return the record at ``path``, with what only its place tells."""
        record = self.relations.parts[path]
        node = self.id(path) | self.node(record, properties(record))
        if node["@type"] == "DefinedTerm":
            node["inDefinedTermSet"] = self.set(path[-2])
        elif node["@type"] == "Country":
            node["containedInPlace"] = self.id(("states",))
            node["name"] = self.value(country_name(str(path[-1]), record, self.editions))
        return node

    def entity(self, path: KeyPath) -> JsonLd | list[JsonLd]:
        """Return the subject of a page: the record at ``path``, or every question with its answer."""
        if path != ("questions",):
            return self.record(path)
        return [self.record((*path, key)) for key in self.dossier.questions]

    def set(self, name: str | int) -> JsonLd:
        """Return a reference to the areas, the forms or the glossary as a whole."""
        return {"@id": f"{self.root}{name}/#this"}

    def articles(self) -> Iterator[JsonLd]:
        """Yield the articles of instruments that the dossier points to."""
        for key, instrument in self.dossier.instruments.items():
            kind = properties(instrument)["@type"]
            for number, title in instrument.articles.titles.items() if instrument.articles else ():
                yield self.id(("instruments", key, "article", number)) | {
                    "@type": kind,
                    "legislationIdentifier" if kind == "Legislation" else "identifier": self.value(number),
                    "name": self.value(title),
                    "isPartOf": self.id(("instruments", key)),
                }

    def claims(self) -> Iterator[JsonLd]:
        """Yield every statement with a value in words or a date, and the other values where sources disagree.

        Each has the identifier of its place, but for another value, or where that place is its record's.
        """
        treaty = self.dossier.states and ("instruments", self.dossier.states.treaty)
        for entry in self.relations.entries:
            statement, label = entry.statement, getattr(entry.statement, "label", None)
            told = self.node(statement, TERMS["Claim"])
            if "text" in told or "temporalCoverage" in told:
                paths = [entry.record, treaty] if treaty and entry.record[1:2] == ("states",) else [entry.record]
                about = {
                    "name": self.value(label) if label else self.word(str(entry.path[-1])),
                    "about": [self.id(path) for path in paths],
                }
                yield (self.id(entry.path) if entry.path != entry.record else {}) | about | told
                yield from (about | self.node(other, TERMS["Claim"]) for other in statement.others)

    def page(
        self, url: str, title: str, trail: Iterable[tuple[str, str]], entity: Any, sources: Iterable[str]
    ) -> JsonLd:
        """Return one page: its place below the addresses and names of ``trail``, what it is about, what it cites."""
        context = CONTEXT if entity else {"@vocab": CONTEXT["@vocab"]}
        site_name = self.editions[0].plain(self.dossier.interface.site_name)
        steps = [
            {"@type": "ListItem", "position": position, "name": name, "item": {"@id": address}}
            for position, (address, name) in enumerate(trail, 1)
        ]
        node = {
            "@context": context | {"@language": self.language},
            "@type": "FAQPage" if isinstance(entity, list) else "WebPage",
            "@id": url,
            "name": title,
            "isPartOf": {"@type": "WebSite", "@id": self.root, "name": site_name},
            "breadcrumb": steps and {"@type": "BreadcrumbList", "itemListElement": steps},
            "mainEntity": entity,
            "citation": [self.id(("sources", key)) for key in dict.fromkeys(sources)],
        }
        return with_value(node)
