"""Files for citing, as programs that others wrote read them: bibtexparser, rispy and citeproc-py."""

import json
from calendar import month_abbr
from dataclasses import dataclass
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

MONTHS = {name.lower(): f"{number:02}" for number, name in enumerate(month_abbr) if name}
"""BibTeX's macros for months."""


@dataclass
class Record:
    """The fields read of one item; empty where it has nothing."""

    id: str
    type: str
    title: str
    authors: list[str]
    date: str
    """The year at least: 2024, 2024-01 or 2024-01-11."""
    language: str
    url: str
    accessed: str
    note: str
    publisher: str
    """For BibTeX, of an entry that has no such field: where it appeared and who published it."""


def decoder() -> LatexNodes2Text:
    """Return a reader of LaTeX's commands, with three that pylatexenc does not know or reads as another letter."""
    commands = get_default_latex_context_db()
    letters = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    commands.add_context_category("named", prepend=True, macros=[MacroTextSpec(*pair) for pair in letters.items()])
    return LatexNodes2Text(latex_context=commands, keep_braced_groups=False)


def read_bibtex(text: str) -> list[Record]:
    """The entries of a BibTeX file, with LaTeX's commands turned back into letters, but not in addresses."""
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=decoder())])
    assert not library.failed_blocks and not library.comments
    records = []
    for typed, entry in zip(parse_string(text).entries, library.entries, strict=True):
        read, raw = ({field.key: field.value for field in fields} for fields in (entry.fields, typed.fields))
        authors = read["author"].split(" and ") if "author" in read else []
        records.append(
            Record(
                entry.key,
                entry.entry_type,
                read["title"],
                authors,
                read.get("date") or "-".join(filter(None, (read.get("year"), MONTHS.get(read.get("month", ""))))),
                read.get("language", ""),
                raw.get("url", ""),
                read.get("urldate", ""),
                read.get("note", ""),
                read.get("publisher") or read.get("institution", ""),
            )
        )
    return records


def read_ris(text: str) -> list[Record]:
    """The references of an RIS file, whose lines end as its specification has it."""
    assert text.count("\n") == text.count("\r\n")
    return [
        Record(
            read["id"],
            read["type_of_reference"],
            read["title"],
            read.get("authors", []),
            read.get("date", "").strip("/").replace("/", "-"),
            read.get("language", ""),
            ";".join(read.get("urls", [])),
            read.get("access_date", "").replace("/", "-"),
            " ".join(read.get("notes", [])),
            read.get("publisher", ""),
        )
        for read in rispy.loads(text.replace("\r\n", "\n"))
    ]


def read_csl(text: str) -> list[Record]:
    """The items of a CSL-JSON file; citeproc-py warns of what it does not know, and the tests make that an error."""

    def date(item: dict[str, Any], name: str) -> str:
        return "-".join(f"{part:02}" for part in item[name]["date-parts"][0]) if name in item else ""

    def name(person: dict[str, str]) -> str:
        return person.get("literal") or ", ".join(filter(None, (person["family"], person.get("given"))))

    items = json.loads(text)
    CiteProcJSON(items)
    return [
        Record(
            item["id"],
            item["type"],
            item["title"],
            [name(person) for person in item.get("author", [])],
            date(item, "issued"),
            item.get("language", ""),
            item.get("URL", ""),
            date(item, "accessed"),
            item.get("note", ""),
            item.get("publisher", ""),
        )
        for item in items
    ]


READERS = {"bib": read_bibtex, "ris": read_ris, "json": read_csl}
"""The readers of files, by their ending."""


def read_back(ending: str, content: bytes) -> list[Record]:
    """Return the items that a program reads in a file for citing."""
    return READERS[ending](content.decode("utf-8"))


def bibliography(text: str) -> list[str]:
    """The items of a CSL-JSON file as a style prints them."""
    items = json.loads(text)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    printed = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        printed.register(Citation([CitationItem(item["id"])]))
    return [str(entry) for entry in printed.bibliography()]
