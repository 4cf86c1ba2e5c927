"""The schemas that are kept for editors, and what VS Code is told, fit the models, the records and the messages."""

import json
import re
from typing import Any

import project
import pytest
from dossier.editing.completion import IDENTIFIERS, editor_schemas
from dossier.reading.discovery import read
from dossier.reading.problems import Problem
from dossier.records.collections import FOLDERS, MAPS, SINGLE
from jsonschema import Draft7Validator

SCHEMAS = project.ROOT / "data" / "schema"
NAMES = sorted((IDENTIFIERS, *SINGLE, *MAPS, *FOLDERS))
CURE = "run 'python -m dossier schema'"


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    """The schemas as they should be."""
    return editor_schemas(read(project.ROOT / "data")[0].plain())


def kept(name: str) -> dict[str, Any]:
    """A schema as it is kept."""
    return dict(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))


def test_there_is_a_schema_for_each_kind_of_file_and_no_other() -> None:
    assert sorted(path.stem for path in SCHEMAS.iterdir()) == NAMES, CURE


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_current(name: str, wanted: dict[str, str]) -> None:
    now, then = json.loads(wanted[f"{name}.json"]), kept(name)
    for part in (*now["definitions"].values(), *then["definitions"].values()) if name == IDENTIFIERS else ():
        del part["enumDescriptions"]  # that a title was corrected is no reason to stop
    assert then == now, CURE


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_valid_draft_7(name: str) -> None:
    Draft7Validator.check_schema(kept(name))


def test_every_field_is_explained(wanted: dict[str, str]) -> None:
    def fields(schema: Any) -> list[tuple[str, Any]]:
        if not isinstance(schema, dict):
            return []
        own = list(schema.get("properties", {}).items()) if schema.get("additionalProperties") is False else []
        return own + [field for part in schema.values() for field in fields(part)]

    languages = read(project.ROOT / "data")[0].plain()["interface"]["languages"]
    for text in wanted.values():
        for name, field in fields(json.loads(text)):
            assert name in languages or field["description"], name


@pytest.mark.parametrize(("start", "file"), [("organ", "agreement"), ("group", "parties")])
def test_words_that_records_may_name_are_offered(start: str, file: str, wanted: dict[str, str]) -> None:
    words = read(project.ROOT / "data")[0].plain()["interface"]["words"]
    known = [word.removeprefix(f"{start}-") for word in words if word.startswith(f"{start}-")]
    assert json.loads(wanted[f"{IDENTIFIERS}.json"])["definitions"][f"words-{start}"]["enum"] == known
    assert f'"{IDENTIFIERS}.json#/definitions/words-{start}"' in wanted[f"{file}.json"]


def test_vs_code_recognises_the_messages_of_the_check() -> None:
    task = json.loads((project.ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    found = re.match(pattern["regexp"], str(Problem("data/areas/evidence.yml", 12, 5, "must be: one, two")))
    assert found
    assert [found[pattern[part]] for part in ("file", "line", "column", "message")] == [
        "data/areas/evidence.yml",
        "12",
        "5",
        "must be: one, two",
    ]


def test_a_name_that_is_still_to_be_filled_in_is_not_offered() -> None:
    found = json.loads(editor_schemas({"parties": {"new": {"name": {"en": "…"}}}})[f"{IDENTIFIERS}.json"])
    assert found["definitions"]["parties"]["enumDescriptions"] == [""]
