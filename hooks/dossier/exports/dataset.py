"""The downloads as linked data: a ``Dataset`` of schema.org, by which search engines for data find it.

Terms: https://schema.org/Dataset
"""

from __future__ import annotations

from ..language.edition import Edition
from .downloads import DATA_FOLDER, WHOLE, Downloads
from .linked_data import Graph, licensed
from .linked_terms import JsonLd

MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json", "zip": "application/zip"}
"""By file ending."""


def dataset(downloads: Downloads, edition: Edition, root: str) -> JsonLd:
    """Return the downloads as one set of data, with its files, in the language of an edition.

    ``root`` stands before every address. Place and time are those of the region and of the dated statements.
    """
    dossier, timeline = edition.dossier, downloads.relations.timeline
    graph = Graph(downloads.relations, [edition], root)
    region = dossier.states
    place = region and graph.id(("states",)) | {"@type": "Place", "name": graph.value(region.name)}
    node = {
        "@id": f"{root}{DATA_FOLDER}#this",
        "@type": "Dataset",
        "name": graph.value(dossier.interface.site_name),
        "description": graph.word("data-lead"),
        "about": graph.id(("agreement",)),
        "dateModified": graph.value(dossier.agreement.compiled),
        "inLanguage": graph.value(tuple(dossier.interface.languages)),
        "spatialCoverage": place,
        "temporalCoverage": f"{timeline[0].year}/{timeline[-1].year}" if timeline else None,
        "distribution": [distribution(name, downloads, edition, root) for name in downloads.names],
    }
    return {name: value for name, value in node.items() if value} | licensed(downloads.settings.licence)


def distribution(name: str, downloads: Downloads, edition: Edition, root: str) -> JsonLd:
    """Return one of the files, by its name in ``data/``."""
    told = {"description": edition.word(WHOLE[name])} if name in WHOLE else {}
    return {
        "@type": "DataDownload",
        "name": name,
        **told,
        "contentUrl": {"@id": f"{root}{DATA_FOLDER}{name}"},
        "contentSize": f"{downloads.size(name)} B",
        "encodingFormat": MEDIA_TYPES[name.rpartition(".")[2]],
    }
