"""Read what the environment and ``mkdocs.yml`` say of a site."""

import logging
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
log = logging.getLogger("mkdocs.hooks.dossier")


def settings_of(config: MkDocsConfig, nonce: str = "") -> Settings:
    """Return the decisions of a site's publisher; ``Failed`` with everything that is wrong in it.

    Where the environment says nothing, MkDocs' own ``site_url``, ``edit_uri`` and ``repo_url`` count. ``nonce`` is
    given for a preview: see ``Settings``. With ``--no-directory-urls``, links lead to files.
    """
    said = Settings.of_environment(os.environ)
    given = replace(
        said,
        address=said.address or config.site_url or "",
        edit=said.edit or config.edit_uri or "",
        repository=said.repository or config.repo_url or "",
        editor=os.environ.get("EDITOR_LINK", ""),
    )
    if wrong := [*wrong_settings(given)]:
        raise Failed(together(wrong, "\n").render)
    folder = quote(os.fsencode(project_of(config).as_posix()), safe="/:")  # as an editor must be told it
    opens = (given.editor or VSCODE).replace("{file}", f"{folder}/{{file}}").replace("file//", "file/")
    return replace(
        given,
        address=config.site_url or "",  # of a preview, its own
        docs=Path(config.docs_dir),
        index=given.index or not config.use_directory_urls,
        nonce=nonce,
        editor=opens if nonce else "",
    )


def project_of(config: MkDocsConfig) -> Path:
    """Return the folder of the project, where its configuration is; the path of that may be given from here."""
    return Path(config.config_file_path).absolute().parent


class Failed(PluginError):
    """An end to what MkDocs does: it tells why in the language of the environment, a preview in that of its page."""

    def __init__(self, tell: Callable[[str], str]):
        super().__init__(tell(language_for()))
        self.tell = tell


def in_own_language(words: str) -> str:
    """Return a message in the language of the environment."""
    return str(in_language(words, language_for()))


def inform(words: str) -> None:
    """Log a message in the language of the environment."""
    log.info(in_own_language(words))
