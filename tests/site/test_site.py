"""The built site: what is on its pages, where their links lead, and that every statement shows its source."""

import gzip
import posixpath
import re
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import get_args
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import project
import pytest
import yaml
from dossier.addresses import KEY, PAGES, place
from dossier.reading.load import load
from dossier.records.collections import FOLDERS
from dossier.records.model import Dossier, PageName
from dossier.records.relations import Relations
from dossier.site.pages import sites
from lxml.html import fragment_fromstring, tostring
from published import Published, text_of

ARTICLE = yaml.load((project.TESTS / "founding_article.yml").read_text("utf-8"), yaml.CSafeLoader)


@pytest.fixture(params=["site", "lakes"])
def published(request: pytest.FixtureRequest) -> Published:
    """The real site, then that of the made-up agreement."""
    built: Published = request.getfixturevalue(request.param)
    return built


def test_no_warning(published: Published) -> None:
    assert "WARNING" not in published.messages
    assert "ERROR" not in published.messages


def test_every_record_has_its_page(site: Published, dossier: Dossier) -> None:
    expected = {f"{name}/{key}/" for name in FOLDERS for key in getattr(dossier, name)}
    assert expected <= site.pages.keys()
    assert len(site.pages) >= 60


@pytest.mark.parametrize("address", [spec.address for spec in PAGES if KEY not in spec.address] + ["404.html"])
def test_page_exists(address: str, published: Published) -> None:
    assert address in published.pages or address == "comparison/", "the made-up agreement has nothing to compare"


def test_every_page_name_is_a_page() -> None:
    assert {f"{name}/" for name in get_args(PageName)} <= {spec.address for spec in PAGES}


def test_addresses_stay(site: Published) -> None:
    kept = (project.TESTS / "addresses.txt").read_text("utf-8").split("\n")
    gone = [address for address in kept[:-1] if address not in site.all_pages and not (site.folder / address).is_file()]
    assert not gone, "a published address has disappeared"


def test_every_link_leads_somewhere(published: Published) -> None:
    dead = [
        (address, target, fragment)
        for address in published.pages
        if address != "404.html"
        for target, fragment in published.links(address)
        if not published.leads_somewhere(target, fragment)
    ]
    assert not dead
    assert not [link for link in published.links("404.html") if not published.leads_somewhere(*link)]


def test_every_page_has_one_heading_a_title_a_description_and_a_language(published: Published) -> None:
    for address, page in published.pages.items():
        assert len(page.cssselect("h1")) == 1, address
        assert str(page.findtext(".//title")).strip(), address
        assert page.get("lang"), address
        if address != "404.html":
            assert published.one(address, "meta[name=description]").get("content"), address


def test_a_page_that_is_not_found_works_at_any_depth(published: Published) -> None:
    links = [link for link in published.pages["404.html"].xpath("//@href | //@src") if not link.startswith("#")]
    assert links and all(link.startswith(("/site/", "https://code.example/")) for link in links)
    assert [section.get("lang") for section in published.pages["404.html"].cssselect("article .not-found")] == [
        "en",
        "es",
        "fr",
        "pt",
    ]
    assert published.text("404.html", ".site-name") == published.text("", ".site-name")


def test_titles_are_unique(lakes: Published) -> None:
    titles = Counter((page.get("lang"), page.findtext(".//title")) for page in lakes.pages.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_identifiers_are_unique_on_each_page(published: Published) -> None:
    for address, identifiers in published.identifiers.items():
        assert [name for name, count in Counter(identifiers).items() if count > 1] == [], address


def test_every_statement_shows_its_source(published: Published) -> None:
    statements = 0
    for address, page in published.pages.items():
        references = {
            item.get("id"): [link for link in item.xpath(".//a/@href") if "sources" in urljoin(f"/{address}", link)]
            for item in page.cssselect(".references li")
        }
        for statement in page.cssselect("article .statement"):
            if statement.xpath("ancestor::ul[contains('unknown not-stated', @class)]"):
                continue  # the list names its sources once
            marks = statement.cssselect("a.mark")
            assert marks, f"{address}: {statement.text_content()[:80]}"
            assert all(references[mark.attrib["href"].removeprefix("#")] for mark in marks), address
            statements += 1
    assert statements > 50
    assert published.article("not-stated/").xpath("//ul[@class='not-stated']/preceding-sibling::p//a[@class='mark']")


def test_every_statement_of_the_data_is_shown_with_its_certainty(site: Published, dossier: Dossier) -> None:
    index = Relations(dossier)
    missing, unmarked = [], []
    for entry in index.entries:
        address, fragment = place(entry.path)
        shown = site.pages[address].get_element_by_id(fragment, None) if fragment else None
        if shown is None:
            missing.append(entry.path)
        elif shown.tag not in ("h2", "h3"):
            badges = {badge.attrib["class"].split()[1] for badge in shown.cssselect(".badge")}
            if not set(index.shown(entry.statement)) <= badges:
                unmarked.append(entry.path)
    assert not missing
    assert not unmarked


def test_a_reason_names_the_source_it_is_about_where_there_are_several(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    agreement = data / "agreement.yml"
    one = "type: {text: {en: An agreement between two bodies.}, sources: ["
    other = "{source: shore-gazette-2019, basis: inferred, how: {en: From its headline.}}, "
    text = agreement.read_text("utf-8")
    assert one in text
    agreement.write_text(text.replace(one, one + other), "utf-8")
    (page,) = (page for page in sites(load(data))["es"].pages if page.address == "agreement/")
    statement = fragment_fromstring(page.content.html, create_parent="div").get_element_by_id("type")
    marks = [mark.get("href") for mark in statement.cssselect("dd > .marks a.mark")]
    assert len(marks) == 2
    assert sorted(str(mark.get("href")) for mark in statement.cssselect(".how a.mark")) == marks


def test_certainty_counts_nothing_that_is_not_there(published: Published) -> None:
    counts = [text_of(item) for item in published.article("certainty/").cssselect("dl.statements > div[id] > dd")]
    assert counts
    assert not [text for text in counts if re.search(r"\b0$", text)]


def test_a_source_names_what_a_statement_is_about_once(published: Published) -> None:
    for address, page in published.pages.items():
        for group in page.cssselect("article .cited"):
            name = text_of(group.cssselect("p")[0])
            labels = [text_of(item) for item in group.cssselect("ul:not(.unknown) > li")]
            assert not [label for label in labels if label.startswith(f"{name}:")], address


def test_source_page_lists_every_statement_that_rests_on_it(site: Published, dossier: Dossier) -> None:
    index = Relations(dossier)
    for key in dossier.sources:
        cited = [entry for entry in index.cited[key] if entry.record[0] != "questions"]  # which repeat statements
        assert len(site.article(f"sources/{key}/").cssselect(".cited > ul > li")) == len(cited), key


@pytest.mark.parametrize("entry", ARTICLE, ids=lambda entry: f"{entry['page']}{entry['at']}: {entry['fact']}")
def test_fact_of_the_founding_article(entry: dict[str, str], site: Published) -> None:
    assert entry["text"].casefold() in site.text(entry["page"], entry["at"]).casefold()


def test_region_has_a_row_for_each_state(site: Published, dossier: Dossier) -> None:
    assert dossier.states
    rows = [str(row.get("id")) for row in site.pages["region/"].cssselect("table tbody tr")]
    assert sorted(rows) == sorted(map(str, dossier.states.states))


def test_timeline_is_in_order(published: Published) -> None:
    page = published.pages["timeline/"]
    years = [str(heading.get("id")) for heading in page.cssselect(".years h3")]
    assert years == sorted(years)
    for year in page.cssselect(".year"):
        for moments in year.cssselect(".timeline"):
            dates = [time.attrib["datetime"] for time in moments.cssselect("dt time:first-child")]
            assert dates == sorted(dates, key=lambda date: f"{date}-99-99"[:10]), "a month stands after its days"
    dates = [time.attrib["datetime"] for time in page.cssselect(".timeline dt time:first-child")]
    assert published.one("agreement/", "#signed time").get("datetime") in dates


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("areas/evidence/", "instruments/rome-statute/"),
        ("areas/prison-management/", "instruments/nelson-mandela-rules/"),
        ("signatories/piotr-hofmanski/", "parties/icc/"),
        ("parties/ilanud/", "instruments/ilanud-agreement-1975/"),
        ("agreement/", "parties/icc/"),
        ("instruments/rome-statute/", "region/"),
    ],
)
def test_cross_links_lead_both_ways(one: str, other: str, site: Published) -> None:
    for start, end in ((one, other), (other, one)):
        own = {urljoin(start, link) for link in site.article(start).xpath(".//a/@href")}
        assert any(target.partition("#")[0] == end for target in own), f"{start} does not link to {end}"


def test_edit_button_opens_the_file(site: Published, dossier: Dossier) -> None:
    expected = {
        "agreement/": "data/agreement.yml",
        "region/": "data/states.yml",
        "glossary/": "data/glossary.yml",
        "timeline/": "data/events.yml",
        "": "data/agreement.yml",
        "about/": "docs/about.md",
    }
    expected |= {f"{name}/{key}/": f"data/{name}/{key}.yml" for name in FOLDERS for key in getattr(dossier, name)}
    for address, file in expected.items():
        assert site.one(address, "a[rel=edit]").get("href") == Published.edit + file, address
        assert (project.ROOT / file).is_file()


def test_sitemap_lists_every_page(published: Published) -> None:
    root = ElementTree.parse(published.folder / "sitemap.xml").getroot()
    listed = {element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert listed == {Published.address + address for address in published.pages if address != "404.html"}


def test_navigation_and_trail_lead_on(site: Published) -> None:
    listed = {target for target, _ in site.links("areas/evidence/")}
    assert {"agreement/", "areas/", "parties/", "region/", "sources/", "about/"} <= listed
    assert [item.text for item in site.pages["areas/evidence/"].cssselect(".trail a")] == [
        str(site.pages["cite/"].cssselect(".trail a")[0].text),
        site.text("areas/", "h1"),
    ]


def test_repository_is_linked_where_it_is_set(site: Published) -> None:
    assert site.one("", f'footer a[href="{Published.repository}"]') is not None


def test_no_address_of_another_host_is_loaded(published: Published) -> None:
    for address, page in published.pages.items():
        for target in page.xpath("//@src | //link[@rel='stylesheet' or @rel='preconnect']/@href"):
            assert not re.match(r"(https?:)?//", target), f"{address} loads {target}"


def test_made_up_site_knows_nothing_of_the_real_one(lakes: Published) -> None:
    known = re.compile(r"\b(ICC|ILANUD|CPI|TPI)\b|Hofma|Dur[aá]n|International Criminal Court|Rome Statute|The Hague")
    for path in sorted(lakes.folder.rglob("*")):
        if path.suffix in (".html", ".json", ".jsonld", ".csv", ".bib", ".ris", ".xml", ".txt", ".md"):
            assert not known.search(path.read_text("utf-8")), path


def test_made_up_site_says_what_its_data_say(lakes: Published) -> None:
    assert lakes.text("agreement/", "#place dd").startswith("Oslo.")
    assert "Norway" in lakes.text("region/")
    assert "Denmark (made up)" in lakes.text("region/")
    assert "computed" in lakes.text("region/", "#no-in-force")
    about_facts = lakes.article("agreement/").cssselect("dl a[href$='#not-independent']")
    assert not about_facts, "it is said of the sources, not beside statements"
    assert "Suspended." in lakes.text("agreement/", "#status .why")
    assert "Ødegård, Åse." in lakes.text("sources/shore-gazette-2019/")
    assert [len(group.cssselect("tbody tr")) for group in lakes.pages["region/"].cssselect("details.group")] == [1, 2]


def test_no_markup_is_shown_as_text(published: Published) -> None:
    for address in published.pages:
        assert not re.search(r"</?(strong|em|a|span|cite|time|p|li)\b[^>]*>", published.text(address)), address


def test_the_frame_of_a_page_is_light_whatever_is_in_it(published: Published) -> None:
    for address, page in published.pages.items():
        frame = deepcopy(page)
        for part in frame.cssselect("article > *, nav.contents, script[type='application/ld+json']"):
            part.drop_tree()
        assert len(gzip.compress(tostring(frame), 9)) <= 3_500, address


def test_pages_are_light(lakes: Published) -> None:
    def weight(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 9))

    heavy = {
        address: size
        for address in lakes.pages
        if not address.endswith("dossier/")
        and address != "404.html"
        and (size := weight(lakes.folder / address / "index.html")) > 12_000
    }  # the volume is a document of its own
    assert not heavy
    loaded = {
        urlsplit(urljoin("/", path)).path
        for path in lakes.pages[""].xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    }
    assert len(loaded) < 10
    assert sum(weight(lakes.folder / path[1:]) for path in loaded) + weight(lakes.folder / "index.html") < 31_000


def test_nothing_on_a_page_runs_or_styles_inline(published: Published) -> None:
    for address, page in published.pages.items():
        policy = published.one(address, "meta[http-equiv='Content-Security-Policy']").attrib["content"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy and "'unsafe-eval'" not in policy
        assert not page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]"), address
        assert page.xpath("//script[not(@src)]") == [] if address == "404.html" else published.linked(address)


def test_no_script_of_the_theme_is_loaded_or_copied(published: Published) -> None:
    own = {path.name for path in (project.ROOT / "docs" / "assets").glob("*.js")}
    for address, page in published.pages.items():
        sources = [posixpath.basename(urlsplit(source).path) for source in page.xpath("//script/@src")]
        assert sources and set(sources) <= own and len(sources) == len(set(sources)), address
    assert {path.name for path in published.folder.rglob("*.js")} == own


def test_headers_have_the_policy_of_the_pages_and_name_what_is_there(site: Published) -> None:
    rules: dict[str, dict[str, str]] = {}
    for line in (site.folder / "_headers").read_text("utf-8").splitlines():
        name, _, value = line.strip().partition(": ")
        rules.setdefault(line, {}) if line.startswith("/") else list(rules.values())[-1].update({name: value})
    policy = rules["/*"]["Content-Security-Policy"]
    own = {page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0] for page in site.pages.values()}
    assert own == {policy.removesuffix("; frame-ancestors 'none'")}, "a page cannot say who may frame it"
    assert policy.endswith("; frame-ancestors 'none'")
    assert {"/*", "/assets/*", "/search/*"} == rules.keys()
    assert all((site.folder / rule.strip("/*")).is_dir() for rule in rules)
    assert "must-revalidate" in rules["/search/*"]["Cache-Control"], "its first file has the same name in every build"


def test_every_table_says_how_its_filter_is_called(published: Published) -> None:
    for address, page in published.pages.items():
        long = [table for table in page.cssselect("table.stack") if len(table.cssselect("tbody tr")) > 10]
        assert page.cssselect(".table-filter[aria-label]") or not long, address
