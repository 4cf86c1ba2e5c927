"""References to records, in fields and in links of texts, and the rules that they obey."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar
from urllib.parse import unquote

from .collections import FOLDERS, MAPS, OF_THE_SITE, SINGLE, STORAGE, KeyPath, file_of, joined
from .messages import Message, message
from .prose import links
from .suggest import Known, cure_for, cure_for_reference, listed_names, meant, named, nearest
from .urls import WEB, WRONG_SCHEME, Url
from .values import Identifier, LanguageCode, LocalText, PageRef, Prose, RecordRef, Reference

NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|svg|pdf|docx?)$", re.IGNORECASE)
"""The end of the name of a picture or a document."""
Findings = Iterator[tuple[KeyPath, Message]]
FEW_SLIPS = 3
"""The most places at which one wrong name is likely to be a slip of the finger."""
Kind = TypeVar("Kind")
FindFile = Callable[[str, str], str]  # the cure if the file of a record, by collection and identifier, can be found


class Parts(tuple[tuple[KeyPath, Any], ...]):
    """The parts of records with their paths; those of a kind are found without looking at all others."""

    @cached_property
    def numbers(self) -> Mapping[type, list[int]]:
        """The numbers of the parts of each type."""
        found: dict[type, list[int]] = defaultdict(list)
        for number, (_, part) in enumerate(self):
            found[type(part)].append(number)
        return found


def find(parts: Parts, kind: type[Kind]) -> Iterator[tuple[KeyPath, Kind]]:
    """Yield every part of one kind, with its path."""
    of_kind = (numbers for each, numbers in parts.numbers.items() if issubclass(each, kind))
    return (parts[number] for number in sorted(chain.from_iterable(of_kind)))


def texts_in(parts: Parts, kind: type[LocalText] = LocalText) -> Iterator[tuple[KeyPath, LanguageCode, str]]:
    """Yield every text of one kind in each of its languages, with its path and the language."""
    return (((*path, code), code, words) for path, text in find(parts, kind) for code, words in text.root.items())


def references_exist(parts: Parts, known: Known, find_file: FindFile, excused: Collection[str]) -> Findings:
    """A reference, also in a link of a text or to a page, must name a record that exists.

    ``known`` has the identifiers of all records, also of those that are not valid. Names of files about which something
    else is told are ``excused``.
    """
    return told_once(dead_ends(parts, known, find_file, frozenset(excused)), known)


def told_once(found: Iterable[tuple[KeyPath, str, Message]], known: Collection[str]) -> Findings:
    """Yield the first of the findings about each record, or about each collection not known, with the number of all."""
    places: dict[str | int, list[tuple[KeyPath, Message]]] = {}
    for path, name, wrong in found:
        collection = name.partition("/")[0]
        alike = name if collection in known else collection
        is_name = all(map(Identifier.fits, name.split("/")))  # else it is no record that is named
        places.setdefault(alike if is_name else len(places), []).append((path, wrong))
    for (path, wrong), *more in places.values():
        further = message("; {count} further place names it | ; {count} further places name it", count=len(more))
        yield path, (wrong + further).about(wrong.part) if more else wrong


def dead_ends(
    parts: Parts, known: Known, find_file: FindFile, excused: frozenset[str]
) -> Iterator[tuple[KeyPath, str, Message]]:
    """Yield the place of everything that names a record which does not exist, its name, and what is wrong."""
    pages = {f"{name}/{key}" for name in FOLDERS for key in known.get(name, ())}
    lists = {name for name in known.keys() - {*OF_THE_SITE} if name in SINGLE or known[name]}
    lists.add("events")  # the timeline: the dates of other records make one without any event
    records = set(named(known))
    uses = cache(lambda: Counter(name for _, name in references(parts)))
    file_cure = cache(find_file)
    for path, reference in find(parts, Reference):
        options = records if isinstance(reference, RecordRef) else known.get(reference.collection, ())
        if reference not in options and excused.isdisjoint(reference.path):
            cure = cure_for(reference, options)
            if isinstance(reference, RecordRef):
                kinds = [kind for kind in (*FOLDERS, *MAPS) if any(name.startswith(f"{kind}/") for name in records)]
                cure = cure_for_reference(reference, known, kinds, records & SINGLE.keys())
            name, (collection, *key) = joined(reference.path), reference.path
            no_file = collection in STORAGE.keys() - known.keys()
            unknown = key and collection in FOLDERS and name not in records
            if no_file or (unknown and (not cure or uses()[name] > FEW_SLIPS)):
                found = cure_for_lost(collection, reference.path[-1], uses(), known)
                found = found or file_cure(collection, reference.path[-1]) or ("" if no_file else cure)
                cure = found or (to_be_made(collection, key[0]) if key else "")
            yield path, name, message("must name a record that exists").got(reference) + cure
    withdrawn = {str(path[-1]): page for path, page in find(parts, PageRef) if page in pages | lists}
    for path, page in find(parts, PageRef):
        if page not in pages | lists and excused.isdisjoint(page.path):
            cure = meant(withdrawn.get(page, "")) or nearest(page, pages | lists) or listed_names(sorted(lists))
            yield path, page, message("must name a page that exists").got(page) + cure
    for path, _, text in texts_in(parts, Prose):
        for target in links(text):
            name = target.partition("#")[0].strip("/")
            if excused.isdisjoint(name.split("/")) and (wanted := misled(target, pages, known)):
                yield path, name, wanted.about(unquote(target) or "]()")


def cure_for_lost(collection: str, key: str, used: Collection[str], known: Known) -> str:
    """Return the cure for a record that was renamed, to one with half of its words, or is of another kind, if it is."""
    words = {*key.split("-")}
    unused = {other: {*other.split("-")} for other in known.get(collection, ()) if f"{collection}/{other}" not in used}
    close = [other for other, theirs in unused.items() if 2 * len(words & theirs) >= len(words | theirs)]
    if len(close) == 1:
        run = f"python -m dossier rename {STORAGE[collection].singular} {key} {close[0]}"
        return message("; was it renamed to '{new}'? Name it as before, then run '{run}'", new=close[0], run=run)
    if not Identifier.fits(key):
        return message("; it is the name of a file in data/{folder}, without .yml", folder=collection)
    for other in (name for name in FOLDERS if key in known.get(name, ())):
        return message("; that is data/{file}, not in data/{folder}", file=file_of((other, key)), folder=collection)
    return ""


def to_be_made(collection: str, key: str) -> Message:
    """Return the cure for a record that nobody has made yet."""
    run = f"python -m dossier new {STORAGE[collection].singular} {key}"
    return message("; make data/{file}, which '{run}' begins", file=file_of((collection, key)), run=run)


def references(parts: Iterable[tuple[KeyPath, Any]]) -> Iterator[tuple[KeyPath, str]]:
    """Yield the place of everything that names a record or links to it, and the record: ``areas/ice``."""
    for path, part in parts:
        if isinstance(part, Reference | PageRef):
            yield path, joined(part.path)
        elif isinstance(part, Prose):
            for language, text in part.root.items():
                yield from (((*path, language), target.partition("#")[0]) for target in links(text))


def drafts_are_not_named(parts: Parts, drafts: Collection[KeyPath]) -> Findings:
    """A record must not name a draft, unless it is one itself."""
    names = {joined(draft) for draft in drafts}
    finished, found = message("; once that is finished, delete 'draft: true' there"), []
    for path, name in references(parts) if names else ():
        if name in names and not any(path[: len(draft)] == draft for draft in drafts):
            wanted = message("must not name the draft '{name}'", name=name) + finished
            found.append((path, name, wanted.about(name)))
    return told_once(found, STORAGE)


def misled(target: str, pages: Collection[str], known: Known) -> Message | None:
    """Return the message about the target of a link; ``None`` if it is right."""
    if target.startswith(WEB):
        right = target.startswith("mailto:") or Url.fits(target)
        return None if right else message("must be a web address").got(target)
    target = unquote(target)  # which writes spaces and accents as %20, %C3
    if ":" in target:
        return WRONG_SCHEME.got(target)
    if target.partition("#")[0] in pages:
        return None
    host = Url.guess(target) if target.partition("/")[0] not in FOLDERS else ""
    cure = meant(host) or cure_for_reference(target.partition("#")[0], known, FOLDERS)
    if NO_PAGE.search(target):
        cure = message("; a text has no pictures, and a document has a record of its own in data/sources")
    return message("must link to a record that exists").got(target) + cure
