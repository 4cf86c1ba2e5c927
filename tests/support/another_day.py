"""MkDocs on another day: ``python another_day.py build`` runs it as if it were 400 days later."""

import datetime
import runpy
import time
from typing import Self

LATER = 400 * 86_400
"""Seconds; not a whole number of years, months or weeks."""
now, moment = time.time, datetime.datetime


class Moment(datetime.datetime):
    """A moment, of which the present one lies later."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Self:
        """The present moment of that later day."""
        return cls.fromtimestamp(time.time(), tz)


class Day(datetime.date):
    """A day, of which today lies later."""

    @classmethod
    def today(cls) -> Self:
        """Return that later day."""
        return cls.fromtimestamp(time.time())


time.time = lambda: now() + LATER
datetime.datetime, datetime.date = Moment, Day  # type: ignore[misc]
runpy.run_module("mkdocs", run_name="__main__")
