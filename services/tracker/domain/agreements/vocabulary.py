"""The words of partner agreements: their states, what can happen, and who makes it happen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.texts import mark as _


class AgreementState(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    PARTLY_SIGNED = "partly_signed"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    AT_RISK = "at_risk"
    SUSPENDED = "suspended"
    IN_NOTICE = "in_notice"
    DECLINED = "declined"
    EXPIRED = "expired"
    ENDED = "ended"


class AgreementEvent(StrEnum):
    """What can happen to an agreement."""

    EDIT = "edit"
    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    DECLINE = "decline"
    OFFER_ENDS = "offer_ends"
    SIGN = "sign"
    SIGN_LAST = "sign_last"
    START = "start"
    OPEN_EVALUATION = "open_evaluation"
    EVALUATE = "evaluate"
    MISS_EVALUATIONS = "miss_evaluations"
    AMEND = "amend"
    SIGN_AMENDMENT = "sign_amendment"
    AMENDMENT_TAKES_FORCE = "amendment_takes_force"
    DROP_AMENDMENT = "drop_amendment"
    WISH_RENEWAL = "wish_renewal"
    RENEW = "renew"
    GIVE_NOTICE = "give_notice"
    END = "end"
    EXPIRE = "expire"
    ASK_SUSPENSION = "ask_suspension"
    SUSPEND = "suspend"
    RESUME = "resume"
    STOP_FOR_BREACH = "stop_for_breach"


class Party(StrEnum):
    """As whom somebody acts: for the place, for the partner, or from the coalition; the clock is nobody."""

    PLACE = "place"
    PARTNER = "partner"
    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"
    CLOCK = "clock"


STATE_LABELS: Mapping[AgreementState, str] = {
    AgreementState.DRAFT: _("Concept"),
    AgreementState.PROPOSED: _("Voorgesteld"),
    AgreementState.PARTLY_SIGNED: _("Deels ondertekend"),
    AgreementState.SCHEDULED: _("Ondertekend, begint later"),
    AgreementState.ACTIVE: _("Loopt"),
    AgreementState.AT_RISK: _("Loopt, gesprek overgeslagen"),
    AgreementState.SUSPENDED: _("Stilgezet"),
    AgreementState.IN_NOTICE: _("Opgezegd"),
    AgreementState.DECLINED: _("Niet doorgegaan"),
    AgreementState.EXPIRED: _("Afgelopen"),
    AgreementState.ENDED: _("Beëindigd"),
}

EVENT_LABELS: Mapping[AgreementEvent, str] = {
    AgreementEvent.EDIT: _("Aanpassen"),
    AgreementEvent.PROPOSE: _("Voorstellen aan elkaar"),
    AgreementEvent.TAKE_BACK: _("Terug naar concept"),
    AgreementEvent.DECLINE: _("Nee zeggen"),
    AgreementEvent.OFFER_ENDS: _("Niemand tekende op tijd"),
    AgreementEvent.SIGN: _("Ondertekenen"),
    AgreementEvent.SIGN_LAST: _("Als laatste ondertekenen"),
    AgreementEvent.START: _("De afspraken gaan in"),
    AgreementEvent.OPEN_EVALUATION: _("Het jaarlijkse gesprek komt eraan"),
    AgreementEvent.EVALUATE: _("Gesprek opschrijven"),
    AgreementEvent.MISS_EVALUATIONS: _("Twee gesprekken overgeslagen"),
    AgreementEvent.AMEND: _("Wijziging voorstellen"),
    AgreementEvent.SIGN_AMENDMENT: _("Wijziging ondertekenen"),
    AgreementEvent.AMENDMENT_TAKES_FORCE: _("Wijziging als laatste ondertekenen"),
    AgreementEvent.DROP_AMENDMENT: _("Wijziging laten vallen"),
    AgreementEvent.WISH_RENEWAL: _("Zeggen dat u door wilt"),
    AgreementEvent.RENEW: _("Samen verlengen"),
    AgreementEvent.GIVE_NOTICE: _("Opzeggen"),
    AgreementEvent.END: _("De opzegtermijn is om"),
    AgreementEvent.EXPIRE: _("De einddatum is voorbij"),
    AgreementEvent.ASK_SUSPENSION: _("Voorstellen om stil te zetten"),
    AgreementEvent.SUSPEND: _("Stilzetten"),
    AgreementEvent.RESUME: _("Weer verdergaan"),
    AgreementEvent.STOP_FOR_BREACH: _("Beëindigen"),
}
"""As words on a button where people make it happen."""
