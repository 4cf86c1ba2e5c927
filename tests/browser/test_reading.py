"""The site in a real browser: nothing is cut off, nothing fails, nothing asks another host."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromium
import project
import pytest
from dossier.__main__ import main
from dossier.language.edition import Edition
from dossier.records.model import Dossier
from dossier.site import theme
from kinds import one_of_each
from published import Published
from variants import later

pytestmark = pytest.mark.browser

LANGUAGES = cycle(["", "es/", "fr/", "pt/"])
PAGES = [next(LANGUAGES) + address for address in one_of_each()] + ["es/", "404.html"]
"""Every kind of page, in one language or another."""


@pytest.fixture(
    params=[
        (390, "light"),
        *(pytest.param(other, marks=pytest.mark.slow) for other in [(390, "dark"), (1280, "light"), (1280, "dark")]),
    ],
    ids=lambda param: f"{param[0]}-{param[1]}",
)
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A phone or a desktop, in light or dark colours; it notes errors and the addresses it asks for."""
    width, scheme = request.param
    opened = chromium.noting(
        browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme).new_page()
    )
    yield opened
    opened.context.close()


@pytest.mark.slow
def test_nothing_fails_in_a_site_in_one_language(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.ROOT)
    assert main(["init", str(tmp_path / "begun")]) == 0
    made = project.engine_free(tmp_path / "begun", tmp_path / "site", OFFLINE="1")
    assert made.returncode == 0, made.stderr
    page = chromium.noting(browser.new_page())
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert page.locator("#__languages").count() == 0
    page.locator("h1").click()
    page.keyboard.press("Escape")
    assert not page.faults
    page.close()


@pytest.mark.slow
def test_pages_fit_and_work(page: Any, served: str) -> None:
    for address in PAGES:
        page.goto(served + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} scrolls sideways"
        assert page.locator("h1").is_visible(), address
    assert not page.faults
    assert not [url for url in page.asked if not url.startswith((served, "data:"))]


WIDTHS = sorted({*range(320, 1301, 20), 719, 1219})
"""The widths of windows that are tried: steps, and the last ones before the looks change."""


SPACED = """\
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""The spacing that a reader may set (WCAG 2.2, 1.4.12)."""
TOO_WIDE = """async ([address, style, widths]) => {
  const frame = document.createElement("iframe");
  frame.style = "position: absolute; left: 0; border: 0; height: 640px";
  frame.src = address;
  document.body.replaceChildren(frame);
  await new Promise((loaded) => (frame.onload = loaded));
  const { head, documentElement } = frame.contentDocument;
  head.append(Object.assign(frame.contentDocument.createElement("style"), { textContent: style }));
  return widths.filter((width) => {
    frame.style.width = `${width}px`;
    return documentElement.scrollWidth > width || frame.contentWindow.innerWidth !== width;
  });
}"""
"""A script that opens a page in a frame, which is its window, and returns the widths at which it scrolls sideways."""


def test_a_wrong_address_is_answered_in_its_language(page: Any, served: str, site: Published) -> None:
    page.route("**/fr/nowhere/", lambda route: route.fulfill(status=404, path=site.folder / "404.html"))
    page.goto(f"{served}fr/nowhere/")
    heading, name = page.locator("h1").inner_text(), site.pages["fr/"].cssselect("title")[0].text
    assert page.locator(".not-found").first.get_attribute("lang") == "fr"
    assert page.title() == f"{heading} – {name}" and page.locator("title").get_attribute("lang") == "fr"


@pytest.mark.slow
@pytest.mark.parametrize("style", ["", SPACED], ids=["plain", "spaced"])
def test_pages_fit_windows_of_any_width_also_with_wider_spacing(style: str, browser: Any, served: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served}404.html")
    tables = [f"{language}{address}" for language in ("", "fr/") for address in ("comparison/", "glossary/")]
    for address in [*PAGES, *tables]:
        assert page.evaluate(TOO_WIDE, [served + address, style, WIDTHS]) == [], address
    assert page.evaluate(TOO_WIDE, [served, "h1 { min-width: 700px }", [320, 1280]]) == [320]
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_late_scripts_arrive(width: int, browser: Any, served: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.add_init_script(
        "window.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries()))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    drawn = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    held: list[Any] | None = []

    def hold(route: Any) -> None:
        if held is None or "/colours.js" in route.request.url:  # without that one nothing is drawn
            route.continue_()
        else:
            held.append(route)

    page.route("**/*.js*", hold)
    for address in PAGES:
        held = []
        page.goto(served + address, wait_until="commit")
        page.locator("h1").wait_for()
        page.evaluate(drawn)
        waiting, held, released = held, None, page.evaluate("performance.now()")
        for route in waiting:
            route.continue_()
        page.wait_for_load_state("load")
        page.evaluate(drawn)
        # On a busy machine the head may be drawn before it is read to its end: only what comes after counts here.
        moved = page.evaluate(
            "(from) => shifts.filter((one) => one.startTime >= from).flatMap(({ sources }) => [...sources])"
            ".map(({ node }) => node.nodeType === 1 ? node : node.parentElement)"
            ".filter((element) => !element.closest('.citation')).map((element) => element.outerHTML.slice(0, 80))",
            released,
        )
        assert not moved, address  # but words of a citation, in which the script puts the day of the visit
    context.close()


COVERED = """() => {
  document.querySelectorAll("article details").forEach((part) => { part.open = true; });
  const over = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  const texts = [], range = document.createRange(), seen = { visibilityProperty: true };
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest(".sign, .status") || !node.parentElement.checkVisibility(seen)) continue;
    range.selectNodeContents(node);
    texts.push(...[...range.getClientRects()].map((box) => [box, node.data.trim()]));
  }
  const signs = [...document.querySelectorAll(".sign")].filter((sign) => sign.checkVisibility(seen));
  return [signs.length, signs.flatMap((sign) => {
    const own = sign.getBoundingClientRect();
    return texts.filter(([box]) => over(box, own)).map(([, text]) => `${sign.ariaLabel} lies over ${text}`);
  })];
}"""
"""A script that returns how many signs of statements a page has, and which text each lies over."""


MANY_SIGNS = ("glossary/", "fr/region/", "parties/icc/")


@pytest.mark.parametrize(
    ("width", "touch", "pages"),
    later(
        [
            (390, True, MANY_SIGNS),
            (390, False, PAGES),
            (768, True, PAGES),
            (1000, False, PAGES),
            (1280, False, (*PAGES, *MANY_SIGNS)),
        ]
    ),
)
def test_the_sign_of_a_statement_never_lies_over_text(
    width: int, touch: bool, pages: Iterable[str], browser: Any, served: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    counts = []
    for address in pages:
        page.goto(served + address)
        count, faults = page.evaluate(COVERED)
        assert not faults, (address, faults[:3])
        counts.append(count)
    assert sum(counts) > 100
    context.close()


BROKEN = """() => {
  const range = document.createRange(), found = [];
  for (const cell of document.querySelectorAll("table.stack :is(th, td)")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      if (node.parentElement.closest(".sign, .status")) continue;
      for (const { 0: word, index } of node.data.matchAll(/\\p{L}+/gu)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word);
      }
    }
  }
  return found;
}"""
"""A script that returns the words of tables that stand on two lines."""


@pytest.mark.parametrize("width", [*(pytest.param(width, marks=pytest.mark.slow) for width in (760, 840)), 1280])
@pytest.mark.parametrize("language", later(["fr/", "", "es/", "pt/"]))
def test_tables_use_the_room_and_break_no_word(language: str, width: int, browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    edges = "heads => heads.map(head => Math.round(head.getBoundingClientRect().left))"
    for address in ("comparison/", "instruments/", "region/"):
        page.goto(f"{served}{language}{address}")
        assert not page.evaluate(BROKEN), address
    tables = [table.locator("thead th").evaluate_all(edges) for table in page.locator("table.states").all()]
    assert len(tables) > 1 and all(table == tables[0] for table in tables), "each table of States has its own columns"
    page.goto(f"{served}{language}instruments/")
    widths = page.locator("table >> nth=0 >> thead th").evaluate_all("heads => heads.map(head => head.offsetWidth)")
    assert max(widths) == widths[0], "the column of the titles is not the widest"
    page.goto(f"{served}{language}comparison/")
    box = page.locator("table.comparison").bounding_box()
    assert width - box["x"] - box["width"] < 80, "there is empty room beside the comparison"
    page.close()


def test_colours_follow_the_reader(page: Any, served: str) -> None:
    def lightness() -> int:
        return sum(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"))

    page.goto(served)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert (lightness() < 200) == dark
    page.locator(".colours-button").click()
    assert (lightness() < 200) != dark
    page.goto(f"{served}es/")
    assert (lightness() < 200) != dark


def test_other_sites_of_the_host_choose_their_own_colours(desktop: Any, served: str) -> None:
    desktop.goto(served)
    desktop.evaluate("['colours', 'theme', '__palette'].forEach((key) => localStorage.setItem(key, 'dark'))")
    desktop.reload()
    assert desktop.locator("html").get_attribute("data-colours") == ""
    desktop.locator(".colours-button").click()
    path = urlsplit(served).path
    assert f"colours {path}assets/" in desktop.evaluate("Object.keys(localStorage)")


@pytest.mark.parametrize("fragment", later(["%E0%A4%A", "%", "[", "a'\"<b>"], first=2))
def test_a_broken_fragment_breaks_no_script(fragment: str, desktop: Any, served: str) -> None:
    for address in ("cite/", "region/"):
        desktop.goto(f"{served}{address}#{fragment}")
        desktop.evaluate("location.hash += '%'")
        assert desktop.locator(".said").count() == 1
    assert not desktop.faults


@pytest.fixture
def desktop(browser: Any) -> Iterator[Any]:
    """A page on a desktop; it notes errors."""
    opened = chromium.noting(browser.new_page(viewport={"width": 1280, "height": 844}))
    yield opened
    opened.close()


def until(page: Any, condition: Callable[[], Any]) -> None:
    """Wait until ``condition`` holds; the policy of the pages forbids the browser to evaluate it."""
    for _ in range(200):
        if condition():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not happen within 10 s")


def test_switcher_leads_to_the_same_place_in_the_same_page(page: Any, served: str) -> None:
    page.goto(f"{served}areas/evidence/#references")
    for language, heading in (("es", "Prueba"), ("fr", "Preuve"), ("pt", "Prova"), ("en", "Evidence")):
        page.locator("[popovertarget=__languages]").click()
        page.locator(f'#__languages a[hreflang="{language}"]').click()
        page.wait_for_url(f"**/{'' if language == 'en' else language + '/'}areas/evidence/#references")
        assert page.locator("h1").text_content() == heading
        assert page.locator("html").get_attribute("lang") == language


def test_switcher_keeps_what_is_in_view_also_for_a_new_tab(desktop: Any, served: str) -> None:
    desktop.goto(f"{served}agreement/")
    switcher, link = desktop.locator("[popovertarget=__languages]"), desktop.locator("#__languages a[hreflang=fr]")
    for scrolled in (False, True):
        if scrolled:
            desktop.locator("#signed").evaluate("statement => statement.scrollIntoView()")
        switcher.click()
        with desktop.context.expect_page() as opened:
            link.click(button="middle")
        opened.value.wait_for_url(f"**/fr/agreement/{'#signed' if scrolled else ''}")
        opened.value.close()
        desktop.keyboard.press("Escape")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "height", "address"), [(1280, 700, "timeline/"), (320, 256, "questions/"), (390, 700, "region/")]
)
def test_the_focus_is_never_below_the_head(width: int, height: int, address: str, browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(served + address)
    page.locator(".md-footer a").last.focus()
    hidden = """document.activeElement.closest("main")
      && document.activeElement.getBoundingClientRect().top < document.querySelector(".md-header").offsetHeight
      && document.activeElement.textContent"""
    for _ in range(120):  # WCAG 2.2, 2.4.11
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(hidden)
    read = page.evaluate("scrollY")
    page.locator(".colours-button").evaluate("button => button.focus({ preventScroll: true })")
    page.keyboard.press("Tab")
    assert read and page.evaluate("scrollY") == read, "the page moves when the head has the focus"
    page.close()


def test_term_shows_its_definition_on_hover_and_focus_until_escape(desktop: Any, served: str) -> None:
    desktop.goto(f"{served}es/agreement/")
    term = desktop.locator(".term").first
    definition = term.locator(".definition")
    assert not definition.is_visible()
    term.hover()
    definition.wait_for()
    desktop.keyboard.press("Escape")
    definition.wait_for(state="hidden")
    desktop.mouse.move(0, 0)
    term.locator("a").focus()
    definition.wait_for()
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/es/glossary/#*")


def test_the_pointer_reaches_the_definition_of_a_term(desktop: Any, served: str) -> None:
    desktop.goto(f"{served}agreement/")
    for term in desktop.locator(".term:visible").all():
        term.hover()
        definition = term.locator(".definition")
        of, box = term.bounding_box(), definition.bounding_box()
        x = of["x"] + of["width"] / 2
        assert box["x"] < x < box["x"] + box["width"], "the definition stands elsewhere"
        for y in range(round(of["y"] + of["height"] / 2), round(box["y"] + box["height"] / 2)):  # WCAG 2.2, 1.4.13
            desktop.mouse.move(x, y)
            assert definition.is_visible()


def test_a_definition_stays_within_the_window(browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.goto(f"{served}es/agreement/")
    for term in page.locator(".term:visible").all():
        page.evaluate("scrollTo(0, 0)")
        term.locator("a").focus()
        box = term.locator(".definition").bounding_box()
        assert box["x"] > 0 and box["x"] + box["width"] < 390
        assert box["y"] > 0 and box["y"] + box["height"] < 700
    page.close()


def test_term_shows_its_definition_on_tap(browser: Any, served: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{served}pt/forms/")
    term = page.locator(".term:visible").first
    term.locator("a").tap()
    term.locator(".definition").wait_for()
    box = term.locator(".definition").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    term.locator("a").tap()
    page.wait_for_url("**/pt/glossary/#*")
    context.close()


def test_source_mark_leads_to_the_reference_and_on_to_the_source_without_script(browser: Any, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}agreement/")
    page.locator("#signed a.mark").first.click()
    page.wait_for_url("**/agreement/#ref-*")
    page.locator("#ref-1 a").last.click()
    page.wait_for_url("**/sources/*/")
    assert page.locator("#facts").is_visible()
    context.close()


def test_source_mark_opens_the_reference_beside_the_statement(page: Any, served: str) -> None:
    page.goto(f"{served}agreement/")
    mark = page.locator("#signed a.mark").first
    mark.focus()
    page.keyboard.press("Enter")
    note = page.locator(".sidenote")
    assert "Diplomat Magazine" in note.text_content()
    assert mark.get_attribute("aria-expanded") == "true"
    box, width = note.bounding_box(), page.viewport_size["width"]
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert (box["x"] > page.locator("article").bounding_box()["width"]) == (width > 1220)
    page.keyboard.press("Escape")
    note.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "mark"


def test_menu_by_keyboard_on_a_phone(browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served}es/areas/evidence/")
    assert not page.locator("#__menu").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "md-skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#__menu:popover-open a:focus").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "page"
    box = page.locator("#__menu").bounding_box()
    assert box["x"] >= 0 and box["width"] > 200 and box["x"] + box["width"] <= 390
    assert box["y"] >= page.locator(".md-header").bounding_box()["height"]
    assert page.locator("#__menu a").last.is_visible()
    page.keyboard.press("Escape")
    page.locator("#__menu").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className").endswith("menu-button")
    page.close()


@pytest.mark.parametrize("part", ["#__menu", "#__languages"])
def test_what_lies_over_the_page_closes_by_escape_its_button_and_when_the_focus_leaves_it(
    part: str, browser: Any, served: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served}fr/agreement/")
    button, shown = page.locator(f"[popovertarget={part[1:]}]"), page.locator(part)
    button.click()
    shown.locator("a").last.focus()
    page.keyboard.press("Escape")
    shown.wait_for(state="hidden")
    assert button.evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    shown.locator("a").last.focus()
    page.keyboard.press("Tab")
    shown.wait_for(state="hidden")
    for _ in range(2):
        button.click()
        shown.locator("a").first.focus()
        button.click()
        assert not shown.is_visible(), "its button opens it again"
    page.close()


def test_tables_sort_and_filter(desktop: Any, served: str, dossier: Dossier) -> None:
    region, word = dossier.states, Edition(dossier, "fr").word
    assert region
    signatories, parties_now, every = region.having("signatory"), region.having("party"), len(region.states)
    desktop.goto(f"{served}fr/region/")
    rows, status = desktop.locator("tbody tr:visible"), desktop.locator(".table-tools [role=status]")
    desktop.locator(".table-filter").fill(word("state-signatory"))
    assert sorted(row.get_attribute("id") for row in rows.all()) == sorted(signatories)
    assert re.findall(r"\d+", status.text_content()) == [str(len(signatories)), str(every)]
    desktop.locator(".table-filter").fill("pérou")
    assert re.findall(r"\d+", status.text_content()) == ["1", str(every)]
    desktop.locator(".table-filter").fill("")
    parties = desktop.locator("details.group").last
    parties.locator(".table-sort").nth(2).click()
    dates = [time.get_attribute("datetime") for time in parties.locator("tbody td:nth-child(3) > time").all()]
    assert len(dates) == len(parties_now) and dates == sorted(dates)
    assert parties.locator("thead th").nth(2).get_attribute("aria-sort") == "ascending"


def test_filter_folds_accents_and_says_how_many_rows_are_left(browser: Any, served: str, dossier: Dossier) -> None:
    assert dossier.states
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="tr-TR")
    page = context.new_page()
    page.goto(f"{served}es/region/")
    field, status = page.locator(".table-filter"), page.locator(".table-tools [role=status]")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.table-filter')).fontSize)") >= 16
    for typed, names in (
        ("PERU", ["Perú"]),
        ("haiti", ["Haití"]),
        ("ratificacion perú", ["Perú"]),
        ("san cristobal", ["Saint"]),
    ):
        field.fill(typed)
        shown = page.locator("tbody tr:visible th").all()
        assert [row.text_content().split()[0] for row in shown] == names
        assert re.findall(r"\d+", status.text_content()) == ["1", str(len(dossier.states.states))]
    field.fill("qqq")
    assert status.text_content() == "Ninguna fila"
    page.locator(".tile-map a[href='#uy'] rect").click()
    page.locator("#uy").wait_for(state="visible")
    assert field.input_value() == ""
    context.close()


def test_filter_reads_signs_as_the_search_does(desktop: Any, served: str) -> None:
    typed = {"fr/instruments/": ["l'Union"], "sources/": ["Court's"], "region/": ['"Cuba"', "Cuba,", '"SURINAME (']}
    for address, texts in typed.items():
        desktop.goto(served + address)
        for text in texts:
            desktop.locator(".table-filter").first.fill(text)
            assert desktop.locator("tbody tr:not([hidden])").count(), text
            assert re.search(r"\d", str(desktop.locator(".table-tools [role=status]").first.text_content())), text
    letters = "JSON.parse(document.querySelector('.table-filter').dataset.letters)"
    assert desktop.evaluate(f"keyOf('L’Œuvre', {letters})") == "loeuvre"


def test_what_is_asked_for_before_the_scripts_arrive_is_answered(browser: Any, served: str) -> None:
    page, held = browser.new_page(), []
    late = re.compile(r"/(?:page|search|table)\.js")
    page.route(late, lambda route: held.append(route))
    page.goto(f"{served}region/", wait_until="commit")
    page.locator(".table-filter").fill("peru")
    page.locator(".search-open").click()
    page.locator("dialog.search input").fill("Jamaica")
    until(page, lambda: len(held) == 3)
    for route in held:
        route.continue_()
    page.locator(".search-title").first.wait_for()
    assert str(page.locator(".search-title").first.get_attribute("href")).endswith("region/#jm")
    page.keyboard.press("Escape")
    assert page.locator("tbody tr:visible").evaluate_all("rows => rows.map(row => row.id)") == ["pe"]
    page.close()


def test_filter_covers_all_tables_below_it(desktop: Any, served: str) -> None:
    desktop.goto(f"{served}es/instruments/")
    assert desktop.locator(".table-filter").count() == 1 and desktop.locator("table").count() == 2
    desktop.locator(".table-filter").fill("niños")
    assert desktop.locator("tbody tr:visible", has_text="niños").count() == desktop.locator("tbody tr:visible").count()
    assert desktop.locator("tbody tr:visible").count() and desktop.locator("table:visible").count() == 1


def test_totals_stay_below_the_rows_that_are_sorted(desktop: Any, served: str) -> None:
    desktop.goto(f"{served}translations/")
    total = desktop.locator("tfoot tr").text_content()
    for _ in range(2):
        desktop.locator(".table-sort").nth(1).click()
        assert desktop.locator("table tr").last.text_content() == total
        assert desktop.locator("tbody tr th", has_text="data/").count() == desktop.locator("tbody tr").count()


def test_groups_fold_on_a_phone_and_no_hidden_control_takes_the_focus(
    browser: Any, served: str, dossier: Dossier
) -> None:
    assert dossier.states
    apart = [*dossier.states.having("neither"), *dossier.states.having("signatory")]
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served}region/")
    assert not page.locator("#uy").is_visible() and page.locator(f"#{apart[0]}").is_visible()
    assert not [button for button in page.locator(".table-sort").all() if button.is_visible()]
    page.goto(f"{served}region/#uy")
    page.locator("#uy").wait_for(state="visible")
    page.close()


def test_tile_map_by_keyboard(desktop: Any, served: str, dossier: Dossier) -> None:
    assert dossier.states
    desktop.goto(f"{served}region/")
    tiles = desktop.locator(".tile-map > svg a")
    assert tiles.count() == len(dossier.states.states)
    tiles.first.focus()
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**/region/{tiles.first.get_attribute('href')}")


def test_copied_text_has_no_signs_and_nothing_that_is_not_seen(desktop: Any, served: str) -> None:
    for address, part in (("fr/region/", "#pe"), ("glossary/", "dl.terms"), ("questions/", "article")):
        desktop.goto(served + address)
        assert desktop.locator(f"{part} .sign").count()
        desktop.locator(part).evaluate("part => getSelection().selectAllChildren(part)")
        copied = desktop.evaluate("getSelection().toString()")
        assert len(copied) > 50 and "¶" not in copied and "✎" not in copied, address
        assert not part.startswith("#") or copied.startswith("Pérou\t")


def test_citation_is_copied(browser: Any, served: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}es/cite/")
    page.locator(".copy").first.click()
    page.locator(".said", has_text="Copiado").wait_for()
    assert "firmado el 11 de enero de 2024" in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_citation_is_copied_where_a_page_came_over_plain_http(page: Any, served: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.add_init_script("addEventListener('copy', (event) => { window.copied = event.target.value; })")
    page.goto(f"{served}es/cite/")
    page.locator(".copy").first.click()
    page.locator(".said", has_text="Copiado").wait_for()
    assert "firmado el 11 de enero de 2024" in page.evaluate("window.copied")


def test_citation_is_copied_where_the_clipboard_is_refused(desktop: Any, served: str) -> None:
    refused = "{ writeText: () => Promise.reject(new Error('refused')) }"
    desktop.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ value: {refused} }})")
    desktop.add_init_script("addEventListener('copy', (event) => { window.copied = event.target.value; })")
    desktop.goto(f"{served}es/cite/")
    button = desktop.locator(".copy").first
    button.focus()
    desktop.keyboard.press("Enter")
    desktop.locator(".said", has_text="Copiado").wait_for()
    assert "firmado el 11 de enero de 2024" in desktop.evaluate("window.copied")
    assert button.evaluate("button => button === document.activeElement")
    assert not desktop.faults


def test_letter_is_copied_as_it_reads(browser: Any, lakes: Published) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    with lakes.served() as address:
        page.goto(f"{address}questions/")
        page.locator("details:has(blockquote[id]) > summary").click()
        page.locator("blockquote[id] + .copy").click()
        until(page, lambda: page.evaluate("navigator.clipboard.readText()") != "")
        assert page.evaluate("navigator.clipboard.readText()") == "To the lake,\n\nplease send the pact."
    context.close()


OTHER_LOOK = """async (sheet) => {
  const names = ("content display position inset width height margin padding border border-radius outline background " +
    "color font text-align text-decoration text-transform letter-spacing white-space overflow opacity visibility " +
    "transform flex grid float clear list-style mask-image box-shadow cursor z-index break-inside").split(" ");
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return [];
    const values = names.map((name) => style.getPropertyValue(name));
    return [[element.tagName, element.className, part, ...values].join("; ")];
  };
  const looks = () => [...document.querySelectorAll("body, body *")].flatMap((element) =>
    [null, "::before", "::after"].flatMap((part) => look(element, part)));
  const reduced = looks(), link = document.querySelector(`link[href*="/${sheet}"]`), whole = link.cloneNode();
  whole.href = link.href.replace(sheet, "whole.css");
  await new Promise((loaded) => { whole.onload = loaded; link.before(whole); });
  link.remove();
  const full = looks(), at = full.findIndex((found, at) => found !== reduced[at]);
  return at < 0 && full.length === reduced.length ? [] : [reduced[at], full[at], reduced.length, full.length];
}"""
"""A script that returns the first element of a page, or part put before or after one, that looks different with the
whole of a style sheet than with what the site has of it; nothing if all look the same."""


@pytest.mark.slow
@pytest.mark.parametrize(("width", "medium"), [(390, "print"), (1280, "screen")])
def test_what_is_left_out_of_the_style_sheet_changes_nothing(
    width: int, medium: str, browser: Any, served: str
) -> None:
    (whole,) = theme.folder().glob("assets/stylesheets/main.*.min.css")
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.emulate_media(media=medium, reduced_motion="reduce")
    page.route("**/whole.css*", lambda route: route.fulfill(path=whole))
    for address in one_of_each():
        page.goto(served + address)
        assert not page.evaluate(OTHER_LOOK, "material.css"), address
    page.close()
