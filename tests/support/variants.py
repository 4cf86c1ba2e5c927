"""Cases of one test that differ little: the first ones are always tried, the others in the slow run too."""

from collections.abc import Iterable
from typing import Any

import pytest


def later(cases: Iterable[Any], first: int = 1) -> list[Any]:
    """Return the cases of a parametrized test, of which all but the ``first`` ones are left to the slow run."""
    return [
        case
        if number < first
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]
