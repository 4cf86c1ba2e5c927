"""The whole dossier on one page, and what Chromium makes of it on paper."""

from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from dossier.language.edition import Edition
from dossier.records.model import Dossier
from dossier.records.relations import Relations
from dossier.records.values import LanguageCode
from published import Published, text_of
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from variants import later


@pytest.mark.parametrize("language", later(["", "es/", "fr/", "pt/"]))
def test_volume_has_every_statement_with_its_sources(language: str, site: Published, dossier: Dossier) -> None:
    volume = site.article(f"{language}dossier/")
    own = [entry for entry in Relations(dossier).entries if entry.record[0] not in ("sources", "interface")]
    pages = [
        "agreement/",
        "region/",
        "glossary/",
        *(f"{name}/{key}/" for name in ("parties", "signatories", "instruments") for key in getattr(dossier, name)),
    ]
    shown = {text_of(statement) for statement in volume.cssselect(".statement")}
    for page in pages:
        article = deepcopy(site.article(language + page))
        for definition in article.cssselect(".definition"):
            definition.drop_tree()
        assert {text_of(statement) for statement in article.cssselect(".statement")} <= shown, page
    assert len(volume.cssselect(".statement")) >= len(own)
    references = {item.get("id") for item in volume.cssselect(".references li")}
    assert references >= {f"sources-{key}" for key in dossier.sources}
    assert volume.cssselect(".tile-map") and volume.cssselect(".volume-contents a")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", ["11 January 2024", "not stated in the sources consulted", "Contents", "Jamaica"]),
        ("es/", ["11 de enero de 2024", "no consta en las fuentes consultadas", "Contenido", "Jamaica"]),
    ],
)
def test_volume_prints_as_a_tagged_document_with_bookmarks(
    language: str, words: list[str], browser: Any, served: str
) -> None:
    page = browser.new_page()
    page.goto(f"{served}{language}dossier/")
    reader = PdfReader(BytesIO(page.pdf(format="A4", tagged=True, outline=True)))
    page.close()
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert len(reader.pages) > 30
    information = reader.root_object["/MarkInfo"]
    assert isinstance(information, DictionaryObject) and information["/Marked"]
    assert len(reader.outline) >= 1
    assert not [word for word in words if word not in text]
    tools = [sign for sign in "▾↕" if sign in text]
    assert not tools


@pytest.mark.browser
def test_page_prints_with_heads_citation_and_addresses_and_without_tools(
    browser: Any, served: str, dossier: Dossier
) -> None:
    page = browser.new_page()
    page.goto(f"{served}region/")
    page.emulate_media(media="print")
    assert page.locator(".citation").evaluate("citation => getComputedStyle(citation).breakInside") == "avoid"
    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    page.close()
    tables = [sheet for sheet in sheets if "Paraguay" in sheet or "Barbados" in sheet]
    assert len([sheet for sheet in sheets if "INSTRUMENT DEPOSITED" in sheet.upper()]) >= 3
    assert tables and all(len(sheet) > 300 for sheet in sheets[:-1])
    whole = " ".join(sheets)
    assert "Uruguay" in whole and "<https://" in whole
    assert "region/" in whole.replace(" ", "")
    assert dossier.states
    as_of = Edition(dossier, LanguageCode("en")).formatter.date(dossier.states.as_of)
    # Where letters are set closer or wider, one version of the reader of PDF sees a space that another does not.
    assert "".join(as_of.split()) in "".join(whole.split())
    assert "data/states.yml" not in whole and "Filter rows" not in whole and "BibTeX" not in whole


@pytest.mark.browser
def test_what_names_a_folded_list_is_printed_and_only_the_word_for_more_is_not(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    for address in ("sources/", "areas/evidence/", "timeline/", "questions/", "certainty/", "region/", "agreement/"):
        page.goto(served + address)
        names = page.locator("main details.fold > summary").evaluate_all(
            "all => all.map((name) => [name.textContent, name.checkVisibility()])"
        )
        assert names and [text for text, shown in names if not shown] == [
            text for text, _ in names if text.startswith("Show ")
        ], address
    page.close()


@pytest.mark.browser
def test_a_table_with_fewer_rows_says_on_paper_which(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}region/")
    tools = page.locator(".table-tools")
    page.emulate_media(media="print")
    assert not tools.is_visible()
    page.locator(".table-filter").evaluate(
        "field => { field.value = 'peru'; field.dispatchEvent(new Event('input')); }"
    )
    assert tools.is_visible() and "1" in tools.locator("[role=status]").text_content()
    page.close()
