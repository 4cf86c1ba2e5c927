"""The dossier of another agreement: it builds at once, nothing of this one shows, and every part can be left out."""

import json
import re
import shutil
from functools import cache
from pathlib import Path

import project
import pytest
from dossier.__main__ import main
from dossier.commands.another import EXAMPLE
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.records.model import Dossier
from dossier.records.values import LanguageCode
from dossier.settings import Settings
from dossier.site.files import whole_site
from dossier.site.handwritten import read_handwritten
from dossier.site.pages import sites
from leaving_out import without
from lxml.html import HtmlElement
from published import Published, text_of

pytestmark = pytest.mark.built
PARTS = (
    "states",
    "instruments",
    "areas",
    "forms",
    "signatories",
    "questions",
    "glossary",
    "events",
    "methods",
    "changes",
)
"""The parts that a dossier can do without; the instruments take the region with them."""
ZERO = re.compile(r"(?<![\w.,/-])0(?!\w|[.,/-]\w)")
"""A nought by itself."""


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which another dossier was begun."""
    folder = tmp_path_factory.mktemp("another") / "begun"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.ROOT)
        assert main(["init", str(folder)]) == 0
    return folder


@cache
def real() -> Dossier:
    """The real data, in English alone."""
    dossier = load(project.ROOT / "data")
    languages = {LanguageCode("en"): dossier.interface.languages[LanguageCode("en")]}
    return dossier.model_copy(update={"interface": dossier.interface.model_copy(update={"languages": languages})})


def built(dossier: Dossier, folder: Path) -> Published:
    """The site of a dossier, written without an engine."""
    settings = Settings(address=Published.address, docs=project.LAKES / "docs")
    made = sites(dossier, settings, read_handwritten(settings.docs, dossier.interface.languages))
    for address, make in whole_site(made):
        path, content = folder / address, make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Published(folder, "")


def faults(site: Published) -> list[tuple[str, str]]:
    """Return the faults of a page: a link that leads nowhere, a list or heading of nothing, a nought."""
    found = [
        (address, f"{target}#{fragment}")
        for address in site.pages
        for target, fragment in site.links(address)
        if not target.startswith("assets/") and not site.leads_somewhere(target, fragment)
    ]
    for address, page in site.pages.items():
        article = site.article(address)
        found += [(address, f"empty {one.tag!s}") for one in page.iter("ul", "dl", "tbody", "ol") if hollow(one)]
        found += [(address, text_of(one)) for one in article.iter("h2", "h3") if nothing_below(one)]
        texts = () if address.startswith(("editing/", "data/fields/")) else article.itertext()
        found += [(address, text) for text in texts if ZERO.search(text)]
    return found


def hollow(element: HtmlElement) -> bool:
    """Return whether a list or table has nothing in it, and is not filled by a script."""
    return not len(element) and "search-results" not in element.classes


def nothing_below(heading: HtmlElement) -> bool:
    """Return whether a heading has no content before the next one of its level."""
    parent = heading.getparent()
    below = (parent if parent is not None and parent.tag == "summary" else heading).getnext()
    return below is None or str(below.tag) in ("h1", "h2", str(heading.tag))


@pytest.mark.slow
def test_nothing_of_this_agreement_is_in_another(another: Path, dossier: Dossier) -> None:
    run = project.build(another, "--strict")
    assert run.returncode == 0, run.stderr
    records = (*dossier.parties.values(), *dossier.signatories.values(), *dossier.instruments.values())
    texts = [dossier.interface.site_name, dossier.agreement.name, *(record.name for record in records)]
    texts += [party.acronym for party in dossier.parties.values()]
    names = {str(name) for text in texts for name in text.root.values()} | {"the Court", "Hague"}
    names.update(dossier.parties, dossier.signatories)
    names.update(key for key in dossier.sources if "-" in key)  # no word of the language
    own = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")
    files = [path for path in another.rglob("*") if path.is_file() and "hooks" not in path.relative_to(another).parts]
    assert len(files) > 100 and not [path for path in files if path.suffix == ".png"]
    told = {path.name: own.findall(path.read_text("utf-8")) for path in files if path.suffix not in (".zip", ".css")}
    assert {name: found for name, found in told.items() if found} == {}
    assert own.search((project.ROOT / "data" / "agreement.yml").read_text("utf-8"))


def test_another_has_nothing_to_correct(
    another: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(another)
    assert main(["check"]) == main(["format", "--check"]) == 0
    told = capsys.readouterr()
    assert told.err == "" and told.out == "The data is right: 5 records, 1 of them sources.\n0 files changed.\n"
    assert main(["init", "."]) == 1
    assert capsys.readouterr().err == ". must be an empty folder or a new one; nothing was written.\n"
    for folder in ("data/new", "docs/new", "hooks/new"):
        assert main(["init", folder]) == 1
        assert capsys.readouterr().err.startswith(f"{folder} must not be {folder[:-4]}, which a build reads")


def test_another_has_no_page_without_data(another: Path, tmp_path: Path) -> None:
    site = built(load(another / "data"), tmp_path)
    assert faults(site) == []
    absent = (
        "region/",
        "glossary/",
        "instruments/",
        "forms/",
        "questions/",
        "changes/",
        "translations/",
        "comparison/",
        "data/states.json",
        "feed.xml",
    )
    assert not [address for address in absent if (site.folder / address).exists()]
    assert not site.pages[""].cssselect("#__languages, link[type='application/atom+xml']")


def test_the_first_language_is_the_default_one(
    another: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(another / "data", tmp_path / "data"))
    for path in data.rglob("*.yml"):
        path.write_text(re.sub(r"\ben:", "es:", path.read_text("utf-8")), "utf-8")
    site = built(load(data), tmp_path / "site")
    assert faults(site) == [] and {page.get("lang") for page in site.pages.values()} == {"es"}
    schema = json.loads((site.folder / "data" / "schema" / "parties.json").read_text("utf-8"))
    assert schema["$defs"]["Text"]["required"] == schema["$defs"]["Prose"]["required"] == ["es"]
    monkeypatch.chdir(tmp_path)
    assert main(["init", "new"]) == 1
    assert capsys.readouterr().err == f"There is no file {EXAMPLE}/data/interface.yml.\n"
    shutil.copytree(project.ROOT / EXAMPLE, tmp_path / EXAMPLE)
    assert main(["init", "new"]) == 1
    assert capsys.readouterr().err == "data/interface.yml must have the language en, got es; add it\n"
    party = data / "parties" / "harbour-office.yml"
    party.write_text(party.read_text("utf-8").replace("es: HO", "en: HO"), "utf-8")
    with pytest.raises(DataError, match="acronym must have the language es, got en; add it"):
        load(data)


def test_other_languages_are_below_the_first(dossier: Dossier) -> None:
    languages = dict(reversed(dossier.interface.languages.items()))
    turned = dossier.model_copy(update={"interface": dossier.interface.model_copy(update={"languages": languages})})
    assert [site.edition.prefix for site in sites(turned).values()] == ["", "fr/", "es/", "en/"]


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_a_part_can_be_left_out(part: str, another: Path, tmp_path: Path) -> None:
    for name, dossier in {"real": real(), "another": load(another / "data")}.items():
        left = leaving_out(dossier, part)
        site = built(left, tmp_path / name)
        assert faults(site) == [], name
        address = {"states": "region/"}.get(part, f"{part}/")
        assert not [page for page in site.pages if page.startswith(address)]
        assert not [path for path in (site.folder / "data").iterdir() if path.stem == part]
        assert not re.search(rf"\b{part}\.(?:json|csv)", site.text("data/"))


def leaving_out(dossier: Dossier, part: str) -> Dossier:
    """Return a dossier without a part, in which everything that is named is there."""
    if part == "forms":
        return dossier.model_copy(update={"agreement": dossier.agreement.model_copy(update={"forms": {}})})
    return without(dossier, part)
