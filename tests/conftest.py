"""The data and the sites that the tests look at, each loaded or built once per run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import chromium
import project
import pytest
from dossier.reading.load import load
from dossier.records.model import Dossier
from playwright.sync_api import Browser
from published import Published


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that look at a built site, which the mutation run leaves out: another process builds it."""
    for item in items:
        if isinstance(item, pytest.Function):
            given = item.callspec.params.values() if hasattr(item, "callspec") else ()  # may name fixtures too
            names = [
                *item.fixturenames,
                *chain.from_iterable(value if isinstance(value, tuple) else [value] for value in given),
            ]
            if "site" in names or "lakes" in names:
                item.add_marker("built")


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """The real data, checked."""
    return load(project.ROOT / "data")


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """The data of the made-up agreement, checked."""
    return load(project.lakes_data(tmp_path_factory.mktemp("lakes")))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The real site, built strictly at a made-up address, with edit buttons."""
    return built(project.real(tmp_path_factory.mktemp("real")))


@pytest.fixture(scope="session")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site of the made-up agreement."""
    return built(project.lakes(tmp_path_factory.mktemp("lakes")))


def built(folder: Path) -> Published:
    """Build the project in ``folder`` and read what came out."""
    run = project.build(
        folder,
        "--strict",
        SITE_URL=Published.address,
        EDIT_URI=Published.edit,
        REPOSITORY_URL=Published.repository,
        CONTACT=Published.contact,
    )
    assert run.returncode == 0, run.stderr
    return Published(folder / "site", run.stderr)


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
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    if not chromium.program():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set, but there is no Chromium on this machine")
        pytest.skip("there is no Chromium on this machine")
    with chromium.launched() as started:
        yield started
