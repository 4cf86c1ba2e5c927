"""Items of CSL as files for reference managers: BibTeX, RIS and CSL-JSON, all in UTF-8."""

import json
import re
from collections.abc import Callable, Iterable

from .csl import CslItem, names_of

LATEX = str.maketrans(
    {letter: f"\\{letter}" for letter in "&%$#_"}
    | {"\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
    | {"~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
)
"""Characters that LaTeX reads as commands. Braces are named, because BibTeX counts them even after a backslash."""
LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
"""Places between two characters that LaTeX would join: two hyphens to a dash, two apostrophes to a quotation mark."""
SEVERAL = re.compile(r",|\b(?:and|others)\b", re.IGNORECASE)
"""The signs at which BibTeX divides names, and the word for names that are left out."""
MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros for months that every BibTeX style defines, by number."""


def issued(item: CslItem, mark: str) -> str:
    """Return the date of an item as ``2024-01-11``, ``2024-01`` or ``2024``; empty if it has none."""
    return mark.join(f"{part:02}" for part in item["issued"]["date-parts"][0]) if "issued" in item else ""


def author_name(author: dict[str, str], body: Callable[[str], str], part: Callable[[str], str]) -> str:
    """Return an author as ``Family, Given``, or the name of a body; ``part`` and ``body`` write them for the format."""
    if "literal" in author:
        return body(author["literal"])
    return ", ".join(part(author[name]) for name in ("family", "given") if name in author)


def one_line(text: str) -> str:
    """Return a text on one line, with plain spaces."""
    return " ".join(text.split())


def csl_json(items: Iterable[CslItem]) -> str:
    """Return items as a CSL-JSON file."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def bibtex(items: Iterable[CslItem]) -> str:
    """Return items as a BibTeX file."""
    return "\n".join(map(bibtex_entry, items))


def bibtex_entry(item: CslItem) -> str:
    """Return an item as an entry of BibTeX.

    Titles and names of bodies stand in braces of their own, so that no style lowers their capitals. Braces and
    backslashes in a web address are percent-encoded. A whole day is a field of BibLaTeX, which others pass over.
    """
    names = names_of(item["type"])
    appeared = (names.value(item, "container-title"), item.get("publisher", ""))
    holders = dict(zip(names.holders, appeared, strict=False)) or {
        "howpublished": ", ".join(dict.fromkeys(name for name in appeared if name not in ("", item["title"]))),
        "institution": appeared[1],
    }
    day = issued(item, "-")
    year, _, month = day[:7].partition("-")
    fields = {
        "author": " and ".join(author_name(author, braced, name_part) for author in item.get("author", ())),
        "title": braced(item["title"]),
        **{field: latex(value) for field, value in holders.items()},
        "year": year,
        "month": MONTHS[int(month or 0)],
        "date": day if len(day) > len("2024-01") else "",
        "number": latex(names.value(item, "number")),
        "pages": latex(item.get("page", "")).replace("–", "--"),
        "language": item.get("language"),
        "library": latex(item.get("archive", "")),
        "url": re.sub(r"[{}\\]", lambda found: f"%{ord(found[0]):X}", item.get("URL", "")),
        "note": latex(item.get("note", "")),
    }
    lines = [f"  {key} = {value if key == 'month' else f'{{{value}}}'}" for key, value in fields.items() if value]
    return f"@{names.bibtex}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def latex(text: str) -> str:
    """Return a text such that LaTeX shows it as it is."""
    return LIGATURE.sub("{}", one_line(text).translate(LATEX))


def braced(text: str) -> str:
    """Return a text that LaTeX shows as it is, and that no style changes."""
    return f"{{{latex(text)}}}"


def name_part(text: str) -> str:
    """Return the family name or the given names of a person, in braces where BibTeX would see several names."""
    return braced(text) if SEVERAL.search(text) else latex(text)


def ris(items: Iterable[CslItem]) -> str:
    """Return items as an RIS file, whose lines end with a carriage return and a line feed."""
    lines = [(tag, one_line(value)) for item in items for tag, value in ris_tags(item) if value or tag == "ER"]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def ris_tags(item: CslItem) -> list[tuple[str, str]]:
    """Return the tags of one reference with their values, some of them empty."""
    first, _, last = item.get("page", "").partition("–")
    day, names = issued(item, "/"), names_of(item["type"])
    return [
        ("TY", names.ris),
        ("ID", item["id"]),
        ("TI", item["title"]),
        *(("AU", author_name(author, str, str)) for author in item.get("author", ())),
        ("T2", names.value(item, "container-title")),
        ("PB", item.get("publisher", "")),
        ("PY", day[:4]),
        ("DA", day and day + "/" * (3 - day.count("/"))),
        (names.number, names.value(item, "number")),
        ("SP", first),
        ("EP", last),
        ("LA", item.get("language", "")),
        ("DP", item.get("archive", "")),
        ("UR", item.get("URL", "")),
        ("N1", item.get("note", "")),
        ("ER", ""),
    ]


FORMATS = {"bib": ("BibTeX", bibtex), "ris": ("RIS", ris), "json": ("CSL-JSON", csl_json)}
"""By file ending: the name of each format and the function that writes items in it."""


def texts(item: CslItem) -> dict[str, str]:
    """Return one item in every format, by file ending: ``{"bib": "@misc{…", "ris": "TY  - …", "json": "[…"}``."""
    return {ending: write([item]) for ending, (_, write) in FORMATS.items()}
