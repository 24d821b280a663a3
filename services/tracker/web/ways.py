"""The ways from the start page to what else a place has here."""

from __future__ import annotations

from flask import url_for

from services.tracker.domain.texts import mark as _
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may_anywhere
from shared.wording.texts import gettext

DRAFTS = Resource.APPLICATION_DRAFT

WAYS = (
    (_("Kalender"), _("alle termijnen, per week"), "calendar", Right(Resource.DEADLINE, Action.READ)),
    (_("Taken"), _("wat u nog moet doen"), "list_tasks", Right(DRAFTS, Action.READ)),
    (_("Activiteiten"), _("schrijf op wat uw plek deed"), "activities", Right(Resource.REPORT, Action.READ)),
    (
        _("Documenten"),
        _("statuten, uittreksel, offertes"),
        "list_documents",
        Right(DRAFTS, Action.READ),
    ),
    (_("Geld"), _("wat kwam en wat nog komt"), "place_money", Right(Resource.INSTALMENT, Action.READ)),
    (_("Rekeningnummer"), _("waar het geld naartoe gaat"), "bank_account", Right(Resource.BANK_ACCOUNT, Action.READ)),
    (_("Afspraken met partners"), _("wat u elkaar belooft"), "agreements", Right(Resource.AGREEMENT, Action.READ)),
    (_("Samen aanvragen"), _("waaraan u meedoet"), "joint_applications", Right(DRAFTS, Action.READ)),
    (_("Uitbetalen"), _("aan straten en groepen"), "list_payouts", Right(Resource.PAYOUT, Action.READ)),
    (
        _("Overdragen"),
        _("geef uw werk aan iemand anders"),
        "handover",
        Right(DRAFTS, Action.UPDATE),
    ),
    (_("Meenemen"), _("uw aanvragen als bestand"), "export_page", Right(Resource.EXCHANGE, Action.EXPORT)),
)
"""Name, what is there, the page, and the right without which it is not shown."""


def ways_for(actor: Actor) -> list[tuple[str, str, str]]:
    """The ways that this person may go: name, note and address."""
    return [
        (gettext(name), gettext(note), url_for(f"pages.{endpoint}"))
        for name, note, endpoint, right in WAYS
        if may_anywhere(actor, right)
    ]
