"""The small Markdown of prose fields: emphasis, lists and links. Everything else is shown as typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

MARKDOWN = MarkdownIt("zero").enable(["emphasis", "link", "list", "escape"])
MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]  # the rules check links, with their place
HAS_MARKUP = re.compile(r"[*_\[\\]|^[ \t]*(?:[+-]|\d+[.)])\s", re.MULTILINE)
"""A sign that stands somewhere in every text with markup."""
GAP = "\0"  # a sign that no text has, for Markdown puts another in its place


@lru_cache(10_000)
def links(text: str) -> list[str]:
    """Return the targets of the links in a text, as typed; with a title, which no link may have, if there is one."""
    return [
        " ".join(filter(None, (str(token.attrs["href"]), str(token.attrs.get("title", "")))))
        for block in MARKDOWN.parse(text)
        for token in block.children or ()
        if token.type == "link_open"
    ]


@lru_cache(10_000)
def outside_markup(text: str) -> str:
    """Return the words of a text outside of emphasis and links, as typed, a paragraph or entry to a line."""
    lines = []
    for block in MARKDOWN.parse(text):
        shown, depth = "", 0
        for token in block.children or ():
            depth += token.nesting if token.type.startswith("link") else 0
            shown += "\n" if token.type == "softbreak" else token.content if not depth else ""
        lines += [shown] if block.children else []
    return "\n".join(lines)


def render(text: str, address: Callable[[str], str], mark: Callable[[str], str]) -> str:
    """Return the text as safe HTML; without a paragraph of its own if it is only one.

    ``address`` turns the target of each link into its address; ``mark`` turns plain text that is neither
    emphasised nor part of a link into HTML.
    """
    if "\n" not in text and not HAS_MARKUP.search(text):  # as most texts, which need not be parsed
        return str(mark(text))
    first, pieces = pieces_of(text)
    filled = (f"{escapeHtml(address(it.value)) if it.is_link else mark(it.value)}{it.html}" for it in pieces)
    return first + "".join(filled)


class Piece(NamedTuple):
    """The target of a link or a plain text, and the HTML up to the next piece."""

    is_link: bool
    value: str
    html: str


@lru_cache(10_000)
def pieces_of(text: str) -> tuple[str, list[Piece]]:
    """Return the HTML of a text up to its first piece, and its pieces."""
    tokens, gaps = MARKDOWN.parse(text), list[tuple[bool, str]]()
    for block in tokens:
        depth = 0
        for token in block.children or ():
            depth += token.nesting
            if token.type == "link_open":
                gaps.append((True, str(token.attrs["href"])))
                token.attrs["href"] = GAP
            elif token.type == "text" and not depth:
                gaps.append((False, token.content))
                token.type, token.content = "html_inline", GAP
    html = str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})).strip()
    if html.count("<p>") == 1 and html.endswith("</p>"):
        html = html.removeprefix("<p>").removesuffix("</p>")
    first, *others = html.split(GAP)
    return first, [Piece(*gap, other) for gap, other in zip(gaps, others, strict=True)]


@lru_cache(10_000)
def plain(text: str) -> str:
    """Return the words of a text without the markup; what a link leads to is lost."""
    if not HAS_MARKUP.search(text):  # as most texts, which need not be parsed
        return text
    blocks = (block.children for block in MARKDOWN.parse(text) if block.children)
    return " ".join("".join(token.content for token in block) for block in blocks)
