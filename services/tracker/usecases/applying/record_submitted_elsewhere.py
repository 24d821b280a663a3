"""Recording that an application was handed in at the funder's own desk: portal, mail, paper, talk."""

from __future__ import annotations

from datetime import date, time

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.applying.submit_application import RIGHT, keep_submission
from services.tracker.usecases.changing import changing
from services.tracker.usecases.informing.write_event import Particulars
from shared.access.actors import Actor
from shared.kernel.dates import local_to_utc
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

FIRST_YEAR = 2000


def record_submitted_elsewhere(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    channel: str,
    submitted_on: date,
    submitted_at: time | None = None,
    reference: str = "",
    note: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Records the moment that people give, in Dutch time; without a time of day the start of that day counts.

    The closing is compared with that moment, not with now, so that it is possible after the closing too.
    Raises NotAllowedNow for a moment ahead or after the closing, Stale.
    """
    if submitted_on.year < FIRST_YEAR:
        raise InvalidInput([FieldError("submittedOn", "too_old", _("Dit is erg lang geleden. Klopt het jaar?"))])
    happened_at = local_to_utc(submitted_on, submitted_at or time(0, 0))
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        facts = change.facts(happened_at=happened_at)
        handed_in, was = Particulars(submitted_on), change.application.state
        change.happen(Event.SUBMIT_ELSEWHERE, facts, {"channel": channel}, particulars=handed_in, attention_at=None)
        keep_submission(
            change,
            was=was,
            elsewhere=True,
            channel=channel,
            happened_at=happened_at,
            time_known=submitted_at is not None,
            reference=reference,
            note=note,
        )
    return change.application
