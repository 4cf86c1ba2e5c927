"""Everything that the sites of a dossier in all languages have in common."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..addresses import place
from ..exports import citations, csl, downloads
from ..language.edition import Edition
from ..language.progress import Progress
from ..reading.nodes import Node
from ..records.collections import KeyPath
from ..records.model import Dossier
from ..records.relations import Relations
from ..records.values import Identifier
from ..settings import Settings
from . import manual
from .handwritten import Handwritten
from .theme import version


@dataclass(frozen=True)
class Shared:
    """The things that the sites in all languages have in common."""

    dossier: Dossier
    settings: Settings
    written: Mapping[str, Sequence[Handwritten]]
    """The pages written by hand, by language."""
    nodes: Node | None = None
    """The files as they were read, if statements lead to their lines."""
    drafts: Collection[KeyPath] = ()
    """The records that a preview shows and the published site has not."""

    def line(self, path: KeyPath) -> str:
        """Return the place of a part of the dossier in the files: ``data/parties/icc.yml:25:1``."""
        assert self.nodes, "templates ask only if there are nodes"
        node = self.nodes.at(path, key=True)
        return f"{node.file}:{node.line}:{node.column}"

    def drafts_on(self, address: str) -> list[KeyPath]:
        """Return the drafts that a page shows."""
        return [path for path in self.drafts if place(path)[0] == address]

    @cached_property
    def relations(self) -> Relations:
        """Return the relations between the records."""
        return Relations(self.dossier)

    @cached_property
    def progress(self) -> Progress:
        """Return the progress of the translations."""
        return Progress(self.relations)

    @cached_property
    def editions(self) -> dict[Any, Edition]:
        """Return the dossier in each language, by language."""
        return {language: Edition(self.dossier, language) for language in self.dossier.interface.languages}

    @cached_property
    def downloads(self) -> downloads.Downloads:
        """Return the dossier as files for other programs."""
        return downloads.Downloads(self.relations, self.editions, self.settings)

    @cached_property
    def source_items(self) -> dict[Identifier, csl.CslItem]:
        """Return the item to cite for each source, in the default language."""
        edition = next(iter(self.editions.values()))
        return {key: csl.of_source(key, source, edition) for key, source in self.dossier.sources.items()}

    @cached_property
    def cited(self) -> dict[Identifier, dict[str, str]]:
        """Return the citation of each source by file ending; it reads the same in all languages."""
        return {key: citations.texts(item) for key, item in self.source_items.items()}

    @cached_property
    def manual(self) -> manual.Manual:
        """Return the editors' manual."""
        return manual.Manual(self.dossier)

    @cached_property
    def version(self) -> str:
        """Return a short name of the styles and scripts that changes with them."""
        return version(self.settings.docs)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """Return the names of the pictures among the assets."""
        return frozenset(path.name for path in self.settings.docs.glob("assets/*.png"))
