"""One build: the sites that are made of the data, and what is told of them."""

from dossier.commands.printing import annotate
from dossier.reading.discovery import read
from dossier.reading.load import read_drafts
from dossier.reading.problems import DataError, report
from dossier.records.messages import language_for, message
from dossier.settings import DATA
from dossier.site.files import encoded_file, project_sites, whole_site
from dossier.site.pages import Site, default
from mkdocs.config.defaults import MkDocsConfig

from .settings import Failed, inform, project_of, settings_of

SHOWN_GAPS = 20
"""The most missing translations that the end of a build lists; the site's own page has all of them."""


class Build:
    """The sites of one build. A preview makes each file when it is asked for, and writes none."""

    def __init__(self, config: MkDocsConfig, nonce: str):
        """Load the data; ``nonce`` is empty but for a preview."""
        self.config, self.settings = config, settings_of(config, nonce)
        data = project_of(config) / DATA
        tree = read(data)
        self.drafts = read_drafts(data, tree)
        try:
            self.sites = project_sites(data, self.settings, self.drafts.finished if self.settings.preview else [], tree)
        except DataError as error:
            raise failure(error) from None
        self.site = default(self.sites)
        self.made: dict[str, bytes] = {}
        """The files that a preview was asked for, by their addresses."""
        config.theme.static_templates.clear()  # the library makes the sitemap and the page for missing ones

    def tell_gaps(self) -> None:
        """Tell which texts and pages are not translated, and whether addresses are known."""
        written = self.site.shared.written.items()
        gaps = [(own, page.translated(own)) for own, found in written for page in found if page.language != own]
        gaps += ((language, ".".join(map(str, path))) for path, language in self.site.shared.progress.gaps)
        for language, place in gaps[:SHOWN_GAPS]:
            inform(message("Not translated into {language}: {place}", language=language, place=place))
        if len(gaps) > SHOWN_GAPS:
            more = len(gaps) - SHOWN_GAPS
            inform(message("Not translated: {more} more; the page translations/ has all of them", more=more))
        if self.drafts.names:
            inform(message("Drafts, which are not published: {names}", names=self.drafts.names))
        for problem in self.drafts.to_do if self.settings.preview else ():
            told = problem.render(language_for())
            inform(message("A preview does not show this draft yet: {problem}", problem=told))
        if not self.settings.address:
            inform(message("SITE_URL is not set: the site has no canonical addresses, feed or sitemap"))

    # A preview

    def make(self, address: str) -> bytes | None:
        """Return the file at an address, which is made when it is first asked for; ``None`` if there is none."""
        if address not in self.made:
            make = next((make for name, make in whole_site(self.sites) if name == address), None)
            if not make:
                return None
            self.made[address] = encoded_file(make())
        return self.made[address]

    def site_at(self, address: str) -> Site:
        """Return the site in the language of the page at an address."""
        others = [site for site in self.sites.values() if site.edition.prefix]
        return next((site for site in others if address.startswith(site.edition.prefix)), self.site)


def failure(error: DataError) -> Failed:
    """Return the error that ends a build because of problems in the data, which on GitHub are marked in the files."""
    annotate(error.problems, "error", language_for())
    count = message("{count} problem in the data. | {count} problems in the data.", count=len(error.problems))
    count += message(" Nothing was built, the last good site is unchanged.")
    return Failed(lambda language: f"{report(error.problems, language)}\n{count.render(language)}")
