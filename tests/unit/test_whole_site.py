"""All files of a site are made whatever is around: a folder that is gone, assets with the names of pages."""

from __future__ import annotations

from pathlib import Path

import project
import pytest
from dossier.addresses import Settings
from dossier.reading.load import load
from dossier.site.files import whole_site
from dossier.site.pages import sites


def test_no_asset_takes_the_place_of_a_page_or_a_download(tmp_path: Path) -> None:
    for name in ("docs/index.html", "docs/parties/index.html", "docs/data/dossier.json", "docs/assets/own.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("own", "utf-8")
    files = dict(whole_site(sites(load(project.lakes_data(tmp_path)), Settings(docs=tmp_path / "docs"))))
    assert [name for name, make in files.items() if make() in ("own", b"own")] == ["assets/own.txt"]


def test_a_folder_in_which_a_program_runs_may_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = sites(load(project.lakes_data(tmp_path)), Settings(docs=tmp_path / "docs"))["es"]
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for page in site.pages():
        assert page.html
