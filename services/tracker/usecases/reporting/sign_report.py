"""The board signs a report: from then on it can go to the funder as it is."""

from __future__ import annotations

from services.tracker.domain.reports import TO_DO, Report, ReportState
from services.tracker.settings import TrackerContext
from services.tracker.usecases.reporting.refusing import refuse_incomplete
from services.tracker.usecases.reporting.working import reporting
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.REPORT, Action.SIGN)


def sign_report(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    report_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Report:
    """Signs the report as it stands.

    Raises Forbidden for whoever is not on the board, NotAllowedNow while something is missing or a cost is asked of
    funders for more than the whole, Stale.
    """
    with reporting(
        ctx, actor, application_id, report_id, RIGHT, once=once, expected_version=expected_version
    ) as working:
        if working.report.state not in TO_DO:
            raise NotAllowedNow(_("Dit verslag is al bij de gever."), (), "report_sent")
        refuse_incomplete(working.missing(), working.change.now)
        working.write(state=ReportState.SIGNED, signed_by=actor.person_id, signed_at=working.change.now)
        detail: dict[str, object] = {"report": working.report.kind.value, "report_version": working.report.version}
        working.change.write("report_signed", detail)
    return working.report
