"""All files of a site are made whatever is around: folders that go, assets and records with the names of others."""

from collections import Counter
from pathlib import Path

import project
import pytest
import yaml
from dossier.addresses import SHOWN
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.records.collections import MAPS
from dossier.records.values import Identifier
from dossier.settings import Settings
from dossier.site.files import whole_site
from dossier.site.pages import sites
from lxml.html import fromstring


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
    for page in site.pages:
        assert page.html


@pytest.mark.parametrize("name", MAPS)
def test_no_record_takes_the_place_of_a_part_of_its_page(name: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    file = data / f"{name}.yml"
    records = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)

    def parts() -> Counter[str]:
        found = {page.address: page.html for page in sites(load(data))["en"].pages}
        return Counter(map(str, fromstring(found[SHOWN[name,]]).xpath("//@id")))

    (first, *_), own = records.values(), [part for part in parts() if Identifier.fits(part) and part not in records]
    accepted = []
    for part in own:
        file.write_text(
            "".join(f"{key}: {line(record)}\n" for key, record in {**records, part: first}.items()), "utf-8"
        )
        try:
            load(data)
        except DataError as error:
            assert [problem.message for problem in error.problems] == [
                f"{part} must have another identifier; pages have a part '{part}' of their own"
            ]
        else:
            accepted.append(part)
    assert not accepted


def line(record: object) -> str:
    """A record as YAML in one line."""
    return str(yaml.safe_dump(record, default_flow_style=True, width=100_000, allow_unicode=True)).strip()
