"""Tasks: dates counted back from the closing, owners, own tasks; and the moving of dates that nobody chose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.domain.states import State
from services.tracker.domain.task_templates import due_on, preparations
from services.tracker.domain.tasks import NewTask, TaskKind
from services.tracker.storage import applications, tasks
from services.tracker.storage.tables import application as application_table
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.documents.attach_document import attach_document
from services.tracker.usecases.tasks.add_task import add_task
from services.tracker.usecases.tasks.change_task import change_task, remove_task
from services.tracker.usecases.tasks.see_tasks import my_tasks, tasks_of_application, tasks_of_place
from shared.access.scope import SYSTEM
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, Stale
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready
from tests.services.tracker.usecases.test_documents import add as add_document

CLOSING = date(2027, 3, 31)


def of(world, application, code):
    found = tasks_of_application(world.ctx, world.actor("mo"), application.id).tasks
    return next(task for task in found if task.code == code)


def change(world, application, task, who="mo", **given):
    values = {"owner_id": task.owner_id, "due_on": task.due_on, "note": "", "text": task.text}
    return change_task(world.ctx, world.actor(who), application.id, task.id, **values | given)


@pytest.mark.parametrize(
    ("kind", "code", "today", "due"),
    [
        (TaskKind.PAPER, "project_plan", TODAY, date(2027, 3, 3)),
        (TaskKind.PAPER, "kvk_extract", TODAY, date(2027, 3, 17)),
        (TaskKind.PAPER, "permits", TODAY, date(2027, 2, 3)),
        (TaskKind.FIRST_STEP, "eherkenning", TODAY, date(2027, 2, 17)),
        (TaskKind.PREPARE, "print_and_post", TODAY, date(2027, 3, 26)),
        (TaskKind.ASK_OPEN, "unknown", TODAY, date(2027, 2, 24)),
        (TaskKind.PAPER, "project_plan", date(2027, 3, 20), date(2027, 3, 20)),
        (TaskKind.PAPER, "project_plan", date(2027, 4, 20), CLOSING),
        (TaskKind.OWN, "x", TODAY, None),
    ],
)
def test_dates_are_counted_back_but_never_before_today(kind, code, today, due):
    assert due_on(kind, code, CLOSING, today) == due


def test_without_a_closing_nothing_has_a_date():
    assert due_on(TaskKind.PAPER, "budget", None, TODAY) is None


@pytest.mark.parametrize(
    ("provider", "channels", "codes"),
    [
        ("fund", ("online_form",), ["past_awards", "try_form", "read_along"]),
        ("government", ("post", "email"), ["talk_to_district", "print_and_post", "read_along"]),
        ("company", None, ["read_along"]),
    ],
)
def test_what_is_wise_depends_on_the_source(provider, channels, codes):
    assert [task.code for task in preparations(provider, channels)] == codes


def test_a_moved_closing_moves_the_dates_that_nobody_chose(world):
    application = begin(world)
    # The source closes on 1 February at an unknown time: the last day to plan on is Friday 29 January.
    assert of(world, application, "kvk_extract").due_on == date(2027, 1, 15)
    chosen = change(world, application, of(world, application, "budget"), due_on=date(2026, 12, 24))
    assert chosen.due_chosen
    do(world, set_closing_date, "mo", application, closing=Entered(CLOSING, Basis.THROUGH), sure=True)
    assert of(world, application, "kvk_extract").due_on == date(2027, 3, 17)
    assert of(world, application, "budget").due_on == date(2026, 12, 24)
    again = change(world, application, of(world, application, "budget"), due_on=None)
    assert (again.due_on, again.due_chosen) == (date(2027, 3, 10), False)


def test_writing_a_note_does_not_make_the_date_a_chosen_one(world):
    application = begin(world)
    task = change(world, application, of(world, application, "budget"), note="Vraag Jan", owner_id=world.ids["vera"])
    assert (task.due_chosen, task.note, task.owner_id) == (False, "Vraag Jan", world.ids["vera"])


def test_an_own_task_lives_on_after_submission(world):
    application = begin(world)
    mo, ids = world.actor("mo"), world.ids
    task = add_task(
        world.ctx, mo, application.id, text=" Bel de bakker ", owner_id=ids["mo"], due_on=TODAY - timedelta(days=1)
    )
    (mine,) = my_tasks(world.ctx, mo)
    assert (mine.task.text, mine.overdue, mine.owner) == ("Bel de bakker", True, "Mo")
    assert mine.task.id == tasks_of_place(world.ctx, world.actor("cor"), world.place)[0].task.id, (
        "what is late is first"
    )
    made_ready(world, application)
    assert [seen.task.id for seen in tasks_of_place(world.ctx, mo, world.place)] == [task.id]
    remove_task(world.ctx, mo, application.id, task.id, expected_version=1)
    assert my_tasks(world.ctx, mo) == ()


def test_what_comes_after_sending_is_shown_until_nothing_is_waited_for(small_world):
    application = begin(small_world)
    made_ready(small_world, application)
    decide(small_world, application)
    kinds = (TaskKind.TELL_ACCOUNT, TaskKind.TELL_FUNDER, TaskKind.AWARD_TERMS)
    with small_world.ctx.database.transaction() as connection:
        new = [NewTask(kind, "x") for kind in kinds]
        tasks.add(connection, SYSTEM, applications.get(connection, SYSTEM, application.id), new)

    def seen():
        found = tasks_of_place(small_world.ctx, small_world.actor("mo"), small_world.place)
        return {one.task.kind for one in found if one.task.kind in kinds}

    assert seen() == set(kinds)
    with small_world.ctx.database.transaction() as connection:
        now_there = applications.get(connection, SYSTEM, application.id)
        connection.execute(
            sa.update(application_table).where(application_table.c.id == now_there.id).values(state=State.REVOKED.value)
        )
    assert seen() == set()


def test_only_the_team_can_be_given_a_task(small_world):
    world, application = small_world, begin(small_world)
    for name in ("otto", "cor"):
        with pytest.raises(InvalidInput) as problem:
            change(world, application, of(world, application, "budget"), owner_id=world.ids[name])
        assert problem.value.errors[0].code == "not_in_team"


def test_who_may_divide_tasks(small_world):
    world, application = small_world, begin(small_world)
    task = of(world, application, "budget")
    with pytest.raises(Forbidden):
        change(world, application, task, "cor")
    with pytest.raises(NotFound):
        change(world, application, task, "otto")
    with pytest.raises(NotFound):
        tasks_of_place(world.ctx, world.actor("otto"), world.place)
    with pytest.raises(Stale):
        change(world, application, task, "vera", expected_version=task.version + 1)


def test_a_task_of_the_source_is_not_removed_nor_one_with_a_document(small_world):
    world, application = small_world, begin(small_world)
    mo = world.actor("mo")
    with pytest.raises(NotAllowedNow):
        remove_task(world.ctx, mo, application.id, of(world, application, "budget").id)
    own = add_task(world.ctx, mo, application.id, text="Foto zoeken")
    document = add_document(world, kind="other")
    attach_document(world.ctx, mo, application.id, document_id=document.id, task_id=own.id)
    with pytest.raises(NotAllowedNow):
        remove_task(world.ctx, mo, application.id, own.id)
    with pytest.raises(InvalidInput):
        add_task(world.ctx, mo, application.id, text="  ")
