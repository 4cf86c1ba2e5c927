"""One page of each row of the table of pages, for tests of the real site that need not open them all."""

import project
from dossier.addresses import EVERY_KIND, PAGES, PageSpec
from dossier.records.collections import FOLDERS


def one_of_each() -> list[str]:
    """Return the address of one page of each row, below the root of a language."""
    return [spec.address.format(key=longest(spec)) for spec in PAGES]


def longest(spec: PageSpec) -> str:
    """Return the entry of a row with the most to show: the one with the largest file; empty if it is one page."""
    if spec.each == EVERY_KIND:
        return next(iter(FOLDERS))
    if not spec.each:
        return ""
    return max((project.ROOT / "data" / spec.each).glob("*.yml"), key=lambda path: path.stat().st_size).stem
