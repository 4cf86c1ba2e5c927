"""The dossier as files for other programs: JSON with schemas, tables, a data package, and an archive of them all."""

from __future__ import annotations

import hashlib
import io
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import Field

from ..addresses import Imprint
from ..language.edition import Edition
from ..records.json_schema import only
from ..records.model import FOLDERS, MAPS, SINGLE, Dossier
from ..records.relations import Relations
from ..records.statements import Model
from ..records.values import DEFAULT_LANGUAGE, Date, LanguageCode, Line, Url
from ..site.store import Files, Store
from . import linked_data as linked
from .statements import WORDS, tables
from .tables import Table

SCHEMA_VERSION = "1.0"
"""The version of the form; its first number changes when programs that read the files must change."""
FOLDER = "data/"
"""Where the files lie below the site's root, for all languages."""
ALL = "dossier"
"""The name of the files that hold everything."""
MODELS: dict[str, type[Model]] = {name: model for name, model in {**SINGLE, **MAPS, **FOLDERS}.items() if name != WORDS}
"""The model of the records in each collection, but for the words of the site."""
WHOLE = {
    f"{ALL}.zip": "data-zip",
    f"{ALL}.json": "data-all",
    f"{ALL}.jsonld": "data-linked",
    "statements.csv": "data-statements",
    "datapackage.json": "data-package",
}
"""The files that are not about one collection, and the word of the interface that says what each is."""
NOTE = "README.txt"
"""What a person who opens the archive is told, there."""
LEVEL = 3
"""How hard the archive is compressed, at every build: an eighth larger than at best, in less than half the time."""
NOTES = ("texts", "sources", "absence", "tables", "schemas")
"""What a reader of the files must know: words of the interface, each explained by one that begins with ``data-``."""


class Download(Model):
    """What a JSON file says about itself."""

    schema_: Line = Field(alias="$schema", description="The JSON Schema of the file, from where the file lies.")
    schema_version: Literal["1.0"] = Field(description="The version of the form in which the file is.")
    date: Date = Field(description="The day to which the data was brought up to date.")
    licence: Line = Field(description="The licence of the data: an SPDX identifier, an address, or why there is none.")
    address: Url | None = Field(None, description="Where the file was published.")


class Document(Dossier, Download):
    """A JSON file: what it says about itself, and one collection or all of them, each under its name."""


@dataclass(frozen=True)
class Downloads:
    """Every download of a dossier; they are made when one is first asked for."""

    relations: Relations
    editions: Mapping[LanguageCode, Edition]
    imprint: Imprint
    store: Store

    @cached_property
    def tables(self) -> list[Table]:
        """The tables that are among the files."""
        return list(tables(self.relations, self.editions, self.imprint))

    @cached_property
    def files(self) -> Files:
        """The files by their address below the site's root, the archive last."""
        files = Files(self.store)
        for name, content in self.made(files):
            files.keep(FOLDER + name, content)
        return files

    def made(self, files: Files) -> Iterator[tuple[str, bytes]]:
        """One file after the other with its name, because all at once are large; the last ones are about ``files``."""
        edition = self.editions[LanguageCode(DEFAULT_LANGUAGE)]
        yield from documents(
            self.relations.dossier, self.imprint.licence or edition.word("licence-not-stated"), self.imprint
        )
        yield from ((f"schema/{name}.json", text) for name, text in schemas().items())
        yield from ((f"{table.name}.csv", table.csv()) for table in self.tables)
        yield f"{ALL}.jsonld", linked.document(self.relations, list(self.editions.values()), self.imprint).encode()
        yield "datapackage.json", formatted(package(files, self.tables, edition, self.imprint))
        yield f"{ALL}.zip", archive(files, readme(self.editions.values(), self.tables, self.imprint))

    def size(self, name: str) -> int:
        """How many bytes a file has."""
        return self.files.size(FOLDER + name)


def contents() -> dict[str, tuple[str, ...]]:
    """The JSON files by name, and the collections in each."""
    return {ALL: tuple(MODELS), **{name: (name,) for name in MODELS}}


def documents(dossier: Dossier, licence: str, imprint: Imprint) -> Iterator[tuple[str, bytes]]:
    """The JSON files with their names, without what has no value."""
    for name, collections in contents().items():
        document = Document.model_construct(
            **vars(dossier),
            schema_=f"schema/{name}.json",
            schema_version=SCHEMA_VERSION,
            licence=licence,
            date=dossier.agreement.compiled,
            address=f"{imprint.address}{FOLDER}{name}.json" if imprint.address else None,
        )
        yield (
            f"{name}.json",
            document.model_dump_json(
                by_alias=True, exclude_none=True, include={*Download.model_fields, *collections}, indent=2
            ).encode(),
        )


@cache
def schemas() -> dict[str, bytes]:
    """The JSON Schema of each JSON file; it follows from the models alone."""
    own = Download.model_fields
    return {name: formatted(only(Document, {*own, *collections})) for name, collections in contents().items()}


def package(files: Mapping[str, bytes], tables: list[Table], edition: Edition, imprint: Imprint) -> dict[str, Any]:
    """The descriptor of a data package (Frictionless Data Package, version 1) that holds the tables and JSON files."""
    dossier, licence = edition.dossier, imprint.licence
    stated = {"licenses": [{"path" if "://" in licence else "name": licence}]} if licence else {}
    described: list[dict[str, Any]] = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": table.schema(),
        }
        for table in tables
    ]
    described += [
        {
            "name": f"{name}-json",
            "path": f"{name}.json",
            "profile": "data-resource",
            "format": "json",
            "mediatype": "application/json",
            "encoding": "utf-8",
        }
        for name in contents()
    ]
    for resource in described:
        content = files[FOLDER + resource["path"]]
        resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    return {
        "profile": "data-package",
        "name": ALL,
        "title": edition.plain(dossier.interface.site_name),
        "description": edition.word("data-lead"),
        "schema_version": SCHEMA_VERSION,
        **({"homepage": imprint.url("")} if imprint.address else {}),
        **stated,
        "created": f"{dossier.agreement.compiled.first}T00:00:00Z",
        "sources": [
            {"title": source.title, **({"path": source.url} if source.url else {})}
            for source in dossier.sources.values()
        ],
        "resources": described,
    }


def readme(editions: Iterable[Edition], tables: list[Table], imprint: Imprint) -> bytes:
    """What a person who opens the archive must know, in every language."""
    lines = []
    for edition in editions:
        word, dossier = edition.word, edition.dossier
        told = {
            word("data-date"): edition.plain_date(dossier.agreement.compiled),
            word("licence"): imprint.licence or word("licence-not-stated"),
            word("url"): (imprint.address and imprint.url("")) or word("not-recorded"),
        }
        told |= {name: word(key) for name, key in WHOLE.items() if name != f"{ALL}.zip"}
        told |= {
            ", ".join([f"{name}.json", *(f"{table.name}.csv" for table in tables if table.file == name)]): word(name)
            for name in MODELS
        }
        told |= {word(note): word(f"data-{note}", **values(dossier)) for note in NOTES}
        lines += [
            edition.plain(dossier.interface.site_name),
            word("data-lead"),
            "",
            *(word("labelled", label=label, text=text) for label, text in told.items()),
            "",
            "",
        ]
    return "\n".join(textwrap.fill(line, 100, subsequent_indent="  ") for line in lines).encode()


def values(dossier: Dossier) -> dict[str, str]:
    """What stands in the place of the {placeholders} of the notes."""
    return {"languages": ", ".join(dossier.interface.languages), "version": SCHEMA_VERSION}


def archive(files: Mapping[str, bytes], note: bytes) -> bytes:
    """A ZIP archive that is the same whenever and wherever it is made: its files bear the first date there can be."""
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name in sorted([*files, FOLDER + NOTE]):
            entry = ZipInfo(name.removeprefix(FOLDER))
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Unix: a file that all may read
            target.writestr(entry, note if name == FOLDER + NOTE else files[name], ZIP_DEFLATED, LEVEL)
    return content.getvalue()


def formatted(value: Any) -> bytes:
    """A value as JSON that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
