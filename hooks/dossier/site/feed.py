"""The change history as a feed that readers can follow (Atom, RFC 4287), in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markupsafe import Markup

from ..addresses import place
from ..records.model import Change
from .context import PageContext

if TYPE_CHECKING:
    from .pages import Site

FEED = "feed.xml"
"""Where the feed lies in each language."""
CHANGES = "changes/"
"""The page that shows the same."""
ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "xml:lang"


def feed(site: Site) -> bytes:
    """The changes as a feed. Its dates are those of the data, so that it changes only with them."""
    changes = site.dossier.changes
    root = ElementTree.Element("feed", {"xmlns": ATOM, LANGUAGE: site.edition.language})
    latest = next(iter(changes.values())).date if changes else site.dossier.agreement.compiled.first.isoformat()
    add(root, "title", f"{site.edition.word('changes')} – {site.name}")
    add(root, "subtitle", site.edition.word("changes-lead"))
    add(root, "id", site.url(FEED))
    add(root, "updated", midnight(latest))
    add(root, "link", rel="self", type="application/atom+xml", href=site.url(FEED))
    add(root, "link", rel="alternate", type="text/html", href=site.url(CHANGES))
    add(add(root, "author"), "name", site.name)
    for key, change in changes.items():
        entry = add(root, "entry")
        text, language = site.edition.pick(change.text)
        add(entry, "title", text, **{LANGUAGE: language} if language != site.edition.language else {})
        add(entry, "id", site.url(f"{CHANGES}#{key}"))
        add(entry, "updated", midnight(change.date))
        add(entry, "link", rel="alternate", type="text/html", href=site.url(f"{CHANGES}#{key}"))
        add(entry, "content", content(site, change), type="html")
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written


def add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    """A new element at the end of ``parent``."""
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element


def midnight(day: str) -> str:
    """A day as the moment that Atom wants: its beginning, in universal time."""
    return f"{day}T00:00:00Z"


def content(site: Site, change: Change) -> str:
    """Why the change was made, and links to the pages of the records that changed, as HTML."""
    page = PageContext(site.edition, site.relations, CHANGES)
    html = Markup("<p>{}</p>").format(page.text(change.why))
    if change.about:
        links = [
            Markup('<a href="{}">{}</a>').format(
                site.url("#".join(filter(None, place(record.path)))), page.name(record.path)
            )
            for record in change.about
        ]
        html += Markup("<p>{}</p>").format(site.edition.join(links))
    return str(html)
