"""Values as JSON: on one line for programs, indented for people, without what has no value."""

import json
from collections.abc import Mapping
from typing import Any


def compact(value: Any) -> str:
    """Return a value as JSON without spaces, on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def indented(value: Any) -> bytes:
    """Return a value as JSON that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def with_value(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the properties of a thing that have a value."""
    return {name: value for name, value in properties.items() if value}
