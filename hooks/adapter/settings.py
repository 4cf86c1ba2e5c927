"""Read what ``mkdocs.yml`` and the environment say of a site."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from dossier.records.messages import in_language, language_for, together
from dossier.settings import Settings
from dossier.site.publisher import wrong_settings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

VSCODE = "vscode://file/{file}:{line}:{column}"
"""The address by which Visual Studio Code opens a line of a file."""


def configured(config: MkDocsConfig, nonce: str = "") -> Settings:
    """Return what the publisher of a site decides; ``PluginError`` with everything that is wrong in it.

    ``nonce`` is given for a preview: see ``Settings``. With ``--no-directory-urls``, links lead to files.
    """
    folder = quote(project_of(config).as_posix(), safe="/:")  # as an editor must be told it
    extra = {name: value for name, value in config.extra.items() if value is not None}  # a variable set to nothing
    opens = str(extra.get("editor") or VSCODE)
    settings = Settings(
        address=config.site_url or "",
        licence=extra.get("licence", ""),
        edit=config.edit_uri or "",
        repository=extra.get("repository", ""),
        contact=extra.get("contact", ""),
        docs=Path(config.docs_dir),
        index=bool(not config.use_directory_urls or extra.get("index_files") or extra.get("offline")),
        offline=bool(extra.get("offline")),
        nonce=nonce,
        editor=opens.replace("{file}", f"{folder}/{{file}}").replace("file//", "file/") if nonce else "",
    )
    given = os.environ.get("SITE_URL") or settings.address  # MkDocs adds the slash that is missing
    checked = replace(settings, address=given, editor=extra.get("editor", ""))
    if wrong := [*wrong_settings(checked)]:
        raise Failed(lambda language: in_language(together(wrong, "\n"), language))
    return settings


def project_of(config: MkDocsConfig) -> Path:
    """Return the folder of the project, where its configuration is; the path of that may be given from here."""
    return Path(config.config_file_path).absolute().parent


class Failed(PluginError):
    """A build that cannot be: MkDocs tells why in the language of the environment, a preview in that of its page."""

    def __init__(self, tell: Callable[[str], str]):
        super().__init__(tell(language_for("", os.environ)))
        self.tell = tell


def here(words: str) -> str:
    """Return a message in the language of the environment."""
    return str(in_language(words, language_for("", os.environ)))
