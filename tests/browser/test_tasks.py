"""The tasks of readers: each begins at home, takes at most two clicks, and ends with the answer in view."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from dossier.language.edition import Edition
from dossier.records import prose
from dossier.records.model import Dossier
from dossier.records.relations import Relations
from dossier.records.values import LanguageCode
from published import Published
from variants import later

pytestmark = pytest.mark.browser


class Task(NamedTuple):
    """A question of a reader, the clicks from the home page of a language, and the words that answer it."""

    clicks: list[str]
    answers: list[str]
    language: str = ""
    inside: str = "article"
    """The part of the page in which the answer stands."""
    told: str = ""
    """The keys in the data, joined by slashes, of a text with which the answer begins, whatever it says."""
    positions: tuple[str, ...] = ()
    """The positions of the States whose names are the answer, whichever they are."""


TASKS = {
    "signed when, by whom, in what capacity": Task(
        [], ["11 January 2024", "Piotr Hofmański", "President of the Court"]
    ),
    "is the signature of the Director certain": Task(
        ["article a[href*='duran-chavarria']"], ["inferred"], told="signatories/douglas-duran-chavarria/act/text"
    ),
    "place, force, languages, text": Task([".menu a[href$='not-stated/']"], ["Place", "Entry into force", "Languages"]),
    "topics, and which source": Task([], ["Evidence", "Prison management", "BNN Breaking", "unconfirmed"]),
    "States that are not party, and those that only signed": Task([], [], positions=("neither", "signatory")),
    "Suriname since when, seen or computed": Task(
        ["article .tile[href$='#sr'] rect"], ["15 July 2008", "1 October 2008", "computed"], inside="#sr"
    ),
    "two inter-American instruments compared": Task(
        [".menu a[href$='comparison/']"],
        ["Inter-American Commission on Human Rights", "Inter-American Court of Human Rights", "26 April 2012"],
    ),
    "rules of the United Nations on prisoners, with dates": Task(
        ["article .answer a[href*='prison-management']"], ["17 de diciembre de 2015", "30 de agosto de 1955"], "es/"
    ),
    "who presided over the Court, and until when": Task(
        ["article .answer a[href*='piotr-hofmanski']"], ["Presidente do Tribunal", "março de 2024"], "pt/"
    ),
    "a page as BibTeX": Task(["details.cite summary"], ["BibTeX"], inside="details.cite"),
    "statements that rest on BNN Breaking alone": Task(
        [".menu a[href$='sources/']", ".report:nth-of-type(2) details summary"],
        ["Training"],
        inside=".report:nth-of-type(2)",
    ),
    "the whole dossier, to print": Task([".menu a[href$='cite/']", ".menu a[href$='dossier/']"], ["Contents"]),
    "the States in a spreadsheet": Task([".menu a[href$='region/']"], ["Download this table (CSV)"]),
    "what changes in practice": Task([".menu a[href$='questions/']"], [], told="questions/practice/text"),
    "does it bind my country": Task([".menu a[href$='questions/']"], [], told="questions/binding/text"),
    "is it in force": Task([".menu a[href$='questions/']"], [], "es/", told="questions/in-force/text"),
    "a letter that asks for the text": Task(
        [".menu a[href$='questions/']", ".question .fold summary"], [], "fr/", told="questions/text/letter"
    ),
    "a paragraph to quote, and whom to credit": Task(
        [".menu a[href$='cite/']"], ["signed on 11 January 2024", "Diplomat Magazine"]
    ),
    "what the marks mean": Task(["article a[href$='certainty/']"], ["unconfirmed", "has no mark"]),
    "what ILANUD is": Task(["article .answer a[href*='ilanud']"], ["San José", "1975"]),
    "to report an error": Task([], ["Report an error"], inside="footer"),
}


@pytest.fixture(scope="module", params=later([390, 1280]))
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A page on a phone, and on a desktop; one reader does all tasks, as opening a page takes longer than most."""
    opened = browser.new_page(viewport={"width": request.param, "height": 844})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", later(TASKS, first=10))
def test_reader_finds_the_answer(name: str, page: Any, served: str, dossier: Dossier) -> None:
    task = TASKS[name]
    assert len(task.clicks) <= 2
    page.goto(served + task.language)
    for selector in task.clicks:
        if selector.startswith(".menu") and page.locator(".menu-button").is_visible():
            page.locator(".menu-button").click()
        page.locator(selector).first.click()
        page.wait_for_load_state()
    text = re.sub(r"\s+", " ", page.locator(task.inside).first.inner_text())
    answers = [*task.answers, *([beginning(task, dossier)] if task.told else []), *states(task, dossier)]
    assert answers and not [answer for answer in answers if answer.casefold() not in text.casefold()]


def states(task: Task, dossier: Dossier) -> Iterator[str]:
    """The names of the States that answer a task."""
    edition, region = Edition(dossier, LanguageCode("en")), dossier.states
    for code, state in edition.states():
        if region and state.status(region.as_of) in task.positions:
            yield edition.country(code.upper(), state.name)


def beginning(task: Task, dossier: Dossier) -> str:
    """Return the first words of the text in the data that answers a task, as readers see them."""
    text = Relations(dossier).parts[tuple(task.told.split("/"))]
    shown = prose.plain(Edition(dossier, LanguageCode(task.language.strip("/") or "en")).plain(text))
    return " ".join(shown.split())[:60]


def test_link_to_one_fact_is_copied_and_leads_to_it(browser: Any, served: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], has_touch=True)
    page = context.new_page()
    page.goto(f"{served}es/agreement/")
    sign = page.locator("#signed .link-sign")
    sign.focus()
    page.keyboard.press("Enter")
    page.locator(".said", has_text="Enlace copiado").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/es/agreement/#signed")
    context.close()


def test_sign_of_a_cell_names_its_row(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}es/region/")
    labels = [sign.get_attribute("aria-label") for sign in page.locator("#sr td .sign").all()]
    page.close()
    assert labels and all("Suriname, " in label for label in labels)


def test_heading_of_a_question_has_its_name_alone(browser: Any, served: str, dossier: Dossier) -> None:
    page = browser.new_page()
    page.goto(f"{served}es/questions/")
    page.locator(".question .link-sign").last.wait_for(state="attached")
    edition = Edition(dossier, LanguageCode("es"))
    for question in dossier.questions.values():
        assert page.get_by_role("heading", name=edition.plain(question.label), exact=True).count()
    page.close()


def test_sign_of_a_statement_leads_to_its_line(page: Any, served: str) -> None:
    page.goto(f"{served}fr/agreement/")
    line = page.locator("#signed").get_attribute("data-line").split(":")[1]
    sign = page.locator("#signed .line-sign")
    assert sign.get_attribute("href") == f"{Published.edit.replace('edit', 'blob')}data/agreement.yml#L{line}"
    assert sign.get_attribute("title") == f"Ouvrir dans son fichier (data/agreement.yml:{line})"
    page.locator("#signed dt").hover()
    assert sign.evaluate("sign => getComputedStyle(sign).opacity") == "1"


def test_without_a_script_the_menu_opens_and_the_title_comes_first(browser: Any, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{served}pt/region/")
    assert page.locator("h1").bounding_box()["y"] < 200 and not page.locator("#__menu").is_visible()
    page.locator(".menu-button").click()
    assert page.locator("#__menu a").first.is_visible()
    page.locator("#__menu a").last.click()
    assert page.locator("h1").is_visible() and not page.locator("#__menu").is_visible()
    context.close()


def test_contents_of_a_long_page_are_at_hand_on_any_screen(browser: Any, served: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{served}es/agreement/")
    folded, last = page.locator(".contents summary"), page.locator(".contents a:visible").last
    assert folded.bounding_box()["y"] < 100 and not last.count()
    folded.click()
    last.click()
    assert page.url.endswith(str(last.get_attribute("href")))
    page.set_viewport_size({"width": 1280, "height": 844})
    assert last.is_visible() and not folded.is_visible()
    page.context.close()


@pytest.mark.slow
def test_keyboard_reaches_every_control_with_a_visible_focus(browser: Any, served: str) -> None:
    for width, scheme, forced in ((390, "light", "none"), (1280, "dark", "none"), (1280, "light", "active")):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, forced_colors=forced
        )
        page = context.new_page()
        page.goto(f"{served}region/")
        for _ in range(60):
            page.keyboard.press("Tab")
            outline, thick, seen, name = page.evaluate(
                "(({outlineStyle, outlineWidth, visibility}) => [outlineStyle, parseFloat(outlineWidth), visibility, "
                "document.activeElement.outerHTML.slice(0, 120)])(getComputedStyle(document.activeElement))"
            )
            assert outline != "none" and thick >= 2 and seen == "visible", (width, scheme, forced, name)
        context.close()


@pytest.mark.parametrize("width", later([390, 320]))
def test_definitions_are_whole_and_beside_the_line(width: int, browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    count = 0
    for address in ("agreement/", "es/areas/evidence/", "fr/forms/", "pt/parties/ilanud/", "es/region/", "questions/"):
        page.goto(served + address)
        for term in page.locator(".term").all():
            box = term.evaluate(
                "async term => { for (let part = term; part; part = part.parentElement) "
                "if (part.localName === 'details') part.open = true; term.querySelector('a').focus(); "
                "for (const _ of [1, 2]) await new Promise(requestAnimationFrame); "  # the window has moved to the term
                "const { left, right, top, bottom } = term.querySelector('.definition').getBoundingClientRect(); "
                "const lines = [...term.querySelector('a').getClientRects()]; "
                "return [left, right, top < lines[0].top ? lines[0].top - bottom : top - lines.at(-1).bottom]; }"
            )
            assert box[0] >= 0 and box[1] <= width and -5 <= box[2] <= 60, (address, box)
            count += 1
        described = page.locator(".term a").first.get_attribute("aria-describedby")
        assert page.locator(f"#{described}").get_attribute("hidden") is not None
    assert count > 20
    page.close()


def test_wrong_address_is_answered_in_its_language(browser: Any, served: str, site: Any) -> None:
    page = browser.new_page()
    missing = (site.folder / "404.html").read_text("utf-8")
    page.route("**/nowhere/", lambda route: route.fulfill(status=404, body=missing, content_type="text/html"))
    for language, title in (("", "Page not found"), ("pt/", "Página não encontrada"), ("fr/", "Page introuvable")):
        page.goto(f"{served}{language}nowhere/")
        assert page.locator("article :is(h1, h2)").first.text_content() == title
        assert page.locator("h1").text_content() == title
        assert page.locator("h1").evaluate("title => title.closest('[lang]').lang") == (language[:2] or "en")
        assert page.locator("html").get_attribute("lang") == "en", "the head, the menu and the foot are English"
        report = page.locator(".report-error a").get_attribute("href")
        assert parse_qs(urlsplit(report).query)["page"] == [page.url]
    page.close()


def test_home_and_the_main_pages_are_short_on_a_phone(browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    lengths = {"": 5, "es/": 5, "agreement/": 6, "es/agreement/": 6, "fr/agreement/": 6, "region/": 5, "sources/": 3}
    for address, screens in lengths.items():
        page.goto(served + address)
        height = page.evaluate("document.documentElement.scrollHeight")
        assert height <= (screens + 1) * 844, address  # one more, as no right edit may turn a test red
    page.goto(f"{served}sources/")
    assert page.locator("#report-bnn-2024").bounding_box()["y"] < 844
    page.close()
