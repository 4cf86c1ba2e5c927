"""The history of changes: its page, and the feed that tells of each change."""

from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from dossier.language.edition import Edition
from dossier.language.progress import Progress
from dossier.records.model import Dossier
from dossier.records.relations import Relations
from dossier.settings import Settings
from dossier.site.feed import feed
from dossier.site.files import files
from dossier.site.pages import sites
from lxml.html import fragment_fromstring
from published import LANGUAGES, Published
from variants import later


def prefix(language: str) -> str:
    """Return the beginning of the addresses of a language."""
    return "" if language == "en" else f"{language}/"


def read(site: Published, language: str) -> Any:
    """The feed of one language as a feed reader understands it."""
    found = feedparser.parse((site.folder / prefix(language) / "feed.xml").read_bytes(), sanitize_html=False)
    assert not found.bozo and found.version == "atom10"
    return found


@pytest.mark.parametrize("language", later(LANGUAGES, first=2))
def test_page_shows_every_change_newest_first(language: str, site: Published, dossier: Dossier) -> None:
    address, plain = f"{prefix(language)}changes/", Edition(dossier, language).plain
    entries = site.pages[address].cssselect(".timeline dd")
    assert [entry.get("id") for entry in entries] == list(dossier.changes)
    for entry, change in zip(entries, dossier.changes.values(), strict=True):
        assert entry.xpath("../dt/time/@datetime") == [change.date]
        text = " ".join(entry.text_content().split())
        assert all(" ".join(plain(words).split()) in text for words in (change.text, change.why))
        assert len(entry.xpath(".//a")) == len(change.about)
    dates = [change.date for change in dossier.changes.values()]
    assert dates == sorted(dates, reverse=True)


def test_places_that_a_change_names_are_linked(lakes: Published) -> None:
    links = [link.get("href") for link in lakes.pages["changes/"].cssselect("#bottom-seen a")]
    assert links == ["../agreement/", "../parties/lake-tribunal/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_tells_every_change(language: str, site: Published, dossier: Dossier) -> None:
    found, root = read(site, language), Published.address + prefix(language)
    plain = Edition(dossier, language).plain
    assert found.feed.id == found.feed.links[0].href == f"{root}feed.xml"
    assert found.feed.language == language
    assert found.feed.title.endswith(site.one(prefix(language), "meta[property='og:site_name']").get("content"))
    assert found.feed.author
    assert found.feed.updated == max(entry.updated for entry in found.entries)
    assert [entry.id for entry in found.entries] == [f"{root}changes/#{key}" for key in dossier.changes]
    for entry, change in zip(found.entries, dossier.changes.values(), strict=True):
        beginning = entry.title.removesuffix("…")
        assert len(entry.title) <= 100 and plain(change.text).startswith(beginning)
        assert entry.title.endswith("…") or entry.title == plain(change.text)
        assert entry.updated == f"{change.date}T00:00:00Z"
        content = fragment_fromstring(entry.content[0].value, create_parent="div")
        assert content.text_content().startswith(plain(change.text) + plain(change.why))
        links = [entry.link, *content.xpath(".//a/@href")]
        assert len(links) == 1 + len(change.about)
        for link in links:
            target, _, fragment = link.removeprefix(Published.address).partition("#")
            assert target.startswith(prefix(language)) and site.leads_somewhere(target, fragment), link


def test_every_page_leads_to_the_feed_of_its_language(site: Published) -> None:
    for address, page in site.pages.items():
        if address != "404.html":
            expected = ("" if page.get("lang") == "en" else f"{page.get('lang')}/") + "feed.xml"
            assert {target for target, _ in site.links(address) if target.endswith("feed.xml")} == {expected}, address


def test_text_of_a_feed_that_is_not_translated_says_so(lakes: Published) -> None:
    entry, other = read(lakes, "es").entries
    assert (entry.title, entry.title_detail.language) == ("La definición de lago es nueva.", "es")
    assert (other.title, other.title_detail.language) == ("First edition.", "en")
    assert 'lang="en"' in entry.content[0].value


def test_site_without_an_address_has_no_feed(made_up: Dossier) -> None:
    without, at_home = sites(made_up, Settings()), sites(made_up, Settings("https://pact.example/"))
    assert "feed.xml" in dict(files(at_home)) and "feed.xml" not in dict(files(without))
    for found, linked in ((without, False), (at_home, True)):
        page = next(page for page in found["en"].pages if page.address == "changes/")
        assert ("feed.xml" in page.content.html) == linked


def test_feed_is_atom_to_the_letter(made_up: Dossier) -> None:
    site = sites(made_up, Settings("https://pact.example/"))["es"]
    atom, root = "{http://www.w3.org/2005/Atom}", "https://pact.example/es/"
    lang = "{http://www.w3.org/XML/1998/namespace}lang"

    def page(address: str) -> tuple[str, dict[str, str], None]:
        return "link", {"rel": "alternate", "type": "text/html", "href": f"{root}{address}"}, None

    said = '<span lang="en">{}</span>'.format
    about = [
        f'<a href="{root}{address}">{said(name)}</a>'
        for address, name in (("agreement/", "Pact on the Care of Lakes"), ("parties/lake-tribunal/", "Lake Tribunal"))
    ]
    found = [
        (element.tag.removeprefix(atom), element.attrib, element.text)
        for element in ElementTree.fromstring(feed(site)).iter()
    ]
    assert found == [
        ("feed", {lang: "es"}, None),
        ("title", {}, f"{site.edition.word('changes')} – {site.name}"),
        ("subtitle", {}, site.edition.word("changes-lead")),
        ("id", {}, f"{root}feed.xml"),
        ("updated", {}, "2020-02-29T00:00:00Z"),
        ("link", {"rel": "self", "type": "application/atom+xml", "href": f"{root}feed.xml"}, None),
        page("changes/"),
        ("author", {}, None),
        ("name", {}, site.name),
        ("entry", {}, None),
        ("title", {}, "La definición de lago es nueva."),
        ("id", {}, f"{root}changes/#bottom-seen"),
        ("updated", {}, "2020-02-29T00:00:00Z"),
        page("changes/#bottom-seen"),
        (
            "content",
            {"type": "html"},
            "<p>La definición de lago es nueva.</p>"
            f"<p>{said('The old one forgot the shore.')}</p><p>{' y '.join(about)}</p>",
        ),
        ("entry", {}, None),
        ("title", {lang: "en"}, "First edition."),
        ("id", {}, f"{root}changes/#first-edition"),
        ("updated", {}, "2020-01-31T00:00:00Z"),
        page("changes/#first-edition"),
        ("content", {"type": "html"}, f"<p>{said('First edition.')}</p><p>{said('Somebody asked for it.')}</p>"),
    ]


@pytest.mark.parametrize("index", [False, True])
def test_identifiers_of_a_feed_do_not_depend_on_how_links_are_written(index: bool, made_up: Dossier) -> None:
    found = feedparser.parse(feed(sites(made_up, Settings("https://pact.example/", index=index))["es"]))
    assert found.feed.id == "https://pact.example/es/feed.xml"
    assert [entry.id for entry in found.entries] == [
        f"https://pact.example/es/changes/#{key}" for key in made_up.changes
    ]
    assert [("index.html" in entry.link) for entry in found.entries] == [index] * len(made_up.changes)


def test_change_is_no_statement_but_is_translated(dossier: Dossier) -> None:
    relations = Relations(dossier)
    assert not [entry for entry in relations.entries if entry.path[0] == "changes"]
    assert Progress(relations).texts["changes.yml"] == 2 * len(dossier.changes)
