"""When a new account number of who receives needs a check of its own, and when two names are one person's.

Changed numbers are how money is stolen. For large sums each number is checked by a second person and waits; for small
ones that would stop the work, and both hold for the batch that it is paid in.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.tracker.domain.payouts.records import Payee
from services.tracker.domain.payouts.states import PayeeState
from services.tracker.domain.texts import mark as _

WAITING = timedelta(hours=72)
CURRENT = frozenset({PayeeState.PROPOSED, PayeeState.VERIFIED})

HINDRANCES = {
    "not_current": _("Dit rekeningnummer geldt niet meer. Kies een ander, of vul een nieuw nummer in."),
    "second_person": _("Een tweede persoon moet dit rekeningnummer eerst nakijken."),
    "waiting": _("Dit rekeningnummer is nieuw en het bedrag is hoog. Wacht tot drie dagen na het invullen."),
}


@dataclass(frozen=True)
class Check:
    """What a number needs before money goes there."""

    second_person: bool
    waits: bool


def check_of(total_cents: int, limit_cents: int, *, same_holder: bool) -> Check:
    """What a number needs on which `total_cents` is paid in all, under the limit that the host set.

    Above the limit a second person and the waiting time; a holder who is not the contact person needs a second person
    whatever the amount.
    """
    above = total_cents > limit_cents
    return Check(second_person=above or not same_holder, waits=above)


def hindrance(payee: Payee, check: Check, now: datetime) -> str | None:
    """Why this number can't be paid now, as a code of HINDRANCES; None when it can."""
    if payee.state not in CURRENT:
        return "not_current"
    if check.second_person and payee.state is not PayeeState.VERIFIED:
        return "second_person"
    if check.waits and now < payee.proposed_at + WAITING:
        return "waiting"
    return None


def batch_waits_until(proposed_at: datetime, *, has_new_number: bool) -> datetime | None:
    """Until when a batch stays here: three days when a number in it was never checked and never paid before."""
    return proposed_at + WAITING if has_new_number else None


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, accents, points and initials before the surname."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    return first == second or (first[-1] == second[-1] and first[0][0] == second[0][0])


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()
