"""The list of pages and data files for assistants: all its links lead to HTML pages and JSON files of the site."""

import json
import re

import pytest
from dossier.exports.downloads import MODELS
from dossier.records.collections import FOLDERS
from dossier.records.model import Dossier
from dossier.settings import Settings
from dossier.site.llms import LLMS, as_markdown, llms
from dossier.site.pages import sites
from markdown_it import MarkdownIt
from published import LANGUAGES, Published

LINK = re.compile(r"^- \[(.+?)\]\(([^)]+)\)(?:: (.+))?$")


def links(text: str) -> dict[str, list[tuple[str, str]]]:
    """The title and address of each link, by the heading of its section; every line there is a link."""
    sections = [part.splitlines() for part in text.split("\n## ")[1:]]
    found = {}
    for heading, *lines in sections:
        matches = [LINK.match(line) for line in lines if line]
        assert matches and all(matches), heading
        found[heading] = [(match[1], match[2]) for match in matches if match]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_or_a_json_file(language: str, site: Published) -> None:
    prefix = LANGUAGES[language]
    *pages, data, languages = links((site.folder / prefix / LLMS).read_text("utf-8")).values()
    for _, address in (link for section in pages for link in section):
        place = address.removeprefix(Published.address)
        assert place.startswith(prefix) and site.pages[place].get("lang") == language, address
    for name, address in data:
        assert address == f"{Published.address}data/{name}"
        assert json.loads((site.folder / "data" / name).read_text("utf-8"))
    others = [Published.address + other + LLMS for code, other in LANGUAGES.items() if code != language]
    assert [address for _, address in languages] == others


def test_list_names_every_record_but_sources_and_every_json_file(site: Published, dossier: Dossier) -> None:
    found = links((site.folder / LLMS).read_text("utf-8"))
    listed = [address.removeprefix(Published.address) for section in found.values() for _, address in section]
    assert len(listed) == len(set(listed))
    for collection in FOLDERS:
        records = {f"{collection}/{key}/" for key in getattr(dossier, collection)}
        assert records & set(listed) == (set() if collection == "sources" else records)
    assert {"", "agreement/", "timeline/", "data/", "dossier/"} <= set(listed)
    (names,) = ([name for name, _ in linked] for heading, linked in found.items() if heading.endswith(" (JSON)"))
    assert names == ["dossier.json", "dossier.jsonld", "datapackage.json", *(f"{name}.json" for name in MODELS)]
    assert not [address for address in listed if address.endswith((".md", ".csv", ".zip"))]


def test_list_begins_with_what_the_site_is_about(made_up: Dossier) -> None:
    editions = sites(made_up, Settings())
    text = llms(editions["en"], editions.values())
    assert text.startswith("# Pact on the Care of Lakes\n\n> ") and text.endswith(f"- [Português](pt/{LLMS})\n")
    assert "29 February 2020" in text.replace("\u00a0", " ").split("\n\n")[2]
    assert "](agreement/)" in text and "](data/dossier.json)" in text, "relative while no address is known"
    assert "](es/agreement/)" in llms(editions["es"], editions.values())


@pytest.mark.parametrize("text", ["[x](y) *z* `a` c_d_e \\", "<b>1</b> <!-- -->", "# 1", "&copy; & &#35;", "![i](j)"])
def test_a_text_means_nothing_to_markdown(text: str) -> None:
    block = MarkdownIt("commonmark").parse(f"- [{as_markdown(text)}](k): {as_markdown(text)}")[3]
    assert "".join(token.content for token in block.children or ()) == f"{text}: {text}"
    assert [token.type for token in block.children or () if token.type != "text"] == ["link_open", "link_close"]
