"""Writing down how the money of an award comes: the instalments are made, and the old ones that wait go."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.instalments.plans import Plan, PlanKind, parts_of, plan_errors
from services.tracker.domain.instalments.standing import left_to_plan
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from services.tracker.usecases.payments.acting import RIGHT, TO_PLAN, check_state
from services.tracker.usecases.payments.money_of import Money, money_of
from services.tracker.usecases.payments.replacing import add_parts, end_waiting, keep_plan
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

FOR_A_REST = frozenset({PlanKind.AT_ONCE, PlanKind.AFTER_REPORT, PlanKind.OWN})
"""What can still be agreed when a part of the money came already: an advance is no advance any more."""


def make_plan(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    plan: Plan,
    first_on: date | None = None,
    last_on: date | None = None,
    needs_letter: bool = False,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Divides what is still to come; what came in or is on its way stays. A second plan takes the place of the first.

    `first_on` and `last_on`: when the money at the award and after the report is expected. `needs_letter`: the funder
    first wants a signed letter back. Raises InvalidInput, NotAllowedNow (no award, nothing left), Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        check_state(change, TO_PLAN)
        money = money_of(change.work.connection, actor.scope, application_id)
        left = _left(money)
        if money.standing.received and plan.kind not in FOR_A_REST:
            raise InvalidInput([FieldError("kind", "not_for_rest", _("Er kwam al geld. Kies hoe de rest komt."))])
        raise_for(plan_errors(plan, left))
        # First the version of the application: of two who plan at once, one wins.
        change.write("money_planned", {"kind": plan.kind.value})
        end_waiting(change, money, _("Er is een nieuwe afspraak over het geld."))
        add_parts(change, parts_of(plan, left, first_on, last_on))
        keep_plan(change, money.plan, plan, needs_letter=needs_letter)
    return change.application


def _left(money: Money) -> int:
    if money.goal_cents is None:
        message = _("Wij weten nog niet hoeveel u krijgt. Schrijf eerst het bedrag van het besluit op.")
        raise NotAllowedNow(message, code="amount_unknown")
    left = left_to_plan(money.instalments, money.goal_cents)
    if left <= 0:
        raise NotAllowedNow(
            _("Al het geld is al binnen of onderweg. Er is niets meer af te spreken."), code="nothing_left"
        )
    return left
