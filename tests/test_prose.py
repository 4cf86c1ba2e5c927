"""The small Markdown of prose fields."""

from __future__ import annotations

import pytest
from dossier.prose import render
from markupsafe import Markup, escape


@pytest.mark.parametrize(("text", "html"), [
    ("plain & <plain>", "[plain &amp; &lt;plain&gt;]"),
    ("an *emphasised* word", "[an ]<em>emphasised</em>[ word]"),
    ("a [link](agreement) to it", '[a ]<a href="/agreement">link</a>[ to it]'),
    ("one\n\n- two", "<p>[one]</p>\n<ul>\n<li>[two]</li>\n</ul>"),
])
def test_what_is_marked_is_html_and_stays_so(text: str, html: str) -> None:
    assert render(text, "/{}".format, lambda plain: Markup("[{}]").format(escape(plain))) == html
