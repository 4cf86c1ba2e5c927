"""Advice: editorial rules, told as those in ``rules``, that stop nothing: a right dossier may break them."""

import re
from itertools import combinations, product

from . import model
from .collections import OF_THE_SITE, joined, walk
from .dates import FEW_LATE, Date
from .messages import message
from .model import Dossier
from .patterns import pattern_faults, slips
from .prose import links
from .references import Findings, Parts, find, texts_in
from .signs import host, sign_name
from .statements import Citation, DateStatement, Model
from .texts import doubtful_words, faults_by_language
from .urls import WEB, Url
from .values import Line, Prose, Reference, Text

LONGEST_SUMMARY = 60  # words that a summary should have at most
FEW_WORDS = 7  # words from which on a text is not the same in two languages
LATIN = 0xFF
"""The last letter of the alphabet that Western languages share: what comes after it in a host may look like it."""
WORD = re.compile(r"(?!(?<=['’])s\b)[^\W\d_]+")  # the s of a genitive is a short word in French
NUMBER = re.compile(r"\]\([^)]*\)|(\d+(?:[.,\u00a0\u202f]\d{3}(?!\d))*)")  # or the target of a link, which is none
QUOTED = re.compile(r"\w*&#?\w+;\w*|\*[^*]*\*|[“«][^”»]*[”»]|(?<!\S)[^\s.]+\.\w\S*|\]\([^)]*\)")
"""Words that may be in another language than the text around them, and addresses."""
OTHERS = re.compile(r"\bet al\b|\b(?:and|y|et|e) (?:others|otros|otras|autres|outros)\b|;| & ")
"""Words that stand for further authors."""
AREA = range(150, 301)  # words that an area should have, without its labels


def advice(dossier: Dossier) -> Findings:
    """Yield the findings of all pieces of advice in a dossier."""
    parts = Parts(walk(dossier))
    for advise in ADVICE:
        yield from advise(parts)


def summaries_are_short(parts: Parts) -> Findings:
    """A summary should have at most 60 words in each language."""
    for path, _, text in texts_in(parts, Text):
        if path[-2] == "summary" and path[0] not in OF_THE_SITE and (words := len(text.split())) > LONGEST_SUMMARY:
            yield path, message("should have at most {most} words, got {got}", most=LONGEST_SUMMARY, got=words)


def areas_have_some_length(parts: Parts) -> Findings:
    """An area should have 150 to 300 words in the default language."""
    ((_, interface),) = find(parts, model.Interface)
    wanted = {"least": AREA[0], "most": AREA[-1], "code": interface.default}
    for path, topic in find(parts, model.Topic):
        running = (topic.summary, *(text for _, text in walk(topic) if isinstance(text, Prose)))
        words = sum(len(text.root[interface.default].split()) for text in running)
        if path[0] == "areas" and words not in AREA:
            yield path, message("should have {least} to {most} words in {code:name}, got {got}", **wanted, got=words)


def sources_are_cited(parts: Parts) -> Findings:
    """A source should be cited, or another one derived from it."""
    cited = {citation.source for _, citation in find(parts, Citation)}
    cited.update(other for _, source in find(parts, model.Source) for other in source.derived_from)
    for path, _ in find(parts, model.Source):
        if path[-1] not in cited:
            yield path, message("should be cited; no statement names this source")


def most_is_translated(parts: Parts) -> Findings:
    """A text should be translated into every language that ``interface.yml`` lists."""
    languages = {language for _, interface in find(parts, model.Interface) for language in interface.languages}
    gaps = [(path, languages - text.root.keys()) for path, text in find(parts, Text) if languages - text.root.keys()]
    for path, missing in gaps[:1]:
        wanted = message("should be translated into {languages}", languages=", ".join(sorted(missing)))
        wanted += message("; {count} text is not translated | ; {count} texts are not translated", count=len(gaps))
        yield path, wanted + message("; 'python -m dossier translations' lists what is missing")


def nothing_is_newer_than_the_dossier(parts: Parts) -> Findings:
    """A date of what has happened should not be after the day to which the dossier was compiled."""
    for path, agreement in find(parts, model.Agreement):
        dated = ((place, date) for place, date in find(parts, Date) if place[-1] in ("date", "accessed", "as_of"))
        late = [(place, date) for place, date in dated if date > agreement.compiled]
        if len(late) > FEW_LATE:
            wanted = message("should not be before what the dossier says of {date}", date=max(date for _, date in late))
            yield (*path, "compiled"), wanted + message(", got {got}", got=agreement.compiled)
            return
        for place, date in late:
            cure = message("; 'compiled' in agreement.yml says {date}", date=agreement.compiled)
            yield place, message("should not be after the day of compilation, got {got}", got=date) + cure


def sources_follow_what_they_state(parts: Parts) -> Findings:
    """A date should not be after the day on which its last source was published; an entry into force may be."""
    ((_, agreement),) = find(parts, model.Agreement)
    issued = {path[-1]: source.issued for path, source in find(parts, model.Source)}
    for path, statement in find(parts, DateStatement):
        days = [issued[citation.source] for citation in statement.sources if citation.basis == "stated"]
        date = statement.date if path[-1] != "in_force" else None
        earlier = [day for day in days if day and date and day.before(date)]
        if date and earlier and len(earlier) == len(days) and date <= agreement.compiled:
            wanted = message("should not be after the publication of its last source ({date})", date=max(earlier))
            yield (*path, "date"), wanted + message(", got {got}", got=date)


def texts_show_what_is_meant(parts: Parts) -> Findings:
    """A text should not have HTML, an address without a link, or markup where none counts: it shows as typed."""
    for path, part in parts:
        if not isinstance(part, Date | Reference) and path[:1] != ("interface",) and path[-1:] != ("URL",):
            yield from (((*path, *inner), wrong) for inner, wrong in faults_by_language(part, doubtful_words))


def translations_link_alike(parts: Parts) -> Findings:
    """A translation should link to the same records as the text that it translates."""
    ((_, interface),) = find(parts, model.Interface)
    for path, text in find(parts, Prose):
        named = {code: links(words) for code, words in text.root.items()}
        linked = {code: {link for link in named[code] if not link.startswith(WEB)} for code in named}
        for code, records in linked.items():
            if records != linked[interface.default]:
                names = ", ".join(sorted(records ^ linked[interface.default]))
                both = {"code": interface.default, "names": names}
                yield (*path, code), message("should have the same links as the text in {code:name}: {names}", **both)


def numbers_agree(parts: Parts) -> Findings:
    """A translation may leave out numbers, or add some, but should not have another in the place of one."""
    for path, text in find(parts, Text):
        said = ((code, filter(None, NUMBER.findall(words))) for code, words in text.root.items())
        found = {code: {re.sub(r"\D", "", number): number for number in numbers} for code, numbers in said}
        first, *others = found
        wrong = [code for code in others if len(found[code]) == len(found[first]) < len(found[code] | found[first])]
        for code, other in [(first, others[0])] if len(wrong) == len(others) > 1 else product(wrong, [first]):
            got, needed = (found[a][min(found[a].keys() - found[b])] for a, b in ((code, other), (other, code)))
            wanted = message("should have the number {needed}, as the text in {code:name}", code=other, needed=needed)
            yield (*path, code), (wanted + message(", got {got}", got=got)).about(got)


def hosts_are_what_they_seem(parts: Parts) -> Findings:
    """An address should have a host with a dot and no letter of another alphabet, which can look like another host."""
    linked = ((path, link) for path, _, text in texts_in(parts, Prose) for link in links(text))
    for path, address in (*find(parts, Url), *linked):
        name = host(address)
        if "." not in name and address.startswith("http"):
            yield path, message("leads to the host '{host}', which has no dot; is it a whole address?", host=name)
        if odd := [sign_name(letter) for letter in name if ord(letter) > LATIN]:
            both = {"host": name, "sign": odd[0]}
            yield path, message("leads to the host '{host}' with {sign}; is it the one that is meant?", **both)


def fields_hold_what_they_are_for(parts: Parts) -> Findings:
    """A field should hold what it is for: the address of a page, a number without the word for it, a question."""
    sources = ((path, value) for path, value in parts if path[:1] == ("sources",) and isinstance(value, str))
    held = [(path, str(path[-1]), value) for path, value in sources]
    for path, _, text in texts_in(parts):
        if path[0] == "questions" and path[2] == "label":
            held.append((path, "question", text))
    for path, field, text in held:
        yield from ((path, wrong) for _, wrong in [*pattern_faults("fields", text, field)][:1])


def texts_have_no_slips(parts: Parts) -> Findings:
    """A text should have none of the slips of typography and grammar that a pattern can see."""
    for path, language, words in texts_in(parts):
        yield from ((path, wrong.about(part)) for part, wrong in slips(words, language))


def texts_are_in_their_language(parts: Parts) -> Findings:
    """A text should be in its language, which its short words tell; what is quoted or emphasised does not count."""
    languages = [language for _, interface in find(parts, model.Interface) for language in interface.languages.items()]
    short = {language: frozenset((known.ignored or "").split()) for language, known in languages}
    for path, text in find(parts, Text):
        said = {code: WORD.findall(QUOTED.sub(" ", words).lower()) for code, words in text.root.items()}
        for language, other in product(said, short):
            own, theirs, words = short.get(language, frozenset()), short[other], said[language]
            foreign, proper = [*filter(theirs.__contains__, words)], sum(map(own.__contains__, words))
            back = said.get(other, []) if len(foreign) > proper else []  # the other text, if it may be in this language
            swapped = sum((word in own) - (word in theirs) for word in back) > 0
            if swapped or (len(foreign) > proper and sum(word not in own for word in foreign) > proper + 1):
                both = {"language": language, "other": other}
                yield (*path, language), message("should be in {language:name}, seems to be in {other:name}", **both)
                said |= {language: [], other: []}  # told once
        for pair in combinations(reversed(said), 2):
            one, other = pair
            if len(said[one]) >= FEW_WORDS and said[one] == said[other] and len({*text.root.values()}) > 1:
                one, other = sorted(pair, key=lambda code: sum(word in short.get(code, ()) for word in said[code]))
                both = {"language": one, "other": other}
                yield (*path, one), message("should be in {language:name}, is the same as in {other:name}", **both)


def sources_differ(parts: Parts) -> Findings:
    """A source should differ from others in its title or publisher, and in its address if none derives from another."""
    first: dict[object, tuple[str, model.Source]] = {}
    for path, source in find(parts, model.Source):
        name, found = str(path[-1]), (str(path[-1]), source)
        other, _ = first.setdefault((source.title, source.publisher), found)
        there, theirs = first.setdefault(re.sub(r"^https?://(?:www\.)?|/$", "", source.url or name), found)
        if other != name:
            wanted = message("should differ from sources/{other} in its title or publisher", other=other)
            yield path, wanted + message("; is it the same source?")
        elif there not in (name, *source.derived_from) and name not in theirs.derived_from:
            cure = message("; is it the same source? If not, name one as 'derived_from' the other")
            yield (*path, "URL"), message("should differ from that of {other}", other=f"sources/{there}") + cure


def records_differ(parts: Parts) -> Findings:
    """A record, or a fact, should differ from its neighbours in its name or label, and in its summary."""
    first: dict[object, object] = {}
    for path, record in find(parts, Model):
        texts = ((field, getattr(record, field, None)) for field in ("name", "label", "summary"))
        for field, text in ((field, text) for field, text in texts if isinstance(text, Text)):
            other = first.setdefault((path[:-1], field, next(iter(text.root.values()))), path[-1])
            if other != path[-1]:
                named = joined((*path[:-1], str(other)))
                copied = message("should differ from that of {other}", other=named) + message("; is it a copy?")
                alike = message("should differ from {other} in its name; is it the same?", other=named)
                yield (*path, field), copied if field == "summary" else alike
                break


def acronyms_are_short(parts: Parts) -> Findings:
    """An acronym should be shorter than the name."""
    for path, party in find(parts, model.Party):
        for language, acronym in party.acronym.root.items():
            if len(acronym) > len(party.name.root.get(language, acronym)):
                wanted = message("should be shorter than the name; have the two changed places?")
                yield (*path, "acronym", language), wanted


def acronyms_are_of_their_language(parts: Parts) -> Findings:
    """A text should have a party's acronym in its language, but behind a name in another one: *Tribunal* (TL)."""
    named = [party.acronym.root for _, party in find(parts, model.Party)]
    own = {(code, acronym) for names in named for code, acronym in names.items()}
    others = {(code, other): right for names in named for code, right in names.items() for other in names.values()}
    wrong: dict[str, list[tuple[str, str]]] = {}
    for code, other in others.keys() - own:
        wrong.setdefault(code, []).append((other, others[code, other]))
    for path, language, text in texts_in(parts):
        for got, needed in wrong.get(language, ()):
            if got in text and re.search(rf"(?<!  \()(?<![\w/-]){re.escape(got)}(?![\w/-])", QUOTED.sub(" ", text)):
                wanted = message("should have {needed}, the acronym in {code:name}", code=language, needed=needed)
                yield path, (wanted + message(", got {got}", got=got)).about(got)


def authors_are_told_apart(parts: Parts) -> Findings:
    """An author should be one person, with the family name apart, or one body."""
    for path, author in find(parts, model.Author):
        family, given = author.family or "", author.given or ""
        if OTHERS.search(" ".join((family, given, author.literal or ""))):
            yield path, message("should be one author; give each an entry of its own, without 'et al.' or 'and others'")
        elif "," in family or (given and given in family):
            yield (*path, "family"), message("should be the family name alone; the other names stand under 'given'")
        elif len(family) > len("Xx.") and family.isupper():
            wanted, cure = message("should not be in capitals"), message("; the name of a body stands under 'literal'")
            yield (*path, "family"), wanted if given else wanted + cure


def lists_have_commas(parts: Parts) -> Findings:
    """An entry of a list should be one thing: a semicolon stands where a comma was meant."""
    for path, part in parts:
        if type(part) is Line and isinstance(path[-1], int) and ";" in part:
            yield path, message("should be one entry; put a comma in the place of the semicolon")


ADVICE = (
    summaries_are_short,
    areas_have_some_length,
    sources_are_cited,
    most_is_translated,
    nothing_is_newer_than_the_dossier,
    sources_follow_what_they_state,
    texts_show_what_is_meant,
    translations_link_alike,
    numbers_agree,
    hosts_are_what_they_seem,
    fields_hold_what_they_are_for,
    texts_have_no_slips,
    texts_are_in_their_language,
    sources_differ,
    records_differ,
    acronyms_are_short,
    acronyms_are_of_their_language,
    authors_are_told_apart,
    lists_have_commas,
)
"""The pieces of advice."""
