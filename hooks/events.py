"""MkDocs' events, each of which is a method of the run in ``adapter``.

Invalid data stops the build before MkDocs touches the folder of the site. The build itself is made beside it and put
in its place only when all of it has succeeded, strict warnings included. A preview is built the same way, but its
pages are made one by one, when they are asked for.
"""

from adapter.run import Run

run = Run()
on_startup = run.on_startup
on_config = run.on_config
on_files = run.on_files
on_post_build = run.on_post_build
on_build_error = run.on_build_error
on_shutdown = run.on_shutdown
