"""Taking agreements along: those of the list, of organisations whose facts this person may take along."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from services.tracker.usecases.agreeing.list_agreements import ListedAgreement, list_agreements
from services.tracker.usecases.exchanging.taking_along import check_taking_along
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may, require
from shared.audit import AuditEntry

EXPORT = Right(Resource.EXCHANGE, Action.EXPORT)


def export_agreements(
    ctx: TrackerContext, actor: Actor, *, organisation_id: str | None = None
) -> tuple[ListedAgreement, ...]:
    """The rows for a file; the log of each place says that they were taken along.

    Raises NotFound, Forbidden, ReauthenticationNeeded, TooMany.
    """
    if organisation_id is not None or not may_export_some(actor):
        require(actor, EXPORT, place_id=organisation_id or next(iter(sorted(actor.scope.places)), None))
    check_taking_along(ctx, actor, "agreement")
    listed = list_agreements(ctx, actor, organisation_id=organisation_id)
    taken = tuple(one for one in listed if _end_of(actor, one) is not None)
    ends = [end for one in taken if (end := _end_of(actor, one)) is not None]
    with ctx.write() as work:
        for end in sorted(set(ends)):
            work.note(
                AuditEntry(
                    action="agreements.exported",
                    subject=f"place:{end}",
                    at=ctx.clock.now(),
                    person_id=actor.person_id,
                    organisation_id=end,
                    acting_for=end if end in actor.mandate_of else None,
                    detail={"rows": ends.count(end)},
                )
            )
    return taken


def may_export_some(actor: Actor) -> bool:
    """Whether there is an organisation whose agreements this person may take along."""
    return any(may(actor, EXPORT, place_id=place).allowed for place in actor.scope.places)


def _end_of(actor: Actor, listed: ListedAgreement) -> str | None:
    """The party on whose behalf the agreement goes along; None when it may not."""
    ends = (listed.agreement.place_id, listed.agreement.partner_id)
    return next((end for end in ends if end is not None and may(actor, EXPORT, place_id=end).allowed), None)
