"""From the last letter of a query to the answer in a real browser: what a reader waits for."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import chromium
from playwright.sync_api import Page
from published import Published

PATIENCE = 60_000
"""Milliseconds after which an answer has not come."""


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
