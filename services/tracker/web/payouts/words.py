"""States and choices of a fiscal host in the words of its pages."""

from __future__ import annotations

from services.tracker.domain.payouts.records import Entry
from services.tracker.domain.payouts.states import (
    BatchState,
    EntryState,
    GroupState,
    LineOutcome,
    Meaning,
    PayeeState,
    PaymentState,
    ReceiptState,
    Way,
)
from services.tracker.usecases.payouts.see_streets import Show
from shared.wording.texts import gettext as _

PAYMENT_TONES = {PaymentState.PAID: "good", PaymentState.SENT: "wait", PaymentState.BATCHED: "wait"}
BATCH_TONES = {BatchState.MATCHED: "good", BatchState.EXPORTED: "wait", BatchState.DRAFT: "busy"}
RECEIPT_TONES = {ReceiptState.ACCEPTED: "good", ReceiptState.NEW: "busy"}


def way_choices() -> list[tuple[str, str, str]]:
    """The ways to pay a group, with what each means."""
    return [
        (Way.ADVANCE.value, _("Vooraf op de rekening"), _("De groep krijgt het geld en stuurt daarna bonnen.")),
        (Way.RECEIPTS.value, _("Na bonnen"), _("De groep schiet voor. U betaalt wat op goedgekeurde bonnen staat.")),
        (Way.CASH.value, _("Contant met handtekening"), _("Iemand tekent voor het geld.")),
    ]


def way_text(way: Way) -> str:
    """A way in words."""
    return next(text for value, text, __ in way_choices() if value == way.value)


def show_choices() -> list[tuple[str, str]]:
    """Which streets to show."""
    return [
        (Show.ALL.value, _("Alle straten")),
        (Show.MISSING.value, _("Bonnen ontbreken")),
        (Show.UNPAID.value, _("Nog niet alles betaald")),
        (Show.TO_CHECK.value, _("Bonnen om na te kijken")),
        (Show.CLOSED.value, _("Afgesloten")),
    ]


def payment_text(state: PaymentState) -> str:
    """Where a payment stands."""
    return {
        PaymentState.PLANNED: _("gepland"),
        PaymentState.BATCHED: _("wacht op akkoord"),
        PaymentState.SENT: _("bij de bank"),
        PaymentState.PAID: _("betaald"),
        PaymentState.CANCELLED: _("vervallen"),
    }[state]


def batch_text(state: BatchState) -> str:
    """Where a batch stands."""
    return {
        BatchState.DRAFT: _("wacht op een tweede persoon"),
        BatchState.APPROVED: _("goedgekeurd"),
        BatchState.EXPORTED: _("bestand is gemaakt"),
        BatchState.MATCHED: _("alles staat op het afschrift"),
        BatchState.CANCELLED: _("gestopt"),
    }[state]


def outcome_text(outcome: LineOutcome) -> str:
    """What became of one payment of a batch."""
    return {
        LineOutcome.OPEN: _("nog niet op een afschrift"),
        LineOutcome.PAID: _("betaald"),
        LineOutcome.RETURNED: _("teruggekomen"),
        LineOutcome.CANCELLED: _("gestopt"),
    }[outcome]


def payee_text(state: PayeeState) -> str:
    """Where a number stands."""
    return {
        PayeeState.PROPOSED: _("nog niet nagekeken door een tweede persoon"),
        PayeeState.VERIFIED: _("nagekeken"),
        PayeeState.REJECTED: _("afgekeurd"),
        PayeeState.REPLACED: _("vervangen door een nieuw nummer"),
    }[state]


def receipt_text(state: ReceiptState) -> str:
    """Where a receipt stands."""
    return {
        ReceiptState.NEW: _("nog nakijken"),
        ReceiptState.ACCEPTED: _("telt mee"),
        ReceiptState.REFUSED: _("telt niet mee"),
    }[state]


def group_text(state: GroupState) -> str:
    """Where a street stands."""
    return {GroupState.OPEN: _("loopt"), GroupState.CLOSED: _("afgesloten")}[state]


def entry_text(entry: Entry) -> str:
    """What a line of a statement is, or seems to be."""
    meanings = {
        Meaning.PAYMENT: _("betaling van ons"),
        Meaning.RETURN: _("betaling die terugkwam"),
        Meaning.INCOME: _("geld voor een regeling"),
        Meaning.MONEY_BACK: _("geld terug van een groep"),
    }
    said = meanings[entry.meaning] if entry.meaning else ""
    return {
        EntryState.SETTLED: said,
        EntryState.PROPOSED: _("lijkt op: %(what)s", what=said),
        EntryState.OPEN: _("niet herkend"),
        EntryState.ASIDE: _("opzij gelegd"),
    }[entry.state]


def return_text(code: str) -> str:
    """Why a bank sent a payment back, by its code (ISO 20022 external return reasons); the code itself when unknown."""
    return {
        "AC01": _("het rekeningnummer klopt niet"),
        "AC04": _("de rekening is opgeheven"),
        "AC06": _("de rekening is geblokkeerd"),
        "AG01": _("op deze rekening mag niet worden betaald"),
        "AM05": _("de betaling was dubbel"),
        "BE04": _("het adres van de ontvanger ontbreekt"),
        "FOCR": _("teruggehaald op verzoek"),
        "MD07": _("de ontvanger is overleden"),
        "MS02": _("de ontvanger weigerde het geld"),
        "MS03": _("de bank noemt geen reden"),
        "RC01": _("de code van de bank klopt niet"),
    }.get(code, code)
