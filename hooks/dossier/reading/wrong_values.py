"""The errors that pydantic finds in a record, in an editor's words: what must be, what was got, and the cure."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..records.collections import OF_KEY, KeyPath
from ..records.fields import FieldType, choices, is_a, type_at
from ..records.messages import Message, either, message, together
from ..records.statements import Citation, Model, Statement
from ..records.suggest import called, meant, nearest
from ..records.values import LanguageCode, Line, Locator, Scalar
from ..records.yaml_tables import yaml_table
from .drafts import DRAFT

WANTED: Mapping[str, str] = yaml_table(Path(__file__).with_suffix(".yml"))
"""The words for each type of pydantic's errors: what must be."""
ABSENCES = choices(Statement, "absent")  # the words for the reasons why a statement has no value
MOST_FIELDS = 40  # names of fields that a message lists: all that a record may have
Complaint = tuple[Message, str]  # what must be, and the cure, which may be empty


class Error:
    """An error that pydantic found in a record."""

    def __init__(self, model: type[Model], error: Any, meant: str):
        self.kind: str = error["type"]  # its type, as pydantic calls it
        self.place: KeyPath = tuple(part for part in error["loc"] if part != OF_KEY)  # the keys that lead to it
        self.of_key = self.kind == "extra_forbidden" or error["loc"][-1:] == (OF_KEY,)  # and not of the value
        self.got: Any = error["input"]
        self.context: Mapping[str, Any] = error.get("ctx", {})
        self.text: str = error["msg"]  # the words of pydantic
        self.model = model  # that of the record
        self.meant = meant  # the field that was probably meant by a name that is not known

    @property
    def wanted(self) -> Message:
        """The words for its type."""
        return message(WANTED[self.kind], **self.context) if self.kind in WANTED else together([self.text])

    @property
    def type(self) -> FieldType:
        """The type of what must be there."""
        return type_at(self.model, self.place)


def complaint_about(error: Error) -> Complaint:
    """Return the message of what must be in the place of an error, and the cure."""
    complain = COMPLAINTS.get(error.kind)
    wanted, cure = complain(error) if complain else (error.wanted, "")
    absent, unknown = "absent" in type_at(error.model, error.place[:-1]).fields, error.kind == "extra_forbidden"
    reason = error.got if error.got in ABSENCES else called(str(error.got), ABSENCES if absent and not cure else ())
    if reason and (not unknown or (absent and error.meant in ("", "note"))):
        cure = message("; what is not there is said by 'absent: {reason}'", reason=reason)
    return wanted, cure


def got_instead(error: Error) -> str:
    """Return the words for the value that stands there instead; none where they would tell nothing."""
    if error.kind in ("missing", "too_short", "too_long", "extra_forbidden"):
        return ""
    if isinstance(error.got, str):
        return message(", got {got}", got=repr(error.got))
    if isinstance(error.got, list):
        return message(", got a list")
    return message(", got a map") if error.kind in ("string_type", "tuple_type") else ""


# A function for each type of pydantic's errors of which there is more to say than what must be


def not_right(error: Error) -> Complaint:
    """Complain of a value that one of our own types or models refused."""
    found = error.context["error"]
    guess = getattr(found, "meant", "")
    if error.of_key and found.args[0] == LanguageCode.wanted:
        guess = guess.partition("-")[0]
    return found.args[0], meant(guess)


def no_option(error: Error) -> Complaint:
    """Complain of a word that is none of those that a field may have."""
    options = [option.strip("' ") for option in error.context["expected"].replace(" or ", ",").split(",")]
    return message("must be one of {options}", options=", ".join(options)), nearest(str(error.got), options, 0)


def not_known(error: Error) -> Complaint:
    """Complain of a field that must not be there."""
    if str(error.place[-1]).endswith(":"):
        return message("must have one colon"), ""
    if not error.meant and str(error.place[-1]).lower() == DRAFT:
        return error.wanted, meant(DRAFT)
    if error.meant == "at" and (place := place_meant(str(error.place[-1]), error.got)):
        return error.wanted, meant(f"at: {place}")
    fields = type_at(error.model, error.place[:-1]).fields
    return error.wanted, meant(error.meant) or nearest("", fields, MOST_FIELDS)


def place_meant(name: str, value: Any) -> str:
    """Return the place in a source that stands under a name such as ``article``; empty if it is none."""
    numbers = ", ".join(map(str, value if isinstance(value, list) else [value]))
    return next(filter(Locator.fits, map(Locator.guess, (numbers, f"{name} {numbers}"))), "")


def too_short(error: Error) -> Complaint:
    """Complain of a list with too few entries, which are perhaps not divided."""
    one_entry = any(" " in str(entry) for entry in error.got)
    return error.wanted, message("; put a comma between the entries") if one_entry else ""


def no_list(error: Error) -> Complaint:
    """Complain of something in the place of a list: it may be one entry of it, or several in one text."""
    got, fields, kind = error.got, error.type.inner.fields, error.type.kind
    if kind is Citation and called(str(got), ABSENCES):
        return error.wanted, message("; a statement without a source must be left out")
    if isinstance(got, dict) and got.keys() <= fields.keys():
        return error.wanted, message("; put a hyphen before the first field, or [ ] around the braces")
    if fields and kind is not Citation:
        required = [name for name in fields if fields[name].required]
        shown = [required] if required else [[*fields][:2], [*fields][2:]]  # a person, or a body
        lists = either(f"[{{{', '.join(f'{name}: …' for name in names)}}}]" for names in shown)
        return message("must be a list, such as {entry}", entry=lists), nearest("", fields)
    divided = r"\W+" if kind is int else " *[,;] *| (?:and|y|e|et) "
    entries = re.split(divided, got.strip("()[]–—•* ")) if isinstance(got, str) else []
    return error.wanted, meant(f"[{', '.join(entries)}]" if entries else "")


def no_part(error: Error) -> Complaint:
    """Complain of something in the place of a map or of fields: it may be the value of a statement."""
    kind, got = error.type.kind, error.got
    if isinstance(got, list | str) and LanguageCode in error.type.around and not error.type.inner.fields:
        return message("must have a list for each language, such as {en: [one, two]}"), ""
    if not error.type.around and is_a(kind, Statement) and kind.values and isinstance(got, str):
        reason, fields = called(got, ABSENCES), error.type.fields
        line = next((f"{name}: {got}" for name in kind.values if fields[name].fits(got)), f"{kind.values[0]}: …")
        line = f"absent: {reason}" if reason else line
        return error.wanted, message("; write '{line}' on a line of its own below, and 'sources'", line=line)
    return error.wanted, brackets_or_hyphens(error) + nearest("", error.type.fields)


def brackets_or_hyphens(error: Error) -> Message:
    """Return the cure for a list in the place of fields; empty if it is unknown what was meant."""
    got, one = error.got, error.kind == "model_type"
    if isinstance(got, list) and len(got) == 1 and (one or isinstance(got[0], dict)):
        return message("; delete the hyphen or the brackets")
    if not isinstance(got, list) or not all(isinstance(entry, dict) for entry in got):
        return message("")
    return message("; delete the hyphens, or put braces in place of the brackets: { }")


def no_text(error: Error) -> Complaint:
    """Complain of a map or a list in the place of a text."""
    kind, cure = error.type.kind, ""
    own = getattr(kind, "wanted", Scalar.wanted)
    if isinstance(error.got, dict) and any(map(LanguageCode.fits, error.got)):
        same = message("; it is the same in all languages, give it without {en: …}")
        cure = message("; give the language once") if LanguageCode.fits(str(error.place[-1])) else same
    elif isinstance(error.got, list) and kind is Locator:
        cure = meant(place_meant("article", error.got))
    elif isinstance(error.got, list) and kind in (Line, str):
        cure = message("; if the brackets or hyphens belong to the text, put it in quotation marks, else delete them")
    elif isinstance(error.got, list):
        cure = message("; give one, without hyphen and brackets")
    return error.wanted if own == Scalar.wanted else own, cure


COMPLAINTS: Mapping[str, Callable[[Error], Complaint]] = {
    "value_error": not_right,
    "literal_error": no_option,
    "extra_forbidden": not_known,
    "too_short": too_short,
    "dict_type": no_part,
    "model_type": no_part,
    "tuple_type": no_list,
    "string_type": no_text,
}
"""The functions by type of error."""
