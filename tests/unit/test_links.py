"""Links to parts of pages, in the data and in pages written by hand, lead somewhere."""

from pathlib import Path

import project
import pytest
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.site.handwritten import read_handwritten
from dossier.site.links import check_links
from dossier.site.pages import sites


def told(folder: Path) -> str:
    """Return the problems that are told of the links in a made-up project."""
    dossier = load(folder / "data")
    written = read_handwritten(folder / "docs", dossier.interface.languages)
    try:
        check_links(sites(dossier, written=written), folder / "data", folder / "docs")
    except DataError as error:
        return str(error)
    return ""


def test_links_lead_to_parts_of_pages_that_are_there(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    links = ("editing.md#no", "#no", "areas/ice/index.md#no", "areas/ice/index.md#references", "#about", "editing.md")
    written = "".join(f"[x]({link})\n" for link in (*links, "https://x.org/#no", "assets/icon.svg"))
    page = folder / "docs" / "about.md"
    page.write_text(page.read_text("utf-8") + f"\n{written}\n`[x](#no)`\n\n```\n[x](y.md)\n```\n", "utf-8")
    lines = told(folder).splitlines()
    begins = [f"docs/about.md:{line}:5: must link to a part that the page has, got '#no'" for line in (10, 11, 12)]
    assert [line.partition(";")[0] for line in lines] == begins


@pytest.mark.parametrize("name", ["index.html", "about/index.html", "areas/ice", "es", "search", "404.html"])
def test_no_file_takes_the_place_of_a_page_or_of_what_is_made(name: str, tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    file = folder / "docs" / name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text("mine", "utf-8")
    assert told(folder) == f"docs/{name}:1:1: must have another name; the site has a page or a file of this one"


@pytest.mark.parametrize("target", ["/etc/hosts", "../data/agreement.yml", "/about/", "abut.md"])
def test_a_link_of_a_page_leads_to_a_page_or_a_file_of_the_site(target: str, tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    page = folder / "docs" / "about.md"
    page.write_text(page.read_text("utf-8") + f"\n[x]({target})\n[y]\n\n[y]: {target}\n", "utf-8")
    begins = [f"docs/about.md:{place}: must link to a page or a file that exists" for place in ("10:5", "13:6")]
    assert [line.partition(",")[0] for line in told(folder).splitlines()] == begins


@pytest.mark.parametrize(("part", "meant"), [("references", ""), ("reference", "did you mean 'references'?")])
def test_a_link_of_a_text_leads_to_a_part_that_is_there(part: str, meant: str, tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    glossary = folder / "data" / "glossary.yml"
    text = glossary.read_text("utf-8")
    linked = text.replace("Standing water with a shore.", f'"[Ice](areas/ice#{part})."')
    assert linked != text
    glossary.write_text(linked, "utf-8")
    got = "data/glossary.yml:1:45: lake.text.en must link to a part that the page has, got '#reference'; "
    assert told(folder) == (meant and got + meant)


@pytest.mark.parametrize(
    ("part", "cure"),
    [("article-5", "add its title to articles in that record"), ("artcle-7", "did you mean 'article-7'?")],
)
def test_no_other_number_of_an_article_is_suggested(part: str, cure: str, tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    glossary = folder / "data" / "glossary.yml"
    linked = f'"[Charter](instruments/lake-charter#{part})."'
    text = glossary.read_text("utf-8")
    glossary.write_text(text.replace("Standing water with a shore.", linked), "utf-8")
    assert told(folder).endswith(f"got '#{part}'; {cure}")
