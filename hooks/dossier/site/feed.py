"""The change history as a feed that readers can follow (Atom, RFC 4287), in one language."""

from markupsafe import Markup

from ..addresses import place
from ..records.model import Change
from .context import LINK
from .pages import Site

FEED = "feed.xml"
"""The address of the feed below the root of its language."""
CHANGES = "changes/"
"""The address of the page that shows the same."""


def feed(site: Site) -> bytes:
    """Return the changes as a feed. Its dates are those of the data, so that it changes only with them.

    Identifiers are addresses without the file of the page, so that no way of linking makes readers see old news as new.
    """
    page = site.context(CHANGES)
    start = f"{site.settings.address}{site.edition.prefix}"

    def links(change: Change) -> list[Markup]:
        addresses = {record.path: site.url("#".join(filter(None, place(record.path)))) for record in change.about}
        return [LINK % (address, page.name(path)) for path, address in addresses.items()]

    lines = site.render("feed.xml", page, feed=FEED, start=start, links=links)
    return lines.replace(">\n<", "><").encode()
