"""A user who may not read everything, as which a test does something for a while."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 65534
"""A user who owns nothing."""


@contextmanager
def unprivileged() -> Iterator[None]:
    """For a while, be a user who may not read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
