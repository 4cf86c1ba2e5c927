"""Build the site without MkDocs."""

import argparse
import gc
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from ..records.messages import message, together
from ..settings import DATA, Settings
from ..site.files import encoded_file, project_sites, whole_site
from ..site.pages import Site
from ..site.publisher import wrong_settings
from .project import Refused, empty_folder, tell_drafts


def build_site(arguments: argparse.Namespace) -> None:
    """Write the whole site into a folder without MkDocs, with the settings of the environment."""
    settings = Settings.of_environment(os.environ)
    folder = empty_folder(arguments.folder, settings.docs)
    if wrong := [*wrong_settings(settings)]:
        raise Refused(together(wrong, "\n"))
    made = project_sites(DATA, settings)
    try:
        number = write_site(made, folder)
    except BaseException:  # half a site would look like a whole one
        shutil.rmtree(folder, ignore_errors=True)
        raise
    tell_drafts(arguments.say)
    arguments.say(message("{path} has the whole site: {number} files.", path=folder, number=number))


def write_site(sites: Mapping[str, Site], folder: Path) -> int:
    """Write every file of a site below a folder; return how many there are."""
    gc.freeze()  # what the pages are made of stays to the end, so that it is not looked through again and again
    written = set()
    for address, make in whole_site(sites):
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encoded_file(make()))
        written.add(path)
    return len(written)
