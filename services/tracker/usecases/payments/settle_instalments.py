"""What a settlement, or the end of an award, does to the instalments: for the use cases that record it."""

from __future__ import annotations

from services.tracker.domain.instalments.plans import Part, Plan, PlanKind, When
from services.tracker.domain.instalments.standing import left_to_plan
from services.tracker.domain.instalments.states import WAITING, InstalmentState
from services.tracker.storage import instalment_plans
from services.tracker.usecases.changing import Change
from services.tracker.usecases.payments.money_of import money_of
from services.tracker.usecases.payments.replacing import add_parts, end_waiting, keep_plan


def settle_instalments(change: Change, final_cents: int) -> int:
    """Fixes what the award comes to in the end: what waited is replaced by one payment of the rest.

    Call it after the event of the settlement, which holds the version of the application. Returns the cents that came
    in too much, which the funder may claim back; 0 when there is nothing to give back.
    """
    connection, scope = change.work.connection, change.actor.scope
    money = money_of(connection, scope, change.application.id)
    end_waiting(change, money)
    rest = left_to_plan(money.instalments, final_cents)
    if rest > 0:
        add_parts(change, (Part(rest, When.REST),))
    plan = money.plan or keep_plan(change, None, Plan(PlanKind.AT_ONCE), needs_letter=False)
    instalment_plans.change(connection, scope, plan, final_cents=final_cents)
    return max(0, money.standing.received - final_cents)


def end_instalments(change: Change) -> None:
    """Cancels what still waited, also what was ordered, when the award was declined, lapsed, revoked or overruled.

    It comes to nothing: what came in, or comes in because the funder had paid it already, counts as too much.
    """
    connection, scope = change.work.connection, change.actor.scope
    money = money_of(connection, scope, change.application.id)
    end_waiting(change, money, states=WAITING | {InstalmentState.ORDERED})
    if money.plan is not None:
        instalment_plans.change(connection, scope, money.plan, final_cents=0)


def reopen_instalments(change: Change) -> None:
    """Lets the award count again, when a ruling gives it after all."""
    connection, scope = change.work.connection, change.actor.scope
    plan = money_of(connection, scope, change.application.id).plan
    if plan is not None and plan.final_cents is not None:
        instalment_plans.change(connection, scope, plan, final_cents=None)
