"""The data and the sites that the tests look at, each loaded or built once per run."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chromium
import project
import pytest
from dossier.reading.load import load
from dossier.records.model import Dossier
from published import Published
from shared import once
from xdist.scheduler import LoadGroupScheduling

if TYPE_CHECKING:  # most runs need no browser
    from playwright.sync_api import Browser

BUILT = {"site", "lakes", "hosted", "offline", "sites"}
"""The fixtures for which a site is built."""
REAL = {"dossier", "site", "hosted", "offline"}
"""The fixtures that are made of the real data."""

os.environ["LC_ALL"] = "C.UTF-8"  # messages in English, whatever language the developer has set

TOGETHER = re.compile(r"test_(?:hosting|offline|words)\.py|round-\d+-with-\d+")
"""Tests that share a site; equal matches run in one process."""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Return the scheduler of ``--dist loadgroup``, which hands out tests one by one, but groups to one process.

    The groups of xdist itself (``xdist_group``) have no effect since pytest 9.2, which names tests another way.
    """
    if config.getoption("dist") != "loadgroup":
        return None
    scheduler = LoadGroupScheduling(config, log)
    scheduler._split_scope = lambda name: (TOGETHER.search(name) or [name])[0]
    return scheduler


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return the number of processes that pass the tests: twice that of the cores, as half of the time they wait."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that look at a built site or at the real data, so that runs can choose; begin with the longest."""
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)
    for item in items:
        if isinstance(item, pytest.Function):
            given = item.callspec.params.values() if hasattr(item, "callspec") else ()  # may name fixtures too
            named = [name for value in given for name in (value if isinstance(value, tuple) else [value])]
            for mark, fixtures in {"built": BUILT, "real": REAL}.items():
                if any(name in item.fixturenames or name in named for name in fixtures):
                    item.add_marker(mark)


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """The real data, checked."""
    return load(project.ROOT / "data")


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """The data of the made-up agreement, checked."""
    return load(project.lakes_data(tmp_path_factory.mktemp("lakes")))


@pytest.fixture
def data(tidy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data that a test file calls ``tidy``, in the folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return Path(shutil.copytree(tidy, tmp_path / "data"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The real site, built strictly at a made-up address, with edit buttons."""
    return built("real", project.real, tmp_path_factory)


@pytest.fixture(scope="session")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site of the made-up agreement."""
    return built("made-up", project.lakes, tmp_path_factory)


@pytest.fixture(params=[("site", "dossier"), ("lakes", "made_up")], ids=["real", "made-up"])
def both(request: pytest.FixtureRequest) -> tuple[Published, Dossier]:
    """The real site with its data, then the made-up one."""
    published, dossier = map(request.getfixturevalue, request.param)
    return published, dossier


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The real site, built to be read from a folder."""
    return built("offline", project.real, tmp_path_factory, OFFLINE="1")


def built(name: str, copy: Callable[[Path], Path], temporary: pytest.TempPathFactory, **settings: str) -> Published:
    """The site of a copy of a project, built by the first process of the run that needs it, for all of them."""

    def build(folder: Path) -> None:
        run = project.build(copy(folder), "--strict", **Published.settings, **settings)
        assert run.returncode == 0, run.stderr
        (folder / "log.txt").write_text(run.stderr, "utf-8")

    folder = once(name, build, temporary)
    return Published(folder / "site", (folder / "log.txt").read_text("utf-8"))


@pytest.fixture
def lakes_project(tmp_path: Path, lakes: Published) -> Path:
    """A copy of the made-up project, with its site as last built, to be changed."""
    folder = project.lakes(tmp_path)
    shutil.copytree(lakes.folder, folder / "site")
    return folder


@pytest.fixture(scope="session")
def served(site: Published) -> Iterator[str]:
    """The address at which the real site is served: below a folder, as many hosts do."""
    with site.served() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The system's Chromium, without a window."""
    if not chromium.program():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set, but there is no Chromium on this machine")
        pytest.skip("there is no Chromium on this machine")
    with chromium.launched() as started:
        yield started
