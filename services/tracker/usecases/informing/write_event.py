"""Writing down what the matcher must hear of an application, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.decisions import REFUSALS, Outcome
from services.tracker.domain.records import Application, Decision
from services.tracker.domain.settlements import Settlement, SettlementKind
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records, dossier, matcher_events, snapshots
from shared.access import directory
from shared.access.scope import Scope
from shared.contracts.application_events import ApplicationEvent, Standing, to_json
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing

STANDING_AFTER: Mapping[Event, Standing] = {
    Event.START: Standing.STARTED,
    Event.SUBMIT: Standing.SUBMITTED,
    Event.SUBMIT_ELSEWHERE: Standing.SUBMITTED,
    Event.DECIDE_AWARD: Standing.GRANTED,
    Event.DECIDE_PARTIAL: Standing.GRANTED_PARTLY,
    Event.DECIDE_CONDITIONAL: Standing.GRANTED_ON_CONDITIONS,
    Event.DECIDE_REJECT: Standing.REFUSED,
    Event.DECIDE_REFERRAL: Standing.REFUSED,
    Event.NOT_CONSIDER: Standing.NOT_CONSIDERED,
    Event.COMPLETE: Standing.SUBMITTED,
    Event.MEET_LAST_CONDITION: Standing.GRANTED,
    Event.LAPSE: Standing.LAPSED,
    Event.DECLINE: Standing.DECLINED,
    Event.RULE_AWARD: Standing.GRANTED,
    Event.RULE_PARTIAL: Standing.GRANTED_PARTLY,
    Event.RULE_REJECT: Standing.REFUSED,
    Event.SETTLE: Standing.SETTLED,
    Event.SETTLE_WITHOUT_REPORT: Standing.SETTLED,
    Event.SETTLE_EX_OFFICIO: Standing.SETTLED,
    Event.REVISE: Standing.GRANTED,
    Event.CLOSE: Standing.CLOSED,
    Event.REPAY: Standing.CLOSED,
    Event.WRITE_OFF: Standing.CLOSED,
    Event.REVOKE: Standing.REVOKED,
    Event.WITHDRAW: Standing.WITHDRAWN,
    Event.STOP: Standing.STOPPED,
    Event.MISS: Standing.MISSED,
}
"""What the matcher hears of; every other event leaves an application as it stood."""


_PAID_BACK = frozenset({Event.REPAY, Event.WRITE_OFF})


@dataclass(frozen=True)
class Particulars:
    """What an event tells besides: the day that counts for the giver (without one: today), and what was granted."""

    happened_on: date | None = None
    granted_cents: int | None = None


def write_event(
    ctx: TrackerContext,
    work: Writing,
    scope: Scope,
    application: Application,
    event: Event,
    now: datetime,
    particulars: Particulars | None = None,
) -> None:
    """Keeps the event for the matcher, when it is one that matters there. `application` is as it stands after it."""
    standing = STANDING_AFTER.get(event)
    if event in _PAID_BACK and came_to_nothing(work.connection, scope, application):
        return  # the matcher heard already that the award is gone
    # What came from a sheet and is tied to no source of the catalogue tells the matcher nothing.
    if standing is None or not application.source_id:
        return
    told = particulars or _award(work, scope, application, standing) or Particulars()
    with ctx.people.read() as people:
        place = directory.organisation(people, application.place_id)
    kept = ApplicationEvent(
        id=new_id(),
        standing=standing,
        occurred_at=now,
        happened_on=told.happened_on or now.astimezone(AMSTERDAM).date(),
        application_id=application.id,
        application_version=application.version,
        place_id=application.place_id,
        need_id=application.need_id,
        source_id=application.source_id,
        source_version=snapshots.source_version(work.connection, scope, application.id),
        legal_person=place.kvk_number if place else None,
        asked_cents=application.amount_cents,
        granted_cents=told.granted_cents,
    )
    matcher_events.add(work.connection, scope, application, kept.id, to_json(kept), now)


def came_to_nothing(connection: Connection, scope: Scope, application: Application) -> bool:
    """Whether the award was taken back, or refused after all: what goes back then makes it no award again."""
    settled = award_records.of_application(connection, scope, Settlement, application.id)
    if settled and settled[-1].kind is SettlementKind.REVOKED:
        return True
    decisions = dossier.of_application(connection, scope, Decision, application.id)
    return bool(decisions) and Outcome(decisions[-1].outcome) in REFUSALS


def _award(work: Writing, scope: Scope, application: Application, standing: Standing) -> Particulars | None:
    """What an event that tells no day of its own leaves as it was: the day and the amount of the award."""
    if not standing.is_granted:
        return None
    decisions = dossier.of_application(work.connection, scope, Decision, application.id)
    return Particulars(decisions[-1].letter_on, decisions[-1].amount_cents) if decisions else None
