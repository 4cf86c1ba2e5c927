"""The JSON Schemas from which an editor of YAML completes, explains and underlines what is typed, one for each file.

A language server such as yaml-language-server reads them. They differ from the schemas of the downloads in three ways:
they are about what may be typed, so that a number is a text and the identifier of a source a citation; the identifiers
that exist are offered; and they keep to draft 7, which every language server knows.
"""

import json
from collections.abc import Mapping
from typing import Any

from ..reading.discovery import SCHEMA_FOLDER, known_languages
from ..reading.drafts import DRAFT
from ..reading.nodes import PLACEHOLDER
from ..records.collections import COLLECTIONS, FOLDERS, MAPS, SINGLE, STORAGE
from ..records.json_schema import json_schema
from ..records.statements import Model
from ..records.suggest import named
from ..records.values import BY_LANGUAGE, LanguageCode, Reference, WordName
from .new_record import record_model

IDENTIFIERS = "identifiers"
"""The schema that changes with the records; the others follow from the models and the languages."""
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
PART = "#/definitions/{model}"  # the reference to another part of the same schema
RECORDS = "records"  # the name under which the references to records of any kind are kept
WORDS = {f"words-{kind.start.rstrip('-')}": kind for kind in WordName.__subclasses__()}
"""The kinds of names of words, by the name under which those that exist are kept."""
KEPT_UNDER = {kind.__name__: kind.collection or RECORDS for kind in Reference.__subclasses__()} | {
    kind.__name__: name for name, kind in WORDS.items()
}
"""The name under which the identifiers are kept that a reference or a name may be, by the title of its schema."""
DRAFT_FIELD = {
    "description": "true while the record is not finished: it is checked and stops nothing, but it is not published.",
    "const": True,
}
"""The schema of the mark of a draft, which is no field of the models."""
TYPED = ["string", "number", "boolean"]  # the types that a text may have in YAML: 2024 and true are texts for us


def modeline(collection: str) -> str:
    """Return the comment that names the schema in the first line of a file of one collection."""
    return f"# yaml-language-server: $schema={'../' if collection in FOLDERS else ''}{SCHEMA_FOLDER}/{collection}.json"


def editor_schemas(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the schemas by the names of their files, for data as ``read`` finds it, right or not."""
    made, languages = {IDENTIFIERS: identifiers(data)}, known_languages(data)
    for collection, model in COLLECTIONS.items():
        made[collection] = schema = of_file(model, languages, collection in MAPS)
        if STORAGE[collection].singular:
            (schema["definitions"].get(record_model(collection).__name__) or schema)["properties"][DRAFT] = DRAFT_FIELD
    return {
        f"{name}.json": json.dumps({"$schema": DRAFT_7, **schema}, ensure_ascii=False, indent=2) + "\n"
        for name, schema in made.items()
    }


def identifiers(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the identifiers of the records that exist, with the name of each."""
    language = known_languages(data)[0]
    records = {collection: data.get(collection, {}) for collection in (*FOLDERS, *MAPS)}
    whole = {f"{collection}/{key}": record for collection, found in records.items() for key, record in found.items()}
    found = named({**records, **{name: {} for name in SINGLE if name in data}})
    records[RECORDS] = {reference: whole.get(reference, data.get(reference)) for reference in found}
    interface = data.get("interface")
    words = interface.get("words") if isinstance(interface, dict) else None
    for name, kind in WORDS.items():
        known = {word: text for word, text in words.items() if word.startswith(kind.start)} if words else {}
        records[name] = {word.removeprefix(kind.start): {"name": text} for word, text in known.items()}
    made = {}
    for collection in sorted(KEPT_UNDER.values()):
        keys, titles = list(records[collection]), [title(record, language) for record in records[collection].values()]
        told = f"must be one of {', '.join(keys)}" if collection in WORDS else "must name a record that exists"
        made[collection] = {"type": "string", "enum": keys, "enumDescriptions": titles, "errorMessage": told}
    return {"definitions": made}


def title(record: Any, language: str) -> str:
    """Return the name of a record, in a ``language`` if it has several."""
    fields = record if isinstance(record, dict) else {}
    found = fields.get("label") or fields.get("name") or fields.get("title")
    return str(found.get(language, "") if isinstance(found, dict) else found or "").removeprefix(PLACEHOLDER)


def of_file(model: type[Model], languages: list[str], many: bool) -> dict[str, Any]:
    """Return the schema of a file that holds one record, or many by their identifiers."""
    schema = json_schema(model, languages[0], ref_template=PART)
    parts = schema.pop("$defs", {})
    if many:
        parts[model.__name__] = schema
        schema = {"type": "object", "additionalProperties": {"$ref": PART.format(model=model.__name__)}}
    if citation := parts.get("Citation"):
        alone = {**citation["properties"]["source"], "description": citation["description"]}
        parts["Citation"] = {"anyOf": [alone, citation]}
    return dict(adapted({**schema, "definitions": parts}, languages))


def adapted(schema: Any, languages: list[str]) -> Any:
    """Return a schema, with all its parts, for what may be typed."""
    if isinstance(schema, list):
        return [adapted(part, languages) for part in schema]
    if not isinstance(schema, dict):
        return schema.replace("``", "") if isinstance(schema, str) else schema
    if name := KEPT_UNDER.get(schema.get("title", "")):
        reference = f"{IDENTIFIERS}.json#/definitions/{name}"
        return {"description": adapted(schema.get("description", ""), languages), "$ref": reference}
    made: dict[str, Any] = {}
    for key, part in schema.items():
        if key in ("properties", "definitions"):
            made[key] = {name: adapted(inner, languages) for name, inner in part.items()}
        elif key != "title" and (key != "default" or part):
            made[key] = adapted(part, languages)
    if made.get("type") == "string" and "enum" not in made:
        made["type"] = TYPED
    if "prefixItems" in made:
        made |= {"items": made.pop("prefixItems"), "additionalItems": False}
    if schema.get("propertyNames", {}).get("title") == LanguageCode.__name__:
        made["properties"] = dict.fromkeys(languages, made["additionalProperties"])
        if "$ref" not in made["additionalProperties"]:  # texts, and not the languages themselves
            made |= {"additionalProperties": False, "errorMessage": BY_LANGUAGE}
    return made
