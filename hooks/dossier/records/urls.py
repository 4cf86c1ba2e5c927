"""Web addresses, and what editors write in their place."""

import re

from .messages import Message, message
from .patterns import pattern_faults
from .signs import host
from .values import Scalar

WEB = ("https://", "http://", "mailto:")  # the beginning of the target of a link that leads away from the site
WRONG_SCHEME = message("must link to https:, http:, mailto: or a record")


class Url(Scalar):
    """A web address, with its scheme and its host; nothing that could pass for the host may come before it."""

    pattern = r'https?://[^\s<>"\\@/?#,;]+([/?#]([^\s<>"\\]*[^\s<>"\\,;])?)?'
    wanted = message("must be a web address that starts with https:// or http://")
    exists = staticmethod(lambda value: not re.search(r"…|\.{3}", value) and bool(host(value)))

    @classmethod
    def complaint(cls, value: str) -> Message:
        """Return the message about a wrong address: there are several, it has a space, or it leads to no page."""
        for _, wanted in pattern_faults("addresses", value):
            return wanted
        no_page = not re.search(r"[./@]", value) or re.match(r"file:|[A-Za-z]:[\\/]", value)
        return cls.wanted + message("; where a source has none, leave it out") if no_page else cls.wanted

    @classmethod
    def guess(cls, value: str) -> str:
        """Return the same address, of a page or of mail, with its scheme, without signs around it or a link's words."""
        value = re.sub(r"^\[[^\]]*\]\((\S+)\)$", r"\1", value.strip("<>,;"))
        value = re.sub(r"^(?:doi:? *)?(?=10\.\d{4,}/)", "https://doi.org/", value, flags=re.IGNORECASE)
        value = re.sub(r"^[\w-]+\.(?:md|ya?ml|html?)$", "", value)  # a file, which is no host
        if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value):
            return f"mailto:{value}"
        value = re.sub(r"^[htps]{3,6}[:;]?/+(?=[\w-]+\.)", "https://", value, flags=re.IGNORECASE)
        return value if cls.fits(value) else f"https://{value}" if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", value) else ""
