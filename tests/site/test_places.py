"""A site is put in its place whole, wherever that is, and nothing of anybody else's is ever deleted."""

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import project
import pytest
from adapter.filling import stays
from adapter.publishing import MARKER
from shared import once
from variants import later

pytestmark = pytest.mark.built
KILLS = int(os.environ.get("KILLS", "5"))
"""The number of moments at which a build is ended, in each kind of place; the environment can ask for more."""
PAIRS = int(os.environ.get("PAIRS", "3"))
"""The number of times two builds are started one after the other."""
MOMENT = 0.2
"""Seconds that it takes at most to put a site in its place, in which half of the kills are tried."""
OWN = {".git": "ours", ".nojekyll": "", "CNAME": "pact.example", "parties/.htaccess": "deny"}
"""The files that owners and hosts put into the folder of a site."""


@dataclass
class Place:
    """A place where the site of a project is kept, with the way to start a build there."""

    folder: Path
    """The project."""
    site: Path
    """The folder in which the test sees its files."""
    start: list[str] = field(default_factory=list)
    """The words before the command that builds."""
    own: dict[str, str] = field(default_factory=dict)
    """The files in the site that no build made, and every build must keep."""

    def command(self, *arguments: str) -> list[str]:
        """The command line that builds."""
        return [*self.start, *project.command("build", "--strict", *arguments)]

    def build(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Build, and wait for the end."""
        return project.build(self.folder, "--strict", *arguments, start=self.start, **settings)

    def files(self) -> dict[str, str]:
        """Every file that a build made, with a hash of its bytes."""
        return {name: code for name, code in project.digest(self.site).items() if not any(map(stays, parts(name)))}

    def assert_nothing_lost_or_left(self) -> None:
        """Assert that what is not the build's is as it was, and that there is nothing else."""
        for name, text in self.own.items():
            assert (self.site / name).read_text("utf-8") == text
        kept = {name for name in project.digest(self.site) if any(map(stays, parts(name)))}
        assert kept == {*self.own, MARKER}
        assert project.beside(self.folder) == ["site"]


def parts(name: str) -> list[str]:
    """The folders and the file in a path."""
    return name.split("/")


def ordinary(folder: Path) -> Place:
    """A folder in the project."""
    return Place(folder, folder / "site")


def linked(folder: Path) -> Place:
    """A link to a folder elsewhere, from which a host serves."""
    target = folder.parent / "www"
    target.mkdir()
    (folder / "site").symlink_to(target)
    return Place(folder, target)


def mounted(folder: Path) -> Place:
    """A folder at which something is mounted, seen by the build alone."""
    store = folder.parent / "store"
    for made in (store, folder / "site"):
        made.mkdir()
    start = [
        "unshare",
        "-m" if os.geteuid() == 0 else "-rm",
        "sh",
        "-c",
        'mount --bind "$0" site && exec "$@"',
        str(store),
    ]
    if subprocess.run([*start, "true"], cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted on this machine")
    return Place(folder, store, start)


def confined(folder: Path) -> Place:
    """A folder in a project in which nothing can be written."""
    (folder / "site").mkdir()
    folder.chmod(0o555)
    start = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []  # root may write anywhere
    if subprocess.run([*start, "touch", "x"], cwd=folder, capture_output=True, check=False).returncode == 0:
        pytest.skip("a folder cannot be made read-only for this user")
    return Place(folder, folder / "site", start)


def worktree(folder: Path) -> Place:
    """A folder with things of its owner and of its host in it."""
    for name, text in OWN.items():
        (folder / "site" / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / "site" / name).write_text(text, "utf-8")
    return Place(folder, folder / "site", own=OWN)


PLACES = later([ordinary, linked, mounted, confined, worktree])


@pytest.fixture(params=PLACES, ids=lambda make: make.__name__)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A project with an empty site in each kind of place."""
    (tmp_path / "project").mkdir()
    made = request.param(project.lakes(tmp_path / "project"))
    yield made
    made.folder.chmod(0o755)


@dataclass
class Versions:
    """The sites of the two versions of the data that ``edit`` writes, which are the same wherever they are built."""

    folders: tuple[Path, Path]
    length: float
    """The seconds that a build took."""

    @property
    def files(self) -> list[dict[str, str]]:
        """Every file of the one, then of the other, with a hash of its bytes."""
        return [Place(folder.parent, folder).files() for folder in self.folders]

    def put(self, number: int, place: Place) -> None:
        """Fill a place with one of them, as if it had been built there."""
        shutil.copytree(self.folders[number], place.site, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """The two versions, built once for all processes of the run: first the invented one."""
    made = tuple(once(f"version-{number}", partial(version, not number), tmp_path_factory) for number in range(2))
    return Versions((made[0] / "site", made[1] / "site"), json.loads((made[1] / "length.json").read_text("utf-8")))


def version(invented: bool, folder: Path) -> None:
    """Build a version of the made-up project in ``folder``, and note how many seconds that took."""
    edit(project.lakes(folder), invented)
    start = time.monotonic()
    run = project.build(folder, "--strict")
    assert run.returncode == 0, run.stderr
    (folder / "length.json").write_text(json.dumps(time.monotonic() - start), "utf-8")


def edit(folder: Path, invented: bool) -> None:
    """Write the one or the other version of the data: a word differs, and a record, so that a page comes and goes.

    A file comes whole, as careful editors save it: a build that runs meanwhile never reads the half of one.
    """
    text = (project.LAKES / "data" / "parties" / "lake-tribunal.yml").read_text("utf-8")
    new = text.replace("a made-up body", "an invented body") if invented else text
    frogs = folder / "data" / "areas" / "frogs.yml"
    save(folder / "data" / "parties" / "lake-tribunal.yml", new)
    if invented:
        save(frogs, (project.LAKES / "data" / "areas" / "fish.yml").read_text("utf-8"))
    else:
        frogs.unlink(missing_ok=True)


def save(path: Path, text: str) -> None:
    """Put a file in its place whole, from beside the project, where no build looks."""
    project_folder = path.parents[2]
    whole = project_folder.with_name(f"{project_folder.name}-{path.name}")
    whole.write_text(text, "utf-8")
    whole.replace(path)


def test_old_site_gives_way_to_the_new_one_and_nothing_else_does(place: Place) -> None:
    edit(place.folder, invented=True)
    first = place.build()
    assert first.returncode == 0, first.stderr
    assert (place.site / "areas" / "frogs" / "index.html").exists()
    (place.site / "stale.html").write_text("old", "utf-8")
    (place.site / "away").symlink_to(place.folder / "docs")
    edit(place.folder, invented=False)
    second = place.build()
    assert second.returncode == 0, second.stderr
    assert not (place.site / "areas" / "frogs").exists()
    assert not {"stale.html", "away"} & {path.name for path in place.site.iterdir()}
    assert (place.folder / "docs" / "about.md").exists()
    place.assert_nothing_lost_or_left()


@pytest.mark.slow
def test_a_failed_build_changes_nothing(place: Place, versions: Versions) -> None:
    versions.put(1, place)
    before = project.digest(place.site)
    (place.folder / "data" / "agreement.yml").write_text("[", "utf-8")
    assert place.build().returncode == 1
    assert project.digest(place.site) == before
    place.assert_nothing_lost_or_left()


@pytest.mark.slow
@pytest.mark.longest
def test_killed_at_any_moment_every_page_is_the_old_or_the_new_one(place: Place, versions: Versions) -> None:
    chance, both = random.Random(1), versions.files
    assert both[0] != both[1]
    versions.put(1, place)
    invented = True
    for number in range(KILLS):
        edit(place.folder, invented)
        with subprocess.Popen(
            place.command(), cwd=place.folder, env=project.environment(), stderr=subprocess.PIPE, text=True
        ) as build:
            assert build.stderr
            if number % 2:
                time.sleep(chance.uniform(0, versions.length))
            else:  # while the site is put in its place
                _ = next((line for line in build.stderr if "Documentation built" in line), "")
                time.sleep(chance.uniform(0, MOMENT))
            build.kill()
        found = place.files()
        if place.site == place.folder / "site" and not place.own and not place.start:
            assert found in both
        assert all(code in {version.get(name) for version in both} for name, code in found.items())
        assert both[0].keys() & both[1].keys() <= found.keys()
        invented = found != both[0]
    edit(place.folder, invented=False)
    assert place.build().returncode == 0
    assert place.files() == both[1]
    place.assert_nothing_lost_or_left()


@pytest.mark.slow
def test_two_builds_at_once_wait_for_each_other(place: Place, versions: Versions) -> None:
    begin_two(place, versions, 0.5)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(PAIRS))
def test_two_builds_one_after_the_other_leave_a_whole_site(number: int, versions: Versions, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    begin_two(ordinary(project.lakes(tmp_path / "project")), versions, 0.2 + 5.8 * number / max(1, PAIRS - 1))


def begin_two(place: Place, versions: Versions, pause: float) -> None:
    """Start a build, change the data and start another: both succeed, and the site is that of the later one."""
    versions.put(0, place)
    edit(place.folder, invented=False)
    with subprocess.Popen(place.command("-q"), cwd=place.folder, env=project.environment()) as first:
        time.sleep(pause)
        edit(place.folder, invented=True)
        second = place.build()
        assert second.returncode == 0, second.stderr
        assert first.wait(60) == 0
    assert place.files() == versions.files[0]
    place.assert_nothing_lost_or_left()


Foreign = Callable[[Path], object]


def holding(folder: Path) -> Path:
    """A folder with somebody's letter in it."""
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear reader", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("make", "argument", "message"),
    later(
        [
            (lambda folder: holding(folder / "site"), "site", "must be empty or made by an earlier build"),
            (lambda folder: (folder / "site").symlink_to(holding(folder / "mine")), "site", "must be empty or made by"),
            (lambda folder: (folder / "site").symlink_to("nowhere"), "site", "must be a folder"),
            (lambda folder: (folder / "site").symlink_to("site"), "site", "must be a folder"),
            (lambda folder: (folder / "site").write_text("x", "utf-8"), "site", "must be a folder"),
            (lambda folder: os.mkfifo(folder / "site"), "site", "must be a folder"),
            (lambda folder: (folder / "site").symlink_to("data"), "site", "which a build reads"),
            (lambda folder: None, "data", "which a build reads"),
            (lambda folder: None, "data/new", "which a build reads"),
            (lambda folder: None, "docs", "docs_dir"),
            (lambda folder: None, "docs/assets/new", "docs_dir"),
            (lambda folder: None, "hooks/dossier", "which a build reads"),
            (lambda folder: None, ".", "docs_dir"),
            (lambda folder: None, "..", "docs_dir"),
            (lambda folder: (folder.parent / "up").symlink_to(folder), "../up", "which a build reads"),
        ],
        first=3,
    ),
)
def test_a_place_in_which_something_would_be_lost_is_refused(
    make: Foreign, argument: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "project").mkdir()
    folder = project.lakes(tmp_path / "project")
    make(folder)
    before = project.digest(tmp_path)
    run = project.build(folder, "--site-dir", argument)
    assert run.returncode == 1
    assert message in run.stderr and "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1 or "docs_dir" in message
    compiled = {name for name in project.digest(tmp_path) if "__pycache__" in name}
    assert {name: code for name, code in project.digest(tmp_path).items() if name not in compiled} == {
        name: code for name, code in before.items() if name not in compiled
    }


def test_links_where_a_build_works_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    folder, mine = project.lakes(tmp_path / "project"), holding(tmp_path / "mine")
    for name in ("site.new", "site.old", ".site.before", ".site.lock", ".site.building-01234567"):
        (folder / name).symlink_to(mine)
    (folder / ".site.building-89abcdef").mkdir()
    (folder / ".site.building-89abcdef" / "letter.txt").write_text("not a build's", "utf-8")
    assert project.build(folder, "--strict").returncode in (0, 1)
    assert (mine / "letter.txt").read_text("utf-8") == "Dear reader"
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]
    assert (folder / ".site.building-89abcdef" / "letter.txt").exists()
