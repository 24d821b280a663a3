"""How much a place may keep, and which documents stay with an application."""

from __future__ import annotations

from datetime import date, timedelta

from services.tracker.domain.documents.kinds import DECISION_LETTER
from services.tracker.domain.documents.records import DocumentLink
from services.tracker.domain.states import ASKING, PREPARING, State
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

MOST_PER_APPLICATION = 20
MOST_BYTES_PER_PLACE = 200_000_000
UNDO = timedelta(days=1)
"""How long a removed document can be had back."""

_NEVER_SENT = PREPARING | {State.STOPPED, State.MISSED}


def stays(link: DocumentLink, kind: str, now_in: State) -> bool:
    """Whether a document belongs to the dossier for good.

    That is what went along to the funder, and the letter on which a decision rests.
    """
    sent = link.attached_in in PREPARING and now_in not in _NEVER_SENT
    decided = kind == DECISION_LETTER and now_in not in ASKING | _NEVER_SENT
    return sent or decided


def issued_errors(issued_on: date | None, today: date) -> list[FieldError]:
    """What is wrong with the date on a paper."""
    if issued_on is None:
        return []
    if issued_on > today:
        return [FieldError("issuedOn", "in_future", _("Deze datum ligt in de toekomst. Welke datum staat er op?"))]
    if issued_on.year < 1900:
        return [FieldError("issuedOn", "too_old", _("Dit is erg lang geleden. Klopt het jaar?"))]
    return []
