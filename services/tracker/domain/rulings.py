"""What a funder can answer on an objection."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.states import Event
from services.tracker.domain.texts import mark as _


class Ruling(StrEnum):
    """The answer on an objection."""

    UNCHANGED = "unchanged"
    AWARDED = "awarded"
    PARTIAL = "partial"
    REJECTED = "rejected"


RULING_LABELS: Mapping[Ruling, str] = {
    Ruling.UNCHANGED: _("Het besluit blijft zo"),
    Ruling.AWARDED: _("U krijgt het geld alsnog"),
    Ruling.PARTIAL: _("U krijgt een deel van het geld"),
    Ruling.REJECTED: _("U krijgt geen geld"),
}

NOT_NEEDED = "not_needed"
"""How an objection ends that nobody has to answer any more: the funder took the application after all."""
ENDING_LABELS: Mapping[str, str] = {
    **{ruling.value: text for ruling, text in RULING_LABELS.items()},
    NOT_NEEDED: _("Niet meer nodig: de gever neemt de aanvraag toch aan"),
}
"""What to say of an objection that ended, by what is kept of it."""

RULING_EVENTS: Mapping[Ruling, Event] = {
    Ruling.UNCHANGED: Event.RULE_UNCHANGED,
    Ruling.AWARDED: Event.RULE_AWARD,
    Ruling.PARTIAL: Event.RULE_PARTIAL,
    Ruling.REJECTED: Event.RULE_REJECT,
}

NEW_OUTCOMES: Mapping[Ruling, Outcome] = {
    Ruling.AWARDED: Outcome.AWARDED,
    Ruling.PARTIAL: Outcome.PARTIAL,
    Ruling.REJECTED: Outcome.REJECTED,
}
"""The decision that takes the place of the old one; none when it stays."""
