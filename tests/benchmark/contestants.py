"""Who builds: this project, and other engines that build the same pages written as Markdown."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import project
import yaml
from dossier.addresses import Settings
from dossier.reading.load import load
from dossier.records.values import DEFAULT_LANGUAGE
from dossier.site.markdown import copy
from dossier.site.pages import sites

from benchmark.generate import dump
from benchmark.measure import run

HERE = sys.executable
OTHERS = os.pathsep.join([os.environ.get("ENGINES", ""), str(Path(HERE).parent)])
"""The folders of the other engines' programs, as in ``PATH``: ``ENGINES`` names those beside this environment."""
LAYOUT = """<!doctype html><html lang="{{ .Params.lang }}"><head><title>{{ .Title }}</title></head>
<body>{{ .TableOfContents }}<main>{{ .Content }}</main></body></html>
"""
"""The whole theme that Hugo is given: less than any real one."""
ELEVENTY_LAYOUT = """<!doctype html><html lang="{{ lang }}"><head><title>{{ title }}</title></head>
<body><main>{{ content }}</main></body></html>
"""
"""The same for Eleventy."""
SHOWN = "Edit number {}."
"""The text of an edit."""
LINES = "\n\n"
"""What stands between two paragraphs."""
HUGO = {
    "baseURL": "https://example.org/",
    "disableKinds": ["taxonomy", "term", "RSS"],
    "markup": {"goldmark": {"renderer": {"unsafe": True}, "parser": {"attribute": {"block": True}}}},
}


@dataclass(frozen=True)
class Contestant:
    """One engine with what it builds."""

    name: str
    what: str
    """What exactly is built, for the reader of the table."""
    prepare: Callable[[Path, Path], None]
    """Puts what is built into a folder; the other folder is a project of this repository, generated or real."""
    command: tuple[str, ...]
    edited: str
    """The file of a record, such as ``areas/evidence``, that is edited before a rebuild."""
    edit: Callable[[Path, int], None]
    """Changes that file."""
    index: tuple[str, ...]
    """The files and folders of its search index, in the site."""
    site: str = "site"
    cache: str = ".cache"
    preview: bool = False
    """Whether its ``mkdocs serve`` is measured too."""

    def installed(self) -> bool:
        """Whether it can take part."""
        return Path(self.command[0]).exists()


def edit_record(path: Path, number: int) -> None:
    """Change the summary of a record."""
    record = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    record["summary"][DEFAULT_LANGUAGE] = SHOWN.format(number)
    path.write_text(dump(record), "utf-8")


def edit_page(path: Path, number: int) -> None:
    """Change the last paragraph of a page."""
    text = path.read_text("utf-8").rstrip()
    path.write_text(f"{text[: text.rindex(LINES)]}{LINES}{SHOWN.format(number)}\n", "utf-8")


def ours(source: Path, folder: Path) -> None:
    """The project as it is."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("site*"))


def staged(source: Path, folder: Path) -> None:
    """Everything that ``python -m dossier stage`` writes, once for all: pages as Markdown, and the other files."""
    shared = source.with_name("staged")
    if not shared.exists():
        run((HERE, "-m", "dossier", "stage", str(shared)), source, project.environment(SITE_URL="https://example.org/"))
    shutil.copytree(shared, folder)


def pages(source: Path, folder: Path) -> None:
    """The staged pages alone, in the stock theme without overrides; the search is the engine's own."""
    staged(source, folder)
    for path in (folder / "docs").rglob("*"):
        if path.is_file() and path.suffix != ".md" and "assets" not in path.parts:
            path.unlink()
    shutil.rmtree(folder / "theme")
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    del settings["theme"]["custom_dir"]
    settings["plugins"] = ["search"]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")


def bare(source: Path, folder: Path) -> None:
    """The same pages for Hugo, each as a branch of its own."""
    pages(source, folder)
    for path in (folder / "docs").rglob("index.md"):
        path.rename(path.with_name("_index.md"))
    (folder / "docs").rename(folder / "content")
    (folder / "layouts" / "_default").mkdir(parents=True)
    for name in ("list.html", "single.html"):
        (folder / "layouts" / "_default" / name).write_text(LAYOUT, "utf-8")
    (folder / "hugo.yaml").write_text(yaml.safe_dump(HUGO), "utf-8")


def liquid(source: Path, folder: Path) -> None:
    """The same pages for Eleventy, which leaves their Markdown to markdown-it."""
    pages(source, folder)
    (folder / "docs" / "docs.json").write_text(json.dumps({"layout": "page.liquid"}), "utf-8")
    (folder / "docs" / "_includes").mkdir()
    (folder / "docs" / "_includes" / "page.liquid").write_text(ELEVENTY_LAYOUT, "utf-8")
    (folder / "eleventy.config.cjs").write_text(f"module.exports = () => ({json.dumps(ELEVENTY)});\n", "utf-8")


def plain(source: Path, folder: Path) -> None:
    """The pages' copies in Markdown, which have no HTML: what one would have written by hand for the stock theme."""
    pages(source, folder)
    for site in sites(load(source / "data"), Settings("https://example.org/", "")).values():
        for page in site.pages():
            text = copy(site, page.address, page.written.html)
            (folder / "docs" / site.source(page.address)).write_text(text, "utf-8")


ELEVENTY = {"markdownTemplateEngine": False, "dir": {"input": "docs", "output": "site"}}


def program(name: str) -> str:
    """The program of an engine, or only its name where it is not installed."""
    return shutil.which(name, path=OTHERS) or name


PAGE = "docs/{}/index.md"
SEARCH = ("search",)
STOCK = (HERE, "-m", "mkdocs", "build", "--quiet")
CONTESTANTS = (
    Contestant(
        "ours",
        "this project with --strict, all of it: search, Markdown copies, citations, downloads",
        ours,
        (*STOCK, "--strict"),
        "data/{}.yml",
        edit_record,
        ("pagefind",),
        preview=True,
    ),
    Contestant(
        "material",
        "MkDocs and Material with their search; the staged pages alone, no overrides",
        pages,
        STOCK,
        PAGE,
        edit_page,
        SEARCH,
        preview=True,
    ),
    Contestant(
        "material-plain",
        "the same, and the pages have no HTML, as their Markdown copies",
        plain,
        STOCK,
        PAGE,
        edit_page,
        SEARCH,
        preview=True,
    ),
    Contestant(
        "material-all",
        "MkDocs and Material, all that is staged: overrides, and the other files to copy",
        staged,
        STOCK,
        PAGE,
        edit_page,
        SEARCH,
    ),
    Contestant(
        "properdocs",
        "ProperDocs and Material; the staged pages alone, no overrides",
        pages,
        (program("properdocs"), "build", "--quiet", "--config-file", "mkdocs.yml"),
        PAGE,
        edit_page,
        SEARCH,
    ),
    Contestant(
        "zensical",
        "Zensical with its search; the staged pages alone, no overrides",
        pages,
        (program("zensical"), "build", "--config-file", "mkdocs.yml"),
        PAGE,
        edit_page,
        ("search.json",),
    ),
    Contestant(
        "hugo",
        "Hugo with a layout of two lines and no search; the staged pages alone",
        bare,
        (program("hugo"), "--quiet"),
        "content/{}/_index.md",
        edit_page,
        (),
        site="public",
        cache="resources",
    ),
    Contestant(
        "eleventy",
        "Eleventy with a layout of two lines and no search; the staged pages alone",
        liquid,
        (program("eleventy"), "--quiet"),
        PAGE,
        edit_page,
        (),
    ),
)
