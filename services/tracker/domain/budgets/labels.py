"""The words of a budget on the screen, by code: Dutch texts that are the keys of their translations."""

from __future__ import annotations

from collections.abc import Mapping

from services.tracker.domain.budgets.records import CoverKind, CoverState, FreezeReason, Vat
from services.tracker.domain.texts import mark as _

VAT_LABELS: Mapping[Vat, str] = {
    Vat.NOT_BACK: _("Nee"),
    Vat.BACK_HIGH: _("Ja, 21 % btw"),
    Vat.BACK_LOW: _("Ja, 9 % btw"),
}

COVER_LABELS: Mapping[CoverKind, str] = {
    CoverKind.APPLICATION: _("Aanvraag"),
    CoverKind.OWN: _("Eigen geld"),
    CoverKind.INCOME: _("Opbrengst van activiteiten"),
    CoverKind.OTHER: _("Andere gever"),
    CoverKind.IN_KIND: _("In natura"),
}

COVER_STATE_LABELS: Mapping[CoverState, str] = {
    CoverState.TO_ASK: _("Nog te vragen"),
    CoverState.ASKED: _("Gevraagd"),
    CoverState.PROMISED: _("Toegezegd"),
    CoverState.RECEIVED: _("Gekregen"),
    CoverState.REFUSED: _("Gaat niet door"),
}

FREEZE_LABELS: Mapping[FreezeReason, str] = {
    FreezeReason.APPROVED: _("goedgekeurd door het bestuur"),
    FreezeReason.SUBMITTED: _("ingediend"),
    FreezeReason.REVISED: _("aangepast aan wat u krijgt"),
    FreezeReason.CHANGED: _("wijziging die de gever goedvond"),
}
