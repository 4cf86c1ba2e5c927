"""The words of the interface are those that some page or file asks for: none is missing, none is left over."""

import pytest
from dossier.records.model import Dossier
from dossier.records.relations import SOURCE_MARKS
from dossier.records.values import Identifier, Text, WordName
from dossier.settings import Settings
from dossier.site.files import files
from dossier.site.pages import sites
from dossier.site.words import IN_CODE, built, words_used

CHOSEN = ("type-", "extent-", "role-", "kind-", "absent-", "deposit-")
"""The beginnings of words for what a record may say, which no page shows while no record says it."""
OF_RECORDS = tuple(kind.start for kind in WordName.__subclasses__())
"""The beginnings of words that records choose, for a heading or an organ, so that the data say which there are."""


class Recorded(dict[Identifier, Text]):
    """Words that remember which of them were asked for."""

    asked: set[str]

    def __getitem__(self, key: Identifier) -> Text:
        self.asked.add(str(key))
        return super().__getitem__(key)


def asked(dossier: Dossier, settings: Settings) -> set[str]:
    """The words that all pages and files of a dossier ask for."""
    words = Recorded(dossier.interface.words)
    words.asked = set()
    interface = dossier.interface.model_copy(update={"words": words})
    made = sites(dossier.model_copy(update={"interface": interface}), settings)
    assert all(page.html for site in made.values() for page in site.pages)
    assert all(make() for _, make in files(made))
    return words.asked


@pytest.fixture(scope="module")
def needed(dossier: Dossier, made_up: Dossier) -> set[str]:
    """The words that the real site at its address and the made-up one without any ask for."""
    return asked(dossier, Settings("https://example.org/", "CC0-1.0")) | asked(made_up, Settings())


@pytest.mark.slow
def test_no_page_asks_for_a_word_of_which_nobody_knows(needed: set[str]) -> None:
    assert len(needed) > 250
    assert {word for word in needed if not word.startswith(OF_RECORDS)} <= words_used().keys()


@pytest.mark.slow
def test_words_that_are_listed_are_asked_for(needed: set[str]) -> None:
    listed = {word for word in (*IN_CODE, *built()) if not word.startswith(CHOSEN)}
    assert listed - needed <= {"preview-title", "preview-cure", *SOURCE_MARKS}


def test_the_data_has_the_words_that_are_needed_and_those_that_records_choose(dossier: Dossier) -> None:
    assert {str(word) for word in dossier.interface.words if not word.startswith(OF_RECORDS)} == words_used().keys()
