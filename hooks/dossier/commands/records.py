"""Begin, rename and delete a record."""

import argparse
import datetime
from dataclasses import replace
from pathlib import Path

from ..editing.completion import modeline
from ..editing.layout import laid_out
from ..editing.new_record import BEGUN, record_model, record_to_fill, type_of_name
from ..reading.discovery import asked_of_git, intended, known_languages, read
from ..reading.drafts import DRAFT, lines_of_record
from ..reading.load import load, read_drafts
from ..reading.nodes import Node, nodes
from ..records.collections import FOLDERS, MAPS
from ..records.messages import message, together
from ..records.suggest import meant, nearest, record_meant
from ..settings import DATA
from .mentions import file_of_record, pages_that_link, renamed, uses
from .project import Changes, Refused, content, in_format, write, write_changes, write_schemas

NEWEST_FIRST = "changes"  # the collection in which a new record stands before the others
WITHDRAWN = DATA / "withdrawn.yml"  # the file that tells where the pages of records lead that are no more


def begin_record(arguments: argparse.Namespace) -> None:
    """Begin a new record, with every field, what it means, and a … wherever something is to be filled in."""
    collection = collection_of(arguments.kind)
    key = identifier(arguments.identifier, collection)
    path, root = file_of_record(collection, key), read(DATA)[0]
    lines = [
        "# A draft is checked and stops nothing, but it is not published. Delete the next line to publish it.",
        f"{DRAFT}: true",
        *record_to_fill(record_model(collection), known_languages(root.plain()), datetime.date.today()),
    ]
    before = content(path) if path.exists() else None
    if collection not in FOLDERS:
        lines = with_record((before or "").splitlines(), root, collection, key, lines)
    elif path.exists():
        raise Refused(message("{path} exists; choose another identifier", path=path))
    write(path, in_format(path, "\n".join(lines) + "\n"), arguments.say, before)
    write_schemas(arguments.say)
    done = message("Fill in or delete each … there, run 'python -m dossier check', and, once it is right, delete")
    arguments.say(done + f" '{DRAFT}: true'.")


def rename_record(arguments: argparse.Namespace) -> None:
    """Rename a record, with everything that names it: fields, links in texts, pages written by hand."""
    collection = collection_of(arguments.kind)
    new = identifier(arguments.new, collection)
    dossier, root = load(DATA, kept=read_drafts(DATA).finished), read(DATA)[0]
    old = existing(root, collection, arguments.old)
    if new in records(root, collection).value:
        told = {"path": file_of_record(collection, new), "name": new}
        raise Refused(message("{path} has '{name}' already; choose another identifier", **told))
    record = records(root, collection).value[old]
    own = [] if collection in FOLDERS else [records(root, collection).keys[old]]
    own += [record.value["iso3"]] if "iso3" in record.value else []  # a State's, which say the same as its identifier
    changes = renamed([*uses(dossier, root, collection, old), *own], collection, old, new)
    path, target = file_of_record(collection, old), file_of_record(collection, new)
    before, text = changes[path]
    if collection in FOLDERS:
        changes.pop(path, None)
        move_page(changes, collection, old, new)
    tidy = {file: (was, in_format(file, now) if file.suffix == ".yml" else now) for file, (was, now) in changes.items()}
    if collection in FOLDERS and arguments.dry_run:
        print(f"{path} -> {target}")
        tidy = {path: (before, text), **tidy}
    elif collection in FOLDERS:
        tidy = {target: ("", in_format(target, text)), **tidy, path: (before, "")}
    write_changes(tidy, arguments.dry_run, arguments.say)
    if not arguments.dry_run:
        write_schemas(arguments.say)


def delete_record(arguments: argparse.Namespace) -> None:
    """Delete a record, if nothing names it; else list what does."""
    collection = collection_of(arguments.kind)
    dossier, root = load(DATA, kept=read_drafts(DATA).finished), read(DATA)[0]
    key = existing(root, collection, arguments.identifier)
    told = [f"{node.file}:{node.line}:{node.column}" for node in uses(dossier, root, collection, key)]
    told += map(str, pages_that_link(collection, key))
    if told:
        places = [message("{place}: names '{name}'", place=place, name=key) for place in dict.fromkeys(told)]
        counted = {"name": key, "count": len(places)}
        refused = message(
            "'{name}' is not deleted: {count} place names it; change it first. | "
            "'{name}' is not deleted: {count} places name it; change these first.",
            **counted,
        )
        raise Refused(together([*places, refused], "\n"))
    path = file_of_record(collection, key)
    before = content(path)
    after = "" if collection in FOLDERS else without_record(before, root, collection, key)
    write_changes({path: (before, after)}, arguments.dry_run, arguments.say)
    if not arguments.dry_run:
        if collection in FOLDERS:
            arguments.say(message("Say under 'pages' in {path} which page its readers should go to.", path=WITHDRAWN))
        write_schemas(arguments.say)


def collection_of(kind: str) -> str:
    """Return the collection of a kind of records that is named in the singular."""
    if kind not in BEGUN:
        wanted = message("{path} must be one of {options}", path="KIND", options=", ".join(BEGUN))
        raise Refused(wanted.got(kind) + nearest(kind, BEGUN, 0))
    return BEGUN[kind]


def identifier(value: str, collection: str) -> str:
    """Return a name for a record of a collection, if it can be one."""
    name = type_of_name(collection)
    if not name.fits(value):
        wanted = message("{path} {wanted}", path="IDENTIFIER", wanted=name.wanted)
        guess = name.guess(intended(Path(value.replace("\\", "/"))))
        raise Refused(wanted.got(value) + meant(guess if name.fits(guess) else ""))
    return value


def above(collection: str) -> tuple[str, ...]:
    """Return the fields below which the records of a collection stand in its file."""
    return () if collection in (*MAPS, *FOLDERS) else (collection,)


def records(root: Node, collection: str) -> Node:
    """Return the node of the records of a collection, by their identifiers."""
    found: Node = root.at((collection, *above(collection)))
    return found if isinstance(found.value, dict) else Node("", value={})


def existing(root: Node, collection: str, key: str) -> str:
    """Return the identifier of a record that exists, or refuse with the one that was meant."""
    known = records(root, collection).value
    if collection in root.value and key in known:
        return key
    cure = meant(record_meant(key, set(known))) or "."
    raise Refused(message("There is no '{name}' in {collection}", name=key, collection=collection) + cure)


def with_record(others: list[str], root: Node, collection: str, key: str, lines: list[str]) -> list[str]:
    """Return the lines of a file of many records with the lines of a new one among the others."""
    known = records(root, collection).keys
    if key in known:
        told = {"path": known[key].file, "name": key, "line": known[key].line}
        raise Refused(message("{path} has '{name}' already, in line {line}; choose another identifier", **told))
    margin = "  " * len(above(collection))
    end = max((last_line(others, root, collection, other) for other in known), default=len(others))
    end = 0 if collection == NEWEST_FIRST else end
    return [*others[:end], f"{margin}{key}:", *(f"{margin}  {line}" for line in lines), *others[end:]]


def without_record(text: str, root: Node, collection: str, key: str) -> str:
    """Return the text of a file of many records without one of them; comments before the next one stay."""
    lines, first = text.splitlines(keepends=True), records(root, collection).keys[key].line
    return "".join(lines[: first - 1] + lines[last_line(lines, root, collection, key) :])


def last_line(lines: list[str], root: Node, collection: str, key: str) -> int:
    """Return the number of the last line of a record in a file of many, before comments about the next one."""
    end = min(len(lines), lines_of_record(root, (collection, *above(collection), key)).stop - 1)
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return end


def published(path: Path) -> bool:
    """Return whether the last revision of git has a file; true as well where there is no git to ask."""
    return bool(asked_of_git(Path(), "ls-tree", "HEAD", str(path)) or not asked_of_git(Path(), "log", "-1"))


def move_page(changes: Changes, collection: str, old: str, new: str) -> None:
    """Let the old address of a record, if it is published, lead to the new one in the file of withdrawn pages."""
    before, text = changes[WITHDRAWN] if WITHDRAWN.exists() else ("", "pages: {}\n")
    whole, target = nodes(text, str(WITHDRAWN))[0], f"{collection}/{new}"
    pages = whole.value.get("pages") or Node(str(WITHDRAWN), value={})
    kept = {page: other for page, other in pages.value.items() if page != target}  # which is there again
    moved = Node(str(WITHDRAWN), text.count("\n") + 1, value=target)  # below all comments, of which none gets lost
    gone = {f"{collection}/{old}": moved} if published(file_of_record(collection, old)) else {}
    whole = whole.replaced(("pages",), replace(pages, value={**kept, **gone}, keys={**pages.keys, **gone}))
    after = laid_out(whole, text, modeline(WITHDRAWN.stem))
    if after != before and (before or gone):
        changes[WITHDRAWN] = before, after
