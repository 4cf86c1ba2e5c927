"""Whatever an editor or a program does to the files, the outcome is a good site or a list of problems with places.

Hypothesis damages data that has every field: parts of records are left out, doubled, renamed, moved and replaced,
texts are cut and filled in anywhere, files are renamed, added and taken away, or made of bytes without a meaning. Most
inputs are only loaded, and the pages are made of some that are good; a few go through MkDocs. ``FUZZ`` says how many
inputs the long run has; ``pytest -s`` shows its figures.
"""

import os
import re
import resource
import shutil
import string
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import project
import pytest
import yaml
from dossier.commands.printing import workflow_commands
from dossier.reading.discovery import read
from dossier.reading.load import load, records_of, validated
from dossier.reading.nodes import nodes
from dossier.reading.problems import DataError, report
from dossier.records.collections import FOLDERS, MAPS, SINGLE, KeyPath
from dossier.records.fields import FieldType, type_at
from dossier.settings import Settings
from dossier.site.files import files
from dossier.site.pages import sites
from dossier.site.words import words_used
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from planting import TEXTS, UNSEEN, Planting

MANY = int(os.environ.get("FUZZ", "1000"))
LONG = [pytest.mark.slow, pytest.mark.longest]
SECONDS, MEGABYTES = 5, 500
"""The seconds that the processor may work on an input, and the megabytes of memory that a process may need."""
TELL = """\
import resource, subprocess, sys
run = subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(run.returncode)
"""
"""A program that runs a command, then tells the seconds and the megabytes that it needed."""
EVERY = 5
"""Of how many good inputs one is made into pages, too."""
PLACE = re.compile(r"data(/[^\n]+?)?:[1-9]\d*:[1-9]\d*: \S.*")
"""The pattern of a problem as it is told."""

Draw = Callable[[st.SearchStrategy[Any]], Any]
Files = dict[str, bytes | None]
"""New contents of files below the folder of data; none for a file that is taken away."""


def damage(base: Path) -> st.SearchStrategy[Files]:
    """The changes that may be made to the data in ``base``."""
    texts = {str(path.relative_to(base)): path.read_text("utf-8") for path in sorted(base.rglob("*.yml"))}
    trees = {name: yaml.load(text, yaml.CBaseLoader) for name, text in texts.items()}
    names = st.sampled_from(sorted(texts))
    records = st.sampled_from(sorted(texts.keys() - {"interface.yml"}))
    keys = sorted({str(key) for tree in trees.values() for part, key in places(tree) if isinstance(part, dict)})
    scalars = st.sampled_from(
        [
            *keys,
            *TEXTS,
            *UNSEEN,
            *(name.removesuffix(".yml") for name in texts),
            *(f"{name}#x" for name in keys[:9]),
            "",
            " ",
            "~",
            "null",
            "no",
            "…",
            "0",
            "-1",
            "007",
            "1_000",
            "1e999",
            "0x1F",
            ".inf",
            "9" * 5000,
            "x" * 10_001,
            "12:30",
            "2024-02-30",
            "2024-13",
            "2999-12-31",
            "1000-01-01",
            "0001-01-01",
            "Art. 9",
            "p. 1–2",
            "CR",
            "XX",
            "CRI",
            "en",
            "pt-BR",
            "en_GB",
            "\ud800",
            "\udfff\ud800",
            "\u0430",
            "\ufb01",
            "İ",
            "{count}",
            "{",
            "}",
            "{0}",
            "[x](parties/h-0)",
            "[x](nowhere)",
            "[[[[",
            "*" * 99,
            "_" * 99,
            "[" * 500,
            "- " * 99,
            "1. " * 99,
            "\n" * 9 + "x",
            "x " * 70,
            "https://[",
            "http://x:y",
            "https://example.org/%ZZ",
            "mailto:",
            "../x",
            "/x",
            "con",
            "x" * 300,
        ]
    ) | st.text(max_size=20)

    def replaced(draw: Draw) -> Any:
        """Anything in the place of a part: a text, part of another record, or something that no field has."""
        kind = draw(st.integers(0, 9))
        if kind < 6:
            return draw(scalars)
        if kind < 8:
            tree = trees[draw(records)]
            part, key = draw(st.sampled_from(list(places(tree))))
            return deepcopy(part[key])
        deep: Any = draw(scalars)
        for _ in range(draw(st.sampled_from([1, 2, 30]))):
            deep = [deep] if kind == 8 else {"x": deep}
        return draw(st.sampled_from([{}, [], None, True, 1, 1.5, deep]))

    def mutate(draw: Draw, tree: Any) -> Any:
        """A tree with one part changed."""
        found = list(places(tree))
        if not found:
            return replaced(draw)
        part, key = draw(st.sampled_from(found))
        action = draw(st.integers(0, 6))
        if action == 0:
            del part[key]
        elif action == 1 and isinstance(part, list):
            part.append(deepcopy(part[key]))
        elif action == 2 and isinstance(part, dict):
            part[draw(scalars)] = part.pop(key)
        elif action == 3 and isinstance(part, dict):
            part[draw(scalars)] = deepcopy(part[key])
        elif action == 4:
            part[key] = draw(st.sampled_from([[part[key]], {"x": part[key]}, {"en": part[key]}, {"text": part[key]}]))
        else:
            part[key] = replaced(draw)
        return tree

    @st.composite
    def restructured(draw: Draw) -> Files:
        """Records with other parts."""
        changed: Files = {}
        for name in draw(st.lists(records, min_size=1, max_size=2, unique=True)):
            tree = deepcopy(trees[name])
            for _ in range(draw(st.integers(1, 3))):
                tree = mutate(draw, tree)
            style = draw(st.sampled_from(['"', '"', "'", None]))
            dumped = yaml.safe_dump(tree, allow_unicode=draw(st.booleans()), sort_keys=False, default_style=style)
            changed[name] = dumped.encode("utf-8", "surrogatepass")
        return changed

    @st.composite
    def reworded(draw: Draw) -> Files:
        """A record with other texts and dates, in another order or without a part."""
        name = draw(names)
        tree = deepcopy(trees[name])
        found = list(places(tree))
        written = [(part, key) for part, key in found if key in ("en", "fr", "date", "title", "number", "issued")]
        for part, key in draw(st.lists(st.sampled_from(written), max_size=4)) if written else ():
            if isinstance(part[key], str):
                part[key] = draw(scalars)
        part, key = draw(st.sampled_from(found))
        if isinstance(part, dict) and draw(st.booleans()):
            part[key] = part.pop(key)
        elif isinstance(part, list) and draw(st.booleans()):
            part.reverse()
        elif key in ("note", "others", "why", "facts", "about", "fr", "own_translations", "provisions", "author"):
            del part[key]
        return {name: yaml.safe_dump(tree, sort_keys=False, default_style='"').encode()}

    @st.composite
    def retyped(draw: Draw) -> Files:
        """A file in which something was typed, pasted or deleted."""
        name = draw(names)
        text = texts[name]
        signs = st.text(st.sampled_from(string.punctuation + " \n\t#x0é"), max_size=8)
        for _ in range(draw(st.integers(1, 3))):
            start = draw(st.integers(0, len(text)))
            length = draw(st.sampled_from([0, 0, 1, 2, 5, 20, 1000]))
            text = text[:start] + draw(signs | scalars) + text[start + length :]
        return {name: text.encode("utf-8", "surrogatepass")}

    @st.composite
    def bent(draw: Draw) -> Files:
        """A file with other bytes in some places, or of nothing but such."""
        name = draw(names)
        content = texts[name].encode()
        start = draw(st.integers(0, len(content)))
        raw = draw(st.binary(max_size=60))
        left, right = content[:start], content[start + len(raw) :]
        return {name: draw(st.sampled_from([raw, left + raw, left + raw + right]))}

    @st.composite
    def moved(draw: Draw) -> Files:
        """A file with another name, in another folder, or none."""
        name = draw(names)
        folder = draw(st.sampled_from(["", *FOLDERS, "x"]))
        stem = draw(
            st.sampled_from([*SINGLE, *MAPS, *FOLDERS, "con", "x" * 101, "\u0445", ".x", "x~"])
            | st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30)
        )
        target = f"{folder}/{stem}{draw(st.sampled_from(['.yml', '.yaml', '.YML', '', '.yml.yml']))}".strip("/")
        content: bytes = texts[name].encode()
        usable = stem.strip(".") and len(target.encode()) < 200 and not (base / target).is_dir()
        return {name: draw(st.sampled_from([content, None])), **({target: content} if usable else {})}

    return st.one_of(restructured(), restructured(), reworded(), reworded(), retyped(), bent(), moved())


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every part of a tree, as what holds it and its key there."""
    for _, holder, key in parts_with_paths(part):
        yield holder, key


def parts_with_paths(whole: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any, Any]]:
    """Every part of a record: its path, what holds it and its key there."""
    for key in list(whole) if isinstance(whole, dict) else range(len(whole)) if isinstance(whole, list) else ():
        yield (*path, key), whole, key
        yield from parts_with_paths(whole[key], (*path, key))


@dataclass
class Trial:
    """A folder of data to which one input after the other is done, and what came of them."""

    data: Path
    most: float
    """The megabytes that may be needed."""
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    largest: float = 0
    """Megabytes that an input needed at most, or that a test before it did in the same process."""

    def write(self, files: Files) -> Callable[[], None]:
        """Do an input to the folder; what is returned undoes it."""
        before = {name: (self.data / name).read_bytes() if (self.data / name).is_file() else None for name in files}
        put(self.data, files)
        return lambda: put(self.data, before)

    def run(self, files: Files) -> None:
        """Load the data with an input done to it, and make every fifth that is good into pages."""
        undo = self.write(files)
        start = time.process_time()
        try:
            outcome = self.outcome()
        finally:
            undo()
        self.count(outcome, time.process_time() - start, peak())

    def count(self, outcome: str, spent: float, memory: float) -> None:
        """Note an outcome, how long the processor worked on it, and the megabytes it needed."""
        self.outcomes[outcome] += 1
        self.slowest = max(self.slowest, spent)
        self.largest = max(self.largest, memory)
        assert spent < SECONDS and memory <= self.most, str(self)

    def outcome(self) -> str:
        """Return the outcome of the data: a site, or problems with places."""
        try:
            dossier = load(self.data, words=words_used())
            if (self.outcomes["loaded"] + self.outcomes["made into pages"]) % EVERY:
                return "loaded"
            made = sites(dossier, Settings("https://example.org/"))
            for site in made.values():
                for page in site.pages:
                    assert page.content.html
            for make in dict(files(made)).values():
                assert make()
        except DataError as error:
            assert error.problems
            assert not [problem for problem in error.problems if not PLACE.fullmatch(str(problem))]
            marks = workflow_commands(error.problems, "error", "en")
            assert report(error.problems) and marks.count("\n") == len(error.problems) - 1
            return "refused"
        return "made into pages"

    def __str__(self) -> str:
        return (
            f"{self.outcomes.total()} inputs: {dict(self.outcomes)}; slowest {self.slowest:.2f} s, "
            f"peak {self.largest:.0f} MB"
        )


def put(data: Path, files: Files) -> None:
    """Write files, or take them away."""
    for name, content in files.items():
        path = data / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    if (data / "x").is_dir() and not list((data / "x").iterdir()):
        (data / "x").rmdir()


def peak() -> float:
    """The most memory that this process needed, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> float:
    """The memory that this process has now, in megabytes; where the system does not tell, the most it ever had."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak()
    return pages * resource.getpagesize() / 1024**2


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose data has every field, and is good."""
    folder = tmp_path_factory.mktemp("fuzz")
    data = Planting(folder, 0, 1, harmful=False).data
    interface = yaml.load((data / "interface.yml").read_text("utf-8"), yaml.CBaseLoader)
    interface["fields"] = {}
    (data / "interface.yml").write_text(yaml.safe_dump(interface, default_style='"'), "utf-8")
    load(data)
    return folder


def tried(folder: Path, count: int, same: bool, attempt: Callable[[Files], None]) -> None:
    """Do as many inputs as wanted, the ``same`` ones each time or others."""

    @settings(
        max_examples=count,
        derandomize=same,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(damage(folder / "data"))
    def go(files: Files) -> None:
        attempt(files)

    go()


@pytest.mark.parametrize("odd", ["x", ["x"], {"x": "y"}, [{"x": "y"}]], ids=str)
def test_anything_may_stand_in_the_place_of_any_field(odd: Any, base: Path) -> None:
    seen, refused = set[FieldType](), 0
    for path, model, node in records_of(read(base / "data")[0]):
        record = node.plain()
        for inner, holder, key in parts_with_paths(record):
            if (kind := type_at(model, inner)) in seen:
                continue
            seen.add(kind)
            part, holder[key] = holder[key], odd
            changed, none = nodes(yaml.dump(record, Dumper=yaml.CSafeDumper, default_style='"'), "data/x.yml")
            valid, problems = validated(changed, path, model, "en")
            assert not none and bool(valid) != bool(problems), (path, inner)
            assert all(map(PLACE.fullmatch, map(str, problems)))
            refused += bool(problems)
            holder[key] = part
    assert len(seen) >= refused >= len(seen) * 0.8


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of an input that fails, which would hide why
@pytest.mark.parametrize(("count", "same"), [(60, True), pytest.param(MANY, False, marks=LONG)])
def test_the_outcome_is_a_site_or_problems_with_places(count: int, same: bool, base: Path, tmp_path: Path) -> None:
    # What other tests keep in this process, or needed before, is not the inputs' own.
    most = max(peak(), resident() + MEGABYTES)
    trial = Trial(Path(shutil.copytree(base / "data", tmp_path / "data")), most)
    tried(base, count, same, trial.run)
    print(trial)
    assert trial.outcomes["refused"] and trial.outcomes["made into pages"]


@pytest.mark.built
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize(("count", "same"), [(3, True), pytest.param(MANY // 100, False, marks=LONG)])
def test_a_build_leaves_a_new_site_or_the_old_one(count: int, same: bool, base: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(base, tmp_path / "project"))
    assert project.build(folder).returncode == 0
    trial = Trial(folder / "data", MEGABYTES)

    def attempt(files: Files) -> None:
        undo = trial.write(files)
        before = project.digest(folder / "site")
        run, spent, memory = measured(folder)
        undo()
        trial.count(f"ends with {run.returncode}", spent, memory)
        assert "Traceback" not in run.stderr and run.returncode in (0, 1), run.stderr
        assert run.returncode == 0 or " in the data. Nothing was built" in run.stderr, run.stderr
        assert run.returncode == 0 or project.digest(folder / "site") == before
        assert not list(folder.glob("site.*"))

    tried(base, count, same, attempt)
    print(trial)
    assert trial.largest


def measured(folder: Path) -> tuple[subprocess.CompletedProcess[str], float, float]:
    """Build in ``folder``: the run, the seconds that the processor worked on it, and the megabytes it needed.

    A small process starts the build and tells: started from here, the build would have the memory of this process on
    its account, and that of the browsers that other tests started.
    """
    run = project.build(folder, start=[sys.executable, "-c", TELL])
    *_, figures = run.stdout.splitlines()
    spent, memory = map(float, figures.split())
    return run, spent, memory
