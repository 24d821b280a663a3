"""All work of one person goes to another in one step, or nothing does; and back within a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.handing_over.hand_over import hand_over
from services.tracker.usecases.handing_over.plan_handover import people_to_choose, plan_handover
from services.tracker.usecases.handing_over.see_handovers import recent_handovers
from services.tracker.usecases.handing_over.undo_handover import undo_handover
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.usecases.tasks.add_task import add_task
from services.tracker.usecases.tasks.change_task import change_task
from services.tracker.usecases.tasks.see_tasks import my_tasks
from shared.access.actors import MandateAct
from shared.access.enrolment import end_mandate, give_mandate
from shared.kernel.errors import InvalidInput, NotAllowedNow, NotFound
from tests.services.tracker.acts import begin, do, made_ready
from tests.services.tracker.world import NOW


def go(world, who, from_name, to_name, places=("place",), **more):
    return hand_over(
        world.ctx,
        world.actor(who),
        from_person=world.ids[from_name],
        to_person=world.ids[to_name],
        place_ids=[world.ids[place] for place in places],
        **more,
    )


def given(world, application, who, text="Bellen"):
    return add_task(world.ctx, world.actor("mo"), application.id, text=text, owner_id=world.ids[who])


def told(world):
    return {row["person_id"]: row["data"] for row in world.rows("outbox_intent", kind="handed_over")}


def holder(world, application, who="bea"):
    return read_dossier(world.ctx, world.actor(who), application.id).application.in_hands_of


@pytest.fixture
def busy(world):
    """Vera has an application and two tasks in hand."""
    application = begin(world, "vera")
    given(world, application, "vera")
    given(world, application, "vera", "Mailen")
    return application


def test_everything_goes_over_at_once(world, busy):
    items = go(world, "vera", "vera", "victor")
    assert len(items) == 3
    assert [seen.task.text for seen in my_tasks(world.ctx, world.actor("victor"))] == ["Bellen", "Mailen"]
    assert my_tasks(world.ctx, world.actor("vera")) == ()
    assert holder(world, busy) == world.ids["victor"]
    history = read_dossier(world.ctx, world.actor("bea"), busy.id).history
    assert [line.action for line in history][-3:] == ["application.handed_over"] * 3
    assert told(world) == {world.ids["victor"]: {"received": True, "undone": False, "tasks": 2, "applications": 1}}


def test_a_coordinator_does_it_and_both_are_told(world, busy):
    go(world, "cor", "vera", "victor")
    assert {person: data["received"] for person, data in told(world).items()} == {
        world.ids["victor"]: True,
        world.ids["vera"]: False,
    }


def test_after_a_mandate_ended_the_board_hands_over_what_was_left(world, busy):
    mandate = world.actor("vera").mandates[0]
    with world.ctx.people.transaction() as connection:
        end_mandate(connection, mandate_id=mandate.id, at=world.clock.now())
    givers, takers = people_to_choose(world.ctx, world.actor("bea"))
    assert world.ids["vera"] in givers and world.ids["vera"] not in takers
    with pytest.raises(NotAllowedNow):
        go(world, "vera", "vera", "victor")
    assert len(go(world, "bea", "vera", "victor")) == 3


def test_nothing_half_when_one_place_has_no_mandate(world, busy):
    """Vera also works for the neighbours, Victor does not."""
    _with_other_place(world)
    plan = plan_handover(world.ctx, world.actor("vera"), world.ids["vera"], world.ids["victor"])
    assert {part.place_name: part.able for part in plan.parts} == {"De buren": False, "Huis van de wijk": True}
    with pytest.raises(NotAllowedNow) as problem:
        go(world, "vera", "vera", "victor", ("place", "other"))
    assert "De buren" in problem.value.message
    assert world.rows("handover_item") == []
    assert len(my_tasks(world.ctx, world.actor("vera"))) == 2
    assert len(go(world, "vera", "vera", "victor")) == 3


def _with_other_place(world):
    with world.ctx.people.transaction() as connection:
        give_mandate(
            connection,
            place_id=world.ids["other"],
            person_id=world.ids["vera"],
            acts=tuple(MandateAct),
            written=True,
            starts_at=NOW - timedelta(days=1),
            ends_at=NOW + timedelta(days=100),
            given_by=world.ids["otto"],
            at=NOW,
        )
    world.offer(need_id="need-2", place_id=world.ids["other"])
    start_application(world.ctx, world.actor("vera"), need_id="need-2", source_id="fonds-voor-de-wijk")


def test_who_may_not(small_world):
    world = small_world
    given(world, begin(world), "vera")
    for who in ("mo", "victor", "otto"):
        with pytest.raises(NotAllowedNow):
            go(world, who, "vera", "victor")
    with pytest.raises(NotAllowedNow):
        go(world, "vera", "vera", "otto")
    with pytest.raises(InvalidInput):
        go(world, "vera", "vera", "vera")
    with pytest.raises(InvalidInput):
        go(world, "vera", "vera", "victor", ())
    assert world.rows("handover_item") == []


def test_it_can_be_taken_back_within_a_day(world, busy):
    items = go(world, "cor", "vera", "victor")
    (seen,) = recent_handovers(world.ctx, world.actor("vera"))
    assert (seen.count, seen.from_name, seen.to_name) == (3, "Vera", "Victor")
    with pytest.raises(NotFound):
        undo_handover(world.ctx, world.actor("victor"), items[0].handover_id)
    # One task went on to Mo in between; it stays there.
    task = my_tasks(world.ctx, world.actor("victor"))[0].task
    mo = world.ids["mo"]
    change_task(world.ctx, world.actor("victor"), busy.id, task.id, owner_id=mo, due_on=None, note="", text=task.text)
    back = undo_handover(world.ctx, world.actor("vera"), items[0].handover_id)
    assert len(back) == 2
    assert holder(world, busy) == world.ids["vera"]
    assert [one.task.id for one in my_tasks(world.ctx, world.actor("mo"))] == [task.id]
    assert recent_handovers(world.ctx, world.actor("vera")) == ()
    with pytest.raises(NotAllowedNow):
        undo_handover(world.ctx, world.actor("vera"), items[0].handover_id)


def test_after_a_day_it_stays(world, busy):
    items = go(world, "vera", "vera", "victor")
    world.clock.move(timedelta(hours=25))
    with pytest.raises(NotAllowedNow):
        undo_handover(world.ctx, world.actor("vera"), items[0].handover_id)
    assert recent_handovers(world.ctx, world.actor("vera")) == ()


def test_what_is_over_stays_with_who_did_it(small_world):
    world = small_world
    application = made_ready(world, begin(world, "vera"))
    do(world, withdraw_application, "bea", application)
    plan = plan_handover(world.ctx, world.actor("vera"), world.ids["vera"], world.ids["victor"])
    assert plan.parts == ()
