"""What a document can be: the papers that sources ask for (code list papers), and a few of the tracker itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from services.tracker.domain.texts import mark as _

DECISION_LETTER = "decision_letter"
PARTNER_SIGNATURE = "partner_signature"
OTHER = "other"

OWN_KINDS: Mapping[str, str] = {
    DECISION_LETTER: _("brief van de gever"),
    PARTNER_SIGNATURE: _("handtekening van een partner"),
    OTHER: _("iets anders"),
}

MOST_MONTHS: Mapping[str, tuple[int, str]] = {
    "kvk_extract": (12, _("Gevers willen meestal een uittreksel van hooguit 12 maanden oud.")),
    "bank_statement": (3, _("Gevers willen zien dat de rekening nu van u is.")),
    "annual_accounts": (24, _("Gevers vragen de cijfers van het laatste jaar.")),
    "annual_report": (24, _("Gevers vragen het verslag van het laatste jaar.")),
    "quotes": (6, _("Prijzen veranderen. Een offerte geldt meestal maar kort.")),
}
"""How old a paper may be, in months after the date on it, and why. Papers that are not here do not age."""


WARN_AHEAD = timedelta(days=30)
"""How long before a paper is too old somebody is asked to get a new one."""


def good_until(kind: str, issued_on: date) -> date | None:
    """The last day on which givers take a paper of this date; None when such papers do not age."""
    return _months_after(issued_on, MOST_MONTHS[kind][0]) if kind in MOST_MONTHS else None


def ageing_since(kind: str, today: date) -> date:
    """A paper of this kind (one that ages) with this date on it or an earlier one is too old soon, or already."""
    return _months_after(today + WARN_AHEAD, -MOST_MONTHS[kind][0])


def age_in_months(issued_on: date, today: date) -> int:
    """Whole months since the date on a paper."""
    months = (today.year - issued_on.year) * 12 + today.month - issued_on.month
    return months - (today.day < issued_on.day)


def too_old(kind: str, issued_on: date | None, today: date) -> int | None:
    """The age in months of a paper that is older than givers take; None when it is fine or its date is not known."""
    if issued_on is None or kind not in MOST_MONTHS:
        return None
    months, most = age_in_months(issued_on, today), MOST_MONTHS[kind][0]
    # A paper of exactly the limit is still good; a day more is not.
    over = months > most or (months == most and issued_on.day != today.day)
    return months if over else None


def _months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
