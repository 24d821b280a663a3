"""Recording what the funder decided, from a letter, a mail or a portal."""

from __future__ import annotations

from datetime import date, datetime

from services.tracker.domain.decisions import EVENT_OF, Outcome, decision_errors
from services.tracker.domain.records import Application, Decision, Submission
from services.tracker.settings import TrackerContext
from services.tracker.storage import dossier
from services.tracker.usecases.accounting.expect_terms import expect_terms
from services.tracker.usecases.budgeting.cascade import after_decision
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.informing.write_event import Particulars
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.scheduling import end_reminders
from services.tracker.usecases.telling import tell_team
from shared.access.actors import Actor
from shared.access.rights import Action, Fact, Resource, Right
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DECISION, Action.ADD_PAPER)


def record_decision(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    outcome: Outcome,
    amount_cents: int | None,
    letter_on: date,
    received_on: date,
    letter_kept: bool,
    note: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the decision with its amount and dates, and tells the team.

    `letter_kept`: the place says that it keeps the letter or mail; without it nothing is recorded. An award without an
    amount is an award of what was asked. Raises InvalidInput with every field that is wrong, NotAllowedNow, Stale.
    """
    if not letter_kept:
        raise InvalidInput(
            [FieldError("letterKept", "required", _("Bewaar eerst de brief of de mail, en vink dit aan."))]
        )
    facts = frozenset({Fact.WITH_FILE})
    with changing(
        ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version, facts=facts
    ) as change:
        asked, today = change.application.amount_cents, change.now.astimezone(AMSTERDAM).date()
        raise_for(decision_errors(outcome, amount_cents, asked, letter_on, received_on, today))
        given = asked if outcome is not Outcome.REJECTED and amount_cents is None else amount_cents
        guard_facts = change.facts(letter_on=letter_on, submitted_at=_submitted_at(change))
        detail: dict[str, object] = {"outcome": outcome.value, "letter_on": letter_on.isoformat()}
        decided = Particulars(letter_on, given)
        change.happen(EVENT_OF[outcome], guard_facts, detail, particulars=decided, attention_at=None)
        _keep(change, outcome, given, letter_on, received_on, note)
        expect_terms(change)
    return change.application


def _submitted_at(change: Change) -> datetime | None:
    kept = dossier.of_application(change.work.connection, change.actor.scope, Submission, change.application.id)
    return kept[-1].happened_at if kept else None


def _keep(
    change: Change, outcome: Outcome, amount_cents: int | None, letter_on: date, received_on: date, note: str
) -> None:
    application, now = change.application, change.now
    decision = Decision(
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        outcome=outcome.value,
        amount_cents=amount_cents,
        letter_on=letter_on,
        received_on=received_on,
        note=note.strip(),
        recorded_by=change.actor.person_id,
        recorded_at=now,
    )
    dossier.add(change.work.connection, change.actor.scope, decision)
    after_decision(change, decision)
    end_reminders(change.work, change.actor.scope, application, "decided", now, None)
    tell_team(
        change.work,
        application,
        MessageKind.DECISION_RECORDED,
        now,
        decision=outcome.value,
        amount_cents=amount_cents,
        letter_on=letter_on.isoformat(),
    )
