"""Right edits of the kinds that editors make, one after the other on a copy of the real data: each is published.

The edits are found in the data as they are, so that no right data turns this test red. After each, the data are right,
which the command says that editors run. What changes nothing but the layout gives the very same records, and so the
same pages; after any other edit the pages in English are made that are made from the changed files, or that list
records. After every tenth edit all of them are made, and advice is given on all that was edited so far. At the end the
tests that look at the real data pass in that project: the first of them build its whole site, strictly. What lies
between, such as a page in French after one single edit, is shown for all edits together.
"""

import datetime
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import project
import pytest
import yaml
from dossier.__main__ import main
from dossier.commands import check
from dossier.reading.load import advise, load
from dossier.reading.problems import Problem
from dossier.site.files import project_sites
from dossier.site.pages import Site

TODAY = datetime.date.today().isoformat()
LANGUAGES = ("en", "es", "fr", "pt")
SOURCE = {
    "type": "webpage",
    "title": "A title as printed",
    "publisher": "A publisher",
    "issued": "2024-01-12",
    "language": "en",
    "URL": "https://www.example.org/page",
    "accessed": TODAY,
    "summary": {"en": "A page that an editor added."},
    "extent": "whole",
    "kind": "other",
}
Edit = Callable[[Path], object]


def words(text: str, languages: tuple[str, ...] = ("en",)) -> dict[str, str]:
    """A text in some languages."""
    return {language: f"{text} ({language})" if language != "en" else text for language in languages}


def statement(text: str = "An editor added this.", languages: tuple[str, ...] = ("en",), **more: Any) -> dict[str, Any]:
    """A statement with a label, in some languages."""
    given = {"label": words("A label", languages), "text": words(text, languages), "sources": ["added-page"]}
    return {**given, **more}


def new_file(name: str, record: dict[str, Any]) -> Edit:
    """Add a file with a record."""
    return lambda data: (data / name).write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")


def entry(name: str, key: str, record: dict[str, Any], first: bool = False) -> Edit:
    """Add a record to a file of many, at its end or its start."""

    def edit(data: Path) -> None:
        added = yaml.safe_dump({key: record}, allow_unicode=True, sort_keys=False)
        text = (data / name).read_text("utf-8")
        (data / name).write_text(added + text if first else text + added, "utf-8")

    return edit


def fact(pattern: str, key: str, record: dict[str, Any]) -> Edit:
    """Add a further statement to the first record of a kind."""

    def edit(data: Path) -> None:
        path = sorted(data.glob(pattern))[0]
        added = yaml.safe_dump({key: record}, allow_unicode=True, sort_keys=False)
        indented = "".join(f"  {line}\n" for line in added.splitlines())
        text = path.read_text("utf-8")
        found = re.search(r"^facts:\n", text, re.MULTILINE)
        text = text[: found.end()] + indented + text[found.end() :] if found else f"{text}facts:\n{indented}"
        path.write_text(text, "utf-8")

    return edit


def layout(pattern: str, change: Callable[[str], str], encoding: str = "utf-8") -> Edit:
    """Lay out the first file of a kind in another way."""

    def edit(data: Path) -> None:
        path = sorted(data.glob(pattern))[0]
        path.write_text(change(path.read_text("utf-8-sig")), encoding, newline="")

    return edit


def rewritten(pattern: str, change: Callable[[dict[str, Any]], object]) -> Edit:
    """Change what the first file of a kind says in which there is something to change, however it is laid out."""

    def edit(data: Path) -> None:
        for path in sorted(data.glob(pattern)):
            text = path.read_text("utf-8-sig")
            before, after = yaml.load(text, yaml.CBaseLoader), yaml.load(text, yaml.CBaseLoader)
            change(after)
            if after != before:
                path.write_text(yaml.safe_dump(after, allow_unicode=True, sort_keys=False), "utf-8")
                return

    return edit


def deposited(region: dict[str, Any]) -> None:
    """Have the first State that is no party, if there is one, deposit its instrument; show the region as of today."""
    state = next((state for state in region["states"].values() if "absent" in state["deposited"]), None)
    if state is None:
        return
    deposit = datetime.date(2024, 2, 1)
    after = deposit + datetime.timedelta(int(region["rule"]["days"]))
    in_force = (after.replace(day=28) + datetime.timedelta(4)).replace(day=1)  # the first day of the next month
    state["deposited"] = {"date": deposit.isoformat(), "sources": ["added-page"]}
    state["deposit"] = "ratification" if "signed" in state else "accession"
    state["in_force"] = {"date": in_force.isoformat(), "sources": [COMPUTED]}
    region["as_of"] = TODAY


def named_by_us(region: dict[str, Any]) -> None:
    """Give the first State a name of ours."""
    state = next(iter(region["states"].values()))
    state["name"] = {"text": words("Aaland", LANGUAGES), "reason": words("It is the usual one.", LANGUAGES)}


def reworded(terms: dict[str, Any]) -> None:
    """Explain the first term that has a text in other words."""
    term: dict[str, Any] = next((term for term in terms.values() if "text" in term), {})
    term["text"] = words("Other words.", LANGUAGES)


def became_known(agreement: dict[str, Any]) -> None:
    """Have a source state what none had stated of the agreement, and how it is called in every language."""
    for field in ("title", "place", "registration", "publication"):
        if "absent" in agreement[field]:
            agreement[field] = {"text": words("This is known", LANGUAGES), "sources": ["added-page"]}
    if "absent" in agreement["in_force"]:
        agreement["in_force"] = {"date": "2024-02", "sources": ["added-page"]}
    agreement["name"] = words("Pact of an editor", LANGUAGES)
    agreement.pop("own_translations", None)


def restated(agreement: dict[str, Any]) -> None:
    """Name the sources of the signature in another order, a new one first, and add a form of cooperation."""
    agreement["signed"]["sources"] = ["added-page", *reversed(agreement["signed"]["sources"])]
    agreement["forms"] = {"added-form": TOPIC, **agreement.get("forms", {})}


def command(*arguments: str) -> Edit:
    """Run a command."""

    def edit(data: Path) -> None:
        assert main(arguments) == 0

    return edit


COMPUTED = {"source": "added-page", "basis": "computed", "how": words("From the day before.")}
INFERRED = {"source": "added-page", "basis": "inferred", "how": words("The page does not say so in these words.")}
DATED = {"label": words("An added event"), "date": "2023-05", "sources": ["added-page"]}
CHANGE = {"date": TODAY, "text": words("A source was added."), "why": words("It was found."), "about": ["agreement"]}
TOPIC = {
    "name": words("An added topic"),
    "summary": words("An editor added this."),
    "reported": {"text": words("It is reported."), "sources": ["added-page"]},
    "unknown": {"text": words("More is not known."), "sources": ["added-page"]},
}
PARTNERSHIP = {
    "name": words("An added memorandum"),
    "role": "related",
    "kind": "memorandum",
    "partner": words("An old friend"),
    "summary": words("An editor added this."),
    "signed": {"date": "1899-12", "sources": ["added-page"]},
    "relation": {"text": words("It came first."), "sources": ["added-page"]},
}
EDITS: dict[str, Edit] = {
    "a source, as the guide says": new_file("sources/added-page.yml", SOURCE),
    "a source that nobody cites": new_file("sources/uncited-page.yml", SOURCE),
    "a summary of 70 words": new_file("sources/long.yml", {**SOURCE, "summary": words("word " * 69 + "word.")}),
    "a source with a caution": new_file(
        "sources/doubtful.yml", {**SOURCE, "caution": {"text": words("It erred."), "sources": ["added-page"]}}
    ),
    "a source derived from another": new_file("sources/copied.yml", {**SOURCE, "derived_from": ["added-page"]}),
    "a source without an address or a date": new_file(
        "sources/bare.yml", {key: value for key, value in SOURCE.items() if key not in ("URL", "issued", "publisher")}
    ),
    "a statement in English": fact("parties/*.yml", "added-one", statement()),
    "a statement in four languages": fact("parties/*.yml", "added-two", statement(languages=LANGUAGES)),
    "an inferred statement": fact("areas/*.yml", "added-inferred", statement(sources=[INFERRED])),
    "a computed statement": fact("signatories/*.yml", "added-computed", statement(sources=[COMPUTED])),
    "a statement with a place in its source": fact(
        "instruments/*.yml", "added-place", statement(sources=[{"source": "added-page", "at": "Art. 3, 5"}])
    ),
    "a statement on which sources disagree": fact(
        "parties/*.yml",
        "added-rival",
        statement(others=[{"text": words("Another."), "sources": ["copied"]}], why=words("It is older.")),
    ),
    "a statement that is not stated": fact(
        "parties/*.yml",
        "added-absent",
        {
            "label": words("What is not said"),
            "absent": "not-stated",
            "note": words("We looked."),
            "sources": ["added-page"],
        },
    ),
    "a statement with a link and a list": fact(
        "parties/*.yml", "added-link", statement("- See [a page](https://www.example.org/page).\n- See *this*.")
    ),
    "a statement with a date": fact("parties/*.yml", "added-date", statement(date="2023-04-05")),
    "a text with quotation marks and brackets": fact("parties/*.yml", "added-quote", statement('He said: "[sic]".')),
    "an event in English": entry("events.yml", "added-event", DATED),
    "an event in four languages": entry("events.yml", "added-four", {**DATED, "label": words("Four", LANGUAGES)}),
    "a stretch of days": entry("events.yml", "added-days", {**DATED, "date": "2023-05-01", "until": "2023-05-04"}),
    "a term in English": entry("glossary.yml", "added-term", statement("An added word.")),
    "a term in four languages": entry(
        "glossary.yml",
        "added-word",
        statement("Another word.", LANGUAGES, label=words("Zyzzyva", LANGUAGES), forms={"en": ["zyzzyvas"]}),
    ),
    "a method": entry("methods.yml", "added-method", statement("We count the days.")),
    "a change in English": entry("changes.yml", "added-change", CHANGE, first=True),
    "a change in four languages": entry(
        "changes.yml", "added-again", {**CHANGE, "text": words("More was added.", LANGUAGES)}, first=True
    ),
    "a day of compilation": layout(
        "agreement.yml", lambda text: re.sub(r"^compiled: .*", f"compiled: {TODAY}", text, flags=re.MULTILINE)
    ),
    "a State that deposits": rewritten("states.yml", deposited),
    "what becomes known of the agreement": rewritten("agreement.yml", became_known),
    "a form, and sources in another order": rewritten("agreement.yml", restated),
    "an area": new_file("areas/added-area.yml", TOPIC),
    "an older agreement of the first party": new_file("instruments/added-memorandum.yml", PARTNERSHIP),
    "an event before all others": entry("events.yml", "added-old", {**DATED, "date": "1801"}),
    "a question less": rewritten("questions.yml", lambda questions: questions.pop(next(iter(questions), ""), None)),
    "a term in other words": rewritten("glossary.yml", reworded),
    "a caution that was lifted": rewritten("sources/*.yml", lambda source: source.pop("caution", None)),
    "a State whose name is ours": rewritten("states.yml", named_by_us),
    "a comment": layout("areas/*.yml", lambda text: text.replace("summary:", "# To be read again.\nsummary:", 1)),
    "line ends of Windows": layout("areas/*.yml", lambda text: text.replace("\n", "\r\n")),
    "the mark of an encoding": layout("parties/*.yml", lambda text: text, "utf-8-sig"),
    "no line end at the end": layout("signatories/*.yml", str.rstrip),
    "empty lines": layout("instruments/*.yml", lambda text: text.replace("\nkind:", "\n\n\nkind:", 1)),
    "spaces at the ends of lines": layout("sources/added-page.yml", lambda text: text.replace("\n", "  \n")),
    "unneeded quotation marks": layout(
        "sources/added-page.yml", lambda text: text.replace("title: A title as printed", "title: 'A title as printed'")
    ),
    "a line of 200 characters": layout("sources/added-page.yml", lambda text: text.replace("an editor", "x " * 100)),
    "an entry in braces": layout(
        "sources/copied.yml", lambda text: re.sub(r"summary:\s+en: (.*)", r"summary: {en: \1}", text)
    ),
    "a file that a system left": new_file("sources/Thumbs.db", {}),
    "a draft of an area": command("new", "area", "added-draft"),
    "a draft of a term": command("new", "term", "added-draft"),
    "a renamed source": command("rename", "source", "added-page", "added-page-2024"),
    "a renamed term": command("rename", "term", "added-word", "added-zyzzyva"),
    "a deleted source": command("delete", "source", "uncited-page"),
    "a deleted event": command("delete", "event", "added-days"),
    "the one layout, and the schemas": command("format"),
}


FEWEST = 40
"""The least number of edits."""
TENTH = 10
"""After every so many edits, all pages are made, and advice is given, which stops no site."""
SAME = {
    "a comment",
    "line ends of Windows",
    "the mark of an encoding",
    "no line end at the end",
    "empty lines",
    "spaces at the ends of lines",
    "unneeded quotation marks",
    "an entry in braces",
    "a file that a system left",
    "a draft of an area",
    "a draft of a term",
    "the one layout, and the schemas",
}
"""The edits after which the records are the same, because they change the layout alone or are not published."""


def contents(data: Path) -> dict[str, bytes]:
    """Return the files of the data as they are, by path from the project's folder."""
    return {path.relative_to(data.parent).as_posix(): path.read_bytes() for path in data.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.longest
def test_right_edits_are_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project.real(tmp_path)
    monkeypatch.chdir(folder)
    assert len(EDITS) >= FEWEST
    data, checked = folder / "data", list[Site]()

    def noted(*given: Any) -> dict[str, Site]:
        made = project_sites(*given)
        checked.append(made["en"])
        return made

    def advised(*given: Any) -> list[Problem]:
        return advise(*given) if number % TENTH == 0 else []

    monkeypatch.setattr(check, "project_sites", noted)
    monkeypatch.setattr(check, "advise", advised)
    before, files = load(data), contents(data)
    for number, (name, edit) in enumerate(EDITS.items(), 1):
        edit(data)
        assert main(["check"]) == 0, name
        english, written = checked.pop(), contents(data)
        dossier = english.dossier
        changed = {path for path, content in written.items() if content != files.get(path)}
        assert (dossier == before) == (name in SAME or not changed), name
        if dossier != before or number % TENTH == 0:
            reached = [page for page in english.pages if page.file in changed or page.spec.collection]
            made = english.pages if number % TENTH == 0 else reached
            assert all(page.html for page in made), name
        before, files = dossier, written
    for name in ("tests", ".github", ".vscode"):
        shutil.copytree(project.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(project.ROOT / name, folder)
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "real and not slow and not browser"]
    kept = {name: value for name, value in project.environment().items() if not name.startswith("PYTEST_")}
    passed = subprocess.run(
        [*tests, "tests/site", "tests/unit"], cwd=folder, env=kept, capture_output=True, text=True, check=False
    )
    assert passed.returncode == 0, passed.stdout[-3000:]
