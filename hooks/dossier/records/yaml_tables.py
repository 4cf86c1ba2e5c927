"""The tables of the library: files of YAML beside its modules."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same parser in C, where PyYAML was built with it


@cache
def yaml_table(path: Path) -> Any:
    """Return the content of the table in a file; nobody may change it, as it is kept."""
    return yaml.load(path.read_text("utf-8"), PARSER)
