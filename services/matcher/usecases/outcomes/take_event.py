"""Taking an event of the tracker: what became of an application. Each counts once, and only the newest one holds."""

from __future__ import annotations

from services.matcher.domain.planning.options import money_kinds
from services.matcher.settings import MatcherContext
from services.matcher.storage import outcomes
from services.matcher.storage.outcomes import OutcomeRow
from services.matcher.usecases.catalogue.current import current_catalogue
from shared.access.rights import Action, Resource, Right, require_service
from shared.access.scope import SYSTEM
from shared.audit import AuditEntry
from shared.contracts.application_events import ApplicationEvent
from shared.outbox import faults

TAKE = Right(Resource.APPLICATION_EVENT, Action.CREATE)
UNKNOWN_KIND = "other"
SENDER = "tracker"


def take_event(ctx: MatcherContext, event: ApplicationEvent) -> bool:
    """Keeps what the event tells; False when it or a newer one had come before. Raises Forbidden."""
    require_service(TAKE)
    outcome = _outcome(ctx, event)
    now = ctx.clock.now()
    with ctx.write() as work:
        new = outcomes.receive(SYSTEM, work.connection, event, now)
        faults.point("after_event_received")
        if not new or not outcomes.keep(SYSTEM, work.connection, outcome, now):
            return False
        about = {"standing": event.standing.value, "source": event.source_id, "version": event.application_version}
        work.note(
            AuditEntry(
                action="outcome.heard",
                subject=f"application:{event.application_id}",
                at=now,
                organisation_id=event.place_id,
                via=SENDER,
                detail=about,
            )
        )
    faults.point("before_event_answered")
    return True


def _outcome(ctx: MatcherContext, event: ApplicationEvent) -> OutcomeRow:
    entry = current_catalogue(ctx.database).sources.get(event.source_id)
    return OutcomeRow(
        application_id=event.application_id,
        application_version=event.application_version,
        place_id=event.place_id,
        need_id=event.need_id,
        source_id=event.source_id,
        source_version=event.source_version,
        provider_kind=entry.source.provider_kind if entry else UNKNOWN_KIND,
        money_from=tuple(sorted(money_kinds(entry.source))) if entry else (),
        legal_person=event.legal_person,
        standing=event.standing,
        happened_on=event.happened_on,
        asked_cents=event.asked_cents,
        granted_cents=event.granted_cents,
    )
