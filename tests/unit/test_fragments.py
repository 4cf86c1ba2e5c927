"""Every link to a statement leads to it and to nothing else, whatever its identifier."""

from pathlib import Path

import project
import pytest
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.site.pages import Site, sites
from lxml.html import HtmlElement, fromstring


def renamed(folder: Path, file: str, old: str, new: str) -> Path:
    """Return a copy of the made-up data in which something in a file has another identifier."""
    data = project.lakes_data(folder)
    text = (data / file).read_text("utf-8")
    assert text.count(f"{old}:") == 1
    (data / file).write_text(text.replace(f"{old}:", f"{new}:"), "utf-8")
    return data


def page(site: Site, address: str) -> HtmlElement:
    """Return a page of a site."""
    return fromstring(next(page.html for page in site.pages if page.address == address))


@pytest.mark.parametrize(
    ("file", "old", "new", "address"),
    [
        ("agreement.yml", "clean-water", "content", "agreement/"),
        ("agreement.yml", "clean-water", "related", "agreement/"),
        ("agreement.yml", "money", "agreement", "not-stated/"),
    ],
)
def test_a_part_of_the_page_gives_way_to_a_statement(
    file: str, old: str, new: str, address: str, tmp_path: Path
) -> None:
    data = renamed(tmp_path, file, old, new)
    found = page(sites(load(data), data=data)["en"], address)
    (statement,) = found.xpath(f"//*[@id='{new}']")
    assert "statement" in statement.getparent().get("class", "") + statement.get("class", "")
    names = found.xpath("//@id")
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("name", "told"), [("status", "facts"), ("in-force", "facts"), ("clean-water", "objectives")])
def test_two_statements_at_one_address_are_told(name: str, told: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    text = (data / "agreement.yml").read_text("utf-8")
    fact = f"facts:\n  {name}: {{label: {{en: Fact}}, text: {{en: A fact.}}, sources: [pact-text]}}\n"
    (data / "agreement.yml").write_text(text + fact, "utf-8")
    with pytest.raises(DataError) as error:
        sites(load(data), data=data)
    (problem,) = error.value.problems
    assert problem.file == "data/agreement.yml"
    wanted = f"must have another identifier; pages have a part '{name}' of their own"
    assert problem.message == f"{told}.{name} {wanted}"
