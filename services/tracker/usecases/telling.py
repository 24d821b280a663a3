"""What the team of a place hears of an application. The notifier's templates know the names of the data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.tracker.domain.records import Application, Deadline
from services.tracker.settings import TrackerContext
from services.tracker.usecases.words import closing_text
from shared.access import around
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing


def subject_of(application_id: str) -> str:
    """What messages and audit rows about an application are filed under."""
    return f"application:{application_id}"


def tell_team(
    work: Writing,
    application: Application,
    kind: MessageKind,
    now: datetime,
    *,
    closing: Deadline | None = None,
    audience: Audience = Audience.PLACE_TEAM,
    due_at: datetime | None = None,
    intent_id: str | None = None,
    occurrence: str = "",
    useful_until: datetime | None = None,
    **more: object,
) -> str:
    """Lets the team of the place hear of it, once this transaction commits; returns the id of the intent.

    With `due_at` ahead it waits until then, and can be taken back before anybody heard of it.
    """
    intent = Intent(
        id=intent_id or new_id(),
        kind=kind,
        subject=subject_of(application.id),
        audience=audience,
        due_at=due_at or now,
        place_id=application.place_id,
        data=_about(application) | (_closing(closing, now) if closing else {}) | more,
        occurrence=occurrence,
        useful_until=useful_until,
    )
    work.tell(intent)
    return intent.id


def tell_coordinators(
    ctx: TrackerContext,
    work: Writing,
    application: Application,
    kind: MessageKind,
    now: datetime,
    **more: Any,
) -> None:
    """Lets who coordinates for the place hear of it too, somebody who can call; where nobody does, nothing is sent.

    `more` is as for `tell_team`.
    """
    with ctx.people.read() as people:
        found = around.coordinators_of_place(people, application.place_id)
    if found:
        tell_team(work, application, kind, now, audience=Audience.PLACE_COORDINATORS, **more)


def _about(application: Application) -> dict[str, object]:
    return {
        "application_id": application.id,
        "application_title": application.title,
        "source_name": application.source_name,
    }


def _closing(deadline: Deadline, now: datetime) -> dict[str, object]:
    return {
        "deadline_kind": deadline.kind.value,
        "closing_date": deadline.last_day.isoformat(),
        "closing_text": closing_text(deadline),
        "days_left": (deadline.last_day - now.astimezone(AMSTERDAM).date()).days,
    }
