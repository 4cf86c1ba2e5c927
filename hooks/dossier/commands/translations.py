"""Tell which texts lack a translation or may have an old one; hand them to a translator as a sheet and back."""

import argparse
import csv
import io
import re
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from babel.numbers import get_decimal_symbol

from ..editing.completion import modeline
from ..editing.layout import laid_out, lines
from ..language.progress import Progress
from ..reading.discovery import read
from ..reading.load import checked, load
from ..reading.nodes import Node, parse_text
from ..records.collections import FOLDERS, KeyPath, joined, walk
from ..records.messages import message, together
from ..records.model import Dossier
from ..records.relations import Relations
from ..records.suggest import meant, nearest
from ..records.values import LanguageCode, Text
from ..settings import DATA
from .printing import annotate
from .project import Refused, Say, content, write, write_changes

Texts = dict[KeyPath, dict[str, str]]
PLACE, MARK = "place", "leave as it is"
"""The first and the last column of a sheet: the path of a text, and a number that tells whether it was changed."""
TAKEN_FOR_FORMULA = r"(?='*[=+\-@＝＋－＠])"
"""The beginning of what a spreadsheet would take for a formula; one more apostrophe before it makes it a text."""


def translations(arguments: argparse.Namespace) -> None:
    """List the texts that are not translated, with their places; or hand all to a translator as a sheet and back."""
    dossier, root = load(DATA), read(DATA)[0]
    languages, wanted = dossier.interface.languages, arguments.language
    if wanted and wanted not in languages:
        told = message("{path} must be one of {options}", path="LANGUAGE", options=", ".join(languages))
        guess = LanguageCode.guess(wanted).partition("-")[0]
        raise Refused(told.got(wanted) + meant(guess if guess in languages else ""))
    if not arguments.to and not arguments.sheet:
        list_translations(dossier, root, arguments)
        return
    if wanted in (None, dossier.interface.default):
        raise Refused(message("A sheet is for one LANGUAGE; name it, as in 'translations fr --to fr.csv'."))
    texts: Texts = {path: text.model_dump() for path, text in walk(dossier) if isinstance(text, Text)}
    if arguments.to:
        if arguments.missing:
            texts = {path: text for path, text in texts.items() if wanted not in text}
        head = [PLACE, dossier.interface.default, wanted, MARK]
        write_sheet(arguments.to, texts, head, languages[wanted].locale, arguments.say)
    else:
        read_sheet(arguments.sheet, texts, wanted, root, list(languages), arguments.say)


def list_translations(dossier: Dossier, root: Node, arguments: argparse.Namespace) -> None:
    """Print the place of each translation that is missing, or may be old since a revision of git, and their number."""
    spoken, since = arguments.spoken, arguments.since
    if since:
        again = message("should be looked at again; the original has changed since {since}", since=since)
        found = dict.fromkeys(outdated(dossier, since), again)
    else:
        gaps = Progress(Relations(dossier)).gaps
        found = {(*path, code): message("not translated into {language}", language=code) for path, code in gaps}
    told = [root.at(path).problem(words) for path, words in found.items() if arguments.language in (None, path[-1])]
    annotate(told, "notice", spoken)
    for problem in told:
        print(problem.render(spoken))
    old = message("{count} text to look at again. | {count} texts to look at again.", count=len(told))
    missing = message("{count} text not translated. | {count} texts not translated.", count=len(told))
    arguments.say(old if since else missing)


def outdated(dossier: Dossier, since: str) -> Iterator[KeyPath]:
    """Yield the path of each translation that is as it was in a revision of git, while the original is not."""
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
        before, default = read(Path(folder, DATA))[0], dossier.interface.default
    for path, text in walk(dossier):
        if isinstance(text, Text) and isinstance(then := before.at(path).plain(), dict):
            now = {str(language): words for language, words in text.root.items()}
            if then.get(default, now[default]) != now[default]:
                yield from ((*path, language) for language in now if then.get(language) == now[language])


# The sheet


def write_sheet(file: Path, texts: Texts, head: list[str], locale: str, say: Say) -> None:
    """Write texts into a sheet, with the sign between its cells that spreadsheets of the language expect."""
    if file.exists():
        raise Refused(message("{path} exists; choose another name.", path=file))
    if file.resolve().is_relative_to(DATA.resolve()) or file.suffix.lower() != ".csv":
        raise Refused(message("{path} must end in .csv and must not lie in the data; choose another.", path=file))
    sheet, comma = io.StringIO(), get_decimal_symbol(locale) == ","
    writer = csv.writer(sheet, delimiter=";" if comma else ",", quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    for path, text in texts.items():
        both = text[head[1]], text.get(head[2], "")
        cells = (re.sub(f"^{TAKEN_FOR_FORMULA}", "'", cell) for cell in both)
        writer.writerow([joined(path), *cells, number_of(*both)])
    write(file, f"\ufeff{sheet.getvalue()}", say)  # by the mark at its beginning, spreadsheets know the encoding


def read_sheet(file: Path, texts: Texts, language: str, root: Node, order: list[str], say: Say) -> None:
    """Put the texts changed in a sheet into the data; tell the rows that are not right, and leave them out."""
    known = {joined(path): path for path in texts}
    cells: dict[KeyPath, Node] = {}
    wrong: dict[str, str] = {}
    default = order[0]
    for row, (name, original, text, mark) in rows(file, [PLACE, default, language, MARK]):
        path = known.get(name, ())
        now = texts.get(path, {default: ""})
        as_made = mark == number_of(now[default], now.get(language, ""))
        if as_made and number_of(original) != number_of(now[default]):
            wrong[row] = message("{name} has another text in {language:name}", name=name, language=default)
            wrong[row] += message(", which no sheet changes; put it back here, and change it in the data")
        elif not text or text == now.get(language) or mark == number_of(original, text):
            continue  # nothing was changed here
        elif not path:
            wrong[row] = message("there is no text at '{name}'", name=name) + nearest(name, known)
        elif not as_made:
            told = message("{name} has changed since the sheet was made; it is now", name=name)
            both = {"english": now[default], "text": now.get(language, "")}
            wrong[row] = told + message(" '{english}' and '{text}'", **both)
        elif fault := wrong_words(text):
            wrong[row] = together((name, fault), " ")
        else:
            cells[*path, language] = replace(root.at((*path, default)), file=row, value=text)  # told by row
    wrong |= {it.file: it.message for it in checked(DATA, with_texts(root, cells, order), [], ())[1]}
    good = {path: cell for path, cell in cells.items() if cell.file not in wrong}
    tree = with_texts(root, good, order)
    changes: dict[Path, tuple[str, str]] = {}
    for place in dict.fromkeys(path[: 2 if path[0] in FOLDERS else 1] for path in good):
        whole = tree.at(place)
        before = content(Path(whole.file))
        changes[Path(whole.file)] = before, laid_out(whole, before, modeline(str(place[0])))
    write_changes(changes, False, say)
    say(message("{count} text put into the data. | {count} texts put into the data.", count=len(good)))
    if wrong:
        lines_told = [together((f"{file}, {row}: ", told)) for row, told in wrong.items()]
        left_out = message("{count} row left out | {count} rows left out", count=len(wrong))
        again = left_out + message("; correct what is wrong and run the command again.")
        raise Refused(together([*lines_told, again], "\n"))


def rows(file: Path, columns: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of a sheet as spreadsheets save it: ``row 2``, as they count, and the cells of four columns."""
    try:
        text = file.read_text("utf-8-sig")
        sign = next((sign for sign in ";\t" if sign in text.partition("\n")[0]), ",")
        head, *found = csv.reader(io.StringIO(text), delimiter=sign)
        order = [head.index(name) for name in columns]
    except UnicodeDecodeError:
        raise Refused(message("{path} must be saved as 'CSV UTF-8'; nothing was changed.", path=file)) from None
    except (ValueError, csv.Error):
        names = ", ".join(columns)
        told = message("{path} must have the columns {names}, as --to writes them.", path=file, names=names)
        raise Refused(told) from None
    for row, cells in enumerate(found, 2):
        clean = ("\n".join(map(str.rstrip, cell.replace("\t", " ").strip().split("\n"))) for cell in cells)
        whole = [*(re.sub(f"^'{TAKEN_FOR_FORMULA}", "", cell) for cell in clean), *[""] * len(head)]
        yield f"row {row}", [whole[column] for column in order]


def with_texts(root: Node, texts: dict[KeyPath, Node], order: list[str]) -> Node:
    """Return the data with texts at paths, the last key of which is a language; languages stand in their order."""
    for (*path, language), text in texts.items():
        before = root.at(tuple(path))
        languages = {**before.value, language: text}
        keys = {str(language): before.keys[order[0]], **before.keys}
        after = replace(before, value={code: languages[code] for code in order if code in languages}, keys=keys)
        root = root.replaced(tuple(path), after)
    return root


def wrong_words(text: str) -> str:
    """Return the message about a text that is wrong by itself in the layout of the files; empty if none is."""
    written = "\n".join(lines(Node("", value={PLACE: Node("", value=text)}, keys={PLACE: Node("")})))
    problems = parse_text(written, "")[1]
    return problems[0].message if problems else ""


def number_of(*both: str) -> str:
    """Return a short number that differs, in all likelihood, once one of two texts has changed."""
    return f"x{zlib.crc32(' | '.join(' '.join(text.split()) for text in both).encode()):08x}"
