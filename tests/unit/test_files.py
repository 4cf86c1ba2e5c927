"""Files that are no data, or too much of it: each is told with its place at once, and the last good site stays."""

import os
import re
import shutil
import socket
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import project
import pytest
from dossier.reading.load import load
from dossier.reading.nodes import MOST
from dossier.reading.problems import DataError
from unprivileged import unprivileged
from variants import later

Make = Callable[[Path], object]
SECONDS = 5
NAME = "file name must be lower-case letters a to z and digits, joined by hyphens, and end in .yml"
FOLDER = "file name must not be that of a folder; put its files here"
OWN = "must be a file of its own, not a folder, a link or a device"
DEEP = "must not be nested deeper than 20 levels"


def told(data: Path) -> list[str]:
    """The problems of some data, found in no time."""
    start = time.process_time()
    with pytest.raises(DataError) as error:
        load(data)
    assert time.process_time() - start < SECONDS
    return [str(problem) for problem in error.value.problems]


def glossary(text: str | bytes) -> Make:
    """Puts something in the place of the glossary."""
    return lambda data: (data / "glossary.yml").write_bytes(text.encode() if isinstance(text, str) else text)


def term(text: str) -> Make:
    """Gives a term of the glossary a text, as it stands in YAML."""
    return glossary(f"lake: {{label: {{en: Lake}}, text: {{en: {text}}}, sources: [pact-text]}}\n")


def party(name: str) -> Make:
    """Adds a party in a file with a name."""
    return lambda data: shutil.copy(data / "parties" / "lake-tribunal.yml", data / "parties" / name)


def replaced(name: str, make: Callable[[Path], object]) -> Make:
    """Makes something else of a file or a folder."""

    def replace(data: Path) -> None:
        (data / name).rename(data.parent / "was")
        make(data / name)

    return replace


def plugged(path: Path) -> None:
    """Put a socket there; its path may be too long for one in itself."""
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(path.name)
    os.chdir(here)


# Too much

LETTERS = "abcdefghi"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{two}: &{two} [{', '.join(f'*{one}' for _ in LETTERS)}]\n" for one, two in pairwise(LETTERS)
)
MUCH: dict[str, tuple[Make, str]] = {
    "alias bomb": (
        glossary(BOMB),
        "1:4: must not use the anchor &a; delete it, or put quotation marks around a text that begins with &",
    ),
    "alias to itself": (
        glossary("a: &a [*a, *a]\n"),
        "1:4: must not use the anchor &a; delete it, or put quotation marks around a text that begins with &",
    ),
    "merge keys": (
        glossary("x: &a {b: c}\n" + "".join(f"y{n}: {{<<: *a}}\n" for n in range(9000))),
        "1:4: must not use the anchor &a; delete it, or put quotation marks around a text that begins with &",
    ),
    "10 MB in one text": (
        term("x" * 10_000_000),
        "1:1: must be smaller than 3,000,000 bytes, got 10,000,062; shorten the file",
    ),
    "10 MB of nothing": (
        glossary("\n" * 10_000_000),
        "1:1: must be smaller than 3,000,000 bytes, got 10,000,000; shorten the file",
    ),
    "150 kB in one text": (term("x " * 75_000), "1:38: must have at most 10,000 characters, got 149,999; shorten it"),
    "150 kB in one key": (
        glossary("x" * 150_000 + ": y\n"),
        "1:1: must have a colon and a value; if it goes on with the text above it, indent it further than that field",
    ),
    "empty entries": (
        glossary("-\n" * 90_000),
        "1:2: must not be empty; give a value, or delete the line if it may be left out",
    ),
    "documents": (
        glossary("---\n" * 40_000),
        "2:1: must not be empty; give a value, or delete the line if it may be left out",
    ),
    "invisible": (glossary("\a" * 190_000), "1:1: must not have the control character U+0007; delete it"),
    **{
        f"{sign!r} in itself": (glossary(sign * 10_000), f"{place}: {DEEP}")
        for sign, place in (
            ("[", "1:21"),
            ("{", "1:21"),
            ("[ \n", "21:3"),
            ("[a, ", "1:82"),
            ("{a: ", "1:82"),
            ("- ", "1:43"),
            ("? ", "1:43"),
        )
    },
    "empty lines below a text": (
        glossary("lake:\n  text: a\n" + " \n" * 20_000 + " x"),
        "20003:2: must be indented by 0 or 2 spaces, like a line above it, got 1",
    ),
    "words below >": (
        glossary("lake: >\n" + "  a\n" * 20_000 + " x"),
        "1:7: must have at most 10,000 characters, got 39,999; shorten it",
    ),
    "lines ever further in": (glossary("".join(f"{' ' * depth}a:\n" for depth in range(600))), f"21:21: {DEEP}"),
}


@pytest.mark.parametrize("name", later(MUCH, first=6))
def test_too_much_is_told_at_once(name: str, tmp_path: Path) -> None:
    make, message = MUCH[name]
    data = project.lakes_data(tmp_path)
    make(data)
    problems = told(data)
    assert problems[0] == f"data/glossary.yml:{message}"
    assert len(problems) <= MOST


# Letters

UNSEEN = "must not have the invisible character U+{}; delete it"
UNREADABLE = "must be saved as UTF-8, got the byte 0x{}; open the file in its old encoding and save it as UTF-8"
LETTER: dict[str, tuple[Make, str]] = {
    "right to left": (term("a \u202e b"), "1:40: " + UNSEEN.format("202E (right-to-left override)")),
    "no width": (term("a\u200bb"), "1:39: " + UNSEEN.format("200B (zero width space)")),
    "no width, escaped": (term('"a\\u2060b"'), "1:38: " + UNSEEN.format("2060 (word joiner)")),
    "surrogate": (glossary(b"lake: \xed\xa0\x80\n"), "1:7: " + UNREADABLE.format("ed")),
    "surrogate, escaped": (
        term('"\\ud800"'),
        "1:39: must not have \\ inside double quotation marks; use single ones: '…'",
    ),
    "longer than it must be": (glossary(b"lake: \xc0\xaf\n"), "1:7: " + UNREADABLE.format("c0")),
    "cut off": (glossary(b"lake: \xf0\x9f"), "1:7: " + UNREADABLE.format("f0")),
    "compressed": (glossary(b"\x1f\x8b\x08\x00"), "1:2: " + UNREADABLE.format("8b")),
    "zeros": (glossary(b"\0" * 512), "1:1: must not have the control character U+0000; delete it"),
}


@pytest.mark.parametrize("name", LETTER)
def test_letters_that_nobody_sees_or_reads_are_told(name: str, tmp_path: Path) -> None:
    make, message = LETTER[name]
    data = project.lakes_data(tmp_path)
    make(data)
    assert told(data)[0] == f"data/glossary.yml:{message}"


def test_languages_from_right_to_left_and_joiners_are_welcome(tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    texts = "بحيرة\u200f, אגם\u200e, می\u200cخواهم, क्\u200dष"  # noqa: RUF001
    term(f'"{texts}"')(data)
    assert str(load(data).model_dump()["glossary"]["lake"]["text"]["en"]) == texts


# Names

NAMES: dict[str, str] = {
    **dict.fromkeys(
        [
            "Ice.yml",
            "LAKE-TRIBUNAL.yml",
            "l\u0430ke.yml",
            "\ufb01sh.yml",
            "\uff11.yml",
            "é.yml",
            "a b.yml",
            "a..yml",
            "-.yml",
            "a:b.yml",
            "x\\..\\x.yml",
            "%2e%2e.yml",
            "lake.yaml",
            "lake.YML",
            "lake",
        ],
        NAME,
    ),
    **{
        f"{name}.yml": f"file name must not be {name}, which Windows keeps for a device; add a word"
        for name in ("con", "nul", "com1", "lpt9")
    },
    **{
        f"{'x' * length}.yml": f"file name must have at most 100 characters before .yml, got {length}; shorten it"
        for length in (101, 251)
    },
}


def told_without_cure(data: Path) -> list[str]:
    """The problems without the name that was probably meant."""
    return [re.split("; did you mean|; there is", problem)[0] for problem in told(data)]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: quote(name[:20]))
def test_name_of_a_file_is_told(name: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    party(name)(data)
    other = " (\u0430 is cyrillic small letter a)" if "\u0430" in name else ""
    assert told_without_cure(data) == [f"data/parties/{name}:1:1: {NAMES[name]}{other}"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("lake\u202e.yml", "lake\\u202e.yml"),
        ("lake\u200b.yml", "lake\\u200b.yml"),
        ("a\n::error::.yml", "a\\n::error::.yml"),
        ("\x1b[31m.yml", "\\x1b[31m.yml"),
        (os.fsdecode(b"\xff.yml"), "\\udcff.yml"),
    ],
)
def test_name_of_a_file_is_shown_with_what_it_hides(name: str, shown: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    party(name)(data)
    assert told_without_cure(data) == [f"data/parties/{shown}:1:1: {NAME}"]


@pytest.mark.parametrize("name", ["x" * 100 + ".yml", "index.yml", "404.yml", "con-1.yml", ".hidden.yml", "lake.yml~"])
def test_name_of_a_file_is_good(name: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    party(name)(data)
    assert len(load(data).parties) == 3 - (name.startswith(".") or name.endswith("~"))


@pytest.mark.parametrize(
    "name",
    [
        "../sources/pact-text",
        "/etc/passwd",
        "pact-text.yml",
        "sources/pact-text",
        "p\u0430ct-text",
        "PACT-TEXT",
        "con",
        "..",
        pytest.param("x" * 300, id="long"),
    ],
)
def test_reference_is_no_path(name: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    (data / "events.yml").write_text(f"e: {{label: {{en: x}}, date: 1999, sources: ['{name}']}}\n", "utf-8")
    (problem,) = told(data)
    assert name.isascii() or problem.endswith("did you mean 'pact-text'? (\u0430 is cyrillic small letter a)")
    assert problem.startswith(f"data/events.yml:1:43: e.sources.0.source must name a record that exists, got '{name}'")


@pytest.mark.parametrize(
    "path",
    [
        "../agreement",
        "/etc/passwd",
        "parties/../agreement",
        "parties/lake-tribunal/",
        "parties/",
        "parties//lake-tribunal",
        "parties/lake-tribunal.yml",
        "interface",
        "sources",
    ],
)
def test_link_is_no_path(path: str, tmp_path: Path) -> None:
    data = project.lakes_data(tmp_path)
    event = f"e: {{label: {{en: x}}, text: {{en: '[x]({path})'}}, date: 1999, sources: [pact-text]"
    (data / "events.yml").write_text(event + "}\n", "utf-8")
    (link,) = told(data)
    assert link.startswith(f"data/events.yml:1:37: e.text.en must link to a record that exists, got '{path}'")
    (data / "events.yml").write_text(f"{event}, about: ['{path}']}}\n", "utf-8")
    *others, about = told(data)
    assert f": e.about.0 must name a record that exists, got '{path}'" in about
    assert others == [link] or about.endswith("; 1 further place names it")


# What is no file

STRANGE: dict[str, tuple[Make, str]] = {
    "folder with the name of a file": (lambda data: (data / "parties/x.yml").mkdir(), f"parties/x.yml:1:1: {FOLDER}"),
    "folder in a folder": (lambda data: (data / "parties/x").mkdir(), f"parties/x:1:1: {FOLDER}"),
    "pipe": (lambda data: os.mkfifo(data / "parties/x.yml"), f"parties/x.yml:1:1: {OWN}"),
    "socket": (lambda data: plugged(data / "parties/x.yml"), f"parties/x.yml:1:1: {OWN}"),
    "folder in the place of the agreement": (replaced("agreement.yml", Path.mkdir), f"agreement.yml:1:1: {OWN}"),
    "pipe in the place of the agreement": (replaced("agreement.yml", os.mkfifo), f"agreement.yml:1:1: {OWN}"),
    "pipe in the place of a folder": (replaced("parties", os.mkfifo), "parties:1:1: must be a folder"),
    "link to nothing": (lambda data: (data / "parties/x.yml").symlink_to("nothing"), f"parties/x.yml:1:1: {OWN}"),
    "link to itself": (lambda data: (data / "parties/x.yml").symlink_to("x.yml"), f"parties/x.yml:1:1: {OWN}"),
    "link to another record": (
        lambda data: (data / "parties/x.yml").symlink_to("lake-tribunal.yml"),
        f"parties/x.yml:1:1: {OWN}",
    ),
    "link to the outside": (
        lambda data: (data / "parties/x.yml").symlink_to("/etc/passwd"),
        f"parties/x.yml:1:1: {OWN}",
    ),
    "link to what has no end": (
        lambda data: (data / "parties/x.yml").symlink_to("/dev/zero"),
        f"parties/x.yml:1:1: {OWN}",
    ),
    "link in the place of the agreement": (
        replaced("agreement.yml", lambda path: path.symlink_to("../was")),
        "agreement.yml:1:1: must not be a link; put the files here",
    ),
    "link in the place of a folder": (
        replaced("parties", lambda path: path.symlink_to("../was")),
        "parties:1:1: must not be a link; put the files here",
    ),
    "folder that links to itself": (
        replaced("parties", lambda path: path.symlink_to("parties")),
        "parties:1:1: must not be a link; put the files here",
    ),
    "file in the place of all data": (
        lambda data: replaced("data", Path.touch)(data.parent),
        "agreement.yml:1:1: must exist",
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_file_is_told(name: str, tmp_path: Path) -> None:
    make, message = STRANGE[name]
    data = project.lakes_data(tmp_path)
    make(data)
    assert f"data/{message}" in told(data)


@pytest.mark.parametrize(
    ("name", "rights", "kind"),
    [
        ("parties/lake-tribunal.yml", 0o000, "file"),
        ("agreement.yml", 0o000, "file"),
        ("parties", 0o000, "folder"),
        ("parties", 0o444, "folder"),
        ("", 0o000, "folder"),
        ("", 0o444, "folder"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, rights: int, kind: str) -> None:
    with TemporaryDirectory() as folder:
        data = project.lakes_data(Path(folder))
        load(data)  # what Python itself reads for this is read before
        (data / name).chmod(rights)
        Path(folder).chmod(0o755)
        with unprivileged():
            problems = told(data)
        (data / name).chmod(0o755)
    shown = f"data/{name}".rstrip("/")
    assert f"{shown}:1:1: must be a {kind} that can be read; Permission denied" in problems


@pytest.mark.parametrize(
    "make",
    later(
        [
            MUCH["alias bomb"][0],
            STRANGE["folder that links to itself"][0],
            MUCH["10 MB in one text"][0],
            MUCH["'[' in itself"][0],
            LETTER["surrogate"][0],
            party("con.yml"),
            STRANGE["pipe"][0],
            STRANGE["link to what has no end"][0],
        ],
        first=2,
    ),
    ids=["bomb", "loop", "much", "deep", "letters", "name", "pipe", "device"],
)
def test_the_last_good_site_stays(make: Make, lakes_project: Path) -> None:
    before = project.digest(lakes_project / "site")
    make(lakes_project / "data")
    run = project.build(lakes_project)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert " in the data. Nothing was built, the last good site is unchanged." in run.stderr
    assert project.digest(lakes_project / "site") == before
