"""Taking back a credit that was written down by mistake. It stays in the ledger, with who and why."""

from __future__ import annotations

from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.states import InstalmentEvent, InstalmentState
from services.tracker.domain.records import Application
from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.storage import credits, instalments
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.payments.acting import RIGHT, WITH_MONEY, check_state, move
from services.tracker.usecases.payments.money_of import money_of
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 500


def take_back_credit(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    credit_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """The credit counts no more and its instalment is waited for again. `expected_version` is the application's.

    Raises InvalidInput without a reason, NotAllowedNow once the account was closed, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        check_state(change, WITH_MONEY - {State.CLOSED})
        why = reason.strip()
        if not why or len(why) > MAX_REASON:
            raise InvalidInput([FieldError("reason", "required", _("Schrijf kort op wat er fout was."))])
        connection, scope = change.work.connection, actor.scope
        credit = credits.get(connection, scope, application_id, credit_id)
        if not credit.counts:
            raise NotAllowedNow(_("Dit bedrag is al weggehaald."), code="taken_back")
        credits.take_back(connection, scope, credit, actor.person_id, why, change.now)
        _wait_again(change, credit.instalment_id)
        change.write("money_taken_back", {"instalment": credit.instalment_id, "credit": credit.id})
    return change.application


def _wait_again(change: Change, instalment_id: str) -> None:
    instalment = instalments.get(change.work.connection, change.actor.scope, change.application.id, instalment_id)
    if instalment.state is not InstalmentState.CONFIRMED:
        return
    amount_cents = min(instalment.amount_cents, instalment.received_cents + _left_of_final(change, instalment))
    if amount_cents > instalment.received_cents:
        move(change, instalment, InstalmentEvent.REOPEN, amount_cents=amount_cents)
    elif not instalment.received_cents:
        # It was never announced, or the award came to less: without its credit there is nothing to wait for.
        move(change, instalment, InstalmentEvent.ANNUL)


def _left_of_final(change: Change, instalment: Instalment) -> int:
    """What may still be waited for: all of the instalment while nothing is settled, nothing once it was taken back."""
    if change.application.state is State.REVOKED:
        return 0
    money = money_of(change.work.connection, change.actor.scope, change.application.id)
    if money.plan is None or money.plan.final_cents is None:
        return instalment.amount_cents
    return money.standing.not_agreed
