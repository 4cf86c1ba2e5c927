"""Dates as the data have them: a day, a month or a year."""

from __future__ import annotations

import contextlib
import datetime
import re

from .messages import Message, message
from .values import Scalar


def in_calendar(value: str) -> bool:
    """Tell whether a text in the form of a date is in the calendar."""
    with contextlib.suppress(ValueError):
        return bool(Date(value).first)
    return False


class Date(Scalar):
    """A day, a month or a year of the Gregorian calendar (ISO 8601), so that dates sort as text."""

    pattern = r"[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?"
    wanted = message("must be a date that exists, written as 2024-01-11, 2024-01 or 2024")
    exists = staticmethod(in_calendar)

    @classmethod
    def told(cls, value: str) -> Message:
        """Return what is wrong with a date, which may be several."""
        if len(re.findall(r"\b[12]\d{3}\b", value)) > 1:
            return message("must be one date; the last day of a stretch of time stands under 'until'")
        return cls.wanted

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the date in this form, if its month is named in English or its year comes first."""
        value = re.sub(r"[/.](?=\d)", "-", value).replace(",", "")
        for form in ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d %Y", "%Y-%m", "%B %Y"):
            with contextlib.suppress(ValueError):
                return datetime.datetime.strptime(value, form).date().isoformat()[: 10 if "d" in form else 7]
        return ""

    @property
    def first(self) -> datetime.date:
        """The first day that the date can mean."""
        return datetime.date.fromisoformat(self + "0000-01-01"[len(self) :])


class Day(Date):
    """A date that is known to the day."""

    pattern = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
    wanted = message("must be a day that exists, written as 2024-01-11")
