"""Dates as the data have them: a day, a month or a year."""

import contextlib
import datetime
import re
from functools import cache

from babel import Locale

from .messages import Message, languages_of_messages, message
from .values import Identifier, Scalar

UNKNOWN = re.compile(
    r"(?i)s\.? ?[fd]\.?|n\.? ?d\.?|(?:no|sans) date|undated|unknown|sin fecha|sem data|present|ongoing"
)
"""Words that say that a date is not known, in bibliographies, or that a stretch of time goes on."""
UNSURE = re.compile(r"^c(?:a|irca)?\.? *(?=\d)|[][?]|(?<=\d) *\([^()\d]*\)$")
"""Signs by which bibliographies say that a date is not sure, and a day of the week behind one."""
CLOCK = re.compile(r"[T ]\d{1,2}:\d\d.*$")
NO_DAY = re.compile(r"(?:-(?:00|[?xX]{1,2}))+$")
YEAR_LAST = re.compile(r"\d\d?([-/.])\d\d?\1\d{4}")
LIKE_DIGITS = str.maketrans("OolI", "0011")
SHEET = datetime.date(1899, 12, 30)  # the day from which spreadsheet programs count days
SHEET_DAYS = range(20_000, 60_000)  # numbers that stand for days from 1954 to 2064 in a spreadsheet
FEW_LATE = 3
"""Dates that are too late and told one by one; of more, the day that they are compared with is likely to be wrong."""


@cache
def months() -> dict[str, int]:
    """Return the numbers of the months by their names, long and short, in every language of the messages."""
    return {
        Identifier.guess(name): number
        for language in languages_of_messages()
        for width in ("abbreviated", "wide")
        for number, name in Locale(language).months["format"][width].items()
    }


def by_name_of_month(value: str) -> str:
    """Return the date whose month is given by its name; nothing if it is not one date with a year."""
    words = re.findall(r"\d+|[^\W\d_]+", value)
    named = [found for word in words if (found := months().get(Identifier.guess(word)))]
    numbers = [word for word in words if word.isdecimal()]
    years = [number for number in numbers if re.fullmatch(r"[12]\d{3}", number)]
    days = [f"-{int(number):02}" for number in numbers if number not in years]
    return f"{years[0]}-{named[0]:02}{''.join(days)}" if len(named) == len(years) == 1 and len(days) < 2 else ""


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
    def complaint(cls, value: str) -> Message:
        """Return the message about a wrong date: there are several, or it is not known."""
        if len(re.findall(r"\b[12]\d{3}\b", value)) > 1:
            return message("must be one date; the last day of a stretch of time stands under 'until'")
        if YEAR_LAST.fullmatch(value) and not cls.guess(value):
            return cls.wanted + message(", the year first, then the month, then the day")
        return cls.wanted + message("; what is not known is left out") if UNKNOWN.fullmatch(value) else cls.wanted

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the date in this form: its month has a name, its year comes first, or a spreadsheet counted it."""
        if value.isdecimal() and int(value) in SHEET_DAYS:
            return (SHEET + datetime.timedelta(int(value))).isoformat()
        value = re.sub(r" *[-/.] *(?=\d)", "-", UNSURE.sub("", NO_DAY.sub("", CLOCK.sub("", value.strip(",.;")))))
        for form in ("%Y-%m-%d", "%Y%m%d", "%Y-%m", "%m-%Y", "%Y-%d-%m"):
            with contextlib.suppress(ValueError):
                return datetime.datetime.strptime(value, form).date().isoformat()[: 10 if "d" in form else 7]
        if YEAR_LAST.fullmatch(value):
            one, other, year = value.split("-")
            found = {*filter(in_calendar, (f"{year}-{one:0>2}-{other:0>2}", f"{year}-{other:0>2}-{one:0>2}"))}
            return found.pop() if len(found) == 1 else ""
        return next(filter(in_calendar, (value, value.translate(LIKE_DIGITS), by_name_of_month(value))), "")

    def before(self, other: str) -> bool:
        """Tell whether it is over when the other begins, for sure: 2019 and 2019-03 may be the same day."""
        return self < other[: len(self)]

    @property
    def first(self) -> datetime.date:
        """The first day that the date can mean."""
        return datetime.date.fromisoformat(self + "0000-01-01"[len(self) :])


class Day(Date):
    """A date that is known to the day."""

    pattern = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
    wanted = message("must be a day that exists, written as 2024-01-11")
