"""Hundreds of strings that would do something if they were taken for more than text do nothing, in any field.

``cases/hostile_strings.yml`` has the strings and ``cases/hostile_records.yml`` the fields. In the first round, which is
short, every string is in some fields; the others, which take minutes, bring every string into every field.
"""

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import planting
import project
import pytest
import yaml
from adapter.preview import overlay
from citing import read_back
from dossier.commands.project import in_format
from dossier.reading.load import load
from dossier.reading.problems import DataError
from dossier.records.collections import FOLDERS, MAPS, SINGLE, walk
from dossier.records.fields import parts
from dossier.records.statements import Model
from dossier.records.values import Line, LocalText
from dossier.site.words import words_used
from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring
from planting import LINKS, STRUCTURES, TEXTS, UNSEEN, Planting
from published import Published
from variants import later

ROUNDS = int(os.environ.get("ROUNDS", "1"))
"""The number of long rounds; in ``planting.ROUNDS`` of them, each string is once in every field."""
LONG = [pytest.mark.slow, pytest.mark.longest]
TERM = [("span", "class"), ("a", "aria-describedby", "href"), ("span", "class", "hidden", "id", "role")]
"""The elements of a term that is explained."""
CALL = re.compile(r"hit\((\d+)\)")
MARKDOWN = re.compile(r"[*_\[\\]|^([+-]|1\.) ", re.MULTILINE)
"""The signs that make a prose field show a text other than as typed."""
NOT_ON_PAGES = [
    "glossary.h-N.forms",
    "glossary.h-N.not_in",
    "*.synonyms",
    "interface.synonyms.*",
    "interface.languages.??.[!nj]*",
    "interface.*.no_*",
]
"""Fields that no page shows, but for names and joining words: they tell how terms are found and how texts are set."""
BETWEEN = "h-[1-9]"
"""The addresses of records that are like those of the first number."""
INSPECT = """() => {
    const elements = [...document.querySelectorAll("*")];
    const counted = {};
    for (const element of document.querySelectorAll("*:not(.term, .term *)")) {
        const signature = [element.localName, ...element.getAttributeNames().sort()].join(" ");
        counted[signature] = (counted[signature] ?? 0) + 1;
    }
    const leading = elements.filter((element) => !element.matches(".formats > a[download]"));
    const addresses = leading.flatMap((element) => ["href", "src", "action"].map((name) => element[name]));
    const schemes = new Set(addresses.filter((address) => typeof address === "string" && address)
        .map((address) => new URL(address, document.baseURI).protocol));
    return [counted, [...schemes]];
}"""
"""A script that returns the number of elements of a page by their attributes, and the schemes of its addresses.

The files for citing are left out: their texts are in their addresses, and they are saved, not opened.
"""
WATCH = """addEventListener("securitypolicyviolation", (event) => hit(event.violatedDirective, event.blockedURI));"""

QUERY = "qqqqq $&"
"""A query that finds nothing and is told in the answer."""


class Sites:
    """The sites of one round: with the strings as they are, and with harmless ones in the same places."""

    def __init__(self, folder: Path, round: int, copies: int):
        self.planting = Planting(folder / "hostile", round, copies, harmful=True)
        self.hostile = built(self.planting)
        self.peaceful = built(Planting(folder / "peaceful", round, copies, harmful=False))

    @cached_property
    def typed(self) -> dict[str, str]:
        """Return the texts that were typed in the records, by their calls."""
        return {
            f"hit({number})": text
            for number, (_, path, text) in self.planting.planted.items()
            if not path.startswith("interface.")
        }

    def calls(self, text: str) -> list[str]:
        """Return the typed texts of all the calls in a text."""
        return [self.typed[call[0]] for call in CALL.finditer(text) if call[0] in self.typed]


def built(planted: Planting) -> Published:
    """The site of the data that was planted."""
    run = project.build(planted.data.parent, "--strict", SITE_URL=Published.address)
    assert run.returncode == 0, run.stderr
    return Published(planted.data.parent / "site", run.stderr)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((0, planting.FEW), marks=pytest.mark.slow),
        *(pytest.param((number, planting.COPIES), marks=LONG) for number in range(ROUNDS)),
    ],
    ids=lambda param: f"round-{param[0]}-with-{param[1]}",
)
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The sites of a round."""
    return Sites(tmp_path_factory.mktemp("round"), *request.param)


def squeezed(text: str) -> str:
    """A text without spaces, and with one sort of apostrophe, which typography changes."""
    return "".join(text.split()).replace("’", "'")


def shown(site: Published) -> Iterator[str]:
    """Yield the text that is read on each page, without what stands inside of a text but is no part of it."""
    for page in site.pages.values():
        body = deepcopy(page.cssselect("body")[0])
        for element in body.cssselect("script, .definition"):
            element.drop_tree()
        yield squeezed(body.text_content())


def elements(page: HtmlElement) -> Counter[tuple[str, ...]]:
    """Count the elements of a page by their attributes; terms, which a harmless text may not have, are as ever."""
    counted = Counter(map(signature, page.iter()))
    for term in page.cssselect(".term"):
        assert [signature(element) for element in term.iter()] == TERM
        counted.subtract(TERM)
    return +counted


def signature(element: HtmlElement) -> tuple[str, ...]:
    """An element as its name and the names of its attributes."""
    return str(element.tag), *sorted(element.keys())


# Pages


def test_every_field_of_text_has_strings(sites: Sites) -> None:
    declared = {
        (part.name, field.name)
        for part in parts([*SINGLE.values(), *MAPS.values(), *FOLDERS.values()])[0]
        for field in part.fields
        if field.type.kind.__name__ in ("Text", "Prose", "Line", "LocalText") and field.name != "points"
    }
    found = set()
    records = dict(walk(load(sites.planting.data)))
    for path, value in records.items():
        if isinstance(value, LocalText | Line) and CALL.search(str(value)):
            inner = next(length for length in range(len(path) - 1, 0, -1) if isinstance(records[path[:length]], Model))
            found |= {(kind.__name__, str(path[inner])) for kind in type(records[path[:inner]]).__mro__}
    assert declared <= found


def test_elements_are_those_of_a_harmless_text(sites: Sites) -> None:
    assert sites.hostile.pages.keys() == sites.peaceful.pages.keys()
    for address, page in sites.hostile.pages.items():
        assert elements(page) == elements(sites.peaceful.pages[address]), address
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), address


def plain(planted: Planting) -> dict[int, tuple[str, str]]:
    """The field and the text of all that is to be shown as typed, by its number."""
    return {
        number: (path, text)
        for number, (kind, path, text) in planted.planted.items()
        if kind == "TEXT" or (kind == "PROSE" and not MARKDOWN.search(text))
    }


def as_typed(site: Published, planted: Planting) -> set[int]:
    """The numbers of the texts that some page of a site shows as typed."""
    wanted = {number: squeezed(text) for number, (_, text) in plain(planted).items()}
    seen = set()
    for text in shown(site):
        for call in CALL.finditer(text):
            typed = wanted.get(int(call[1]), "-")
            start = call.start() - typed.find(call[0])
            if text[start : start + len(typed)] == typed:
                seen.add(int(call[1]))
    return seen


def test_text_is_shown_as_typed(sites: Sites) -> None:
    seen = as_typed(sites.hostile, sites.planting)
    missed = {path.removesuffix(".en") for number, (path, _) in plain(sites.planting).items() if number not in seen}
    assert not [path for path in missed if not any(Path(path).match(pattern) for pattern in NOT_ON_PAGES)]


def test_titles_and_descriptions_have_it_as_typed(sites: Sites) -> None:
    called = 0
    for address, page in sites.hostile.pages.items():
        for text in page.xpath("//title/text() | //meta[@name='description']/@content | //meta[@property]/@content"):
            for typed in sites.calls(text):
                assert squeezed(typed) in squeezed(text), address
                called += 1
    assert called > 40 * sites.planting.copies


def watched(browser: Any, policy: bool) -> tuple[Any, list[Any]]:
    """A page in a browser, with the site's policy or without, and all that runs or asks there and should not."""
    context = browser.new_context(bypass_csp=not policy)
    ran: list[Any] = []

    def asked(dialog: Any) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    context.expose_binding("hit", lambda source, *arguments: ran.append((source["page"].url, arguments)))
    context.add_init_script(WATCH)
    context.on("dialog", asked)
    return context.new_page(), ran


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["with-policy", "without-policy"])
def test_nothing_runs_in_a_browser(policy: bool, sites: Sites, browser: Any) -> None:
    page, ran = watched(browser, policy)
    with sites.hostile.served() as hostile, sites.peaceful.served() as peaceful:
        for address in sites.hostile.pages:
            if re.search(BETWEEN, address) or (sites.planting.copies == planting.FEW and address.startswith("fr/")):
                continue
            page.goto(hostile + address)
            found, schemes = page.evaluate(INSPECT)
            assert set(schemes) <= {"http:", "https:", "mailto:"}, address
            if policy:
                page.goto(peaceful + address)
                assert found == page.evaluate(INSPECT)[0], address
    page.context.close()
    assert not ran


@pytest.mark.browser
def test_nothing_runs_in_what_scripts_show(sites: Sites, browser: Any) -> None:
    page, ran = watched(browser, policy=False)
    with sites.hostile.served() as address:
        page.goto(f"{address}agreement/")
        page.locator("a.mark").first.click()
        page.locator(".search-open").click()
        page.locator(".search-form input").fill("script")
        page.locator(".search-results[aria-busy=false] li").first.wait_for()
        page.locator(".search-form input").fill(QUERY)
        page.locator(".search-status", has_text=QUERY).wait_for()
        names = page.locator(".search-results, .sidenote").evaluate_all(
            "shown => shown.flatMap((one) => [...one.querySelectorAll('*')].map((element) => element.localName))"
        )
    page.context.close()
    assert set(names) <= {"li", "a", "p", "span", "mark", "cite", "em"}
    assert not ran


def test_problems_over_a_preview_show_it_as_typed() -> None:
    for text in TEXTS:
        over = fragment_fromstring(overlay(text, {"title": text, "cure": text}, "nonce"), create_parent="div")
        assert [element.tag for element in over.iter()] == ["div", "style", "div", "details", "summary", "pre", "p"]
        assert squeezed(str(over.findtext(".//pre"))) == squeezed(text)


# Files beside the pages


def test_json_gives_it_back(sites: Sites) -> None:
    given: set[str] = set()

    def look(part: Any) -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                look(key)
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)
        elif isinstance(part, str) and sites.calls(part):
            assert {part} == set(sites.calls(part))
            given.update(sites.calls(part))

    look(json.loads((sites.hostile.folder / "data" / "dossier.json").read_text("utf-8")))
    assert given == set(sites.typed.values())


def test_tables_have_it_without_formulas(sites: Sites) -> None:
    found = set()
    for path in (sites.hostile.folder / "data").glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
            for cell in row:
                assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell), path.name
                found |= {typed for typed in sites.calls(cell) if typed in cell.removeprefix("'")}
    assert len(found) > len(sites.typed) / 2


def test_linked_data_has_it_as_typed(sites: Sites) -> None:
    for address in sites.hostile.pages.keys() - {"404.html"}:
        for text in re.findall(r'"(?:[^"\\]|\\.)*"', json.dumps(sites.hostile.linked(address))):
            value = squeezed(json.loads(text))
            assert all(MARKDOWN.search(typed) or squeezed(typed) in value for typed in sites.calls(value)), address


def test_feed_has_it_as_typed(sites: Sites) -> None:
    atom = {"a": "http://www.w3.org/2005/Atom"}
    for name in ("feed.xml", "fr/feed.xml"):
        feed = etree.parse(sites.hostile.folder / name).getroot()
        entries = feed.findall("a:entry", atom)
        assert len(entries) == sites.planting.copies
        for entry in entries:
            title = str(entry.findtext("a:title", namespaces=atom))
            content = fragment_fromstring(str(entry.findtext("a:content", namespaces=atom)), create_parent="div")
            whole = str(content[0].text_content())
            assert [squeezed(whole)] == [squeezed(typed) for typed in sorted(set(sites.calls(whole)))]
            assert squeezed(whole).startswith(squeezed(title.removesuffix("…")))
            assert title.endswith("…") or squeezed(title) == squeezed(whole)
            assert {element.tag for element in content.iter()} <= {"div", "p", "a", "span"}


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_files_for_citing_have_it_as_typed(ending: str, sites: Sites) -> None:
    site = sites.hostile.folder
    texts = [(site / "sources" / f"all.{ending}").read_bytes().decode()]
    for address, page in sites.hostile.pages.items():
        if address.startswith("parties/h-"):
            (link,) = page.xpath(f"//a[@download][contains(@download, '.{ending}')]/@href")
            texts.append(unquote(str(link).removeprefix("data:text/plain;charset=utf-8,")))
    titles = [record.title for text in texts for record in read_back(ending, text.encode()) if "h-" in record.id]
    assert len(titles) == 2 * sites.planting.copies
    for title in titles:
        assert [squeezed(title)] == [squeezed(typed) for typed in sorted(set(sites.calls(title)))]


def test_the_one_format_of_the_data_keeps_it(tmp_path: Path) -> None:
    data = Planting(tmp_path, 0, 3, harmful=True).data
    before = load(data)
    for path in data.rglob("*.yml"):
        path.write_text(in_format(path), "utf-8")
        assert in_format(path) == path.read_text("utf-8"), path.name
    assert load(data) == before


# What is refused


def quoted(value: Any) -> str:
    """A value as YAML in one line, with quotation marks around each text."""
    return str(yaml.safe_dump(value, default_flow_style=True, default_style='"', width=100_000)).strip()


def wrong(folder: Path, file: str, entries: dict[str, Any]) -> list[tuple[int, str]]:
    """The line and the message of each problem of the made-up data with entries in a file, each on its own line."""
    data = project.lakes_data(folder)
    lines = (f"{quoted(key)}: {quoted(entry)}\n" for key, entry in entries.items())
    (data / file).write_text("".join(lines), "utf-8")
    with pytest.raises(DataError) as error:
        load(data)
    assert {problem.file for problem in error.value.problems} == {f"data/{file}"}
    return [(problem.line, problem.message) for problem in error.value.problems]


def event(**fields: Any) -> dict[str, Any]:
    """A record with a few fields changed."""
    return {"label": {"en": "x"}, "date": "1999", "sources": ["pact-text"], **fields}


def test_unseen_characters_are_refused(tmp_path: Path) -> None:
    told = wrong(tmp_path, "events.yml", {f"e-{n}": event(label={"en": text}) for n, text in enumerate(UNSEEN)})
    assert [line for line, _ in told] == list(range(1, len(UNSEEN) + 1))
    refusal = re.compile(r"must not have (the (control|invisible) character U\+|\\ inside)")
    assert all(refusal.match(message) for _, message in told)


def test_links_that_lead_to_code_are_refused(tmp_path: Path) -> None:
    told = wrong(tmp_path, "events.yml", {f"e-{n}": event(text={"en": text}) for n, text in enumerate(LINKS)})
    assert {line for line, _ in told} == set(range(1, len(LINKS) + 1))
    assert all(re.match(r"e-\d+\.text\.en must (link to|close|be a web)", message) for _, message in told)


def test_structures_that_would_show_as_signs_are_refused(tmp_path: Path) -> None:
    told = wrong(tmp_path, "events.yml", {f"e-{n}": event(text={"en": text}) for n, text in enumerate(STRUCTURES)})
    assert [line for line, _ in told] == list(range(1, len(STRUCTURES) + 1))
    assert all(
        re.match(r"e-\d+\.text\.en must not have (a heading|a table|double brackets); ", message) for _, message in told
    )


@pytest.mark.parametrize(
    "field",
    later(
        [
            {"date": "TEXT"},
            {"until": "TEXT"},
            {"absent": "TEXT"},
            {"about": ["TEXT"]},
            {"sources": ["TEXT"]},
            {"sources": [{"source": "pact-text", "at": "TEXT"}]},
            {"sources": [{"source": "pact-text", "basis": "TEXT"}]},
            {"label": {"en": "x", "TEXT": "x"}},
            {"TEXT": "x"},
        ],
        first=2,
    ),
    ids=str,
)
def test_fields_of_another_kind_refuse_them(field: dict[str, Any], tmp_path: Path) -> None:
    def with_text(part: Any, text: str) -> Any:
        if isinstance(part, dict):
            return {with_text(key, text): with_text(value, text) for key, value in part.items()}
        if isinstance(part, list):
            return [with_text(value, text) for value in part]
        return text if part == "TEXT" else part

    told = wrong(tmp_path, "events.yml", {f"e-{n}": event(**with_text(field, text)) for n, text in enumerate(TEXTS)})
    assert {line for line, _ in told} == set(range(1, len(TEXTS) + 1))
    assert not [message for _, message in told if "\n" in message]


def test_identifiers_refuse_them(tmp_path: Path) -> None:
    told = wrong(tmp_path, "events.yml", {text: event() for text in TEXTS})
    assert {line for line, _ in told} == set(range(1, len(TEXTS) + 1))


def test_words_refuse_names_of_values_that_no_page_has(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    interface = yaml.load((data / "interface.yml").read_text("utf-8"), yaml.CBaseLoader)
    interface["words"]["as-of"] = {"en": "{date} {0} {date.__class__} { hit()"}
    (data / "interface.yml").write_text(yaml.dump(interface, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
    message = r"interface.yml:\d+:9: words\.as-of\.en must have no placeholders but \{date\}, got \{0\}$"
    with pytest.raises(DataError, match=message):
        load(data, words=words_used())


def test_addresses_refuse_code(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    source = (data / "sources" / "pact-text.yml").read_text("utf-8")
    for number, text in enumerate(TEXTS):
        address = source.replace("https://www.example.org/pact", quoted(text))
        (data / "sources" / f"h-{number}.yml").write_text(address, "utf-8")
    with pytest.raises(DataError) as error:
        load(data)
    accepted = set(range(len(TEXTS))) - {int(re.sub(r"\D", "", problem.file)) for problem in error.value.problems}
    assert not [TEXTS[number] for number in sorted(accepted)]
