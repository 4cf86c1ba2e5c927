"""All files of a site are made whatever is around: folders that go, assets and records with the names of others."""

import re
from collections import Counter
from pathlib import Path

import project
import pytest
import yaml
from dossier.addresses import SHOWN, place
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.records.collections import MAPS
from dossier.records.values import Identifier
from dossier.settings import Settings
from dossier.site.files import whole_site
from dossier.site.pages import sites
from lxml.html import fromstring
from variants import later


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


@pytest.mark.parametrize("name", later(MAPS, first=2))
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


RECORDS = {
    "agreement": ("agreement.yml", "parties:"),
    "form": ("agreement.yml", "    reported:"),
    "area": ("areas/fish.yml", "reported:"),
    "region": ("states.yml", "treaty:"),
    "party": ("parties/reed-institute.yml", "summary:"),
    "signatory": ("signatories/vera-holm.yml", "summary:"),
    "instrument": ("instruments/lake-charter.yml", "summary:"),
}
"""A record of each kind that may have facts: its file in the made-up data, and a field before which they can stand."""


def test_every_statement_stands_at_its_address_and_facts_under_their_headings(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    for name, (file, before) in RECORDS.items():
        size = f"{{label: {{en: Size of {name}}}, text: {{en: Nine metres.}}, sources: [pact-text]}}"
        facts = f"facts: {{{name}-depth: {size}, {name}-width: {size}}}"
        text, indent = (data / file).read_text("utf-8"), " " * (len(before) - len(before.lstrip()))
        added = f"{indent}{facts}\n{indent}groups: {{history: [{name}-width]}}\n"
        (data / file).write_text(text.replace(before, added + before, 1), "utf-8")
    site = sites(load(data))["en"]
    pages = {page.address: fromstring(page.html) for page in site.pages}
    for entry in site.relations.entries:
        address, fragment = place(entry.path)
        assert not fragment or pages[address].xpath("//@id").count(fragment) == 1, entry.path
        if fragment.endswith(("-width", "-depth")):
            above = pages[address].xpath(f"//*[@id='{fragment}']/preceding::*[self::h2 or self::h3]")
            assert above[-1].text == ("Group-history" if fragment.endswith("-width") else "Notes"), entry.path


def test_an_article_may_have_a_number_of_two_words(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    for path in (data / "instruments" / "lake-charter.yml", *(data / "areas").iterdir()):
        path.write_text(re.sub(r"\b7(?=: |, points)", "7 bis", path.read_text("utf-8")), "utf-8")
    site = sites(load(data))["en"]
    pages = {page.address: fromstring(page.html) for page in site.pages}
    (link,) = pages["areas/fish/"].xpath("//dt/a[contains(., '7 bis')]/@href")
    assert link == "../../instruments/lake-charter/#article-7-bis"
    assert pages["instruments/lake-charter/"].xpath("//@id").count("article-7-bis") == 1


def line(record: object) -> str:
    """A record as YAML in one line."""
    return str(yaml.safe_dump(record, default_flow_style=True, width=100_000, allow_unicode=True)).strip()
