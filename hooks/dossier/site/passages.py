"""The passages of a page that a search can find: the text of each part that has an address of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>|<!--.*?-->|([^<]+)', re.DOTALL | re.IGNORECASE)
"""A piece of our own HTML, in which templates and Markdown escape each other ``<``: a tag, a remark, or text."""
ATTRIBUTE = re.compile(r'([^\s="]+)(?:="([^"]*)")?')
HEADING_TAGS = {"h2", "h3", "h4", "h5", "h6"}
"""The elements that begin a part, which goes on until the next one."""
ROW_TAGS = {"div", "dd", "tr"}
"""The elements that are a part by themselves if they have an address; so is any other that has a title besides."""
LABEL_TAGS = {"dt", "th"}
"""The elements that name a row."""
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "span", "strong", "sub", "sup", "time"}
"""The elements that may stand within a word; around all others there is a space."""
VOID = {"br", "hr", "img", "input", "wbr"}
"""The elements that have no end."""
SILENT = {"button", "h1", "caption", "form", "nav", "script", "style", "summary", "svg", "thead"}
"""Parts of a page that say nothing about its subject."""
LEADS_AWAY = {
    "a.badge", "citation", "cite", "definition", "file", "in-table", "marks", "more", "references", "related",
    "rests-on", "status", "trail", "why",
}  # fmt: skip
"""Classes, of one kind of element or of any, of what leads elsewhere, repeats a label or stands on every page."""
SET_APART = {"dd", "li", "p", "td"}
"""The elements set apart from the text before them and after them in a line."""
OPEN_ENDS = (")", "]", "»", "”", "’")
"""The signs after which a text may go on, as after a letter."""
LOST = re.compile(r" (?=[),.](?!\w))")
"""The space between a text and a sign that is left of a mark which is left out."""
OTHER_TITLE = "data-title"
"""The attribute of a row whose label says too little, ``Article 69`` for 69, or stands before several rows."""
ABOUT = "data-about"
"""The attribute of a row that does not say itself what it is about, such as the treaty whose dates it gives."""


@dataclass
class Passage:
    """A part of a page: its fragment, empty for the beginning of the page, its title and its text."""

    fragment: str
    title: str
    text: str = ""
    date: str = ""
    """The date with which the text begins, in words: it is what a dated statement says."""
    about: str = ""
    """The name of the thing that the text is about, which comes before it."""


def passages(html: str, title: str, colon: str = ": ") -> list[Passage]:
    """Return the passages of a page in their order; the first is the page's beginning and has the page's title.

    A ``colon`` as the language writes it stands after the name of a row.
    """
    reader = Reader(title)
    reader.read(html)
    for passage in reader.found:
        passage.title = " ".join(passage.title.split()).replace(" : ", colon)
        passage.text = " ".join(passage.text.split()).replace(" : ", colon).removesuffix(" ·")
        passage.text = LOST.sub("", passage.text)
        if passage.about:
            passage.text = f"{passage.about} · {passage.text}"
    return reader.found


class Destination(NamedTuple):
    """The destination of the text that stands at a place in a page."""

    passage: Passage
    into: str
    """The field of the passage that the text belongs to; empty if it is left out."""
    in_row: bool
    """True within a row, in which no other part begins."""


class Reader:
    """Reads the HTML of a page, in which every element but the void ones is closed."""

    def __init__(self, title: str):
        self.here = Destination(Passage("", title), "text", False)
        self.found = [self.here.passage]
        self.open: list[tuple[str, Destination]] = []
        """The elements around the place reached, each with the destination of the text after its end."""
        self.label = ""
        """The label that stands before the next text."""
        self.named: tuple[Passage, str, str | None] = (self.here.passage, "", None)
        """The passage in which the last name of a row stands, its text before that name, and with it."""

    def read(self, html: str) -> None:
        """Read a page; the parser of the standard library takes twice the time, a twentieth of a build."""
        for end, tag, attributes, text in PIECE.findall(html):
            if text:
                self.data(unescape(text))
            elif end:
                self.end(tag.lower())
            elif tag and not self.here.into:  # what is left out is so with all that is in it
                self.open += [(tag.lower(), self.here)] if tag.lower() not in VOID else []
            elif tag:
                self.start(tag.lower(), {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)})

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Begin a passage, a title or something that is left out."""
        self.space(tag)
        if tag in VOID:
            return
        if tag in SET_APART or tag == "div":
            self.stop("· ")
        here = after = self.here
        classes = given.get("class", "").split()
        if tag in SILENT or LEADS_AWAY & {*classes, *(f"{tag}.{name}" for name in classes)}:
            here = here._replace(into="")
        elif given.get("id") and (tag in HEADING_TAGS | ROW_TAGS or OTHER_TITLE in given) and not here.in_row:
            if self.named[0] is here.passage and here.passage.text.rstrip() == self.named[2]:
                here.passage.text = self.named[1]  # the name is that of a part which is a passage of its own
            passage = Passage(given["id"], given.get(OTHER_TITLE, ""), about=given.get(ABOUT, ""))
            here = Destination(passage, here.into, tag not in HEADING_TAGS)
            self.found.append(here.passage)
            if tag in HEADING_TAGS:
                here, after = here._replace(into="title"), here._replace(into="text")
        elif tag in LABEL_TAGS and here.in_row and not here.passage.text.strip():
            here = here._replace(into="" if here.passage.title.strip() else "title")
        self.here = here
        self.open.append((tag, after))
        if tag in LABEL_TAGS and here.into == "text":
            self.named = (here.passage, here.passage.text, None)
        self.label = given.get("data-label", self.label)

    def end(self, tag: str) -> None:
        """Go on with what stands around an element that ends; its label goes if it was that of nothing."""
        self.label = self.label if tag in INLINE else ""
        while self.open:
            name, self.here = self.open.pop()
            if name == tag:
                break
        self.space(tag)
        self.stop("· " if tag in SET_APART else ": " if tag in LABEL_TAGS else "")
        if tag in LABEL_TAGS and self.named[2] is None:
            self.named = (*self.named[:2], self.here.passage.text.rstrip())

    def data(self, data: str) -> None:
        """Read a piece of text, which may be the date that a row says."""
        passage, into, _ = self.here
        if self.label and into and data.strip():
            data, self.label = f"{self.label}{data}", ""
        if into == "text" and passage.text.strip() == passage.date and any(tag == "time" for tag, _ in self.open):
            passage.date = (passage.date + data).lstrip()  # an ending may be set higher: 1<sup>er</sup>
        if into:
            setattr(passage, into, getattr(passage, into) + data)

    def stop(self, sign: str) -> None:
        """Put a sign after a text that ends without one."""
        if self.here.into == "text":
            last = self.here.passage.text.rstrip()[-1:]
            if last.isalnum() or last in OPEN_ENDS:
                self.data(sign)

    def space(self, tag: str) -> None:
        """Set apart what stands before and after an element that is not within a line."""
        if tag not in INLINE:
            self.data(" ")
