"""The models as JSON Schemas (draft 2020-12), for other programs and for editors of the YAML."""

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from .fields import declared_fields
from .values import Prose, Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"  # the version of JSON Schema in which the schemas are written


class Generator(GenerateJsonSchema):
    """Pydantic's generator, for data in which a value that is missing is left out and nothing is ``null``."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        """Return the schema of a value that is there; if it is left out, nothing has to be checked."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """Return the schema with the default, unless that is none."""
        return self.generate_inner(schema["schema"]) if schema["default"] is None else super().default_schema(schema)

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        """Return the schema of a map, every key of which is checked."""
        return {
            "type": "object",
            "propertyNames": self.generate_inner(schema["keys_schema"]),
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }

    def model_schema(self, schema: Any) -> dict[str, Any]:
        """Return the schema of a model with the meaning of each field."""
        made = super().model_schema(schema)
        for field in declared_fields(schema["cls"]):
            made["properties"][field.name]["description"] = field.description
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return false: a field has a description and needs no title made of its name."""
        return False


def json_schema(model: type[BaseModel], language: str, **form: Any) -> dict[str, Any]:
    """Return the JSON Schema of a model in whose data every text has a ``language``, as the files name its fields."""
    schema = model.model_json_schema(schema_generator=Generator, **form)
    for name in (Text.__name__, Prose.__name__):
        if name in schema.get("$defs", {}):
            schema["$defs"][name]["required"] = [language]
    return schema


def only(model: type[BaseModel], names: Collection[str], language: str) -> dict[str, Any]:
    """Return the JSON Schema of a model with only some of its fields, and the parts that these need."""
    fields: Any = {}
    for field in (field for field in declared_fields(model) if field.attribute in names):
        own, told = model.model_fields[field.attribute], Field(description=field.description or None)
        fields[field.attribute] = (Annotated[field.annotation, own, told], field.default)
    made = create_model(model.__name__, __config__=model.model_config, __doc__=model.__doc__, **fields)
    return {"$schema": DIALECT, **json_schema(made, language)}
