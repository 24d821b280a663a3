"""A giver's answer: kept with its day, holding at once, and taken back with one tap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.matcher.domain.care.checking import Heard
from services.matcher.storage import source_checks, sources
from services.matcher.usecases.care.check_source import Told, check_source
from services.matcher.usecases.care.see_calls import see_calls
from services.matcher.usecases.care.see_versions import see_versions
from services.matcher.usecases.care.take_answer import take_answer
from services.matcher.usecases.care.undo_check import undo_check
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from shared.access import directory
from shared.access.scope import SYSTEM
from shared.contracts.source_answer import AnswerOutcome
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, NotSignedIn
from shared.kernel.ids import new_id
from tests.services.matcher.carers import SOURCE
from tests.services.matcher.world import NOW

TODAY = "2026-11-22"


def document(world, source_id=SOURCE):
    return current_catalogue(world.ctx.database).sources[source_id].document


def test_an_answer_holds_at_once_with_its_day_and_its_maker(carers):
    world = carers.world
    before = document(world)
    check = check_source(world.ctx, carers.vera, SOURCE, {"heard": "open", "note": "Mevrouw De Boer", "until": ""})
    after = document(world)
    assert (after["status"], after["provenance"]["seen_on"]) == ("open", TODAY)
    assert {name for name in after if after[name] != before.get(name)} <= {"status", "provenance"}
    assert (check.version_before, check.version_after, check.checked_by) == (1, 2, carers.vera.person_id)
    newest = see_versions(world.ctx, carers.mia, SOURCE).versions[0]
    assert (newest.version, newest.changed_by, newest.heard) == (2, "Vera", Heard.OPEN)
    public = see_versions(world.ctx, None, SOURCE).versions[0]
    assert (public.changed_by, public.by_person) == (None, True)


def test_an_attempt_in_vain_changes_nothing_and_lets_the_question_sink_for_a_week(carers):
    world = carers.world
    world.need(carers.place)
    first = see_calls(world.ctx, carers.vera).calls[0].entry.source.id
    before = document(world, first)
    check = check_source(world.ctx, carers.vera, first, {"heard": "not_reached"})
    assert check.version_after == check.version_before
    assert document(world, first) == before
    ordered = see_calls(world.ctx, carers.cora, limit=1000)
    assert (ordered.calls[-1].entry.source.id, ordered.calls[-1].waiting.rests) == (first, True)
    world.ctx.clock.move(timedelta(days=8))
    assert see_calls(world.ctx, carers.cora).calls[0].entry.source.id == first


def test_an_answer_leaves_the_list_and_the_next_comes_up(carers):
    world = carers.world
    world.need(carers.place)
    first, second = (call.entry.source.id for call in see_calls(world.ctx, carers.vera).calls[:2])
    check_source(world.ctx, carers.vera, first, {"heard": "closed"})
    assert see_calls(world.ctx, carers.vera).calls[0].entry.source.id == second


def test_undoing_brings_back_what_was_there(carers):
    world = carers.world
    before = document(world)
    check = check_source(world.ctx, carers.vera, SOURCE, {"heard": "closed"})
    with pytest.raises(Forbidden):
        undo_check(world.ctx, carers.victor, check.id)
    undo_check(world.ctx, carers.vera, check.id)
    assert document(world) == before
    assert see_versions(world.ctx, None, SOURCE).total == 3
    with pytest.raises(NotAllowedNow):
        undo_check(world.ctx, carers.vera, check.id)


def test_who_may_publish_undoes_the_slip_of_another(small_carers):
    world = small_carers.world
    before = document(world)
    check = check_source(world.ctx, small_carers.vera, SOURCE, {"heard": "closed"})
    undo_check(world.ctx, small_carers.cora, check.id)
    assert document(world) == before


def test_undoing_is_for_a_day(small_carers):
    world = small_carers.world
    check = check_source(world.ctx, small_carers.vera, SOURCE, {"heard": "open"})
    world.ctx.clock.move(timedelta(days=1, minutes=1))
    with pytest.raises(NotAllowedNow) as problem:
        undo_check(world.ctx, small_carers.vera, check.id)
    assert problem.value.code == "too_late"


def test_undoing_never_throws_away_what_came_after(small_carers):
    world = small_carers.world
    check = check_source(world.ctx, small_carers.vera, SOURCE, {"heard": "open"})
    check_source(world.ctx, small_carers.victor, SOURCE, {"heard": "closed"})
    with pytest.raises(NotAllowedNow) as problem:
        undo_check(world.ctx, small_carers.vera, check.id)
    assert problem.value.code == "changed_since"
    assert document(world)["status"] == "closed"


def test_only_who_may_check_does(small_carers):
    ctx = small_carers.world.ctx
    for actor, error in ((None, NotSignedIn), (small_carers.mia, Forbidden), (small_carers.fien, Forbidden)):
        with pytest.raises(error):
            check_source(ctx, actor, SOURCE, {"heard": "open"})
    with pytest.raises(NotFound):
        check_source(ctx, small_carers.vera, "bestaat-niet", {"heard": "open"})


def test_all_errors_of_an_answer_at_once(small_carers):
    given = {"heard": "misschien", "until": "gisteren", "note": "x" * 501}
    with pytest.raises(InvalidInput) as problem:
        check_source(small_carers.world.ctx, small_carers.vera, SOURCE, given)
    assert {error.field for error in problem.value.errors} == {"heard", "until", "note"}
    for given, field in (({}, "heard"), ({"heard": "open", "until": "2026-11-21"}, "until")):
        with pytest.raises(InvalidInput) as problem:
            check_source(small_carers.world.ctx, small_carers.vera, SOURCE, given)
        assert [error.field for error in problem.value.errors] == [field]


def test_a_source_that_is_listed_no_more_is_left_alone(small_carers):
    world = small_carers.world
    with world.ctx.database.transaction() as connection:
        publish(connection, [], changed_by="file", at=NOW, gone=[SOURCE])
    with pytest.raises(NotAllowedNow):
        check_source(world.ctx, small_carers.vera, SOURCE, {"heard": "open"})
    with world.ctx.database.read() as connection:
        row = sources.find(SYSTEM, connection, SOURCE)
        assert row is not None and row.listing == sources.DROPPED


def called_by_the_tracker(world, actor):
    with world.ctx.people.read() as connection:
        return directory.actor_of_person(connection, actor.person_id, world.ctx.clock.now(), via="tracker")


def told(heard=Heard.OPEN, told_on=date(2026, 11, 20)):
    return Told(heard, told_on, id=new_id())


def test_an_answer_from_the_tracker_is_a_check_for_a_volunteer_and_comes_in_once(carers):
    world, answer = carers.world, told()
    vera = called_by_the_tracker(world, carers.vera)
    assert take_answer(world.ctx, vera, SOURCE, answer) is AnswerOutcome.CHECKED
    assert take_answer(world.ctx, vera, SOURCE, answer) is AnswerOutcome.CHECKED
    assert (document(world)["status"], document(world)["provenance"]["seen_on"]) == ("open", "2026-11-20")
    with world.ctx.database.read() as connection:
        assert [check.via for check in source_checks.of_source(SYSTEM, connection, SOURCE)] == ["tracker"]


def test_an_answer_from_the_tracker_is_a_proposal_for_a_member(carers):
    world, answer = carers.world, told()
    before = document(world)
    mia = called_by_the_tracker(world, carers.mia)
    assert take_answer(world.ctx, mia, SOURCE, answer) is AnswerOutcome.PROPOSED
    assert take_answer(world.ctx, mia, SOURCE, answer) is AnswerOutcome.PROPOSED
    assert take_answer(world.ctx, mia, SOURCE, told(Heard.NOT_REACHED)) is AnswerOutcome.NOTHING_NEW
    assert document(world) == before


def test_an_older_answer_does_not_overwrite_a_newer_one(small_carers):
    world = small_carers.world
    check_source(world.ctx, small_carers.vera, SOURCE, {"heard": "closed"})
    late = called_by_the_tracker(world, small_carers.victor)
    assert take_answer(world.ctx, late, SOURCE, told()) is AnswerOutcome.CHECKED
    assert document(world)["status"] == "closed"
