"""Build the same pages with this project and with other engines, and print what each needs.

Run it as ``python tests/benchmark``. Contestants take turns, so that a busy machine slows all of them; compare only
figures of one run. They work in memory and on a disk, where figures jump: what was deleted a moment ago makes new files
slow (ext4 looks for a place that was not freed just now). Other engines take part where they are installed, or where
``ENGINES`` names the folders of their programs.
"""

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import project  # found only now
from dossier.reading.load import load
from dossier.records.messages import CODE_LANGUAGE
from dossier.records.values import LanguageCode

from benchmark import readers
from benchmark.contestants import CONTESTANTS, Contestant
from benchmark.generate import project_of, shares
from benchmark.measure import Cost, Failed, compressed, run, sizes
from benchmark.preview import previews

REAL = sum(shares().values())
"""The number of records of the real data."""
LANGUAGE = LanguageCode(CODE_LANGUAGE)
SIZES = {"1x": REAL, "4x": 4 * REAL, "10x": 10 * REAL}
"""Sizes by name: as many records as the real data has, and so many times as many."""
LARGE = 1_000
"""The number of records from which on a build is repeated fewer times."""
FOLDERS = [folder for folder in (Path("/dev/shm"), Path("/var/tmp")) if folder.is_dir()]
"""A folder in memory, and one on a disk, on systems that have them."""
COLUMNS = {
    "build": (
        *("size", "in", "contestant", "cold s", "×", "cpu s", "×", "again s", "×", "cpu s", "×"),
        *("peak MB", "files", "MB", "visit kB", "index kB", "cpu ms a record"),
    ),
    "preview": ("size", "in", "contestant", "edits", "median s", "slowest s", "×", "idle %"),
    "search": ("size", "in", "searches", "first s", "median s", "slowest s"),
}
"""The columns of the three tables; × is the ratio to the first contestant."""


def main() -> None:
    """Measure what was asked for and print it as tables."""
    parser = argparse.ArgumentParser(prog="python tests/benchmark", description=__doc__)
    parser.add_argument(
        "sizes",
        nargs="*",
        default=["real", *SIZES],
        help="numbers of made-up records; 1x, 4x or 10x of the real number; real: the real data",
    )
    parser.add_argument("--tables", nargs="+", choices=COLUMNS, default=list(COLUMNS), help="what to measure")
    parser.add_argument("--repeat", type=int, help="builds of each, of which the table has the medians; 5, 3 if large")
    parser.add_argument("--cold", action="store_true", help="leave out the build after an edit")
    parser.add_argument("--edits", type=int, default=5, help="saves that are waited for in each preview")
    parser.add_argument("--searches", type=int, default=20, help="searches in the site of the first contestant")
    parser.add_argument(
        "--only",
        nargs="+",
        metavar="NAME",
        choices=[one.name for one in CONTESTANTS],
        help="the contestants, the first being the measure of the others; all if left out",
    )
    parser.add_argument("--folders", nargs="+", type=Path, default=FOLDERS, help="where to work; in memory and on disk")
    arguments = parser.parse_args()
    chosen = [one for one in CONTESTANTS if one.installed() and (not arguments.only or one.name in arguments.only)]
    for one in chosen:
        print(f"{one.name}: {one.what}")
    for name, place in product(arguments.sizes, arguments.folders):
        with tempfile.TemporaryDirectory(prefix="benchmark-", dir=place) as temporary:
            folders = prepared(name, Path(temporary), chosen)
            repeat = arguments.repeat or (5 if count(name) < LARGE else 3)
            tables: dict[str, Callable[[], Iterator[list[str]]]] = {
                "build": partial(built, name, folders, repeat, arguments.cold),
                "preview": partial(previewed, name, folders, arguments.edits),
                "search": partial(searched, folders, arguments.searches),
            }
            for table in arguments.tables:
                show(COLUMNS[table], [[name, str(place), *row] for row in tables[table]()])


def prepared(name: str, folder: Path, chosen: Iterable[Contestant]) -> dict[Contestant, Path]:
    """Write the project that each contestant builds; return the folder of each."""
    source = folder / "source"
    source.mkdir(parents=True)
    project.real(source) if name == "real" else project_of(source, count(name))
    folders = {one: folder / one.name for one in chosen}
    for one, target in folders.items():
        one.prepare(source, target)
    return folders


def count(name: str) -> int:
    """Return the number of records of a size."""
    return REAL if name == "real" else SIZES.get(name) or int(name)


def built(name: str, folders: dict[Contestant, Path], repeat: int, only_cold: bool) -> Iterator[list[str]]:
    """A row for each contestant: built from nothing, and again after one edit unless that is left out."""
    cold: dict[Contestant, list[Cost]] = defaultdict(list)
    again: dict[Contestant, list[Cost]] = defaultdict(list)
    for number in range(repeat):
        for one, folder in folders.items():
            for left in (one.site, one.cache):
                shutil.rmtree(folder / left, ignore_errors=True)
            try:
                cold[one].append(build(one, folder))
                if not only_cold:
                    one.edit(folder / one.edited.format(record(name)), number)
                    again[one].append(build(one, folder))
            except Failed as failure:
                print(f"{one.name} failed: {failure}")
    first = next(iter(folders))
    for one, costs in cold.items():
        if not costs:  # it failed each time, which is told above
            continue
        site = folders[one] / one.site
        files, index = sizes(site), site / one.index
        yield [
            one.name,
            *times(costs, cold[first]),
            *times(again[one], again[first]),
            f"{max(cost.memory for cost in costs) / 1e6:.0f}",
            str(len(files)),
            f"{sum(files) / 1e6:.1f}",
            f"{readers.first_visit(site) / 1e3:.1f}",
            f"{compressed(index.read_bytes()) / 1e3:.1f}" if index.is_file() else "",
            f"{1000 * median(cost.cpu for cost in costs) / count(name):.1f}",
        ]


def times(costs: list[Cost], first: list[Cost]) -> list[str]:
    """The seconds of the middle build and those of processors, each with the ratio to the first contestant's."""
    if not costs or not first:
        return [""] * 4
    wall, cpu = median(cost.wall for cost in costs), median(cost.cpu for cost in costs)
    walls, cpus = median(cost.wall for cost in first), median(cost.cpu for cost in first)
    return [f"{wall:.2f}", ratio(wall, walls), f"{cpu:.2f}", ratio(cpu, cpus)]


def previewed(name: str, folders: dict[Contestant, Path], edits: int) -> Iterator[list[str]]:
    """A row for each contestant that has a preview: what an editor waits for after an edit, and what it uses idle."""
    measured = previews({one: folder for one, folder in folders.items() if one.serve}, record(name), edits)
    first = median(next(iter(measured.values()))[0])
    for one, (seconds, idle) in measured.items():
        middle = median(seconds)
        times = (f"{middle:.2f}", f"{max(seconds):.2f}", ratio(middle, first))
        yield [one.name, str(edits), *times, f"{100 * idle:.1f}"]


def searched(folders: dict[Contestant, Path], searches: int) -> Iterator[list[str]]:
    """A row: what a reader waits for who searches for terms of the glossary, in the site of the first contestant."""
    one, folder = next(iter(folders.items()))
    build(one, folder)
    terms = load(folder / "data").glossary.values()
    seconds = readers.waits(folder / one.site, [term.label.root[LANGUAGE] for term in terms][:searches])
    yield [str(len(seconds)), f"{seconds[0]:.2f}", f"{median(seconds[1:]):.2f}", f"{max(seconds[1:]):.2f}"]


def build(one: Contestant, folder: Path) -> Cost:
    """One build."""
    return run(one.command, folder, project.environment())


def ratio(one: float, first: float) -> str:
    """Return how many times as much one is as the first."""
    return f"{one / first:.2f}"


def record(name: str) -> str:
    """The record that is edited."""
    return "areas/evidence" if name == "real" else "areas/area-0"


def show(columns: Iterable[str], rows: Iterable[list[str]]) -> None:
    """Print rows as a table, once all are there."""
    table = [list(columns), *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    table.insert(1, ["-" * width for width in widths])
    print(
        *(f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in table),
        sep="\n",
        flush=True,
    )


if __name__ == "__main__":
    main()
