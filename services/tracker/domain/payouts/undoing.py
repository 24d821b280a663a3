"""When a mistake with money can still be put right: as long as nothing else was built on it."""

from __future__ import annotations

from services.tracker.domain.payouts.records import Entry, Line, Payment
from services.tracker.domain.payouts.states import EntryState, LineOutcome, Meaning, Means, PaymentState
from services.tracker.domain.texts import mark as _

REFUSALS = {
    "not_settled": _("Deze regel van het afschrift wacht al op u. U hoeft niets terug te draaien."),
    "group_closed": _("Deze straat is afgesloten. Open haar eerst weer."),
    "came_back_later": _("Deze betaling kwam daarna terug. Draai eerst de regel terug waarop dat staat."),
    "moved_on": _("Deze betaling is daarna opnieuw betaald of vervallen. Draai dat eerst terug, of stop die betaling."),
    "not_paid": _("Deze betaling is niet vastgelegd als gegeven. Er is niets terug te draaien."),
    "not_cash": _("Deze betaling ging via de bank. Draai de regel van het afschrift terug."),
}


def refusal_to_undo_entry(entry: Entry, line: Line | None, payment: Payment | None, *, closed: bool) -> str | None:
    """Why what a line of a statement is can't be undone now, as a code of REFUSALS."""
    if entry.state not in (EntryState.SETTLED, EntryState.ASIDE):
        return "not_settled"
    if closed:
        return "group_closed"
    if entry.meaning is Meaning.PAYMENT and line and line.outcome is not LineOutcome.PAID:
        return "came_back_later"
    if entry.meaning is Meaning.RETURN and payment and payment.state is not PaymentState.PLANNED:
        return "moved_on"
    return None


def refusal_to_undo_cash(payment: Payment, *, closed: bool) -> str | None:
    """Why cash that was signed for can't be undone now, as a code of REFUSALS."""
    if payment.means is not Means.CASH:
        return "not_cash"
    if payment.state is not PaymentState.PAID:
        return "not_paid"
    return "group_closed" if closed else None
