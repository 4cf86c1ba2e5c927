"""The copies of the pages in Markdown, parsed back and held against the pages; and the lists of them for assistants."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from copies import PARSER, Copy, copied, squeezed, words
from dossier.markdown import blocks, parse
from dossier.model import FOLDERS, Dossier
from published import Published

LANGUAGES = ["", "es/", "fr/", "pt/"]


@pytest.fixture(scope="module")
def copies(site: Published) -> dict[str, Copy]:
    """Every copy, by the address of its page."""
    return {address: Copy((site.folder / address / "index.md").read_text("utf-8"))
            for address in site.pages if address != "404.html"}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """What stands before the addresses of one language."""
    return str(request.param)


def of_language(copies: dict[str, Copy], language: str) -> dict[str, Copy]:
    """The copies of the pages in one language."""
    others = tuple(filter(None, LANGUAGES))
    return {address: copy for address, copy in copies.items()
            if (address.startswith(language) if language else not address.startswith(others))}


def test_copy_has_every_word_of_its_page(site: Published, copies: dict[str, Copy], language: str) -> None:
    """Every heading, fact, mark and reference, in the order of the page."""
    for address, copy in of_language(copies, language).items():
        assert copy.text == squeezed(copied(site.article(address)).text_content()), address


def test_copy_has_the_headings_of_its_page(site: Published, copies: dict[str, Copy], language: str) -> None:
    for address, copy in of_language(copies, language).items():
        headings = copied(site.article(address)).cssselect("h1, h2, h3, h4, h5, h6")
        assert copy.headings == [(heading.tag, squeezed(heading.text_content())) for heading in headings], address


def test_copy_leads_to_the_copies_of_the_pages_that_its_page_leads_to(site: Published, copies: dict[str, Copy]) -> None:
    marks = "a.mark, a.badge, .term > a, a.md-content__button"
    for address, copy in copies.items():
        article = copied(site.article(address))
        for link in article.cssselect(marks):
            link.drop_tag()
        targets = (str(link).partition("#")[0] for link in article.xpath(".//a/@href") if ":" not in link)
        wanted = {urljoin(address, target) for target in targets if target}
        found = {urljoin(address, link) for link in copy.links if ":" not in link}
        assert found == {f"{target}index.md" if target in site.pages else target for target in wanted}, address
        assert not [link for link in found if not (site.folder / link).is_file()], address


def test_copy_has_no_html(copies: dict[str, Copy]) -> None:
    assert not [address for address, copy in copies.items() if copy.html]


def test_copy_says_where_it_is_from(site: Published, copies: dict[str, Copy]) -> None:
    for address, copy in copies.items():
        assert copy.front == {
            "title": " ".join(site.text(address, "h1").split()), "url": Published.address + address,
            "language": site.pages[address].get("lang"), "date": "2026-11-24"}, address
        assert site.one(address, "link[type='text/markdown']").get("href") == "index.md"


def test_copy_of_a_fact_is_plain_to_read(site: Published) -> None:
    text = (site.folder / "es" / "parties" / "icc" / "index.md").read_text("utf-8")
    assert "- **Sede** La Haya (Países Bajos)\xa0[1, Art. 3] *fuente única*\n" in text
    reference = "[*Rome Statute of the International Criminal Court*](../../sources/rome-statute-text/index.md)"
    assert f"\n1. {reference}.\n" in text


def test_hand_written_page_has_its_copy(copies: dict[str, Copy], lakes: Published) -> None:
    assert ("h2", "Privacy") in copies["about/"].headings
    assert "```yaml\nseat:\n  city: {en: San José}\n" in copies["editing/"].body
    assert (lakes.folder / "pt" / "about" / "index.md").is_file()


@pytest.mark.parametrize(("html", "markdown"), [
    ("<p>1. *a* _b_ [c](d) `e` \\ #f | ~~g~~ &lt;b&gt; &amp;amp;</p>",
     "1\\. \\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\\\ \\#f \\| \\~\\~g\\~\\~ \\<b> \\&amp;"),
    ("<p>- a</p><p>+ b</p><p>&gt; c</p><p>=</p>", "\\- a\n\n\\+ b\n\n\\> c\n\n\\="),
    ("<p>a <em> b </em>c<br>d</p>", "a *b* c\n\nd"),
    ("<ol><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>", "1. a\n\n   - b\n2. c\n\n   d"),
    ("<dl><div><dt>a</dt> <dd>b<div class='note'>c</div></dd></div></dl>", "- **a** b\n\n  c"),
    ("<table><caption>a</caption><tr><th>b</th><th>c</th></tr>"
     "<tr><td>d <p>e</p></td><td><code>f|g</code></td></tr></table>",
     "a\n\n| b | c |\n| --- | --- |\n| d e | `f\\|g` |"),
    ("<p><a href='https://a.example/(b)?c=1&amp;copy;'>d</a> <a href='#e'>f</a> <a href='../g/#h'>i</a></p>",
     "[d](https://a.example/%28b%29?c=1&amp;copy;) f [i](../g/index.md)"),
    ("<p><a href='https://a.example/b_c'>https://a.example/b_c</a> <code>a`b</code></p>",
     "<https://a.example/b_c> `` a`b ``"),
    ("<pre><code class='language-yaml'>a:\n  - b\n</code></pre><blockquote><p>c</p><p>d</p></blockquote>",
     "```yaml\na:\n  - b\n```\n\n> c\n> \n> d"),
    ("<figure><svg><text>a</text></svg><figcaption>b</figcaption></figure><nav>c</nav><!-- d -->", "b"),
    ("<p><span lang='en'><p>a</p><ul><li>b</li></ul></span></p>", "a\n\n- b"),
])
def test_markdown_of(html: str, markdown: str) -> None:
    assert "\n\n".join(blocks(parse(html))) == markdown


@pytest.mark.parametrize("code", ["en", "es", "fr", "pt"])
def test_list_for_assistants(code: str, site: Published, dossier: Dossier) -> None:
    prefix = "" if code == "en" else f"{code}/"
    text = (site.folder / prefix / "llms.txt").read_text("utf-8")
    tokens = PARSER.parse(text)
    assert [token.type for token in tokens[:4]] == ["heading_open", "inline", "heading_close", "blockquote_open"]
    assert words(tokens[1]) == site.one(prefix, ".site-name").text
    listed = Copy(f"---\n---\n{text}").links
    below = [link.removeprefix(Published.address) for link in listed]
    assert not [link for link in below if not link.startswith(prefix) and not link.endswith("llms.txt")]
    assert all((site.folder / link).is_file() for link in below)
    wanted = {f"{name}/{key}/" for name in FOLDERS if name != "sources" for key in getattr(dossier, name)}
    wanted |= {"", "agreement/", "dossier/", "sources/"}
    assert {f"{prefix}{address}index.md" for address in wanted} <= set(below)
    assert len([link for link in below if link.endswith("llms.txt")]) == 3
    assert len(below) == len(set(below))
