"""The site in four languages: parity of pages and fragments, alternates, labels, fallback, a further language."""

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import project
import pytest
import yaml
from dossier.language.edition import Edition
from dossier.language.glossary import Glossary
from dossier.language.locale import Formatter, fold
from dossier.language.progress import Progress
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.records.collections import walk
from dossier.records.dates import Date
from dossier.records.model import Author, Dossier, Language, Source, Term
from dossier.records.relations import Relations
from dossier.records.values import Identifier, InstrumentRef, LanguageCode, Line, LocalText, Text
from dossier.settings import Settings
from dossier.site.pages import sites
from dossier.site.rendering import environment
from dossier.site.words import words_used
from lxml.html import HtmlElement, fromstring
from markupsafe import Markup
from published import Published, text_of

OTHERS = ["es", "fr", "pt"]
OWN_TRANSLATION = Identifier("own-translation")
"""The word that says that a name is ours."""


@pytest.fixture(scope="module")
def formatters(dossier: Dossier) -> dict[str, Formatter]:
    """Return a formatter for each language of the real data, and for some that have no settings of their own."""
    plain = {code: Language.model_validate({"name": code, "locale": code}) for code in ("de", "en_US", "ja")}
    known = {str(code): language for code, language in dossier.interface.languages.items()} | plain
    return {code: Formatter(language) for code, language in known.items()}


def fragments(site: Published, address: str) -> list[str]:
    """The identifiers of a page's own part, in order."""
    return [str(name) for name in site.article(address).xpath(".//@id") if not name.startswith("term_")]


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_is_in_every_language_with_the_same_fragments(language: str, site: Published) -> None:
    english = [address for address in site.pages if address[:3] not in ("es/", "fr/", "pt/") and address != "404.html"]
    for address in english:
        theirs = fragments(site, f"{language}/{address}")
        assert sorted(theirs) == sorted(fragments(site, address)), address


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_on_a_page_in_another_language(language: str, site: Published, dossier: Dossier) -> None:
    words = dossier.interface.words.values()
    theirs = {str(word.root[LanguageCode(language)]) for word in words}
    labels = {str(word.root[LanguageCode("en")]) for word in words} - theirs
    labels = {label for label in labels if "{" not in label}
    for address, page in site.pages.items():
        if address.startswith(f"{language}/"):
            shown = {
                " ".join(text.split())
                for text in page.xpath(
                    "//body//text()[not(ancestor::*[@lang='en'] or ancestor::script or ancestor::code)]"
                )
            }
            shown |= set(page.xpath("//@aria-label | //@title | //@placeholder | //@data-label"))
            assert not shown & labels - theirs, address


def test_language_of_every_page(site: Published) -> None:
    for address, page in site.pages.items():
        prefix = address.split("/")[0]
        expected = prefix if prefix in OTHERS else "en"
        assert page.get("lang") == expected, address
        assert set(page.xpath("//@lang")) <= {"en", "es", "fr", "pt", "pl", "it", "sv", "uk", "nb"}, address


def test_alternates_are_reciprocal(site: Published) -> None:
    seen: dict[str, dict[str, str]] = {}
    for address, page in site.pages.items():
        if address != "404.html":
            links = {link.attrib["hreflang"]: link.attrib["href"] for link in page.cssselect("link[hreflang]")}
            assert links.keys() == {"en", "es", "fr", "pt", "x-default"}, address
            assert links["x-default"] == links["en"], address
            seen[Published.address + address] = links
    for address, links in seen.items():
        assert address in links.values()
        assert all(seen[target] == links for target in links.values()), address


def test_sitemap_has_the_same_alternates(site: Published) -> None:
    root = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    for url in root:
        location, *links = url
        page = site.pages[str(location.text).removeprefix(Published.address)]
        assert {(link.get("hreflang"), link.get("href")) for link in links} == {
            (link.get("hreflang"), link.get("href")) for link in page.cssselect("link[hreflang]")
        }


def test_navigation_does_not_leave_the_language(site: Published) -> None:
    for address, page in site.pages.items():
        if address[:3] in ("es/", "fr/", "pt/"):
            links = page.cssselect(".menu a, .trail a, .md-footer__link, .site-name, .foot-links a")
            assert len(links) > 10, address
            for link in links:
                target = urljoin(Published.address + address, link.get("href"))
                assert target.startswith(Published.address + address[:3]), (address, target)


def test_preview_picture_is_that_of_the_language(site: Published, lakes: Published) -> None:
    for language in ("en", *OTHERS):
        address = "agreement/" if language == "en" else f"{language}/agreement/"
        picture = site.one(address, "meta[property='og:image']").get("content")
        assert picture == f"{Published.address}assets/social-{language}.png"
        assert (site.folder / picture.removeprefix(Published.address)).is_file()
    assert not lakes.pages["agreement/"].cssselect("meta[property='og:image']")


def test_assets_are_shared(site: Published) -> None:
    assert not [path for language in OTHERS for path in (site.folder / language).rglob("assets")]
    assert len(list(site.folder.rglob("search.js"))) == 1


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("es/agreement/", "11 de enero de 2024"),
        ("fr/agreement/", "11 janvier 2024"),
        ("pt/agreement/", "11 de janeiro de 2024"),
        ("fr/region/", "1er juillet 2002"),
        ("pt/region/", "1º de julho de 2002"),
        ("es/region/", "Saint Kitts y Nevis"),
        ("fr/region/", "Saint-Kitts-et-Nevis"),
        ("pt/region/", "São Cristóvão e Névis"),
        ("es/region/", "Trinidad y Tabago"),
        ("region/", "Bolivia (Plurinational State of)"),
        ("pt/parties/icc/", "Tribunal Penal Internacional"),
        ("fr/instruments/icc-europol-2023/", "Accord de travail"),
        ("es/parties/ilanud/", "Delincuente"),
    ],
)
def test_statements_in_the_words_of_a_language(address: str, text: str, site: Published) -> None:
    assert text in site.text(address)


def test_own_translations_are_marked(site: Published, dossier: Dossier) -> None:
    marks = {code: str(text).partition("{")[0] for code, text in dossier.interface.words[OWN_TRANSLATION].root.items()}
    own = 0
    for code in map(LanguageCode, OTHERS):
        for key, record in dossier.instruments.items():
            assert (marks[code] in site.text(f"{code}/instruments/{key}/")) == (code in record.own_translations), key
            own += code in record.own_translations
        forms = [code in form.own_translations for form in dossier.agreement.forms.values()]
        assert site.text(f"{code}/forms/").count(marks[code]) == sum(forms)
    assert 0 < own < len(OTHERS) * len(dossier.instruments)


def test_states_are_in_the_order_of_the_language(site: Published) -> None:
    for table in site.pages["fr/region/"].cssselect("table"):
        names = [fold(str(row.text).strip()) for row in table.cssselect("tbody tr th")]
        assert names == sorted(names), "without regard to accents"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("L'accord : quoi ?", "fr", "L’accord\u00a0: quoi\u202f?"),
        ("« oui » ; non !", "fr", "«\u00a0oui\u00a0»\u202f; non\u202f!"),
        ("on 11 April, in 11 Marches", "en", "on 11\u00a0April, in 11 Marches"),
        ("in April 2024, in April 20245", "en", "in April\u00a02024, in April 20245"),
        ("le 1er juillet", "fr", "le 1er\u00a0juillet"),
        ("am 5. März, um 5. Platz", "de", "am 5.\u00a0März, um 5. Platz"),
        ("11 April", "en_US", "11 April"),
        ("11 4月", "ja", "11 4月"),
        ("el 3 de mayo, 3 de ellos", "es", "el 3\u00a0de mayo, 3 de ellos"),
        ("the Court's seat", "en", "the Court’s seat"),
        ("the *Gazette*'s page", "en", "the *Gazette*’s page"),
        ("[l'eau](https://example.org/l'eau), l'été", "en", "[l’eau](https://example.org/l'eau), l’été"),
        ("¿Qué : quién?", "es", "¿Qué : quién?"),
    ],
)
def test_typography(text: str, language: str, expected: str, formatters: dict[str, Formatter]) -> None:
    assert formatters[language].typeset(text) == expected


def test_a_country_without_a_name_in_the_language_has_its_english_one(formatters: dict[str, Formatter]) -> None:
    guarani = Formatter(Language.model_validate({"name": "Avañe'ẽ", "locale": "gn"}))
    assert (guarani.country("NL"), formatters["es"].country("NL")) == ("Netherlands", "Países Bajos")


def test_typography_leaves_code_alone(formatters: dict[str, Formatter]) -> None:
    french = formatters["fr"].typeset_html
    assert french("<p>qu'il : <code>l'x : y</code></p>") == "<p>qu’il\u00a0: <code>l'x : y</code></p>"
    assert french("<pre>l'x :\nl'y</pre> l'z") == "<pre>l'x :\nl'y</pre> l’z"


@pytest.mark.parametrize(
    ("date", "until", "language", "expected"),
    [
        ("2024-01-11", None, "es", "11~de enero de~2024"),
        ("2002-07-01", None, "fr", "1er~juillet~2002"),
        ("2002-07-01", None, "pt", "1º~de julho de~2002"),
        ("2002-09", None, "pt", "setembro de~2002"),
        ("1953", None, "fr", "1953"),
        ("2002-09-03", "2002-09-10", "en", "3–10~September~2002"),
        ("2002-09-03", "2002-09-10", "fr", "du 3 au 10~septembre~2002"),
        ("2002-09-03", "2002-09-10", "pt", "3 a 10~de setembro de~2002"),
        ("2002-08-30", "2002-09-10", "pt", "30~de agosto a 10~de setembro de~2002"),
        ("2002-09-03", "2002-10-10", "en", "3~September\u2009–\u200910~October~2002"),
        ("2002-09-03", "2002-09-10", "es", "del 3 al 10~de septiembre de~2002"),
        ("2002-07-11", None, "fr", "11~juillet~2002"),
        ("2002-07-01", None, "en", "1~July~2002"),
        ("2002-07-01", None, "es", "1~de julio de~2002"),
        ("2002-12-30", "2003-01-05", "en", "30~December~2002\u2009–\u20095~January~2003"),
    ],
)
def test_dates(date: str, until: str | None, language: str, expected: str, formatters: dict[str, Formatter]) -> None:
    formatted = formatters[language].date(Date(date), Date(until) if until else None)
    assert formatted == expected.replace("~", "\u00a0")


def test_numbers(formatters: dict[str, Formatter]) -> None:
    assert [formatters[language].number(1026) for language in ("en", "pt")] == ["1,026", "1.026"]


@pytest.mark.parametrize(
    ("count", "language", "expected"),
    [
        (0, "en", "1 kB"),
        (1499, "es", "1 kB"),
        (1600, "en", "2 kB"),
        (12345, "fr", "12\u202fko"),
        (999_499, "en", "999 kB"),
        (999_500, "es", "1 MB"),
        (2_540_000, "pt", "2,5 MB"),
    ],
)
def test_sizes_are_in_thousands_or_millions_of_bytes_and_never_none(
    count: int, language: str, expected: str, formatters: dict[str, Formatter]
) -> None:
    assert formatters[language].size(count) == expected


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("pt", "fr", "portugais"),
        ("es-ZZ", "en", "Spanish"),
        ("xx", "en", "xx"),
    ],
)
def test_names_of_languages(code: str, language: str, expected: str, formatters: dict[str, Formatter]) -> None:
    assert formatters[language].language_name(code) == expected


@pytest.mark.parametrize(
    ("items", "language", "expected"),
    [
        ([], "en", ""),
        (["a"], "en", "a"),
        (["a", "b", "c"], "en", "a, b and c"),
        (["a", "b"], "pt", "a e b"),
        (["Chile", "Italia"], "es", "Chile e Italia"),
        (["Perú", "Chile", '<a href="y">Índice</a>'], "es", 'Perú, Chile e <a href="y">Índice</a>'),
        (["Chile", "Hispania"], "es", "Chile e Hispania"),
        (["agua", "hielo"], "es", "agua y hielo"),
        (["y", "Y"], "es", "y y Y"),
        (["a", "i"], "fr", "a et i"),
        (["a", "i"], "ja", "a、i"),
        (["a, b", "c"], "en", "a, b; c"),
        (["a, b", "c"], "fr", "a, b\u202f; c"),
        (["Antigua y Barbuda", "Perú"], "es", "Antigua y Barbuda; Perú"),
        (['<a href="x,y">a</a>', "c"], "en", '<a href="x,y">a</a> and c'),
    ],
)
def test_lists_in_words(items: list[str], language: str, expected: str, formatters: dict[str, Formatter]) -> None:
    assert formatters[language].join(items) == expected


def test_a_place_in_a_source_has_the_short_forms_of_its_language(made_up: Dossier) -> None:
    forms_of = {
        "en": {"Arts.": "Arts."},
        "fr": {"Art.": "art.", "Par.": "par."},
        "pt": {"Art.": "art.", "Arts.": "arts."},
        "es": {"Art.": "art.", "Arts.": "arts.", "Par.": "párr."},
    }
    known = {
        LanguageCode(code): made_up.interface.languages[LanguageCode(code)].model_copy(update={"locators": forms})
        for code, forms in forms_of.items()
    }
    interface = made_up.interface.model_copy(update={"languages": made_up.interface.languages | known})
    dossier = made_up.model_copy(update={"interface": interface})
    places = {
        "Art. 125(1)": ["Art.~125(1)", "art.~125, par.~1", "art.~125(1)", "art.~125, párr.~1"],
        "Art. 3, 5": ["Arts.~3, 5", "art.~3, 5", "arts.~3, 5", "arts.~3, 5"],
        "Art. 103(1)(a), 103(4)": [
            "Art.~103(1)(a), 103(4)",
            "art.~103, par.~1~a)\u202f; 103, par.~4",
            "art.~103(1)(a), 103(4)",
            "art.~103, párr.~1~a); 103, párr.~4",
        ],
        "Art. 54(3)(a), (4)": [
            "Art.~54(3)(a), (4)",
            "art.~54, par.~3~a)\u202f; par.~4",
            "art.~54(3)(a), (4)",
            "art.~54, párr.~3~a); párr.~4",
        ],
        "Art. 1.2": ["Art.~1.2", "art.~1.2", "art.~1.2", "art.~1.2"],
    }
    editions = [Edition(dossier, code) for code in known]
    for place, shown in places.items():
        assert [edition.locator(place) for edition in editions] == [text.replace("~", "\u00a0") for text in shown]
    assert editions[3].paragraphs("103(1)(a), (3)(b)") == "103, párr.~1~a), párr.~3~b)".replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("edition", "shown"), [("fr", "<cite>L’eau</cite>"), ("es", '<cite lang="fr">L&#39;eau</cite>')]
)
def test_a_title_is_set_in_type_in_its_own_language(edition: str, shown: str, made_up: Dossier) -> None:
    source = next(iter(made_up.sources.values())).model_copy(update={"title": "L'eau", "language": "fr"})
    assert Edition(made_up, edition).cite(source) == shown


@pytest.mark.parametrize(
    ("language", "html", "shown"),
    [
        ("en", "In French: <em>L’eau</em>.", 'In French: <em lang="fr">L’eau</em>.'),
        ("fr", "Espagnol\u00a0: <em>El agua</em>.", 'Espagnol\u00a0: <em lang="es">El agua</em>.'),
        ("es", "Neerlandés: <em>Het water</em>.", 'Neerlandés: <em lang="nl">Het water</em>.'),
        ("pt", "Português: <em>A água</em>.", "Português: <em>A água</em>."),
        ("en", "It says: <em>unconfirmed</em>.", "It says: <em>unconfirmed</em>."),
    ],
)
def test_a_title_after_the_name_of_its_language_is_marked_with_it(
    language: str, html: str, shown: str, made_up: Dossier
) -> None:
    assert Edition(made_up, language).titles(html, language) == shown


def test_a_long_word_before_a_title_is_read_at_once(made_up: Dossier) -> None:
    start = time.process_time()
    Edition(made_up, "en").titles(f"{'é' * 100_000} <em>x</em>", "en")
    assert time.process_time() - start < 1


def test_titles_of_an_instrument_in_other_languages_are_marked(site: Published) -> None:
    for language in ("en", *OTHERS):
        prefix = "" if language == "en" else f"{language}/"
        titles = site.one(f"{prefix}instruments/rome-statute/", "#titles").cssselect("em[lang]")
        assert {title.get("lang") for title in titles} == {"en", *OTHERS} - {language}


AUTHORS = ({"literal": "Reed Press"}, {"family": "Li", "given": "An"})


def test_a_body_that_published_a_source_is_shown_by_its_name_in_each_language(made_up: Dossier) -> None:
    bodies = {Identifier("press"): Text.model_validate({"en": "Reed Press", "fr": "Presse des roseaux"})}
    interface = made_up.interface.model_copy(update={"bodies": bodies})
    sources = {
        key: source.model_copy(
            update={
                "author": tuple(map(Author.model_validate, AUTHORS)),
                "container_title": None,
                "publisher": Line("Shore Gazette; Reed Press"),
            }
        )
        for key, source in made_up.sources.items()
    }
    dossier = made_up.model_copy(update={"interface": interface, "sources": sources})
    made = {language: {page.address: page for page in site.pages} for language, site in sites(dossier).items()}
    shown = {
        "en": ("Shore Gazette; Reed Press", "Reed Press; Li, An"),
        "fr": ("Shore Gazette\u202f; Presse des roseaux", "Presse des roseaux\u202f; Li, An"),
    }
    for language, (names, authors) in shown.items():
        source, register, agreement = (
            made[language][f"{page}/"] for page in ("sources/pact-text", "sources", "agreement")
        )
        assert f"({names})" in source.title
        assert f"<p>{authors}. " in source.content.html
        for page in (source, register, agreement):
            assert names in page.content.html


def test_alphabetical_order_knows_no_accents_and_no_capitals() -> None:
    assert [fold(text) for text in ("Équateur", "ÑANDÚ", "Straße")] == ["equateur", "nandu", "strasse"]


def test_records_are_in_the_order_of_the_names_that_readers_see(made_up: Dossier) -> None:
    charter = made_up.instruments[Identifier("lake-charter")]
    names = {
        "lake-charter": ("Lake Charter", "Carta dos Lagos", "2001-01-01"),
        "old-rules": ("Rules of old", "Águas, regras", "1955-08-30"),
        "young-rules": ("Early rules", "Regras", "2015"),
    }
    instruments = {
        Identifier(key): charter.model_copy(
            update={
                "name": Text.model_validate({"en": english, "pt": portuguese}),
                "adopted": charter.adopted.model_copy(update={"date": Date(day)}) if charter.adopted else None,
            }
        )
        for key, (english, portuguese, day) in names.items()
    }
    fish = made_up.areas[Identifier("fish")].model_copy(update={"instruments": tuple(map(InstrumentRef, names))})
    areas = made_up.areas | {Identifier("fish"): fish}
    dossier = made_up.model_copy(update={"instruments": instruments, "areas": areas})
    orders = {"en": ["young-rules", "lake-charter", "old-rules"], "pt": ["old-rules", "lake-charter", "young-rules"]}
    for language, order in orders.items():
        pages = {page.address: fromstring(page.content.html) for page in sites(dossier)[language].pages}

        def named(address: str, links: str, start: str, pages: dict[str, HtmlElement] = pages) -> list[str]:
            found = (str(link.get("href")) for link in pages[address].cssselect(links))
            return [href.removeprefix(start).strip("/") for href in found if href.startswith(start)]

        assert named("dossier/", ".volume-contents a", "#instruments-") == order
        assert named("sources/pact-text/", ".cited > p > a", "../../instruments/") == order
        assert named("sources/pact-text/", ".cited > p > a", "../../region/#") == ["dk", "no", "se", "dk"]  # silent
        assert named("areas/fish/", "ul.links a", "../../instruments/") == ["old-rules", "lake-charter", "young-rules"]


def test_related_terms_are_in_the_order_of_their_names(site: Published) -> None:
    lists = [found.cssselect("a") for page in site.pages.values() for found in page.cssselect("dl .related")]
    names = [[fold(text_of(link)) for link in links] for links in lists if "glossary/#" in str(links[0].get("href"))]
    assert max(map(len, names)) > 3
    assert names == [sorted(terms) for terms in names]


def test_what_is_translated_is_counted_by_file_and_language(made_up: Dossier) -> None:
    progress = Progress(Relations(made_up))
    lacking = made_up.areas[Identifier("fish")]
    assert (("areas", "fish", "name"), "es") in progress.gaps
    texts = [text for _, text in walk(lacking) if isinstance(text, Text)]
    assert progress.texts["areas/fish.yml"] == len(texts) > 2
    assert progress.missing["es"]["areas/fish.yml"] == sum("es" not in text.root for text in texts) > 1
    assert progress.texts["interface.yml"] > 100 * progress.missing["es"]["interface.yml"]
    assert progress.done("es") == progress.texts.total() - sum(lacks == "es" for _, lacks in progress.gaps)


def test_terms_are_explained_once_and_never_in_headings_links_or_names(site: Published) -> None:
    explained = 0
    for address, page in site.pages.items():
        terms = page.cssselect(".term")
        explained += len(terms)
        targets = [term.cssselect("a")[0].get("href") for term in terms]
        assert len(targets) == len(set(targets)), address
        for term in terms:
            around = {parent.tag for parent in term.iterancestors()}
            assert not around & {"h1", "h2", "h3", "a", "dt", "th", "cite", "em"}
            (definition,) = term.cssselect("span[role=tooltip]")
            assert text_of(definition)
            assert term.cssselect("a")[0].get("aria-describedby") == definition.get("id")
    assert explained > 400
    assert not site.pages["glossary/"].cssselect(".term")


TERMS: dict[str, dict[str, Any]] = {
    "lake": {"label": {"en": "Lake", "es": "Lago", "fr": "Lac"}},
    "lake-council": {
        "label": {"en": "Lake Council (LC)", "fr": "Conseil du lac"},
        "forms": {"fr": ["Conseil des lacs"]},
    },
    "clerk": {"label": {"en": "Clerk", "es": "Secretaría"}, "not_in": {"es": ["Secretaría del Pantano"]}},
    "act": {"label": {"en": "Act", "es": "Acto de unión", "fr": "Sil"}},
}
"""Made-up terms: with a plural, a short form, a further form, a name that means something else."""


def test_a_term_is_found_in_its_forms_and_not_inside_a_word(formatters: dict[str, Formatter]) -> None:
    given = {"text": {"en": "It is made up."}, "sources": ["pact-text"]}
    glossary = {Identifier(key): Term.model_validate({**given, **term}) for key, term in TERMS.items()}

    def marked(text: str, language: str) -> list[str]:
        shown = Glossary(glossary, language, formatters[language]).mark(
            text, set(), lambda key, form: Markup(f"<{form}>")
        )
        return re.findall("<(.*?)>", shown)

    assert marked("All lakes gave an act, the LC said.", "en") == ["lakes", "act", "LC"]
    assert marked("A Lake Council by the lake", "en") == ["Lake Council", "lake"]
    assert marked("Los lagos y el acto de unión", "es") == ["lagos", "acto de unión"]
    assert marked("s’ils peuvent", "fr") == []
    assert marked("enacted", "en") == []
    assert marked("La Secretaría del lago", "es") == ["Secretaría", "lago"]
    assert marked("La Secretaría del Pantano", "es") == []
    assert marked("La présidence du Conseil des lacs", "fr") == ["Conseil des lacs"]


def test_a_term_that_the_sources_do_not_define_is_plain_text(tmp_path: Path) -> None:
    glossary = project.lakes_data(tmp_path) / "glossary.yml"
    text, changes = re.subn("text: {.*?}", "absent: not-stated", glossary.read_text("utf-8"))
    glossary.write_text(text, "utf-8")
    dossier = load(glossary.parent)
    assert changes == len(dossier.glossary)
    pages = [page.content.html for site in sites(dossier, Settings()).values() for page in site.pages]
    assert len(pages) > 40
    assert not [page for page in pages if "tooltip" in page]


def test_a_term_with_an_apostrophe_is_found_in_a_text_that_was_set_in_type(
    dossier: Dossier, formatters: dict[str, Formatter]
) -> None:
    label = Text.model_validate({"en": "coup d'essai"})
    term = next(iter(dossier.glossary.values())).model_copy(update={"label": label, "forms": {}})
    glossary = Glossary({Identifier("trial"): term}, "en", formatters["en"])
    html = glossary.mark("A coup d’essai.", set(), lambda key, form: Markup(f"<{form}>"))
    assert html == "A <coup d’essai>."


# A translation that is missing, and a language that is new


def test_missing_translation_is_shown_in_english_and_said(lakes: Published) -> None:
    assert "made-up body" in lakes.text("es/parties/reed-institute/", ".lead span[lang=en]")
    assert "aún sin traducir" in lakes.text("es/parties/reed-institute/")
    assert "Not translated: " in lakes.messages and "the page translations/ has all of them" in lakes.messages
    assert "Not translated into fr: docs/fr/about.md" in lakes.messages


TITLES = {"en": "Two lakes", "pt": "Dois lagos"}


def reference(source: Source, edition: Edition) -> str:
    """The HTML of a source as a reference, with the names of words in place of the words."""
    template = environment(auto_reload=False).get_template("reference.html")
    return template.render(source=source, edition=edition, t=lambda key, **values: key)


@pytest.mark.parametrize(
    ("title", "language", "translated", "shown"),
    [
        ("Deux lacs", "fr", TITLES, '<cite lang="fr">Deux lacs</cite>. [Dois lagos]. '),
        (
            "Deux lacs",
            "fr",
            {"en": "Two lakes"},
            '<cite lang="fr">Deux lacs</cite>. <span lang="en">[Two lakes]</span>. ',
        ),
        ("Deux lacs", "fr", {"es": "Dos lagos"}, '<cite lang="fr">Deux lacs</cite>. '),
        ("Dois lagos", "es", TITLES, '<cite lang="es">Dois lagos</cite>. '),
        ("Dois lagos", "pt", {"en": "Two lakes"}, "<cite>Dois lagos</cite>. "),
        ("Two lakes", "en", {}, '<cite lang="en">Two lakes</cite>. '),
        ("[Deux lacs]", "fr", TITLES, "<cite>[Dois lagos]</cite>. "),
        ("[Deux lacs]", "fr", {"en": "Two lakes"}, '<cite lang="en">[Two lakes]</cite>. '),
        ("[Deux lacs]", "fr", {"es": "Dos lagos"}, '<cite lang="fr">[Deux lacs]</cite>. '),
        ("[Dois lagos]", "pt", {"en": "Two lakes"}, "<cite>[Dois lagos]</cite>. "),
    ],
)
def test_a_title_is_explained_where_its_readers_need_it(
    title: str, language: str, translated: dict[str, str], shown: str, made_up: Dossier
) -> None:
    changes = {"title": title, "language": language, "translated_title": LocalText.model_validate(translated)}
    source = next(iter(made_up.sources.values())).model_copy(update=changes | {"url": None, "author": ()})
    assert reference(source, Edition(made_up, "pt")).startswith(f"{shown}{source.publisher}. ")


@pytest.mark.parametrize(
    ("issued", "language", "shown"),
    [
        ("2014-09", "es", '. <time datetime="2014-09">Septiembre de\u00a02014</time>. '),
        ("2014-09", "fr", '. <time datetime="2014-09">Septembre\u00a02014</time>. '),
        ("2014-09-01", "fr", '. <time datetime="2014-09-01">1er\u00a0septembre\u00a02014</time>. '),
        ("2014", "pt", '. <time datetime="2014">2014</time>. '),
    ],
)
def test_a_month_after_a_full_stop_has_a_capital(issued: str, language: str, shown: str, made_up: Dossier) -> None:
    source = next(iter(made_up.sources.values())).model_copy(update={"issued": Date(issued)})
    assert shown in reference(source, Edition(made_up, language))


def test_sources_are_in_the_order_of_the_titles_that_readers_see(made_up: Dossier) -> None:
    first, second = made_up.sources
    untitled = {"title": "[Zurich]", "translated_title": LocalText.model_validate({"fr": "Annecy"}), "language": "de"}
    printed = {"title": "1. Berne", "language": "fr"}
    sources = {first: made_up.sources[first].model_copy(update=untitled)}
    sources[second] = made_up.sources[second].model_copy(update=printed)
    dossier = made_up.model_copy(update={"sources": sources})
    assert [key for key, _ in Edition(dossier, "fr").ordered("sources")] == [first, second]
    assert [key for key, _ in Edition(dossier, "pt").ordered("sources")] == [second, first]
    pages = {page.address: page.content.html for page in sites(dossier)["fr"].pages}
    assert re.findall('<li id="sources-([^"]*)"', pages["dossier/"]) == [first, second]


def test_hand_written_page_falls_back_to_english(lakes: Published) -> None:
    assert lakes.text("pt/about/", "div[lang=en] h1")
    assert "ainda não traduzidas" in lakes.text("pt/about/")
    assert lakes.one("pt/about/", "a[rel=edit]").get("href") == f"{Published.edit}docs/about.md"


def test_translations_page_counts(lakes: Published, site: Published) -> None:
    def counts(published: Published) -> list[int]:
        return [int(text_of(cell)) for cell in published.pages["translations/"].cssselect("tfoot td")]

    assert counts(site)[0] == max(counts(site)) > 1000
    texts, spanish, *_ = counts(lakes)
    assert 0 < spanish < texts


def test_missing_translation_is_an_error_where_that_is_asked_for(lakes_project: Path, tmp_path: Path) -> None:
    run = project.build(lakes_project, REQUIRE_TRANSLATIONS="1")
    assert run.returncode == 1
    assert "data/areas/fish.yml:1:7: name must be translated into es, fr, pt" in run.stderr
    with pytest.raises(DataError, match="must be translated into"):
        load(lakes_project / "data", complete=True)


ITALIAN: dict[str, dict[str, Any]] = {
    "interface.yml": {
        "languages": {
            "it": {
                "name": "Italiano",
                "locale": "it",
                "first_day": "1º",
                "plural_endings": {"o": "i"},
                "joins": {"e": {"e": "ed"}},
                "no_break_before": "%",
            }
        },
        "words": {"agreement": {"it": "L'accordo"}},
    },
    "glossary.yml": {"lake": {"label": {"it": "Bacino"}}},
    "agreement.yml": {"purpose": {"text": {"it": "Bacini d'acqua puliti al 90 % dal 2 marzo."}}},
    "parties/lake-tribunal.yml": {"name": {"it": "Ente dei laghi"}},
}
"""The YAML that adds a language, by the files of the data."""


def merged(data: Any, more: Any) -> Any:
    """Data with more in it."""
    if not isinstance(more, dict):
        return more
    return {**data, **{key: merged(data.get(key, {}), part) for key, part in more.items()}}


def with_italian(data: Path) -> Path:
    """The made-up data in a fifth language too, as far as ``ITALIAN`` goes."""
    for name, more in ITALIAN.items():
        text = yaml.load((data / name).read_text("utf-8"), yaml.CBaseLoader)
        (data / name).write_text(yaml.safe_dump(merged(text, more), allow_unicode=True, sort_keys=False), "utf-8")
    return data


def test_a_language_is_added_by_data_alone(tmp_path: Path) -> None:
    made = sites(load(with_italian(project.lakes_data(tmp_path)), words=words_used()), Settings())
    assert list(made) == ["en", "es", "fr", "pt", "it"]
    pages = {page.address: fromstring(page.content.html) for page in made["it"].pages}
    agreement = pages["agreement/"]
    assert agreement.cssselect(".trail")
    assert "1º\u00a0aprile\u00a02019" in agreement.cssselect("#in-force")[0].text_content()
    assert "Bacini d’acqua puliti al 90\u00a0% dal 2\u00a0marzo." in purpose_without_definition(agreement)
    assert [term.text_content() for term in agreement.cssselect("#purpose .term a")] == ["Bacini"]
    changes = " ".join(pages["changes/"].cssselect("#bottom-seen")[0].text_content().split())
    assert changes.endswith("Pact on the Care of Lakes ed Ente dei laghi")
    assert text_of(pages["not-stated/"].cssselect("h2")[0]) == "L’accordo"


def purpose_without_definition(page: Any) -> str:
    """The text of the agreement's purpose, but for the definitions of its terms."""
    (purpose,) = page.cssselect("#purpose")
    for definition in purpose.cssselect(".definition"):
        definition.drop_tree()
    return str(purpose.text_content())


@pytest.mark.slow
def test_a_further_language_has_its_place_in_the_site(lakes_project: Path) -> None:
    with_italian(lakes_project / "data")
    run = project.build(lakes_project, "--strict", SITE_URL=Published.address)
    assert run.returncode == 0, run.stderr
    made = Published(lakes_project / "site", run.stderr)
    page = made.pages["it/agreement/"]
    assert page.get("lang") == "it"
    assert made.text("it/agreement/", "h1") == "L’accordo"
    assert "it" in set(made.pages["agreement/"].xpath("//link/@hreflang"))
    assert [link.get("lang") for link in page.cssselect("#__languages a")] == ["en", "es", "fr", "pt", "it"]


def test_sites_of_a_dossier(dossier: Dossier) -> None:
    assert list(sites(dossier, Settings())) == ["en", "es", "fr", "pt"]
