"""Handing in an application now, by the people themselves: the software sends nothing to a funder."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.budgets.records import FreezeReason
from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.records import Application, Submission
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import dossier
from services.tracker.usecases.budgeting.freeze_budget import freeze_budget, freeze_if_none
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.deciding.decision_clock import start_clock
from services.tracker.usecases.partnering.facts import partner_facts
from services.tracker.usecases.scheduling import end_reminders
from services.tracker.usecases.telling import tell_team
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id, short_reference
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.SUBMISSION, Action.SUBMIT)
REASON = "already_submitted"


def submit_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    channel: str,
    reference: str = "",
    note: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Records that a ready application is handed in at this moment; `channel` is a code of the list apply_via.

    Raises NotAllowedNow when it is not ready or the source has closed (by the server's time), Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        facts = change.facts(**partner_facts(change.work.connection, actor.scope, change.application))
        change.happen(Event.SUBMIT, facts, {"channel": channel}, attention_at=None)
        keep_submission(
            change,
            was=State.READY,
            elsewhere=False,
            channel=channel,
            happened_at=change.now,
            time_known=True,
            reference=reference,
            note=note,
        )
    return change.application


def keep_submission(
    change: Change,
    *,
    was: State,
    elsewhere: bool,
    channel: str,
    happened_at: datetime,
    time_known: bool,
    reference: str,
    note: str,
) -> None:
    """What both ways of handing in have in common: the receipt, the end of reminders, and word to the team.

    `was`: where the application stood before.
    """
    application, now, person_id = change.application, change.now, change.actor.person_id
    submission = Submission(
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        number=short_reference(application.id),
        elsewhere=elsewhere,
        channel=channel,
        happened_at=happened_at,
        time_known=time_known,
        reference=reference.strip(),
        note=note.strip(),
        recorded_by=person_id,
        recorded_at=now,
    )
    dossier.add(change.work.connection, change.actor.scope, submission)
    if was is State.READY:
        freeze_if_none(change, FreezeReason.SUBMITTED)
    else:  # what was approved before it was written on again is not what was handed in
        freeze_budget(change, FreezeReason.SUBMITTED)
    end_reminders(change.work, change.actor.scope, application, REASON, now, DeadlineState.MET)
    handed_in_on = happened_at.astimezone(AMSTERDAM).date()
    start_clock(change, handed_in_on)
    tell_team(
        change.work,
        application,
        MessageKind.APPLICATION_SUBMITTED,
        now,
        number=submission.number,
        submitted_on=handed_in_on.isoformat(),
        elsewhere=elsewhere,
        amount_cents=application.amount_cents,
    )
