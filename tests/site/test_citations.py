"""Citations of the agreement, the site, its pages and its sources, read back by programs that others wrote."""

import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import chromium
import pytest
import zotero
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from citing import READERS, Record, bibliography, read_back
from dossier.exports import citations, csl
from dossier.language.edition import Edition
from dossier.records.dates import Date
from dossier.records.fields import choices
from dossier.records.model import Dossier, Source
from dossier.records.values import Identifier, LanguageCode
from dossier.settings import Settings
from dossier.site.pages import sites
from dossier.site.passages import LEADS_AWAY
from lxml.html import fromstring
from published import LANGUAGES, Published, text_of
from variants import later

HOSTILE = [
    "{",
    "}",
    "}{",
    "{}",
    "\\",
    "\\{",
    "\\textbf{x}",
    "100 % & $5 #1 _x ~ ^",
    "\"quoted\" and 'this'",
    "two\nlines\r\n here",
    "@article{x, title = {y}}",
    "TY  - BOOK\nER  - \n",
    "a, b = c",
    "<i>|</i>",
    "</script><script>alert(1)</script>",
    "Ødegård ñandú garçon São Łódź — “…” 北京",
    "\u00a0\u202fspaces\u2028",
]
"""The signs that mean something to one of the formats."""
FULL = {
    "type": "article-journal",
    "title": "Law & lakes",
    "translated-title": {"en": "Right and waters"},
    "author": [{"family": "Ødegård", "given": "Åse"}, {"literal": "Lake Tribunal"}],
    "container-title": "Shore Review",
    "publisher": "Reed Press",
    "number": "7_b",
    "page": "12–20",
    "archive": "Library of Lakes",
    "language": "nb",
    "URL": "https://example.org/law",
    "issued": "2018-03",
    "accessed": "2020-02-29",
    "summary": {"en": "Law."},
    "extent": "whole",
}
"""A source with all that one can have."""
LEAST = {
    "type": "webpage",
    "title": "Lakes",
    "language": "en",
    "accessed": "2020-02-29",
    "summary": {"en": "Lakes."},
    "extent": "whole",
}
"""A source with no more than one must have."""
WRITTEN = {
    "bib": """\
@article{full,
  author = {Ødegård, Åse and {Lake Tribunal}},
  title = {{Law \\& lakes}},
  journal = {Shore Review},
  publisher = {Reed Press},
  year = {2018},
  month = mar,
  number = {7\\_b},
  pages = {12--20},
  language = {nb},
  library = {Library of Lakes},
  url = {https://example.org/law},
  note = {[Right and waters]. CONSULTED}
}

@online{least,
  title = {{Lakes}},
  language = {en},
  note = {CONSULTED}
}
""",
    "ris": """\
TY  - JOUR
ID  - full
TI  - Law & lakes
AU  - Ødegård, Åse
AU  - Lake Tribunal
T2  - Shore Review
PB  - Reed Press
PY  - 2018
DA  - 2018/03//
IS  - 7_b
SP  - 12
EP  - 20
LA  - nb
DP  - Library of Lakes
UR  - https://example.org/law
N1  - [Right and waters]. CONSULTED
ER  -\x20
TY  - ELEC
ID  - least
TI  - Lakes
LA  - en
N1  - CONSULTED
ER  -\x20
""".replace("\n", "\r\n"),
    "json": """\
[
 {
  "id": "full",
  "type": "article-journal",
  "title": "Law & lakes",
  "container-title": "Shore Review",
  "publisher": "Reed Press",
  "issue": "7_b",
  "page": "12–20",
  "language": "nb",
  "URL": "https://example.org/law",
  "archive": "Library of Lakes",
  "author": [
   {
    "family": "Ødegård",
    "given": "Åse"
   },
   {
    "literal": "Lake Tribunal"
   }
  ],
  "issued": {
   "date-parts": [
    [
     2018,
     3
    ]
   ]
  },
  "note": "[Right and waters]. CONSULTED"
 },
 {
  "id": "least",
  "type": "webpage",
  "title": "Lakes",
  "language": "en",
  "note": "CONSULTED"
 }
]
""",
}
"""The two as each format has them, in the fields that its reader knows; ``CONSULTED`` is the day in words."""
KINDS = {
    "article-journal": "journalArticle journalArticle journalArticle",
    "article-magazine": "journalArticle magazineArticle magazineArticle",
    "article-newspaper": "journalArticle newspaperArticle newspaperArticle",
    "book": "book book book",
    "chapter": "bookSection bookSection bookSection",
    "dataset": "document dataset dataset",
    "document": "document report document",
    "legislation": "document statute statute",
    "pamphlet": "book report document",
    "post-weblog": "webpage blogPost blogPost",
    "report": "report report report",
    "speech": "document presentation presentation",
    "standard": "document report standard",
    "treaty": "document report document",
    "webpage": "webpage webpage webpage",
}
"""By type of source: what Zotero makes of it from BibTeX, from RIS and from CSL-JSON."""
kinds = pytest.mark.parametrize("kind", KINDS)
endings = pytest.mark.parametrize("ending", READERS)


def read(site: Published, address: str, ending: str) -> list[Record]:
    """Return the items that a program reads in one of the site's files."""
    return read_back(ending, (site.folder / f"{address}.{ending}").read_bytes())


def one_line(text: str) -> str:
    """A text with plain spaces."""
    return " ".join(text.split())


def name_of(site: Published, address: str) -> str:
    """Return the title of a page in its head: the site's name for a home page."""
    name = "og:site_name" if address in LANGUAGES.values() else "og:title"
    return str(site.one(address, f"meta[property='{name}']").get("content"))


def cited_pages(site: Published) -> list[str]:
    """The English addresses of the pages that say how to cite them: all but those of sources."""
    left_out = ("sources/", *filter(None, LANGUAGES.values()))
    cited = [address for address, page in site.pages.items() if page.cssselect("details.cite")]
    return [address for address in cited if address == "sources/" or not address.startswith(left_out)]


def offered(site: Published, address: str) -> dict[str, str]:
    """The citations that a page offers for download, by ending: written into the page, for a source in files too."""
    found = {}
    for link in site.pages[address].cssselect("details.cite .formats a[download]"):
        start, _, text = link.attrib["href"].partition(",")
        text = unquote(text)
        if start != "data:text/plain;charset=utf-8":
            file = (site.folder / posixpath.normpath(posixpath.join(address, link.attrib["href"]))).read_bytes()
            text = file.decode("utf-8")
            assert link.attrib["data-text"].split() == text.split()
        found[link.attrib["download"].rpartition(".")[2]] = text
    assert list(found) == list(READERS), address
    return found


@endings
def test_all_sources_read_back(ending: str, site: Published, dossier: Dossier) -> None:
    records = {record.id: record for record in read(site, "sources/all", ending)}
    assert list(records) == list(dossier.sources)
    for key, source in dossier.sources.items():
        record, issued = records[key], source.issued or ""
        assert record.title.split() == source.title.split()  # BibTeX and RIS have no no-break spaces
        assert (record.url, record.language) == (source.url or "", source.language)
        assert record.date == issued, key
        assert record.authors == [str(author) for author in source.author], key
        assert record.publisher == (source.publisher or "")
        assert not record.accessed, "nobody was at the live address"
        translated = source.translated_title.root if source.translated_title else {}
        told = f"[{translated[english]}]. " if (english := LanguageCode("en")) in translated else ""
        assert one_line(record.note) == one_line(f"{told}{consulted(dossier, source.accessed)}")


@endings
def test_each_source_has_files_of_its_own(ending: str, site: Published) -> None:
    for record in read(site, "sources/all", ending):
        assert read(site, f"sources/{record.id}/cite", ending) == [record]


def test_sources_are_printed_by_a_style_of_csl(site: Published, dossier: Dossier) -> None:
    printed = bibliography((site.folder / "sources" / "all.json").read_text("utf-8"))
    for source, entry in zip(dossier.sources.values(), printed, strict=True):
        assert source.title in entry
        assert not source.url or source.url in entry


@endings
@pytest.mark.parametrize("language", later(LANGUAGES, first=2))
def test_pages_read_back_with_their_accents(language: str, ending: str, site: Published, dossier: Dossier) -> None:
    addresses = cited_pages(site)
    assert {
        "",
        "agreement/",
        "sources/",
        "cite/",
        "dossier/",
        "parties/icc/",
        "region/notes/",
        "about/",
        "accessibility/",
        "editing/",
    } <= set(addresses)
    for address in addresses:
        place = LANGUAGES[language] + address
        (record,) = read_back(ending, offered(site, place)[ending].encode())
        assert one_line(record.title) == one_line(name_of(site, place))
        assert (record.language, record.url) == (language, Published.address + place)
        assert record.date == dossier.agreement.compiled
        assert one_line(record.publisher) == one_line(name_of(site, LANGUAGES[language]))
        assert not record.accessed, "when the reader was there is not known"


@endings
def test_identifiers_of_items_are_unique(ending: str, site: Published) -> None:
    seen = [record.id for record in read(site, "sources/all", ending)]
    for prefix in LANGUAGES.values():
        seen += [record.id for record in read(site, f"{prefix}cite/agreement", ending)]
        for address in cited_pages(site):
            seen += [record.id for record in read_back(ending, offered(site, prefix + address)[ending].encode())]
    assert len(seen) == len(set(seen))


@endings
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_site_has_files_of_its_own(language: str, ending: str, site: Published) -> None:
    place = LANGUAGES[language]
    assert (site.folder / place / f"cite.{ending}").read_bytes().decode() == offered(site, place)[ending]


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreement_is_a_document_whose_title_is_not_invented(language: str, site: Published, dossier: Dossier) -> None:
    agreement, edition = dossier.agreement, Edition(dossier, LanguageCode(language))
    title = edition.plain(agreement.title.text) if agreement.title.text else f"[{edition.plain(agreement.name)}]"
    reports = [dossier.sources[Identifier(citation.source)] for citation in agreement.signed.sources]
    trusted = [report for report in reports if not report.caution] or reports
    for ending in READERS:
        (record,) = read(site, f"{LANGUAGES[language]}cite/agreement", ending)
        assert (one_line(record.title), record.date, record.url) == (one_line(title), agreement.signed.date, "")
        for report in reports:
            assert (one_line(report.title) in one_line(record.note)) == (report in trusted)
        for report in trusted:
            assert one_line(edition.formatter.date(report.issued) if report.issued else "") in one_line(record.note)
    assert record.type == "document"


def test_formal_title_stands_without_brackets(lakes: Published) -> None:
    (record,) = read(lakes, "cite/agreement", "json")
    assert (record.type, record.title, record.date) == ("document", "Pact on the Care of Lakes", "2019-03-05")
    assert read(lakes, "sources/shore-gazette-2019/cite", "bib")[0].authors == ["Ødegård, Åse"]


def consulted(dossier: Dossier, day: str = "2020-02-29") -> str:
    """Return the note's words about the day on which a copy was consulted."""
    edition = Edition(dossier, LanguageCode("en"))
    return edition.word("accessed", date=edition.formatter.date(Date(day)))


def item_of(dossier: Dossier, source: dict[str, Any], key: str = "full", **fields: Any) -> csl.CslItem:
    """A source as an item, with some fields changed."""
    return csl.of_source(key, Source.model_validate({**source, **fields}), Edition(dossier, LanguageCode("en")))


@endings
def test_every_field_of_a_source_has_its_place(ending: str, made_up: Dossier) -> None:
    items = [item_of(made_up, FULL), item_of(made_up, LEAST, "least")]
    day = consulted(made_up) if ending == "json" else one_line(consulted(made_up))
    assert citations.FORMATS[ending][1](items) == WRITTEN[ending].replace("CONSULTED", day)


def test_one_item_in_every_format(made_up: Dossier) -> None:
    item, day = item_of(made_up, LEAST, "least"), one_line(consulted(made_up))
    assert citations.texts(item) == {
        "bib": WRITTEN["bib"].partition("\n\n")[2].replace("CONSULTED", day),
        "ris": WRITTEN["ris"][WRITTEN["ris"].index("TY  - ELEC") :].replace("CONSULTED", day),
        "json": citations.csl_json([item]),
    }


def test_every_type_of_source_is_in_the_table() -> None:
    assert set(choices(Source, "type")) == KINDS.keys()


@kinds
def test_zotero_takes_a_source_for_what_it_is(kind: str, made_up: Dossier) -> None:
    item = item_of(made_up, FULL, type=kind)
    assert " ".join(zotero.imported(item).values()) == KINDS[kind]
    (tag,) = [line[:2] for line in citations.ris([item]).splitlines() if line.endswith("  - 7_b")]
    assert zotero.imported(item)["ris"] in zotero.NUMBERS[tag]


@endings
@kinds
def test_author_publisher_language_and_day_are_right_for_every_type(kind: str, ending: str, made_up: Dossier) -> None:
    written = citations.FORMATS[ending][1]([item_of(made_up, FULL, type=kind, issued="2018-03-09")])
    (record,) = read_back(ending, written.encode())
    assert record.authors == ["Ødegård, Åse", "Lake Tribunal"]
    assert (record.date, record.language, record.accessed) == ("2018-03-09", "nb", "")
    assert record.publisher == "Reed Press"
    assert one_line(record.note).endswith(one_line(consulted(made_up)))


def test_nothing_says_what_standing_in_law_the_agreement_has(made_up: Dossier) -> None:
    item = csl.of_agreement(Edition(made_up, LanguageCode("en")))
    assert set(zotero.imported(item).values()) <= {"document", "report"}
    assert not [word for text in citations.texts(item).values() for word in ("treaty", "LEGAL", "STAT") if word in text]


@pytest.mark.parametrize(
    ("kind", "bibtex", "ris"),
    [
        ("article-newspaper", "@article{journal = {Shore Review}, publisher = {Reed Press}", "TY  - NEWS, IS  - 7_b"),
        ("book", "@book{series = {Shore Review}, publisher = {Reed Press}", "TY  - BOOK, M1  - 7_b"),
        ("chapter", "@incollection{booktitle = {Shore Review}, publisher = {Reed Press}", "TY  - CHAP, SV  - 7_b"),
        ("report", "@techreport{series = {Shore Review}, institution = {Reed Press}", "TY  - RPRT, SN  - 7_b"),
        (
            "pamphlet",
            "@booklet{howpublished = {Shore Review, Reed Press}, institution = {Reed Press}",
            "TY  - RPRT, SN  - 7_b",
        ),
        (
            "treaty",
            "@misc{howpublished = {Shore Review, Reed Press}, institution = {Reed Press}",
            "TY  - GOVDOC, SN  - 7_b",
        ),
        (
            "document",
            "@misc{howpublished = {Shore Review, Reed Press}, institution = {Reed Press}",
            "TY  - RPRT, SN  - 7_b",
        ),
        (
            "webpage",
            "@online{howpublished = {Shore Review, Reed Press}, institution = {Reed Press}",
            "TY  - ELEC, M2  - 7_b",
        ),
    ],
)
def test_where_it_appeared_and_its_number_stand_where_its_type_has_them(
    kind: str, bibtex: str, ris: str, made_up: Dossier
) -> None:
    item = item_of(made_up, FULL, type=kind)
    entry = " ".join(citations.bibtex([item]).split())
    name, fields = bibtex.split("{", 1)
    assert entry.startswith(f"{name}{{full, author")
    assert f"title = {{{{Law \\& lakes}}}}, {fields}, year = " in entry
    assert set(ris.split(", ")) < set(citations.ris([item]).splitlines())


def test_a_reference_has_one_stop_after_each_part(made_up: Dossier) -> None:
    key = Identifier("shore-gazette-2019")
    fields = {"author": [{"literal": "Reed, C. M."}], "title": "What is a lake?", "container-title": "Shores…"}
    source = Source.model_validate({**FULL, **fields, "kind": "press"})
    dossier = made_up.model_copy(update={"sources": made_up.sources | {key: source}})
    pages = {page.address: fromstring(page.html) for page in sites(dossier, Settings(""))["en"].pages}
    assert text_of(pages[f"sources/{key}/"].cssselect("article h1 ~ p")[1]) == (
        "Reed, C. M. “What is a lake?” [Right and waters]. Shores… Reed Press. 7_b. 12–20. March 2018. "
        f"{one_line(consulted(made_up))}."
    )
    assert text_of(pages["agreement/"].cssselect("[id^='ref-']:contains('What is')")[0]) == (
        "Reed, C. M. “What is a lake?” Shores… 2018."
    )


@pytest.mark.parametrize(
    ("kind", "container", "number"),
    [
        ("article-journal", "container-title", "issue"),
        ("book", "collection-title", "collection-number"),
        ("chapter", "container-title", "collection-number"),
        ("report", "collection-title", "number"),
        ("treaty", "container-title", "number"),
    ],
)
def test_csl_has_a_name_for_each_kind_of_container_and_number(
    kind: str, container: str, number: str, made_up: Dossier
) -> None:
    item = item_of(made_up, FULL, type=kind)
    assert {name: item[name] for name in item if item[name] in ("Shore Review", "7_b")} == {
        container: "Shore Review",
        number: "7_b",
    }


@pytest.mark.parametrize(("page", "pages"), [("10-12", ["10", "12"]), ("10–12", ["10", "12"]), ("A-7", ["A-7"])])
def test_pages_have_a_first_and_a_last_one_with_a_hyphen_too(page: str, pages: list[str], made_up: Dossier) -> None:
    item = item_of(made_up, FULL, page=page)
    assert f"pages = {{{'--'.join(pages)}}}" in citations.bibtex([item])
    assert re.findall(r"(?:SP|EP)  - (\S+)", citations.ris([item])) == pages


@pytest.mark.parametrize(
    ("issued", "bibtex", "ris"),
    [
        ("2018", ["year = {2018}"], "2018///"),
        ("2018-12", ["year = {2018}", "month = dec"], "2018/12//"),
        ("2018-01-31", ["year = {2018}", "month = jan", "date = {2018-01-31}"], "2018/01/31/"),
    ],
)
def test_no_more_of_a_date_is_told_than_is_known(issued: str, bibtex: list[str], ris: str, made_up: Dossier) -> None:
    item = item_of(made_up, FULL, issued=issued)
    lines = citations.bibtex([item]).splitlines()
    assert [line.strip(" ,") for line in lines if line.startswith(("  year", "  month", "  date"))] == bibtex
    assert f"DA  - {ris}" in citations.ris([item]).splitlines()


def test_agreement_and_pages_as_items(made_up: Dossier) -> None:
    site = sites(made_up, Settings("https://pact.example/"))["es"]
    issued = {"date-parts": [[2020, 2, 29]]}
    home = {
        "id": "site-es",
        "type": "webpage",
        "title": site.name,
        "publisher": site.name,
        "language": "es",
        "issued": issued,
    }
    assert site.item("", "any") == {**home, "URL": "https://pact.example/es/"}
    assert site.item("areas/ice/", "Hielo") == {
        **home,
        "id": "areas-ice-es",
        "title": "Hielo",
        "container-title": site.name,
        "URL": "https://pact.example/es/areas/ice/",
    }
    assert csl.of_agreement(site.edition) == {
        "id": "instrument-es",
        "type": "document",
        "title": "Pact on the Care of Lakes",
        "issued": {"date-parts": [[2019, 3, 5]]},
        "note": "Firmado el 5\u00a0de marzo de\u00a02019. "
        f"{site.edition.word('reported-in')} Pact on the Care of Lakes, Lake Tribunal, "
        "5\u00a0de marzo de\u00a02019, https://www.example.org/pact; "
        "«Two bodies, one pact», Shore Gazette, marzo de\u00a02019",
    }


def test_what_no_one_published_has_no_such_fields(made_up: Dossier) -> None:
    item = csl.of_agreement(sites(made_up, Settings())["en"].edition) | {"note": "a--b"}
    assert (
        citations.bibtex([item])
        == """\
@misc{instrument-en,
  title = {{Pact on the Care of Lakes}},
  year = {2019},
  month = mar,
  date = {2019-03-05},
  note = {a-{}-b}
}
"""
    )
    assert citations.ris([item]).splitlines() == [
        "TY  - RPRT",
        "ID  - instrument-en",
        "TI  - Pact on the Care of Lakes",
        "PY  - 2019",
        "DA  - 2019/03/05/",
        "N1  - a--b",
        "ER  - ",
    ]


def test_one_page_is_the_first_of_pages(made_up: Dossier) -> None:
    item = item_of(made_up, FULL, page="12")
    assert [line for line in citations.ris([item]).splitlines() if line[:2] in ("SP", "EP")] == ["SP  - 12"]


@endings
@pytest.mark.parametrize("text", HOSTILE)
def test_what_means_something_to_a_format_is_kept_as_text(ending: str, text: str, made_up: Dossier) -> None:
    person = {"family": "Ødegård", "given": "Åse"}
    source = Source.model_validate(
        {
            **dict.fromkeys(("title", "container-title", "publisher", "number", "page", "archive"), text),
            "translated-title": {"en": text},
            "type": "article-journal",
            "author": [{"literal": text}, person],
            "language": "en",
            "accessed": "2020-02-29",
            "URL": "https://example.org/a_%7Bb%7D?c={d}&e=%5Cf#g",
            "summary": {"en": text},
            "extent": "whole",
        }
    )
    edition = Edition(made_up, LanguageCode("en"))
    written = citations.FORMATS[ending][1]([csl.of_source(key, source, edition) for key in ("one", "two")])
    one, two = read_back(ending, written.encode())
    assert (one.id, two.id) == ("one", "two")
    assert one_line(one.title) == one_line(text)
    assert one_line(one.note) == one_line(f"[{text}]. {consulted(made_up)}")
    assert one.authors[-1] == "Ødegård, Åse"
    assert one.url == ("https://example.org/a_%7Bb%7D?c=%7Bd%7D&e=%5Cf#g" if ending == "bib" else source.url)


@pytest.mark.parametrize("family", ["Ødegård", "Trinidad and Tobago", "King, Jr.", "Others", "AND"])
def test_a_person_stays_one_person_in_bibtex(family: str, made_up: Dossier) -> None:
    entry = citations.bibtex([item_of(made_up, FULL, author=[{"family": family, "given": "Sea and Sky"}])])
    (field,) = re.findall("author = {(.*)},", entry)
    (name,) = split_multiple_persons_names(field)
    parts = parse_single_name_into_parts(name)
    assert [" ".join(part).strip("{}") for part in (parts.last, parts.first)] == [family, "Sea and Sky"]


def test_no_address_is_made_up_while_none_is_known(dossier: Dossier) -> None:
    for site in sites(dossier, Settings()).values():
        assert "URL" not in site.item("areas/evidence/", "any")
        page = next(page for page in site.pages if page.address == "areas/")
        assert "citation_title" in page.html and "citation_public_url" not in page.html
        assert "http" not in page.content.html.partition('class="citation"')[2].partition("</blockquote>")[0]


def test_every_page_tells_search_engines_how_to_cite_it(site: Published, dossier: Dossier) -> None:
    for address, page in site.pages.items():
        if address != "404.html":
            told = {meta.get("name"): meta.get("content") for meta in page.cssselect("meta[name^=citation_]")}
            assert told == {
                "citation_title": name_of(site, address),
                "citation_publication_date": dossier.agreement.compiled.replace("-", "/"),
                "citation_language": page.get("lang"),
                "citation_public_url": Published.address + address,
            }, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_how_to_cite_it_without_script(language: str, site: Published, dossier: Dossier) -> None:
    edition = Edition(dossier, LanguageCode(language))
    visit = one_line(edition.word("visited", date=edition.word("cite-today")))
    for address in cited_pages(site):
        place = LANGUAGES[language] + address
        sentence = site.text(place, "details.cite .citation")
        assert sentence.startswith(f"{one_line(name_of(site, place))}. ") and visit in sentence
        assert sentence.endswith(Published.address + place)
        assert offered(site, place)


def test_page_of_a_source_says_how_to_cite_the_source(site: Published) -> None:
    for prefix in LANGUAGES.values():
        address = f"{prefix}sources/bnn-2024/"
        sentence = site.text(address, "details.cite .citation")
        assert "ICC and ILANUD Unite to Promote Rule of Law" in sentence
        assert "https://bnnbreaking.com/" in sentence
        targets = {target for target, _ in site.links(address) if "/cite." in target}
        assert offered(site, address) == offered(site, "sources/bnn-2024/")
        assert targets == {f"sources/bnn-2024/cite.{ending}" for ending in READERS}


def test_how_to_cite_is_in_no_search_result_and_not_in_the_volume(site: Published) -> None:
    assert len(site.pages["dossier/"].cssselect("details.cite")) == 1
    assert not site.pages["dossier/"].cssselect(".chapter .cite, .chapter .today")
    assert "cite" in LEADS_AWAY


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "day"),
    later(
        [
            ("en", "1 December 2030"),
            ("es", "1 de diciembre de 2030"),
            ("fr", "1er décembre 2030"),
            ("pt", "1º de dezembro de 2030"),
        ]
    ),
)
def test_browser_copies_and_downloads(
    language: str, day: str, browser: Any, served: str, site: Published, tmp_path: Path
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], timezone_id="Asia/Tokyo")
    page = chromium.noting(context.new_page())
    page.clock.set_fixed_time("2030-11-30T20:00:00Z")
    place = f"{LANGUAGES[language]}areas/evidence/"
    page.goto(served + place)
    page.locator("details.cite summary").click()
    copied: list[str] = []
    for button in page.locator("details.cite .copy").all():
        named = button.get_attribute("aria-label").removeprefix(site.one(place, ".citation").get("data-copy"))
        button.click()
        page.locator(".said", has_text=site.one(place, ".citation").get("data-copied") + named).wait_for()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    visit = site.text(place, ".today")
    assert copied[0] == site.text(place, "details.cite .citation").replace(visit, day)
    assert copied[1:] == list(offered(site, place).values())
    with page.expect_download() as download:
        page.locator("details.cite .formats a").first.click()
    download.value.save_as(tmp_path / "cite.bib")
    assert read_back("bib", (tmp_path / "cite.bib").read_bytes())[0].title == page.locator("h1").text_content()
    page.emulate_media(media="print")
    assert page.locator("details.cite .citation").first.is_visible()  # a printed page says how to cite it
    tools = page.locator("details.cite").locator("summary, .formats, .copy").all()
    assert tools and not any(tool.is_visible() for tool in tools)
    assert not page.faults
    context.close()
