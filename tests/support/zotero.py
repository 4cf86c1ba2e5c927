"""The types that Zotero gives to what it imports, as its own translators and its schema have them.

Zotero's own code for import (zotero/translators of 26 June 2026, zotero/utilities, version 41 of zotero/zotero-schema)
read the files of all sources, and of one source of each type, on 28 November 2026; ``test_citations.py`` has what it
made of them. Titles, authors, days, languages, addresses and publishers of all 158 were what the data say, but for two
things that Zotero has no field for in CSL-JSON: the publisher of a law or a speech, the number of a document or a web
page. Only the types are listed that our files may have; a type that is not listed must be looked up there.
"""

from dossier.exports.citations import FORMATS
from dossier.exports.csl import CslItem

RIS = {
    "BLOG": "blogPost",
    "BOOK": "book",
    "CHAP": "bookSection",
    "DATA": "dataset",
    "ELEC": "webpage",
    "GEN": "journalArticle",
    "GOVDOC": "report",
    "JOUR": "journalArticle",
    "LEGAL": "case",
    "MGZN": "magazineArticle",
    "NEWS": "newspaperArticle",
    "PAMP": "manuscript",
    "RPRT": "report",
    "SLIDE": "presentation",
    "STAND": "report",
    "STAT": "statute",
    "UNPD": "manuscript",
}
"""By reference type of RIS."""
BIBTEX = {
    "article": "journalArticle",
    "book": "book",
    "booklet": "book",
    "incollection": "bookSection",
    "misc": "document",
    "online": "webpage",
    "techreport": "report",
    "unpublished": "manuscript",
}
"""By entry type of BibTeX."""
CSL = {
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "book": "book",
    "chapter": "bookSection",
    "dataset": "dataset",
    "document": "document",
    "legislation": "statute",
    "post-weblog": "blogPost",
    "report": "report",
    "speech": "presentation",
    "standard": "standard",
    "webpage": "webpage",
}
"""By type of CSL; every other becomes a document."""
NUMBERS = {
    "IS": {"journalArticle", "magazineArticle", "newspaperArticle"},
    "SN": {"report"},
    "M1": {"blogPost", "book", "dataset", "presentation", "statute"},
    "M2": {"webpage"},
    "SV": {"bookSection"},
}
"""By tag of RIS: the types in which it is a number or goes to Extra; elsewhere it is a day, an ISBN or lost."""


def imported(item: CslItem) -> dict[str, str]:
    """Return the type that Zotero gives to an item, by the file ending of each format."""
    written = {ending: write([item]) for ending, (_, write) in FORMATS.items()}
    return {
        "bib": BIBTEX[written["bib"].partition("{")[0].removeprefix("@")],
        "ris": RIS[written["ris"].splitlines()[0].removeprefix("TY  - ")],
        "json": CSL.get(item["type"], "document"),
    }
