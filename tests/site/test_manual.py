"""The editors' manual: in every language a page for each kind of record, with its fields, their meaning, an example."""

import re
from pathlib import Path

import project
import pytest
import yaml
from dossier.__main__ import COMMANDS
from dossier.exports import downloads, tables
from dossier.reading.load import load
from dossier.reading.problems import DataError, report
from dossier.records import fields
from dossier.records.collections import COLLECTIONS, MAPS, SINGLE, STORAGE
from dossier.records.fields import fields_of, key
from dossier.records.model import Dossier
from dossier.records.values import Identifier, LanguageCode
from dossier.records.yaml_tables import yaml_table
from published import LANGUAGES, Published, first, text_of

PAGES = [*COLLECTIONS, "statements"]


def test_every_field_is_explained_in_every_language(dossier: Dossier) -> None:
    found = fields.parts([downloads.Download, *COLLECTIONS.values()])
    keys = {
        key(part.name, name) for part in (*found[0], *found[1]) for name in ("", *(field.name for field in part.fields))
    }
    explained = dossier.interface.fields
    assert {str(name) for name in explained} == keys
    assert {str(name): set(text.root) for name, text in explained.items() if set(text.root) != {"es", "fr", "pt"}} == {}


def test_every_field_has_a_meaning_and_no_other() -> None:
    found, _ = fields.parts([downloads.Download, tables.StateLabel, tables.StatementRow, *COLLECTIONS.values()])
    assert yaml_table(fields.MEANINGS).keys() == {key(part.name, field.name) for part in found for field in part.fields}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_page_of_a_kind_of_record(collection: str, language: str, site: Published, dossier: Dossier) -> None:
    address = f"{LANGUAGES[language]}editing/{collection}/"
    for field in fields_of(COLLECTIONS[collection]):
        row = site.one(address, f"#fields-{key('', field.name)}")
        assert text_of(row.cssselect("dt code")[0]) == field.name
        meaning = first(row, "dd")
        assert meaning is not None
        translated = dossier.interface.fields[Identifier(key(field.part, field.name))].root
        wanted = field.description if language == "en" else translated[LanguageCode(language)]
        assert text_of(meaning).replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'").startswith(str(wanted))
        assert row.cssselect(".kind a, .kind code")
        for example in row.cssselect("pre code"):
            assert list(yaml.load(example.text_content().removesuffix("\n…"), yaml.CBaseLoader)) == [field.name]


def test_examples_are_from_the_data(site: Published, dossier: Dossier) -> None:
    example = site.text("fr/editing/instruments/", "#fields-kind pre")
    assert example == f"kind: {next(iter(dossier.instruments.values())).kind}"
    shown = [row for page in COLLECTIONS for row in site.pages[f"editing/{page}/"].cssselect("dl.statements > div")]
    without = [row.get("id") for row in shown if not row.cssselect("pre")]
    assert len(without) < len(shown) / 10, without


@pytest.mark.parametrize("language", LANGUAGES)
def test_manual_is_reached_from_how_to_edit(language: str, site: Published) -> None:
    start = f"{LANGUAGES[language]}editing/"
    pages = {f"{start}{page}/" for page in PAGES}
    assert pages <= {target for target, _ in site.links(start)}
    for page in pages:
        assert start in {target for target, _ in site.links(page)}


def test_what_a_field_holds_is_explained_where_its_link_leads(site: Published) -> None:
    assert ("editing/statements/", "citation") in set(site.links("editing/glossary/"))
    assert ("editing/areas/", "fields") in set(site.links("editing/agreement/"))
    assert ("editing/areas/", "within-provisions") in set(site.links("editing/areas/"))


def test_command_for_a_new_record_is_named(site: Published) -> None:
    for collection in COLLECTIONS:
        text = site.text(f"editing/{collection}/")
        begun = STORAGE[collection].singular if collection not in SINGLE else ""
        assert f"python -m dossier new {begun}" in text if begun else "python -m dossier new" not in text
        assert begun or collection not in MAPS


def test_manual_of_the_made_up_agreement_has_its_own_examples(lakes: Published) -> None:
    assert lakes.text("editing/parties/", "#fields-seat pre").startswith("seat: city: {en: Oslo}")


@pytest.mark.real
@pytest.mark.parametrize("language", LANGUAGES)
def test_hand_written_pages_name_every_command_and_a_real_message(language: str, tmp_path: Path) -> None:
    text = (project.ROOT / "docs" / ("" if language == "en" else language) / "editing.md").read_text("utf-8")
    named = {command for command in COMMANDS if f"python -m dossier {command}" in text}
    assert named == COMMANDS.keys()
    data = project.real(tmp_path) / "data"
    party = data / "parties" / "ilanud.yml"
    party.write_text(party.read_text("utf-8").replace("country: CR", "country: Costa Rica"), "utf-8")
    with pytest.raises(DataError) as raised:
        load(data)
    assert unnumbered(f"```text\n{report(raised.value.problems, language)}\n```") in unnumbered(text), (
        "but for the line"
    )


@pytest.mark.real
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_hand_written_pages_are_right_where_the_page_says(language: str, tmp_path: Path) -> None:
    guide = (project.ROOT / "docs" / ("" if language == "en" else language) / "editing.md").read_text("utf-8")
    examples = re.findall(r"^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    data = project.real(tmp_path) / "data"
    changes, party, source = data / "changes.yml", data / "parties" / "ilanud.yml", data / "sources" / "new.yml"
    newest = max(re.findall(r"^  date: (\S+)", changes.read_text("utf-8"), re.MULTILINE))
    for example in examples:
        if example.startswith("facts:"):
            party.write_text(party.read_text("utf-8").replace("facts:\n", example, 1), "utf-8")
        elif "  why:" in example:
            dated = re.sub(r"date: \S+", f"date: {newest}", example)
            changes.write_text(f"{dated}{changes.read_text('utf-8')}", "utf-8")
        elif example.startswith("type:"):
            filled_in = re.sub(r"^(title|publisher): .*", r"\1: Lake News", example, flags=re.MULTILINE)
            source.write_text(re.sub(r"^summary: .*", "summary: {en: News.}", filled_in, flags=re.MULTILINE), "utf-8")
    dossier = load(data)
    assert "library" in dossier.parties[Identifier("ilanud")].facts and "new" in dossier.sources
    assert next(iter(dossier.changes)) == "seat-corrected"


def unnumbered(text: str) -> str:
    """A text without the numbers of lines in its messages, which change with the data."""
    return re.sub(r"(?<=\.yml:)\d+|^ *\d+(?= \|)", "N", text, flags=re.MULTILINE)
