"""Text that looks like markup, in every text field of a record, is shown as typed and does nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import project
import pytest
import yaml
from citing import read_back
from copies import PARSER, Copy, copied, squeezed
from lxml.html import fragment_fromstring
from published import Published

HOSTILE = ("</title></script><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='alert(3)' {{ 7*7 }} "
           "&amp; \ue000title\ue001")


def infect(part: Any) -> Any:
    """The same data with the hostile text after every English text."""
    if isinstance(part, dict):
        return {key: f"{value} {HOSTILE}" if key == "en" and isinstance(value, str) else infect(value)
                for key, value in part.items()}
    return [infect(value) for value in part] if isinstance(part, list) else part


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The made-up site, infected."""
    folder: Path = project.lakes(tmp_path_factory.mktemp("hostile"))
    for file in (folder / "data").rglob("*.yml"):
        if file.name != "interface.yml":
            data = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
            file.write_text(yaml.safe_dump(infect(data), allow_unicode=True, sort_keys=False), "utf-8")
    run = project.build(folder, "--strict")
    assert run.returncode == 0, run.stderr
    return Published(folder / "site", run.stderr)


def test_no_element_and_no_attribute_comes_from_data(hostile: Published, lakes: Published) -> None:
    for address, page in hostile.pages.items():
        assert not page.xpath("//img | //@onclick | //@onerror"), address
        assert page.xpath("//script[not(@src)]") == [] if address == "404.html" else hostile.linked(address)
        assert len(page.xpath("//head/title")) == len(page.xpath("//head")) == 1, address
        assert len(page.xpath("//script")) == len(lakes.pages[address].xpath("//script")), address


def test_text_is_shown_as_typed(hostile: Published) -> None:
    shown = " ".join(HOSTILE.split())
    for address in ("parties/reed-institute/", "areas/fish/", "agreement/", "glossary/", "es/parties/reed-institute/"):
        text = hostile.text(address).replace("’", "'")
        assert shown.split("\ue000")[0].strip() in text, address
    assert "<script>alert(1)</script>" in str(hostile.pages["parties/reed-institute/"].findtext(".//title"))
    assert "{{ 7*7 }}" in hostile.text("parties/reed-institute/", "h1")


def test_copies_show_it_as_typed_too(hostile: Published) -> None:
    for address in hostile.pages.keys() - {"404.html"}:
        copy = Copy((hostile.folder / address / "index.md").read_text("utf-8"))
        assert not copy.html, address
        assert copy.text == squeezed(copied(hostile.article(address)).text_content()), address
        assert "<" not in (hostile.folder / address / "index.md").read_text("utf-8").split("---\n")[1], address


def test_feed_and_list_show_it_as_typed_too(hostile: Published) -> None:
    entry = feedparser.parse((hostile.folder / "feed.xml").read_bytes(), sanitize_html=False).entries[0]
    assert entry.title.startswith("The definition of a lake is new. </title></script><script>alert(1)</script>")
    assert [element.tag for element in fragment_fromstring(entry.content[0].value, create_parent="div").iter()] \
        == ["div", "p", "p", "a", "a"]
    tokens = PARSER.parse((hostile.folder / "llms.txt").read_text("utf-8"))
    assert not [token for token in tokens for part in (token, *(token.children or ())) if part.type.startswith("html")]


def test_linked_data_has_the_text_as_typed(hostile: Published) -> None:
    for language in ("", "es/"):
        node = hostile.linked(f"{language}parties/reed-institute/")["mainEntity"]
        name = node["name"][0]["@value"] if language else node["name"]  # not translated, so marked as English
        assert name.replace("’", "'") == f"Reed Institute {HOSTILE}"
    dossier = json.loads((hostile.folder / "data" / "dossier.jsonld").read_text("utf-8"))
    assert json.dumps(dossier, ensure_ascii=False).count("alert(1)") > 50


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_files_for_citing_have_the_text_as_typed(ending: str, hostile: Published) -> None:
    (record,) = read_back(ending, (hostile.folder / "parties" / "reed-institute" / f"cite.{ending}").read_bytes())
    assert record.title.replace("’", "'") == f"Reed Institute {HOSTILE}"


@pytest.mark.browser
def test_nothing_runs_in_a_browser(hostile: Published, browser: Any) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    page.on("dialog", lambda dialog: dialog.dismiss())
    for address in ("", "parties/reed-institute/", "agreement/", "timeline/", "dossier/"):
        page.goto((hostile.folder / address / "index.html").as_uri())
    context.close()
    assert not ran
