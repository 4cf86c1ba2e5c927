"""MkDocs' events, each of which delegates to the run of the build in ``adapter``.

Invalid data stops the build before MkDocs touches the folder of the site. The build itself is made beside it and put
in its place only when all of it has succeeded, strict warnings included. A preview is built the same way, but its
pages are made one by one, when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from adapter.run import Run
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

run = Run()


def on_startup(command: str, dirty: bool) -> None:
    """Learn what kind of run this is; a partial (dirty) build is a whole one, for it is no slower."""
    run.on_startup(command)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Find a place to build in and load the data, or stop here, where the last good site is still untouched."""
    run.on_config(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave nothing for MkDocs to convert or copy: the library makes every file of the site."""
    return Files([])


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the site. Warnings may still stop a strict build."""
    run.on_post_build()


def on_build_error(error: Exception) -> None:
    """Note that the build failed, even if every file was written."""
    run.on_build_error(error)


def on_shutdown() -> None:
    """Put the finished site in its place."""
    run.on_shutdown()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Serve with the preview."""
    if run.preview:
        run.preview.attach(server)
    return server
