"""Every storage function answers as if what is out of reach does not exist."""

from __future__ import annotations

from datetime import date

import pytest

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.records import FirstContact
from services.tracker.domain.reminders import ReminderState
from services.tracker.domain.sheets.notes import ApplicationNote
from services.tracker.domain.tasks import TaskKind
from services.tracker.domain.wanted import Wanted
from services.tracker.storage import (
    application_lists,
    application_notes,
    applications,
    deadlines,
    dossier,
    reminders,
    snapshots,
    tasks,
)
from services.tracker.storage.sheets import bases, imports, layouts
from services.tracker.storage.sheets.bases import Base
from services.tracker.storage.sheets.imports import SheetImport
from services.tracker.usecases.applying.start_application import start_application
from shared.access.scope import NOBODY, SYSTEM
from shared.kernel.errors import NotFound, Stale
from tests.services.tracker.world import NOW, snapshot_of


@pytest.fixture
def kept(world):
    made = start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")
    return world, made


@pytest.mark.parametrize("who", ["otto", None])
def test_reading_out_of_reach_gives_nothing(kept, who):
    world, made = kept
    scope = world.actor(who).scope if who else NOBODY
    with world.ctx.database.read() as connection:
        for read in (applications.get, snapshots.of_application):
            with pytest.raises(NotFound):
                read(connection, scope, made.id)
        task_id = tasks.of_application(connection, SYSTEM, made.id)[0].id
        with pytest.raises(NotFound):
            tasks.get(connection, scope, made.id, task_id)
        assert application_lists.page_of(connection, scope, Wanted(), after=None, limit=10) == []
        assert application_lists.count_of(connection, scope, Wanted()) == 0
        assert application_lists.sums_of(connection, scope, Wanted()) == []
        assert application_lists.answers_of(connection, scope, [made.id]) == {}
        assert application_lists.owners(connection, scope) == []
        assert applications.by_ids(connection, scope, [made.id]) == {}
        assert applications.open_one(connection, scope, made.need_id, made.source_id) is None
        assert deadlines.of_application(connection, scope, made.id) == []
        assert deadlines.closing_of(connection, scope, made.id) is None
        assert deadlines.open_of(connection, scope, [made.id]) == {}
        assert reminders.of_application(connection, scope, made.id) == []
        assert tasks.of_application(connection, scope, made.id) == []
        assert tasks.open_ones(connection, scope, 10) == []
        assert dossier.of_application(connection, scope, FirstContact, made.id) == []


def test_writing_out_of_reach_changes_nothing(kept):
    world, made = kept
    scope = world.actor("otto").scope
    with world.ctx.database.transaction() as connection:
        deadline = deadlines.closing_of(connection, SYSTEM, made.id)
        assert deadline is not None
        task = tasks.of_application(connection, SYSTEM, made.id)[0]
        contact = FirstContact("c", made.id, made.place_id, "open", date(2026, 11, 22), "", "p", NOW)
        for refused in (
            lambda: applications.add(connection, scope, made),
            lambda: snapshots.add(connection, scope, made.id, snapshot_of(world.place)),
            lambda: deadlines.add(connection, scope, deadline),
            lambda: reminders.add(connection, scope, deadline, (), NOW),
            lambda: tasks.add(connection, scope, made, ()),
            lambda: dossier.add(connection, scope, contact),
            lambda: applications.change(connection, scope, made, title="x"),
        ):
            with pytest.raises(NotFound):
                refused()
        with pytest.raises(Stale):
            deadlines.set_state(connection, scope, deadline, DeadlineState.MISSED, NOW)
        with pytest.raises(Stale):
            tasks.mark(connection, scope, task, NOW, "p")
        done, suppressed = ReminderState.DONE, ReminderState.SUPPRESSED
        reminder = reminders.of_application(connection, SYSTEM, made.id)[0]
        assert not reminders.close(connection, scope, reminder.id, done, None, NOW)
        assert reminders.close_all(connection, scope, made.id, suppressed, "x", NOW) == 0
        assert tasks.complete_kind(connection, scope, made.id, TaskKind.PAPER, NOW, "p") == 0
    assert {row["state"] for row in world.rows("reminder")} == {"planned"}


def test_a_write_on_an_old_version_is_refused(kept):
    world, made = kept
    with world.ctx.database.transaction() as connection:
        changed = applications.change(connection, SYSTEM, made, title="Keuken")
    with pytest.raises(Stale) as problem, world.ctx.database.transaction() as connection:
        applications.change(connection, SYSTEM, made, title="Tuin")
    assert problem.value.current == changed.version == made.version + 1
    assert world.rows("application")[0]["title"] == "Keuken"


def test_sheets_notes_and_rows_of_another_are_out_of_reach(kept):
    world, made = kept
    note = ApplicationNote("n" * 36, made.id, made.place_id, "amount", "± 5", "p", NOW)
    sheet = SheetImport(made.id, world.ids["bea"], "a.csv", "d", "s", "read", 1, None, {}, NOW)
    foreign, own = world.actor("otto").scope, world.actor("bea").scope
    with world.ctx.database.transaction() as connection:
        application_notes.add(connection, own, note)
        imports.add(connection, sheet)
        layouts.keep(connection, own, "s", {"columns": None}, NOW)
        bases.keep(connection, foreign, [Base(made.id, made.place_id, "key", {})], NOW)
        assert bases.by_keys(connection, own, ["key"]) == {}, "nothing is kept for a place out of reach"
        bases.keep(connection, own, [Base(made.id, made.place_id, "key", {"title": "a"})], NOW)
        for scope, number in ((own, 1), (foreign, 0)):
            assert len(application_notes.open_of(connection, scope, [made.id])) == number
            assert len(application_notes.to_settle(connection, scope, 9)) == number
            assert len(bases.by_keys(connection, scope, ["key"])) == number
            assert len(imports.newest(connection, scope, 9)) == number
            assert (layouts.find(connection, scope, "s") is not None) == bool(number)
        for refused in (
            lambda: application_notes.add(connection, foreign, note),
            lambda: application_notes.settle(connection, foreign, made.id, note.id, "p", NOW),
            lambda: imports.get(connection, foreign, sheet.id),
        ):
            with pytest.raises(NotFound):
                refused()
