"""Suggestions for a name that is not known: the record, field or word that was probably meant."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from .collections import FOLDERS, MAPS, SINGLE, STORAGE
from .messages import message
from .model import Dossier, Record
from .signs import QUOTES, plain_signs
from .statements import LabelledStatement
from .values import Identifier
from .yaml_tables import yaml_table

MOST_LISTED = 12  # known names that a message lists; with more, a list helps nobody
SLIPS = 2  # letters in which a mistyped identifier may differ from the one that was meant
OTHER_WORDS = Path(__file__).with_name("other_words.yml")
"""The table of other words by which editors call a field, a value, a file or a folder, by its name."""
Known = Mapping[str, Collection[str]]
"""The identifiers of all records by collection; if each is a map, with the names by which people know the record."""


def named(known: Known) -> Iterator[str]:
    """Yield the references of all records that have a name, those with a page of their own first."""
    labelled = [name for name, model in MAPS.items() if issubclass(model, LabelledStatement)]
    yield from (f"{name}/{key}" for name in (*FOLDERS, *labelled) for key in known.get(name, ()))
    there = {name for name in SINGLE if name in known or Dossier.model_fields[name].is_required()}
    yield from (name for name, model in SINGLE.items() if issubclass(model, Record) and name in there)


def meant(value: str) -> str:
    """Return the cure of a value that is not right, if it is known what was meant."""
    return message("; did you mean '{value}'?", value=value) if value else ""


def called(word: str, options: Iterable[str]) -> str:
    """Return the name for which editors use another word, in whatever language; empty if that fits none or several."""
    word = Identifier.guess(word)
    found = [option for option in options if word in (option, *yaml_table(OTHER_WORDS).get(option, ()))]
    return found[0] if len(found) == 1 else ""


def nearest(name: str, options: Iterable[str], most: int = MOST_LISTED) -> str:
    """Return the cure for a name that is not known: the nearest known one, or all of them if they are few."""
    known = {option.casefold(): option for option in sorted(options)}
    if found := called(name, known.values()):
        return meant(found)
    name = name.casefold()
    close = difflib.get_close_matches(name, known, 1) or [key for key in known if len(name) > 2 and name in key]
    if close:
        return meant(known[close[0]])
    return listed_names(known.values()) if 0 < len(known) <= most else ""


def listed_names(names: Iterable[str]) -> str:
    """Return the cure for a name that is not known: all that are."""
    return message("; known are {names}", names=", ".join(names))


def record_meant(value: str, known: Collection[str], sure: bool = False) -> str:
    """Return the identifier among those of one kind of records that was probably meant; empty if none surely was.

    It is the same but for capitals, spaces and accents; or the start of just one; or that of the one record with such
    a name; or the same but for a slip of the finger, in which no number differs: that would be another record. If one
    must be ``sure``, slips do not count.
    """
    value = re.sub(r"\.ya?ml$", "", value.strip())
    plain = Identifier.guess(plain_signs(value))
    for key in (plain, value.rpartition("/")[2]):
        if key in known:
            return key
    titles = known if isinstance(known, Mapping) else {}
    called = [key for key, names in titles.items() if value.casefold() in names]
    for candidates in (called, [key for key in known if len(plain) > 2 and key.startswith(f"{plain}-")]):
        if len(candidates) == 1:
            return candidates[0]
    return "" if sure else next((key for key in sorted(known) if mistyped(plain or value, key)), "")


def mistyped(typed: str, key: str) -> bool:
    """Tell whether an identifier may be another one with a slip of the finger."""
    longer = max(len(typed), len(key))
    if typed[:1] != key[:1] or longer - min(len(typed), len(key)) > SLIPS or longer < 3:
        return False
    if re.findall(r"\d+", typed) != re.findall(r"\d+", key):
        return False
    blocks = difflib.SequenceMatcher(None, typed, key, autojunk=False).get_matching_blocks()
    return longer - sum(block.size for block in blocks) <= (SLIPS if longer > 6 else 1)


def cure_for(value: str, known: Collection[str]) -> str:
    """Return the cure for an identifier that no record of a kind has: the one that was meant, or all if few."""
    if found := record_meant(value, known):
        return meant(found)
    names = re.split(r" *[,;] *| +(?:- |(?:and|y|et|e) )?", value)
    if len(names) > 1 and all("/" in name or name in SINGLE or record_meant(name, known) for name in names):
        return message("; give each name an entry of its own, after a comma or on a line with a hyphen")
    if names[0] in known:
        return meant(names[0])
    if "://" in value:
        return message("; a page has a record of its own in data/sources, which is named here")
    return listed_names(sorted(known)) if 0 < len(known) <= MOST_LISTED else ""


def cure_for_reference(value: str, known: Known, collections: Collection[str], single: Iterable[str] = ()) -> str:
    """Return the cure for a reference such as ``parties/icc`` to a record of some ``collections``, or a ``single`` one.

    Its kind is never changed: if an area is gone, no term of the glossary is offered in its place.
    """
    if no_name := cure_for(value, ()):  # but several names, or a web address
        return no_name
    value = re.sub(r"^data/|(?:/index)?\.(?:ya?ml|md|html?)$|#.*", "", value.strip(f"{QUOTES} "))
    if (whole := value.rpartition("/")[0]) in {*named(known)}:  # and what follows is a part of it
        return meant(whole)
    prefix, slash, key = value.replace("\\", "/").strip("/").rpartition("/")
    prefix = prefix.rpartition("/")[2].lower()
    options = [name for name in collections if name in known]
    if slash:
        singular = {STORAGE[name].singular: name for name in options}
        near = next((name for name in options if mistyped(prefix, name)), "")
        options = [prefix if prefix in options else singular.get(prefix) or called(prefix, options) or near]
    found = ((name, record_meant(key, known.get(name, ()), not slash)) for name in options)
    others = (name for name in single if not slash and (mistyped(value, name) or called(value, [name])))
    if suggested := next((f"{name}/{key}" for name, key in found if key), "") or next(others, ""):
        return meant(suggested)
    keys = sorted(known.get(options[0], ())) if slash else []
    if not keys and prefix in collections:
        return ""
    if not keys:
        begun = ", ".join(f"{name}/" for name in collections if name in known)
        return message("; it must begin with one of {names}", names=begun)
    if len(keys) > MOST_LISTED:  # then those with another number
        keys = [other for other in keys if re.sub(r"\d+", "", other) == re.sub(r"\d+", "", key)]
    return listed_names(f"{options[0]}/{key}" for key in keys) if 0 < len(keys) <= MOST_LISTED else ""
