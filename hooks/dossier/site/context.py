"""What a template may ask for while one page in one language is rendered."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from ..addresses import place
from ..language.edition import Edition
from ..records import prose
from ..records.model import MAPS, KeyPath
from ..records.relations import Entry, Relations
from ..records.values import Identifier, Override

GLOSSARY = "glossary/"
TERM = Markup(
    '<span class="term"><a href="{}" aria-describedby="term-{}">{}</a>'
    '<span class="definition" role="tooltip" id="term-{}" data-pagefind-ignore>{}</span></span>'
)


class PageContext:
    """One page in the making: its address and what was noted on the way, headings and references."""

    def __init__(self, edition: Edition, relations: Relations, address: str):
        self.edition, self.relations, self.address = edition, relations, address
        self.headings: list[dict[str, Any]] = []
        self.references: list[str] = []
        self.explained: set[str] = set(edition.dossier.glossary) if address == GLOSSARY else set()
        """Terms that need no explanation any more."""
        self.untranslated = False
        """Whether a text was shown in English because its translation is missing."""

    def text(self, text: Override) -> Markup:
        """A plain text, marked with its language if that is not the page's."""
        return self.noted(escape(self.edition.plain(text)), text)

    def running(self, text: Override) -> Markup:
        """A plain text in which terms are explained."""
        return self.noted(self.explain(self.edition.plain(text)), text)

    def prose(self, text: Override) -> Markup:
        """A text with the small Markdown, in which terms are explained."""
        return self.noted(Markup(prose.render(self.edition.plain(text), self.target, self.explain)), text)

    def noted(self, html: Markup, text: Override) -> Markup:
        """The HTML of a text, marked if it is not translated."""
        language = self.edition.pick(text)[1]
        self.untranslated |= language != self.edition.language
        return self.edition.marked(html, language)

    def explain(self, text: str) -> Markup:
        """A plain text as HTML; the first use of a term on the page shows its definition and leads to the glossary."""

        def linked(key: str, found: str) -> Markup:
            definition = self.edition.dossier.glossary[Identifier(key)].text
            if not definition:  # the sources read have none
                return escape(found)
            return TERM.format(self.href(GLOSSARY, key), key, found, key, self.edition.plain(definition))

        return self.edition.glossary.mark(text, self.explained, linked)

    def explanations(self, statement: Any) -> dict[tuple[str, Markup], None]:
        """How a statement was inferred or computed, each explanation once."""
        return {(source.basis, self.text(source.how)): None for source in statement.sources if source.how}

    def href(self, address: str, fragment: str = "") -> str:
        """The relative address of a page of this site in the page's language."""
        path = relative(address, self.address)
        return ("" if address == self.address and fragment else path) + (fragment and f"#{fragment}")

    def file(self, address: str) -> str:
        """The relative address of a file that all languages share."""
        return posixpath.relpath(address, self.edition.prefix + self.address or ".")

    def described(self, part: str, field: str, description: str) -> Markup:
        """What a part of the data, or a field of it, means; the model says so in English."""
        return self.text(self.edition.meaning(part, field, description))

    def target(self, link: str) -> str:
        """The address that a link in a text leads to: elsewhere, or the page of a record."""
        record, _, fragment = link.partition("#")
        return link if ":" in link else self.href(f"{record}/", fragment)

    def to(self, path: KeyPath) -> str:
        """The relative address of the part of the dossier at ``path``."""
        return self.href(*place(path))

    def name(self, path: KeyPath) -> Markup:
        """The name of the record at ``path``."""
        record = self.relations.at(path)
        if path[0] == "states" and len(path) > 1:
            return self.edition.country(str(path[-1]), record.name)
        if path[0] == "sources":
            return self.edition.cite(record)
        return self.text(record.label if path[0] in MAPS else record.name)

    def link(self, *path: str) -> Markup:
        """A link to the record at ``path``, by its name."""
        return Markup(f'<a href="{self.to(path)}">{self.name(path)}</a>')

    def links(self, paths: Iterable[Iterable[str]]) -> Markup:
        """Links to several records, as a list in words."""
        return self.edition.join([self.link(*path) for path in paths])

    def acts(self, entries: list[Entry]) -> Markup:
        """Links to the same act of several records, by their names."""
        return self.edition.join(
            [Markup(f'<a href="{self.to(entry.path)}">{self.name(entry.record)}</a>') for entry in entries]
        )

    def statement_link(self, entry: Entry) -> Markup:
        """A link to a statement, by what it is about."""
        return Markup(f'<a href="{self.to(entry.path)}">{self.label(entry)}</a>')

    def label(self, entry: Entry) -> Markup:
        """What a statement is about: its own label, or the interface's word for the field that holds it."""
        label = getattr(entry.statement, "label", None)
        return self.text(label) if label else self.edition.t(str(entry.path[-1]).replace("_", "-"))

    def fragment(self, path: KeyPath) -> str:
        """The fragment of the part of the dossier at ``path`` on its page."""
        return place(path)[1]

    def heading(self, fragment: str, title: Any, level: int = 2) -> Markup:
        """A heading, noted for the table of contents: there without markup, and escaped again."""
        token = {"level": level, "id": fragment, "name": str(escape(Markup(escape(title)).striptags())), "children": []}
        (self.headings[-1]["children"] if level > 2 and self.headings else self.headings).append(token)
        return Markup(f'<h{level} id="{escape(fragment)}">{escape(title)}</h{level}>')

    def number(self, source: str) -> int:
        """The number of a source among the references of the page."""
        if source not in self.references:
            self.references.append(source)
        return self.references.index(source) + 1


@lru_cache(20_000)
def relative(address: str, start: str) -> str:
    """The way from one page to another: ``../`` from ``parties/icc/`` to ``parties/``."""
    return posixpath.relpath(address or ".", start or ".") + "/"
