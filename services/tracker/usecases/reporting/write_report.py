"""Writing on a report: its period, its words, and which activities and pictures go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.reports import OPEN_TO_WRITING, Report, ReportState
from services.tracker.settings import TrackerContext
from services.tracker.usecases.reporting.working import ReportChange, reporting
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import FieldError, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.REPORT, Action.UPDATE)


@dataclass(frozen=True)
class Written:
    """What people wrote. `left_out`: ids of activities not to tell; `photo_ids`: pictures that go with it."""

    from_on: date | None
    until_on: date | None
    story: str = ""
    lessons: str = ""
    left_out: tuple[str, ...] = ()
    photo_ids: tuple[str, ...] = ()


def write_report(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    report_id: str,
    *,
    written: Written,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Report:
    """Keeps what was written; the signature, if there was one, is void. What was sent before stays as it was.

    Raises InvalidInput, NotAllowedNow once it is with the funder, Stale.
    """
    with reporting(
        ctx, actor, application_id, report_id, RIGHT, once=once, expected_version=expected_version
    ) as working:
        _check(working, written)
        question = working.report.state is ReportState.QUESTIONED
        working.write(
            **vars(written) | {"story": written.story.strip(), "lessons": written.lessons.strip()},
            state=ReportState.QUESTIONED if question else ReportState.DRAFT,
            signed_by=None,
            signed_at=None,
        )
        detail: dict[str, object] = {"report": working.report.kind.value, "report_version": working.report.version}
        working.change.write("report_written", detail)
    return working.report


def _check(working: ReportChange, written: Written) -> None:
    if working.report.state not in OPEN_TO_WRITING:
        raise NotAllowedNow(_("Dit verslag is al bij de gever. U kunt het nu niet veranderen."), (), "report_sent")
    if written.from_on and written.until_on and written.until_on < written.from_on:
        message = _("De laatste dag ligt vóór de eerste dag.")
        raise_for([FieldError("untilOn", "before_start", message)])
