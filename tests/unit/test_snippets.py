"""The snippets for Visual Studio Code insert right data once their gaps are filled, whatever is chosen."""

import datetime
import json
import re
from pathlib import Path
from textwrap import indent

import project
import pytest
from dossier.reading.load import load
from dossier.reading.nodes import PLACEHOLDER, TO_FILL
from dossier.reading.problems import DataError
from dossier.records.values import Identifier, Prose

SNIPPETS = json.loads((project.ROOT / ".vscode" / "dossier.code-snippets").read_text("utf-8"))
BODIES = {snippet["prefix"]: "\n".join(snippet["body"]) + "\n" for snippet in SNIPPETS.values()}
GAP, CHOICE = re.compile(r"\$\{(\d):([^}]*)\}"), re.compile(r"\$\{\d\|([^|]*)\|\}")
TEXT = "A text: with a colon, a comma and a # sign"
FILLED = {
    "statement": {"1": "new-name", "2": TEXT, "3": TEXT, "4": "pact-text"},
    "source": {"2": TEXT, "3": TEXT, "4": "2019", "6": "https://example.org/?a=b#c", "7": TEXT},
    "inferred": {"1": "shore-gazette-2019", "4": TEXT},
}
"""The texts that are typed into the gaps of each snippet, by the numbers of the gaps."""
MOST = max(choice.count(",") + 1 for body in BODIES.values() for choice in CHOICE.findall(body))
"""The most words that there are to choose from."""


def inserted(prefix: str, chosen: int = 0, filled: bool = True) -> str:
    """The text that a snippet inserts when its choices are made in one way, and its gaps are filled or not."""
    gaps = FILLED[prefix] if filled else {}
    text = GAP.sub(lambda gap: gaps.get(gap[1], gap[2]), BODIES[prefix])
    text = CHOICE.sub(lambda choice: (words := choice[1].split(","))[chosen % len(words)], text)
    return text.replace("${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}", datetime.date.today().isoformat())


def put(data: Path, chosen: int = 0, filled: bool = True) -> None:
    """Put each snippet where it belongs: a statement with one more source in its list, and the file of a source."""
    statement, source, entry = (inserted(prefix, chosen, filled) for prefix in ("statement", "source", "inferred"))
    with (data / "parties" / "lake-tribunal.yml").open("a", encoding="utf-8") as file:
        file.write(f"facts:\n{indent(statement, '  ')}{indent(entry, '      ')}")
    (data / "sources" / "new.yml").write_text(source, "utf-8")


@pytest.mark.parametrize("chosen", range(MOST))
def test_what_a_snippet_inserts_is_right_data(chosen: int, tmp_path: Path) -> None:
    put(data := project.lakes_data(tmp_path), chosen)
    dossier = load(data)
    statement = dossier.parties[Identifier("lake-tribunal")].facts[Identifier("new-name")]
    assert statement.text == Prose.model_validate({"en": TEXT}) and len(statement.sources) == 2
    assert dossier.sources[Identifier("new")].title == TEXT
    assert not any(sign in inserted(prefix) for prefix in BODIES for sign in ("$", PLACEHOLDER))


def test_a_gap_that_was_forgotten_is_told(tmp_path: Path) -> None:
    put(data := project.lakes_data(tmp_path), filled=False)
    with pytest.raises(DataError) as told:
        load(data)
    assert all(problem.message.startswith(TO_FILL) for problem in told.value.problems)
    assert {problem.file for problem in told.value.problems} == {
        "data/parties/lake-tribunal.yml",
        "data/sources/new.yml",
    }
