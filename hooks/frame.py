"""The frame that the theme puts around a page, rendered once and then filled for each page.

Header, navigation and footer of two pages in one language differ only in the few places that ``frame.html``
marks as slots. The theme takes milliseconds for a page; filling the slots of a finished frame takes almost none.
"""

from __future__ import annotations

import re
from itertools import chain, zip_longest
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, pass_context
from markupsafe import Markup

SLOT = "\ufffe{}\uffff"
"""How an empty slot stands in a frame: between two code points that are no characters, which no text may have."""
LEFT_OUT = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>| data-md-(component|type)="[^"]*"'
    r'|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>|<div[^>]*>\s*</div>'
)
"""What the theme's scripts work with, which are not here: toggles of its menu and its search, marks, empty boxes."""
INDENT = re.compile(r"\s*\n\s*")
LINK = '<a href="{}{}" class="md-nav__link'
"""How a link of the navigation begins (``partials/nav.html``)."""


def slot(name: str) -> Markup:
    """A place in the frame that each page fills for itself."""
    return Markup(SLOT.format(name))


class Frames:
    """The frames of one build, by language and by the way from the page to the root of the site."""

    def __init__(self, env: Environment):
        self.env = env
        self.parts: dict[tuple[str, str], list[str]] = {}

    @pass_context
    def fill(self, context: Any, open: str = "", **content: str) -> str:
        """A whole page: ``content`` in the slots by name, the link to the page ``open`` marked in the navigation."""
        language, root = context["site"].edition.language, context["base_url"].rstrip("/") + "/"
        if (language, root) not in self.parts:
            self.parts[language, root] = re.split(SLOT.format("([a-z]+)"), self.render(context.get_all(), root))
        link = LINK.format(root, open)
        fixed = self.parts[language, root][::2]
        for number, part in enumerate(fixed):
            if f'{link}"' in part:
                fixed[number] = part.replace(f'{link}"', f'{link} md-nav__link--active" aria-current="page"', 1)
                break
        slots = (content.get(name, "") for name in self.parts[language, root][1::2])
        return "".join(chain.from_iterable(zip_longest(fixed, slots, fillvalue="")))

    def render(self, context: dict[str, Any], root: str) -> str:
        """The theme's page with empty slots, made for a stand-in that lies as deep as the page.

        A page that is shown at any address, such as ``404.html``, has none: its links begin at the host.
        """
        stand_in = SimpleNamespace(meta={}, url="-/" * root.count(".."), toc=[SimpleNamespace(url="#__content")])
        page = None if root.startswith("/") else stand_in
        html = self.env.get_template("frame.html").render({**context, "page": page, "root": root, "slot": slot})
        return INDENT.sub("\n", LEFT_OUT.sub("", html))
