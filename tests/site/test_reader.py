"""The pages as a reader meets them: few ways to go, answers before limits, and a way to report an error."""

import itertools
from urllib.parse import parse_qs, urljoin, urlsplit

import project
import pytest
import yaml
from dossier.addresses import place
from dossier.language.edition import Edition
from dossier.records.model import Dossier
from dossier.records.relations import Relations
from dossier.records.values import Identifier
from dossier.settings import Settings
from dossier.site.figures import DOT
from dossier.site.pages import sites
from lxml.html import fromstring
from published import Published, first, text_of


@pytest.mark.parametrize("language", ["", "es/", "fr/", "pt/"])
def test_menu_is_short_and_leads_to_the_part_that_is_read(language: str, site: Published, dossier: Dossier) -> None:
    entries = site.pages[f"{language}glossary/"].cssselect(".menu a")
    assert len(entries) <= 15
    assert all(len(text_of(entry)) <= 30 for entry in entries)
    below = [text_of(entry) for entry in site.pages[f"{language}parties/"].cssselect(".menu .below a")]
    acronym = dossier.parties["ilanud"].acronym.root  # type: ignore[index]
    assert acronym[language[:2] or "en"] in below  # type: ignore[index]
    assert len(site.pages[f"{language}areas/"].cssselect(".menu .below a")) == len(dossier.areas)


def test_contents_name_each_part_as_its_heading_is_set(site: Published) -> None:
    for address, page in site.pages.items():
        for entry in page.cssselect("nav.contents a"):
            (heading,) = page.cssselect(f"article [id='{entry.attrib['href'][1:]}']")
            assert entry.text_content() == heading.text_content().strip(), address


def test_what_is_for_editors_stands_at_the_foot_alone(site: Published) -> None:
    page = site.pages["agreement/"]
    foot = {link.get("href") for link in page.cssselect(".foot-links a")}
    assert {"../about/", "../editing/", "../translations/", "../changes/", "../accessibility/"} == foot
    assert not foot & {link.get("href") for link in page.cssselect(".menu a")}


def test_head_has_a_short_name_for_phones(site: Published, lakes: Published) -> None:
    for page, name in ((site.pages["es/region/"], "CPI-ILANUD"), (lakes.pages["region/"], "Lakes")):
        short = first(page, ".site-name .short-name")
        assert short is not None and text_of(short) == name


@pytest.mark.parametrize("language", ["", "es/", "fr/", "pt/"])
def test_every_question_has_an_address_an_answer_and_sources(language: str, site: Published, dossier: Dossier) -> None:
    page = site.article(f"{language}questions/")
    headings = [heading.get("id") for heading in page.cssselect(".question h2")]
    assert headings == list(dossier.questions)
    assert all(first(question, "a.mark") is not None for question in page.cssselect(".question"))
    letters = page.cssselect(".question .citation")
    assert len(letters) == len([question for question in dossier.questions.values() if question.letter])
    assert all(len(letter.cssselect("p")) > 1 for letter in letters)


@pytest.mark.parametrize("language", ["", "es/", "fr/", "pt/"])
def test_answers_lead_to_pages_by_their_titles_and_name_the_states_apart_once(language: str, site: Published) -> None:
    address = f"{language}questions/"
    links = site.article(address).cssselect(".question > .more a")
    for link in links:
        target = urljoin(f"/{address}", link.get("href")).lstrip("/")
        assert text_of(link) == site.text(target, "h1"), target
    assert links
    counted = [text_of(paragraph) for paragraph in site.article(address).cssselect(".question > p:not(.more)")]
    assert len(counted) == len({*counted})


def test_linked_data_of_the_questions_is_what_the_page_says(site: Published) -> None:
    data, page = site.linked("pt/questions/"), site.article("pt/questions/")
    assert data["@type"] == "FAQPage"
    shown = text_of(page)
    for question in data["mainEntity"]:
        assert question["@type"] == "Question" and question["name"] in shown
        assert question["acceptedAnswer"]["citation"]
    assert len(data["mainEntity"]) == len(page.cssselect(".question"))
    assert site.linked("pt/glossary/")["@type"] == "WebPage"


@pytest.mark.parametrize("language", ["", "es/", "fr/", "pt/"])
def test_content_comes_before_what_is_not_known(language: str, site: Published) -> None:
    headings = [heading.get("id") for heading in site.article(f"{language}agreement/").cssselect("h2")]
    assert headings[0] == "content" and headings.index("unknown") > headings.index("conclusion")
    assert headings[-1] == "references"
    area = [heading.get("id") for heading in site.article(f"{language}areas/evidence/").cssselect("h2")]
    assert area[:3] == ["reported", "unknown", "background"] and area[-1] == "references"


def test_agreement_lists_once_what_is_not_stated(site: Published, dossier: Dossier) -> None:
    page = site.article("agreement/")
    assert not page.cssselect("dl .absent")
    listed = [link.get("href") for link in page.cssselect(".unknown a")]
    assert {f"../not-stated/#{key}" for key in dossier.agreement.not_stated} <= set(listed)
    rows = {row.get("id") for row in site.article("not-stated/").cssselect(".statement")}
    assert {str(link).partition("#")[2] for link in listed} == rows
    assert "not stated in the sources consulted" not in text_of(site.article("not-stated/"))


def test_topic_gives_the_dates_of_its_instruments(site: Published, dossier: Dossier) -> None:
    edition = Edition(dossier, "es")
    for key, area in dossier.areas.items():
        text = site.text(f"es/areas/{key}/")
        for instrument in (dossier.instruments[Identifier(name)] for name in area.instruments):
            days = [edition.formatter.date(statement.date) for _, statement in instrument.dates() if statement.date]
            assert not days or any(" ".join(day.split()) in text for day in days), key
    assert any(area.instruments for area in dossier.areas.values())
    assert not [card for card in site.pages["areas/"].cssselect(".cards p") if "below" in text_of(card)]


def test_contents_of_the_forms_name_each_form_once(site: Published, dossier: Dossier) -> None:
    wanted = [*(f"#{form}" for form in dossier.agreement.forms), "#references"]
    lists = [entry.cssselect("a") for entry in site.pages["forms/"].cssselect(".contents")]
    assert len(lists) == (2 if len(wanted) > 2 else 1)  # beside a page, and folded above a long one
    assert all([link.get("href") for link in links] == wanted for links in lists)


@pytest.mark.parametrize("language", ["", "es/", "fr/", "pt/"])
def test_comparison_begins_with_the_agreement_and_has_every_partner(
    language: str, site: Published, dossier: Dossier
) -> None:
    page = site.article(f"{language}comparison/")
    rows = page.cssselect("tbody tr")
    assert rows[0].cssselect("th a")[0].get("href") == "../agreement/"
    partners = {key for key, record in dossier.instruments.items() if record.partner}
    assert len(partners) > 10 and {row.get("id") for row in rows[1:]} == partners
    dates = [str(row.cssselect("td:nth-child(3) time, td:nth-child(4) time")[0].get("datetime")) for row in rows[1:]]
    assert dates == sorted(dates)
    assert all(cell.get("data-label") for cell in page.cssselect("tbody td"))
    marks = [text_of(badge) for badge in rows[0].cssselect("td:nth-child(5) .badge")]
    assert len(marks) == len(set(marks)), "a mark is said once for all topics that it holds for"


def test_where_sources_disagree_each_value_stands_open(site: Published, dossier: Dossier) -> None:
    terms = site.article("certainty/").cssselect("#disagreements ~ dl.terms > div")
    assert terms
    for term in terms:
        assert term.cssselect("dd > .others li"), text_of(term)
        assert not term.cssselect(".why .others"), text_of(term)
    labels = [text_of(term.cssselect("dt")[0]) for term in terms]
    names = tuple(party.name.root["en"] for party in dossier.parties.values())  # type: ignore[index]
    assert not [label for label in labels if label.startswith(names)], "a party has its acronym here"


def test_instrument_leads_to_its_text_where_a_source_has_it(site: Published, dossier: Dossier) -> None:
    for key, record in dossier.instruments.items():
        for text in record.texts:
            if url := dossier.sources[Identifier(text)].url:
                assert site.article(f"instruments/{key}/").cssselect(f'dd a[href="{url}"]'), key


def test_region_answers_first_who_stands_apart(site: Published, dossier: Dossier) -> None:
    page, edition, region = site.article("region/"), Edition(dossier, "en"), dossier.states
    assert region

    def named(position: str) -> list[str]:
        return [
            edition.country(code.upper(), state.name)
            for code, state in edition.states()
            if code in region.having(position)
        ]

    parts = [part.tag if part.get("class") != "lead" else "lead" for part in page.iter("p", "figure", "table")]
    assert parts.index("lead") < parts.index("figure") < parts.index("table")
    sentence = text_of(page.cssselect(".lead ~ p")[0])
    shown = (*named("neither"), *named("signatory"), len(named("party")), len(region.states))
    assert all(str(part) in sentence for part in shown)
    assert page.cssselect('a[download][href="../data/states.csv"]')
    tiles = page.cssselect(".tile-map a.tile")
    assert len(tiles) == len(region.states)
    assert all(len(str(tile.get("aria-label"))) > 8 for tile in tiles)
    kinds = {code: state.deposit for code, state in region.states.items() if state.deposit}
    for code, kind in kinds.items():
        assert str(kind) in text_of(page.cssselect(f"#{code}-deposited")[0]).partition(")")[0], code
    groups = [[text_of(row) for row in group.cssselect("tbody th")] for group in page.cssselect("details.group")]
    wanted = [found for found in map(named, ("neither", "signatory", "party")) if found]
    assert len(groups) == len(wanted)
    for shown_names, names in zip(groups, wanted, strict=True):
        assert all(map(str.startswith, shown_names, names)) and len(shown_names) == len(names)


def test_sources_begin_with_the_reports_and_what_each_says(site: Published, dossier: Dossier) -> None:
    page = site.article("sources/")
    reports = [citation.source for citation in dossier.agreement.signed.sources]
    assert [str(heading.get("id")) for heading in page.cssselect("h2")][: len(reports)] == [
        f"report-{report}" for report in reports
    ]
    relations = Relations(dossier)
    for report, part in zip(reports, page.cssselect(".report"), strict=True):
        listed = {str(link.get("href")).removeprefix("../") for link in part.cssselect("details:first-of-type a")}
        stances = {
            name: {"#".join(place(entry.path)) for entry in entries if entry in relations.about_agreement}
            for name, entries in relations.stances(report).items()
        }
        assert stances["states"] <= listed and not stances["silent"] & listed, report
    assert len(page.cssselect("details.group tbody tr")) == len(dossier.sources)


def test_source_page_tells_apart_what_it_states_and_where_it_disagrees(site: Published, dossier: Dossier) -> None:
    relations, told = Relations(dossier), set[str]()
    for source in dossier.sources:
        wanted = {name: entries for name, entries in relations.stances(source).items() if entries}
        told.update(wanted)
        sections = site.article(f"sources/{source}/").cssselect("h3")
        assert [section.get("id") for section in sections] == list(wanted), source
        for section, entries in zip(sections, wanted.values(), strict=True):
            cited = itertools.takewhile(lambda part: "cited" in part.classes, section.itersiblings())
            listed = [str(link.get("href")) for part in cited for link in part.cssselect("a")]
            for address, fragment in (place(entry.path) for entry in entries if entry.path != entry.record):
                assert any(link.endswith(f"{address}#{fragment}") for link in listed), (source, fragment)
    assert told == {"states", "explains", "disagrees", "none", "silent"}


def test_a_source_is_called_silent_only_of_what_it_leaves_open(made_up: Dossier, dossier: Dossier) -> None:
    everywhere = [
        [relations.stances(key) for key in relations.dossier.sources]
        for relations in map(Relations, (made_up, dossier))
    ]
    assert any(stances["none"] for stances in everywhere[0]) and any(stances["explains"] for stances in everywhere[0])
    for found in everywhere:
        for stances in found:
            assert {entry.statement.absent for entry in stances["silent"]} <= {"not-stated"}
            assert {entry.statement.absent for entry in stances["none"]} <= {"does-not-exist", "not-applicable"}
            assert {entry.record[0] for entry in stances["explains"]} <= {"glossary", "methods"}
            assert not {entry.record[0] for entry in stances["states"]} & {"glossary", "methods", "questions"}


def test_lists_of_marked_facts_name_each_fact(site: Published, dossier: Dossier) -> None:
    lists, relations = site.article("certainty/"), Relations(dossier)
    for mark in ("unconfirmed", "inferred", "computed", "sources-disagree"):
        facts = {entry.path for entry in relations.marked(mark) if entry.path != entry.record}
        listed = lists.cssselect(f"#{mark} .fold")
        assert len(listed) == bool(relations.marked(mark))
        shown = [str(link.get("href")).partition("#")[2] for fold in listed for link in fold.cssselect("a")]
        assert not {place(path)[1] for path in facts} - set(shown), mark


def test_timeline_begins_with_the_time_of_the_agreement(site: Published, dossier: Dossier) -> None:
    page = site.article("timeline/")
    years = [str(heading.get("id")) for heading in page.cssselect(".year h3")]
    signed = int(str(dossier.agreement.signed.date)[:4])
    every = sorted({moment.year for moment in Relations(dossier).timeline})
    near = [year for year in every if abs(int(year) - signed) <= 1]
    assert years == [f"y{year}" for year in (*near, *(year for year in every if year not in near))]
    acts = page.cssselect(".year > dl a[href^='../region/#'], .years > .year > dl a[href*='-deposited']")
    assert not acts and page.cssselect(".year details a[href^='../region/#'][href$='-deposited']")


def test_line_of_time_has_a_tick_under_each_decade_and_names_its_peaks(both: tuple[Published, Dossier]) -> None:
    published, dossier = both
    figure = published.article("timeline/").cssselect(".time-line")[0]
    texts = [(text_of(text), float(str(text.get("x"))), text.get("class")) for text in figure.cssselect("text")]
    ticks = [float(path.attrib["d"][1:].split()[0]) for path in figure.cssselect("path.axis[d*=v4]")]
    years = [int(moment.year) for moment in Relations(dossier).timeline]
    decades = {text: x for text, x, kind in texts if kind is None}
    assert list(decades) == [str(year) for year in range(years[0] // 10 * 10, years[-1] + 1, 10)]
    assert list(decades.values()) == ticks
    peaks = [(text, x) for text, x, kind in texts if kind == "peak"]
    assert peaks and all(decades[f"{year[:3]}0"] - DOT <= x for year, x in peaks)


def test_every_page_leads_to_a_form_filled_in_for_it(site: Published) -> None:
    form = yaml.safe_load((project.ROOT / ".github/ISSUE_TEMPLATE/error.yml").read_text("utf-8"))
    fields = {field.get("id") for field in form["body"]}
    for address in ("", "es/areas/evidence/", "pt/about/", "fr/sources/bnn-2024/"):
        link = urlsplit(str(site.one(address, ".report-error a").get("href")))
        asked = parse_qs(link.query)
        assert link.path.endswith("/issues/new") and asked["template"] == ["error.yml"]
        assert asked["page"] == [Published.address + address]
        assert asked["language"] == [site.pages[address].get("lang")]
        assert asked.keys() - {"template"} <= fields
    assert all(page.cssselect(".report-error a") for page in site.pages.values())


def test_report_goes_to_a_mail_address_or_the_foot_says_nothing_of_it(made_up: Dossier) -> None:
    def report(contact: str) -> str:
        site = sites(made_up, Settings("https://pact.example/", contact=contact))["en"]
        return site.report(next(page for page in site.pages if page.address == "region/"))

    assert report("") == ""
    mail = report("editor@pact.example")
    assert mail.startswith("mailto:editor@pact.example?subject=") and "region%2F" in mail and "+" not in mail
    assert report("mailto:editor@pact.example") == mail
    site = sites(made_up, Settings())["en"]
    assert "report-error" not in site.pages[0].html, "a link would lead nowhere"


def test_terms_of_the_region_are_explained_where_they_stand(made_up: Dossier) -> None:
    changes = {"label": made_up.interface.words[Identifier("accession")], "forms": {}, "not_in": {}}
    term = next(iter(made_up.glossary.values())).model_copy(update=changes)
    dossier = made_up.model_copy(update={"glossary": {Identifier("accession"): term}})
    for language, site in sites(dossier).items():
        html = next(page.content.html for page in site.pages if page.address == "region/")
        assert len(fromstring(html).cssselect(".term a[href$='glossary/#accession']")) == 1, language
