"""The builders that are compared: this project, and other engines that build the same pages written as Markdown."""

import json
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from dossier.reading.load import load
from dossier.records.messages import CODE_LANGUAGE
from dossier.settings import Settings
from dossier.site.pages import sites

from benchmark.generate import dump

HERE = sys.executable
OTHERS = os.pathsep.join([os.environ.get("ENGINES", ""), str(Path(HERE).parent)])
"""The folders of the other engines' programs, as in ``PATH``: ``ENGINES`` names those beside this environment."""
ELEVENTY_LAYOUT = """<!doctype html><html lang="{{ lang }}"><head><title>{{ title }}</title></head>
<body><main>{{ content }}</main></body></html>
"""
"""The whole theme that Eleventy is given: less than any real one."""
SHOWN = "Edit number {}."
"""The text of an edit."""
LINES = "\n\n"
"""The text between two paragraphs."""
STOCK_SETTINGS = {"site_name": "Pages", "theme": {"name": "material"}, "plugins": ["search"]}
ELEVENTY = {"markdownTemplateEngine": False, "dir": {"input": "docs", "output": "site"}}


@dataclass(frozen=True)
class Contestant:
    """One engine with what it builds."""

    name: str
    what: str
    """A description of the build, for the reader of the table."""
    prepare: Callable[[Path, Path], None]
    """Puts what is built into a folder; the other folder is a project of this repository, generated or real."""
    edit: Callable[[Path, int], None]
    """Changes the file of a record."""
    edited: str
    """The file of a record, such as ``areas/evidence``, that is edited before a rebuild."""
    command: tuple[str, ...]
    serve: tuple[str, ...] = ()
    """The command of a preview at a ``{port}``; none if it has no preview."""
    index: str = ""
    """The file of the site that holds its search index, or the first of several that a reader loads."""
    site: str = "site"
    cache: str = ".cache"

    def installed(self) -> bool:
        """Return true if it can take part."""
        return Path(self.command[0]).exists()


def edit_record(path: Path, number: int) -> None:
    """Change the summary of a record."""
    record = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    record["summary"][CODE_LANGUAGE] = SHOWN.format(number)
    path.write_text(dump(record), "utf-8")


def edit_page(path: Path, number: int) -> None:
    """Change the last paragraph of a page."""
    text = path.read_text("utf-8").rstrip()
    path.write_text(f"{text[: text.rindex(LINES)]}{LINES}{SHOWN.format(number)}\n", "utf-8")


def ours(source: Path, folder: Path) -> None:
    """The project as it is."""
    shutil.copytree(source, folder)


def pages(source: Path, folder: Path) -> None:
    """The same pages for another engine: Markdown files whose text is the HTML of our page, in the stock theme."""
    for site in sites(load(source / "data"), Settings("https://example.org/")).values():
        for page in site.pages:
            path = folder / "docs" / site.edition.prefix / page.address / "index.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            head = {"lang": str(site.edition.language), "title": str(page.title), "description": str(page.description)}
            path.write_text(
                LINES.join([f"---\n{dump(head)}---", page.content.html, SHOWN.format("none")]) + "\n", "utf-8"
            )
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(STOCK_SETTINGS), "utf-8")


def liquid(source: Path, folder: Path) -> None:
    """The same pages for Eleventy, which leaves their Markdown to markdown-it."""
    pages(source, folder)
    (folder / "docs" / "docs.json").write_text(json.dumps({"layout": "page.liquid"}), "utf-8")
    (folder / "docs" / "_includes").mkdir()
    (folder / "docs" / "_includes" / "page.liquid").write_text(ELEVENTY_LAYOUT, "utf-8")
    (folder / "eleventy.config.cjs").write_text(f"module.exports = () => ({json.dumps(ELEVENTY)});\n", "utf-8")


def program(name: str) -> str:
    """The program of an engine, or only its name where it is not installed."""
    return shutil.which(name, path=OTHERS) or name


OURS = (ours, edit_record, "data/{}.yml")
PAGES = (pages, edit_page, "docs/{}/index.md")
ADDRESS = "127.0.0.1:{port}"
MKDOCS, PROPERDOCS = (HERE, "-m", "mkdocs"), (program("properdocs"),)
ZENSICAL, ELEVENTY_AT = program("zensical"), program("eleventy")
STRICTLY, QUIETLY = ("build", "--quiet", "--strict"), ("build", "--quiet")
SERVE = ("serve", "--livereload", "--dev-addr", ADDRESS)
FREE = f"rm -rf site && PYTHONPATH=hooks {shlex.quote(HERE)} -m dossier build site"
STOCK, FIRST = "search/search_index.json", f"search/{CODE_LANGUAGE}.json"
CONTESTANTS = (
    Contestant("ours", "this project, all of it, with --strict", *OURS, (*MKDOCS, *STRICTLY), (*MKDOCS, *SERVE), FIRST),
    Contestant("engine-free", "the same site without MkDocs", *OURS, ("/bin/sh", "-c", FREE), (), FIRST),
    Contestant("properdocs", "the same site with ProperDocs", *OURS, (*PROPERDOCS, *STRICTLY),
               (*PROPERDOCS, *SERVE), FIRST),
    Contestant("material", "its pages alone, with MkDocs and Material and their search", *PAGES, (*MKDOCS, *QUIETLY),
               (*MKDOCS, *SERVE), STOCK),
    Contestant("zensical", "its pages alone, with Zensical and its search", *PAGES, (ZENSICAL, "build"),
               (ZENSICAL, "serve", "--dev-addr", ADDRESS), "search.json"),
    Contestant("eleventy", "its pages alone, with Eleventy, a layout of two lines and no search", liquid, *PAGES[1:],
               (ELEVENTY_AT, "--quiet"), (ELEVENTY_AT, "--quiet", "--serve", "--port={port}")),
)  # fmt: skip
