"""Money in words: what was done, and what is not as agreed with what to do about it."""

from __future__ import annotations

from services.tracker.domain.instalments.plans import WHEN_LABELS
from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.standing import Standing
from services.tracker.domain.instalments.states import InstalmentState
from shared.wording.dates import month as month_text
from shared.wording.money import euros
from shared.wording.texts import gettext as _

TONES = {
    InstalmentState.PLANNED: "quiet",
    InstalmentState.DUE: "wait",
    InstalmentState.ORDERED: "wait",
    InstalmentState.FAILED: "bad",
    InstalmentState.PAID: "wait",
    InstalmentState.CONFIRMED: "good",
    InstalmentState.CANCELLED: "quiet",
}
"""How the page kit draws each state."""

__all__ = ["TONES", "difference_text", "instalment_name", "money_done", "month_text", "not_agreed_text"]


def instalment_name(instalment: Instalment) -> str:
    """What an instalment is called."""
    return instalment.label or _(WHEN_LABELS[instalment.comes])


def difference_text(instalment: Instalment) -> str:
    """What came too much or too little; empty when it is right, or still being waited for."""
    difference = instalment.difference_cents
    if difference < 0:
        return _("Er kwam %(less)s minder dan afgesproken. Vraag de gever waarom.", less=euros(-difference))
    if difference > 0 and not instalment.amount_cents:
        return _("Dit geld was niet aangekondigd. Vraag de gever waar het voor is.")
    if difference > 0:
        return _("Er kwam %(more)s meer dan afgesproken. Vraag de gever waarom.", more=euros(difference))
    return ""


def not_agreed_text(sums: Standing) -> str:
    """What is to come without an agreement on it, or was agreed and is too much."""
    if sums.not_agreed > 0:
        return _("Van %(amount)s weet u nog niet wanneer het komt. Vraag het de gever.", amount=euros(sums.not_agreed))
    if sums.not_agreed < 0:
        more = euros(-sums.not_agreed)
        return _("De betalingen zijn samen %(amount)s meer dan wat nog komt. Pas ze aan.", amount=more)
    return ""


def money_done(event: str) -> str:
    """What was done with the money, as it stands in the timeline; the code itself for anything else."""
    return {
        "money_planned": _("Opgeschreven hoe het geld komt"),
        "money_letter_sent": _("De getekende brief teruggestuurd"),
        "money_due": _("Er is nu geld te verwachten"),
        "money_rescheduled": _("Dag of naam van een betaling aangepast"),
        "money_order": _("De gever gaf opdracht om te betalen"),
        "money_pay": _("De gever zegt dat er is betaald"),
        "money_fail": _("Het betalen mislukte"),
        "money_retry": _("De gever gaat opnieuw betalen"),
        "money_cancel": _("Een betaling komt niet meer"),
        "money_received": _("Er kwam geld binnen"),
        "money_taken_back": _("Een verkeerd bedrag weggehaald"),
        "account_changed": _("Het rekeningnummer van de plek veranderde"),
    }.get(event, event)
