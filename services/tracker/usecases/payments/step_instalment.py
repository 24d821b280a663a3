"""Writing down what the funder tells of a payment: ordered, paid, failed, again, or not coming any more."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.states import STEPS, InstalmentEvent, steps_from
from services.tracker.domain.records import Application
from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.payments.acting import (
    RIGHT,
    WITH_MONEY,
    above_award,
    check_state,
    instalment_of,
    move,
)
from services.tracker.usecases.payments.money_of import money_of
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.money import euros
from shared.wording.texts import gettext as _

MAX_REASON = 500
WITH_REASON = frozenset({InstalmentEvent.FAIL, InstalmentEvent.CANCEL})
WITH_DATE = frozenset({InstalmentEvent.ORDER, InstalmentEvent.RETRY})


def step_instalment(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    instalment_id: str,
    event: InstalmentEvent,
    *,
    expected_on: date | None = None,
    reason: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Moves the instalment. `expected_on` is a new day to expect it, `reason` why it failed or does not come.

    `expected_version` is that of the instalment. Raises InvalidInput, NotAllowedNow (conditions still open, letter not
    sent, more than the award, not in this state), Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=None) as change:
        check_state(change, WITH_MONEY)
        instalment = instalment_of(change, instalment_id, expected_version)
        if event not in STEPS:
            raise NotAllowedNow(_("Dit gaat vanzelf."), steps_from(instalment.state), "not_by_hand")
        if event in WITH_REASON and not 0 < len(reason.strip()) <= MAX_REASON:
            raise InvalidInput([FieldError("reason", "required", _("Schrijf kort op waarom."))])
        if event is InstalmentEvent.ORDER:
            _may_be_ordered(change, instalment)
        moved: dict[str, object] = {"reason": reason.strip() if event in WITH_REASON else ""}
        if event in WITH_DATE and expected_on is not None:
            moved |= {"expected_on": expected_on, "late_told_at": None}
        after = move(change, instalment, event, **moved)
        change.write(f"money_{event.value}", {"instalment": after.id})
    return change.application


def _may_be_ordered(change: Change, instalment: Instalment) -> None:
    if change.application.state is State.AWARDED_CONDITIONAL:
        message = _("Er staan nog voorwaarden open. De gever betaalt pas als u daaraan voldoet.")
        raise NotAllowedNow(message, code="conditions_open")
    money = money_of(change.work.connection, change.actor.scope, change.application.id)
    if money.plan is not None and money.plan.letter_missing:
        message = _("De gever wil eerst de getekende brief terug. Stuur die op en vul in wanneer.")
        raise NotAllowedNow(message, code="letter_missing")
    sums, goal = money.standing, money.goal_cents
    if goal is not None and sums.received + sums.ordered + instalment.open_cents > goal:
        raise above_award(euros(sums.received + sums.ordered + instalment.open_cents - goal))
