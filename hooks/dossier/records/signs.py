"""Signs that look like others: spaces, hyphens, and the signs of ASCII in other widths."""

import re
import unicodedata
from urllib.parse import urlsplit

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Characters that look like a space and are none to YAML or in a name, as a part of a pattern."""
LOOKS_LIKE = re.compile(f"[{ODD_SPACES}\u2010-\u2015\u2212\ufe58\ufe63\uff01-\uff5e]")
"""Signs that look like a space, a hyphen or another sign of ASCII."""
HYPHENS = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
"""Dashes and other signs that look like a hyphen (by code)."""
ODD_QUOTES = "“”„«»‘’‚"  # the quotation marks of word processors
QUOTES = f"\"'{ODD_QUOTES}"  # all quotation marks


def plain_signs(value: str) -> str:
    """Return a value with the signs of ASCII in place of those that look like them, and no quotation marks around."""
    return unicodedata.normalize("NFKC", value).translate(HYPHENS).strip(f"{QUOTES} ")


def host(address: str) -> str:
    """Return the host of a web address, in the letters for which ``xn--`` stands; empty if it has none."""
    try:
        name = urlsplit(address).hostname or ""
        return re.sub(r"\bxn--([^.]*)", lambda label: label[1].encode().decode("punycode"), name)
    except ValueError:  # brackets that are not closed, or letters that no host can have
        return ""


def sign_name(sign: str) -> str:
    """Return a sign of ASCII as it is, and any other with its code and its name."""
    shown = f"{sign} " if sign.isprintable() else ""
    return sign if sign.isascii() else f"{shown}U+{ord(sign):04X} ({unicodedata.name(sign, 'no name').lower()})"
