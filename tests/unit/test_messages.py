"""The frame of a message: the line it is about, marks on GitHub; and that no mistake is answered by a crash."""

import unicodedata
from pathlib import Path

import project
import pytest
from dossier.commands.printing import workflow_commands
from dossier.reading.load import load
from dossier.reading.nodes import MOST, Node, nodes, parse
from dossier.reading.problems import EXCERPT, DataError, Problem, excerpt, quoted, report
from dossier.reading.problems import LONGEST_MESSAGE as LONG

SAMPLE = """\
name: {en: RI, es: "El \\"I\\"", fr: 'L''I'}
# A comment.
summary:
  en: >-
    A made-up
    body.
  sources:
    - {at: Art. 2}
    - pact
"""
SIGNS = "\t:-{}[]\"'#%@`*&!>|,?\n\\“ ~\x07"
"""Characters that mean something to YAML, or nothing."""


def lines(problem: Problem, line: str) -> list[str]:
    """The two lines of an excerpt, without what stands before the bar."""
    return [part.partition("| ")[2] for part in excerpt(line, problem).split("\n")]


def test_the_line_is_quoted_with_a_caret_under_the_place() -> None:
    assert (
        excerpt("  country: Costa Rica", Problem("data/x.yml", 12, 12, "must …"))
        == "   12 |   country: Costa Rica\n      |            ^"
    )


@pytest.mark.parametrize("column", [1, 2, EXCERPT // 2, EXCERPT, 100, 199, 200, 201])
def test_of_a_long_line_the_part_around_the_place_is_quoted(column: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(200))
    part, caret = lines(Problem("data/x.yml", 1, column, "must …"), line)
    assert len(part) <= EXCERPT + 2
    assert (part + " ")[len(caret) - 1] == (line + " ")[column - 1]


@pytest.mark.parametrize(
    ("column", "part", "place"),
    [
        (1, "0123456789" * 6 + "…", 1),
        (31, "0123456789" * 6 + "…", 31),
        (32, "…" + ("0123456789" * 7)[1:61] + "…", 32),
        (70, "…" + "0123456789" * 6, 61),
    ],
)
def test_what_is_left_out_of_a_long_line_is_told(column: int, part: str, place: int) -> None:
    shown = lines(Problem("data/x.yml", 1, column, "must …"), "0123456789" * 7)
    assert shown == [part, " " * (place - 1) + "^"]


def test_a_whole_line_is_quoted_as_it_is_and_what_nobody_sees_as_a_sign() -> None:
    assert lines(Problem("data/x.yml", 1, 2, "must …"), "x" * EXCERPT) == ["x" * EXCERPT, " ^"]
    assert lines(Problem("data/x.yml", 1, 2, "must …"), "a\u202eb") == ["a\ufffdb", " ^"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_of_each_problem_is_quoted_from_its_own_file(end: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yml").write_bytes(end.join(["a: ñ", "b", "c", ""]).encode())
    problems = [Problem("data/x.yml", line, 1, "must …") for line in (1, 3, 4)]
    assert report(quoted([*problems, Problem("data/y.yml", 1, 1, "must …")], tmp_path / "data")).splitlines() == [
        "data/x.yml:1:1: must …",
        "    1 | a: ñ",
        "      | ^",
        "data/x.yml:3:1: must …",
        "    3 | c",
        "      | ^",
        "data/x.yml:4:1: must …",
        "data/y.yml:1:1: must …",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_any_system_ends_them(end: str, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(end.join(["a: b", "c: |-", "  d", "  e", ""]).encode())
    node, problems = parse(tmp_path / "x.yml", "x.yml")
    assert (node.plain(), node.at(("c",)).line, problems) == ({"a": "b", "c": "d\ne"}, 2, [])


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be", "utf-8"])
def test_a_byte_order_mark_is_told_unless_the_file_is_utf_8(code: str, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes("\ufeffa: b\n".encode(code))
    assert [str(problem) for problem in parse(tmp_path / "x.yml", "x.yml")[1]] == [
        "x.yml:1:1: must be saved as UTF-8 without a byte order mark (BOM); choose 'UTF-8' when saving"
    ] * (code != "utf-8")


def test_what_a_link_leads_to_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "secret").write_text("secret\n", "utf-8")
    (tmp_path / "data" / "x.yml").symlink_to("../secret")
    problem = Problem("data/x.yml", 1, 1, "must …")
    assert report(quoted([problem], tmp_path / "data")) == str(problem)


def test_a_tab_is_quoted_as_something_one_can_see() -> None:
    assert lines(Problem("data/x.yml", 1, 1, "must …"), "\tx: 1") == ["→x: 1", "^"]


def test_a_problem_of_a_rule_is_quoted_too(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    events = data / "events.yml"
    events.write_text(events.read_text("utf-8").replace("parties/lake-tribunal", "parties/lake"), "utf-8")
    with pytest.raises(DataError) as raised:
        load(data)
    told = report(raised.value.problems).splitlines()
    assert told[0].endswith("did you mean 'parties/lake-tribunal'?")
    assert told[1][told[2].index("^") :].startswith("parties/lake")


def test_a_missing_file_has_nothing_to_quote(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "agreement.yml").unlink()
    with pytest.raises(DataError) as raised:
        load(data)
    assert report(raised.value.problems) == "data/agreement.yml:1:1: must exist"


def test_marks_on_github_escape_what_would_end_them() -> None:
    assert (
        workflow_commands([Problem("data/a,b:c.yml", 3, 4, "must be 100 %\nor less")], "error", "en")
        == "::error file=data/a%2Cb%3Ac.yml,line=3,col=4::must be 100 %25%0Aor less"
    )


def test_marks_on_github_are_one_to_a_line() -> None:
    problems = [Problem("data/x.yml", line, 1, "must …") for line in (1, 2)]
    assert workflow_commands(problems, "error", "en").splitlines() == [
        f"::error file=data/x.yml,line={line},col=1::must …" for line in (1, 2)
    ]


@pytest.mark.parametrize(
    ("message", "told"), [("x" * LONG, "x" * LONG), ("x" * LONG + "y", "x" * 666 + " … " + "x" * 333 + "y")]
)
def test_the_middle_of_a_very_long_message_is_left_out(message: str, told: str) -> None:
    assert str(Node("data/x.yml", 1, 1).problem(message)) == f"data/x.yml:1:1: {told}"


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        ("\N{CYRILLIC CAPITAL LETTER ES}osta Rica", "\N{CYRILLIC CAPITAL LETTER ES}"),
        ("\N{GREEK SMALL LETTER ALPHA}rea", "\N{GREEK SMALL LETTER ALPHA}"),
        ("año, p\N{CYRILLIC SMALL LETTER A}ge", "\N{CYRILLIC SMALL LETTER A}"),
        ("año Ελλάδα год π", ""),
        ("xxx", ""),
    ],
)
def test_a_letter_that_looks_like_another_is_told(value: str, letter: str) -> None:
    told = f" ({letter} is {unicodedata.name(letter).lower()})" if letter else ""
    assert Node("data/x.yml", 1, 1).problem(f"got '{value}'").message == f"got '{value}'{told}"


def test_the_node_of_a_path_that_does_not_lead_on_is_the_last_on_the_way() -> None:
    root, _ = nodes("a:\n  - b: c\n  - d\ne: f\n", "data/x.yml")
    places = {
        ("a", 0, "b"): (2, 8),
        ("a", 1): (3, 5),
        ("a", 2): (2, 3),
        ("a", "b"): (2, 3),
        ("e", 0): (4, 4),
        ("e", "x"): (4, 4),
        ("x",): (1, 1),
        (): (1, 1),
    }
    assert {path: (root.at(path).line, root.at(path).column) for path in places} == places
    assert (root.at(("a", 0, "b"), key=True).column, root.at(("e",), key=True).column) == (5, 1)


def test_no_more_problems_are_told_than_anyone_reads() -> None:
    _, problems = nodes("a:\n" + "  - &x b\n" * (MOST + 1), "data/x.yml")
    assert len(problems) == MOST


def mistakes() -> list[str]:
    """The sample with one character left out, or one of several put in, at every place."""
    places = range(len(SAMPLE))
    return [SAMPLE[:place] + SAMPLE[place + 1 :] for place in places] + [
        SAMPLE[:place] + sign + SAMPLE[place:] for place in places for sign in SIGNS[place % 3 :: 3]
    ]


def test_every_slip_of_the_finger_is_survived_and_explained(tmp_path: Path) -> None:
    file, unexplained, places = tmp_path / "x.yml", 0, mistakes()
    for text in places:
        file.write_text(text, "utf-8")
        for problem in parse(file, "x.yml")[1]:
            assert 1 <= problem.line <= text.count("\n") + 1
            unexplained += "must be YAML" in problem.message
    assert unexplained < len(places) / 100
