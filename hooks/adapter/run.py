"""One run of MkDocs: where it builds, the build under way, and the preview if it is one."""

import re
import shlex
import signal
import threading
from pathlib import Path
from subprocess import CalledProcessError
from types import FrameType
from typing import Any

import click
from dossier.commands.build import write_site
from dossier.records.messages import message
from dossier.settings import DATA
from mkdocs.commands import gh_deploy
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from .build import Build
from .lock import ENDED, undisturbed
from .preview import Preview
from .publishing import Publication
from .settings import Failed, project_of


class Run:
    """From the start of MkDocs to its end: one build, or, in a preview, one after each save."""

    def __init__(self) -> None:
        self.preview: Preview | None = None
        self.deploys = False
        """True if the site is sent to GitHub after it has been built."""
        self.publication: Publication | None = None
        """The folder of the build, and the way it is put in its place; none in what is only served."""
        self.complete = False
        """True if the build wrote every file and nothing failed since."""
        self.last: Build | None = None
        """The build under way or done last, unless the data did not load."""

    def on_startup(self, command: str, dirty: bool) -> None:
        """Get ready for a build, or for a preview.

        A partial (dirty) build is a whole one too, for it is no slower.
        """
        context = click.get_current_context(silent=True)
        if command == "gh-deploy":
            self.deploys = True
            send_or_tell()
        if threading.current_thread() is threading.main_thread():
            for number in ENDED:
                if signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants it
                    signal.signal(number, self.on_signal)
        if command == "serve" or (context and context.info_name == "serve"):  # or serve --clean
            self.preview = Preview(lambda: self.last)
            self.preview.take_over(not context or context.params.get("livereload", True))

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """End in good order, so that nothing is left in temporary folders, with the status a shell gives a signal."""
        self.complete = False
        raise SystemExit(128 + number)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Begin a build; ``Failed`` with all problems if the data is not right, or the site has no place."""
        self.last, self.complete = None, False
        if not self.preview:  # the place comes before anything else is read
            given = Path(config.site_dir)  # a build without these hooks empties the folder that mkdocs.yml names
            config.site_dir = str(given.with_name(re.sub(r"^\.(.+)\.without-hooks$", r"\1", given.name)))
            read = [project_of(config) / DATA, Path(config.docs_dir), Path(__file__).parents[1]]
            self.publication = Publication(config.site_dir, read)
            config.site_dir = str(self.publication.new)
        if self.deploys and not config.site_url:
            raise Failed(message("gh-deploy needs the address at which the site is published; set SITE_URL").render)
        self.last = Build(config, self.preview.nonce if self.preview else "")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave nothing for MkDocs to convert or copy: the library makes every file of the site."""
        return Files([])

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the site, but for a preview, and tell what it lacks. Warnings may still stop a strict build."""
        assert self.last, "MkDocs begins with on_config"
        if not self.preview:
            write_site(self.last.sites, Path(config.site_dir))
        self.last.tell_gaps()
        self.complete = True

    def on_build_error(self, error: Exception) -> None:
        """Note that the build failed, even if every file was written; ``Failed`` if the system let it down."""
        self.complete = False
        if isinstance(error, OSError) and error.errno:  # a missing template, a fault of the code, has none
            path = error.filename or (self.last.config.site_dir if self.last else "")
            wrong = message("Nothing was published; {reason}: {path}", reason=error.strerror, path=path)
            raise Failed(wrong.render)

    def on_shutdown(self) -> None:
        """Put the finished site in its place, and delete what is temporary."""
        if not self.publication:
            return
        with undisturbed():
            self.publication.finish(self.complete)
        if self.last:  # from here on, for ``gh-deploy``
            self.last.config.site_dir = self.publication.given


def send_or_tell() -> None:
    """Have MkDocs tell in a line that git could not send the site: replaces the function that ``gh-deploy`` calls."""
    module: Any = gh_deploy
    library = module.ghp_import
    send = library.ghp_import

    def sent(*arguments: Any, **settings: Any) -> None:
        try:
            send(*arguments, **settings)
        except CalledProcessError as error:
            told = message("The site was built and not sent; {command} failed", command=shlex.join(error.cmd))
            raise Failed(told.render) from None

    library.ghp_import = sent
