"""The questions of readers: what they may name."""

from __future__ import annotations

from typing import get_args

from dossier.addresses import PAGES
from dossier.records.model import PageName


def test_question_can_name_pages_that_exist_and_no_other() -> None:
    addresses = {spec.address for spec in PAGES}
    assert {f"{name}/" for name in get_args(PageName)} <= addresses
