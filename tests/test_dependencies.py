"""The packages that the project names: each with its reason in README.md, and no other in the code."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import project
import pytest

ROW = re.compile(r"^\| `([\w.-]+)` \| `([^`]*)` \| (?:the (site)|`(\w+)`) \| ([^|]+) \|$", re.MULTILINE)
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[\w+\])?([^;]*)")
CODE = [path for folder in ("hooks", "tests") for path in sorted((project.ROOT / folder).rglob("*.py"))]
PART_OF = {"pydantic_core": "pydantic"}
"""Modules of a package that another one brings along in the one version that fits it."""


def required() -> dict[str, tuple[str, str]]:
    """The versions of each package in ``pyproject.toml``, and what it is for: the site, or the name of an extra."""
    read = tomllib.loads((project.ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {"site": [*read["project"]["dependencies"], *read["build-system"]["requires"]],
              **read["project"]["optional-dependencies"]}
    found: dict[str, tuple[str, str]] = {}
    for group, requirements in groups.items():
        for requirement in requirements:
            match = REQUIREMENT.match(requirement)
            assert match and match[1] not in found, requirement
            found[match[1]] = match[2], group
    return found


def imported(folder: str) -> dict[str, Path]:
    """The modules of others that the code in a folder imports, each with a file that does."""
    own = {name for path in CODE for name in (path.stem, path.parent.name)}
    found: dict[str, Path] = {}
    for path in [path for path in CODE if path.is_relative_to(project.ROOT / folder)]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = ([name.name for name in node.names] if isinstance(node, ast.Import) else
                     [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else [])
            found |= {name.partition(".")[0]: path for name in names}
    return {name: path for name, path in found.items() if name not in {*own, *sys.stdlib_module_names}}


def test_the_readme_gives_the_reason_of_each() -> None:
    rows = ROW.findall((project.ROOT / "README.md").read_text("utf-8"))
    assert {name: (versions, site or extra) for name, versions, site, extra, _ in rows} == required()
    assert len(rows) == len(required())


def test_each_has_a_lowest_version() -> None:
    assert not [name for name, (versions, _) in required().items() if not re.match(r">=\d", versions)]


@pytest.mark.parametrize(("folder", "groups"), [("hooks", {"site"}), ("tests", {"site", "test"})])
def test_the_code_uses_no_other(folder: str, groups: set[str]) -> None:
    named = {name.lower() for name, (_, group) in required().items() if group in groups}
    packages = packages_distributions()
    used = imported(folder)
    assert len(used) > 5
    unnamed = {name: path.name for name, path in used.items() if PART_OF.get(name) not in named
               and not named & {package.lower() for package in packages.get(name, ())}}
    assert not unnamed
