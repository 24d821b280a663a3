"""Whether two people may be one, and whether an account bears the right name.

The people database knows names and mail addresses, no phones and no postal addresses: two accounts of one person show
by a mailbox that is the same behind different addresses (`bea+2@...`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_LEGAL_FORMS = frozenset({"stichting", "st", "vereniging", "ver", "cooperatie", "bv", "ua"})
_WITHOUT_DOTS = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True)
class Identity:
    """What tells one person from another."""

    person_id: str
    name: str
    email: str


class Likeness(StrEnum):
    """How much two people look like one. `alike` is no accusation: couples share a mailbox."""

    OTHER = "other"
    ALIKE = "alike"
    SAME = "same"


def likeness(first: Identity, second: Identity) -> Likeness:
    """The same person with the same mailbox and the same name; one of the two alone asks for a second look."""
    if first.person_id == second.person_id:
        return Likeness.SAME
    same_box = _mailbox(first.email) == _mailbox(second.email)
    same_name = bool(first.name) and _plain(first.name) == _plain(second.name)
    if same_box and same_name:
        return Likeness.SAME
    return Likeness.ALIKE if same_box or same_name else Likeness.OTHER


def same_holder(holder: str, names: Iterable[str]) -> bool:
    """Whether the name on the account is one of these names; legal forms, accents and signs do not count."""
    wanted = _name_words(holder)
    return bool(wanted) and any(_name_words(name) == wanted for name in names)


def _mailbox(email: str) -> str:
    local, _at, domain = email.casefold().rpartition("@")
    local = local.partition("+")[0]
    return f"{local.replace('.', '') if domain in _WITHOUT_DOTS else local}@{domain}"


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(sign for sign in split if not unicodedata.combining(sign))))


def _name_words(name: str) -> tuple[str, ...]:
    # "B.V." falls apart into single letters; put such runs together before the legal forms are dropped.
    joined = re.sub(r"\b(\w) (?=\w\b)", r"\1", _plain(name))
    return tuple(word for word in joined.split() if word not in _LEGAL_FORMS)
