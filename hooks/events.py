"""MkDocs events, which make the dossier's site in every language.

Its pages go in as generated files; the finished site is indexed for search and put in place as a whole.
Invalid data stops the build before MkDocs touches ``site_dir``. The build itself is made beside it and
renamed into place only when all of it has succeeded, strict warnings included. A preview is built the same way,
but its pages are made one by one, when they are asked for.
"""

from __future__ import annotations

import gc
import html
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from dossier.addresses import Imprint
from dossier.reading.load import load
from dossier.reading.problems import DataError, report, workflow_commands
from dossier.records.values import DEFAULT_LANGUAGE
from dossier.site.files import exports
from dossier.site.pages import FOR_SEARCH, WRITTEN, Page, Site, sites
from dossier.site.words import words_used
from frame import Frames
from headers import HEADERS, POLICY, headers, version
from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext
from offline import INDEX, to_files
from preview import Preview
from publish import Publication
from search import BUNDLE, Found, Indexing, SearchError

DATA = "data"
RARELY = 20_000, 50, 50
"""How seldom a build looks for what nobody refers to (``gc.set_threshold``): it ends soon and lets go of little."""
SHOWN_GAPS = 20
"""How many missing translations the end of a build lists; the site's own page has all of them."""
log = logging.getLogger("mkdocs.hooks.dossier")


@dataclass
class Build:
    """What one run of MkDocs must remember between its events."""

    beside: bool = True  # whether to build beside the last good site: not in a partial (dirty) build
    published: bool = True  # whether it is more than a preview
    sites: dict[str, Site] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    """The generated pages, by the name under which MkDocs knows each."""
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The language and the address of every page, by that name."""
    names: dict[str, str] = field(default_factory=dict)
    """That name, by the address below the root of the site."""
    borrowed: set[str] = field(default_factory=set)
    """Hand-written pages that are shown in English because their translation is missing."""
    navigation: dict[str, Navigation] = field(default_factory=dict)
    indexing: Indexing | None = None
    publication: Publication | None = None
    making: Callable[[str], None] = lambda address: None
    """In a preview: makes the file of the site at an address."""


class Generated(EnginePage):
    """One of our pages for MkDocs, which has no Markdown to read and to convert."""

    def __init__(self, ours: Page, file: File, config: MkDocsConfig):
        super().__init__(html.escape(ours.title), file, config)
        self.description = html.escape(ours.description)

    def read_source(self, config: MkDocsConfig) -> None:
        """Know what is said of the page."""
        self.markdown, self.meta = "", {"title": self.title, "description": self.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the content to ``on_page_context``."""
        self.content, self.present_anchor_ids = "", set()


build = good = Build()
"""The build under way or done last, and the last one that was good."""


def on_startup(command: str, dirty: bool) -> None:
    """Learn what kind of run this is."""
    build.published = command != "serve"
    build.beside = not dirty
    if build.published:
        gc.set_threshold(*RARELY)
    else:
        preview.survive_first_build()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data, or stop here, where the last good site is still untouched."""
    global build
    build = Build(build.beside, build.published)
    try:
        imprint = Imprint(config.site_url or "", config.extra["licence"], INDEX if config.extra["index_files"] else "")
        build.sites = sites(
            load(Path(config.config_file_path).with_name(DATA), config.extra["complete"], words_used()), imprint
        )
        for language, site in build.sites.items():
            build.places |= {site.source(address): (language, address) for address in WRITTEN}
            for page in site.pages():
                build.pages[site.source(page.address)] = page
                build.places[site.source(page.address)] = (language, page.address)
        build.names = {
            build.sites[language].edition.prefix + address: name for name, (language, address) in build.places.items()
        }
    except DataError as error:
        if config.extra["annotations"]:
            print(workflow_commands(error.problems))
        count = f"{len(error.problems)} problem(s) in the data; nothing was built, the last good site is unchanged."
        raise PluginError(f"{report(error.problems)}\n{count}") from None
    config.site_name = html.escape(build.sites[DEFAULT_LANGUAGE].name)
    config.nav = [
        {
            language: [
                {html.escape(title): [site.source(address) for address in addresses]} if title else site.source("")
                for title, addresses in site.navigation()
            ]
        }
        for language, site in build.sites.items()
    ]
    if build.beside:
        build.publication = Publication(config.site_dir)
        config.site_dir = str(build.publication.new)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and other files of the dossier, and English pages where a hand-written one is not translated."""
    for file in files.documentation_pages():
        file.edit_uri = f"docs/{file.src_uri}"
    default = build.sites[DEFAULT_LANGUAGE]
    listed = {address for _, addresses in default.navigation() for address in addresses}
    build.borrowed = build.places.keys() - build.pages.keys() - files.src_uris.keys()
    for name, page in build.pages.items():
        inclusion = InclusionLevel.INCLUDED if page.address in listed else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, name, content="", inclusion=inclusion)
        file.edit_uri = f"{DATA}/{page.file}" if page.file else None
        Generated(page, file, config)
        files.append(file)
    for name in sorted(build.borrowed):
        original = files.src_uris[default.source(build.places[name][1])]
        file = File.generated(config, name, content=original.content_string)
        file.edit_uri = original.edit_uri
        files.append(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Take the navigation apart by language, so that one language does not lead into the next; set the date of pages.

    MkDocs would take today's, and write it into the compressed sitemap.
    """
    for file in files.documentation_pages():
        if file.page:
            if file.page.canonical_url and config.extra["index_files"]:
                file.page.canonical_url += INDEX
            file.page.update_date = build.sites[DEFAULT_LANGUAGE].dossier.agreement.compiled.first.isoformat()
    for (language, site), section in zip(build.sites.items(), nav.items, strict=True):
        assert isinstance(section, Section)
        pages = [page for page in nav.pages if build.places[page.file.src_uri][0] == language]
        pages[0].previous_page = pages[-1].next_page = None
        for one, other in pairwise(pages):
            one.next_page, other.previous_page = other, one
        for item in section.children:
            item.parent = None
        build.navigation[language] = Navigation(section.children, pages)
        build.navigation[language].homepage = files.src_uris[site.source("")].page
    for name in () if build.published else build.places:
        files.src_uris[name].inclusion = InclusionLevel.EXCLUDED  # from what MkDocs makes at once
    return build.navigation[DEFAULT_LANGUAGE]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Start to index the pages, whose content is complete here; tell the theme's overrides about languages."""
    offline = config.extra["offline"]
    if not build.published:
        env.bytecode_cache = preview.compiled
    elif not offline:
        build.indexing = Indexing(searched(files), Path(config.site_dir), config.extra["index_files"])

    def translations(file: File) -> list[tuple[Site, EnginePage | None]]:
        """The same page in every language."""
        address = build.places[file.src_uri][1]
        return [(site, files.src_uris[site.source(address)].page) for site in build.sites.values()]

    assets = version(
        file.content_bytes
        for file in sorted(files, key=lambda file: file.src_uri)
        if file.src_uri.startswith("assets/") and file.src_uri.endswith((".css", ".js"))
    )
    env.globals |= {
        "translations": translations,
        "frame": Frames(env).fill,
        "sites": build.sites,
        "pictures": {file.src_uri for file in files if file.src_uri.endswith(".png")},
        "published": build.published,
        "offline": offline,
        "policy": POLICY if build.published else None,
        "version": assets,
        **words(build.sites[DEFAULT_LANGUAGE]),
    }
    config.extra_css = [f"{path}?v={assets}" for path in config.extra_css]
    for name in () if build.published else build.places.keys() - build.pages.keys():
        _populate_page(page_of(files, name), config, files)  # its title stands in the navigation

    def making(address: str) -> None:
        make(address, env, config, files)

    build.making = making


def searched(files: Files) -> Iterator[Found]:
    """The pages that a search finds; those written by hand are of no kind."""
    for name, (language, _) in build.places.items():
        page, ours = page_of(files, name), build.pages.get(name)
        if ours is None:
            yield Found(page.url, language, str(page.title), partial(str, page.content or ""))
        elif ours.indexed:
            yield Found(page.url, language, html.escape(ours.title), partial(content, ours), ours.kind)


def content(page: Page) -> str:
    """The HTML of one of our pages, as it is written."""
    return page.written.html


def page_of(files: Files, name: str) -> EnginePage:
    """MkDocs' page by its name."""
    page = files.src_uris[name].page
    assert page
    return page


def words(site: Site) -> dict[str, Any]:
    """What the theme's overrides use of a site."""
    return {"site": site, "word": site.edition.word}


def on_page_content(text: str, page: EnginePage, config: MkDocsConfig, files: Files) -> str:
    """Set a hand-written page in type. One of ours gets its content in its turn, so that not all are at hand."""
    name = page.file.src_uri
    if name in build.pages:
        return ""
    language, _ = build.places[name]
    if name not in build.borrowed:
        return build.sites[language].edition.formatter.typeset_html(text)
    note = build.sites[language].edition.t("untranslated")
    original = build.sites[DEFAULT_LANGUAGE].edition.formatter.typeset_html(text)
    return f'<p class="note">{note}</p>\n<div lang="{DEFAULT_LANGUAGE}">{original}</div>'


def on_page_context(context: dict[str, Any], page: EnginePage, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Switch the theme to the language of the page; leave out what only the search needed; write the page's copy."""
    language, address = build.places[page.file.src_uri]
    site = build.sites[language]
    config.site_name = html.escape(site.name)
    config.theme["language"] = theme_language(site, config)
    ours = build.pages.get(page.file.src_uri)
    if ours:
        page.content, toc, head = ours.written.read()
        page.toc = get_toc(toc)
    else:
        head = site.head(address, html.unescape(str(page.title)))
    page.content = FOR_SEARCH.sub("", page.content or "")
    return {**context, **words(site), "nav": build.navigation[language], "address": address, "own_head": head}


def on_post_page(output: str, page: EnginePage, config: MkDocsConfig) -> str:
    """Let go of the content, which nobody reads any more; have links lead to files where no server turns them."""
    if build.published:
        page.content, page.toc = None, get_toc([])
    return linked(output, config)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Have the links of a page that a host shows at any address begin at its own folder, where there is no host."""
    if config.extra["offline"]:
        context["base_url"] = "."
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The same as for a page."""
    return linked(output, config)


def linked(output: str, config: MkDocsConfig) -> str:
    """A page whose links lead to files, where no server turns those to folders."""
    return to_files(output) if config.extra["offline"] or config.extra["index_files"] else output


def theme_language(site: Site, config: MkDocsConfig) -> str:
    """The theme's own name for a language: ``pt-BR`` where it knows that variety, else ``pt``, else English."""
    names = (site.edition.locale.replace("_", "-"), site.edition.language)
    known = (
        name
        for name in names
        for folder in config.theme.dirs
        if Path(folder, "partials", "languages", f"{name}.html").exists()
    )
    return next(known, DEFAULT_LANGUAGE)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what a site has beside its pages, and note that every file was written.

    That is: wait for the search, write what hosts send, tell what is not translated. Warnings may still stop a strict
    build.
    """
    for address, make in exports(build.sites) if build.published else ():
        write(make(), Path(config.site_dir, address))
    finish_search()
    if build.published:
        write_file(headers(Path(config.site_dir), config.site_url or "").encode(), str(Path(config.site_dir, HEADERS)))
    gaps = build.sites[DEFAULT_LANGUAGE].progress.gaps
    for path, language in gaps[:SHOWN_GAPS]:
        log.info("Not translated into %s: %s", language, ".".join(map(str, path)))
    for name in sorted(build.borrowed):
        log.info("Not translated into %s: docs/%s", build.places[name][0], name)
    if len(gaps) > SHOWN_GAPS:
        log.info("Not translated: %d more texts; the page %s has all of them", len(gaps) - SHOWN_GAPS, "translations/")
    if build.publication:
        build.publication.complete = True
        config.site_dir = str(build.publication.site)  # from here on, for ``gh-deploy``


def finish_search() -> None:
    """Wait for the search index; a site without one works, but is not complete."""
    try:
        if build.indexing:
            build.indexing.finish()
    except SearchError as error:
        log.warning("The site has no search, because Pagefind did not run: %s", error)


def on_build_error(error: Exception) -> None:
    """Note that the build failed, even if every file was written."""
    if build.indexing:
        build.indexing.drop()
    if build.publication:
        build.publication.complete = False


def on_shutdown() -> None:
    """Put the finished site in its place."""
    if build.publication and build.published:
        build.publication.finish()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Serve with the preview."""
    preview.attach(server)
    return server


def make(address: str, env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the file of a preview at an address, if it is one of ours and not yet there."""
    path = Path(config.site_dir, address, "index.html" if address.endswith("/") or not address else "")
    if address.startswith(f"{BUNDLE}/") and not build.indexing:
        build.indexing = Indexing(searched(files), Path(config.site_dir))
        finish_search()
    elif path.exists():
        return
    elif address in build.names:
        page = page_of(files, build.names[address])
        page.file.abs_dest_path = str(path)
        if page.content is None:
            _populate_page(page, config, files)
        _build_page(page, config, [], build.navigation[DEFAULT_LANGUAGE], env)
    elif export := next((export for name, export in exports(build.sites) if name == address), None):
        write(export(), path)


def write(content: str | bytes, path: Path) -> None:
    """Write a file of the site."""
    write_file(content.encode() if isinstance(content, str) else content, str(path))


def succeed() -> None:
    """Put what was built for a preview in the place of what was there, and keep it as the last good build."""
    global good
    good = build
    if build.publication:
        build.publication.finish()


def fail() -> None:
    """Go back to the last good build of a preview."""
    global build
    if build.publication:
        build.publication.complete = False
        build.publication.finish()
    build = good


def around(address: str) -> dict[str, str]:
    """The words around the problems of a preview in the language of the page at ``address``."""
    found = (site for site in build.sites.values() if site.edition.prefix and address.startswith(site.edition.prefix))
    site = next(found, build.sites.get(DEFAULT_LANGUAGE))
    return {key: site.edition.word(f"preview-{key}") for key in ("title", "cure")} if site else {}


preview = Preview(lambda address: build.making(address), succeed, fail, around)
