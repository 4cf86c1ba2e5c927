"""Everything that the sites of a dossier in all languages have in common."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..addresses import place
from ..exports import citations, csl
from ..exports.downloads import Downloads
from ..language.edition import Edition
from ..language.progress import Progress
from ..reading.nodes import Node
from ..records.collections import KeyPath
from ..records.model import Dossier
from ..records.relations import Relations
from ..records.values import Identifier
from ..settings import Settings
from .handwritten import Handwritten
from .manual import Manual
from .theme import style_sheet


class Shared:
    """The things that the sites in all languages have in common; those that take long are made when first asked for.

    ``written`` has the pages written by hand, by language. ``nodes`` are the files as they were read, if statements
    lead to their lines; ``drafts`` the records that a preview shows and the published site has not.
    """

    def __init__(
        self,
        dossier: Dossier,
        settings: Settings,
        written: Mapping[str, Sequence[Handwritten]],
        nodes: Node | None,
        drafts: Collection[KeyPath],
    ):
        self.dossier, self.settings, self.written, self.nodes, self.drafts = dossier, settings, written, nodes, drafts
        self.relations = Relations(dossier)
        self.progress = Progress(self.relations)
        languages = dossier.interface.languages
        self.editions: dict[Any, Edition] = {language: Edition(dossier, language) for language in languages}
        self.downloads = Downloads(self.relations, self.editions, settings)
        self.manual = Manual(dossier)
        self.pictures = frozenset(path.name for path in settings.docs.glob("assets/*.png"))

    def line(self, path: KeyPath) -> str:
        """Return the place of a part of the dossier in the files: ``data/parties/icc.yml:25:1``."""
        assert self.nodes, "templates ask only if there are nodes"
        node = self.nodes.at(path, key=True)
        return f"{node.file}:{node.line}:{node.column}"

    def drafts_on(self, address: str) -> list[KeyPath]:
        """Return the drafts that a page shows."""
        return [path for path in self.drafts if place(path)[0] == address]

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
    def version(self) -> str:
        """Return a short name of all styles and scripts that changes when any of them does."""
        docs = self.settings.docs
        own = sorted(path for path in docs.glob("assets/*") if path.suffix in (".css", ".js"))
        contents = [style_sheet(docs), *(path.read_bytes() for path in own)]
        return hashlib.sha256(b"\0".join(contents)).hexdigest()[:6]
