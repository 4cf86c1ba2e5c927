"""The downloads, read back by independent readers: valid, complete, equal to the records, safe, always the same."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from dossier.exports.downloads import MODELS, SCHEMA_VERSION, Downloads, readme
from dossier.exports.json_text import indented
from dossier.exports.tables import FORMULA, LIST_POINT, Table
from dossier.language.edition import Edition
from dossier.records.collections import walk
from dossier.records.fields import is_a, parts
from dossier.records.model import Agreement, Dossier, Record, Region, State, Term
from dossier.records.relations import Relations
from dossier.records.values import LanguageCode
from dossier.settings import Settings
from dossier.site.pages import sites
from frictionless import Package
from frictionless.resources import TableResource
from jsonschema import Draft202012Validator
from published import LANGUAGES, Published

SAID = ["$schema", "schema_version", "date", "licence", "address"]
"""The fields in which a JSON file describes itself."""
UNPUBLISHED = Settings()
OPERATORS = tuple("=+-@＝＋－＠")
"""Signs with which a formula begins."""


@pytest.fixture(scope="module")
def lakes_files(made_up: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The downloads of the made-up data alone, as they are made for its site; the pages have to be built."""
    folder = tmp_path_factory.mktemp("files")
    for name, content in made(made_up, Settings(Published.address)).files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Published(folder, "")


@pytest.fixture(params=[("site", "dossier"), ("lakes_files", "made_up")], ids=["real", "pageless"])
def files(request: pytest.FixtureRequest) -> tuple[Published, Dossier]:
    """The downloads of the real site with its data, then those of the made-up data."""
    published, dossier = map(request.getfixturevalue, request.param)
    return published, dossier


def folder(published: Published) -> Path:
    """Return the folder of a site with its downloads."""
    return published.folder / "data"


def document(published: Published, name: str) -> Any:
    """A JSON file as a program reads it."""
    return json.loads((folder(published) / name).read_text("utf-8"))


def rows(content: bytes) -> list[dict[str, str]]:
    """A table as Python's own reader sees it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def made(dossier: Dossier, settings: Settings = UNPUBLISHED) -> Downloads:
    """The downloads of a dossier."""
    editions = {name: Edition(dossier, name) for name in dossier.interface.languages}
    return Downloads(Relations(dossier), editions, settings)


def statements(part: Any) -> Iterator[Any]:
    """Every statement within a part of a JSON file: what has sources, but no value that other sources give."""
    if isinstance(part, dict):
        if "sources" in part and "others" in part:
            yield part
        for key, inner in part.items():
            if key != "others":
                yield from statements(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from statements(inner)


def test_a_site_has_these_downloads(lakes: Published, lakes_files: Published) -> None:
    written = {path.relative_to(lakes.folder) for path in downloaded(lakes)}
    assert written == {path.relative_to(lakes_files.folder) for path in downloaded(lakes_files)}
    assert all((lakes.folder / path).read_bytes() == (lakes_files.folder / path).read_bytes() for path in written)


# JSON


def downloaded(published: Published) -> list[Path]:
    """The downloads, without the files that say how to cite their pages."""
    return [
        path
        for path in folder(published).rglob("*")
        if path.suffix in (".json", ".jsonld", ".csv", ".zip") and path.stem != "cite"
    ]


def test_json_says_what_it_is_and_follows_its_schema(files: tuple[Published, Dossier]) -> None:
    published, dossier = files
    names = [f"{name}.json" for name in ("dossier", *MODELS)]
    for name in names:
        content = document(published, name)
        assert list(content)[:5] == SAID, name
        assert content["schema_version"] == SCHEMA_VERSION
        assert content["date"] == dossier.agreement.compiled
        assert content["licence"] == Edition(dossier, LanguageCode("en")).word("licence-not-stated")
        assert content["address"] == f"{Published.address}data/{name}"
        schema = document(published, content["$schema"])
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        assert not list(Draft202012Validator(schema).iter_errors(content)), name
        assert set(schema["properties"]) == set(content)
    assert {
        path.name for path in downloaded(published) if path.suffix == ".json" and path.parent == folder(published)
    } == {*names, "datapackage.json"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda agreement: agreement["signed"].pop("sources"), "'sources' is a required property"),
        (lambda agreement: agreement["signed"].update(sources=[]), "[] should be non-empty"),
        (lambda agreement: agreement["signed"].update(date="11 January 2024"), "'11 January 2024' does not match"),
        (lambda agreement: agreement["signed"].update(until=None), "None is not of type 'string'"),
        (lambda agreement: agreement.update(wether="fine"), "'wether' was unexpected"),
        (lambda agreement: agreement["name"].pop("en"), "'en' is a required property"),
        (lambda agreement: agreement["name"].update(English="x"), "'English' does not match"),
        (lambda agreement: agreement["forms"].update({"No Identifier": {}}), "'No Identifier' does not match"),
        (lambda agreement: agreement["title"].update(absent="unknown"), "'unknown' is not one of"),
    ],
)
def test_schema_refuses_what_is_wrong(change: Any, message: str, site: Published) -> None:
    content = document(site, "agreement.json")
    change(content["agreement"])
    errors = Draft202012Validator(document(site, "schema/agreement.json")).iter_errors(content)
    assert any(message in error.message for error in errors)


def test_records_that_are_loaded_back_are_equal(files: tuple[Published, Dossier]) -> None:
    published, dossier = files
    whole = document(published, "dossier.json")
    records = {name: content for name, content in whole.items() if name not in SAID}
    again = Dossier.model_validate({**records, "interface": dossier.interface, "withdrawn": dossier.withdrawn})
    assert again == dossier
    assert list(walk(again)) == list(walk(dossier)), "the order has changed"
    assert records == {name: document(published, f"{name}.json")[name] for name in MODELS}


def test_every_statement_of_the_site_is_there_with_its_sources(both: tuple[Published, Dossier]) -> None:
    published, dossier = both
    whole, relations = document(published, "dossier.json"), Relations(dossier)
    entries = relations.entries
    shown = published.article("certainty/").cssselect("#marks ~ dl > div:last-child dd")[0].text_content()
    found = list(statements(whole))
    assert len(found) == len(entries) == len(rows((folder(published) / "statements.csv").read_bytes()))
    assert int(shown) == len(entries) - len(dossier.questions), "answers repeat what statements say"
    for entry in entries:
        part = whole
        for key in entry.path:
            part = part[key]
        assert [source["source"] for source in part["sources"]] == [source.source for source in entry.statement.sources]
    assert all(statement["sources"] for statement in found)
    assert {source["source"] for statement in found for source in statement["sources"]} <= whole["sources"].keys()


def test_each_file_of_json_can_be_read_by_a_person() -> None:
    assert indented({"é": 1}).decode() == '{\n "é": 1\n}'


def test_what_is_about_the_site_itself_is_no_data(site: Published) -> None:
    assert not {"interface", "withdrawn"} & document(site, "dossier.json").keys()
    assert "interface" not in json.dumps(document(site, "schema/dossier.json")["properties"])


# Tables


def test_data_package_is_valid(files: tuple[Published, Dossier]) -> None:
    published, dossier = files
    package = Package(str(folder(published) / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert package.created == f"{dossier.agreement.compiled}T00:00:00Z"
    assert [source["title"] for source in package.sources] == [source.title for source in dossier.sources.values()]
    assert not package.licenses
    tables = {
        resource.name: len(resource.read_rows())
        for resource in package.resources
        if isinstance(resource, TableResource)
    }
    lengths = {path.stem: len(rows(path.read_bytes())) for path in folder(published).glob("*.csv")}
    assert tables == lengths
    assert {name: tables[name] for name in MODELS if name not in ("agreement", "states")} == {
        name: len(getattr(dossier, name)) for name in MODELS if name not in ("agreement", "states")
    }
    assert dossier.states
    assert [tables[name] for name in ("agreement", "forms", "region", "states")] == [
        1,
        len(dossier.agreement.forms),
        1,
        len(dossier.states.states),
    ]
    for resource in package.resources:
        if isinstance(resource, TableResource):
            assert resource.header.labels == resource.schema.field_names
            assert all(field.description for field in resource.schema.fields), resource.name


def test_data_package_describes_every_file(lakes_files: Published, made_up: Dossier) -> None:
    package = document(lakes_files, "datapackage.json")
    resources = {resource["path"]: resource for resource in package.pop("resources")}
    assert package == {
        "profile": "data-package",
        "name": "dossier",
        "title": "Pact on the Care of Lakes",
        "description": Edition(made_up, LanguageCode("en")).word("data-lead"),
        "schema_version": SCHEMA_VERSION,
        "homepage": Published.address,
        "created": "2020-02-29T00:00:00Z",
        "sources": [
            {"title": "Pact on the Care of Lakes", "path": "https://www.example.org/pact"},
            {"title": "Two bodies, one pact"},
        ],
    }
    for path in [*folder(lakes_files).glob("*.csv"), *folder(lakes_files).glob("*.json")]:
        if path.stem != "datapackage":
            resource, content, kind = resources.pop(path.name), path.read_bytes(), path.suffix[1:]
            assert resource == {
                "name": path.stem if kind == "csv" else f"{path.stem}-json",
                "path": path.name,
                "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
                "format": kind,
                "mediatype": {"csv": "text/csv", "json": "application/json"}[kind],
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                **({"schema": resource["schema"]} if kind == "csv" else {}),
            }
            assert b'\n  "' in content or kind == "csv", "JSON that a person can read, indented by two"
    assert not resources


def test_archive_has_a_text_that_explains_each_file(lakes_files: Published, made_up: Dossier) -> None:
    with ZipFile(folder(lakes_files) / "dossier.zip") as archive:
        names, text = archive.namelist(), archive.read("README.txt").decode("utf-8")
        assert {(entry.create_system, entry.external_attr, entry.compress_type) for entry in archive.infolist()} == {
            (3, 0o644 << 16, ZIP_DEFLATED)
        }
    assert names == sorted(names)
    lines, sections = text.splitlines(), text.split("\n\n\n")
    assert 90 < max(map(len, lines)) <= 100 and any(line.startswith("  ") for line in lines)
    assert len(sections) == len(LANGUAGES)
    for language, section in zip(LANGUAGES, sections, strict=True):
        edition = Edition(made_up, LanguageCode(language))
        word, unspaced = edition.word, unwrapped(section)
        values = {"languages": "en, es, fr, pt", "version": SCHEMA_VERSION}
        told = {
            word("data-date"): edition.formatter.date(made_up.agreement.compiled),
            word("licence"): word("licence-not-stated"),
            word("url"): Published.address,
            "dossier.json": word("data-all"),
            "dossier.jsonld": word("data-linked"),
            "statements.csv": word("data-statements"),
            "datapackage.json": word("data-package"),
            "agreement.json, agreement.csv, forms.csv": word("agreement"),
            "events.json, events.csv": word("events"),
            **{word(note): word(f"data-{note}", **values) for note in ("texts", "sources", "absence", "tables")},
        }
        for label, meaning in told.items():
            assert unwrapped(word("labelled", label=label, text=meaning)) in unspaced
        assert unspaced.startswith(unwrapped(f"Pact on the Care of Lakes {word('data-lead')} {word('data-date')}"))
        assert "dossier.zip" not in section


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (Settings(Published.address, index=True), f"{Published.address}index.html"),
        (Settings(index=True), "not recorded"),
    ],
    ids=["published", "unpublished"],
)
def test_text_in_the_archive_gives_the_address(settings: Settings, shown: str, made_up: Dossier) -> None:
    edition = Edition(made_up, LanguageCode("en"))
    text = unwrapped(readme([edition], [], [], settings).decode())
    assert f"{unwrapped(edition.word('labelled', label=edition.word('url'), text=shown))}dossier.json" in text


def unwrapped(text: str) -> str:
    """A text without what the width of lines decides."""
    return "".join(text.split())


def test_size_of_each_file_is_known(made_up: Dossier) -> None:
    downloads = made(made_up)
    assert list(downloads.files)[-1] == "data/dossier.zip"
    for address, content in downloads.files.items():
        assert downloads.size(address.removeprefix("data/")) == len(content) > 0
    assert downloads.files is downloads.files, "they are made once"


def test_every_map_of_records_has_a_table(made_up: Dossier) -> None:
    names = {table.name for table in made(made_up).tables}
    maps = {
        name
        for model in (Agreement, Region)
        for name, field in model.model_fields.items()
        if get_origin(field.annotation) is dict and is_a(get_args(field.annotation)[1], (Record, State))
    }
    assert maps == {"forms", "states"}
    assert maps < names


def test_tables_lead_to_each_other(site: Published) -> None:
    resources = {resource["name"]: resource for resource in document(site, "datapackage.json")["resources"]}
    assert resources["signatories"]["schema"]["foreignKeys"] == [
        {"fields": ["party"], "reference": {"resource": "parties", "fields": ["id"]}}
    ]


def test_tables_open_right_in_a_spreadsheet(files: tuple[Published, Dossier]) -> None:
    published, _ = files
    for path in folder(published).glob("*.csv"):
        content = path.read_bytes()
        assert content.startswith('\ufeff"id",'.encode()) and content.endswith(b"\r\n"), path.name
        text = content.decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in table} == {len(table[0])}, path.name
        assert len(set(table[0])) == len(table[0]), path.name
        assert not [cell for row in table for cell in row if FORMULA.search(cell)], path.name
        for separator in ";\t,|":
            cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
            assert not [cell for cell in cells if cell.lstrip(" \u00a0\"'")[:1] in OPERATORS and cell[:1] != "'"], path
        assert text.count("\r\n") == len(table), "a line must end in CR LF, and only a line"


def test_tables_have_the_columns_that_follow_from_the_model(site: Published, dossier: Dossier) -> None:
    signed = rows((folder(site) / "agreement.csv").read_bytes())[0]
    agreement = dossier.agreement
    assert (signed["signed"], signed["compiled"]) == (agreement.signed.date, agreement.compiled)
    assert signed["parties"].split() == list(agreement.parties)
    statement = agreement.registration
    text = statement.text.root[LanguageCode("en")] if statement.text else ""
    assert (signed["registration_en"], signed["registration_absent"]) == (text, statement.absent or "")
    assert [source.split(" ")[0] for source in signed["registration_sources"].split("; ")] == [
        citation.source for citation in statement.sources
    ]
    parties = {row["id"]: row for row in rows((folder(site) / "parties.csv").read_bytes())}
    for key, party in dossier.parties.items():
        city, place = party.seat.city, f"{party.seat.sources[0].source} ({party.seat.sources[0].at or ''}"
        assert parties[key]["seat_country"] == party.seat.country
        assert [parties[key][f"seat_{code}"] for code in LANGUAGES] == list(city.root.values() if city else ())
        assert parties[key]["seat_sources"].startswith(place.removesuffix(" ("))
    states = {row["id"]: row for row in rows((folder(site) / "states.csv").read_bytes())}
    assert dossier.states
    for code, state in dossier.states.states.items():
        row = states[code]
        assert [row[f"label_{language}"] for language in LANGUAGES] == [
            Edition(dossier, LanguageCode(language)).country(code.upper(), state.name) for language in LANGUAGES
        ]
        assert (row["position"], row["deposited"], row["deposited_absent"]) == (
            state.status(dossier.states.as_of),
            state.deposited.date or "",
            state.deposited.absent or "",
        )
        assert row["tile"] == " ".join(map(str, state.tile or ()))
    sources = {row["id"]: row for row in rows((folder(site) / "sources.csv").read_bytes())}
    for key, source in dossier.sources.items():
        assert sources[key]["container-title"] == (source.container_title or ""), key


def test_tables_say_whether_a_source_states_a_value(lakes: Published) -> None:
    states = {row["id"]: row for row in rows((folder(lakes) / "states.csv").read_bytes())}
    assert [states[code]["in_force_basis"] for code in ("no", "se", "dk")] == ["computed", "stated", ""]
    assert [states[code]["signed_basis"] for code in ("no", "se", "dk")] == ["stated", "", "stated"]
    events = rows((folder(lakes) / "events.csv").read_bytes())
    assert {row["basis"] for row in events} == {"stated"}


def test_statements_say_what_the_site_shows(both: tuple[Published, Dossier]) -> None:
    published, dossier = both
    index = Relations(dossier)
    entries = {"/".join(map(str, entry.path)): entry for entry in index.entries}
    for row in rows((folder(published) / "statements.csv").read_bytes()):
        entry = entries.pop(row["id"])
        address, _, fragment = row["address"].removeprefix(Published.address).partition("#")
        assert published.leads_somewhere(address, fragment) and fragment, row["id"]
        assert row["certainty"].split() == index.certainty(entry.statement)
        assert row["absent"] == (entry.statement.absent or "")
        assert row["date"] == (getattr(entry.statement, "date", None) or "")
        assert row["label_en"]
        assert bool(row["absent"]) != any(row[name] for name in ("date", "text_en")), row["id"]
        assert row["basis"] in {source.basis for source in entry.statement.sources}
        for source in entry.statement.sources:
            assert source.source in row["sources"] and (source.at or "") in row["sources"]
    assert not entries


def test_texts_are_there_in_every_language_with_their_accents(site: Published, dossier: Dossier) -> None:
    content = (folder(site) / "dossier.json").read_text("utf-8")
    assert "\\u" not in content and "São Cristóvão" in (folder(site) / "states.csv").read_text("utf-8-sig")
    table = {row["id"]: row for row in rows((folder(site) / "statements.csv").read_bytes())}
    for entry in Relations(dossier).entries:
        row, text = table["/".join(map(str, entry.path))], getattr(entry.statement, "text", None)
        assert row["label_en"]
        for language, written in text.root.items() if text else ():
            assert row[f"text_{language}"] == LIST_POINT.sub("• ", written)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("x")'])
def test_formula_is_defused_in_the_table_only(text: str) -> None:
    term = Term.model_validate({"label": {"en": text}, "text": {"en": f"a{text}"}, "sources": [{"source": "x"}]})
    row = rows(Table("glossary", "glossary", Term, {"term": term}, (LanguageCode("en"),)).csv())[0]
    assert row["label_en"].startswith("'") and row["label_en"].replace("'", "") == text
    assert row["text_en"].replace("'", "") == f"a{text}"
    assert term.model_dump()["label"] == {"en": text}


@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
@pytest.mark.parametrize("between", ["", " ", "\u00a0", '"', ' "', '""', "'"])
@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "＝1"])
def test_formula_is_defused_where_another_separator_begins_a_cell(separator: str, between: str, formula: str) -> None:
    text = f"x{separator}{between}{formula}"
    term = Term.model_validate({"label": {"en": text}, "text": {"en": text}, "sources": [{"source": "x"}]})
    content = Table("glossary", "glossary", Term, {"term": term}, (LanguageCode("en"),)).csv()
    assert rows(content)[0]["label_en"] == f"x{separator}{between}'{formula}"
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator):
        assert not [cell for cell in line if cell.strip(' \u00a0"')[:1] in OPERATORS]


def test_points_of_a_list_are_no_minus() -> None:
    text = "Lakes:\n\n- Mjøsa\n- Femund"
    term = Term.model_validate({"label": {"en": "Lakes"}, "text": {"en": text}, "sources": [{"source": "x"}]})
    row = rows(Table("glossary", "glossary", Term, {"term": term}, (LanguageCode("en"),)).csv())[0]
    assert row["text_en"] == "Lakes:\n\n• Mjøsa\n• Femund"


@pytest.mark.parametrize(
    "text",
    [
        'say "x", or\ny;z',
        "a\r\nb",
        "</script><script>alert(1)</script>",
        "{{ 7*7 }} {x}",
        "Ødegård 漢字 🌊 \u2028",
        "\ue000title\ue001",
    ],
)
def test_hostile_text_comes_back_as_it_was(text: str, made_up: Dossier) -> None:
    data = json.loads(made_up.model_dump_json(by_alias=True, exclude_none=True))
    data["agreement"]["name"] = data["agreement"]["signed"]["note"] = data["interface"]["site_name"] = {"en": text}
    data["sources"]["pact-text"]["title"] = text
    dossier = Dossier.model_validate(data)
    files = made(dossier).files
    assert json.loads(files["data/agreement.json"])["agreement"]["name"]["en"] == text
    assert rows(files["data/agreement.csv"])[0]["name_en"] == text
    assert {row["id"]: row["note_en"] for row in rows(files["data/statements.csv"])}["agreement/signed"] == text
    assert json.loads(files["data/datapackage.json"])["sources"][0]["title"] == text
    assert rows(files["data/sources.csv"])[0]["title"] == text


# The archive, the licence, the pages


def test_archive_holds_all_files_and_a_text_in_every_language(files: tuple[Published, Dossier], tmp_path: Path) -> None:
    published, dossier = files
    with ZipFile(folder(published) / "dossier.zip") as archive:
        assert archive.testzip() is None
        read = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        archive.extractall(tmp_path)
    text = read.pop("README.txt").decode("utf-8")
    own = {
        str(path.relative_to(folder(published))): path.read_bytes()
        for path in downloaded(published)
        if path.suffix != ".zip"
    }
    assert read == own
    for language in LANGUAGES:
        edition = Edition(dossier, language)
        assert edition.word("licence-not-stated") in text and edition.formatter.date(dossier.agreement.compiled) in text
    assert all(name in text for name in own if not name.startswith("schema/"))
    assert Package(str(tmp_path / "datapackage.json")).validate().valid


def test_downloads_are_the_same_each_time(made_up: Dossier) -> None:
    assert made(made_up).files == made(Dossier.model_validate(made_up.model_dump(by_alias=True))).files


@pytest.mark.parametrize(
    ("licence", "stated"),
    [("CC-BY-4.0", {"name": "CC-BY-4.0"}), ("https://licence.example/", {"path": "https://licence.example/"})],
)
def test_licence_comes_from_the_setting(licence: str, stated: dict[str, str], made_up: Dossier) -> None:
    site = sites(made_up, Settings(licence=licence))["en"]
    files = site.shared.downloads.files
    assert json.loads(files["data/sources.json"])["licence"] == licence
    package = json.loads(files["data/datapackage.json"])
    assert package["licenses"] == [stated] and "homepage" not in package
    assert "address" not in json.loads(files["data/dossier.json"])
    page = next(page.content.html for page in site.pages if page.address == "data/")
    assert licence in page and "not yet stated" not in page
    assert ('rel="license noopener"' in page) == ("://" in licence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_links_every_file_with_its_size(language: str, site: Published, dossier: Dossier) -> None:
    address = "data/" if language == "en" else f"{language}/data/"
    linked = {target for target, _ in site.links(address) if (site.folder / target).is_file()}
    files = {str(path.relative_to(site.folder)) for path in downloaded(site)}
    assert files - linked == {"data/schema/dossier.json"}, "only the schema of everything is named in its file alone"
    size = (folder(site) / "dossier.zip").stat().st_size
    shown = Edition(dossier, LanguageCode(language)).formatter.size(size)
    assert " ".join(shown.split()) in " ".join(site.text(address, "#everything + dl").split())
    assert f"{len(rows((folder(site) / 'sources.csv').read_bytes()))})" in site.text(address, "#sources td:last-child")


def test_fields_are_listed_with_what_the_model_says(site: Published, dossier: Dossier) -> None:
    records, values = parts(list(MODELS.values()))
    assert {"Agreement", "Citation", "Statement", "Author"} <= {part.name for part in records}
    assert {"Date", "Text", "SourceRef"} <= {value.name for value in values}
    typeset = Edition(dossier, "en").formatter.typeset
    english, spanish = site.text("data/fields/"), site.article("es/data/fields/")
    for part in (*records, *values):
        assert all(field.name in english and typeset(field.description) in english for field in part.fields)
        assert all(field.description for field in part.fields), part.name
    assert not spanish.cssselect("dd > [lang=en]")
    assert "Las fuentes en que se apoya el dato" in site.text("es/data/fields/")
