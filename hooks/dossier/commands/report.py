"""Tell whoever runs a command what is wrong, and which records are not published."""

from __future__ import annotations

import argparse
import sys

from ..reading.load import read_drafts
from ..reading.problems import Problem, annotate, report
from ..records.messages import Message, message
from .project import DATA


def print_problems(problems: list[Problem], counted: Message, spoken: str, level: str) -> None:
    """Tell problems and how many they are; on GitHub, they are marked in the files too."""
    annotate(problems, level, spoken)
    print(f"{report(problems, spoken)}\n{counted.render(spoken)}", file=sys.stderr)


def tell_drafts(arguments: argparse.Namespace) -> None:
    """Tell in a line which records are not published, if there are any."""
    if drafts := read_drafts(DATA).names:
        arguments.say(message("Drafts, which are not published: {names}", names=drafts))
