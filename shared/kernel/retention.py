"""How long what is kept: the one table. What removes things asks here, and the privacy page shows it.

Legal ground of the long terms: a decision can be withdrawn until five years after it was fixed (Awb 4:49 lid 3), and
books are kept for seven years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

YEAR = timedelta(days=365)


class Kept(StrEnum):
    """What is kept of people and their places."""

    ACCOUNT = "account"
    SIGN_INS = "sign_ins"
    SIGN_IN_CODES = "sign_in_codes"
    COUNTED_TRIES = "counted_tries"
    LEAVES = "leaves"
    SEARCHES = "searches"
    MESSAGE_TEXTS = "message_texts"
    MESSAGES_TOLD = "messages_told"
    SENT_TO_SYSTEMS = "sent_to_systems"
    SENT_LOG = "sent_log"
    FORM_KEYS = "form_keys"
    DRAFTS = "drafts"
    REFUSED = "refused"
    DOSSIERS = "dossiers"
    OWN_DATA_FILES = "own_data_files"
    LOG = "log"


class From(StrEnum):
    """What the term counts from."""

    MADE = "made"
    SIGNED_IN = "signed_in"
    ENDED = "ended"
    DELETED = "deleted"
    LAST_ROLE = "last_role"
    LAST_CHANGE = "last_change"
    DECIDED = "decided"
    SETTLED_YEAR = "settled_year"
    ERASED = "erased"


@dataclass(frozen=True)
class Term:
    """How long something is kept, and from when. `held` is by law: an erasure leaves it until then.

    None in `length` is: as long as what it is about.
    """

    length: timedelta | None
    counts_from: From
    held: bool = False


TERMS: Mapping[Kept, Term] = {
    Kept.ACCOUNT: Term(YEAR, From.LAST_ROLE),
    Kept.SIGN_INS: Term(timedelta(days=183), From.SIGNED_IN),
    Kept.SIGN_IN_CODES: Term(timedelta(days=1), From.MADE),
    Kept.COUNTED_TRIES: Term(timedelta(days=1), From.MADE),
    Kept.LEAVES: Term(YEAR, From.ENDED),
    Kept.SEARCHES: Term(timedelta(days=30), From.DELETED),
    Kept.MESSAGE_TEXTS: Term(timedelta(days=90), From.MADE),
    Kept.MESSAGES_TOLD: Term(2 * YEAR, From.MADE),
    Kept.SENT_TO_SYSTEMS: Term(timedelta(days=90), From.MADE),
    Kept.SENT_LOG: Term(timedelta(days=35), From.MADE),
    Kept.FORM_KEYS: Term(timedelta(days=7), From.MADE),
    Kept.DRAFTS: Term(YEAR, From.LAST_CHANGE),
    Kept.REFUSED: Term(2 * YEAR, From.DECIDED),
    Kept.DOSSIERS: Term(7 * YEAR, From.SETTLED_YEAR, held=True),
    Kept.OWN_DATA_FILES: Term(timedelta(days=7), From.MADE),
    Kept.LOG: Term(None, From.ERASED, held=True),
}


def kept_for(what: Kept) -> timedelta:
    """How long this is kept. Raises ValueError for what has no length of its own."""
    length = TERMS[what].length
    if length is None:
        raise ValueError(f"{what} is kept as long as what it is about")
    return length
