"""The style sheet and the icons that pages take from Material for MkDocs; none of its scripts or templates."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

STYLE_SHEET = "assets/material.css"
"""The address of the style sheet in a site."""
SOURCE_MAP = re.compile(rb"\s*/\*# sourceMappingURL=.*?\*/")
"""A comment that leads browsers' developer tools to a file that is not published."""


@cache
def folder() -> Path:
    """Return the folder of the theme's templates, in which its icons lie under ``.icons``."""
    spec = find_spec("material")  # not imported: its package prints a notice
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("mkdocs-material must be installed; its style sheet and icons are used")
    return Path(spec.origin).with_name("templates")


@cache
def icon(name: str) -> Markup:
    """Return one of the theme's icons from Material Design, as SVG."""
    return Markup((folder() / ".icons" / "material" / f"{name}.svg").read_text("utf-8"))


@cache
def style_sheet() -> bytes:
    """Return the theme's style sheet."""
    (path,) = folder().glob("assets/stylesheets/main.*.min.css")
    return SOURCE_MAP.sub(b"", path.read_bytes())


def version(docs: Path) -> str:
    """Return a short name of all styles and scripts of a site that changes when any of them does."""
    own = sorted(path for path in docs.glob("assets/*") if path.suffix in (".css", ".js"))
    contents = [style_sheet(), *(path.read_bytes() for path in own)]
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:6]
