"""What editors of the YAML are offered while they type: a JSON Schema for each kind of file.

A language server such as yaml-language-server reads it for completion, hover texts and underlines. It differs
from the schemas of the downloads in three ways: it is about what may be typed, so that a number is a text and the
identifier of a source a citation; the identifiers that exist are offered; and it keeps to draft 7, which every
language server knows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..records.json_schema import WITHIN, json_schema
from ..records.model import FOLDERS, MAPS, SINGLE
from ..records.statements import Model
from ..records.suggest import named
from ..records.values import (
    BY_LANGUAGE,
    DEFAULT_LANGUAGE,
    InstrumentRef,
    LanguageCode,
    MethodRef,
    PartyRef,
    RecordRef,
    SourceRef,
)

FOLDER = "schema"
"""Where the schemas are kept, below the data."""
IDENTIFIERS = "identifiers"
"""The schema that changes with the records; the others follow from the models and the languages."""
DIALECT = "http://json-schema.org/draft-07/schema#"
RECORDS = "records"
"""Under which name the references to records of any kind are kept."""
KEPT_IN = {
    kind.__name__: kind.collection or RECORDS for kind in (InstrumentRef, MethodRef, PartyRef, RecordRef, SourceRef)
}
"""Where the identifiers are kept that a reference may be, by the title of its schema."""
TYPED = ["string", "number", "boolean"]
"""What a text may look like to YAML: 2024 and true are texts for us."""


def modeline(collection: str) -> str:
    """The comment that names the schema in the first line of a file of one collection."""
    return f"# yaml-language-server: $schema={'../' * (collection in FOLDERS)}{FOLDER}/{collection}.json"


def schemas(data: Mapping[str, Any]) -> dict[str, str]:
    """The schemas by the names of their files, for data as ``read`` finds it, right or not."""
    made: dict[str, Any] = {IDENTIFIERS: identifiers(data)}
    for collection, model in {**SINGLE, **FOLDERS, **MAPS}.items():
        made[collection] = of_file(model, languages(data), many=collection in MAPS)
    return {
        f"{name}.json": json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
        for name, schema in made.items()
    }


def languages(data: Mapping[str, Any]) -> list[str]:
    """The languages that texts may have, as far as they can be known."""
    interface = data.get("interface")
    known = interface.get("languages") if isinstance(interface, dict) else None
    return list(known) if isinstance(known, dict) else [DEFAULT_LANGUAGE]


def identifiers(data: Mapping[str, Any]) -> dict[str, Any]:
    """The identifiers of the records that exist, with the name of each."""
    records = {collection: data.get(collection, {}) for collection in (*FOLDERS, *MAPS)}
    names = {collection: {key: title(record) for key, record in found.items()} for collection, found in records.items()}
    names[RECORDS] = {
        reference: names[reference.partition("/")[0]][reference.partition("/")[2]]
        if "/" in reference
        else title(data.get(reference))
        for reference in named(records)
    }
    return {
        "definitions": {
            collection: {
                "type": "string",
                "enum": list(names[collection]),
                "enumDescriptions": list(names[collection].values()),
                "errorMessage": "must name a record that exists",
            }
            for collection in KEPT_IN.values()
        }
    }


def title(record: Any) -> str:
    """What a record is called, in the default language if there are several."""
    fields = record if isinstance(record, dict) else {}
    found = fields.get("label") or fields.get("name") or fields.get("title")
    return str(found.get(DEFAULT_LANGUAGE, "") if isinstance(found, dict) else found or "")


def of_file(model: type[Model], known: list[str], many: bool) -> dict[str, Any]:
    """The schema of a file that holds one record, or many by their identifiers."""
    schema = json_schema(model)
    schema.pop("$schema")
    parts = schema.pop("$defs")
    if many:
        parts[model.__name__] = schema
        schema = {"type": "object", "additionalProperties": {"$ref": WITHIN + model.__name__}}
    if "Citation" in parts:
        alone = {**parts["Citation"]["properties"]["source"], "description": parts["Citation"]["description"]}
        parts["Citation"] = {"anyOf": [alone, parts["Citation"]]}
    return adapted({**schema, "definitions": parts}, known)


def adapted(schema: dict[str, Any], known: list[str]) -> dict[str, Any]:
    """A schema for what may be typed, with all its parts."""
    made: dict[str, Any] = {}
    if schema.get("title") in KEPT_IN:
        schema = {
            "description": schema.get("description", ""),
            "$ref": f"{IDENTIFIERS}.json#/definitions/{KEPT_IN[schema['title']]}",
        }
    for key, part in schema.items():
        if key in ("properties", "definitions"):
            made[key] = {name: adapted(inner, known) for name, inner in part.items()}
        elif isinstance(part, dict):
            made[key] = adapted(part, known)
        elif isinstance(part, list):
            made[key] = [adapted(inner, known) if isinstance(inner, dict) else inner for inner in part]
        elif key != "title":
            made[key] = part
    if not made.get("default", True):
        del made["default"]
    if made.get("type") == "string" and "enum" not in made:
        made["type"] = TYPED
    if "$ref" in made:
        made["$ref"] = made["$ref"].replace(WITHIN, "#/definitions/")
    if "description" in made:
        made["description"] = made["description"].replace("``", "")
    if "prefixItems" in made:
        made |= {"items": made.pop("prefixItems"), "additionalItems": False}
    if schema.get("propertyNames", {}).get("title") == LanguageCode.__name__:
        made["properties"] = dict.fromkeys(known, made["additionalProperties"])
        if "$ref" not in made["additionalProperties"]:  # texts, and not the languages themselves
            made |= {"additionalProperties": False, "errorMessage": BY_LANGUAGE}
    return made
