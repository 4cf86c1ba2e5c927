"""Validation: the nodes of all files into a checked dossier, or into the list of everything that is wrong with them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..records.advice import advice
from ..records.collections import FOLDERS, MAPS, OF_KEY, SINGLE, KeyPath
from ..records.fields import FieldType
from ..records.messages import Message, either, message
from ..records.model import Dossier, Interface
from ..records.references import references_exist
from ..records.rules import broken_rules
from ..records.statements import Model
from ..records.suggest import meant, record_meant
from ..records.texts import placeholders
from ..records.values import Identifier
from .discovery import MUST_EXIST, Tree, cure_for_file, deleted, intended, known_languages, passed_over, read
from .drafts import DRAFT, Drafts, data_without, draft_marks, drafts, problems_outside
from .misplaced import astray, divided, elsewhere, exchanged, headless, homeless, misspelt
from .nodes import KEPT, MOST, TO_FILL, Node
from .problems import DataError, Problem, at_words, escaped, quoted
from .wrong_values import Error, complaint_about, got_instead


def load(
    folder: Path,
    complete: bool = False,
    words: Mapping[str, frozenset[str]] | None = None,
    kept: Collection[KeyPath] = (),
    tree: Tree | None = None,
) -> Dossier:
    """Return the dossier that the YAML files in ``folder`` describe; raise ``DataError`` with all problems otherwise.

    If ``complete``, a missing translation is a problem too. ``words`` are those of the interface that pages use, each
    with the names of the values that are put in it; without them, the words are not checked. Drafts are left out, but
    those ``kept``. The files are read here unless their ``tree`` is given.
    """
    root, problems = tree or read(folder)
    records, problems = checked(folder, root, problems, kept, complete)
    if words and "interface" in records:
        wrong = [*misworded(root, records["interface"], words)]
        there = [path for path, _ in wrong if len(path) > 2]  # of these words nothing else is told
        problems = [*problems_outside(problems, root, there), *(problem for _, problem in wrong)]
    if problems:
        raise DataError(quoted(sorted(problems)[:MOST], folder))
    return Dossier.model_construct(**records)


def read_drafts(folder: Path, tree: Tree | None = None) -> Drafts:
    """Return the drafts among the YAML files in ``folder``, which are read here unless their ``tree`` is given."""
    root, problems = tree or read(folder)
    told: set[Problem] = set()
    kept = drafts(root)
    names = ", ".join(escaped(f"{path[0]}/{path[-1]}") for path in kept)
    while kept and (found := checked(folder, root, problems, kept)[1]):
        told.update(found)
        wrong = [path for path in kept if len(problems_outside(found, root, [path])) < len(found)] or kept
        problems, root = problems_outside(problems, root, wrong), data_without(root, wrong)
        kept = [path for path in kept if path not in wrong]
    return Drafts(names, kept, sorted(told))


def checked(
    folder: Path, root: Node, problems: list[Problem], kept: Collection[KeyPath], complete: bool = False
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the records that are valid by themselves, and all problems; drafts are left out, but those ``kept``."""
    marks, unfinished, known = dict(draft_marks(root)), drafts(root), names_of_records(root)
    left_out = [path for path in unfinished if path not in kept]
    problems = [*once_a_file(problems_outside(problems, root, left_out))]
    root = data_without(root, [*((*path, DRAFT) for path in marks), *left_out])
    broken = {problem.file for problem in problems}
    problems += (problem for problem in misidentified(root) if problem.file not in broken)
    for path in marks.keys() - unfinished:
        wanted = message("{field} must be true", field=field_name((*path, DRAFT))).got(marks[path].plain())
        problems.append(marks[path].problem(wanted + message("; delete it to publish the record")))
    records: dict[str, Any] = {}
    interface = root.value.get("interface")
    language = known_languages({"interface": interface.plain()} if interface else {})[0]
    for path, model, node in records_of(root):
        if node.file in broken or len(problems) > MOST:
            continue
        record, found_in_it = validated(node, path, model, language)
        if record:
            records.setdefault(str(path[0]), {})[path[-1]] = record
        problems += found_in_it
    records |= {name: records[name][name] for name in SINGLE if name in records}
    told = {folder.parent / problem.file for problem in problems}  # also for a wrong name or place, which is the cause
    lost = {intended(path) for path in (folder.rglob("*") if told else ()) if {path, path.parent} & told}
    problems = [problem for problem in problems if problem.message != MUST_EXIST or Path(problem.file).stem not in lost]
    exist = partial(references_exist, known=known, find_file=partial(cure_for_file, folder), excused=lost)
    broken_ones = islice(broken_rules(records, complete, unfinished, exist), MOST)
    problems += (finding_to_problem(root, folder, *finding) for finding in broken_ones)
    return records, problems


@lru_cache(maxsize=4 * KEPT)
def validated(node: Node, path: KeyPath, model: type[Model], language: str) -> tuple[Model | None, list[Problem]]:
    """Return a record, if it is valid by itself, and its problems; nobody may change them, as they are kept.

    The node of a file that has not changed is the same one in the next build of a preview.
    """
    record, errors = None, list[Any]()
    try:
        record = model.model_validate(node.plain(), context={"language": language})
    except ValidationError as error:
        errors += error.errors()
    return record, [*islice(mistakes(node, path, model, errors), MOST)]


def advise(folder: Path, dossier: Dossier) -> list[Problem]:
    """Return the advice on a dossier that was loaded from ``folder``, in the order of its files and lines."""
    tree = read(folder)
    told = [finding_to_problem(tree[0], folder, *finding) for finding in islice(advice(dossier), MOST)]
    files = (*passed_over(folder), *deleted(folder, dossier))
    return list(quoted(sorted({*told, *files, *read_drafts(folder, tree).to_do}), folder))


def once_a_file(problems: list[Problem]) -> Iterator[Problem]:
    """Yield problems; that something is to be filled in only once for each file, with the number of places."""
    count = Counter(problem.file for problem in problems if problem.message == TO_FILL)
    for problem in problems:
        if problem.message != TO_FILL:
            yield problem
        elif places := count.pop(problem.file, 0):
            below = message("; {count} more to fill in below", count=places - 1)
            yield replace(problem, message=TO_FILL + below if places > 1 else TO_FILL)


def misidentified(root: Node) -> Iterator[Problem]:
    """Yield a problem for each record in a file of many whose identifier is none."""
    for name in MAPS.keys() & root.value.keys():
        for key, node in root.value[name].keys.items():
            if not Identifier.fits(key):
                wanted = placed((name, key), Identifier.wanted) + message(", got {got}", got=repr(key))
                yield node.problem(wanted + meant(Identifier.guess(key)))


def misworded(
    root: Node, interface: Interface, words: Mapping[str, frozenset[str]]
) -> Iterator[tuple[KeyPath, Problem]]:
    """Yield the place of each word that is missing, or has not the {placeholders} that have values, and the problem."""
    for key, values in words.items():
        word, known = ("interface", "words", key), [f"{{{name}}}" for name in sorted(values)]
        path = (*word, interface.default)
        if key not in interface.words:
            wanted = message("{path} must be given; a page uses it", path=f"words.{key}")
            wanted += meant(record_meant(key, interface.words.keys() - words))
            yield word[:2], root.at(word[:2], key=True).problem(wanted)
            continue
        text = (translated := interface.words[Identifier(key)].root)[interface.default]
        if others := [found for found in placeholders(text) if found not in ("{", "}", *known)]:
            allowed = message("must have no placeholders but {names}", names=", ".join(known))
            wanted = allowed if known else message("must have no placeholders")
            got = message(", got {got}", got=", ".join(others))
            yield word, root.at(path).problem(placed(path, wanted + got))
        alike = {(*placeholders(other),) for code, other in translated.items() if code != interface.default}
        if len(translated) > 2 > len(alike) and {*placeholders(text)} < {*(needed := alike.pop())} <= {*known}:
            wanted = message("must have {names}, as in the other languages", names=", ".join(needed)).got(text)
            yield word, root.at(path).problem(placed(path, wanted))


def records_of(root: Node) -> Iterator[tuple[KeyPath, type[Model], Node]]:
    """Yield every record's path, model and node."""
    for name, model in {**MAPS, **FOLDERS}.items():
        if name in root.value:
            yield from (((name, key), model, node) for key, node in root.value[name].value.items())
    yield from (((name,), model, root.value[name]) for name, model in SINGLE.items() if name in root.value)


def field_name(path: KeyPath) -> str:
    """Return a path as a message names it: without what the file name says already."""
    inner = path[1 if path[0] in {**SINGLE, **MAPS} else 2 :]
    return ".".join(map(str, inner)) or message("the record")


def placed(path: KeyPath, wanted: str) -> Message:
    """Return a message with the name of the path it is about."""
    return message("{path} {wanted}", path=field_name(path), wanted=wanted)


def names_of_records(root: Node) -> dict[str, dict[str, set[str]]]:
    """Return the identifiers of all records by collection, each with the names by which people know the record."""

    def names(record: Node) -> set[str]:
        fields = ("name", "label", "title", "acronym", "container-title", "URL")
        given = [record.value[field] for field in fields if field in record.value and isinstance(record.value, dict)]
        texts = [text for node in given for text in (node.value.values() if isinstance(node.value, dict) else [node])]
        return {text.value.casefold() for text in texts if isinstance(text.value, str)}

    records = {name: {} if name in SINGLE else node.value for name, node in root.value.items()}
    return {name: {key: names(record) for key, record in found.items()} for name, found in records.items()}


def finding_to_problem(root: Node, folder: Path, path: KeyPath, wrong: Message) -> Problem:
    """Return the finding of a rule as a problem, at the line of the words it is about."""
    place = tuple(key for key in path if key != OF_KEY)
    problem = root.at(place, key=place != path).problem(placed(place, wrong))
    return at_words(problem, wrong.part, folder) if wrong.part else problem


def mistakes(record: Node, path: KeyPath, model: type[Model], errors: list[Any]) -> Iterator[Problem]:
    """Yield the errors of a record as problems, one for each mistake.

    An error is left out if it follows from another: a list is too short because its entries are wrong; a field is
    missing because its name is misspelt; the fields of a part stand in another part because its name is missing.
    """
    if errors and (found := elsewhere(record, path, model)):
        node, wanted = found
        yield node.problem(placed(path, wanted))
        return
    outer = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    spelt = misspelt(record, model, errors)
    told: list[KeyPath] = []
    for place, home, wanted in (*astray(record, FieldType(model)), *homeless(record, path, model, errors)):
        told += [place, (*home, place[-1])]
        yield record.at(place, key=True).problem(placed((*path, *place), wanted))
    for part, (line, missing) in sorted(headless(record, model, errors).items(), key=str):
        if any(part[: len(place)] == place for place in told):
            continue
        told += [part, *((*part[:-1], name) for name in missing)]
        fields = either(f"'{name}:'" for name in missing)
        wanted = message("must stand below {fields}, whose line seems to be missing above", fields=fields)
        yield record.at((*part, line), key=True).problem(placed((*path, *part, line), wanted))
    for place in divided(record, model, errors):
        told += [place, (*place[:-1], int(place[-1]) - 1)]
        wanted = message("must go on with the entry above; put a space in place of its hyphen")
        yield record.at(place).problem(placed((*path, *place), wanted))
    for one, other in exchanged(record, model, errors).items():
        told += [one, other]
        wanted = message("must change places with the value of '{other}'", other=other[-1])
        yield record.at(one).problem(placed((*path, *one), wanted))
    causes = {"too_short": outer, "missing": set(spelt.values()), "model_type": set[KeyPath]()}
    for error in errors:
        place = error["loc"]
        follows = place in causes.get(error["type"], ())
        if not follows and not any(place[: len(part)] == part for part in told):
            field = str(spelt[place][-1]) if place in spelt else ""
            yield problem_of(record, path, Error(model, error, field))
            if error["type"] == "model_type" and place and type(place[-1]) is int:  # its neighbours are told with it
                causes["model_type"] |= {other["loc"] for other in errors if other["loc"][:-1] == place[:-1]}


def problem_of(record: Node, path: KeyPath, error: Error) -> Problem:
    """Return an error as a problem: where it is, what must be, what was got, the cure."""
    wanted, cure = complaint_about(error)
    node = record.at(error.place, key=error.of_key)
    if error.kind == "value_error" and isinstance(node.value, dict):
        fields = (name for name in re.findall(r"'(\w+)'", wanted) if name in node.value)
        node = node.keys.get(next(fields, ""), node)
    return node.problem(placed((*path, *error.place), wanted + got_instead(error)) + cure)
