"""The passages of a page that a search can find: the text of each part that has an address of its own."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

HEADING_TAGS = {"h2", "h3", "h4", "h5", "h6"}
"""The elements that begin a part, which goes on until the next one."""
ROW_TAGS = {"div", "dd", "tr"}
"""The elements that are a part by themselves if they have an address."""
LABEL_TAGS = {"dt", "th"}
"""The elements that name a row."""
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "span", "strong", "sub", "sup", "time"}
"""The elements that may stand within a word; around all others there is a space."""
VOID = {"br", "hr", "img", "input", "wbr"}
"""The elements that have no end."""
SILENT = {"button", "h1", "caption", "form", "nav", "script", "style", "svg", "thead"}
"""Parts of a page that say nothing about its subject."""
LEADS_AWAY = {
    "a.badge", "citation", "cite", "definition", "file", "marks", "more", "references", "related", "trail", "why",
}  # fmt: skip
"""Classes, of one kind of element or of any, of what leads elsewhere or stands on every page."""
SET_APART = {"dd", "li", "p", "td"}
"""The elements set apart from the text that follows them in a line."""
OTHER_TITLE = "data-title"
"""The attribute of a row whose label says too little, ``Article 69`` for 69, or stands before several rows."""


@dataclass
class Passage:
    """A part of a page: its fragment, empty for the beginning of the page, its title and its text."""

    fragment: str
    title: str
    text: str = ""
    date: str = ""
    """The date with which the text begins, in words: it is what a dated statement says."""


def passages(html: str, title: str) -> list[Passage]:
    """Return the passages of a page in their order; the first is the page's beginning and has the page's title."""
    reader = Reader(title)
    reader.feed(html)
    reader.close()
    for passage in reader.found:
        passage.title = " ".join(passage.title.split())
        passage.text = " ".join(passage.text.split()).replace(" : ", ": ").removesuffix(" ·")
    return reader.found


class Reader(HTMLParser):
    """Reads the HTML of a page, in which every element but the void ones is closed."""

    def __init__(self, title: str):
        super().__init__()
        self.passage, self.into, self.row = Passage("", title), "text", False
        """The passage at the place reached, its field for what is read (empty to leave it out), whether it is a row."""
        self.found = [self.passage]
        self.open: list[tuple[str, tuple[Passage, str, bool]]] = []
        """The elements around the place reached, each with the three values to go on with after its end."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a passage, a title or something that is left out."""
        self.space(tag)
        if tag in VOID:
            return
        given = {name: value or "" for name, value in attrs}
        after = (self.passage, self.into, self.row)
        classes = given.get("class", "").split()
        if not self.into or tag in SILENT or LEADS_AWAY & {*classes, *(f"{tag}.{name}" for name in classes)}:
            self.into = ""
        elif given.get("id") and tag in HEADING_TAGS | ROW_TAGS and not self.row:
            self.passage, self.row = Passage(given["id"], given.get(OTHER_TITLE, "")), tag in ROW_TAGS
            self.found.append(self.passage)
            if tag in HEADING_TAGS:
                self.into, after = "title", (self.passage, "text", False)
        elif tag in LABEL_TAGS and self.row and not self.passage.text.strip():
            self.into = "" if self.passage.title.strip() else "title"
        self.open.append((tag, after))
        if label := given.get("data-label"):
            self.handle_data(f"{label}: ")

    def handle_endtag(self, tag: str) -> None:
        """Go on with what stands around an element that ends."""
        while self.open:
            name, (self.passage, self.into, self.row) = self.open.pop()
            if name == tag:
                break
        self.space(tag)
        if self.into == "text" and self.passage.text.rstrip()[-1:].isalnum():
            self.handle_data("· " if tag in SET_APART else ": " if tag in LABEL_TAGS else "")

    def handle_data(self, data: str) -> None:
        """Read a piece of text, which may be the date that a row says."""
        if self.into == "text" and self.open and self.open[-1][0] == "time" and not self.passage.text.strip():
            self.passage.date = data
        if self.into:
            setattr(self.passage, self.into, getattr(self.passage, self.into) + data)

    def space(self, tag: str) -> None:
        """Set apart what stands before and after an element that is not within a line."""
        if tag not in INLINE:
            self.handle_data(" ")
