"""A copy of a page in Markdown as a reader gets it, parsed back."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property

import yaml
from lxml.html import HtmlElement
from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PARSER.normalizeLinkText = str  # type: ignore[assignment, method-assign]  # an address is shown as it stands
NOT_COPIED = "svg, nav, form, button, script, .definition"


class Copy:
    """A copy as a reader of Markdown gets it."""

    def __init__(self, text: str):
        start, front, self.body = text.split("---\n", 2)
        assert not start
        self.front = yaml.safe_load(front)

    @cached_property
    def tokens(self) -> list[Token]:
        """What the text consists of."""
        return PARSER.parse(self.body)

    def inline(self) -> Iterator[Token]:
        """The parts of every line."""
        return (part for token in self.tokens for part in token.children or ())

    @property
    def text(self) -> str:
        """What is read, without spaces."""
        return squeezed("".join(words(token) for token in self.tokens))

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The headings, each with its level."""
        return [(token.tag, squeezed(words(text))) for token, text in zip(self.tokens, self.tokens[1:], strict=False)
                if token.type == "heading_open"]

    @property
    def links(self) -> list[str]:
        """Where the links lead."""
        return [str(part.attrs["href"]) for part in self.inline() if part.type == "link_open"]

    @property
    def html(self) -> list[str]:
        """HTML in the text; there must be none."""
        return [token.content for token in (*self.tokens, *self.inline()) if token.type.startswith("html")]


def words(token: Token) -> str:
    """The text of a part and of all parts in it."""
    return "".join(map(words, token.children)) if token.children else token.content


def squeezed(text: str) -> str:
    """A text without spaces, which differ between a page and its copy."""
    return "".join(text.split())


def copied(article: HtmlElement) -> HtmlElement:
    """What a copy must have of a page."""
    article = deepcopy(article)
    for element in article.cssselect(NOT_COPIED):
        element.drop_tree()
    return article
