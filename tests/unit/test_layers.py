"""The rooms of the library are used in one direction, only the adapter knows MkDocs, and one name means one thing."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import project
import pytest
import yaml

HOOKS = project.ROOT / "hooks"
TABLES = [*HOOKS.rglob("*.yml"), *project.TESTS.glob("*.yml"), *(project.TESTS / "mistakes").glob("*.yml")]
"""The tables of the library and of the tests, which are read without the checks that the data have."""
ORDER = (
    ("records",), ("reading",), ("language",), ("addresses", "settings"), ("editing", "exports"), ("site",),
    ("commands",), ("__init__",), ("__main__", "adapter"), ("events",),
)  # fmt: skip
"""The rooms from the ground up: each may use those before it, and none beside it."""
FLOORS = {room: floor for floor, rooms in enumerate(ORDER) for room in rooms}
MOST_ARROWS = 35
"""The most pairs of rooms of which one uses the other."""
RIDDLE = re.compile(r"\s*(?:What|Where|Whether|How|Why|That|(?:Return|Yield) what)\b")
"""The beginning of a docstring that has no word for what is returned, held or done."""
LONGEST = 350
"""Lines of a module at the most; ``model`` has all fields of all records and may be longer."""


def modules() -> dict[str, Path]:
    """Every module by its name as others import it: ``dossier.records.model``, ``adapter.build``."""
    paths = (path for path in sorted(HOOKS.rglob("*.py")))
    return {".".join(path.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


MODULES = modules()


def room_of(module: str) -> str:
    """The room in which a module is: ``records`` for ``dossier.records.model``."""
    parts = module.removeprefix("dossier").strip(".").split(".")
    return parts[0] or "__init__"


def imports(path: Path, name: str) -> Iterator[str]:
    """Every module that a module uses, also within a function and for types only, as whole names."""
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for statement in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - statement.level + 1] if statement.level else []
            start = ".".join([*base, *([statement.module] if statement.module else [])])
            for alias in statement.names:
                yield f"{start}.{alias.name}" if f"{start}.{alias.name}" in MODULES else start


def used() -> dict[str, set[str]]:
    """The modules of this project that each uses."""
    return {name: set(imports(path, name)) & MODULES.keys() - {name} for name, path in MODULES.items()}


def test_each_room_uses_only_those_before_it() -> None:
    arrows = {(room_of(name), room_of(other)) for name, others in used().items() for other in others}
    assert {room for arrow in arrows for room in arrow} <= FLOORS.keys()
    assert not [(room, other) for room, other in arrows if room != other and FLOORS[other] >= FLOORS[room]]
    assert len([arrow for arrow in arrows if len(set(arrow)) == 2]) <= MOST_ARROWS


def test_no_modules_use_each_other_in_a_circle() -> None:
    left = used()
    while free := {name for name, others in left.items() if not others}:
        left = {name: others - free for name, others in left.items() if name not in free}
    assert not left


def test_only_the_adapter_knows_mkdocs() -> None:
    knowing = {
        name for name, path in MODULES.items() if any(other.startswith("mkdocs") for other in imports(path, name))
    }
    assert knowing and {room_of(name) for name in knowing} == {"adapter"}


def test_a_name_means_one_thing_in_the_library() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for name, path in MODULES.items():
        for statement in ast.parse(path.read_text("utf-8")).body:
            for defined in names(statement):
                places[defined].append(name)
    assert not {defined: found for defined, found in places.items() if len(found) > 1}


def names(statement: ast.stmt) -> Iterator[str]:
    """The public names that a statement at the top of a module defines."""
    targets: list[str] = []
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        targets = [statement.name]
    elif isinstance(statement, ast.Assign):
        targets = [target.id for target in statement.targets if isinstance(target, ast.Name)]
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        targets = [statement.target.id]
    yield from (target for target in targets if not target.startswith("_") and target != "log")


@pytest.mark.parametrize("name", [name for name in MODULES if name != "dossier.records.model"])
def test_no_module_is_long(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("name", MODULES)
def test_every_public_thing_says_what_it_returns_or_does(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    things = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module))]
    for thing in things:
        if not getattr(thing, "name", "").startswith("_") and thing is not things[0]:
            assert ast.get_docstring(thing) or nested(thing, tree), getattr(thing, "name", "")


@pytest.mark.parametrize("folder", [HOOKS, project.TESTS], ids=["hooks", "tests"])
def test_a_docstring_begins_with_what_is_returned_held_or_done(folder: Path) -> None:
    riddles = [
        f"{path}:{line.lineno}"
        for path in sorted(folder.rglob("*.py"))
        for line in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and isinstance(line.value.value, str)
        if RIDDLE.match(line.value.value)
    ]
    assert not riddles


def nested(thing: ast.AST, tree: ast.Module) -> str:
    """A word for a function within a function, which needs no docstring; empty for any other thing."""
    outer = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node is not thing]
    return "nested" if any(thing in ast.walk(node) for node in outer) else ""


@pytest.mark.parametrize("room", [name for name, path in MODULES.items() if path.stem == "__init__" and "." in name])
def test_room_says_what_is_in_it_and_what_it_may_use(room: str) -> None:
    told = ast.get_docstring(ast.parse(MODULES[room].read_text("utf-8"))) or ""
    contents, _, rest = told.partition("\n\n")
    assert contents and re.search(r"\buses?\b", rest)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(project.ROOT)))
def test_no_table_has_a_key_twice(path: Path) -> None:
    assert not [*doubles(yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader))]


def doubles(node: yaml.Node | None) -> Iterator[str]:
    """Yield the keys that stand twice in a map of YAML, of which all but the last one would be lost without a word."""
    inner = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else []
    if isinstance(node, yaml.MappingNode):
        seen = Counter(str(name.value) for name, _ in node.value)
        yield from (name for name, times in seen.items() if times > 1)
    elif isinstance(node, yaml.SequenceNode):
        inner = node.value
    for part in inner:
        yield from doubles(part)
