"""One page of a site: what is said of it elsewhere, what it holds, and the whole of it as HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ..addresses import PageSpec
from ..records.collections import KeyPath

Heading = dict[str, Any]
"""A heading as Python-Markdown notes it: ``level``, ``id``, ``name`` (as HTML) and the headings below, ``children``."""


class Content(NamedTuple):
    """The part of a page that is its own, as HTML, and what follows from it."""

    html: str
    headings: list[Heading]
    sources: tuple[str, ...] = ()
    """The identifiers of the sources that it cites."""


@dataclass(frozen=True)
class Page:
    """A page in one language. Its texts are plain; its content is made when it is first asked for."""

    spec: PageSpec
    key: str
    """The identifier of the record, or the name, that it is about, if it is one of many such pages."""
    record: Any
    """The record whose summary begins it; ``None`` if there is none."""
    title: str
    description: str
    file: str
    """The file it is made from, such as ``data/parties/icc.yml``; empty if there are many."""
    make: Callable[["Page"], Content]
    finish: Callable[["Page"], str]
    """Puts the content into the frame of the site."""
    menu: str = ""
    """The name of the page in the navigation."""

    @cached_property
    def address(self) -> str:
        """Return the address below the root of its language: ``parties/icc/`` is the same page in every language."""
        return self.spec.address.format(key=self.key)

    @property
    def path(self) -> KeyPath:
        """Return the path of the record that has this page alone; empty if it is another page."""
        return (self.spec.each, self.key) if self.spec.each and self.record else ()

    @cached_property
    def content(self) -> Content:
        """Return the content of the page, between head and foot."""
        return self.make(self)

    @property
    def html(self) -> str:
        """Return the whole page as HTML, made anew each time, so that not all pages are in memory at once."""
        return self.finish(self)
