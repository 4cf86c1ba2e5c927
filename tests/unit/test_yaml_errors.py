"""Tests of what keeps a text from being YAML: the edges of each cause.

The messages as a whole stand in ``cases/yaml/``.
"""

import pytest
import yaml
from dossier.reading.stop import WITHOUT_COLON
from dossier.reading.yaml_errors import UNEXPLAINED, explain
from dossier.records.yaml_tables import PARSER

BACKSLASH = "must not have \\ inside double quotation marks; use single ones: '…'"
BRACKET = "must not have a bracket or brace in a text without quotation marks; put them around the whole text"
CLOSED = (
    "must not go on after the closing bracket; if the brackets belong to the text, as in a link, put quotation "
    "marks around the whole text"
)
COLON = (
    "must not have a colon and a space in a text without quotation marks; put straight quotation marks around "
    "the whole text"
)
HEADLESS = ", or stand below a field of its own, whose name and colon seem to be missing"
BELONGS = "; if it belongs to the text above, put straight quotation marks around the whole text"
MARGIN = "must be indented like the other lines of the text that began above with > or |"


def first(sign: str) -> str:
    """Return the message about a text that begins with a sign."""
    return f"must not begin with {sign}; put quotation marks around the whole text"


def indented(wanted: str, got: int) -> str:
    """Return the message about a line that is indented like none above it."""
    return f"must be indented by {wanted}, like a line above it, got {got}"


@pytest.mark.parametrize(
    ("text", "line", "column", "wanted"),
    [
        ('a: {en: "b\\n c\\I"}\n', 1, 15, BACKSLASH),
        ('a: "b \\\n  c \\q"\n', 2, 5, BACKSLASH),
        ('a: "\\ud800"\n', 1, 5, BACKSLASH),
        ('a: "\\UFFFFFFFF"\n', 1, 5, BACKSLASH),
        ('a: "\\U00110000"\n', 1, 5, BACKSLASH),
        ("a: {en: & Co}\nb: 1\n", 1, 9, first("&")),
        ("a: & Co\n", 1, 4, first("&")),
        ("a: {en: !!}\n", 1, 9, first("!")),
        ("a: {en: * b}\n", 1, 9, first("*")),
        ("%a: 1\nb: 2\n", 1, 1, first("%")),
        ("%a b\nc: d\n", 1, 1, first("%")),
        ("a: {en: b}\n%c: 1\n", 2, 1, first("%")),
        ("a: %b\n", 1, 4, first("%")),
        ("a: !<b\n", 1, 4, first("!")),
        ("a: {en: b {c}, es: d}\n", 1, 11, BRACKET),
        ("a: {en: b [c], es: d}\n", 1, 11, BRACKET),
        ("a: {en: {b} c}\n", 1, 13, CLOSED),
        ('a: {b: "c"} d\n', 1, 13, CLOSED),
        ("a: {en: [b, {c}: d}\n", 1, 19, "must have ] first, to close the [ in line 1"),
        ("a:b\nc: d\n", 1, 3, "must have a space after the colon"),
        ("a: b\nc:d\n  e\n  f\ng: h\n", 2, 3, "must have a space after the colon"),
        ("a: b\nc:d\ne: f\n", 2, 3, "must have a space after the colon"),
        ("-a\n-b: c\n", 2, 2, "must have a space after the hyphen"),
        ("a: >-\n  b\n c\nd: e\n", 3, 2, MARGIN),
        ("a: >- # not a text\n  b\n c\nd: e\n", 3, 2, MARGIN),
        ("a: |2-\n  b\n c\nd: e\n", 3, 2, MARGIN),
        ("a: >-  \n  b\n c\nd: e\n", 3, 2, MARGIN),
        ("a: |\nb\nc: d\n", 2, 1, MARGIN),
        ("a:\n  b: >\n    c\n  d e\n  f: 1\n", 4, 3, MARGIN),
        ("a: >\n  b\nc: d\ne f\ng: h\n", 4, 1, WITHOUT_COLON),
        ("a: b >\nc\nd: 1\n", 2, 1, WITHOUT_COLON),
        ("  a: b\nc: d\n", 1, 1, "must not be indented; nothing stands above it"),
        (" a: b\n   c: d\n", 2, 4, indented("1 space", 3) + HEADLESS + BELONGS),
        ("a:\n    b: c\n  d: e\n", 3, 3, indented("0 or 4 spaces", 2)),
        ("a:\n  b: c\n d: e\n", 3, 2, indented("0 or 2 spaces", 1)),
        ('a: "b\n  c" d\ne: f\n', 1, 4, 'must have a closing quotation mark " at the end of the text that begins here'),
        ("a: 'b\n  c' d\ne: f\n", 1, 4, "must have a closing quotation mark ' at the end of the text that begins here"),
        ('a: "b": c\n', 1, 7, COLON),
        ("a: b: c\n", 1, 5, COLON),
        (
            "a: 'b' c\n",
            1,
            8,
            "must not go on after the closing quotation mark '; if that mark belongs to the text, put \" "
            "around the whole text or write '' inside it",
        ),
        (
            "{a: 'b' c, d: e}\n",
            1,
            9,
            "must not go on after the closing quotation mark '; if that mark belongs to the text, "
            "put \" around the whole text or write '' inside it; if a new field begins here, put a "
            "comma before it",
        ),
        ("a: {b:? c}\n", 1, 7, UNEXPLAINED),
        ("a: [b, c", 1, 4, "must be closed by ]"),
    ],
)
def test_cause_and_its_place(text: str, line: int, column: int, wanted: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as stopped:
        list(yaml.parse(text, Loader=PARSER))
    assert explain(text, stopped.value) == (line, column, wanted)
