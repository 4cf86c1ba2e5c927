"""What can be cited, as an item in the terms of the Citation Style Language, and items as files for citing.

The terms are those of CSL 1.0.2 (https://docs.citationstyles.org/en/v1.0.2/specification.html#appendix-iii-types).
A source has the day on which it was read as its date of access. A page of this site has none: when a reader was
there, only the reader's browser knows (``docs/assets/page.js``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from ..language.edition import Edition
from ..records.model import Source
from ..records.values import Date, Identifier

Item = dict[str, Any]
"""One item of CSL-JSON."""

FIELDS = ("title", "container_title", "publisher", "number", "page", "language", "url", "archive")
"""The fields of a source that an item has too, under CSL's name."""

BIBTEX = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "pamphlet": "booklet",
    "report": "techreport",
}
"""The type of BibTeX's entry for a CSL type; ``misc`` for all others."""
WITHIN = {
    "article": ("journal", "publisher"),
    "book": ("series", "publisher"),
    "incollection": ("booktitle", "publisher"),
    "techreport": ("series", "institution"),
}
"""Where an entry of BibTeX says in what it appeared, and who published it; all others say both in ``howpublished``."""
SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
"""What LaTeX reads as a command. Braces are named, because BibTeX counts them even behind a backslash."""
LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
"""Between which signs LaTeX sees one of another kind: a dash in two hyphens, a quotation mark in two apostrophes."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The months as every style of BibTeX defines them."""

RIS = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "legislation": "STAT",
    "pamphlet": "PAMP",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "standard": "STAND",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}
"""The type of reference in RIS for a CSL type; ``GEN`` for all others."""


def of_source(key: str, source: Source) -> Item:
    """A source as an item; the meaning of a title in another language is its note."""
    item: Item = {"id": key, "type": source.type}
    for name in FIELDS:
        if value := getattr(source, name):
            item[Source.model_fields[name].alias or name] = value
    if source.author:
        item["author"] = [author.model_dump(exclude_none=True) for author in source.author]
    if source.issued:
        item["issued"] = date(source.issued)
    if source.title_en:
        item["note"] = f"[{source.title_en}]"
    return item | {"accessed": date(source.accessed)}


def of_page(edition: Edition, address: str, title: str, url: str) -> Item:
    """A page of this site as an item, or the site as a whole for its home page; ``url`` may be empty."""
    site, language = edition.plain(edition.dossier.interface.site_name), edition.language
    item: Item = {
        "id": f"{address.strip('/').replace('/', '-') or 'site'}-{language}",
        "type": "webpage",
        "title": title if address else site,
        "language": language,
        "issued": date(edition.dossier.agreement.compiled),
    }
    return item | ({"container-title": site} if address else {}) | ({"URL": url} if url else {})


def of_agreement(edition: Edition) -> Item:
    """The agreement as an item; what is only a description of it stands in square brackets, its sources in the note."""
    agreement, sources = edition.dossier.agreement, edition.dossier.sources
    formal = agreement.title.text
    item: Item = {
        "id": f"treaty-{edition.language}",
        "type": "treaty",
        "title": edition.plain(formal) if formal else f"[{edition.plain(agreement.name)}]",
    }
    if agreement.signed.date:
        item["issued"] = date(agreement.signed.date)
    reports = [told(sources[Identifier(citation.source)], edition) for citation in agreement.signed.sources]
    return item | {"note": f"{edition.word('reported-in')} {'; '.join(reports)}"}


def told(source: Source, edition: Edition) -> str:
    """A source in a note: its title, where it appeared, when, its address."""
    when = source.issued and edition.plain_date(source.issued)
    return ", ".join(filter(None, (source.title, source.container_title or source.publisher, when, source.url)))


def date(date: Date) -> dict[str, list[list[int]]]:
    """A date in CSL's form; a month or a year stays one."""
    return {"date-parts": [[int(part) for part in date.split("-")]]}


def line(text: str) -> str:
    """A text on one line, with plain spaces."""
    return " ".join(text.split())


def csl_json(items: Iterable[Item]) -> str:
    """Items as CSL-JSON."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def bibtex(items: Iterable[Item]) -> str:
    """Items as BibTeX in UTF-8.

    Titles and names of bodies stand in braces of their own, so that no style lowers their capitals; what a web address
    cannot have there is percent-encoded.
    """
    return "\n".join(map(entry, items))


def entry(item: Item) -> str:
    """One entry of BibTeX."""
    kind = BIBTEX.get(item["type"], "misc")
    within, published = item.get("container-title", ""), item.get("publisher", "")
    if kind in WITHIN:
        holders = dict(zip(WITHIN[kind], (within, published), strict=True))
    else:
        holders = {"howpublished": ", ".join(filter(None, (within, published)))}
    issued: list[int] = item["issued"]["date-parts"][0] if "issued" in item else []
    year, month = (*issued, 0, 0)[:2]
    fields = {
        "author": " and ".join(name(author, "{{{}}}", latex) for author in item.get("author", ())),
        "title": f"{{{latex(item['title'])}}}",
        **{key: latex(value) for key, value in holders.items()},
        "year": year,
        "month": month and MONTHS[month - 1],
        "number": latex(item.get("number", "")),
        "pages": latex(item.get("page", "")).replace("–", "--"),
        "language": item.get("language"),
        "library": latex(item.get("archive", "")),
        "url": re.sub(r"[{}\\]", lambda found: f"%{ord(found[0]):X}", item.get("URL", "")),
        "urldate": iso(item["accessed"]) if "accessed" in item else "",
        "note": latex(item.get("note", "")),
    }
    lines = [f"  {key} = {value if key == 'month' else f'{{{value}}}'}" for key, value in fields.items() if value]
    return f"@{kind}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def latex(text: str) -> str:
    """A text as LaTeX shows it."""
    return LIGATURE.sub("{}", line(text).translate(SPECIAL))


def ris(items: Iterable[Item]) -> str:
    """Items as RIS, whose lines end with a carriage return and a line feed."""
    return "".join(f"{tag}  - {line(value)}\r\n" for item in items for tag, value in tags(item) if value or tag == "ER")


def tags(item: Item) -> list[tuple[str, str]]:
    """One reference of RIS: its tags with their values, some of them empty."""
    first, _, last = item.get("page", "").partition("–")
    issued = iso(item["issued"], "/") if "issued" in item else ""
    return [
        ("TY", RIS.get(item["type"], "GEN")),
        ("ID", item["id"]),
        ("TI", item["title"]),
        *(("AU", name(author, "{}", str)) for author in item.get("author", ())),
        ("T2", item.get("container-title", "")),
        ("PB", item.get("publisher", "")),
        ("PY", issued[:4]),
        ("DA", issued and issued + "/" * (3 - issued.count("/"))),
        ("IS" if item["type"].startswith("article") else "M1", item.get("number", "")),
        ("SP", first),
        ("EP", last),
        ("LA", item.get("language", "")),
        ("DP", item.get("archive", "")),
        ("UR", item.get("URL", "")),
        ("Y2", iso(item["accessed"], "/") if "accessed" in item else ""),
        ("N1", item.get("note", "")),
        ("ER", ""),
    ]


def name(author: dict[str, str], body: str, write: Any) -> str:
    """An author as 'Family, Given'; a body's name in the form ``body``."""
    if "literal" in author:
        return body.format(write(author["literal"]))
    return ", ".join(write(author[part]) for part in ("family", "given") if part in author)


def iso(date: dict[str, list[list[int]]], mark: str = "-") -> str:
    """A date of CSL as 2024-01-11, 2024-01 or 2024."""
    return mark.join(f"{part:02}" for part in date["date-parts"][0])


FORMATS = {"bib": ("BibTeX", bibtex), "ris": ("RIS", ris), "json": ("CSL-JSON", csl_json)}
"""By ending: the name of each format and what writes it."""
