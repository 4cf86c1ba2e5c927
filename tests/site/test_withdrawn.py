"""The addresses of withdrawn pages: each leads on, in every language, and nothing else of the site leads to it."""

from urllib.parse import urljoin

import pytest
from dossier.addresses import page_of
from dossier.language.edition import Edition
from dossier.records.model import Dossier
from dossier.records.values import LanguageCode, PageRef
from dossier.settings import Settings
from dossier.site.files import files
from dossier.site.pages import sites
from lxml.html import document_fromstring
from published import LANGUAGES, Published


def test_every_withdrawn_page_keeps_its_address_in_every_language(both: tuple[Published, Dossier]) -> None:
    published, dossier = both
    expected = {f"{prefix}{old}/" for prefix in LANGUAGES.values() for old in dossier.withdrawn.pages}
    assert published.withdrawn.keys() == expected
    assert expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_withdrawn_page_leads_to_its_content(language: str, both: tuple[Published, Dossier]) -> None:
    published, dossier = both
    edition = Edition(dossier, LanguageCode(language))
    for old, new in dossier.withdrawn.pages.items():
        page, target = published.withdrawn[f"{LANGUAGES[language]}{old}/"], LANGUAGES[language] + page_of(new)
        title = published.one(target, "meta[property='og:title']").get("content")
        here = f"{Published.address}{LANGUAGES[language]}{old}/"
        seconds, _, way = page.cssselect("meta[http-equiv=refresh]")[0].attrib["content"].partition("; url=")
        assert (seconds, urljoin(here, way)) == ("0", Published.address + target)
        assert page.cssselect("link[rel=canonical]")[0].get("href") == Published.address + target
        (link,) = page.cssselect("main a")
        assert (link.text, urljoin(here, link.get("href"))) == (title, Published.address + target)
        told = page.cssselect("main p")[0].text_content()
        assert " ".join(told.split()) == " ".join(edition.word("withdrawn-text", page=title).split())
        assert page.get("lang") == language and page.findtext(".//title") and len(page.cssselect("h1")) == 1
        assert not page.cssselect("script")
        assert page.cssselect("meta[name=robots]")[0].get("content") == "noindex"


def test_nothing_links_to_a_withdrawn_page(both: tuple[Published, Dossier]) -> None:
    published, _ = both
    for address in published.pages:
        assert not {target for target, _ in published.links(address)} & published.withdrawn.keys(), address
    for name in ("sitemap.xml", "llms.txt", "es/llms.txt"):
        text = (published.folder / name).read_text("utf-8")
        assert not [address for address in published.withdrawn if f"{Published.address}{address}" in text]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("parties/lake-tribunal", "parties/lake-tribunal/"),
        ("sources", "sources/"),
        ("instruments", "instruments/"),
        ("states", "region/"),
        ("events", "timeline/"),
        ("glossary", "glossary/"),
        ("methods", "certainty/"),
        ("changes", "changes/"),
        ("agreement", "agreement/"),
    ],
)
def test_page_that_the_data_names_has_an_address(page: str, address: str) -> None:
    assert page_of(PageRef(page)) == address


@pytest.mark.parametrize(
    ("settings", "way", "canonical"),
    [
        (Settings(), "../../timeline/", []),
        (
            Settings("https://x.example/", index=True),
            "../../timeline/index.html",
            ["https://x.example/timeline/index.html"],
        ),
    ],
    ids=["unpublished", "with files"],
)
def test_way_on_is_written_as_links_are(settings: Settings, way: str, canonical: list[str], made_up: Dossier) -> None:
    made = dict(files(sites(made_up, settings)))["sources/old-gazette/index.html"]()
    assert isinstance(made, str)
    page = document_fromstring(made)
    assert page.cssselect("meta[http-equiv=refresh]")[0].get("content") == f"0; url={way}"
    assert [link.get("href") for link in page.cssselect("link[rel=canonical]")] == canonical
