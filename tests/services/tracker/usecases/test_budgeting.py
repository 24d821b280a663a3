"""Budgets over real databases: what approval and handing in freeze, and what a yes means for the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.tracker.domain.budgets.records import Cover, CoverKind, CoverState, FreezeReason, Line, NoteState, Share
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.states import State
from services.tracker.storage import budget_requests, budgets, funder_notes
from services.tracker.usecases.applying.edit_application import edit_application
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.budgeting.cascade import after_loss
from services.tracker.usecases.budgeting.close_note import close_note
from services.tracker.usecases.budgeting.facts import budget_facts
from services.tracker.usecases.budgeting.freeze_budget import freeze_budget
from services.tracker.usecases.budgeting.read_budget import read_version
from services.tracker.usecases.budgeting.read_note import read_note
from services.tracker.usecases.changing import Change
from services.tracker.usecases.decided.accept_revised import accept_revised
from services.tracker.usecases.reviewing.approve_application import approve_application
from shared.access.scope import SYSTEM
from shared.contracts.source_snapshot import NeedCost
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready
from tests.services.tracker.budget_acts import save, second_source, view

KITCHEN, PAINT = Line("k", "Keuken", 300_000), Line("p", "Verf", 100_000)
OWN = Cover("o", CoverKind.OWN, "Kas", 100_000, CoverState.PROMISED)


def facts_of(world, application):
    with world.ctx.database.read() as connection:
        return budget_facts(connection, SYSTEM, application)


def notes_of(world, application):
    with world.ctx.database.read() as connection:
        return funder_notes.of_application(connection, SYSTEM, application.id)


def test_all_applications_of_a_need_share_one_budget(world):
    first, second = begin(world), second_source(world)
    save(world, first, lines=[KITCHEN, PAINT], covers=[OWN])
    seen = view(world, second)
    assert [line.id for line in seen.plan.lines] == ["k", "p"]
    assert [(one.name, one.amount_cents) for one in seen.plan.money_covers] == [
        ("Keukens voor de buurt", 400_000),
        ("Fonds 2", 400_000),
        ("Kas", 100_000),
    ]
    assert len(world.rows("budget")) == 1


def test_approval_freezes_what_stands_there(world):
    application = begin(world)
    save(world, application, lines=[KITCHEN, PAINT])
    do(world, approve_application, "bea", application)
    save(world, application, lines=[KITCHEN])
    seen = view(world, application)
    assert seen.frozen is not None and seen.frozen.number == 1
    assert [line.id for line in seen.frozen.lines] == ["k", "p"] and [one.id for one in seen.plan.lines] == ["k"]
    assert seen.changed_since
    assert [freeze.reason.value for freeze in seen.freezes] == ["approved"]


def test_the_same_plan_is_one_version(world):
    application = begin(world)
    made_ready(world, application)
    assert [row["number"] for row in world.rows("budget_version")] == [1]
    frozen = view(world, application).frozen
    assert frozen is not None and [line.text for line in frozen.lines] == ["Een nieuwe keuken"]


def test_a_budget_that_nobody_wrote_follows_what_is_asked(world):
    application = begin(world)
    do(world, approve_application, "bea", application)
    do(world, edit_application, "mo", application, title="Keuken", amount_cents=350_000, expected_version=None)
    do(world, approve_application, "bea", application)
    seen = view(world, application)
    assert (seen.budget.version, seen.budget.number, seen.plan.closes) == (0, 2, True)
    assert seen.frozen is not None and seen.frozen.lines[0].amount_cents == 350_000
    assert save(world, application, lines=[KITCHEN], expected_version=0).budget.version == 1
    second = second_source(world, amount_cents=900_000)
    assert view(world, second).plan.lines == (KITCHEN,)


def test_handing_in_elsewhere_freezes_too(world):
    application = begin(world)
    do(world, record_submitted_elsewhere, "bea", application, channel="email", submitted_on=TODAY)
    assert [row["reason"] for row in world.rows("budget_freeze")] == ["submitted"]


def test_what_was_frozen_never_changes(world):
    first, second = begin(world), second_source(world)
    save(world, first, lines=[KITCHEN])
    do(world, approve_application, "bea", first)
    before = read_version(world.ctx, world.actor("mo"), first.id, 1)
    save(world, second, lines=[replace(KITCHEN, amount_cents=1), PAINT], covers=[OWN])
    do(world, approve_application, "bea", second)
    assert read_version(world.ctx, world.actor("mo"), first.id, 1) == before
    numbers = [world.rows("budget_freeze", application_id=one.id)[0]["number"] for one in (first, second)]
    assert numbers == [1, 2]


def test_nobody_is_disturbed_by_a_freeze(world):
    application = begin(world)
    save(world, application, lines=[KITCHEN, PAINT])
    do(world, approve_application, "bea", application)
    assert save(world, application, lines=[PAINT], expected_version=1).budget.version == 2


def test_of_two_who_make_the_first_budget_one_wins(world):
    application = begin(world)
    save(world, application, lines=[KITCHEN], expected_version=0)
    with pytest.raises(Stale):
        save(world, application, who="bea", lines=[PAINT], expected_version=0)


def test_facts_for_the_guards(world):
    application = begin(world)
    assert facts_of(world, application) == {}
    save(world, application, lines=[KITCHEN, PAINT, Line("l", "Lampen", 35_000)])
    told = {"budget_gap_cents": 35_000, "gap_accepted": False, "revised_budget_closes": False}
    assert facts_of(world, application) == told
    with pytest.raises(NotAllowedNow) as problem:
        do(world, approve_application, "bea", application)
    assert problem.value.code == "budget_gap"
    save(world, application, covers=[replace(OWN, amount_cents=35_000)])
    assert facts_of(world, application) == {
        "budget_gap_cents": 0,
        "gap_accepted": False,
        "revised_budget_closes": True,
    }


def test_a_small_request_needs_no_closing_plan(world):
    world.offer(amount_sought_cents=25_000, papers=())
    application = begin(world)
    save(world, application, lines=[replace(KITCHEN, amount_cents=30_000)])
    assert facts_of(world, application)["gap_accepted"] is True
    do(world, approve_application, "bea", application)


def test_a_smaller_award_opens_a_gap_until_the_budget_is_cut(world):
    application = begin(world)
    save(world, application, lines=[KITCHEN, PAINT])
    made_ready(world, application)
    decide(world, application, outcome=Outcome.PARTIAL, amount_cents=250_000)
    assert facts_of(world, application)["revised_budget_closes"] is False
    assert view(world, application).plan.gap_cents == 150_000
    save(world, application, lines=[replace(KITCHEN, amount_cents=250_000)])
    assert facts_of(world, application)["revised_budget_closes"] is True


def test_going_on_with_less_waits_for_the_budget_and_holds_on_to_it(small_world):
    world = small_world
    application = begin(world)
    save(world, application, lines=[KITCHEN, PAINT])
    made_ready(world, application)
    decide(world, application, outcome=Outcome.PARTIAL, amount_cents=250_000)
    with pytest.raises(NotAllowedNow):
        do(world, accept_revised, "bea", application)
    save(world, application, lines=[replace(KITCHEN, amount_cents=250_000)])
    assert do(world, accept_revised, "bea", application).state is State.AWARDED
    newest = max(world.rows("budget_freeze"), key=lambda row: row["number"])
    assert (newest["number"], newest["reason"]) == (2, "revised")
    lines = read_version(world.ctx, world.actor("mo"), application.id, 2).lines
    assert [line.amount_cents for line in lines] == [250_000]


def test_a_yes_prepares_a_message_and_sends_none(world):
    first, second, third = begin(world), second_source(world), second_source(world, 3, 60_000)
    save(world, first, lines=[KITCHEN, PAINT])
    for one in (first, second):
        made_ready(world, one)
    told_before = len(world.rows("outbox_intent"))
    decide(world, first)
    (note,) = notes_of(world, second)
    assert (note.decided_id, note.awarded_cents, note.over_cents) == (first.id, 400_000, 400_000)
    assert notes_of(world, third) == [], "who was asked nothing yet needs no message"
    assert [row["code"] for row in world.rows("task", kind="tell_funder")] == [note.id]
    kinds = [row["kind"] for row in world.rows("outbox_intent")][told_before:]
    assert kinds == ["decision_recorded"], "the team hears of the decision, nobody else hears anything"
    text = " ".join(read_note(world.ctx, world.actor("mo"), second.id, note.id).paragraphs)
    assert "€\xa04.000 van Fonds voor de wijk" in text and "Huis van de wijk" in text


def test_too_much_is_named_for_the_costs_it_is_about(world):
    first, second = begin(world), second_source(world, amount_cents=160_000)
    save(
        world,
        first,
        lines=[KITCHEN, PAINT],
        shares={
            first.id: [Share("k", 300_000), Share("p", 100_000)],
            second.id: [Share("k", 60_000), Share("p", 100_000)],
        },
    )
    save(world, first, lines=[KITCHEN, replace(PAINT, amount_cents=200_000)])
    for one in (first, second):
        made_ready(world, one)
    decide(world, first)
    (note,) = notes_of(world, second)
    assert (note.over_cents, note.line_texts) == (60_000, ("Keuken",))


def test_a_second_yes_replaces_the_message(world):
    first, second, third = begin(world), second_source(world), second_source(world, 3, 50_000)
    for one in (first, second, third):
        made_ready(world, one)
    decide(world, first)
    decide(world, third)
    assert [note.state for note in notes_of(world, second)] == [NoteState.REPLACED, NoteState.OPEN]
    assert [row["done_at"] is None for row in world.rows("task", kind="tell_funder", application_id=second.id)].count(
        True
    ) == 1
    assert notes_of(world, first)[0].decided_id == third.id, "who gave before hears of other money too"


def test_a_message_ends_once(world):
    first, second = begin(world), second_source(world)
    for one in (first, second):
        made_ready(world, one)
    decide(world, first)
    (note,) = notes_of(world, second)
    done = close_note(world.ctx, world.actor("mo"), second.id, note.id, told=False, expected_version=1)
    assert (done.state, done.version, done.closed_by) == (NoteState.PUT_ASIDE, 2, world.ids["mo"])
    with pytest.raises(Stale):
        close_note(world.ctx, world.actor("bea"), second.id, note.id, told=True)
    assert world.rows("task", kind="tell_funder")[0]["done_at"] is not None


def test_an_award_that_is_lost_takes_its_messages_back(world):
    first, second = begin(world), second_source(world)
    for one in (first, second):
        made_ready(world, one)
    decided = decide(world, first)
    actor = world.actor("bea")
    with world.ctx.write() as work:
        after_loss(Change(world.ctx, work, actor, decided, world.clock.now()))
    assert [note.state for note in notes_of(world, second)] == [NoteState.REPLACED]


@pytest.mark.parametrize("change", ["reject", "withdraw"])
def test_a_no_prepares_nothing_and_shows_the_gap(world, change):
    first, second = begin(world), second_source(world, amount_cents=50_000)
    save(world, first, lines=[KITCHEN, Line("p", "Verf", 150_000)])
    for one in (first, second):
        made_ready(world, one)
    if change == "reject":
        decide(world, first, outcome=Outcome.REJECTED)
    else:
        do(world, withdraw_application, "bea", first)
    assert world.rows("funder_note") == []
    assert view(world, second).plan.gap_cents == 400_000


def test_rules_of_the_source_are_named_until_it_answers(world):
    world.offer(document={"share": {"max_percent": 50, "stacking_max_percent": 60}}, provider_kind="municipality")
    application = begin(world)
    assert [finding.code for finding in view(world, application).findings] == ["max_percent", "stacking_max"]
    made_ready(world, application)
    decide(world, application)
    assert view(world, application).findings == ()


def test_out_of_reach_there_is_nothing(world):
    first, second = begin(world), second_source(world)
    for one in (first, second):
        made_ready(world, one)
    decide(world, first)
    (note,) = notes_of(world, second)
    scope, budget = world.actor("otto").scope, view(world, first).budget
    with world.ctx.database.transaction() as connection:
        assert budgets.of_project(connection, scope, world.place, "need-1") is None
        assert budgets.frozen_of(connection, scope, first.id) is None
        assert budgets.version_dates(connection, scope, budget.id) == []
        assert budgets.freezes_of_budget(connection, scope, budget.id) == []
        assert budget_requests.of_project(connection, scope, world.place, "need-1") == []
        assert budget_requests.of_providers(connection, scope, [first.id], ["fund"]) == frozenset()
        assert funder_notes.of_application(connection, scope, second.id) == []
        assert funder_notes.open_about(connection, scope, first.id) == []
        kept = budgets.version(connection, SYSTEM, budget.id, 1)
        freeze = budgets.freezes_of_budget(connection, SYSTEM, budget.id)[0]
        for refused in (
            lambda: budgets.version(connection, scope, budget.id, 1),
            lambda: budgets.add(connection, scope, replace(budget, id="x", need_id="y")),
            lambda: budgets.add_version(connection, scope, replace(kept, number=9)),
            lambda: budgets.freeze(connection, scope, replace(freeze, id="x")),
            lambda: funder_notes.get(connection, scope, second.id, note.id),
            lambda: funder_notes.add(connection, scope, replace(note, id="x")),
        ):
            with pytest.raises(NotFound):
                refused()
        for stale in (
            lambda: budgets.change(connection, scope, budget, gap_reason="x"),
            lambda: budgets.set_number(connection, scope, budget, 9),
            lambda: funder_notes.close(connection, scope, note, NoteState.DONE, world.clock.now(), None),
        ):
            with pytest.raises(Stale):
                stale()
    assert world.rows("budget")[0]["number"] == budget.number


def test_a_budget_begins_with_the_costs_that_the_place_told(world):
    costs = (NeedCost("equipment", 300_000, "Keukenblok"), NeedCost("salary", 130_000))
    world.offer(need_costs=costs, need_own_cents=10_000)
    plan = view(world, begin(world)).plan
    told = [(line.text, line.amount_cents, line.kind) for line in plan.lines]
    assert told == [("Keukenblok", 300_000, "equipment"), ("loon van betaalde krachten", 130_000, "salary")]
    assert [(one.name, one.amount_cents) for one in plan.covers][1:] == [("Eigen geld", 10_000)]
    assert plan.gap_cents == 20_000


def test_without_any_line_there_is_nothing_to_freeze(world):
    world.offer(amount_sought_cents=None)
    application = begin(world)
    with world.ctx.write() as work:
        change = Change(world.ctx, work, world.actor("bea"), application, world.clock.now())
        assert freeze_budget(change, FreezeReason.APPROVED) is None
    assert facts_of(world, application) == {}
    assert view(world, application).plan.lines == () and world.rows("budget") == []


def test_what_was_written_after_an_approval_is_frozen_when_it_was_handed_in_elsewhere(small_world):
    application = begin(small_world)
    save(small_world, application, lines=[KITCHEN, PAINT])
    do(small_world, approve_application, "bea", application)
    do(small_world, edit_application, "mo", application, title="Anders", amount_cents=300_000, expected_version=None)
    save(small_world, application, lines=[KITCHEN])
    do(small_world, record_submitted_elsewhere, "bea", application, channel="online_form", submitted_on=TODAY)
    assert [line.id for line in view(small_world, application).frozen.lines] == ["k"]
