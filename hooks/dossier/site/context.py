"""The object ``page`` of the templates: one page in one language, while it is rendered."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from posixpath import commonprefix
from typing import Any

from markupsafe import Markup, escape

from ..addresses import place
from ..language.edition import Edition
from ..language.locale import fold
from ..records import prose
from ..records.collections import MAPS, KeyPath
from ..records.model import Question
from ..records.relations import Entry, Relations
from ..records.statements import Citation
from ..records.values import Identifier, LocalText
from ..settings import Settings
from .fragments import shown_at
from .page import Heading

GLOSSARY = "glossary/"
LINK = Markup('<a href="%s">%s</a>')  # filled with %, which takes a fifth of the time of ``format``
TITLE = Markup('<h%d id="%s">%s</h%d>')
SHORT_ENDS = re.compile(r"<[^>]*>|(?<![\w-])[^\W\d_]+(?:-[^\W\d_]{1,3})+(?![\w-])")
"""Tags, and the words within which no line of a heading is to end: a-t-il, pedi-lo."""
UNBROKEN = '<span class="whole">%s</span>'
TERM = Markup(
    '<span class="term"><a href="%s" aria-describedby="term_%s">%s</a>'
    '<span class="definition" role="tooltip" id="term_%s" hidden>%s</span></span>'
)


class PageContext:
    """Links and texts as one page needs them; it notes the headings and the sources that the page has on the way.

    A page that a host shows at any address has a ``root``, which begins every link to the site in place of ``../``.
    """

    def __init__(self, edition: Edition, relations: Relations, address: str, settings: Settings, root: str = ""):
        self.edition, self.relations, self.address, self.root = edition, relations, address, root
        self.settings = settings
        self.headings: list[Heading] = []
        self.references: list[str] = []
        """The sources cited so far, in the order of their numbers."""
        self.explained: set[str] = set(edition.dossier.glossary) if address == GLOSSARY else set()
        """Terms that need no explanation any more."""
        self.untranslated = False
        """True once a text was shown in the default language because its translation is missing."""

    # Texts

    def text(self, text: LocalText) -> Markup:
        """Return a plain text as HTML, marked with its language if that is not the page's."""
        return self.noted(text, escape)

    def running(self, text: LocalText) -> Markup:
        """Return a plain text as HTML in which terms are explained."""
        return self.noted(text, self.explain)

    def prose(self, text: LocalText) -> Markup:
        """Return a text with its small Markdown as HTML in which terms are explained."""
        return self.noted(text, lambda shown: prose.render(shown, self.target, self.explain))

    def aside(self, text: LocalText) -> Markup:
        """Return a text with its small Markdown as HTML in which no term is explained: for a fold, or to be copied."""
        return self.noted(text, lambda shown: prose.render(shown, self.target, escape))

    def noted(self, text: LocalText, html: Callable[[str], str]) -> Markup:
        """Return a text as the HTML that a function makes of it, marked if it is not translated, and note that."""
        shown, language = self.edition.pick(text)
        self.untranslated |= language != self.edition.language
        return self.edition.marked(Markup(self.edition.titles(html(shown), language)), language)

    def explain(self, text: str) -> Markup:
        """Return a plain text as HTML; the first use of a term on the page has its definition and a link to it."""

        def linked(key: str, found: str) -> Markup:
            definition = self.edition.dossier.glossary[Identifier(key)].text
            if not definition:  # the sources read have none
                return escape(found)
            return TERM % (self.href(GLOSSARY, key), key, found, key, self.edition.plain(definition))

        return self.edition.glossary.mark(text, self.explained, linked)

    def explanations(self, statement: Any) -> dict[tuple[str, Markup], list[Citation]]:
        """Return how a statement was inferred or computed: each explanation once, with the citations it is about."""
        found: dict[tuple[str, Markup], list[Citation]] = {}
        for source in statement.sources:
            if source.how:
                found.setdefault((source.basis, self.aside(source.how)), []).append(source)
        return found

    # Links

    def href(self, address: str, fragment: str = "") -> str:
        """Return the relative address of a page of this site in the page's language."""
        here = address == self.address and fragment
        return f"#{fragment}" if here else self.across(self.edition, address, fragment)

    def across(self, edition: Edition, address: str, fragment: str = "") -> str:
        """Return the relative address of a page of this site in any language."""
        target = edition.prefix + address
        path = self.root + target if self.root else relative(target, self.edition.prefix + self.address)
        return self.settings.file(path) + (fragment and f"#{fragment}")

    def file(self, address: str) -> str:
        """Return the relative address of a file that all languages share; of the root of the site if it is empty."""
        if self.root:
            return self.root + address
        folder, slash, name = address.rpartition("/")
        way = relative(folder + slash, self.edition.prefix + self.address)
        return way.removeprefix("./") + name or way

    def target(self, link: str) -> str:
        """Return the address that a link in a text leads to: elsewhere, or the page of a record."""
        record, _, fragment = link.partition("#")
        return link if ":" in link else self.href(f"{record}/", fragment)

    def to(self, path: KeyPath) -> str:
        """Return the relative address of a part of the dossier."""
        return self.href(*place(path))

    def link(self, *path: str) -> Markup:
        """Return a link to a record, by its name."""
        return LINK % (self.to(path), self.name(path))

    def outlets(self, keys: Iterable[str], fragment: str = "") -> Markup:
        """Return links to sources by where they appeared, such as a magazine, as a list in words."""
        names = {key: self.edition.outlet(self.edition.dossier.sources[Identifier(key)]) for key in keys}
        return self.edition.join([LINK % (self.href(f"sources/{key}/", fragment), names[key]) for key in names])

    def brief_link(self, *path: str | int) -> Markup:
        """Return a link to a record, by its acronym if it has one, else by its name."""
        acronym = getattr(self.relations.parts[path], "acronym", None)
        return LINK % (self.to(path), self.text(acronym) if acronym else self.name(path))

    def links(self, paths: Iterable[Iterable[str]]) -> Markup:
        """Return links to several records, as a list in words."""
        return self.edition.join([self.link(*path) for path in paths])

    def states(self, codes: Iterable[str]) -> Markup:
        """Return links to States of the region, by their names in the order of the alphabet, as a list in words."""
        chosen = set(codes)
        return self.edition.join(
            [self.link("states", "states", code) for code, _ in self.edition.states() if code in chosen]
        )

    def more(self, question: Question, titles: Mapping[str, str]) -> Markup:
        """Return links, by their ``titles``, to what says more than the answer to a question."""
        pages = [LINK % (self.href(at), titles[at]) for at in map("{}/".format, question.pages) if at in titles]
        return self.edition.join([*pages, *(self.link(*reference.path) for reference in question.about)])

    def acts(self, entries: list[Entry], badges: Callable[..., Markup]) -> Markup:
        """Return links to the same act of several records, by their names in alphabetical order, as a list in words.

        The ``badges`` of their statements stand at the end if they are the same, else beside each name.
        """
        named = sorted(((self.name(entry.record), entry) for entry in entries), key=lambda item: fold(item[0]))
        first, *others = (self.relations.shown(entry.statement) for entry in entries)
        alike = all(marks == first for marks in others)
        links = [(LINK % (self.to(entry.path), name), entry.statement) for name, entry in named]
        listed = self.edition.join([link if alike else link + badges(statement) for link, statement in links])
        return listed + badges(links[0][1], len(links)) if alike else listed

    def by_label(self, entries: Iterable[Entry]) -> dict[Markup, list[Entry]]:
        """Return statements in groups of the same label, such as all that say when an agreement entered into force."""
        groups: dict[Markup, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(self.label(entry), []).append(entry)
        return {label: sorted(group, key=lambda entry: self.order(entry.record)) for label, group in groups.items()}

    def by_record(self, entries: Iterable[Entry]) -> list[tuple[KeyPath, list[Entry]]]:
        """Return statements in groups of the same record, these in their order."""
        groups: dict[KeyPath, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(entry.record, []).append(entry)
        return [(path, groups[path]) for path in self.in_order(groups)]

    def in_order(self, paths: Iterable[KeyPath]) -> list[KeyPath]:
        """Return records by collection, and in each by their dates or in alphabetical order."""
        return sorted(paths, key=self.order)

    def order(self, path: KeyPath) -> tuple[int, int, str, str]:
        """Return the place of a record among others."""
        return self.edition.order(path, self.relations.parts[path])

    def alike(self, paths: Iterable[KeyPath]) -> Iterable[list[KeyPath]]:
        """Return topics in groups of those whose reports have the same marks, those without a mark first."""
        groups: dict[tuple[str, ...], list[KeyPath]] = {(): []}
        for path in paths:
            groups.setdefault(tuple(self.relations.shown(self.relations.parts[path].reported)), []).append(path)
        return filter(None, groups.values())

    def statement_link(self, entry: Entry) -> Markup:
        """Return a link to a statement, by its label."""
        return LINK % (self.to(entry.path), self.label(entry))

    def statements(self, record: KeyPath, entries: Iterable[Entry]) -> Markup:
        """Return a link to a record, followed by links to some of its statements."""
        label, own = self.brief_link(*record), [entry for entry in entries if entry.path != record]
        links = Markup(self.edition.formatter.semicolon).join(map(self.statement_link, own))  # labels have capitals
        return self.edition.t("labelled", label=label, text=links) if own else label

    # Names

    def name(self, path: KeyPath) -> Markup:
        """Return the name of a record."""
        record = self.relations.parts[path]
        if path[0] == "states" and len(path) > 1:
            return self.edition.country(str(path[-1]), record.name)
        if path[0] == "sources":
            return self.edition.cite(record)
        return self.text(record.label if path[0] in MAPS else record.name)

    def label(self, entry: Entry) -> Markup:
        """Return a few words for a statement: its own label, or the interface's word for the field that holds it."""
        label = getattr(entry.statement, "label", None)
        return self.text(label) if label else self.edition.t(str(entry.path[-1]).replace("_", "-"))

    def fragment(self, path: KeyPath) -> str:
        """Return the fragment of a part of the dossier on its page."""
        return place(path)[1]

    def free_fragment(self, fragment: str) -> str:
        """Return the fragment, with ``_`` after it if a record on this page has it already."""
        return f"{fragment}_" if fragment in shown_at(self.relations).get(self.address, ()) else fragment

    # What the page notes

    def heading(self, fragment: str, title: Any, level: int = 2, listed: bool = True) -> Markup:
        """Return a heading, and note it for the table of contents if it is to be ``listed`` there, without markup."""
        kept = SHORT_ENDS.sub(lambda found: found[0] if found[0][0] == "<" else UNBROKEN % found[0], escape(title))
        html = TITLE % (level, fragment, Markup(kept), level)
        if not listed:
            return html
        name = str(escape(Markup(escape(title)).striptags()))
        token = {"level": level, "id": fragment, "name": name, "children": []}
        (self.headings[-1]["children"] if level > 2 and self.headings else self.headings).append(token)
        return html

    def number(self, source: str) -> int:
        """Return the number of a source among the references of the page, which it joins if it is new."""
        if source not in self.references:
            self.references.append(source)
        return self.references.index(source) + 1

    def numbered(self, sources: Iterable[Citation]) -> list[tuple[int, Citation]]:
        """Return the sources of a statement with their numbers among the references, in the order of these."""
        return sorted(((self.number(one.source), one) for one in sources), key=lambda item: item[0])


@lru_cache(100_000)
def relative(address: str, start: str) -> str:
    """Return the way from one page to another: ``../`` from ``parties/icc/`` to ``parties/``."""
    target, base = address.split("/")[:-1], start.split("/")[:-1]
    common = len(commonprefix([target, base]))
    return "../" * (len(base) - common) + "".join(f"{part}/" for part in target[common:]) or "./"
