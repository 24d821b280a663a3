"""The account of one street to the cent: what it was given, what it spent, what is left; and what may still be paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.tracker.domain.payouts.records import Entry, Group, Payment, Receipt
from services.tracker.domain.payouts.states import EntryState, GroupState, Meaning, PaymentState, ReceiptState, Way
from services.tracker.domain.texts import mark as _

LIVE = frozenset({PaymentState.PLANNED, PaymentState.BATCHED, PaymentState.SENT, PaymentState.PAID})
ON_ITS_WAY = frozenset({PaymentState.BATCHED, PaymentState.SENT})

REFUSALS = {
    "group_closed": _("Deze straat is afgesloten. Open haar eerst weer."),
    "above_award": _("Samen wordt dit meer dan de toekenning. Maak het bedrag lager."),
    "receipts_first": _(
        "Deze groep krijgt geld na bonnen. Er zijn nog niet genoeg bonnen goedgekeurd voor dit bedrag."
    ),
}


@dataclass(frozen=True)
class Account:
    """The figures of a street, in cents. `left` is below zero when the group spent more than it received."""

    awarded: int
    received: int
    on_its_way: int
    planned: int
    spent: int
    money_back: int
    receipts_to_check: int
    receipts_without_amount: int

    @property
    def left(self) -> int:
        """What the group received and has not accounted for."""
        return self.received - self.spent - self.money_back

    @property
    def receipts_missing(self) -> int:
        """For how much there is no accepted receipt, 0 when all is accounted for."""
        return max(0, self.left)

    @property
    def still_to_pay(self) -> int:
        """What of the award is not paid and not on its way."""
        return self.awarded - self.received - self.on_its_way


def account_of(
    group: Group, payments: Iterable[Payment], receipts: Iterable[Receipt], entries: Iterable[Entry]
) -> Account:
    """Adds up what belongs to one street."""
    paid = list(payments)
    shown = list(receipts)
    accepted = [one for one in shown if one.state is ReceiptState.ACCEPTED]
    waiting = [one for one in shown if one.state is ReceiptState.NEW]
    back = [one for one in entries if one.state is EntryState.SETTLED and one.meaning is Meaning.MONEY_BACK]
    return Account(
        awarded=group.amount_cents,
        received=_sum(paid, frozenset({PaymentState.PAID})),
        on_its_way=_sum(paid, ON_ITS_WAY),
        planned=_sum(paid, frozenset({PaymentState.PLANNED})),
        spent=sum(one.amount_cents or 0 for one in accepted),
        money_back=sum(one.amount_cents for one in back),
        receipts_to_check=len(waiting),
        receipts_without_amount=sum(one.amount_cents is None for one in waiting),
    )


def refusal_to_plan(group: Group, account: Account, amount_cents: int, *, closed: bool) -> str | None:
    """Why this much can't be planned for a group, as a code of REFUSALS; None when it can."""
    if closed:
        return "group_closed"
    live = account.received + account.on_its_way + account.planned
    if live + amount_cents > group.amount_cents:
        return "above_award"
    if group.way is Way.RECEIPTS and live + amount_cents > account.spent:
        return "receipts_first"
    return None


def to_plan(group: Group, account: Account) -> int:
    """What can be planned for a group by bank without asking further, in cents: the rest, or what receipts cover."""
    if group.way is Way.CASH or group.state is GroupState.CLOSED:
        return 0
    most = group.amount_cents if group.way is Way.ADVANCE else min(group.amount_cents, account.spent)
    return max(0, most - account.received - account.on_its_way - account.planned)


def shares(total_cents: int, people: int) -> list[int]:
    """The total over so many people in whole cents; the last takes the rounding."""
    each = total_cents // people
    return [each] * (people - 1) + [total_cents - each * (people - 1)]


def _sum(payments: Iterable[Payment], states: frozenset[PaymentState]) -> int:
    return sum(one.amount_cents for one in payments if one.state in states)
