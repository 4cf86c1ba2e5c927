"""English words that are left in a message which is told in another language."""

import re
from collections.abc import Iterable

from dossier.reading.problems import Problem

ENGLISH = re.compile(
    r"(?:^|\s)(?:must|should|shows|got|you|known|which|the|is|are|put|delete|of|with|not)(?=[\s,;.:?]|$)"
)
"""Words that most messages have, and no other language."""
FROM_THE_DATA = re.compile(r"^.* (?=deb)|'.*'|\".*\"|\(.*\)")


def left_in_english(problems: Iterable[Problem]) -> list[str]:
    """The problems that still have English words in Spanish, beside those that stand in the data."""
    return [told for problem in problems if ENGLISH.search(FROM_THE_DATA.sub("", told := problem.message_in("es")))]
