"""Labels, headings and lists of pages as readers read them: each says what it is, once."""

import re
from copy import deepcopy

import pytest
from dossier.language.edition import Edition
from dossier.language.locale import Formatter
from dossier.records.model import Dossier, Language
from dossier.records.relations import Moment, Relations
from dossier.records.values import CountryKey, Identifier, LanguageCode, Line, Text
from dossier.site.pages import Site, sites
from dossier.site.passages import passages
from lxml.html import HtmlElement, fromstring
from markupsafe import Markup
from published import LANGUAGES, Published, first, text_of


def worded(dossier: Dossier, **words: str) -> Dossier:
    """Return a dossier with some words of the interface changed in every language."""
    languages = dossier.interface.languages
    changed = {Identifier(key): Text(dict.fromkeys(languages, Line(word))) for key, word in words.items()}
    interface = dossier.interface.model_copy(update={"words": dossier.interface.words | changed})
    return dossier.model_copy(update={"interface": interface})


def made(site: Site, address: str) -> HtmlElement:
    """Return the content of a page that was not written to a folder."""
    return fromstring(next(page for page in site.pages if page.address == address).content.html)


@pytest.mark.parametrize(
    ("language", "count", "shown"),
    [("en", 0, "0 days"), ("en", 1, "1 day"), ("en", 2, "2 days"), ("fr", 0, "0 day"), ("fr", 1, "1 day")],
)
def test_a_word_has_the_form_that_its_count_needs(language: str, count: int, shown: str, made_up: Dossier) -> None:
    edition = Edition(worded(made_up, facts="{count} day | {count} days"), language)
    assert edition.t("facts", count=count) == edition.word("facts", count=count) == shown


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Mon pays a-t-il signé l’accord ?", ["a-t-il"]),
        ("Como posso pedi-lo?", ["pedi-lo"]),
        ("L’accord CPI-ILANUD : lui-même, C-339", []),
        (Markup('Son <em class="a-b">est-il</em>'), ["est-il"]),
    ],
)
def test_no_line_of_a_heading_ends_within_a_short_word(title: str, kept: list[str], made_up: Dossier) -> None:
    page = sites(made_up)["en"].context("")
    heading = fromstring(page.heading("a", title))
    assert [text_of(word) for word in heading.cssselect(".whole")] == kept
    assert text_of(heading) == Markup(title).striptags() == page.headings[0]["name"]


def test_a_word_without_a_count_has_the_form_for_one(made_up: Dossier) -> None:
    edition = Edition(worded(made_up, facts="day | days"), "en")
    assert edition.t("facts") == edition.word("facts") == "day"


def test_a_word_with_one_form_has_it_for_every_count(made_up: Dossier) -> None:
    assert Edition(worded(made_up, signed="only this"), "en").t("signed", count=2) == "only this"


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_no_cell_of_a_table_says_its_label_again(language: str, site: Published) -> None:
    for address in ("comparison/", "instruments/", "instruments/icc-un-2004/"):
        page = deepcopy(site.article(language + address))
        for only_on_a_desktop in page.cssselect("td .in-table"):
            only_on_a_desktop.text = ""
        labelled = [(str(cell.get("data-label")), text_of(cell)) for cell in page.cssselect("td[data-label]")]
        rows = page.cssselect("dl.statements > div")
        labelled += [(text_of(row[0]), text_of(row[1])) for row in rows if len(row) > 1]
        assert labelled
        again = [
            (label, text) for label, text in labelled if text.casefold().startswith(label.strip(" :\xa0").casefold())
        ]
        assert not again, address


def test_what_we_read_into_sources_has_its_mark_in_the_comparison(site: Published, dossier: Dossier) -> None:
    for language in LANGUAGES.values():
        rows = site.article(f"{language}comparison/").cssselect("tbody tr[id]")
        cells = {str(row.get("id")): row.cssselect("td")[0] for row in rows}
        organs = {key for key, cell in cells.items() if not cell.cssselect(".absent")}
        marked = {key for key in organs if cells[key].cssselect("a.badge.inferred[href$='certainty/#inferred']")}
        stated = {key for key, one in dossier.instruments.items() if one.organ_basis == "stated"}
        assert len(marked) > 3
        assert marked == organs - stated


def test_menu_and_page_have_one_name(both: tuple[Published, Dossier]) -> None:
    published, _ = both
    prefixes = [prefix for prefix in LANGUAGES.values() if f"{prefix}agreement/" in published.pages]
    assert prefixes
    for prefix in prefixes:
        for address in ("agreement/", "parties/"):
            page = published.pages[prefix + address]
            (entry,) = page.cssselect(".menu a[aria-current]")
            assert text_of(entry) == text_of(page.cssselect("h1")[0])
        trail = published.pages[f"{prefix}signatories/"].cssselect(".trail li")
        assert len(trail) == 1


def test_parties_and_those_who_signed_stand_on_one_page(both: tuple[Published, Dossier]) -> None:
    published, dossier = both
    cards = [text_of(card) for card in published.article("parties/").cssselect(".cards a")]
    assert len(cards) == len(dossier.parties) + len(dossier.signatories) > 3
    for card, party in zip(cards, dossier.parties.values(), strict=False):
        assert card.startswith(f"{party.acronym.root[LanguageCode('en')]}: ")


def test_people_come_in_the_order_of_their_parties(both: tuple[Published, Dossier]) -> None:
    published, dossier = both
    people = dossier.signatories.items()
    wanted = [key for party in dossier.agreement.parties for key, person in people if person.party == party]
    for address in ("", "parties/", "signatories/"):
        hrefs = [str(link.get("href")).split("/")[-2:] for link in published.article(address).cssselect("a[href$='/']")]
        assert list(dict.fromkeys(name for name, _ in hrefs if name in dossier.signatories)) == wanted, address


def test_nothing_that_is_copied_holds_a_definition(both: tuple[Published, Dossier]) -> None:
    published, _ = both
    copied = [block for page in published.pages.values() for block in page.cssselect("[data-copy]")]
    assert len(copied) > len(published.pages) / 2
    assert [text_of(block) for block in copied if block.cssselect(".term, .definition")] == []


def test_home_leads_to_the_list_of_what_is_unconfirmed_if_there_is_one(both: tuple[Published, Dossier]) -> None:
    published, _ = both
    for prefix in [prefix for prefix in LANGUAGES.values() if f"{prefix}certainty/" in published.pages]:
        links = published.article(prefix).cssselect("ul.asides a[href$='certainty/#unconfirmed_facts']")
        listed = published.article(f"{prefix}certainty/").cssselect("details.fold > ul#unconfirmed_facts a")
        assert bool(links) == bool(listed)


def test_no_heading_stands_over_a_folded_list_of_more_alone(site: Published) -> None:
    folds = [fold for address in site.pages for fold in site.article(address).cssselect("details.fold")]
    more = [fold for fold in folds if re.fullmatch(r"Show more \(\d+\)", text_of(fold.cssselect("summary")[0]))]
    assert more
    assert not [fold for fold in more if (before := fold.getprevious()) is None or before.tag in ("h2", "h3")]


def test_long_references_are_folded_with_their_heading(site: Published) -> None:
    (heading,) = site.article("region/").cssselect(".references summary > h2#references")
    assert text_of(heading).endswith(str(len(site.article("region/").cssselect(".references li"))))
    assert site.article("").cssselect(".references > h2#references + ol")


def test_every_hand_written_page_says_how_to_cite_it(lakes: Published, site: Published) -> None:
    for published in (lakes, site):
        for address in ("about/", "accessibility/", "editing/", "fr/about/"):
            cited = published.text(address, "details.cite .citation")
            assert cited.startswith(published.text(address, "h1")), address
            assert len(published.article(address).cssselect("details.cite .formats a")) == 3


def test_letter_leads_to_itself_in_the_other_languages(lakes: Published, made_up: Dossier) -> None:
    for prefix in LANGUAGES.values():
        address = f"{prefix}questions/"
        letters = lakes.article(address).cssselect("blockquote.citation[id]")
        links = lakes.article(address).cssselect("blockquote.citation[id] ~ .more a")
        assert letters and {link.get("hreflang") for link in links} == set(LANGUAGES) - {
            lakes.pages[address].get("lang")
        }
        assert all(link.get("lang") == link.get("hreflang") for link in links)
        targets = {(target, part) for target, part in lakes.links(address) if part == letters[0].get("id")}
        assert len(targets) == len(LANGUAGES) - 1 and all(lakes.leads_somewhere(*target) for target in targets)
    language = {LanguageCode("en"): made_up.interface.languages[LanguageCode("en")]}
    alone = made_up.model_copy(update={"interface": made_up.interface.model_copy(update={"languages": language})})
    assert not made(sites(alone)["en"], "questions/").cssselect("blockquote.citation[id] ~ .more")


def acts(moments: list[Moment]) -> list[tuple[str, str]]:
    """Return the day and the act of each moment that is one of States."""
    return [(moment.entries[0].statement.date, moment.entries[0].field) for moment in moments if moment.of_states]


def test_an_act_of_states_on_one_day_is_one_entry_of_the_timeline(made_up: Dossier, dossier: Dossier) -> None:
    for data in (made_up, dossier):
        found = acts(Relations(data).timeline)
        assert len(found) > 2 and len(set(found)) == len(found)


def test_marks_that_differ_stand_beside_each_state(made_up: Dossier) -> None:
    assert made_up.states
    norway = made_up.states.states[CountryKey("no")]
    assert norway.signed
    sources = tuple(one.model_copy(update={"basis": "computed"}) for one in norway.signed.sources)
    changed = norway.model_copy(update={"signed": norway.signed.model_copy(update={"sources": sources})})
    region = made_up.states.model_copy(update={"states": made_up.states.states | {CountryKey("no"): changed}})
    for data, marked in ((made_up, []), (made_up.model_copy(update={"states": region}), ["Norway"])):
        page = made(sites(data)["en"], "timeline/")
        (entry,) = [one for one in page.cssselect("dd") if "Norway" in text_of(one) and "Denmark" in text_of(one)]
        assert [text_of(badge.getprevious()) for badge in entry.cssselect(".badge")] == marked  # type: ignore[arg-type]


def test_certainty_is_named_once_for_all_reasons_of_a_statement(both: tuple[Published, Dossier]) -> None:
    published, _ = both
    for address in published.pages:
        for statement in published.article(address).cssselect(".statement"):
            whys = statement.cssselect(".why")
            assert len(statement.cssselect(".why > div > a:last-child[href*='certainty/#']")) <= max(1, len(whys) - 1)


def formatter(**settings: object) -> Formatter:
    """Return the typesetter of a language with some settings."""
    return Formatter(Language.model_validate({"name": "Français", "locale": "fr"} | settings))


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>le 1er mai, la 2e fois, au XXe siècle</p>", "<p>le 1{er} mai, la 2{e} fois, au XX{e} siècle</p>"),
        ("Ve et XIe", "V{e} et XI{e}"),
        ("Le 4ever, A-1e, 3.1e, Ce", "Le 4ever, A-1e, 3.1e, Ce"),
        ('<a title="1er">1er</a><code>1er</code>', '<a title="1er">1{er}</a><code>1er</code>'),
        ("<svg><text>1er mai</text></svg>", "<svg><text>1er mai</text></svg>"),
    ],
)
def test_endings_of_ordinal_numbers_are_set_higher(html: str, shown: str) -> None:
    wanted = re.sub(r"\{(\w+)\}", r"<sup>\1</sup>", shown)
    assert formatter(raised=["er", "e"]).with_raised(html) == wanted
    assert formatter().with_raised(html) == html


def test_a_date_with_a_raised_ending_is_found_as_it_reads() -> None:
    day = "<time>1<sup>er</sup> mai</time> ici, le <time>2 mai</time>"
    assert passages(f'<dl><div id="a"><dt>Signature</dt><dd>{day}</dd></div></dl>', "Page")[1].date == "1er mai"


@pytest.mark.parametrize(("text", "shown"), [("JO L 115 du", "JO L\xa0115 du"), ("n° 10", "n°\xa010")])
def test_a_number_stays_with_its_sign(text: str, shown: str) -> None:
    assert formatter(no_break_after="°").typeset(text) == shown


def test_title_of_a_part_is_quoted_and_a_number_said_once(made_up: Dossier) -> None:
    key = next(iter(made_up.sources))
    fields = {"title": "Decree 2.151, of ice", "type": "legislation", "number": "2.151", "container_title": "Gazette"}
    source = made_up.sources[key].model_copy(update=fields | {"url": None, "author": (), "translated_title": None})
    for changes, start, quoted in (
        ({}, "“Decree 2.151, of ice”. Gazette.", True),
        ({"number": "151"}, "“Decree 2.151, of ice”. Gazette.", True),
        ({"container_title": None}, "Decree 2.151, of ice.", False),
        ({"type": "report"}, "Decree 2.151, of ice. Gazette.", False),
        ({"title": "[Decree]"}, "[Decree]. Gazette.", True),
    ):
        one = source.model_copy(update=changes)
        site = sites(made_up.model_copy(update={"sources": made_up.sources | {key: one}}))["en"]
        reference = fromstring(f"<p>{site.reference(key)}</p>")
        assert text_of(reference).startswith(start)
        assert (first(reference, ".part cite") is not None) == quoted
        assert text_of(reference).count("2.151") == ("Decree 2" in one.title) + (changes.get("title") == "[Decree]")
