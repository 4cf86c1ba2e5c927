"""Build the same pages with this project and with other engines, and print what each needs.

Run it as ``python tests/benchmark``. Contestants take turns, so that a busy machine slows all of them; compare only
figures of one run. They work in memory where there is a folder of that kind: on a disk, what was deleted a moment ago
makes new files slow (ext4 looks for a place that was not freed just now). Other engines take part where they are
installed, or where ``ENGINES`` names the folders of their programs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import project  # found only now
from dossier.reading.load import load
from dossier.records.messages import CODE_LANGUAGE
from dossier.records.values import LanguageCode

from benchmark import search
from benchmark.contestants import CONTESTANTS, Contestant
from benchmark.generate import project_of, shares
from benchmark.measure import Cost, Failed, run, size
from benchmark.preview import waits

REAL = sum(shares().values())
"""The number of records of the real data."""
LANGUAGE = LanguageCode(CODE_LANGUAGE)
SIZES = {"1x": REAL, "10x": 10 * REAL, "100x": 100 * REAL}
"""Sizes by name: as many records as the real data has, and so many times as many."""
MEMORY = Path("/dev/shm")
"""A folder in memory, on systems that have one."""
COLUMNS = (
    "records",
    "contestant",
    "cold s",
    "cpu s",
    "× first",
    "again s",
    "cpu s",
    "peak MB",
    "largest MB",
    "site MB",
    "index MB",
    "ms a record",
)
PREVIEW = ("records", "contestant", "edits", "median s", "slowest s", "× first")
SEARCHES = ("records", "searches", "first s", "median s", "slowest s")
"""The columns of the three tables."""


def main() -> None:
    """Measure what was asked for and print it as a table."""
    parser = argparse.ArgumentParser(prog="python tests/benchmark", description=__doc__)
    parser.add_argument(
        "sizes",
        nargs="*",
        default=["real", "1x", "10x"],
        help="numbers of made-up records; 1x, 10x or 100x of the real number; real: the real data",
    )
    parser.add_argument("--repeat", type=int, default=3, help="how often each is built; the table has the medians")
    parser.add_argument(
        "--only",
        nargs="+",
        metavar="NAME",
        choices=[one.name for one in CONTESTANTS],
        help="the contestants, the first being the measure of the others; all if left out",
    )
    parser.add_argument("--cold", action="store_true", help="leave out the build after an edit")
    parser.add_argument("--searches", type=int, default=0, help="measure the search of this project instead")
    parser.add_argument("--edits", type=int, default=0, help="measure a preview by so many edits instead of builds")
    parser.add_argument(
        "--folder",
        type=Path,
        default=MEMORY if MEMORY.is_dir() else None,
        help="where to work; in memory if left out, where there is a folder in memory",
    )
    arguments = parser.parse_args()
    chosen = [one for one in CONTESTANTS if one.installed() and (not arguments.only or one.name in arguments.only)]
    for one in chosen:
        print(f"{one.name}: {one.what}")
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=arguments.folder) as temporary:
        for name in arguments.sizes:
            folder = Path(temporary) / name
            folders = prepared(name, folder, chosen)
            if arguments.searches:
                show(SEARCHES, searched(name, folders, arguments.searches))
            elif arguments.edits:
                show(PREVIEW, previewed(name, folders, arguments.edits))
            else:
                show(COLUMNS, built(name, folders, arguments.repeat, arguments.cold))
            shutil.rmtree(folder)


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
                cost = build(one, folder)
                cold[one].append(cost)
                if not only_cold:
                    one.edit(folder / one.edited.format(record(name)), number)
                    cost = build(one, folder)
                    again[one].append(cost)
            except Failed as failure:
                print(f"{one.name} failed: {failure}")
    first = median(cost.wall for cost in next(iter(cold.values())))
    for one, costs in cold.items():
        wall, site = median(cost.wall for cost in costs), folders[one] / one.site
        yield [
            name,
            one.name,
            f"{wall:.2f}",
            f"{median(cost.cpu for cost in costs):.2f}",
            f"{wall / first:.2f}",
            *(
                f"{median(values):.2f}" if values else ""
                for values in ([cost.wall for cost in again[one]], [cost.cpu for cost in again[one]])
            ),
            megabytes(max(cost.memory for cost in costs)),
            megabytes(max(cost.largest for cost in costs)),
            megabytes(size(site)),
            megabytes(size(*(site / part for part in one.index))),
            f"{1000 * wall / count(name):.1f}",
        ]


def previewed(name: str, folders: dict[Contestant, Path], edits: int) -> Iterator[list[str]]:
    """A row for each contestant: what an editor waits for after an edit."""
    measured = waits({one: folder for one, folder in folders.items() if one.preview}, record(name), edits)
    first = median(next(iter(measured.values())))
    for one, seconds in measured.items():
        yield [
            name,
            one.name,
            str(edits),
            f"{median(seconds):.2f}",
            f"{max(seconds):.2f}",
            f"{median(seconds) / first:.2f}",
        ]


def searched(name: str, folders: dict[Contestant, Path], count: int) -> Iterator[list[str]]:
    """A row: what a reader waits for who searches for terms of the glossary, in the site of the first contestant."""
    one, folder = next(iter(folders.items()))
    build(one, folder)
    terms = load(folder / "data").glossary.values()
    seconds = search.waits(folder / one.site, [term.label.root[LANGUAGE] for term in terms][:count])
    yield [name, str(len(seconds)), f"{seconds[0]:.2f}", f"{median(seconds[1:]):.2f}", f"{max(seconds[1:]):.2f}"]


def build(one: Contestant, folder: Path) -> Cost:
    """One build."""
    return run(one.command, folder, project.environment())


def record(name: str) -> str:
    """The record that is edited."""
    return "areas/evidence" if name == "real" else "areas/area-0"


def megabytes(count: int) -> str:
    """A number of bytes in megabytes."""
    return f"{count / 1e6:.1f}"


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
