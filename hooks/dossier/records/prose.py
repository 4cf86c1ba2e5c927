"""The small Markdown of prose fields: emphasis, lists and links. Everything else is shown as typed."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token


class Renderer(RendererHTML):
    """Renders tokens as HTML; the two functions of ``render`` are in ``env``."""

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the beginning of a link."""
        return f'<a href="{escapeHtml(env["address"](str(tokens[idx].attrs["href"])))}">'

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return a text, which is marked where it is neither emphasised nor part of a link."""
        content, inside = tokens[idx].content, sum(token.nesting for token in tokens[:idx])
        return escapeHtml(content) if inside else str(env["mark"](content))


MARKDOWN = MarkdownIt("zero", renderer_cls=Renderer).enable(["emphasis", "link", "list", "escape"])
MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]  # the rules check links, with their place
HAS_MARKUP = re.compile(r"[*_\[\\]|^[ \t]*(?:[+-]|\d+[.)])\s", re.MULTILINE)
"""A sign that stands somewhere in every text with markup."""


@lru_cache(10_000)
def parsed(text: str) -> list[Token]:
    """Return the tokens of a text; nobody may change them, as they are kept."""
    return MARKDOWN.parse(text)


def links(text: str) -> list[str]:
    """Return the targets of the links in a text, as typed; with a title, which no link may have, if there is one."""
    if "](" not in text:  # as most texts, which need not be parsed
        return []
    return [
        " ".join(filter(None, (str(token.attrs["href"]), str(token.attrs.get("title", "")))))
        for block in parsed(text)
        for token in block.children or ()
        if token.type == "link_open"
    ]


def outside_markup(text: str) -> str:
    """Return the words of a text outside of emphasis and links, as typed, a paragraph or entry to a line."""
    if "\n" not in text and not HAS_MARKUP.search(text):  # as most texts, which need not be parsed
        return text.strip()
    lines = []
    for block in parsed(text):
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
    html = str(MARKDOWN.renderer.render(parsed(text), MARKDOWN.options, {"address": address, "mark": mark})).strip()
    if html.count("<p>") == 1 and html.endswith("</p>"):
        html = html.removeprefix("<p>").removesuffix("</p>")
    return html


def plain(text: str) -> str:
    """Return the words of a text without the markup; what a link leads to is lost."""
    if not HAS_MARKUP.search(text):  # as most texts, which need not be parsed
        return text
    blocks = (block.children for block in parsed(text) if block.children)
    return " ".join("".join(token.content for token in block) for block in blocks)
