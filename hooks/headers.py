"""What a host sends with each file: a policy against foreign code, and how long a browser may keep the file.

The file ``_headers`` tells it to hosts that read one, such as Netlify and Cloudflare Pages. They add up the rules that
match, so that every address has only one rule for ``Cache-Control``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

HEADERS = "_headers"
"""Where hosts look for the rules, at the root of what they publish."""
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a published page may load: files of the site, and the search's WebAssembly. Each page has it too."""
EVERYWHERE = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # the last part works in a header only
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SHORT, LONG = "public, max-age=0, must-revalidate", "public, max-age=31536000, immutable"
NAMED = ("pagefind/fragment", "pagefind/index")
"""Folders in which every file is named by what it holds."""
STYLES, SCRIPTS = "assets/**/*.css", "assets/*.js"
"""Assets to which pages lead with a hash: in the name, as the theme's, or after it, as ``assets/page.js?v=1f2e3d``."""
MIXED = ("assets", "pagefind")
"""Folders of the site's root in which only some files have a rule."""


def version(contents: Iterable[bytes]) -> str:
    """A short name that changes when any of some files does; one for all assets keeps pages light."""
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:6]


def headers(site: Path, address: str) -> str:
    """The rules for a finished site that is published at ``address``."""
    root = urlsplit(address).path.rstrip("/")
    lasting = [*site.glob(STYLES), *site.glob(SCRIPTS), *(site / name for name in NAMED if (site / name).is_dir())]
    pages = [path for path in site.iterdir() if path.name not in (*MIXED, HEADERS)]
    rules = {"/*": EVERYWHERE, "/": {"Cache-Control": SHORT}}
    for paths, kept in (sorted(pages), SHORT), (sorted(lasting), LONG):
        for path in paths:
            rules[f"/{path.relative_to(site).as_posix()}{'/*' * path.is_dir()}"] = {"Cache-Control": kept}
    return "".join(
        f"{root}{place}\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items())
        for place, sent in rules.items()
    )
