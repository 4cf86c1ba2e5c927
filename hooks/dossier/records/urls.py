"""Web addresses, and what editors write in their place."""

from __future__ import annotations

import re

from .messages import Message, message
from .signs import host
from .values import Scalar


class Url(Scalar):
    """A web address, with its scheme and its host; nothing that could pass for the host may come before it."""

    pattern = r'https?://[^\s<>"\\@/?#,;]+([/?#]([^\s<>"\\]*[^\s<>"\\,;])?)?'
    wanted = message("must be a web address that starts with https:// or http://")
    exists = staticmethod(lambda value: bool(host(value)))

    @classmethod
    def told(cls, value: str) -> Message:
        """Return what is wrong with an address: there are several, or it has a space."""
        if value.count("://") > 1:
            return message("must be one web address, got several; keep one, and make a source for each other page")
        if re.match(r"https?://[^/?#]*[@\\]", value):
            return message("must not have @ or \\ in its host, which hide where it leads; delete all up to it")
        with_space = re.search(r"^http\S+\s", value)
        return message("must not have a space; delete it or write %20") if with_space else cls.wanted

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the same address with its scheme, and without the signs around it."""
        value = re.sub(r"^https?:?/+(?=[\w-]+\.)", "https://", value.strip("<>,;"))
        return value if cls.fits(value) else f"https://{value}" if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", value) else ""
