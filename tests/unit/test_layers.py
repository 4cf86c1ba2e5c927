"""Each module of the library uses only those that README names before it, and only the hooks know MkDocs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import project

LIBRARY = project.ROOT / "hooks" / "dossier"


def named() -> list[str]:
    """The modules in the order in which README names them."""
    text = (project.ROOT / "README.md").read_text("utf-8")
    (paragraph,) = re.findall(r"^In the library, each module uses only those before it: .*?\n\n", text, re.M | re.S)
    return re.findall(r"`(\w+)`", paragraph)


def imported(path: Path) -> Iterator[str]:
    """The modules that a module of the library uses while it is loaded: ``.parse``, ``mkdocs``."""
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, ast.ImportFrom):
            start = "." * statement.level + (statement.module or "")
            yield from (f".{name.name}" for name in statement.names) if start == "." else [start]
        elif isinstance(statement, ast.Import):
            yield from (name.name for name in statement.names)


def test_readme_names_every_module_once() -> None:
    assert sorted(named()) == sorted(path.stem for path in LIBRARY.glob("*.py") if path.stem != "__init__")


def test_no_module_uses_one_that_comes_later() -> None:
    order, wrong = named(), []
    for place, name in enumerate(order):
        before = {f".{other}" for other in order[:place]}
        wrong += [
            f"{name} uses {used}"
            for used in imported(LIBRARY / f"{name}.py")
            if used.startswith(".") and used not in before
        ]
    assert not wrong


def test_the_library_does_not_know_mkdocs() -> None:
    used = {name: set(imported(LIBRARY / f"{name}.py")) for name in named()}
    assert used["pages"] >= {".view", "jinja2"}
    assert not [name for name, modules in used.items() if any(module.startswith("mkdocs") for module in modules)]
