"""The models as JSON Schemas (draft 2020-12): for other programs, for editors, and for pages about the fields."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema in which the schemas are written."""
WITHIN = "#/$defs/"
"""How a reference to another part of the same schema begins."""


class Generator(GenerateJsonSchema):
    """Pydantic's generator, for data in which a value that is missing is left out and nothing is ``null``."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        """A value that may be left out is, if it is there, like any other."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """What stands for a value that was left out, unless nothing does."""
        return self.generate_inner(schema["schema"]) if schema["default"] is None else super().default_schema(schema)

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        """A map, every key of which is checked."""
        return {
            "type": "object",
            "propertyNames": self.generate_inner(schema["keys_schema"]),
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A field has a description and needs no title made of its name."""
        return False


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a model, by the names that its fields have in files."""
    return {"$schema": DIALECT, **model.model_json_schema(schema_generator=Generator)}


def only(schema: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The schema of the same thing with only some of its fields, and the parts that these need."""
    properties = {name: field for name, field in schema["properties"].items() if name in names}
    needed: dict[str, Any] = {}
    waiting = references(properties)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = schema["$defs"][name]
            waiting += references(needed[name])
    return {
        **schema,
        "properties": properties,
        "$defs": dict(sorted(needed.items())),
        "required": [name for name in schema["required"] if name in names],
    }


def references(schema: Any) -> list[str]:
    """The names of the parts that a schema refers to."""
    if isinstance(schema, list):
        return [name for item in schema for name in references(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"].removeprefix(WITHIN)] if "$ref" in schema else []
    return own + [name for value in schema.values() for name in references(value)]
