"""What a line of a bank statement is: by our own mark, else (as a proposal) by amount, number and name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.tracker.domain.payouts.numbers import same_name
from services.tracker.domain.payouts.records import Batch, Entry, Line
from services.tracker.domain.payouts.states import AT_BANK, EntryState, LineOutcome, Meaning
from services.tracker.domain.texts import mark as _


@dataclass(frozen=True)
class Found:
    """What a line of a statement is. A person confirms what is only proposed."""

    state: EntryState
    meaning: Meaning | None = None
    line_id: str | None = None
    group_id: str | None = None
    scheme: str = ""


MATCHABLE = frozenset({LineOutcome.OPEN, LineOutcome.PAID})
"""A payment that is paid can still come back."""

NOTHING = Found(EntryState.OPEN)

FITTING = {
    Meaning.PAYMENT: frozenset({LineOutcome.OPEN}),
    Meaning.RETURN: MATCHABLE,
}
"""From which outcome of a payment it can be paid, or come back."""

MISFITS = {
    "does_not_fit": _("Deze betaling past niet bij deze regel. Het bedrag moet gelijk zijn."),
    "not_sent": _("Deze betaling ging nog niet naar de bank, of ze is gestopt. Kies een andere."),
    "already_matched": _(
        "Deze betaling staat al op een andere regel van een afschrift. Klopt die regel niet? Draai hem eerst terug."
    ),
}
"""Why a payment is not what a line of a statement says, by code."""


def misfit(entry: Entry, line: Line, batch: Batch, meaning: Meaning) -> str | None:
    """Why this line of a batch can't be what the line of the statement says, as a code of MISFITS."""
    if line.place_id != entry.place_id or line.amount_cents != entry.amount_cents:
        return "does_not_fit"
    # A batch that did not go to the bank can still go: its payment would be paid twice.
    if batch.state not in AT_BANK or line.outcome is LineOutcome.CANCELLED:
        return "not_sent"
    return None if line.outcome in FITTING[meaning] else "already_matched"


def find(entry: Entry, lines: Collection[Line], group_of_iban: Mapping[str, str], schemes: Collection[str]) -> Found:
    """What this entry is, in the light of the lines that may still be matched.

    `group_of_iban` says which group a number receives for (only where that is one group).
    """
    if entry.incoming:
        return _came_in(entry, lines, group_of_iban, schemes)
    open_ones = [line for line in lines if line.outcome is LineOutcome.OPEN]
    return _of_line(entry, open_ones, Meaning.PAYMENT)


def _came_in(
    entry: Entry, lines: Collection[Line], group_of_iban: Mapping[str, str], schemes: Collection[str]
) -> Found:
    sent = [line for line in lines if line.outcome in MATCHABLE]
    ours = any(line.end_to_end_id == entry.end_to_end_id for line in sent)
    if entry.returned or ours:
        return _of_line(entry, sent, Meaning.RETURN)
    if group_id := group_of_iban.get(entry.iban):
        return Found(EntryState.PROPOSED, Meaning.MONEY_BACK, group_id=group_id)
    words = entry.text.lower()
    named = [scheme for scheme in schemes if scheme and scheme.lower() in words]
    return Found(EntryState.PROPOSED, Meaning.INCOME, scheme=named[0]) if len(named) == 1 else NOTHING


def _of_line(entry: Entry, lines: Collection[Line], meaning: Meaning) -> Found:
    by_mark = [line for line in lines if entry.end_to_end_id and line.end_to_end_id == entry.end_to_end_id]
    if by_mark:
        line = by_mark[0]
        # Our own mark with another amount is no payment of ours as we know it: a person looks.
        exact = line.amount_cents == entry.amount_cents
        return Found(EntryState.SETTLED, meaning, line.id, line.group_id) if exact else NOTHING
    alike = [
        line
        for line in lines
        if line.amount_cents == entry.amount_cents and line.iban == entry.iban and same_name(line.holder, entry.name)
    ]
    if len(alike) != 1:
        return NOTHING
    return Found(EntryState.PROPOSED, meaning, alike[0].id, alike[0].group_id)
