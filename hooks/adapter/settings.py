"""Read what ``mkdocs.yml`` and the environment say of a site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from dossier.addresses import Settings
from dossier.records.messages import Message, in_language, language_for, message, together
from dossier.site.publisher import wrong_settings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import get_build_datetime

TIME = "SOURCE_DATE_EPOCH"
"""The variable that gives a build another time than now (https://reproducible-builds.org/specs/source-date-epoch/)."""
VSCODE = "vscode://file/{file}:{line}:{column}"
"""The address by which Visual Studio Code opens a line of a file."""


def configured(config: MkDocsConfig, nonce: str = "") -> Settings:
    """Return what the publisher of a site decides; ``PluginError`` with everything that is wrong in it.

    ``nonce`` is given for a preview: see ``Settings``. Pages stand in folders even with ``--no-directory-urls``,
    by which MkDocs means that links lead to files.
    """
    extra = {name: value for name, value in config.extra.items() if value is not None}  # a variable set to nothing
    files, config.use_directory_urls = not config.use_directory_urls, True
    settings = Settings(
        address=config.site_url or "",
        licence=extra.get("licence", ""),
        edit=config.edit_uri or "",
        repository=extra.get("repository", ""),
        contact=extra.get("contact", ""),
        docs=Path(config.docs_dir),
        index=bool(files or extra.get("index_files") or extra.get("offline")),
        offline=bool(extra.get("offline")),
        nonce=nonce,
        editor=opened_by(extra.get("editor") or VSCODE, project_of(config)) if nonce else "",
    )
    given = os.environ.get("SITE_URL") or settings.address  # MkDocs adds the slash that is missing
    checked = replace(settings, address=given, editor=extra.get("editor", ""))
    if wrong := [*wrong_settings(checked), *wrong_engine(config)]:
        raise Failed(lambda language: in_language(together(wrong, "\n"), language))
    return settings


def wrong_engine(config: MkDocsConfig) -> Iterator[Message]:
    """Yield a line for each setting of MkDocs itself with which it would end in its own code."""
    if config.theme.name:
        wanted = message("the site's own, which is in hooks/theme")
        yield message("{name} must be {wanted}", name="theme", wanted=wanted).got(config.theme.name)
    if os.environ.get(TIME) == "":  # set to nothing is not set, but MkDocs would read it as a number
        del os.environ[TIME]
    try:
        get_build_datetime()
    except (ValueError, OverflowError, OSError):
        wanted = message("a whole number of seconds since 1970")
        told = message("{name} must be {wanted}", name=TIME, wanted=wanted)
        yield told + message(", got {got}", got=repr(os.environ[TIME]))


def project_of(config: MkDocsConfig) -> Path:
    """Return the folder of the project, where its configuration is; the path of that may be given from here."""
    return Path(config.config_file_path).absolute().parent


def opened_by(editor: str, project: Path) -> str:
    """Return the address by which an editor opens a line, for files named from the folder of the project on."""
    return editor.replace("{file}", f"{quote(project.as_posix(), safe='/:')}/{{file}}").replace("file//", "file/")


class Failed(PluginError):
    """A build that cannot be: MkDocs tells why in the language of the environment, a preview in that of its page."""

    def __init__(self, tell: Callable[[str], str]):
        super().__init__(tell(language_for("", os.environ)))
        self.tell = tell


def here(words: str) -> str:
    """Return a message in the language of the environment."""
    return str(in_language(words, language_for("", os.environ)))
