"""The looks that only a browser shows: contrast of placeholders, cards on a phone, code that scrolls, the menu."""

from collections.abc import Iterator
from typing import Any

import pytest
from variants import later

pytestmark = pytest.mark.browser

CONTRAST = """(field) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255)
      .map((value) => (value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4));
    return .2126 * r + .7152 * g + .0722 * b + .05;
  };
  const ground = light(getComputedStyle(field).backgroundColor);
  const { color, opacity } = getComputedStyle(field, "::placeholder"), text = light(color);
  return Math.max(text, ground) / Math.min(text, ground) * (opacity === "1");
}"""
"""A script that returns the contrast of the placeholder of a field, as WCAG counts it; 0 if one sees through it."""


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A page on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", later(["light", "dark"]))
def test_placeholders_can_be_read(scheme: str, phone: Any, served: str) -> None:
    phone.emulate_media(color_scheme=scheme)
    phone.goto(f"{served}comparison/")
    phone.locator(".search-open").click()
    for field in (".table-filter", ".search-form input"):
        assert phone.locator(field).evaluate(CONTRAST) >= 4.5


@pytest.mark.parametrize("language", later(["fr/", "", "es/", "pt/"]))
def test_the_name_of_the_site_is_whole_on_the_narrowest_screen(language: str, phone: Any, served: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(served + language)
    assert phone.locator(".site-name").evaluate("name => name.scrollWidth <= name.clientWidth")
    assert phone.locator(".md-header").bounding_box()["height"] == 49


def test_the_page_beside_the_menu_is_dimmed_and_closes_it(phone: Any, served: str) -> None:
    phone.goto(f"{served}fr/agreement/")
    dim = "getComputedStyle(document.querySelector('.md-main'), '::before').backgroundColor"
    assert phone.evaluate(dim) == "rgba(0, 0, 0, 0)"
    phone.locator(".menu-button").click()
    assert phone.evaluate(dim) == "rgba(0, 0, 0, 0.533)"
    phone.mouse.click(380, 500)
    phone.locator("#__menu").wait_for(state="hidden")


def test_code_keeps_its_lines_and_scrolls_by_keyboard(phone: Any, served: str) -> None:
    phone.goto(f"{served}editing/")
    samples = phone.locator("article pre")
    assert samples.evaluate_all("all => all.some((one) => one.scrollWidth > one.clientWidth)")
    assert samples.evaluate_all("all => all.every((one) => getComputedStyle(one.firstChild).whiteSpace === 'pre')")
    for sample in samples.all():
        sample.focus()
        assert sample.evaluate("one => one === document.activeElement")


def test_cards_say_what_they_are_and_leave_out_what_is_empty(phone: Any, served: str) -> None:
    phone.goto(f"{served}es/instruments/rome-statute/")
    head = phone.locator("th[data-card]").first
    assert head.evaluate("head => getComputedStyle(head, '::before').content") == f'"{head.get_attribute("data-card")}"'
    assert head.locator(".in-table").bounding_box()["width"] <= 1
    nothing = phone.locator("td.nothing")
    assert nothing.count() and not [cell for cell in nothing.all() if cell.is_visible()]
    phone.goto(f"{served}es/comparison/")
    place = phone.locator("td .kind[data-label]").first
    assert place.evaluate("place => getComputedStyle(place, '::before').content") == '"Lugar: "'
    assert not [label for label in phone.locator("td .in-table").all() if label.is_visible()]


def test_link_to_a_folded_list_opens_it(phone: Any, served: str) -> None:
    phone.goto(served)
    phone.locator("ul.asides a").first.click()
    phone.wait_for_url("**/certainty/#*")
    shown = phone.locator(":target")
    assert shown.is_visible() and shown.evaluate("list => list.parentElement.open")
    head = phone.locator(".md-header").bounding_box()
    assert shown.bounding_box()["y"] > head["height"] + 40, "the mark that it is about is hidden"


def test_nothing_shines_round_an_opened_mark(phone: Any, served: str) -> None:
    phone.goto(f"{served}agreement/")
    mark = phone.locator(".why > summary").first
    mark.focus()
    phone.keyboard.press("Enter")
    assert mark.evaluate("mark => getComputedStyle(mark.parentElement).boxShadow") == "none"
    assert mark.evaluate("mark => mark.getClientRects().length") == 1, "the ring of the focus is open"


@pytest.mark.parametrize("address", later(["es/region/", "fr/glossary/", "pt/instruments/rome-statute/"]))
def test_a_mark_of_several_lines_begins_where_the_words_before_it_end(address: str, phone: Any, served: str) -> None:
    phone.goto(served + address)
    boxes = """marks => marks.filter(mark => getComputedStyle(mark).display !== "inline" && mark.offsetHeight > 32)
      .map(mark => mark.textContent)"""
    lengthen = "mark => { mark.className = 'mark long'; mark.textContent = `[1, ${'art. 64, 6 e); '.repeat(6)}]`; }"
    phone.locator("a.mark").first.evaluate(lengthen)
    assert phone.locator("a.mark").first.evaluate("mark => mark.getClientRects().length") > 1
    assert phone.locator("a.mark").evaluate_all(boxes) == []


@pytest.mark.parametrize(("address", "media"), [("comparison/", "screen"), ("region/", "print")])
def test_marks_in_a_table_are_not_larger_than_its_text(address: str, media: str, phone: Any, served: str) -> None:
    phone.set_viewport_size({"width": 768, "height": 1024})
    phone.emulate_media(media=media)
    phone.goto(served + address)
    larger = """marks => marks.filter(mark => {
      const [own, cell] = [mark, mark.closest("td")].map(one => parseFloat(getComputedStyle(one).fontSize));
      return own > cell;
    }).length"""
    assert phone.locator("table.stack td :is(.mark, .badge)").evaluate_all(larger) == 0


def test_the_letter_of_a_paragraph_stays_small(phone: Any, served: str) -> None:
    phone.goto(f"{served}areas/victims-and-witnesses/")
    styles = "labels => labels.map(label => getComputedStyle(label).fontVariantCaps)"
    assert {*phone.locator("dt.provision").evaluate_all(styles)} == {"normal"}


@pytest.mark.parametrize("language", later(["fr/", "", "es/", "pt/"]))
def test_columns_of_the_comparison_do_not_touch(language: str, browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    page.goto(f"{served}{language}comparison/")
    room = page.locator("table.comparison td").evaluate_all(
        "cells => cells.map((cell) => parseFloat(getComputedStyle(cell).paddingRight))"
    )
    assert min(room) >= 12
    page.close()
