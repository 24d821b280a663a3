"""Writing down what the funder asks of an award, from its letter; the reports and days that follow
from it are made at once.
"""

from __future__ import annotations

from dataclasses import fields

from services.tracker.domain.award_terms import Asked, AwardTerms, terms_errors
from services.tracker.domain.records import Application
from services.tracker.domain.states import State, events_for
from services.tracker.domain.tasks import TaskKind
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records, tasks
from services.tracker.usecases.accounting.award_days import keep_award_days
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, funder_act
from services.tracker.usecases.changing import Change
from services.tracker.usecases.reporting.obligations import keep_in_step
from services.tracker.usecases.roles import roles_of
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

__all__ = ["RIGHT", "UNDER_TERMS", "set_terms"]

UNDER_TERMS = frozenset(
    {
        State.AWARDED,
        State.AWARDED_PARTIAL,
        State.AWARDED_CONDITIONAL,
        State.RUNNING,
        State.REPORTED,
        State.REPORT_OVERDUE,
    }
)
"""States in which it matters what the funder asks."""


def set_terms(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    asked: Asked,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the terms; the ones of before stay in the history. Raises InvalidInput, NotAllowedNow, Stale."""
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        application = change.application
        if application.state not in UNDER_TERMS:
            allowed = events_for(application.state, roles_of(actor, application.place_id))
            raise NotAllowedNow(_("Er is nu geen toekenning waar dit bij hoort."), allowed, "state")
        raise_for(terms_errors(asked, change.now.astimezone(AMSTERDAM).date()))
        _keep(change, asked)
        keep_in_step(change, asked)
        keep_award_days(change, asked)
        settling = asked.settling.value if asked.settling else None
        change.write("terms_set", {"settling": settling}, attention_at=nearest(change))
    return change.application


def _keep(change: Change, asked: Asked) -> None:
    connection, scope, application = change.work.connection, change.actor.scope, change.application
    told = {field.name: getattr(asked, field.name) for field in fields(Asked)}
    terms = AwardTerms(
        **told
        | {
            "note": asked.note.strip(),
            "questions": asked.questions.strip(),
            "interim_on": tuple(sorted(asked.interim_on)),
        },
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )
    award_records.add(connection, scope, terms)
    if asked.complete:
        tasks.complete_kind(connection, scope, application.id, TaskKind.AWARD_TERMS, change.now, change.actor.person_id)
