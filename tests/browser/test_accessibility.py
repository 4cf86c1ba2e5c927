"""axe finds nothing wrong on any kind of page, in any language, in light and dark, on a phone and on a desktop."""

from functools import cache
from typing import Any

import pytest
from dossier.site import printable
from kinds import one_of_each
from variants import later

pytestmark = pytest.mark.browser

KINDS = [address for address in one_of_each() if address != printable.ADDRESS]
"""Every kind of page but the printable edition, which is made of the others."""
RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}  # WCAG 2.5.3, which axe leaves out by default

OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours, which are all that is different in the dark, and the same in every language."""
COLOURS = {"runOnly": {"type": "rule", "values": OF_COLOURS}}
OTHERS = {**RULES, "rules": {**RULES["rules"], **{rule: {"enabled": False} for rule in OF_COLOURS}}}
"""All rules but those that look at colours."""
RUN = "async (options) => (await axe.run(document, { ...options, resultTypes: ['violations'] })).violations"
"""A script that returns what axe finds."""


@cache
def axe() -> str:
    """Return the script that is axe."""
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)


def violations(page: Any, rules: dict[str, Any] = RULES) -> list[tuple[str, str]]:
    """Return each problem that axe finds on a page by some rules: the rule and the element."""
    if not page.evaluate("'axe' in window"):  # it stays while the page does
        page.evaluate(axe())
    return [(item["id"], node["html"][:160]) for item in page.evaluate(RUN, rules) for node in item["nodes"]]


def check(
    browser: Any, address: str, width: int, kinds: list[str], colours: bool = True
) -> list[tuple[str, str, str, str]]:
    """Return each problem that axe finds on pages of some kinds: the page, light or dark, the rule, the element."""
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    page = context.new_page()
    found = []
    for kind in kinds:
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        page.goto(address + kind)
        found += [(kind, "light", *problem) for problem in violations(page, RULES if colours else OTHERS)]
        if colours:
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # the colours change at once
            found += [(kind, "dark", *problem) for problem in violations(page, COLOURS)]
    context.close()
    return found


@pytest.mark.parametrize("page", ["", "agreement/"])
def test_axe_finds_nothing_on_the_main_pages(page: str, browser: Any, served: str) -> None:
    assert not check(browser, f"{served}es/", 390, [page])


@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["", "es/", "fr/", "pt/"])
def test_axe_finds_nothing(language: str, width: int, browser: Any, served: str) -> None:
    assert not check(browser, served + language, width, KINDS, colours=language == "es/")


@pytest.mark.parametrize(
    ("opened", "width"),
    later(
        [
            (".search-open", 1280),
            ("[popovertarget=__languages]", 390),
            (".menu-button", 390),
            ("a.mark", 390),
            ("a.mark", 1280),
            (".cite summary", 390),
            (".cite summary", 1280),
        ],
        first=2,
    ),
)
def test_axe_finds_nothing_while_something_is_open(opened: str, width: int, browser: Any, served: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served}es/areas/evidence/")
    page.locator(opened).first.click()
    if opened == ".search-open":
        page.locator(".search-form input").fill("prueba")
        page.locator(".search-results[aria-busy=false]").wait_for(state="attached")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")  # no target lies half under the head of the page
    found = violations(page)
    context.close()
    assert not found
