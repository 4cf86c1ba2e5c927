"""Rules that concern more than one record, or more than one field of it.

Each rule is a generator of ``(path, message)`` over all parts of the records that are valid by themselves; some may be
missing while an editor works, so a rule looks for what it needs and is silent without it. The docstring is the rule.
"""

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from itertools import pairwise
from typing import Any

from . import model, references
from .collections import FOLDERS, MAPS, OF_KEY, OF_THE_SITE, KeyPath, joined, walk
from .dates import FEW_LATE, Date
from .fields import choices
from .messages import message
from .references import Findings, Parts, find, texts_in, told_once
from .relations import SHOWN_MARKS, SOURCE_MARKS
from .statements import Citation, Model, Statement
from .suggest import meant, nearest, record_meant
from .texts import broken_words, faults_by_language, placeholders
from .values import ALPHA_3, Alpha3, Identifier, Locator, Reference, Text, WordName

OWN_PARTS = re.compile(
    r"ref-\d+|references|y\d{4}|years|own|marks|methods|disagreements|"
    + "|".join((*SHOWN_MARKS, *SOURCE_MARKS, *choices(Statement, "absent")))
)
"""Fragments that pages give to parts of their own."""
TWICE = re.compile(r"(\{\w+\})(?:(?! \| ).)*\1")  # a placeholder that stands twice in one form of a word
POINTS = re.compile(r"(?:\(\w+\))+(?:(?:, | and |[–-])(?:\(\w+\))+)*")


def broken_rules(
    records: Mapping[str, Any], complete: bool, drafts: Collection[KeyPath], exist: Callable[[Parts], Findings]
) -> Findings:
    """Yield every rule's findings on ``records``, those that are valid by themselves, by collection and identifier.

    Where ``complete`` is asked for, texts must be translated. ``drafts`` alone may name each other.
    ``exist`` is the rule ``references_exist``, which knows all records.
    """
    parts = Parts(walk(records))
    yield from exist(parts)
    yield from references.drafts_are_not_named(parts, drafts)
    for rule in (*RULES, texts_are_translated) if complete else RULES:
        yield from rule(parts)


def languages_are_known(parts: Parts) -> Findings:
    """A text must be in a language that ``interface.yml`` lists."""
    for _, interface in find(parts, model.Interface):
        known = interface.languages
        for path, base in ((path, code.partition("-")[0]) for path, code, _ in texts_in(parts) if code not in known):
            wanted = message("must be one of the languages {languages}", languages=", ".join(known))
            yield path, wanted + meant(base if base in known else "")


def texts_are_translated(parts: Parts) -> Findings:
    """A text must be translated into every language that ``interface.yml`` lists. Checked where that is asked for."""
    for _, interface in find(parts, model.Interface):
        for path, text in find(parts, Text):
            if missing := [language for language in interface.languages if language not in text.root]:
                yield path, message("must be translated into {languages}", languages=", ".join(missing))


def provisions_have_titles(parts: Parts) -> Findings:
    """A provision must point to an article whose title its instrument has."""
    instruments = {path[-1]: instrument for path, instrument in find(parts, model.Instrument)}
    for path, provision in find(parts, model.Provision):
        name, article, instrument = provision.instrument, provision.article, instruments.get(provision.instrument)
        titles = instrument.articles.titles if instrument and instrument.articles else {}
        if instrument and article not in {*titles, *map(number_alone, titles)}:
            bare = re.sub(r"^\D+ ?", "", article)
            cure = meant(bare) if bare in titles else message("; add its title to articles in that record")
            several = re.split(r" ?(?:,|;| and | y | et | e ) ?", bare)
            number, bracket, points = map(str.strip, re.sub(r"[.,] ?(\w+)$", r"(\1)", bare).partition("("))
            if bracket and number in titles:
                cure = message("; write article: {article}, and points: {points}", article=number, points=f"({points}")
            if len(several) > 1 and titles.keys() >= {*several}:
                cure = message("; give each article an entry of its own")
            wanted = message("must be an article of '{instrument}'", instrument=name).got(article)
            yield (*path, "article"), wanted + cure


def number_alone(article: str) -> str:
    """Return the number of an article without the word before it, and without a stop, a colon or a bracket after it."""
    return re.sub(r"(?i)^(?:art\D*)?(\d+(?: ?[a-z]+)?)[.:)]+$|^art\D*", r"\1", article)


def articles_have_numbers(parts: Parts) -> Findings:
    """A title of an article must stand under the number alone, since the word for it is shown before that."""
    for path, articles in find(parts, model.Articles):
        for number in articles.titles:
            if (bare := number_alone(number)) != number:
                wanted = message("must be the number of the article alone")
                yield (*path, "titles", number, OF_KEY), wanted + meant(bare)


def points_are_in_brackets(parts: Parts) -> Findings:
    """The points of a provision must stand in brackets, since they are shown right after the article's number."""
    for path, provision in find(parts, model.Provision):
        if provision.points and not POINTS.fullmatch(provision.points):
            words = re.sub(r" (?:y|e|et|or|o|ou|u) (?=[(\d])", " and ", provision.points)
            words = re.sub(rf"^{re.escape(provision.article)} ?(?=\()|[(). ]+", " ", words).strip()
            meaning = re.sub(r"\) (?=[(,])", ")", re.sub(r"(\d+|(?<![a-z])[a-z](?![a-z]))", r"(\1)", words))
            wanted = message("must be points in brackets, as (1)(a), (3)").got(provision.points)
            yield (*path, "points"), wanted + meant(meaning if POINTS.fullmatch(meaning) else "")


def identifiers_are_not_those_of_pages(parts: Parts) -> Findings:
    """An identifier must not be that of a part which pages have anyway, or the mark of a source leads to the record."""
    for path, _ in find(parts, Model):
        own = OWN_PARTS.fullmatch(str(path[-1])) if path else None
        if own and path[0] not in OF_THE_SITE and (path[0] in MAPS or len(path) > 2):
            yield path, message("must have another identifier; pages have a part '{name}' of their own", name=path[-1])


def lists_have_no_doubles(parts: Parts) -> Findings:
    """A list must not name the same thing twice, and a statement no source that it names as a whole, nor one place."""
    for path, part in parts:
        if isinstance(part, tuple):
            first: dict[Any, int] = {}
            whole = {entry.source for entry in part if isinstance(entry, Citation) and not (entry.at or entry.part)}
            for number, entry in enumerate(part):
                name = entry.source if isinstance(entry, Citation) else entry
                placed = isinstance(entry, Citation) and name not in whole
                same = (name, entry.at, str(entry.part)) if placed else name
                if isinstance(name, str | Model) and first.setdefault(repr(same), number) != number:
                    got = str(name) if isinstance(name, str | model.Author) else f"{path[-1]}.{first[repr(same)]}"
                    wanted = message("must not stand in the list twice, got '{got}' again", got=got)
                    yield (*path, number), wanted + message("; delete one of them")


def records_name_others(parts: Parts) -> Findings:
    """A record must not be about, or derived from, itself. Two may derive from each other: they share an origin."""
    for path, other in find(parts, Reference):
        if path[-2:-1] in (("derived_from",), ("about",)) and other.path == path[:2]:
            yield path, message("must be another record, got '{got}', which is this one", got=other)


def ranges_go_forward(parts: Parts) -> Findings:
    """Pages or articles must not end before they begin; an end may be shortened, as in 145–9."""
    for path, value in parts:
        if isinstance(value, Locator) or (path[:1] == ("sources",) and path[2:] == ("page",)):
            for first, last in re.findall(r"(?<![\w./-])(\d+) ?[-–—] ?(\d+)(?![\w./-])", value):
                if len(first) == len(last) and first > last:
                    yield path, message("must not end before it begins") + message(", got {got}", got=value)


def nothing_lies_in_the_future(parts: Parts) -> Findings:
    """By today a source was read and published, a change made, the dossier compiled; no date is far away."""
    fields = ("compiled", "accessed", "issued")
    dated = ((path, date, path[0] == "changes" or path[-1] in fields) for path, date in find(parts, Date))
    late = [(path, date) for path, date, ours in dated if date > (latest_day() if ours else latest_day(50))]
    if len(late) > FEW_LATE:
        path, date = late[0]
        told = {"got": date, "count": len(late) - 1}
        wanted = message("must not be in the future, got {got}, nor may {count} further dates", **told)
        yield path, wanted + message("; is the clock of this machine right?")
        return
    yield from ((path, message("must not be in the future, got {got}", got=date)) for path, date in late)


def latest_day(years: int = 0) -> str:
    """Return the last day that is not in the future, or some years on: tomorrow, as it may be already elsewhere."""
    return (datetime.date.today() + datetime.timedelta(1 + 366 * years)).isoformat()


def texts_are_clean(parts: Parts) -> Findings:
    """A text must not have notes to oneself, letters in a wrong encoding, or markup that is broken."""
    for path, part in parts:
        if not isinstance(part, Date | Reference):
            yield from (((*path, *inner), wrong) for inner, wrong in faults_by_language(part, broken_words))


def signatories_act_for_the_parties(parts: Parts) -> Findings:
    """A signatory must act for a party to the agreement."""
    for _, agreement in find(parts, model.Agreement):
        known = {path[-1] for path, _ in find(parts, model.Party)}
        for path, signatory in find(parts, model.Signatory):
            if not known.issuperset(agreement.parties) or len({*agreement.parties}) < len(agreement.parties):
                return  # the mistake is in the agreement, and told there
            if signatory.party in known and signatory.party not in agreement.parties:
                parties, got = ", ".join(agreement.parties), signatory.party
                wanted = message("must be one of the parties {parties}", parties=parties).got(got)
                yield (*path, "party"), wanted


def conclusion_is_explained(parts: Parts) -> Findings:
    """For whom the agreement was concluded must be explained by one of its facts."""
    for path, agreement in find(parts, model.Agreement):
        if (concluded := agreement.concluded_for) and concluded.fact not in agreement.facts:
            wanted = message("must name one of the facts of this file").got(concluded.fact)
            yield (*path, "concluded_for", "fact"), wanted + nearest(concluded.fact, agreement.facts)


def acts_come_in_order(parts: Parts) -> Findings:
    """A State must not deposit before it signs, and nothing must be in force before it was adopted or signed."""
    states = ((path, state, "deposited") for path, state in find(parts, model.State))
    records = ((path, record, "in_force") for path, record in find(parts, model.Record))
    for path, record, last in (*states, *records):
        acts = ((name, getattr(record, name, None)) for name in ("signed", "adopted", last))
        dates = {name: act.date for name, act in acts if act and act.date}
        done, field = dates.pop(last, None), min(dates, key=lambda name: dates[name], default="")
        if done and field and done.before(dates[field]):
            wanted = message("must not be before {field} ({date})", field=field, date=dates[field])
            yield (*path, last, "date"), wanted + message(", got {got}", got=done)


def tiles_are_apart(parts: Parts) -> Findings:
    """Two States must not have the same place in the tile map."""
    taken: dict[tuple[int, int], Any] = {}
    for path, state in find(parts, model.State):
        if state.tile and taken.setdefault(state.tile, path[-1]) != path[-1]:
            yield (*path, "tile"), message("must be free, got the place of '{other}'", other=taken[state.tile])


def entry_into_force_follows_from_deposit(parts: Parts) -> Findings:
    """The treaty is in force for a State from the first day of the month after a number of days after deposit.

    Deposits before the one that let the treaty enter into force count from that one.
    """
    for path, region in find(parts, model.Region):
        days = datetime.timedelta(region.rule.days)
        for code, state in region.states.items():
            if state.deposited.date and state.in_force and state.in_force.date:
                after = max(state.deposited.date, region.rule.threshold).first + days
                expected = (after.replace(day=1) + datetime.timedelta(32)).replace(day=1).isoformat()
                if (got := state.in_force.date) != expected:
                    wanted = message("must be {date}, which follows from the deposit", date=expected)
                    wanted += message(", got {got}", got=got)
                    yield (*path, "states", code, "in_force", "date"), wanted


def codes_of_a_state_agree(parts: Parts) -> Findings:
    """The two letters and the three letters of a State must belong to the same country."""
    for path, state in find(parts, model.State):
        code, found = str(path[-1]), ALPHA_3[state.iso3].lower()
        if found != code:
            wanted = message("must be the three letters of '{code}'", code=code)
            wanted += message(", got '{got}', which is '{meaning}'", got=state.iso3, meaning=found)
            yield (*path, "iso3"), wanted + meant(Alpha3.guess(code))


def words_keep_their_placeholders(parts: Parts) -> Findings:
    """A word of the interface must have the same {placeholders} in every language."""
    for path, interface in find(parts, model.Interface):
        for key, word in interface.words.items():
            wanted = placeholders(original := word.root[interface.default])
            for language, text in word.root.items():
                if placeholders(text) != wanted:
                    named = {"names": ", ".join(wanted), "language": interface.default}
                    none = message("must have no {{ or }}, as in {language:name}", language=interface.default)
                    needed = message("must have {names}, as in {language:name}", **named) if wanted else none
                    yield (*path, "words", key, language), needed + message(", got {got}", got=repr(text))
                elif TWICE.search(text) and not TWICE.search(original):
                    yield (*path, "words", key, language), message("must have ' | ' between its two forms").got(text)


def chosen_words_exist(parts: Parts) -> Findings:
    """An organ, and a heading of facts, must be one for which the interface has a word."""
    found = []
    for _, interface in find(parts, model.Interface):
        headings = ((path, name) for path, record in find(parts, model.Record) for name in record.groups)
        chosen = (*find(parts, WordName), *(((*path, "groups", name, OF_KEY), name) for path, name in headings))
        for path, name in chosen:
            if f"{name.start}{name}" not in interface.words:
                options = [word.removeprefix(name.start) for word in interface.words if word.startswith(name.start)]
                wanted = message("must be one of {options}", options=", ".join(options)).got(name)
                found.append((path, f"{name.start}{name}", wanted + nearest(name, options, 0)))
    return told_once(found, ())


def groups_have_facts(parts: Parts) -> Findings:
    """A group must name only facts of its record, and none that another group names."""
    facts = {path: record.facts for path, record in find(parts, model.Record)}
    first: dict[KeyPath, KeyPath] = {}
    for path, name in find(parts, Identifier):
        if path[-3:-2] != ("groups",):
            continue
        if first.setdefault((*path[:-3], name), path[:-1]) != path[:-1]:
            yield path, message("must name a fact once in 'groups', got '{got}' again", got=name)
        elif name not in facts[path[:-3]]:
            cure = meant(record_meant(name, facts[path[:-3]])) or message("; if it was deleted, delete its name here")
            yield path, message("must name one of the facts of this file").got(name) + cure


def withdrawn_pages_are_gone(parts: Parts) -> Findings:
    """A withdrawn page must be that of a record that does not exist."""
    there = {joined(path) for path, _ in parts if len(path) > 1 and path[0] in FOLDERS}
    for path, withdrawn in find(parts, model.Withdrawn):
        for page in withdrawn.pages:
            if page in there:
                wanted = message("must be the page of a record that is no more, got '{got}', which exists", got=page)
                wanted += message("; delete this line")
                yield (*path, "pages", page), wanted
            elif len(page.path) == 1 or page.path[0] not in FOLDERS:
                wanted = message("must be the page of a record, such as sources/old-report").got(page)
                yield (*path, "pages", page), wanted


def sources_are_read_after_they_appear(parts: Parts) -> Findings:
    """A source must not be read before it was published."""
    for path, source in find(parts, model.Source):
        if source.issued and source.accessed < source.issued <= latest_day():
            wanted = message("must not be before {field} ({date})", field="issued", date=source.issued)
            yield (*path, "accessed"), wanted + message(", got {got}", got=source.accessed)


def changes_are_newest_first(parts: Parts) -> Findings:
    """A change must stand above those that are older."""
    changes = [*find(parts, model.Change)]
    for number, ((first, above), (path, change)) in enumerate(pairwise(changes)):
        if change.date > above.date and (changes[number - 1][1].date > change.date if number else changes[2:]):
            wanted = message("must not be before the change below it ({date})", date=change.date)
            yield (*first, "date"), wanted + message(", got {got}; move it down", got=above.date)
        elif change.date > above.date:
            wanted = message("must not be after the change above it ({date})", date=above.date)
            yield (*path, "date"), wanted + message(", got {got}; move it up", got=change.date)


RULES = (
    languages_are_known,
    provisions_have_titles,
    signatories_act_for_the_parties,
    conclusion_is_explained,
    acts_come_in_order,
    tiles_are_apart,
    entry_into_force_follows_from_deposit,
    sources_are_read_after_they_appear,
    codes_of_a_state_agree,
    words_keep_their_placeholders,
    chosen_words_exist,
    groups_have_facts,
    changes_are_newest_first,
    articles_have_numbers,
    points_are_in_brackets,
    identifiers_are_not_those_of_pages,
    lists_have_no_doubles,
    records_name_others,
    ranges_go_forward,
    nothing_lies_in_the_future,
    texts_are_clean,
    withdrawn_pages_are_gone,
)
"""The rules, apart from the references."""
