"""An agreement of which the sources say next to nothing: whatever may be absent is, and all is written without it."""

import json
import re
from typing import Any

import project
import pytest
import yaml
from citing import read_back
from dossier.reading.load import load
from dossier.reading.nodes import parse
from dossier.settings import Settings
from dossier.site.files import files
from dossier.site.pages import Site, sites
from lxml.html import fragment_fromstring
from published import text_of

VALUES = {"text", "date", "until", "city", "country", "others", "why"}
"""The fields that make a statement; without them, it says why it has nothing to say."""


def silent(part: Any) -> Any:
    """The same data in which no statement has a value."""
    if isinstance(part, list):
        return [silent(value) for value in part]
    if not isinstance(part, dict):
        return part
    said = {key: silent(value) for key, value in part.items()}
    if "sources" not in part or not VALUES & part.keys() or "threshold" in part:
        return said
    return {**{key: value for key, value in said.items() if key not in VALUES}, "absent": "not-stated"}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """The made-up site without a value that may be missing, and without a place of any State on the map."""
    data = project.lakes_data(tmp_path_factory.mktemp("absent"))
    states = data / "states.yml"
    states.write_text(re.sub("    tile: .*\n", "", states.read_text("utf-8")), "utf-8")
    for file in data.rglob("*.yml"):
        if file.stem not in ("interface", "methods", "changes", "events", "states"):
            record = parse(file, file.name)[0].plain()
            file.write_text(yaml.safe_dump(silent(record), allow_unicode=True, sort_keys=False), "utf-8")
    return sites(load(data), Settings())


def test_every_page_says_what_is_not_stated_and_nothing_is_empty(editions: dict[str, Site]) -> None:
    for language, site in editions.items():
        pages = {page.address: fragment_fromstring(page.content.html, create_parent="div") for page in site.pages}
        for address, page in pages.items():
            assert not re.search(r"\bNone\b", page.text_content()), address
        (link,) = pages["agreement/"].cssselect(".unknown #signed a")
        assert text_of(link) == site.edition.word("signed"), language
        assert site.edition.word("absent-not-stated") in text_of(pages["parties/lake-tribunal/"])
        assert not pages["region/"].cssselect(".tile-map")
        assert pages["timeline/"].cssselect(".time-line .decade") and not pages["timeline/"].cssselect(".signed")


def test_every_other_file_is_made_without_values(editions: dict[str, Site]) -> None:
    written = {address: make() for address, make in files(editions)}
    assert all(written.values())
    nodes = json.loads(written["data/dossier.jsonld"])["@graph"]
    (treaty,) = [node for node in nodes if str(node.get("@id")).endswith("agreement/#this")]
    assert not treaty.keys() & {"eli:title", "legislationType", "legislationDate", "locationCreated"}
    (agreement,) = read_back("bib", str(written["cite/agreement.bib"]).encode())
    assert (agreement.title, agreement.date) == ("[Pact on the Care of Lakes]", "")
