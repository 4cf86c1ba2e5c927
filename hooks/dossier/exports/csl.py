"""Sources, pages and the agreement as items of the Citation Style Language (CSL-JSON).

Terms: CSL 1.0.2 (https://docs.citationstyles.org/en/v1.0.2/specification.html#appendix-iii-types). No item has a date
of access: of a source a stored copy was consulted, which its note says, and when a page of this site was read only the
reader's browser knows (``docs/assets/page.js``).
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..language.edition import Edition
from ..records.dates import Date
from ..records.model import Source
from ..records.yaml_tables import yaml_table
from .json_text import with_value

CslItem = dict[str, Any]  # one item of CSL-JSON
FIELDS = ("title", "container_title", "publisher", "number", "page", "language", "url", "archive")
"""Fields of a source that CSL has too, under the same name or the field's alias."""


class TypeNames(NamedTuple):
    """The names of a type of CSL in other forms; ``csl.yml`` says what each field is for."""

    bibtex: str
    ris: str
    schema_org: str
    fields: Mapping[str, str] = {}
    holders: tuple[str, ...] = ()
    number: str = "M1"

    def value(self, item: CslItem, field: str) -> str:
        """Return the value of a field that CSL may call otherwise in an item of this type; empty if there is none."""
        return str(item.get(self.fields.get(field, field), ""))


TYPES: Mapping[str, Any] = yaml_table(Path(__file__).with_suffix(".yml"))  # the names by CSL type


def names_of(kind: str) -> TypeNames:
    """Return the names for a CSL type."""
    return TypeNames(**TYPES.get(kind, TYPES["other"]))


def of_source(key: str, source: Source, edition: Edition) -> CslItem:
    """Return a source as an item; its note says what its title means, and when a copy was consulted."""
    values = {Source.model_fields[name].alias or name: getattr(source, name) for name in FIELDS}
    values["page"] = source.page and re.sub(r"(?<=\d) ?- ?(?=\d)", "–", source.page)
    names = names_of(source.type).fields
    consulted = edition.word("accessed", date=edition.formatter.date(source.accessed))
    meaning = source.translated_title.root.get(edition.language) if source.translated_title else None
    return with_value(
        {"id": key, "type": source.type}
        | {names.get(name, name): value for name, value in values.items()}
        | {"author": [author.model_dump(exclude_none=True) for author in source.author]}
        | {"issued": csl_date(source.issued), "note": f"[{meaning}]. {consulted}" if meaning else consulted}
    )


def of_page(edition: Edition, address: str, title: str, url: str) -> CslItem:
    """Return a page of this site as an item, for the home page the whole site; ``url`` may be empty.

    Nobody is named as the author; the publisher is the site by its own name.
    """
    site, language = edition.plain(edition.dossier.interface.site_name), edition.language
    item = {
        "id": f"{address.strip('/').replace('/', '-') or 'site'}-{language}",
        "type": "webpage",
        "title": title if address else site,
        "publisher": site,
        "language": language,
        "issued": csl_date(edition.dossier.agreement.compiled),
        "container-title": site if address else "",
        "URL": url,
    }
    return with_value(item)


def of_agreement(edition: Edition) -> CslItem:
    """Return the agreement as an item; a title of ours stands in brackets, the note says what the date is.

    It is a document, not a treaty: what standing in law it has is for the data to say, and not for a type.
    """
    agreement = edition.dossier.agreement
    title = agreement.title.text
    reports = [mention(edition.dossier.sources[key], edition) for key in edition.reports()]
    day = agreement.signed.date and edition.word("signed-on", date=edition.formatter.date(agreement.signed.date))
    signed = f"{day[:1].upper()}{day[1:]}. " if day else ""  # a program may print the date as that of a publication
    item = {
        "id": f"instrument-{edition.language}",
        "type": "document",
        "title": edition.plain(title) if title else f"[{edition.plain(agreement.name)}]",
        "issued": csl_date(agreement.signed.date),
        "note": f"{signed}{edition.word('reported-in')} {'; '.join(reports)}",
    }
    return with_value(item)


def mention(source: Source, edition: Edition) -> str:
    """Return a source as a few words in a note: its title, where it appeared, when, its address."""
    when = source.issued and edition.formatter.date(source.issued)
    where = edition.body(source.container_title or source.publisher)
    return ", ".join(filter(None, (edition.quoted(source), where, when, source.url)))


def csl_date(date: Date | None) -> dict[str, list[list[int]]]:
    """Return a date in CSL's form, no more precise than it is known: ``{"date-parts": [[2024, 1, 11]]}``."""
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}
