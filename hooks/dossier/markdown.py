"""A page's HTML as Markdown, for readers who use assistants and for archives: CommonMark, and GitHub's tables.

What only a screen needs is left out: figures but for their captions, the definitions that float over terms, forms, the
way back to the home page. A source mark stays as it is read, ``[1, Art. 3]``; the references have its number. A copy
lies beside its page and leads to other copies, so that a folder of them is complete in itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from textwrap import indent
from typing import TYPE_CHECKING, Any

from lxml.etree import HTMLParser, _Element, fromstring

if TYPE_CHECKING:
    from .pages import Site

COPY = "index.md"
"""The name of a copy, in the folder of its page."""
CHAPTER = re.compile('<section class="chapter')
"""Where a chapter of the whole dossier begins (``templates/dossier.html``)."""
LEFT_OUT = {"svg", "nav", "form", "button", "script"}
"""Elements that are not for readers of a copy, by tag."""
SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
"""What HTML takes for one space and is none; spaces that must not break are kept."""
SIGNS = re.compile(r"[\\`*_\[\]<~|#]|&(?=#?\w*(?:;|$))")
"""What Markdown may take for markup anywhere in a text, which may go on after its end."""
IMAGE = re.compile(r"!(?=\[)")
"""What would make an image of the link that comes after it."""
BAR = re.compile(r"(?<!\\)\|")
"""A bar that is not escaped, as in code; in a table it would end the cell."""
TARGET_SIGNS = {"\\": "%5C", "(": "%28", ")": "%29", "|": "%7C", "&": "&amp;"}
"""What may be taken for markup in the target of a link, and what stands for it."""
TARGET = re.compile(r"[\\()|]|&(?=#?\w+;)")
START = re.compile(r"[-+=>]|\d+(?=[.)](?: |$))")
"""What it may take for markup at the start of a line: a sign, or a number and the sign after it."""


def copy(site: Site, address: str, html: str) -> str:
    """The page at ``address`` as Markdown; in front stand its title, its address, its language and its day."""
    trees = map(parse, pieces(html))
    start = next(trees)
    heading = start.find(".//h1")
    front = {"title": site.name if heading is None else " ".join(text_of(heading).split()),
             "url": site.url(address), "language": site.edition.language, "date": site.dossier.agreement.compiled}
    # Who does not know front matter reads it as text, in which there must be no HTML.
    fields = (f"{key}: {json.dumps(value, ensure_ascii=False)}".replace("<", "\\u003c") for key, value in front.items())
    text = [*blocks(start), *(block for tree in trees for block in blocks(tree))]
    return "\n".join(["---", *fields, "---", "", "\n\n".join(text), ""])


def pieces(html: str) -> Iterator[str]:
    """What stands before the first chapter, and each chapter; the tree of the whole dossier would be large."""
    start = 0
    for chapter in CHAPTER.finditer(html):
        yield html[start:chapter.start()]
        start = chapter.start()
    yield html[start:]


def parse(html: str) -> _Element:
    """A piece of HTML as a tree, read as a browser does."""
    return fromstring(f"<div>{html}</div>", HTMLParser(remove_comments=True))


def text_of(element: _Element) -> str:
    """The whole text in an element."""
    return "".join(element.itertext())


def escape(text: str | None) -> str:
    """A plain text as Markdown that shows just this text."""
    return SIGNS.sub(lambda sign: f"\\{sign[0]}", text) if text and not text.isspace() else text or ""


def paragraph(line: Iterable[str]) -> list[str]:
    """Pieces of a line as one block; none if there is nothing in them."""
    text = "".join(line)
    if not text or text.isspace():  # as most that stands between two blocks
        return []
    text = IMAGE.sub(r"\!", SPACE.sub(" ", text).strip())
    if start := START.match(text):
        text = f"{start[0]}\\{text[start.end():]}" if start[0].isdigit() else f"\\{text}"
    return [text]


def blocks(element: _Element, before: str = "") -> list[str]:
    """What is in an element, block by block; ``before`` stands in front of the first line."""
    found: list[str] = []
    line = [before, escape(element.text)]
    for child in element:
        if is_block(child):
            found += paragraph(line) + BLOCKS.get(child.tag, blocks)(child)
            line = []
        else:
            line.append(span(child))
        line.append(escape(child.tail))
    return found + paragraph(line)


def inline(element: _Element) -> str:
    """What is in an element, in one line."""
    if not len(element):
        return escape(element.text)
    pieces = [escape(element.text)]
    for child in element:
        pieces += (f" {inline(child)} " if child.tag in BLOCKS else span(child)), escape(child.tail)
    return "".join(pieces)


def is_block(element: _Element) -> bool:
    """Whether an element stands apart from the line before it; a language may be marked for several blocks."""
    return element.tag in BLOCKS or (element.tag == "span" and any(child.tag in BLOCKS for child in element))


def span(element: _Element) -> str:
    """An element that is part of a line."""
    name, kind = element.tag, element.get("class", "")
    if name in LEFT_OUT:
        return ""
    if kind == "mark":
        return f"[{escape(text_of(element)[1:-1])}]"
    if kind == "term":
        return inline(element[0])  # the term without its definition
    if name == "a" and not kind.startswith("badge"):
        return link(element)
    if name == "code":
        return code(element)
    mark = "*" if name == "a" else EMPHASIS.get(name)
    return wrapped(mark, inline(element)) if mark else inline(element)


def wrapped(mark: str, text: str) -> str:
    """A text between two marks of emphasis, which must not stand beside a space."""
    inner = text.strip()
    return text.replace(inner, f"{mark}{inner}{mark}") if inner else text


def link(element: _Element) -> str:
    """A link: to the copy of a page, or wherever it leads; one that leads to a part of its own page is only text."""
    text, (path, mark, fragment) = inline(element), element.get("href", "").partition("#")
    if not path or not text.strip():
        return text
    target = f"{path}{COPY}" if path.endswith("/") and ":" not in path else f"{path}{mark}{fragment}"
    if ":" in path and text_of(element) == target:
        return f"<{target}>"
    return f"[{text}]({TARGET.sub(lambda sign: TARGET_SIGNS[sign[0]], target)})"


def fence(text: str, least: int) -> str:
    """What stands around code: more grave accents than it has in a row."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def code(element: _Element) -> str:
    """Code in a line."""
    text = SPACE.sub(" ", text_of(element))
    around = fence(text, 1)
    return f"{around} {text} {around}" if "`" in text else f"{around}{text}{around}"


def heading(element: _Element) -> list[str]:
    """A heading of its level."""
    return [f"{'#' * int(str(element.tag)[1])} {text}" for text in paragraph([inline(element)])]


def items(element: _Element) -> list[str]:
    """A list, with numbers where it has them."""
    return listed((f"{number}. " if element.tag == "ol" else "- ", blocks(item))
                  for number, item in enumerate(element.findall("li"), 1))


def definitions(element: _Element) -> list[str]:
    """A list of names and what belongs to each: the name in bold, then the rest."""
    found, name = [], ""
    for part in (part for group in element for part in (group if group.tag == "div" else [group])):
        if part.tag == "dt":
            name += wrapped("**", inline(part).strip()) + " "
        else:
            found.append(("- ", blocks(part, name)))
            name = ""
    return listed(found)


def listed(entries: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Entries as one list: each has the sign in front of it and its blocks."""
    lines = [mark + indent("\n\n".join(entry), " " * len(mark)).lstrip(" ") for mark, entry in entries if entry]
    return ["\n".join(lines)] if lines else []


def table(element: _Element) -> list[str]:
    """A table, under its caption. What is in a cell stands in one line."""
    rows = [[BAR.sub(r"\|", "".join(paragraph([inline(cell)]))) for cell in row] for row in element.iter("tr")]
    rows[1:1] = [["---"] * len(rows[0])]
    caption = element.find("caption")
    return [*([] if caption is None else blocks(caption)), "\n".join(f"| {' | '.join(row)} |" for row in rows)]


def quotation(element: _Element) -> list[str]:
    """Something quoted."""
    return [indent("\n\n".join(blocks(element)), "> ", lambda line: True)]


def preformatted(element: _Element) -> list[str]:
    """Lines of code, with the name of their language if it is known."""
    text, language = text_of(element).rstrip(), element.xpath("string(code/@class)").removeprefix("language-")
    around = fence(text, 3)
    return [f"{around}{language}\n{text}\n{around}"]


EMPHASIS: dict[Any, str] = {"em": "*", "cite": "*", "strong": "**"}
"""The marks of emphasis, by tag."""
BLOCKS: dict[Any, Callable[[_Element], list[str]]] = {
    **dict.fromkeys(("article", "body", "br", "caption", "details", "div", "figcaption", "figure", "li", "p", "section",
                     "summary"), blocks),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), heading),
    "ul": items, "ol": items, "dl": definitions, "table": table, "blockquote": quotation, "pre": preformatted,
}
"""How each element that stands apart from the line before it becomes blocks."""
