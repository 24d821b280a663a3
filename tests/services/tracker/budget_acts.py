"""What the tests of budgets do, in one line."""

from __future__ import annotations

from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.budgeting.read_budget import read_budget
from services.tracker.usecases.budgeting.save_budget import save_budget


def second_source(world, number=2, amount_cents=400_000, **changes):
    """Another source for the same need, and an application there."""
    source_id = f"fonds-{number}"
    offered = world.offer(
        source_id=source_id, name=f"Fonds {number}", provider=f"Gever {number}", amount_sought_cents=amount_cents
    )
    world.matcher.snapshots[offered.need_id, source_id] = offered
    return start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id=source_id)


def view(world, application, who="mo"):
    return read_budget(world.ctx, world.actor(who), application.id)


def save(world, application, who="mo", **parts):
    return save_budget(world.ctx, world.actor(who), application.id, **parts)
