"""A folder of YAML about one international agreement, turned into the pages of a site.

    from dossier import load, sites
    for page in sites(load(Path("data")))["en"].pages:
        page.html

The package knows no site engine, writes no file but by its commands, and keeps no state but caches of pure functions.
"""

from .reading.load import load
from .reading.problems import DataError
from .site.pages import sites

__all__ = ["DataError", "load", "sites"]
