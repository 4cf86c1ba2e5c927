"""The time that a reader waits in a real browser: for the first page, and for an answer after a query's last letter."""

import time
from collections.abc import Iterable
from pathlib import Path

import chromium
from playwright.sync_api import Page, Response
from published import Published

from benchmark.measure import compressed

PATIENCE = 60_000
"""Milliseconds after which an answer has not come."""


def first_visit(site: Path) -> int:
    """The bytes that a first visit to the home page of a site loads from its host, each file compressed."""
    with chromium.launched() as browser, Published(site, "").served() as address:
        page, answers = browser.new_page(), list[Response]()
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address, wait_until="networkidle")
        return sum(compressed(answer.body()) for answer in answers if answer.url.startswith(address) and answer.ok)


def waits(site: Path, queries: Iterable[str]) -> list[float]:
    """The seconds that each query takes on the home page of a site; the first one loads the index."""
    with chromium.launched() as browser, Published(site, "").served() as address:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.locator(".search-open").click()
        return [wait(page, query) for query in queries]


def wait(page: Page, query: str) -> float:
    """The seconds until a query is answered, the moment in which the search waits for further letters included."""
    start = time.perf_counter()
    page.locator(".search-form input").fill(query)
    page.locator(".search-results[aria-busy=false]:has(li)").wait_for(state="attached")
    return time.perf_counter() - start
