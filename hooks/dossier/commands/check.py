"""Check the data."""

from __future__ import annotations

import argparse

from ..reading.load import advise
from ..reading.problems import print_problems, quoted
from ..records.collections import FOLDERS, MAPS
from ..records.messages import message
from ..settings import Settings
from ..site.files import project_sites
from ..site.handwritten import advise_on_pages
from ..site.pages import default
from .project import DATA, tell_drafts


def check_data(arguments: argparse.Namespace) -> None:
    """Check the data, and the pages written by hand, without building the site."""
    site = default(project_sites(DATA, Settings(), arguments.complete))
    dossier = site.dossier
    records = sum(len(getattr(dossier, collection)) for collection in (*FOLDERS, *MAPS))
    tell_drafts(arguments.say)
    on_pages = advise_on_pages(site.shared.written, dossier.interface)
    if told := [*advise(DATA, dossier), *quoted(sorted(on_pages), DATA)]:
        counted = message(
            "{count} piece of advice; it does not stop the site. | "
            "{count} pieces of advice; none of them stops the site.",
            count=len(told),
        )
        print_problems(told, counted, arguments.spoken, "notice")
    counts = {"records": records, "sources": len(dossier.sources)}
    arguments.say(message("The data is right: {records} records, {sources} of them sources.", **counts))
