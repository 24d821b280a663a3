"""When mail to an address stops: rules without any storage."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import timedelta
from enum import StrEnum

SERIES = 5
"""So many refused mails within `SERIES_WITHIN` mean that an address does not work."""

SERIES_WITHIN = timedelta(days=10)


class Trouble(StrEnum):
    """What came back from a mail: nobody there, this mail did not get in, or its reader called it unwanted."""

    GONE = "gone"
    REFUSED = "refused"
    COMPLAINT = "complaint"


_NOBODY = (550, 551, 553)
_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")


def trouble_of_answer(code: int, text: str, *, at_recipient: bool) -> Trouble:
    """What the refusal of a mail server says about an address.

    The enhanced code in the text (RFC 3463) says more than the code: 5.1.x is about the address and 5.2.1 is a mailbox
    that was closed, but 5.2.2 is only full and 5.7.x is a rule of the receiver. `at_recipient` is whether the server
    refused the address itself, not the content.
    """
    if not at_recipient:
        return Trouble.REFUSED
    if found := _ENHANCED.search(text):
        gone = found[1] == "1" or (found[1], found[2]) == ("2", "1")
        return Trouble.GONE if gone else Trouble.REFUSED
    return Trouble.GONE if code in _NOBODY else Trouble.REFUSED


def stops(trouble: Trouble, refused_lately: int) -> bool:
    """Whether mail to the address ends; `refused_lately` counts this one too."""
    return trouble is not Trouble.REFUSED or refused_lately >= SERIES


def key_of(secret: bytes, address: str) -> str:
    """What stands for an address in our tables: without the secret nobody can tell which address it is."""
    return hmac.new(secret, b"mail address\0" + address.strip().casefold().encode(), hashlib.sha256).hexdigest()


def masked(address: str) -> str:
    """Enough of an address for who knows it already: `a•••@example.org`."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}"
