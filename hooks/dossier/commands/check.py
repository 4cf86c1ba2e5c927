"""Check the data, the pages written by hand and the settings of MkDocs."""

import argparse
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..reading.load import advise
from ..reading.nodes import MOST, parse_text
from ..reading.problems import DataError, Problem, quoted
from ..records.collections import FOLDERS, MAPS
from ..records.messages import message
from ..records.suggest import listed_names, nearest
from ..settings import DATA, Settings
from ..site.files import project_sites
from ..site.handwritten import advise_on_pages
from ..site.pages import default
from ..site.publisher import wrong_address
from .printing import print_problems
from .project import Refused, tell_drafts

MKDOCS = Path("mkdocs.yml")
NEEDED = {"site_name": "Dossier", "theme": "{name: null, custom_dir: hooks/adapter}", "hooks": "[hooks/events.py]"}
"""The fields without which MkDocs cannot build this site, with the usual value of each."""
WITH_EFFECT = {*NEEDED, "site_url", "edit_uri", "repo_url", "site_dir", "docs_dir", "watch", "plugins", "dev_addr",
               "strict", "validation", "use_directory_urls", "remote_branch", "remote_name", "INHERIT"}  # fmt: skip
"""The fields of ``mkdocs.yml`` that change something; a mistyped one would go unseen."""


def check_data(arguments: argparse.Namespace) -> None:
    """Check the data, the pages written by hand and ``mkdocs.yml``, without building the site."""
    wrong = [*wrong_in_mkdocs(MKDOCS.read_text("utf-8", "replace"))] if MKDOCS.is_file() else []
    try:
        site = default(project_sites(DATA, Settings(complete=arguments.complete)))
    except DataError as error:
        wrong += error.problems
    shown = within_files(wrong, arguments.files)
    if shown:
        raise DataError(quoted(shown, DATA))
    if wrong:
        others = message("{count} problem in other files | {count} problems in other files", count=len(wrong))
        cut = message("; mend them first, as there may be more that are not told yet") if len(wrong) >= MOST else ""
        raise Refused(others + cut + message("; 'python -m dossier check' tells all."))
    dossier = site.dossier
    records = sum(len(getattr(dossier, collection)) for collection in (*FOLDERS, *MAPS))
    tell_drafts(arguments.say)
    on_pages = advise_on_pages(site.shared.written, dossier.interface)
    if told := within_files([*advise(DATA, dossier), *quoted(sorted(on_pages), DATA)], arguments.files):
        counted = message(
            "{count} piece of advice; it does not stop the site. | "
            "{count} pieces of advice; none of them stops the site.",
            count=len(told),
        )
        print_problems(told, counted, arguments.spoken, "notice")
    counts = {"records": records, "sources": len(dossier.sources)}
    arguments.say(message("The data is right: {records} records, {sources} of them sources.", **counts))


def within_files(problems: Iterable[Problem], files: list[Path]) -> list[Problem]:
    """Return the problems in some files or folders, or in all if none is named; ``OSError`` if one is not there."""
    for file in files:
        file.stat()
    places = [Path(os.path.relpath(file)) for file in files]
    return [it for it in problems if not files or any(Path(it.file).is_relative_to(place) for place in places)]


def wrong_in_mkdocs(text: str) -> Iterator[Problem]:
    """Yield the problems of the settings of MkDocs: what is no YAML, what is missing, what has no effect."""
    text = re.sub(" +#.*", "", text).replace("!ENV ", "     ").replace("null", "none")  # none of it is in the data
    root, problems = parse_text(text, str(MKDOCS))
    yield from problems
    said = {} if problems or not isinstance(root.value, dict) else root.value
    for name, value in NEEDED.items() if not problems else ():
        parts = re.findall(r"hooks/\w+", value)
        if name not in said or not all(part in str(said[name].plain()) for part in parts):
            wanted = message("must have the line '{line}', or MkDocs cannot build the site", line=f"{name}: {value}")
            yield (root.keys.get(name) or root).problem(wanted)
    for name, node in said.items():
        if name not in WITH_EFFECT:
            wanted = message("{name} must not be here; it has no effect on this site", name=name)
            yield root.keys[name].problem(wanted + (nearest(name, WITH_EFFECT) or listed_names(sorted(WITH_EFFECT))))
        elif name.endswith(("_url", "_uri")) and isinstance(node.value, str):
            yield from map(node.problem, wrong_address(name, node.value, folder=name != "repo_url"))
