"""After an award too, storage answers as if what is out of reach does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from services.tracker.domain.award_terms import AwardTerms
from services.tracker.domain.lateness import LateState
from services.tracker.domain.reports import Report
from services.tracker.domain.states import State
from services.tracker.storage import activities, applications, award_records, late_steps, settled_awards
from shared.access.scope import NOBODY, SYSTEM
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import new_id
from tests.services.tracker.awarding import carried_out, cost


@pytest.fixture
def kept(world):
    program = carried_out(world)
    program.record(what="Verf", costs=[cost(program, "100")])
    return world, program


@pytest.mark.parametrize("who", ["otto", None])
def test_reading_out_of_reach_gives_nothing(kept, who):
    world, program = kept
    scope = world.actor(who).scope if who else NOBODY
    later = world.clock.now() + timedelta(days=1000)
    with world.ctx.database.read() as connection:
        (report,) = award_records.of_application(connection, SYSTEM, Report, program.id)
        (activity,) = activities.of_application(connection, SYSTEM, program.id)
        assert late_steps.due(connection, SYSTEM, now=later, limit=10)
        for kind in (AwardTerms, Report):
            assert award_records.of_application(connection, scope, kind, program.id) == []
        with pytest.raises(NotFound):
            award_records.get(connection, scope, Report, program.id, report.id)
        with pytest.raises(NotFound):
            activities.get(connection, scope, activity.id)
        assert activities.of_application(connection, scope, program.id) == []
        assert activities.of_place(connection, scope, world.place, after=None, limit=10) == []
        assert late_steps.due(connection, scope, now=later, limit=10) == []
        assert late_steps.of_report(connection, scope, report.id) == []
        assert settled_awards.paid_in_full(connection, scope, limit=10) == []
        assert applications.of_place(connection, scope, world.place, states=list(State), limit=10) == []


def test_writing_out_of_reach_changes_nothing(kept):
    world, program = kept
    scope, now = world.actor("otto").scope, world.clock.now()
    with world.ctx.database.transaction() as connection:
        (report,) = award_records.of_application(connection, SYSTEM, Report, program.id)
        (activity,) = activities.of_application(connection, SYSTEM, program.id)
        steps = late_steps.of_report(connection, SYSTEM, report.id)
        for refused in (
            lambda: award_records.add(connection, scope, replace(report, id=new_id())),
            lambda: activities.add(connection, scope, replace(activity, id=new_id()), ()),
            lambda: late_steps.add(connection, scope, [replace(steps[0], id=new_id())]),
        ):
            with pytest.raises(NotFound):
                refused()
        with pytest.raises(Stale):
            award_records.change(connection, scope, report, story="x")
        with pytest.raises(Stale):
            activities.change(connection, scope, activity, what="x")
        assert not late_steps.close(connection, scope, steps[0].id, LateState.DONE, None, now)
        assert late_steps.close_of_report(connection, scope, report.id, "x", now) == 0
        kept_now = award_records.get(connection, SYSTEM, Report, program.id, report.id)
        assert kept_now == report


def test_of_two_writes_on_one_version_one_wins(kept):
    world, program = kept
    with world.ctx.database.transaction() as connection:
        (report,) = award_records.of_application(connection, SYSTEM, Report, program.id)
        award_records.change(connection, SYSTEM, report, story="eerst")
        with pytest.raises(Stale):
            award_records.change(connection, SYSTEM, report, story="tweede")
