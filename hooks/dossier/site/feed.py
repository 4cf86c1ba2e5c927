"""The change history as a feed that readers can follow (Atom, RFC 4287), in one language."""

from __future__ import annotations

from xml.etree import ElementTree

from markupsafe import Markup

from ..addresses import place
from ..records.model import Change
from .context import LINK, PageContext
from .pages import Site

FEED = "feed.xml"
"""The address of the feed below the root of its language."""
CHANGES = "changes/"
"""The address of the page that shows the same."""
LANGUAGE = "xml:lang"
MIDNIGHT = "T00:00:00Z"
"""The beginning of a day in universal time, because Atom wants moments."""


def feed(site: Site) -> bytes:
    """Return the changes as a feed. Its dates are those of the data, so that it changes only with them.

    Identifiers are addresses without the file of the page, so that no way of linking makes readers see old news as new.
    """
    changes, edition = site.dossier.changes, site.edition
    start = f"{site.settings.address}{edition.prefix}"
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", LANGUAGE: edition.language})
    add(root, "title", f"{edition.word('changes')} – {site.name}")
    add(root, "subtitle", edition.word("changes-lead"))
    add(root, "id", start + FEED)
    add(root, "updated", f"{next(iter(changes.values())).date}{MIDNIGHT}")
    add(root, "link", rel="self", type="application/atom+xml", href=site.url(FEED))
    add(root, "link", rel="alternate", type="text/html", href=site.url(CHANGES))
    add(add(root, "author"), "name", site.name)
    for key, change in changes.items():
        entry, address = add(root, "entry"), site.url(f"{CHANGES}#{key}")
        text, language = edition.pick(change.text)
        add(entry, "title", text, **{LANGUAGE: language} if language != edition.language else {})
        add(entry, "id", f"{start}{CHANGES}#{key}")
        add(entry, "updated", f"{change.date}{MIDNIGHT}")
        add(entry, "link", rel="alternate", type="text/html", href=address)
        add(entry, "content", reason(site, change), type="html")
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written


def add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    """Return a new element, put at the end of ``parent``."""
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element


def reason(site: Site, change: Change) -> str:
    """Return as HTML why the change was made, with links to the pages of the records that changed."""
    page = PageContext(site.edition, site.relations, CHANGES)
    html = Markup("<p>{}</p>").format(page.text(change.why))
    if change.about:
        addresses = {record.path: site.url("#".join(filter(None, place(record.path)))) for record in change.about}
        links = [LINK % (address, page.name(path)) for path, address in addresses.items()]
        html += Markup("<p>{}</p>").format(site.edition.join(links))
    return str(html)
