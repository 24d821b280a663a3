"""Two versions of a budget beside each other; the budget of now counts as a version too."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.budgets.differences import (
    Difference,
    cover_differences,
    line_differences,
    moved_percent,
    needs_consent,
)
from services.tracker.domain.budgets.records import Cover, Line
from services.tracker.settings import TrackerContext
from services.tracker.usecases.budgeting.read_budget import read_budget, read_version
from shared.access.actors import Actor


@dataclass(frozen=True)
class Comparison:
    """What changed. `consent_needed`: so much money moved that a funder who gave it must agree."""

    lines: tuple[Difference, ...]
    covers: tuple[Difference, ...]
    moved_percent: int
    consent_needed: bool


def compare_versions(
    ctx: TrackerContext, actor: Actor, application_id: str, before: int, after: int | None
) -> Comparison:
    """Version `before` held against `after`, or against the budget of now with None. Raises NotFound."""
    old = read_version(ctx, actor, application_id, before)
    lines, covers = _newer(ctx, actor, application_id, after)
    return Comparison(
        line_differences(old.lines, lines),
        cover_differences(old.covers, covers),
        moved_percent(old.lines, lines),
        needs_consent(old.lines, lines),
    )


def _newer(
    ctx: TrackerContext, actor: Actor, application_id: str, number: int | None
) -> tuple[tuple[Line, ...], tuple[Cover, ...]]:
    if number is None:
        plan = read_budget(ctx, actor, application_id).plan
        return plan.lines, plan.covers
    version = read_version(ctx, actor, application_id, number)
    return version.lines, version.covers
