"""Receipts: which look like one another, and when a street can be closed."""

from __future__ import annotations

from collections.abc import Sequence

from services.tracker.domain.payouts.accounts import Account
from services.tracker.domain.payouts.records import Receipt
from services.tracker.domain.payouts.states import ReceiptState
from services.tracker.domain.texts import mark as _

CLOSING_REFUSALS = {
    "on_its_way": _("Er is nog geld onderweg of gepland. Wacht daarop, of stop die betaling."),
    "receipts_to_check": _("Er zijn nog bonnen die niemand heeft nagekeken. Doe dat eerst."),
    "needs_reason": _("Het geld en de bonnen zijn niet gelijk. Vul in waarom u de straat toch afsluit."),
}


def alike(receipt: Receipt, others: Sequence[Receipt]) -> list[Receipt]:
    """Other receipts of the host that may be the same one: the same photo, or in one group the same amount and words.

    Refused ones count too: what was refused for one street may be sent again for another.
    """
    return [one for one in others if one.id != receipt.id and (_same_file(receipt, one) or _same_facts(receipt, one))]


def refusal_to_close(account: Account, reason: str) -> str | None:
    """Why a street can't be closed now, as a code of CLOSING_REFUSALS."""
    if account.on_its_way or account.planned:
        return "on_its_way"
    if account.receipts_to_check:
        return "receipts_to_check"
    return "needs_reason" if account.left and not reason else None


def _same_file(one: Receipt, other: Receipt) -> bool:
    return one.digest is not None and one.digest == other.digest


def _same_facts(one: Receipt, other: Receipt) -> bool:
    if one.group_id != other.group_id or one.amount_cents is None or other.state is ReceiptState.REFUSED:
        return False
    return one.amount_cents == other.amount_cents and one.what.lower() == other.what.lower()
