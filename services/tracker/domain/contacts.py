"""The first contact with a funder: how, and what came of it. Stopping is a good outcome: it saves evenings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.texts import mark as _


class Way(StrEnum):
    """How people spoke with the funder."""

    CALL = "call"
    MAIL = "mail"
    QUICKSCAN = "quickscan"
    INTENT = "intent"
    MATCH_EVENING = "match_evening"


WAY_LABELS: Mapping[Way, str] = {
    Way.CALL: _("aan de telefoon"),
    Way.MAIL: _("per mail"),
    Way.QUICKSCAN: _("met een quickscan op de site"),
    Way.INTENT: _("met een kort plan vooraf"),
    Way.MATCH_EVENING: _("op een avond waar gevers en buurten elkaar spreken"),
}


class ContactOutcome(StrEnum):
    """What people do after it."""

    GO_ON = "go_on"
    ADAPT = "adapt"
    STOP = "stop"


OUTCOME_LABELS: Mapping[ContactOutcome, str] = {
    ContactOutcome.GO_ON: _("Wij gaan door"),
    ContactOutcome.ADAPT: _("Wij passen het plan aan"),
    ContactOutcome.STOP: _("Wij stoppen hiermee"),
}
