"""Holding on to the budget as it is, for one application: a version that nobody can change any more."""

from __future__ import annotations

from dataclasses import replace

from services.tracker.domain.budgets.records import Budget, BudgetVersion, Freeze, FreezeReason
from services.tracker.storage import budgets
from services.tracker.usecases.budgeting.working import Working, working_of
from services.tracker.usecases.changing import Change
from shared.kernel.ids import new_id


def freeze_budget(change: Change, reason: FreezeReason) -> int | None:
    """Freezes budget and funding plan for the application in hand; returns the number of the version.

    A plan that is the same as the newest version gets no new one. None when there is no cost line to hold on to.
    """
    connection, scope = change.work.connection, change.actor.scope
    working = working_of(connection, scope, change.application)
    if not working.budget.lines:
        return None
    number = _version(change, working)
    kept = Freeze(
        id=new_id(),
        application_id=change.application.id,
        budget_id=working.budget.id,
        number=number,
        place_id=working.budget.place_id,
        reason=reason,
        frozen_by=change.actor.person_id,
        frozen_at=change.now,
    )
    budgets.freeze(connection, scope, kept)
    return number


def freeze_if_none(change: Change, reason: FreezeReason) -> None:
    """Freezes the budget of an application that holds on to none yet: handed in without an approval here."""
    if budgets.frozen_of(change.work.connection, change.actor.scope, change.application.id) is None:
        freeze_budget(change, reason)


def _version(change: Change, working: Working) -> int:
    connection, scope = change.work.connection, change.actor.scope
    budget = working.budget if working.is_kept else _keep(change, working.budget)
    if budget.number:
        newest = budgets.version(connection, scope, budget.id, budget.number)
        if (newest.lines, newest.covers) == (working.plan.lines, working.plan.covers):
            return budget.number
    version = BudgetVersion(
        budget_id=budget.id,
        number=budget.number + 1,
        place_id=budget.place_id,
        lines=working.plan.lines,
        covers=working.plan.covers,
        made_by=change.actor.person_id,
        made_at=change.now,
    )
    budgets.add_version(connection, scope, version)
    return budgets.set_number(connection, scope, budget, version.number).number


def _keep(change: Change, beginning: Budget) -> Budget:
    """A row for versions to belong to; its own version stays 0, because nobody wrote this budget."""
    kept = replace(beginning, updated_by=change.actor.person_id, updated_at=change.now)
    budgets.add(change.work.connection, change.actor.scope, kept)
    return kept
