"""Every message is told in the language of the editor, who chooses it or has it set."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import project
import pytest
from dossier.reading.problems import escaped
from dossier.reading.stop import NAMED_MESSAGES, STOPS
from dossier.reading.wrong_values import WANTED
from dossier.records.messages import either, in_language, language_for, message, together, translations_of
from dossier.records.patterns import patterns
from dossier.records.yaml_tables import yaml_table

LANGUAGES = ("es", "fr", "pt")
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{\w[^{}]*\}")
TOLD_FIRST = ("problem", "Refused", "Failed", "PluginError", "ValueError", "in_own_language", "inform")
TELLING = {"Problem": 3, **dict.fromkeys(TOLD_FIRST, 0)}
"""The functions that tell something to an editor, and which of their arguments is the message."""
FROM_DATA = {"WANTED[self.kind]", "row['told']", "NO_HYPHEN.template", "template"}
"""Templates of messages that the code takes from a list; the list is looked at by itself."""


@cache
def calls() -> list[ast.Call]:
    """Every call in the code."""
    trees = (ast.parse(path.read_text("utf-8")) for path in sorted((project.ROOT / "hooks").rglob("*.py")))
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


def named(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    """The calls of some functions or methods, by whatever they belong to."""
    for call in calls():
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in names:
            yield name, call


@cache
def templates() -> set[str]:
    """The English template of every message that has words."""
    given = [call.args[0] for _, call in named({"message"})]
    assert {ast.unparse(node) for node in given if not isinstance(node, ast.Constant)} == FROM_DATA
    listed = {*WANTED.values(), *(row["told"] for rows in patterns().values() for row in rows)}
    listed |= {one["told"] for causes in yaml_table(STOPS).values() for one in causes} - NAMED_MESSAGES.keys()
    every = {str(node.value) for node in given if isinstance(node, ast.Constant)} | listed
    return {template for template in every if re.search(r"[^\W\d_]", PLACEHOLDER.sub("", template))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_other(language: str) -> None:
    assert translations_of(language).keys() == templates()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fits_where_the_english_stood(language: str) -> None:
    for english, told in translations_of(language).items():
        assert {*PLACEHOLDER.findall(told)} == {*PLACEHOLDER.findall(english)}, told
        assert told != english and (told[0] == " ") == (english[0] == " ") and (told[-1] == " ") == (english[-1] == " ")


def test_in_french_no_sign_is_lost_at_the_start_of_a_line() -> None:
    assert not [told for told in translations_of("fr").values() if re.search(r" (?:[;:»]|!(?!\[))", told)]


def test_nothing_is_told_that_is_no_message() -> None:
    for name, call in named(set(TELLING)):
        for node in call.args[TELLING[name] : TELLING[name] + 1]:
            assert not isinstance(node, ast.Constant | ast.JoinedStr), ast.unparse(call)


def test_a_message_is_told_with_the_messages_in_it() -> None:
    told = message("must name a record that exists").got("a\u202e") + message("; type it again")
    assert told == "must name a record that exists, got 'a\u202e'; type it again"
    assert in_language(escaped(told), "pt") == "deve citar uma ficha que exista, mas diz 'a\\u202e'; digite-o de novo"
    assert together(["x", either("123"), message("both")], ", ").render("fr") == "x, 1 ou 2 ou 3, les deux"


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("en", 0, "0 files changed."),
        ("en", 1, "1 file changed."),
        ("es", 0, "0 archivos cambiados."),
        ("es", 1, "1 archivo cambiado."),
        ("fr", 0, "0 fichier modifié."),
        ("fr", 2, "2 fichiers modifiés."),
        ("pt", 2, "2 arquivos alterados."),
        ("eo", 2, "2 files changed."),
    ],
)
def test_a_message_has_the_form_for_its_number(language: str, count: int, told: str) -> None:
    assert message("{count} file changed. | {count} files changed.", count=count).render(language) == told


def test_large_numbers_are_told_as_in_the_language() -> None:
    told = message("must have at most {most:,} characters, got {got:,}", most=10_000, got=12_345)
    assert told.endswith("10,000 characters, got 12,345")
    assert "10.000 caracteres, mas tem 12.345" in told.render("pt")


@pytest.mark.parametrize(
    ("wanted", "environment", "language"),
    [
        ("", {}, "en"),
        ("es", {"LANG": "fr_FR.UTF-8"}, "es"),
        ("pt-BR", {}, "pt"),
        ("xx", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("../es", {}, "en"),
        ("", {"LANG": "fr_FR.UTF-8"}, "fr"),
        ("", {"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "pt_BR.UTF-8"}, "pt"),
        ("", {"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "pt_BR", "LC_ALL": "es_CR.UTF-8"}, "es"),
        ("", {"LANG": "de_DE.UTF-8", "LANGUAGE": "de:pt_BR:en"}, "pt"),
        ("", {"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8", "LANGUAGE": "fr"}, "en"),
        ("", {"LANG": "ca_ES.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_wanted_else_that_of_the_environment(
    wanted: str, environment: dict[str, str], language: str
) -> None:
    assert language_for(wanted, environment) == language
