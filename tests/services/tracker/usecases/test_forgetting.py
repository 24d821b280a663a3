"""Dossiers go when they were kept for long enough, and not a day before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from services.tracker.storage.tables import application as table
from services.tracker.storage.tables import metadata
from services.tracker.usecases.forgetting.forget_dossiers import FINISHED, NEVER_SENT, WITHOUT_MONEY, forget_dossiers
from services.tracker.usecases.forgetting.tell_fading import tell_fading
from shared.audit import entries
from shared.audit.verifying import verify
from tests.services.tracker.acts import begin, made_ready

YEAR = timedelta(days=365)
DAY = timedelta(days=1)


def stands(world, application, state, changed_at):
    """Puts the application where the test wants it."""
    with world.ctx.database.transaction() as connection:
        values = {"state": state, "updated_at": changed_at}
        connection.execute(sa.update(table).where(table.c.id == application.id).values(**values))


def left(world):
    return {row.id for row in world.rows("application")}


def test_a_draft_goes_a_year_after_its_last_change_with_all_that_hangs_on_it(world):
    application = begin(world)
    now = world.ctx.clock.now()
    stands(world, application, "draft", now - YEAR + DAY)
    assert forget_dossiers(world.ctx) == 0
    stands(world, application, "draft", now - YEAR - DAY)
    assert forget_dossiers(world.ctx) == 1
    with world.ctx.database.read() as connection:
        for name, found in metadata.tables.items():
            if "application_id" in found.columns:
                rows = connection.execute(sa.select(found).where(found.c.application_id == application.id)).all()
                assert rows == [], name
        assert "application.forgotten" in {line.action for line in entries(connection, f"application:{application.id}")}
        assert all(one.broken is None for one in verify(connection))
    assert forget_dossiers(world.ctx) == 0


def told(world):
    """The messages that a draft is about to go, with the last day."""
    return [row.data["until"] for row in world.rows("outbox_intent") if row.kind == "draft_fades"]


def test_a_month_before_a_draft_goes_its_team_hears_it_once(world):
    application = begin(world)
    now = world.ctx.clock.now()
    stands(world, application, "draft", now - YEAR + 31 * DAY)
    assert (tell_fading(world.ctx), told(world)) == (0, [])
    stands(world, application, "draft", now - YEAR + 29 * DAY)
    assert [tell_fading(world.ctx) for _ in range(3)] == [1, 0, 0]
    assert told(world) == [(now + 29 * DAY).date().isoformat()]
    stands(world, application, "draft", now)
    world.ctx.clock.move(YEAR - 10 * DAY)
    assert tell_fading(world.ctx) == 1, "it lay still once more"
    assert len(told(world)) == 2


@pytest.mark.parametrize("state", ["stopped", "missed", "submitted", "rejected"])
def test_of_what_nobody_waits_for_nothing_is_told(small_world, state):
    stands(small_world, begin(small_world), state, small_world.ctx.clock.now() - YEAR + DAY)
    assert tell_fading(small_world.ctx) == 0


@pytest.mark.parametrize("state", sorted(WITHOUT_MONEY))
def test_without_money_two_years(small_world, state):
    application = begin(small_world)
    now = small_world.ctx.clock.now()
    stands(small_world, application, state, now - 2 * YEAR + DAY)
    forget_dossiers(small_world.ctx)
    assert left(small_world) == {application.id}
    stands(small_world, application, state, now - 2 * YEAR - DAY)
    forget_dossiers(small_world.ctx)
    assert left(small_world) == set()


@pytest.mark.parametrize("state", sorted(FINISHED))
def test_with_money_seven_years_after_the_year_itself(small_world, state):
    application = begin(small_world)
    year = small_world.ctx.clock.now().year
    stands(small_world, application, state, datetime(year - 7, 1, 1, tzinfo=UTC))
    forget_dossiers(small_world.ctx)
    assert left(small_world) == {application.id}
    stands(small_world, application, state, datetime(year - 8, 12, 31, 23, tzinfo=UTC))
    forget_dossiers(small_world.ctx)
    assert left(small_world) == set()


def test_a_dossier_with_a_decision_goes_whole(small_world):
    application = begin(small_world)
    made_ready(small_world, application)
    stands(small_world, application, "settled", datetime(2010, 1, 1, tzinfo=UTC))
    assert forget_dossiers(small_world.ctx) == 1


def test_what_is_under_way_never_goes(small_world):
    application = begin(small_world)
    for state in ("submitted", "incomplete", "in_review", "awarded", "running", "report_overdue", "repayment_due"):
        stands(small_world, application, state, datetime(2001, 1, 1, tzinfo=UTC))
        assert forget_dossiers(small_world.ctx) == 0
    assert not (NEVER_SENT & WITHOUT_MONEY | NEVER_SENT & FINISHED | WITHOUT_MONEY & FINISHED)


def test_all_that_hangs_on_a_dossier_can_be_found_from_it():
    """A table that hangs on a part of a dossier names the application too, so that it goes along."""
    parts = {found.name for found in metadata.tables.values() if "application_id" in found.columns} - {"application"}
    for found in metadata.tables.values():
        behind = {key.column.table.name for key in found.foreign_keys} & parts
        assert not behind or "application_id" in found.columns, (found.name, behind)
