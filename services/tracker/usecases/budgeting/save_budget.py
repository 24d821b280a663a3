"""Writing the cost lines, the covers that people type, and which lines each application pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.tracker.domain.budgets.checks import cover_errors, line_errors, share_errors, undivided
from services.tracker.domain.budgets.differences import changed_ids
from services.tracker.domain.budgets.funding import kept_shares
from services.tracker.domain.budgets.records import Budget, Cover, CoverKind, Line, Share
from services.tracker.settings import TrackerContext
from services.tracker.usecases.budgeting.meanwhile import CHANGED
from services.tracker.usecases.budgeting.working import UPDATE, Working
from services.tracker.usecases.budgeting.writing import changing_budget
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once
from shared.wording.money import euros
from shared.wording.texts import gettext as _

RIGHT = UPDATE
Shares = Mapping[str, Sequence[Share]]


def save_budget(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    lines: Sequence[Line] | None = None,
    covers: Sequence[Cover] | None = None,
    shares: Shares | None = None,
    total_cents: int | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Working:
    """Writes what is given over the budget of the project; None leaves a part as it is.

    `shares` are the lines that applications pay, by the id of the application. `total_cents`, when the caller gives
    it, must be the sum of the lines. Raises InvalidInput with every field that is wrong, Stale.
    """
    with changing_budget(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        budget = change.working.budget
        new_lines = budget.lines if lines is None else tuple(lines)
        new_covers = _still_payable(budget.covers, new_lines) if covers is None else tuple(covers)
        told = {key: tuple(parts) for key, parts in (shares or {}).items()}
        errors = [
            *line_errors(new_lines),
            *_total_error(new_lines, total_cents),
            *cover_errors(new_covers, new_lines),
            *_undivided_covers(new_covers if covers is not None else ()),
            *_application_errors(change.working, new_lines, told),
        ]
        raise_for(errors)
        change.write(
            "budget_saved",
            {"lines": len(new_lines), CHANGED: _changed(budget, new_lines, new_covers)},
            lines=new_lines,
            covers=new_covers,
            application_shares=kept_shares({**budget.application_shares, **told}, new_lines),
        )
    return change.working


def _changed(budget: Budget, lines: Sequence[Line], covers: Sequence[Cover]) -> dict[str, str]:
    """What becomes of each line and cover, for the log: ids and codes, no words."""
    found = changed_ids(budget.lines, lines) | changed_ids(budget.covers, covers)
    return {item_id: change.value for item_id, change in found.items()}


def gap_text(left_cents: int) -> str:
    """What is missing or too much, in words: `Er is nog € 350 nodig.`"""
    if left_cents > 0:
        return _("Er is nog %(amount)s nodig.", amount=euros(left_cents))
    return _("Dit is %(amount)s te veel.", amount=euros(-left_cents))


def _still_payable(covers: Sequence[Cover], lines: Sequence[Line]) -> tuple[Cover, ...]:
    """The covers without their parts of lines that are gone."""
    kept = kept_shares({cover.id: cover.shares for cover in covers}, lines)
    return tuple(replace(cover, shares=kept.get(cover.id, ())) for cover in covers)


def _total_error(lines: Sequence[Line], total_cents: int | None) -> list[FieldError]:
    if total_cents is None:
        return []
    left = total_cents - sum(line.amount_cents for line in lines)
    return [FieldError("total", "not_the_sum", gap_text(left))] if left else []


def _undivided_covers(covers: Sequence[Cover]) -> list[FieldError]:
    return [
        FieldError(f"covers.{at}.shares", "not_the_sum", gap_text(left))
        for at, cover in enumerate(covers)
        if (left := undivided(cover.shares, cover.amount_cents))
    ]


def _application_errors(
    working: Working, lines: Sequence[Line], told: Mapping[str, Sequence[Share]]
) -> list[FieldError]:
    """The parts of applications: of this project only, and each adding up to what that application brings."""
    payable = [line.id for line in lines if not line.in_kind]
    errors = []
    for application_id, parts in told.items():
        path = f"shares.{application_id}"
        cover = working.plan.cover(application_id)
        if cover is None or cover.kind is not CoverKind.APPLICATION:
            errors.append(FieldError(path, "unknown", _("Deze aanvraag hoort niet bij deze begroting.")))
            continue
        errors += share_errors(path, parts, payable)
        if left := undivided(parts, cover.amount_cents):
            errors.append(FieldError(path, "not_the_sum", gap_text(left)))
    return errors
