"""Tell which texts lack a translation or may have an old one; hand them to a translator as a sheet and back."""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path

from babel.numbers import get_decimal_symbol

from ..addresses import switched_on
from ..editing.completion import modeline
from ..editing.layout import canonical, lines
from ..language.translations import Progress
from ..reading.discovery import read
from ..reading.load import checked, load
from ..reading.nodes import Node, nodes, unwanted
from ..reading.problems import workflow_commands
from ..records.messages import message, together
from ..records.model import FOLDERS, Dossier, KeyPath, walk
from ..records.suggest import nearest
from ..records.values import DEFAULT_LANGUAGE, Text
from .project import DATA, Refused, Say, apply, content, write

Texts = dict[KeyPath, dict[str, str]]
PLACE, MARK = "place", "leave as it is"
"""The first and the last column of a sheet: the path of a text, and a number that tells whether it was changed."""
TAKEN_FOR_FORMULA = r"(?='*[=+\-@＝＋－＠])"
"""The beginning of what a spreadsheet would take for a formula; one more apostrophe before it makes it a text."""


def translations(arguments: argparse.Namespace) -> None:
    """List the texts that are not translated, with their places; or hand all to a translator as a sheet and back."""
    dossier, root = load(DATA), read(DATA)[0]
    languages, wanted, since = dossier.interface.languages, arguments.language, arguments.since
    if wanted and wanted not in languages:
        told = message("{path} must be one of {options}", path="LANGUAGE", options=", ".join(languages))
        raise Refused(told.got(wanted))
    if arguments.to or arguments.sheet:
        if wanted in (None, DEFAULT_LANGUAGE):
            raise Refused(message("A sheet is for one LANGUAGE; name it, as in 'translations fr --to fr.csv'."))
        texts: Texts = {path: text.model_dump() for path, text in walk(dossier) if isinstance(text, Text)}
        if arguments.to:
            write_sheet(arguments.to, texts, wanted, languages[wanted].locale, arguments.say)
        else:
            read_sheet(arguments.sheet, texts, wanted, root, list(languages), arguments.say)
        return
    gaps = ((*path, language) for path, language in Progress(dossier).gaps)
    found = [path for path in (outdated(dossier, since) if since else gaps) if wanted in (None, path[-1])]
    changed = message("should be looked at again; its English has changed since {since}", since=since)
    for path in found:
        missing = message("not translated into {language}", language=path[-1])
        problem, spoken = root.at(path).problem(changed if since else missing), arguments.spoken
        on_github = switched_on(os.environ, "GITHUB_ACTIONS")
        print(workflow_commands([problem], "notice", spoken) if on_github else problem.told(spoken))
    count = len(found)
    missing = message("{count} text not translated. | {count} texts not translated.", count=count)
    again = message("{count} text to look at again. | {count} texts to look at again.", count=count)
    arguments.say(again if since else missing)


def outdated(dossier: Dossier, since: str) -> Iterator[KeyPath]:
    """Yield the path of each translation that is as it was in a revision of git, while the English is not."""
    try:
        command = ["git", "archive", "--format=zip", since, str(DATA)]
        archive = subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise Refused(message("--since needs git, which is not installed.")) from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        told = message("git has no data of '{since}' to compare with: {reason}", since=since, reason=reason)
        raise Refused(told) from None
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
        before = read(Path(folder, DATA))[0]
    for path, text in walk(dossier):
        if isinstance(text, Text) and isinstance(then := before.at(path).plain(), dict):
            now = {str(language): words for language, words in text.root.items()}
            if then.get(DEFAULT_LANGUAGE, now[DEFAULT_LANGUAGE]) != now[DEFAULT_LANGUAGE]:
                yield from ((*path, language) for language in now if then.get(language) == now[language])


# The sheet


def write_sheet(file: Path, texts: Texts, language: str, locale: str, say: Say) -> None:
    """Write all texts into a sheet, with the sign between its cells that spreadsheets of the language expect."""
    if file.exists():
        raise Refused(message("{path} exists; choose another name.", path=file))
    sheet, comma = io.StringIO(), get_decimal_symbol(locale) == ","
    writer = csv.writer(sheet, delimiter=";" if comma else ",", quoting=csv.QUOTE_ALL)
    writer.writerow([PLACE, DEFAULT_LANGUAGE, language, MARK])
    for path, text in texts.items():
        both = text[DEFAULT_LANGUAGE], text.get(language, "")
        cells = (re.sub(f"^{TAKEN_FOR_FORMULA}", "'", cell) for cell in both)
        writer.writerow(["/".join(map(str, path)), *cells, number_of(*both)])
    write(file, f"\ufeff{sheet.getvalue()}", say)  # by the mark at its beginning, spreadsheets know the encoding


def read_sheet(file: Path, texts: Texts, language: str, root: Node, order: list[str], say: Say) -> None:
    """Put the texts changed in a sheet into the data; tell the rows that are not right, and leave them out."""
    known = {"/".join(map(str, path)): path for path in texts}
    cells: dict[KeyPath, Node] = {}
    wrong: dict[str, str] = {}
    for row, (name, english, text, mark) in rows(file, language):
        path = known.get(name, ())
        now = texts.get(path, {DEFAULT_LANGUAGE: ""})
        if not text or text == now.get(language) or mark == number_of(english, text):
            continue  # nothing was changed here
        if not path:
            wrong[row] = message("there is no text at '{name}'", name=name) + nearest(name, known)
        elif mark != number_of(now[DEFAULT_LANGUAGE], now.get(language, "")):
            told = message("{name} has changed since the sheet was made; it is now", name=name)
            both = {"english": now[DEFAULT_LANGUAGE], "text": now.get(language, "")}
            wrong[row] = told + message(" '{english}' and '{text}'", **both)
        elif fault := wrong_words(text):
            wrong[row] = together((name, fault), " ")
        else:
            cells[*path, language] = replace(root.at((*path, DEFAULT_LANGUAGE)), file=row, value=text)
    wrong |= {it.file: it.message for it in checked(DATA, with_texts(root, cells, order), [], ())[1]}
    good = {path: cell for path, cell in cells.items() if cell.file not in wrong}
    tree = with_texts(root, good, order)
    changes: dict[Path, tuple[str, str]] = {}
    for place in dict.fromkeys(path[: 2 if path[0] in FOLDERS else 1] for path in good):
        whole = tree.at(place)
        before = content(Path(whole.file))
        changes[Path(whole.file)] = before, canonical(whole, before, modeline(str(place[0])))
    apply(changes, False, say)
    say(message("{count} text put into the data. | {count} texts put into the data.", count=len(good)))
    if wrong:
        lines_told = [together((f"{file}, {row}: ", told)) for row, told in wrong.items()]
        left_out = message("{count} row left out | {count} rows left out", count=len(wrong))
        again = left_out + message("; correct what is wrong and run the command again.")
        raise Refused(together([*lines_told, again], "\n"))


def rows(file: Path, language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of a sheet as spreadsheets save it: ``row 2``, as they count, and its four cells."""
    columns = [PLACE, DEFAULT_LANGUAGE, language, MARK]
    try:
        text = file.read_text("utf-8-sig")
        sign = next((sign for sign in ";\t" if sign in text.partition("\n")[0]), ",")
        head, *found = csv.reader(io.StringIO(text), delimiter=sign)
        order = [head.index(name) for name in columns]
    except UnicodeDecodeError:
        raise Refused(message("{path} must be saved as 'CSV UTF-8'; nothing was changed.", path=file)) from None
    except (ValueError, csv.Error):
        told = message(
            "{path} must have the columns {names}, as --to writes them.", path=file, names=", ".join(columns)
        )
        raise Refused(told) from None
    for row, cells in enumerate(found, 2):
        clean = ("\n".join(map(str.rstrip, cell.replace("\t", " ").strip().split("\n"))) for cell in cells)
        whole = [*(re.sub(f"^'{TAKEN_FOR_FORMULA}", "", cell) for cell in clean), *[""] * len(head)]
        yield f"row {row}", [whole[column] for column in order]


def with_texts(node: Node, texts: dict[KeyPath, Node], order: list[str]) -> Node:
    """Return a node with texts at paths, the last key of which is a language; what was read stays as it is."""
    for path, text in texts.items():
        inner = copy(node.value)
        if path[1:]:
            inner[path[0]] = with_texts(inner[path[0]], {path[1:]: text}, order)
            node = replace(node, value=inner)
        else:
            inner[path[0]] = text
            keys = {str(path[0]): node.keys[DEFAULT_LANGUAGE], **node.keys}
            node = replace(node, value={code: inner[code] for code in order if code in inner}, keys=keys)
    return node


def wrong_words(text: str) -> str:
    """Return what is wrong with a text by itself, once it is in the layout of the files; empty if nothing is."""
    written = "\n".join(lines(Node("", value={PLACE: Node("", value=text)}, keys={PLACE: Node("")})))
    problems = [*unwanted(written, "")] or nodes(written, "")[1]
    return problems[0].message if problems else ""


def number_of(*both: str) -> str:
    """Return a short number that differs, in all likelihood, once one of two texts has changed."""
    return f"x{zlib.crc32(' | '.join(' '.join(text.split()) for text in both).encode()):08x}"
