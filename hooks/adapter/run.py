"""One run of MkDocs: the build under way, the last good one, and the preview if it is one."""

from __future__ import annotations

import gc

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from .build import Build
from .preview import Preview

RARELY = 20_000, 50, 50
"""How seldom a build looks for what nobody refers to (``gc.set_threshold``): it ends soon and lets go of little."""


class Run:
    """From the start of MkDocs to its end: one build, or, in a preview, one after each save."""

    def __init__(self) -> None:
        self.preview: Preview | None = None
        self.beside = True
        """Whether to build beside the last good site: not in a partial (dirty) build."""
        self.complete = False
        """Whether the build wrote every file and nothing failed since."""
        self.last: Build | None = None
        """The build under way or done last, unless the data did not load."""

    @property
    def build(self) -> Build:
        """Return the build under way."""
        assert self.last, "MkDocs begins with on_config"
        return self.last

    def start(self, preview: bool, beside: bool) -> None:
        """Get ready for a build, or for a preview; one that does not reload pages is built whole and in place."""
        context = click.get_current_context(silent=True)
        reloads = not context or context.params.get("livereload", True)
        self.beside = beside and (reloads or not preview)
        if preview and reloads:
            self.preview = Preview()
            self.preview.survive_first_build()
        else:
            gc.set_threshold(*RARELY)

    def begin(self, config: MkDocsConfig) -> None:
        """Begin a build; ``PluginError`` with all problems if the data is not right."""
        self.last, self.complete = None, False
        self.last = Build(config, preview=self.preview is not None, beside=self.beside)
        if self.preview:
            self.preview.building = self.last

    def finish(self) -> None:
        """Write what a site has beside its pages, all of which are written by now, and tell what it lacks."""
        if not self.preview:
            self.build.finish()
        self.build.tell_gaps()
        self.complete = True
        if self.build.publication:  # from here on, for ``gh-deploy``
            self.build.config.site_dir = str(self.build.publication.site)

    def fail(self) -> None:
        """Note that the build failed, even if every file was written."""
        self.complete = False

    def end(self) -> None:
        """Put the finished site in its place."""
        if self.last and not self.preview:
            self.last.publish(self.complete)

    def serve(self, server: LiveReloadServer) -> None:
        """Serve with the preview."""
        if self.preview:
            self.preview.attach(server)
