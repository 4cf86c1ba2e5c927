"""The single values that a record is made of: identifiers, references, dates, texts, countries.

Every value arrives as the text that stands in the YAML file and leaves checked, as a ``str`` of its own kind.
"""

import difflib
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self

from babel import Locale, localedata
from babel.core import get_global
from pydantic import ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, RootModel, ValidationInfo, model_validator
from pydantic_core import CoreSchema, core_schema

from .messages import CODE_LANGUAGE, Message, languages_of_messages, message
from .signs import HYPHENS, plain_signs
from .yaml_tables import yaml_table

OTHER_CODES = Path(__file__).with_name("language_codes.yml")
"""The table of other words by which editors call a language, by its code."""
ENGLISH = Locale(CODE_LANGUAGE)  # the Unicode CLDR in English: names of languages and of countries
BY_LANGUAGE = message("must give the text by language, such as {en: …}")  # the message about a text that is none
ALIASES = get_global("territory_aliases")  # the letters of countries by others that were in use or are (Unicode CLDR)
ALPHA_3 = {old: new[0] for old, new in ALIASES.items() if re.fullmatch("[A-Z]{3}", old)}
"""The two letters of a country by its three letters (Unicode CLDR)."""


@cache
def codes_by_name(what: str) -> dict[str, str]:
    """Return the codes of all ``languages`` or ``territories`` by their names in every language of the messages."""
    found: dict[str, str] = {}
    for language in languages_of_messages():
        for code, name in getattr(Locale(language), what).items():
            found.setdefault(Identifier.guess(name) or name, code)  # some have letters that an identifier has not
    return found


class NotRight(ValueError):
    """A value that is not what it must be; ``meant`` is what was probably meant, if one can tell."""

    def __init__(self, wanted: Message, meant: str):
        super().__init__(wanted)
        self.meant = meant


class Scalar(str):
    """A checked text: ``pattern`` is what it must match, ``wanted`` says so in words.

    The pattern is a regular expression that means the same in Python and in JSON Schema (ECMA-262).
    """

    pattern: ClassVar[str] = r"[\s\S]+"
    wanted: ClassVar[Message] = message("must not be empty")
    exists: ClassVar["staticmethod[[str], bool]"] = staticmethod(bool)
    """Tells whether a value that matches the pattern means something."""

    @classmethod
    def check(cls, value: str) -> Self:
        """Return the value as this type; ``NotRight`` with ``wanted`` if it cannot be."""
        if not cls.fits(value):
            plain = plain_signs(value)
            meant = filter(cls.fits, (plain, cls.guess(value), cls.guess(plain)))
            raise NotRight(cls.complaint(value), next(meant, ""))
        return cls(value)

    @classmethod
    def complaint(cls, value: str) -> Message:
        """Return the message about a value that is not right."""
        return cls.wanted

    @classmethod
    def fits(cls, value: str) -> bool:
        """Tell whether the value is right."""
        return re.fullmatch(cls.pattern, value) is not None and cls.exists(value)

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the value that was probably meant by one that is not right."""
        return ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.check, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        told = {"patternErrorMessage": str(cls.wanted)}  # by editors, instead of the pattern
        return {"title": cls.__name__, "type": "string", "pattern": f"^(?:{cls.pattern})$", **told}


class Line(Scalar):
    """A text that reads the same in every language: a symbol, an article number, a title as printed."""


class Locator(Line):
    """A place in a source that reads the same in every language: articles, pages, notes and their numbers."""

    pattern = r"(?:Art|p|n)\. N(?:[.(]\w+\)?|, N|[–-]N)*".replace("N", r"\d+(?: (?:bis|ter|quater))?")
    wanted = message("must be articles (Art. 3, 5), pages (p. 10) or notes (n. 7); say in 'part' what needs words")
    names_of_paragraph = r"§|(?:para?|párr|inc|apart|apdo|num|ali?n|lit|let)[^\W\d_]*\.?|al\.|n\.?º|pt\.|point|pont?o"
    paragraph = rf"(?<=[\drs)]),? *(?:{names_of_paragraph}) *(\d+|[a-z])\b\)?(?! *[-–])"

    @classmethod
    def complaint(cls, value: str) -> Message:
        """Return the message about a wrong place, or about two, which stand in one."""
        if re.search(r"(?i)[,;] *(?:art[a-zí]*|pp?|p[áa]g[a-z]*|nn?|not[ae]s?|fn)\.? *\d", value) and not cls.fits(
            cls.guess(value)
        ):
            return message("must be articles, or pages, or notes; name the source once for each of them")
        return cls.wanted

    @classmethod
    def guess(cls, value: str) -> str:
        """Return abbreviations, commas and brackets for the words: ``Art. 9, 10(1)`` for ``Articles 9 and 10 § 1``."""
        value = re.sub(r"(?<=\d)(?:\.?[ºª°]|ers?\b)", "", re.sub("premier", "1", value.strip(" .,;")))
        value = re.sub(r"[,;] *(?=\d)", ", ", re.sub(cls.paragraph, r"(\1)", value, flags=re.IGNORECASE))
        value = re.sub(r"(?<=\d) (?:to|a|à|até|al) (?=\d)", "–", re.sub(r" +(?=\()", "", value))
        for short, words in {"Art": r"art[^\W\d_]*", "p": r"pp?|p[áa]g[^\W\d_]*", "n": "nn?|fn|(foot)?not.s?"}.items():
            if found := re.match(rf"(?:{words})\.? *(?=\d)", value, re.IGNORECASE):
                further = rf"(?:,| (?:and|y|e|et|&)) (?:(?:{words})\.? )?(?=\d)"
                return f"{short}. " + re.sub(further, ", ", value[found.end() :], flags=re.IGNORECASE)
        return value


class Identifier(Scalar):
    """The name of a record, of a statement or of a word; for a record, its file name without ``.yml``."""

    pattern = r"[a-z0-9]+(-[a-z0-9]+)*"
    wanted = message("must be lower-case letters a to z and digits, joined by hyphens")

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the words without accents, in lower case, joined by hyphens, unless a letter would get lost."""
        letters = unicodedata.normalize("NFKD", value.lower().translate(HYPHENS))
        lost = any(letter.isalnum() and not letter.isascii() for letter in letters)
        return "" if lost else "-".join(re.findall("[a-z0-9]+", letters.encode("ascii", "ignore").decode()))


class WordName(Line):
    """The end of the name of a word of the interface; ``start`` is its beginning. A rule tells which there are."""

    start: ClassVar[str]


class OrganName(WordName):
    """An organ of the first party, for which ``interface.yml`` has a word: ``council`` for ``organ-council``."""

    start = "organ-"


class GroupName(WordName):
    """A heading of facts, for which ``interface.yml`` has a word: ``history`` for ``group-history``."""

    start = "group-"


class LanguageCode(Scalar):
    """A BCP 47 language code such as ``en`` or ``pt``."""

    pattern = r"[a-z]{2,3}(-[A-Za-z]{2,4})?"
    wanted = message("must be the code of a language, such as en or pt")
    exists = staticmethod(lambda value: value.partition("-")[0] in ENGLISH.languages)

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the code of a language that is given by its name, the start of it, or three letters."""
        name = value.casefold()
        called = (code for code, words in yaml_table(OTHER_CODES).items() if name in words)
        code = next(called, name.replace("_", "-"))
        if (named := codes_by_name("languages").get(Identifier.guess(value), "")) and cls.fits(named):
            return named
        names = {known.casefold(): code for code, known in ENGLISH.languages.items()}
        begun = [known for known in names if known.startswith(name)] or difflib.get_close_matches(name, names, 1, 0.85)
        found = names.get(name) or get_global("language_aliases").get(code, code)
        found = "-".join((found[:2], found[3:].upper())) if found[2:3] == "-" else found
        return names[begun[0]] if not cls.fits(found) and len(begun) == 1 else found


class Country(Scalar):
    """An ISO 3166 alpha-2 code that the Unicode CLDR has a name for: ``CR``."""

    pattern = "[A-Z]{2}"
    wanted = message("must be the two capital letters of a country, such as CR")
    exists = staticmethod(lambda value: value in ENGLISH.territories)

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the code of a country that is given by its name, by its three letters, or with a sign after it."""
        name, code = Identifier.guess(value), value.strip(" .,;").upper()
        named = codes_by_name("territories")
        return named.get(name) or named.get(name.removeprefix("the-")) or ALIASES.get(code, [code])[0]


class CountryKey(Identifier):
    """The two letters of a country in lower case, as the identifier of a record: ``cr``."""

    pattern = "[a-z]{2}"
    wanted = message("must be the two letters of a country in lower case, such as cr")
    exists = staticmethod(lambda value: value.upper() in ENGLISH.territories)

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the code in lower case."""
        return Country.guess(value).lower()


class Alpha3(Scalar):
    """An ISO 3166 alpha-3 code: ``CRI``."""

    pattern = "[A-Z]{3}"
    wanted = message("must be the three capital letters of a country, such as CRI")
    exists = staticmethod(lambda value: value in ALPHA_3)

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the code of a country that is given by its name or its two letters."""
        code = Country.guess(value)
        return next((three for three, two in ALPHA_3.items() if two == code), value.upper())


class LocaleName(Scalar):
    """A locale of the Unicode CLDR: ``en_GB``."""

    pattern = r"[a-z]{2,3}(_[A-Za-z]+)*"
    wanted = message("must be a locale of the Unicode CLDR, such as en_GB or es")
    exists = staticmethod(localedata.exists)

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the locale with an underscore in place of a hyphen, or its language alone."""
        return next(filter(cls.fits, (value.replace("-", "_"), re.split("[-_]", value)[0].lower())), "")


class Reference(Scalar):
    """The identifier of another record; ``collection`` says where that record is kept."""

    collection: ClassVar[str]

    @property
    def path(self) -> tuple[str, ...]:
        """The place of the record: the collection and the identifier, or the name of its file."""
        return tuple(f"{self.collection}/{self}".strip("/").split("/"))


class PartyRef(Reference):
    """The name of its file in data/parties, without .yml."""

    collection = "parties"


class InstrumentRef(Reference):
    """The name of its file in data/instruments, without .yml."""

    collection = "instruments"


class SourceRef(Reference):
    """The name of its file in data/sources, without .yml."""

    collection = "sources"


class MethodRef(Reference):
    """The identifier of a method in ``methods.yml``."""

    collection = "methods"


class RecordRef(Reference):
    """Any record that has a name, as ``collection/identifier`` or its file alone: ``parties/bank``, ``agreement``."""

    collection = ""


class PageRef(Scalar):
    """A page made from the data: that of a record, ``parties/bank``, or of a whole file or folder, ``events``."""

    pattern = r"[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*)?"
    wanted = message(
        "must be the page of a record, such as parties/bank, or of a file or folder of the data, such as events"
    )

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the page without slashes around it and without the ending of a file."""
        return re.sub(r"^(?:[a-z]{2}/|data/)|(?:/index)?\.(?:yml|md|html)$|#.*", "", value.lower().strip("/"))

    @property
    def path(self) -> tuple[str, ...]:
        """The place of what the page shows: the collection and the identifier, or the collection alone."""
        return tuple(self.split("/"))


class LocalText(RootModel[dict[LanguageCode, Line]]):
    """A text by language."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _by_language(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError(BY_LANGUAGE)
        return value


class Text(LocalText):
    """A plain text in one or more languages: ``{en: Evidence, es: Prueba}``. The site's first one must be there."""

    model_config = ConfigDict(json_schema_extra={"required": [CODE_LANGUAGE]})

    @model_validator(mode="after")
    def _has_default_language(self, info: ValidationInfo) -> Self:
        language = (info.context or {}).get("language", CODE_LANGUAGE)
        if language not in self.root:
            got = ", ".join(self.root) or message("none")
            wanted = message("must have the language {language}", language=language)
            raise ValueError(wanted + message(", got {got}; add it", got=got))
        return self


class Prose(Text):
    """A text with a little Markdown: emphasis, lists, and links to ``https:``, ``mailto:`` or records.

    A record is linked by its reference: ``[its statute](instruments/statute)``.
    """
