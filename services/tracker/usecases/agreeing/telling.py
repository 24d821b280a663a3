"""What both parties hear of their agreement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from services.tracker.domain.agreements.records import Agreement
from services.tracker.usecases.agreeing.changing import subject_of
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing


def tell_parties(
    work: Writing,
    agreement: Agreement,
    what: str,
    now: datetime,
    *,
    day: date | None = None,
    occurrence: str = "",
    **more: object,
) -> None:
    """Lets the people of the place hear of it, and those of a partner that is known here.

    `what` is a code that the letter knows; `occurrence` tells repeats of one event apart.
    """
    for organisation_id in (agreement.place_id, agreement.partner_id):
        if organisation_id is not None:
            _tell(work, agreement, what, now, Audience.PLACE_TEAM, organisation_id, day, occurrence, more)


def tell_coordinators(
    work: Writing,
    agreement: Agreement,
    what: str,
    now: datetime,
    *,
    day: date | None = None,
    occurrence: str = "",
) -> None:
    """Lets the coordinators of the place hear of it."""
    _tell(work, agreement, what, now, Audience.PLACE_COORDINATORS, agreement.place_id, day, occurrence, {})


def _tell(
    work: Writing,
    agreement: Agreement,
    what: str,
    now: datetime,
    audience: Audience,
    organisation_id: str,
    day: date | None,
    occurrence: str,
    more: Mapping[str, object],
) -> None:
    data = {
        "agreement_title": agreement.title,
        "what": what,
        "closing_date": day.isoformat() if day else None,
        **more,
    }
    work.tell(
        Intent(
            id=new_id(),
            kind=MessageKind.AGREEMENT_NEWS,
            subject=subject_of(agreement.id),
            audience=audience,
            due_at=now,
            place_id=organisation_id,
            data=data,
            occurrence=occurrence,
        )
    )
