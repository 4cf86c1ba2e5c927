"""The small Markdown of prose fields."""

import pytest
from dossier.records.prose import plain, render
from markupsafe import Markup, escape


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain & <plain>", "[plain &amp; &lt;plain&gt;]"),
        ("an *emphasised* word", "[an ]<em>emphasised</em>[ word]"),
        ("a [link](agreement) to it", '[a ]<a href="/agreement">link</a>[ to it]'),
        ("one\n\n- two", "<p>[one]</p>\n<ul>\n<li>[two]</li>\n</ul>"),
    ],
)
def test_what_is_marked_is_html_and_stays_so(text: str, html: str) -> None:
    assert render(text, "/{}".format, lambda plain: Markup("[{}]").format(escape(plain))) == html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain <text>", "plain <text>"),
        ("an *emphasised* word", "an emphasised word"),
        ("a [link *to*](agreement) it", "a link to it"),
        ("one\ntwo *three*\nfour", "one\ntwo three\nfour"),
        ("one\n\n- two\n- three", "one two three"),
        ("a snake_case word", "a snake_case word"),
        ("1\\. not a list", "1. not a list"),
    ],
)
def test_words_without_their_markup(text: str, words: str) -> None:
    assert plain(text) == words


def test_what_is_inside_a_link_or_emphasis_is_not_marked() -> None:
    html = render("[a *b* c](d) *e* f", str, lambda plain: Markup("[{}]").format(plain))
    assert html == '<a href="d">a <em>b</em> c</a>[ ]<em>e</em>[ f]'
