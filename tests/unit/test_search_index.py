"""The search index: which parts of a page it knows, which words, and how they are written down."""

import json
import re
from typing import Any

import pytest
from dossier.language.edition import Edition
from dossier.language.locale import fold
from dossier.records.model import Dossier
from dossier.site.pages import sites
from dossier.site.passages import Passage, passages
from dossier.site.search import DIGITS, Words, digits, stemmer

PAGE = """
<nav class="trail"><a>Home</a></nav>
<h1>Lakes</h1>
<p class="rests-on">This page rests on a report.</p>
<p class="lead">All about <span class="term"><a>lakes</a><span class="definition">Water.</span></span>.</p>
<h2 id="shore">The shore</h2>
<P>Where<BR>reeds grow.</P>
<dl class="statements">
<div class="statement" id="signed"><dt>Signed</dt> <dd><time datetime="2019-03-04">4 March 2019</time>&nbsp;<span
 class="marks"><a>[1]</a></span> <a class="badge">single source</a></dd></div>
<div><dt>Place</dt> <dd>Porto</dd></div>
<div id="in-force"><dt>In force</dt> <dd>2020 <div class="note">A note.</div></dd></div>
</dl>
<table><thead><tr><th>Country</th></tr></thead><tbody>
<tr id="no" data-about="Lake Charter"><th scope="row">Norway</th>
<td data-label="Position: ">party</td><td id="no-signed">2001</td><td data-label="Background on: "><span
 class="in-table">Background on: </span><ul class="related"><li><a>Ice</a></li></ul></td></tr>
<tr id="article-3" data-title="Article 3"><th scope="row">3</th><td>Ice</td></tr>
</tbody></table>
<details><summary>More: 2</summary><ul><li id="money" data-title="Money">Money: nobody says.</li></ul></details>
<!-- 2 > 1 --><section class="related"><h2 id="related">See also</h2><dl><dt>Seas</dt></dl></section>
<svg><text>drawn</text></svg><form><input><button>Send</button></form>
<section class="references"><h2 id="references">References</h2><ol><li id="ref-1">A book</li></ol></section>
<p class="file">Made from data/lakes.yml</p>
"""


def test_a_page_is_read_as_its_passages_without_what_leads_elsewhere() -> None:
    assert passages(PAGE, "Lakes") == [
        Passage("", "Lakes", "All about lakes."),
        Passage("shore", "The shore", "Where reeds grow. Place: Porto"),
        Passage("signed", "Signed", "4 March 2019", "4 March 2019"),
        Passage("in-force", "In force", "2020 · A note."),
        Passage("no", "Norway", "Lake Charter · Position: party · 2001", about="Lake Charter"),
        Passage("article-3", "Article 3", "Ice"),
        Passage("money", "Money", "Money: nobody says."),
    ]


def test_the_name_of_a_part_is_not_left_where_the_part_is_not() -> None:
    days = "".join(f'<div><dt>{day} May</dt> <dd id="d{day}" data-title="{day} May">Ice.</dd></div>' for day in (1, 2))
    assert passages(f"<p>The lakes.</p><dl>{days}<div><dt>3 May</dt> <dd>Reeds.</dd></div></dl>", "Days") == [
        Passage("", "Days", "The lakes. 3 May: Reeds."),
        Passage("d1", "1 May", "Ice."),
        Passage("d2", "2 May", "Ice."),
    ]


def test_no_space_is_left_of_a_mark_that_is_left_out() -> None:
    page = '<p>Ice (2019&nbsp;<a class="badge">inferred</a>), fish&nbsp;<span class="marks">[1]</span>, reeds .yml</p>'
    assert passages(page, "Lakes") == [Passage("", "Lakes", "Ice (2019), fish, reeds .yml")]


def test_the_name_of_a_row_is_followed_by_a_colon_as_the_language_writes_it(made_up: Dossier) -> None:
    french = PAGE.replace("Position: ", "Position\u00a0: ").replace(">Norway<", ">Norvège\u00a0: sud<")
    colon = Edition(made_up, "fr").labelled("")
    texts = {passage.fragment: (passage.title, passage.text) for passage in passages(french, "Lacs", colon)}
    assert texts["shore"] == ("The shore", "Where reeds grow. Place\u00a0: Porto")
    assert texts["no"] == ("Norvège\u00a0: sud", "Lake Charter · Position\u00a0: party · 2001")


def test_the_name_of_a_cell_on_a_phone_ends_with_a_colon_as_its_language_writes_it(made_up: Dossier) -> None:
    for language, colon in (("fr", "\u00a0: "), ("es", ": ")):
        pages = [page.content.html for page in sites(made_up)[language].pages]
        labels = {label for html in pages for label in re.findall('data-label="([^"]*)"', html)}
        assert len(labels) > 5
        assert [label for label in labels if not re.search(rf"[^\s:]{colon}$", label)] == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Hofmański", "hofmanski"), ("Białystok", "bialystok"), ("œuvre", "oeuvre"), ("Æsir", "aesir"),
     ("Straße", "strasse"), ("Øresund", "oresund"), ("VÍCTIMAS", "victimas")],
)  # fmt: skip
def test_letters_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’ILANUD et d'exécution", "ilanud et execution"),
        ("ICC–ILANUD", "icc ilanud iccilanud"),
        ("co-operation", "co operation cooperation"),
        ("A/RES/70/175", "res 70 175 ares70175"),
        ("3–10 September", "3 10 september"),
        ("2019-03-04", "2019 03 04"),
        ("the lake à Paris", "lake paris"),
        ("Decree 4.388/2002", "decree 4388 2002"),
        ("1,250 and 2\u202f151 in 2012 123,45", "1250 and 2151 in 2012 123 45"),
    ],
)
def test_words_are_found_apart_and_together(text: str, words: str) -> None:
    found = [word for word, _ in Words(["the"]).read(text)]
    assert sorted(found) == sorted(words.split())


@pytest.mark.parametrize(
    ("locale", "one", "other"),
    [("en_GB", "witness", "witnesses"), ("es", "testigo", "testigos"), ("fr", "témoin", "témoins"),
     ("pt_BR", "testemunha", "testemunhas")],
)  # fmt: skip
def test_inflected_words_share_their_stem(locale: str, one: str, other: str) -> None:
    assert stemmer(locale)(one) == stemmer(locale)(other) != one + other


def test_a_language_that_snowball_does_not_know_has_no_stems() -> None:
    assert stemmer("sw")("maziwa") == "maziwa"


def test_endings_that_several_words_have_are_listed_with_what_a_stem_has_in_their_place() -> None:
    words = Words(())
    words.add(0, "", "reeds weeds seeds berries ferries cherries fish")
    stems = {"berries": "berri", "ferries": "ferri", "cherries": "cherry"}
    listed = words.listed(lambda word: stems.get(word, word.removesuffix("s")))
    assert listed["endings"] == [("s", "")]
    words.add(1, "", "ponies bodies")
    stems |= {"ponies": "pony", "bodies": "body"}
    assert words.listed(lambda word: stems.get(word, word.removesuffix("s")))["endings"] == [("s", ""), ("ies", "y")]


def test_places_are_written_as_digits_and_read_back() -> None:
    for number in (0, 1, 31, 32, 1023, 1024, 40_000):
        value = 0
        for digit in digits(number):
            value = 32 * value + DIGITS.index(digit) % 32
        assert value == number
        assert [DIGITS.index(digit) >= 32 for digit in digits(number)] == [True] * (len(digits(number)) - 1) + [False]


def read(index: dict[str, Any]) -> dict[str, dict[int, bool]]:
    """Return the words of an index, each with the passages in which it stands, and whether in the title."""
    found: dict[str, dict[int, bool]] = {}
    for word, text in zip(index["words"].split(" "), index["places"].split(" "), strict=True):
        passage, value = 0, 0
        for digit in text:
            value = 32 * value + DIGITS.index(digit) % 32
            if DIGITS.index(digit) < 32:
                passage, title, value = passage + value // 2, bool(value % 2), 0
                found.setdefault(word, {})[passage] = title
    return found


def test_the_index_knows_each_word_where_it_stands(made_up: Dossier) -> None:
    search = sites(made_up)["en"].search
    files = dict(search.files())
    index = json.loads(files["search/en.json"]())
    assert len(index["stems"]) == len(index["words"].split(" "))
    passages = []
    for name in sorted(files, key=lambda name: int(name.rpartition("-")[2].partition(".")[0]) if "-" in name else -1)[
        1:
    ]:
        passages += json.loads(files[name]())
    assert len(passages) == len(index["pages"])
    titles = [(address, title) for address, parts in passages for _, title, _ in parts]
    assert ("parties/lake-tribunal/", "Lake Tribunal") in titles
    words, number = read(index), 0
    for (_, parts), (_, _, counts, owners) in zip(passages, index["pages"], strict=True):
        assert len(counts) == len(parts) + len(owners)
        if parts[0][1] == "Lake Tribunal":
            assert words["Tribunal"][number]
        number += len(counts)


def test_pages_for_editors_are_left_out_and_the_printable_edition_is_known_by_its_title(made_up: Dossier) -> None:
    search = sites(made_up)["en"].search
    assert not [page.address for page in search.pages if page.address.startswith(("editing/", "data/fields/"))]
    known = {page.address: parts for some in search.passages for page, parts in some}
    assert len(known["agreement/"]) > 1 and len(known["dossier/"]) == 1


def test_what_is_known_against_a_source_is_found_on_its_page_alone(dossier: Dossier) -> None:
    known = {page.address: parts for some in sites(dossier)["en"].search.passages for page, parts in some}
    for key, source in dossier.sources.items():
        assert [part.fragment for part in known[f"sources/{key}/"]] == ["", "caution"][: 2 if source.caution else 1]


def test_the_same_data_make_the_same_index(made_up: Dossier) -> None:
    one, other = (sites(made_up)["en"].search.index() for _ in range(2))
    assert one == other
