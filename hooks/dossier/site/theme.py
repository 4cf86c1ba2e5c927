"""The style sheet and the icons that pages take from Material for MkDocs; none of its scripts or templates."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

STYLE_SHEET = "assets/material.css"
"""The address of the style sheet in a site."""
TEMPLATES = Path(__file__).with_name("templates")
"""The folder of our own templates."""
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r'([^{}]+)\{((?:"[^"]*"|[^{}"])*)\}')
"""A rule of a style sheet: its selectors, and its declarations, whose texts may hold any sign."""
BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
SELECTOR = re.compile(rf"(?:[^,()]|{BRACKETS.pattern})+")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
PROPERTY = re.compile(r'(?<=[{;])(--[\w-]+):(?:"[^"]*"|[^;{}"])*;?')
"""A property of the style sheet's own, which other values read with ``var()``."""
EMPTY_RULE = re.compile(r"(?:@(?:media|supports))?[^{};@]*\{\}")


@cache
def folder() -> Path:
    """Return the folder of the theme's templates, in which its icons lie under ``.icons``."""
    spec = find_spec("material")  # not imported: its package prints a notice
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("mkdocs-material must be installed; its style sheet and icons are used")
    return Path(spec.origin).with_name("templates")


@cache
def icon(name: str) -> Markup:
    """Return one of the theme's icons from Material Design, as SVG, which needs no name space within HTML."""
    svg = (folder() / ".icons" / "material" / f"{name}.svg").read_text("utf-8")
    return Markup(svg.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def style_sheet(docs: Path) -> bytes:
    """Return the rules of the theme's style sheet that pages of this site can match.

    They are a fifth of it.
    """
    written = (*TEMPLATES.glob("*.html"), *docs.rglob("*.md"), *docs.glob("assets/*.js"), *docs.glob("assets/*.css"))
    texts = (path.read_text("utf-8", "replace") for path in written if path.is_file())
    return reduced(frozenset(word for text in texts for word in re.findall(r"[\w-]+", text)))


@cache
def reduced(words: frozenset[str]) -> bytes:
    """Return the theme's style sheet without the rules for classes, and the properties, that are not among the words.

    A class of which a selector speaks in brackets, as in ``:not(.task)``, is not looked at.
    """

    def kept(rule: re.Match[str]) -> str:
        selectors = SELECTOR.findall(rule[1])
        needed = [one for one in selectors if words.issuperset(CLASS.findall(BRACKETS.sub("", one)))]
        return f"{','.join(needed)}{{{rule[2]}}}" if needed else ""

    def used(found: re.Match[str]) -> str:
        return found[0] if found[1] in names else ""

    (path,) = folder().glob("assets/stylesheets/main.*.min.css")
    sheet, before = RULE.sub(kept, CSS_COMMENT.sub("", path.read_text("utf-8"))), ""
    while before != sheet:  # what is left out may be the last that spoke of something else
        before, names = sheet, words | set(re.findall(r"var\((--[\w-]+)", sheet))
        sheet = EMPTY_RULE.sub("", PROPERTY.sub(used, sheet))
    return sheet.encode()
