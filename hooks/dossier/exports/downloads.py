"""The files of ``data/``: JSON with schemas, tables, linked data, a data package, and an archive of them all."""

import hashlib
import io
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import Field

from ..language.edition import Edition
from ..records.collections import FOLDERS, MAPS, OF_THE_SITE, SINGLE
from ..records.dates import Date
from ..records.json_schema import only
from ..records.model import Dossier
from ..records.relations import Relations
from ..records.statements import Model
from ..records.urls import Url
from ..records.values import LanguageCode, Line
from ..records.yaml_tables import yaml_table
from ..settings import Settings
from .json_text import indented, with_value
from .linked_data import Graph, JsonLd, licensed, whole_graph
from .tables import Table, tables

SCHEMA_VERSION = "1.0"
"""The version of the form; its first number changes when programs that read the files must change."""
DATA_FOLDER = "data/"  # the address of the files below the site's root, the same for all languages
MODELS = {name: model for name, model in {**SINGLE, **MAPS, **FOLDERS}.items() if name not in OF_THE_SITE}
"""The model of the records in each collection; what is about the site itself is no data."""
FILES: Mapping[str, Any] = yaml_table(Path(__file__).with_suffix(".yml"))  # what is told of the files
WHOLE: Mapping[str, str] = FILES["whole"]
NOTES: list[str] = FILES["notes"]


class Download(Model):
    """The head of a JSON file, which describes the file."""

    schema_: Line = Field(alias="$schema")
    schema_version: Literal["1.0"]
    date: Date
    licence: Line
    address: Url | None = None


class Document(Dossier, Download):
    """A JSON file: what it says about itself, and one collection or all of them, each under its name."""


@dataclass(frozen=True)
class Downloads:
    """The files for download of a dossier, made when one is first asked for."""

    relations: Relations
    editions: Mapping[LanguageCode, Edition]
    settings: Settings

    @cached_property
    def models(self) -> dict[str, type[Model]]:
        """Return the model of the records in each collection that has any."""
        return {name: model for name, model in MODELS.items() if getattr(self.relations.dossier, name)}

    @cached_property
    def tables(self) -> list[Table]:
        """Return the tables that are among the files."""
        return tables(self.relations, self.editions, self.settings)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Return the files by their address below the site's root, the archive of them last."""
        edition, *_ = editions = list(self.editions.values())
        files = dict(self.documents(edition))
        files |= {f"schema/{name}.json": schema(name, edition.language) for name in ("dossier", *self.models)}
        files |= {f"{table.name}.csv": table.csv() for table in self.tables}
        files["dossier.jsonld"] = whole_graph(self.relations, editions, self.settings).encode()
        files["datapackage.json"] = indented(self.package(files, edition))
        told = readme(editions, self.models, self.tables, self.settings)
        files["dossier.zip"] = archive(files | {"README.txt": told})
        return {f"{DATA_FOLDER}{name}": content for name, content in files.items()}

    def documents(self, edition: Edition) -> Iterator[tuple[str, bytes]]:
        """Yield the name and content of each JSON file; what has no value is left out."""
        dossier, settings = edition.dossier, self.settings
        for name in ("dossier", *self.models):
            content = Document.model_construct(
                **vars(dossier),
                schema_=f"schema/{name}.json",
                schema_version=SCHEMA_VERSION,
                licence=settings.licence or edition.word("licence-not-stated"),
                date=dossier.agreement.compiled,
                address=f"{settings.address}{DATA_FOLDER}{name}.json" if settings.address else None,
            )
            included = {*Download.model_fields, *(self.models if name == "dossier" else (name,))}
            text = content.model_dump_json(by_alias=True, exclude_none=True, include=included, indent=1)
            yield f"{name}.json", text.encode()

    def package(self, files: Mapping[str, bytes], edition: Edition) -> dict[str, Any]:
        """Return the descriptor of the tables and JSON files (Frictionless Data Package, version 1)."""
        dossier, licence, tables = edition.dossier, self.settings.licence, {table.name: table for table in self.tables}
        csv, json = FILES["resources"]["csv"], FILES["resources"]["json"]
        resources: list[dict[str, Any]] = [
            {"name": name, "path": f"{name}.csv", **csv, "schema": tables[name].schema(tables)} for name in tables
        ]
        resources += [{"name": f"{name}-json", "path": f"{name}.json", **json} for name in ("dossier", *self.models)]
        for resource in resources:
            content = files[resource["path"]]
            resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        package = {
            "profile": "data-package",
            "name": "dossier",
            "title": edition.plain(dossier.interface.site_name),
            "description": edition.word("data-lead"),
            "schema_version": SCHEMA_VERSION,
            "homepage": self.settings.address and self.settings.url(""),
            "licenses": [{"path" if "://" in licence else "name": licence}] if licence else [],
            "created": f"{dossier.agreement.compiled.first}T00:00:00Z",
            "sources": [with_value({"title": source.title, "path": source.url}) for source in dossier.sources.values()],
            "resources": resources,
        }
        return with_value(package)

    def size(self, name: str) -> int:
        """Return the size of a file in bytes, by its name in ``data/``."""
        return len(self.files[f"{DATA_FOLDER}{name}"])

    def dataset(self, edition: Edition, root: str) -> JsonLd:
        """Return the files as a ``Dataset`` of schema.org, by which search engines for data find it, in one language.

        ``root`` stands before every address. Place and time are those of the region and of the dated statements.
        """
        dossier, timeline, graph = edition.dossier, self.relations.timeline, Graph(self.relations, [edition], root)
        region, names = dossier.states, (address.removeprefix(DATA_FOLDER) for address in self.files)
        node = {
            "@id": f"{root}{DATA_FOLDER}#this",
            "@type": "Dataset",
            "name": graph.value(dossier.interface.site_name),
            "description": graph.word("data-lead"),
            "about": graph.id(("agreement",)),
            "dateModified": graph.value(dossier.agreement.compiled),
            "inLanguage": graph.value(tuple(dossier.interface.languages)),
            "spatialCoverage": region and graph.id(("states",)) | {"@type": "Place", "name": graph.value(region.name)},
            "temporalCoverage": f"{timeline[0].year}/{timeline[-1].year}" if timeline else None,
            "distribution": [
                with_value({
                    "@type": "DataDownload",
                    "name": name,
                    "description": edition.word(WHOLE[name]) if name in WHOLE else "",
                    "contentUrl": {"@id": f"{root}{DATA_FOLDER}{name}"},
                    "contentSize": f"{self.size(name)} B",
                    "encodingFormat": FILES["types"][name.rpartition(".")[2]],
                })
                for name in names
                if not name.startswith("schema/")
            ],
        }  # fmt: skip
        return with_value(node) | licensed(self.settings.licence)


@cache
def schema(name: str, language: str) -> bytes:
    """Return the JSON Schema of a JSON file, in which every text has a ``language``."""
    collections = MODELS if name == "dossier" else (name,)
    return indented(only(Document, {*Download.model_fields, *collections}, language))


def readme(editions: Iterable[Edition], models: Iterable[str], tables: list[Table], settings: Settings) -> bytes:
    """Return the notes for a person who opens the archive, in every language, at most 100 characters a line."""
    lines = []
    for edition in editions:
        word, dossier = edition.word, edition.dossier
        told = {
            word("data-date"): edition.formatter.date(dossier.agreement.compiled),
            word("licence"): settings.licence or word("licence-not-stated"),
            word("url"): (settings.address and settings.url("")) or word("not-recorded"),
            **{name: word(key) for name, key in WHOLE.items() if name != "dossier.zip"},
        }
        for name in models:
            names = [f"{name}.json", *(f"{table.name}.csv" for table in tables if table.file == name)]
            told[", ".join(names)] = word(name)
        told |= {word(note): word(f"data-{note}", **note_values(dossier)) for note in NOTES}
        lines += [edition.plain(dossier.interface.site_name), word("data-lead"), ""]
        lines += [word("labelled", label=label, text=text) for label, text in told.items()] + ["", ""]
    return "\n".join(textwrap.fill(line, 100, subsequent_indent="  ") for line in lines).encode()


def note_values(dossier: Dossier) -> dict[str, str]:
    """Return the values for the {placeholders} of the notes."""
    return {"languages": ", ".join(dossier.interface.languages), "version": SCHEMA_VERSION}


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a ZIP archive that is the same whenever it is made: all bear the first date ZIP knows."""
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name in sorted(files):
            entry = ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Unix: a file that all may read
            target.writestr(entry, files[name], ZIP_DEFLATED)
    return content.getvalue()
