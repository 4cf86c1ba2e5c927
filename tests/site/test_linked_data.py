"""Linked data in each page and of the whole dossier, expanded and counted by rdflib without a network."""

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

import pytest
from dossier.exports.linked_data import whole_graph
from dossier.language.edition import Edition
from dossier.reading.load import load
from dossier.records.model import Dossier
from dossier.records.relations import Relations
from dossier.records.values import LanguageCode
from dossier.settings import Settings
from dossier.site.pages import sites
from published import LANGUAGES, Published
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef

SCHEMA, ELI = Namespace("https://schema.org/"), Namespace("http://data.europa.eu/eli/ontology#")
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's parser itself uses it
NEUTRAL = ("agreement", "memorandum", "exchange-of-letters", "working-arrangement")
"""Kinds of instruments whose standing in law depends on their words."""
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".zip": "application/zip",
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched: what the terms mean stands in the document."""

    def refuse(*arguments: Any) -> None:
        pytest.fail(f"something was to be fetched: {arguments}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def graph(text: str, base: str = Published.address) -> Graph:
    """The statements of a document."""
    return Graph().parse(data=text, format="json-ld", publicID=base)


@pytest.fixture(scope="module")
def whole(site: Published) -> Graph:
    """The whole dossier."""
    return graph((site.folder / "data" / "dossier.jsonld").read_text("utf-8"))


@pytest.fixture(scope="module")
def lakes_whole(lakes: Published) -> Graph:
    """The whole dossier of the made-up agreement."""
    return graph((lakes.folder / "data" / "dossier.jsonld").read_text("utf-8"))


def thing(place: str) -> URIRef:
    """Return the things that a page, or a place on it, is about."""
    return URIRef(Published.address + (place if "#" in place else f"{place}#this"))


def linked(site: Published, address: str) -> Graph:
    """The statements of a page."""
    return graph(site.pages[address].xpath("string(//script[@type='application/ld+json'])"))


def valued(dossier: Dossier) -> Iterator[Any]:
    """Every statement that says something in words or as a date, and every other value."""
    for entry in Relations(dossier).entries:
        if any(getattr(entry.statement, name, None) for name in ("text", "date", "city")):
            yield entry.statement
            yield from entry.statement.others


def test_every_record_is_described(whole: Graph, dossier: Dossier) -> None:
    areas, terms, forms = dossier.areas, dossier.glossary, dossier.agreement.forms
    assert dossier.states
    expected = {
        SCHEMA.Organization: [f"parties/{key}/" for key in dossier.parties],
        SCHEMA.Person: [f"signatories/{key}/" for key in dossier.signatories],
        SCHEMA.Country: [f"region/#{code}" for code in dossier.states.states],
        SCHEMA.Event: [f"timeline/#{key}" for key in dossier.events],
        SCHEMA.DefinedTermSet: ["areas/", "forms/", "glossary/"],
        SCHEMA.DefinedTerm: [
            *(f"areas/{key}/" for key in areas),
            *(f"glossary/#{key}" for key in terms),
            *(f"forms/#{key}" for key in forms),
        ],
    }
    for kind, places in expected.items():
        mine = {subject for subject in whole.subjects(RDF.type, kind) if isinstance(subject, URIRef)}
        assert mine == set(map(thing, places)), kind
    assert set(whole.objects(thing("agreement/"), RDF.type)) == {SCHEMA.CreativeWork}
    for key, instrument in dossier.instruments.items():
        legal = instrument.kind in ("treaty", "resolution", "rules")
        kind = SCHEMA.Legislation if legal else SCHEMA.CreativeWork
        assert set(whole.objects(thing(f"instruments/{key}/"), RDF.type)) == {kind}, key
        texts = {thing(f"sources/{text}/") for text in instrument.texts}
        assert set(whole.objects(thing(f"instruments/{key}/"), SCHEMA.workExample)) == texts, key
    for key, source in dossier.sources.items():
        node = thing(f"sources/{key}/")
        assert whole.value(node, SCHEMA.name) == Literal(source.title, lang=source.language)
        assert whole.value(node, SCHEMA.url) == (source.url and URIRef(source.url)), key
        for term, value in (
            (SCHEMA.isPartOf / SCHEMA.name, source.container_title),
            (SCHEMA.identifier, source.number),
            (SCHEMA.publisher / SCHEMA.name, source.publisher),
            (SCHEMA.pagination, source.page),
            (SCHEMA.inLanguage, source.language),
            (SCHEMA.datePublished, source.issued),
        ):
            assert [str(found) for found in whole.objects(node, term)] == [value for value in [value] if value], key
        translated = source.translated_title.root if source.translated_title else {}
        titles = {Literal(title, lang=language) for language, title in translated.items()}
        assert set(whole.objects(node, SCHEMA.alternateName)) == titles, key
        names = {author.literal or " ".join(filter(None, (author.given, author.family))) for author in source.author}
        assert {str(name) for name in whole.objects(node, SCHEMA.author / SCHEMA.name)} == names, key


def test_articles_are_parts_of_their_instrument(whole: Graph, dossier: Dossier) -> None:
    for key, instrument in dossier.instruments.items():
        parts = list(whole.subjects(SCHEMA.isPartOf, thing(f"instruments/{key}/")))
        titles = instrument.articles.titles if instrument.articles else {}
        term = SCHEMA.legislationIdentifier
        if instrument.kind not in ("treaty", "resolution", "rules"):
            term = SCHEMA.identifier
        assert {str(whole.value(part, term)) for part in parts} == set(titles)
        assert {str(whole.value(part, SCHEMA.name, any=True)) for part in parts} <= {
            text for title in titles.values() for text in title.root.values()
        }
    assert sum(len(instrument.articles.titles) for instrument in dossier.instruments.values() if instrument.articles)


@pytest.mark.parametrize("name", ["site", "lakes"])
def test_every_statement_with_a_value_is_a_claim_with_its_sources(name: str, request: pytest.FixtureRequest) -> None:
    data = request.getfixturevalue("whole" if name == "site" else "lakes_whole")
    dossier = load(request.getfixturevalue(name).folder.parent / "data")
    statements, claims = list(valued(dossier)), list(data.subjects(RDF.type, SCHEMA.Claim))
    assert len(claims) == len(statements) > 30 * (name == "site")
    for term, bases in ((SCHEMA.citation, {"stated"}), (SCHEMA.isBasedOn, {"inferred", "computed"})):
        expected = sum(
            len({citation.source for citation in statement.sources if citation.basis in bases})
            for statement in statements
        )
        assert sum(len(list(data.objects(claim, term))) for claim in claims) == expected > 0
    for claim in claims:
        assert (claim, SCHEMA.about, None) in data and (claim, SCHEMA.name, None) in data
        assert (claim, SCHEMA.text, None) in data or (claim, SCHEMA.temporalCoverage, None) in data
        sources = [*data.objects(claim, SCHEMA.citation), *data.objects(claim, SCHEMA.isBasedOn)]
        assert sources and all((source, RDF.type, None) in data for source in sources)


def test_what_is_not_stated_is_left_out(whole: Graph, dossier: Dossier) -> None:
    known = {SCHEMA.alternateName: dossier.agreement.title, SCHEMA.locationCreated: dossier.agreement.place}
    for term, statement in known.items():
        assert ((thing("agreement/"), term, None) in whole) == (statement.absent is None)
    for entry in Relations(dossier).absent():
        if entry.record == ("agreement",):
            assert (thing(f"agreement/#{entry.path[-1]}"), None, None) not in whole
            assert (thing(f"not-stated/#{entry.path[-1]}"), None, None) not in whole
    assert not list(whole.triples((None, SCHEMA.birthDate, None)))


def test_nothing_says_what_standing_in_law_an_agreement_has(whole: Graph, lakes_whole: Graph, dossier: Dossier) -> None:
    neutral = [f"instruments/{key}/" for key, found in dossier.instruments.items() if found.kind in NEUTRAL]
    assert neutral
    for data, place in ((lakes_whole, "agreement/"), *((whole, place) for place in ("agreement/", *neutral))):
        terms = {str(term) for term in data.predicates(thing(place))}
        assert not {term for term in terms if "legislation" in term or term.startswith(str(ELI))}, place
    treaty = thing("instruments/rome-statute/")
    assert whole.value(treaty, ELI.date_document) == Literal("1998-07-17", datatype=XSD.date)
    assert whole.value(treaty, ELI.first_date_entry_in_force) == Literal("2002-07-01", datatype=XSD.date)


def test_agreement_in_the_terms_of_schema(whole: Graph, lakes_whole: Graph, dossier: Dossier) -> None:
    agreement, record = thing("agreement/"), dossier.agreement
    assert whole.value(agreement, SCHEMA.dateCreated) == Literal(record.signed.date, datatype=SCHEMA.Date)
    genres = record.designation.text.root.items() if record.designation.text else ()
    assert {Literal(text, lang=code) for code, text in genres} <= set(whole.objects(agreement, SCHEMA.genre))
    parties = {thing(f"parties/{party}/") for party in record.parties}
    assert set(whole.objects(agreement, SCHEMA.sourceOrganization)) == parties
    reports = {thing(f"sources/{citation.source}/") for citation in record.signed.sources}
    assert set(whole.objects(agreement, SCHEMA.subjectOf)) == reports
    names = list(whole.objects(agreement, SCHEMA.name))
    assert {name.language for name in names if isinstance(name, Literal)} == {"en", "es", "fr", "pt"}
    assert lakes_whole.value(agreement, SCHEMA.alternateName) == Literal("Pact on the Care of Lakes", lang="en")
    place = lakes_whole.value(agreement, SCHEMA.locationCreated)
    assert lakes_whole.value(place, SCHEMA.name) == Literal("Oslo.", lang="en")


def test_participation_of_a_state(whole: Graph, dossier: Dossier) -> None:
    assert dossier.states
    edition, treaty = Edition(dossier, LanguageCode("fr")), thing(f"instruments/{dossier.states.treaty}/")
    for code, state in dossier.states.states.items():
        country, name = thing(f"region/#{code}"), edition.country(code.upper(), state.name)
        assert Literal(name, lang="fr") in set(whole.objects(country, SCHEMA.name))
        assert whole.value(country, SCHEMA.identifier) == Literal(state.iso3, datatype=SCHEMA.Text)
        signed = thing(f"region/#{code}-signed")
        if state.signed and state.signed.date:
            assert {country, treaty} == set(whole.objects(signed, SCHEMA.about))
            assert str(whole.value(signed, SCHEMA.temporalCoverage)) == state.signed.date
        assert ((thing(f"region/#{code}-in-force"), None, None) in whole) == bool(
            state.in_force and state.in_force.date
        )


def test_other_values_are_told_where_sources_disagree(lakes_whole: Graph) -> None:
    status = [
        claim
        for claim in lakes_whole.subjects(SCHEMA.about, thing("agreement/"))
        if Literal("Legal status", lang="en") in set(lakes_whole.objects(claim, SCHEMA.name))
    ]
    assert {str(lakes_whole.value(claim, SCHEMA.text)) for claim in status} == {"In force.", "Suspended."}


@pytest.mark.parametrize("name", ["site", "lakes"])
def test_every_identifier_of_the_site_is_described_or_a_place_on_it(name: str, request: pytest.FixtureRequest) -> None:
    published = request.getfixturevalue(name)
    data = request.getfixturevalue("whole" if name == "site" else "lakes_whole")
    described = set(data.subjects())
    for node in {node for triple in data for node in triple if str(node).startswith(Published.address)}:
        address, fragment = urldefrag(str(node).removeprefix(Published.address))
        assert address in published.pages, node
        assert node in described or fragment in published.identifiers[address], node
        assert fragment in ("", "this", *published.identifiers[address]), node


def test_words_have_a_language_and_codes_have_none(whole: Graph) -> None:
    texts = [value for value in whole.objects() if isinstance(value, Literal)]
    assert all(value.language or value.datatype for value in texts)
    assert {value.language for value in texts if value.language} >= {"en", "es", "fr", "pt", "pl"}
    assert not [value for value in texts if value.language and ("](" in value or "*" in value)], "markup is left"


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_linked_data_of_every_page(prefix: str, site: Published) -> None:
    language = prefix[:2] or "en"
    english = [address for address in site.pages if address[:3] not in LANGUAGES.values() and address != "404.html"]
    for address in [prefix + address for address in ("", *english)]:
        data, page = linked(site, address), URIRef(Published.address + address)
        kind = SCHEMA.FAQPage if address == f"{prefix}questions/" else SCHEMA.WebPage
        assert data.value(page, RDF.type) == kind
        name = data.value(page, SCHEMA.name)
        assert name == Literal(site.one(address, "meta[property='og:title']").get("content"), lang=language)
        assert data.value(page, SCHEMA.isPartOf) == URIRef(Published.address)
        trail = sorted(
            (
                int(str(data.value(item, SCHEMA.position))),
                str(data.value(item, SCHEMA.name)),
                str(data.value(item, SCHEMA.item)),
            )
            for item in data.objects(None, SCHEMA.itemListElement)
        )
        shown = site.pages[address].cssselect(".trail a")
        assert not trail or [name for _, name, _ in trail][: len(shown)] == [link.text for link in shown], address
        assert all(target.removeprefix(Published.address) in site.pages for _, _, target in trail)
        depth = address.removeprefix(prefix).count("/")
        assert len(trail) == (depth if depth > 1 else 0), address


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("agreement/", SCHEMA.CreativeWork),
        ("es/parties/icc/", SCHEMA.Organization),
        ("fr/areas/evidence/", SCHEMA.DefinedTerm),
        ("pt/signatories/piotr-hofmanski/", SCHEMA.Person),
        ("instruments/rome-statute/", SCHEMA.Legislation),
        ("es/sources/bnn-2024/", SCHEMA.NewsArticle),
    ],
)
def test_page_of_a_record_says_what_it_is_about_and_what_it_cites(
    address: str, kind: URIRef, site: Published, whole: Graph
) -> None:
    data, page = linked(site, address), URIRef(Published.address + address)
    subject = data.value(page, SCHEMA.mainEntity)
    assert (subject, RDF.type, kind) in data
    told = {(term, value) for term, value in data.predicate_objects(subject) if not isinstance(value, BNode)}
    assert told <= set(whole.predicate_objects(subject))
    cited = {str(source) for source in data.objects(page, SCHEMA.citation)}
    assert len(cited) == len(site.pages[address].cssselect(".references li"))
    assert all((URIRef(source), RDF.type, None) in whole for source in cited)


def test_without_an_address_identifiers_are_relative(dossier: Dossier) -> None:
    editions = sites(dossier, Settings())
    relative = whole_graph(editions["en"].relations, [site.edition for site in editions.values()], Settings())
    data = graph(relative, "https://copy.example/folder/data/dossier.jsonld")
    assert (URIRef("https://copy.example/folder/agreement/#this"), RDF.type, SCHEMA.CreativeWork) in data
    head = next(page.html for page in editions["es"].pages if page.address == "agreement/")
    page = graph(head.partition('json">')[2].partition("</script>")[0], "https://copy.example/folder/es/agreement/")
    assert (URIRef("https://copy.example/folder/agreement/#this"), RDF.type, SCHEMA.CreativeWork) in page


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_page_of_the_downloads_describes_a_data_set(prefix: str, site: Published, dossier: Dossier) -> None:
    data, language = linked(site, f"{prefix}data/"), prefix[:2] or "en"
    node = data.value(URIRef(f"{Published.address}{prefix}data/"), SCHEMA.mainEntity)
    assert set(data.objects(node, RDF.type)) == {SCHEMA.Dataset}
    name = dossier.interface.site_name.root[LanguageCode(language)]
    assert data.value(node, SCHEMA.name) == Literal(name, lang=language)
    assert 50 <= len(str(data.value(node, SCHEMA.description))) <= 5000, "as search engines for data want it"
    assert str(data.value(node, SCHEMA.dateModified)) == dossier.agreement.compiled
    assert data.value(node, SCHEMA.about) == thing("agreement/")
    assert data.value(node, SCHEMA.spatialCoverage) == thing("region/")
    first, _, last = str(data.value(node, SCHEMA.temporalCoverage)).partition("/")
    assert first == Relations(dossier).timeline[0].year and first < last
    assert (None, SCHEMA.license, None) not in data
    files = list(data.objects(node, SCHEMA.distribution))
    addresses = [str(data.value(file, SCHEMA.contentUrl)).removeprefix(Published.address) for file in files]
    names = {path.name for path in (site.folder / "data").iterdir() if path.is_file() and path.suffix in MEDIA_TYPES}
    assert {address.removeprefix("data/") for address in addresses} == names
    for file, address in zip(files, addresses, strict=True):
        assert str(data.value(file, SCHEMA.contentSize)) == f"{(site.folder / address).stat().st_size} B"
        assert str(data.value(file, SCHEMA.encodingFormat)) == MEDIA_TYPES[f".{address.rpartition('.')[2]}"]


def test_data_set_has_the_licence_that_is_stated(made_up: Dossier) -> None:
    editions = sites(made_up, Settings("https://pact.example/", "CC-BY-4.0"))
    html = next(page.html for page in editions["fr"].pages if page.address == "data/")
    data = graph(html.partition('json">')[2].partition("</script>")[0])
    node = URIRef("https://pact.example/data/#this")
    assert data.value(node, SCHEMA.license) == URIRef("https://spdx.org/licenses/CC-BY-4.0")
    assert str(data.value(node, SCHEMA.temporalCoverage)) == "1999/2019"


def test_licence_is_told_where_it_is_known(dossier: Dossier, whole: Graph) -> None:
    editions = sites(dossier, Settings())
    licences = {"CC-BY-4.0": "https://spdx.org/licenses/CC-BY-4.0", "https://l.example/": "https://l.example/"}
    for licence, address in licences.items():
        settings = Settings(Published.address, licence)
        data = graph(whole_graph(editions["en"].relations, [editions["en"].edition], settings))
        assert data.value(URIRef(Published.address), SCHEMA.license) == URIRef(address)
    assert (None, SCHEMA.license, None) not in whole
