"""The search index of a site in one language, which the browser loads when a reader first searches.

``search/es.json`` says which words stand in which passages of which pages. The passages themselves, of which a list of
results shows few, are in files of some pages each: ``search/es-0.json``. ``docs/assets/search-index.js`` reads both.
"""

import re
import string
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from itertools import chain, count, takewhile
from typing import Any

import Stemmer

from ..addresses import place
from ..exports.json_text import compact
from ..language.edition import Edition
from ..language.locale import LETTERS, fold
from ..records.model import Party, Question, Record, Source, State, Term
from ..records.relations import Relations
from ..records.statements import LabelledStatement
from ..settings import Settings
from .page import Page
from .passages import Passage, passages

FOLDER = "search/"
"""The folder of the index, in the root of the site."""
PACK = 16
"""The number of brief pages that share a file for their passages; each other page has a file of its own."""
MOST_ALIKE = 4
"""The most passages with one title that may answer a query by the title alone; many pages have one called Signed."""
USUAL = 3
"""The fewest words that have an ending by which the stem of a word that is not in the index is known."""
SAID = ("quoted", *(f"search-{word}" for word in ("one", "many", "none", "elsewhere", "missing", "nearest", "ways")))
"""The words of the interface that say what was found."""
DIGITS = string.digits + string.ascii_letters + "-_"
"""The digits of the numbers in the index, of which the second half says that another digit follows."""
GROUPED = r"\d{1,3}(?:[\s.,]\d{3})+(?![^\W_])"
"""A number with a dot, a comma or a space before each three digits: ``4.388``."""
COMPOUND = re.compile(rf"{GROUPED}|[^\W_]+(?:[-\u2010-\u2013/.][^\W_]+)*")
"""A number, a word, or several joined by hyphens, dots or slashes: ``co-operation``, ``A/RES/70/175``."""
WORD_PART = re.compile(r"[^\W_]+")


def names(relations: Relations, editions: Mapping[Any, Edition], edition: Edition) -> dict[tuple[str, str], list[str]]:
    """Return other names by which readers search for what stands at an address and its fragment.

    These are names and synonyms, who published a source, in every language acronyms of parties and names of States, and
    the acts of a State with its name.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, part in relations.parts.items():
        if isinstance(part, Record | LabelledStatement | Question | Source | State):
            found[place(path)] += part.synonyms.get(edition.language, ())
        if isinstance(part, Record):
            found[place(path)].append(edition.plain(part.name))
        if isinstance(part, Party):
            found[place(path)] += part.acronym.root.values()
        elif isinstance(part, State):
            found[place(path)] += (str(one.country(str(path[-1]), part.name)) for one in editions.values())
            acts = {"signed": part.signed, part.deposit: True, "in-force": part.in_force, "state-party": part.deposit}
            country = edition.country(str(path[-1]), part.name)
            found[place(path)] += (f"{edition.word(act)} {country}" for act, done in acts.items() if act and done)
        elif isinstance(part, Term):
            found[place(path)] += part.spellings(edition.language)
        elif isinstance(part, Source):
            found[place(path)] += filter(None, map(edition.body, (part.container_title, part.publisher)))
    for page, synonyms in edition.dossier.interface.synonyms.items():
        found[f"{page}/", ""] += synonyms.get(edition.language, ())
    return found


class SearchIndex:
    """The words of the pages of one language, and the passages in which they stand."""

    def __init__(
        self,
        edition: Edition,
        pages: Collection[Page],
        relations: Relations,
        editions: Mapping[Any, Edition],
        settings: Settings,
    ):
        self.edition, self.relations, self.editions, self.settings = edition, relations, editions, settings
        self.pages = [page for page in pages if page.spec.searched]
        long, brief = ([page for page in self.pages if page.spec.brief == brief] for brief in (False, True))
        self.packs = [[page] for page in long] + [brief[start : start + PACK] for start in range(0, len(brief), PACK)]
        """The pages whose passages have a file together."""

    def files(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield the address of each file of the index, and what makes it."""
        yield f"{FOLDER}{self.edition.language}.json", self.index
        for number in range(len(self.packs)):
            yield f"{FOLDER}{self.edition.language}-{number}.json", partial(self.pack, number)

    @cached_property
    def passages(self) -> list[list[tuple[Page, list[Passage]]]]:
        """Return the pages of each file with their passages in order."""
        return [[(page, self.passages_of(page)) for page in pages] for pages in self.packs]

    def passages_of(self, page: Page) -> list[Passage]:
        """Return the passages of a page: of a brief one its beginning, and what is known against a source."""
        begun = [Passage("", page.title, page.description)] if page.spec.brief else []
        if begun and not getattr(page.record, "caution", None):
            return begun
        found = passages(page.content.html, page.title, self.edition.labelled(""))
        return [*begun, *(part for part in found if part.fragment == "caution")] if begun else found

    def href(self, page: Page) -> str:
        """Return the address of a page from the root of the site."""
        return self.settings.file(f"{self.edition.prefix}{page.address}")

    def pack(self, number: int) -> str:
        """Return the pages of a file, each as its address and its passages: their fragments, titles and texts."""
        pages = self.passages[number]
        shown = ((page, [[part.fragment, part.title, part.text] for part in parts]) for page, parts in pages)
        return compact([[self.href(page), parts] for page, parts in shown])

    def index(self) -> str:
        """Return the index as JSON; ``search-index.js`` says what each part of it is."""
        language = self.edition.formatter.language
        words = Words(WORD_PART.findall(fold(language.ignored or "")))
        named = names(self.relations, self.editions, self.edition)
        found = [(page, *titles_and_texts(page, parts, named)) for page, parts in chain.from_iterable(self.passages)]
        titles = Counter(title for _, texts, _ in found for title, _ in texts)
        numbers, pages = count(), []
        for page, texts, owners in found:
            signs = (1 if titles[title] <= MOST_ALIKE else -1 for title, _ in texts)
            counts = [words.add(next(numbers), *text) * sign for text, sign in zip(texts, signs, strict=True)]
            pages.append([page.spec.kind, page.spec.weight, counts, owners])
        content = {
            "pages": pages,
            "single": sum(not page.spec.brief for page in self.pages),
            "pack": PACK,
            "kinds": {page.spec.kind: self.edition.word(page.spec.kind) for page in self.pages},
            "ways": [[self.href(page), page.title, page.spec.kind] for page in self.pages if page.spec.main],
            "said": {word.removeprefix("search-"): self.edition.word(word) for word in SAID},
            "letters": LETTERS,
        }
        return compact(content | words.listed(stemmer(language.locale)))


def titles_and_texts(
    page: Page, parts: list[Passage], named: Mapping[tuple[str, str], list[str]]
) -> tuple[list[tuple[str, str]], list[int]]:
    """Return the titles and texts of the passages of a page and then their other names, and the number of each's.

    A date is a name too, and what differs in signs that a search ignores is no other name.
    """
    others = [
        (number, name)
        for number, part in enumerate(parts)
        for key, name in {fold(name): name for name in (part.date, *named[page.address, part.fragment])}.items()
        if key not in ("", fold(part.title))
    ]
    texts = [*((part.title, part.text) for part in parts), *((name, "") for _, name in others)]
    return texts, [number for number, _ in others]


class Words:
    """The words of some numbered passages: how each is spelt, and where it stands."""

    def __init__(self, ignored: Collection[str]):
        self.ignored = frozenset(ignored)
        """Words that say nothing about what a reader looks for: articles, prepositions, question words."""
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self.places: dict[str, dict[int, bool]] = defaultdict(dict)
        """By word, folded: the passages in which it stands, and whether in the title."""

    def add(self, number: int, title: str, text: str) -> int:
        """Add the words of a passage and return how many different ones are in its title."""
        for word, spelling in self.read(text):
            self.spellings[word][spelling] += 1
            self.places[word].setdefault(number, False)
        for word, spelling in (found := list(self.read(title))):
            self.spellings[word][spelling] += 1
            self.places[word][number] = True
        return len({word for word, spelling in found if WORD_PART.fullmatch(spelling)})

    def read(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the words of a text, folded and as they are spelt, but for those that are ignored."""
        for compound in COMPOUND.findall(unicodedata.normalize("NFC", text)):
            for word, part in words_in(compound):
                if word not in self.ignored:
                    yield word, part

    def listed(self, stem: Callable[[str], str]) -> dict[str, Any]:
        """Return the words in order as they are mostly spelt, their stems and their places, in few characters.

        A stem is the number of letters that the word has more, if it begins the word. Endings are those that several
        words have, each with what a stem has in its place. A place is twice the distance to the one before, and one
        more if it is in a title.
        """
        spelt, stems, places, endings = [], [], [], Counter[tuple[str, str]]()
        for word in sorted(self.places):
            spelling = max(sorted(self.spellings[word]), key=self.spellings[word].__getitem__)
            root = word if spelling.isupper() else "".join(WORD_PART.findall(fold(stem(spelling.lower()))))
            spelt.append(spelling)
            stems.append(len(word) - len(root) if word.startswith(root) else root)
            same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(word, root, strict=False))])
            endings[word[same:], root[same:]] += 1
            numbers = sorted(self.places[word].items())
            before = [0, *(number for number, _ in numbers)]
            steps = zip(numbers, before, strict=False)
            places.append("".join(digits(2 * (number - last) + title) for (number, title), last in steps))
        usual = [ending for ending, words in endings.items() if words >= USUAL]
        return {
            "ignored": " ".join(sorted(self.ignored)),
            "words": " ".join(spelt),
            "stems": stems,
            "endings": sorted(usual, key=lambda ending: len(ending[0]) - len(ending[1])),
            "places": " ".join(places),
        }


@lru_cache(20_000)
def words_in(compound: str) -> list[tuple[str, str]]:
    """Return the words in what a hyphen joins, folded and as they are spelt: its parts, and the whole of it.

    A number is one word, however its digits are set apart.
    """
    if re.fullmatch(GROUPED, compound):
        return [(number := "".join(WORD_PART.findall(compound)), number)]
    parts = WORD_PART.findall(compound)
    spelt = (*parts, compound) if len(parts) > 1 and not compound[0].isdigit() else parts
    found = (("".join(WORD_PART.findall(fold(part))), part) for part in spelt)
    return [(word, part) for word, part in found if len(word) > 1 or word.isdigit()]


def digits(value: int, mark: int = 0) -> str:
    """Return a number in few characters: digits of 32 values, of which all but the last are marked."""
    higher, lowest = divmod(value, 32)
    return (digits(higher, 32) if higher else "") + DIGITS[mark + lowest]


def stemmer(locale: str) -> Callable[[str], str]:
    """Return the function that takes endings off words of a language; ``str`` where Snowball does not know it."""
    try:
        stem: Callable[[str], str] = Stemmer.Stemmer(locale.partition("_")[0]).stemWord
    except KeyError:
        return str
    return stem
