"""The money of an award on both databases: agreed, ordered, received, settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import sqlalchemy as sa

from services.tracker.domain.accounts.records import AccountOwner
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.instalments.plans import OwnPart, Plan, PlanKind
from services.tracker.domain.instalments.states import InstalmentEvent
from services.tracker.jobs.clock import tick
from services.tracker.storage import instalments
from services.tracker.storage.tables import metadata
from services.tracker.usecases.accounts.propose_account import propose_account
from services.tracker.usecases.changing import changing
from services.tracker.usecases.payments.acting import RIGHT
from services.tracker.usecases.payments.make_plan import make_plan
from services.tracker.usecases.payments.read_money import read_money
from services.tracker.usecases.payments.read_place_money import read_place_money
from services.tracker.usecases.payments.record_credit import record_credit
from services.tracker.usecases.payments.reschedule_instalment import reschedule_instalment
from services.tracker.usecases.payments.send_letter import send_letter
from services.tracker.usecases.payments.settle_instalments import end_instalments, settle_instalments
from services.tracker.usecases.payments.step_instalment import step_instalment
from services.tracker.usecases.payments.take_back_credit import take_back_credit
from services.tracker.usecases.payments.watch_instalments import watch_instalments
from shared.access.scope import SYSTEM
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, Stale
from shared.kernel.ids import new_id
from tests.services.tracker.acts import begin, decide, do, made_ready

TODAY = date(2026, 11, 22)
SPLIT = Plan(PlanKind.ADVANCE, 75)


@pytest.fixture
def award(world):
    return awarded(world)


def awarded(world, **changes):
    """An award of € 4.000,00."""
    application = begin(world)
    made_ready(world, application)
    return decide(world, application, **changes)


def plan(world, award, chosen=SPLIT, who="bea", **more):
    return do(world, make_plan, who, award, plan=chosen, **more)


def money(world, award):
    return read_money(world.ctx, world.actor("bea"), award.id).money


def parts(world, award):
    return [one for one in money(world, award).instalments if one.state != "cancelled"]


def receive(world, award, number, cents, **more):
    part = parts(world, award)[number] if number is not None else None
    return do(
        world,
        record_credit,
        "bea",
        award,
        instalment_id=part.id if part else None,
        amount_cents=cents,
        **{"received_on": TODAY} | more,
    )


def step(world, award, number, event, **more):
    return do(world, step_instalment, "bea", award, instalment_id=parts(world, award)[number].id, event=event, **more)


def shape(world, award):
    return [(one.amount_cents, one.state.value, one.received_cents) for one in money(world, award).instalments]


def test_the_whole_way(world, award):
    plan(world, award, first_on=TODAY, last_on=date(2027, 6, 30))
    assert shape(world, award) == [(300_000, "due", 0), (100_000, "planned", 0)]
    step(world, award, 0, InstalmentEvent.ORDER)
    step(world, award, 0, InstalmentEvent.PAY)
    receive(world, award, 0, 300_000)
    receive(world, award, 1, 100_000)
    assert shape(world, award) == [(300_000, "confirmed", 300_000), (100_000, "confirmed", 100_000)]
    sums = money(world, award).standing
    assert (sums.received, sums.still_to_come, sums.too_much, sums.not_agreed) == (400_000, 0, 0, 0)
    with world.ctx.database.read() as connection:
        assert instalments.received_cents(connection, SYSTEM, award.id) == 400_000
    acts = [row["action"] for row in world.rows("audit_entry") if ".money_" in row["action"]]
    assert sorted(acts) == sorted(
        f"application.money_{act}" for act in ("planned", "order", "pay", "received", "received")
    )


def test_only_the_board_acts_and_strangers_see_nothing(world, award):
    plan(world, award)
    part = parts(world, award)[0]
    for who, error in (("mo", Forbidden), ("vera", Forbidden), ("cor", Forbidden), ("otto", NotFound)):
        with pytest.raises(error):
            plan(world, award, who=who)
        with pytest.raises(error):
            do(world, record_credit, who, award, instalment_id=part.id, amount_cents=1, received_on=TODAY)
        with pytest.raises(error):
            do(world, step_instalment, who, award, instalment_id=part.id, event=InstalmentEvent.ORDER)
    for who in ("otto", "victor"):
        with pytest.raises(NotFound):
            read_money(world.ctx, world.actor(who), award.id)
        with pytest.raises(NotFound):
            read_place_money(world.ctx, world.actor(who), world.place)


def test_h66_money_above_the_award_is_refused(world, award):
    plan(world, award)
    receive(world, award, 0, 300_000)
    for attempt in (
        lambda: receive(world, award, 1, 100_001),
        lambda: receive(world, award, None, 100_001),
        lambda: receive(world, award, 1, 10**11),
    ):
        with pytest.raises(NotAllowedNow) as problem:
            attempt()
        assert problem.value.code == "above_award"
    receive(world, award, None, 1)
    with pytest.raises(NotAllowedNow) as ordered:
        step(world, award, 1, InstalmentEvent.ORDER)
    assert ordered.value.code == "above_award" and "€ 0,01" in ordered.value.message.replace("\xa0", " ")
    assert money(world, award).standing.received == 300_001


def test_two_who_write_down_the_same_money_at_once_do_not_pass_the_award(world, award):
    plan(world, award, Plan(PlanKind.AT_ONCE))
    start, outcomes = Barrier(2), []

    def run():
        start.wait()
        try:
            receive(world, award, None, 250_000)
            outcomes.append("done")
        except (Stale, NotAllowedNow) as problem:
            outcomes.append(type(problem).__name__)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(outcomes) == 2 and outcomes.count("done") == 1
    assert money(world, award).standing.received == 250_000


def test_less_than_agreed_stays_in_sight(world, award):
    plan(world, award)
    receive(world, award, 0, 290_000)
    first = parts(world, award)[0]
    assert (first.state, first.difference_cents) == ("confirmed", -10_000)
    assert money(world, award).standing.not_agreed == 10_000


def test_the_rest_of_a_payment_can_follow(world, award):
    plan(world, award)
    receive(world, award, 0, 200_000, rest_follows=True)
    assert parts(world, award)[0].open_cents == 100_000
    receive(world, award, 0, 100_000, rest_follows=True)
    assert shape(world, award)[0] == (300_000, "confirmed", 300_000)


def test_a_credit_by_mistake_is_taken_back_and_stays_in_the_ledger(world, award):
    plan(world, award)
    receive(world, award, 0, 300_000)
    receive(world, award, None, 500)
    first, second = money(world, award).credits
    do(world, take_back_credit, "bea", award, credit_id=first.id, reason="Verkeerde aanvraag")
    do(world, take_back_credit, "bea", award, credit_id=second.id, reason="Verkeerde aanvraag")
    assert [state for _amount, state, _received in shape(world, award)] == ["due", "planned", "cancelled"]
    assert money(world, award).standing.received == 0
    assert [one.taken_back_reason for one in money(world, award).credits] == ["Verkeerde aanvraag"] * 2
    with pytest.raises(NotAllowedNow):
        do(world, take_back_credit, "bea", award, credit_id=first.id, reason="Nog eens")


def test_open_conditions_stop_an_order_and_never_money_that_came(world):
    award = awarded(world, outcome=Outcome.CONDITIONAL)
    plan(world, award)
    with pytest.raises(NotAllowedNow) as problem:
        step(world, award, 0, InstalmentEvent.ORDER)
    assert problem.value.code == "conditions_open"
    receive(world, award, 0, 300_000)
    assert money(world, award).standing.received == 300_000


def test_a_partial_award_is_planned_on_what_was_awarded(world):
    award = awarded(world, outcome=Outcome.PARTIAL, amount_cents=100_001)
    plan(world, award)
    assert [one.amount_cents for one in parts(world, award)] == [75_000, 25_001]


def test_an_advance_waits_for_the_signed_letter(world, award):
    plan(world, award, needs_letter=True)
    with pytest.raises(NotAllowedNow) as problem:
        step(world, award, 0, InstalmentEvent.ORDER)
    assert problem.value.code == "letter_missing"
    with pytest.raises(InvalidInput):
        do(world, send_letter, "bea", award, sent_on=TODAY + timedelta(days=1))
    do(world, send_letter, "bea", award, sent_on=TODAY)
    step(world, award, 0, InstalmentEvent.ORDER)


def test_without_an_award_there_is_no_money(world):
    application = begin(world)
    for attempt in (
        lambda: plan(world, application),
        lambda: receive(world, application, None, 100),
    ):
        with pytest.raises(NotAllowedNow) as problem:
            attempt()
        assert problem.value.code == "no_award"


def test_money_that_failed_is_waited_for_again(world, award):
    plan(world, award)
    step(world, award, 0, InstalmentEvent.ORDER)
    with pytest.raises(InvalidInput):
        step(world, award, 0, InstalmentEvent.FAIL)
    step(world, award, 0, InstalmentEvent.FAIL, reason="Rekening gesloten")
    step(world, award, 0, InstalmentEvent.RETRY, expected_on=TODAY + timedelta(days=7))
    again = parts(world, award)[0]
    assert (again.state, again.expected_on) == ("due", TODAY + timedelta(days=7))
    with pytest.raises(NotAllowedNow) as problem:
        step(world, award, 0, InstalmentEvent.PAY)
    assert problem.value.allowed == ("order", "cancel")


def test_a_new_plan_keeps_what_came_in(world, award):
    plan(world, award)
    receive(world, award, 0, 250_000, rest_follows=True)
    with pytest.raises(InvalidInput) as refused:
        plan(world, award, Plan(PlanKind.ADVANCE, 50))
    assert refused.value.errors[0].code == "not_for_rest"
    plan(world, award, Plan(PlanKind.OWN, own=(OwnPart(100_000, "Najaar"), OwnPart(50_000, "Voorjaar"))))
    assert [(one.amount_cents, one.state.value) for one in parts(world, award)] == [
        (300_000, "confirmed"),
        (100_000, "planned"),
        (50_000, "planned"),
    ]
    assert money(world, award).standing.not_agreed == 0


def settle(world, award, cents):
    with changing(world.ctx, world.actor("bea"), award.id, RIGHT, once=None, expected_version=None) as change:
        return settle_instalments(change, cents)


@pytest.mark.parametrize(
    ("final", "too_much", "last"),
    [(400_000, 0, 100_000), (350_000, 0, 50_000), (300_000, 0, None), (250_000, 50_000, None)],
)
def test_a_settlement_replaces_what_waited_by_the_rest(world, award, final, too_much, last):
    plan(world, award)
    receive(world, award, 0, 300_000)
    assert settle(world, award, final) == too_much
    waiting = [one.amount_cents for one in parts(world, award) if one.state != "confirmed"]
    assert waiting == ([] if last is None else [last])
    sums = money(world, award).standing
    assert (sums.still_to_come, sums.too_much, sums.not_agreed) == (max(0, final - 300_000), too_much, 0)


def test_a_gift_without_a_plan_can_be_settled_too(world, award):
    receive(world, award, None, 400_000)
    assert settle(world, award, 400_000) == 0
    assert money(world, award).standing.still_to_come == 0


def test_the_end_of_an_award_cancels_what_waited(world, award):
    plan(world, award)
    with changing(world.ctx, world.actor("bea"), award.id, RIGHT, once=None, expected_version=None) as change:
        end_instalments(change)
    assert parts(world, award) == []


def test_who_acts_on_an_old_version_is_told(world, award):
    plan(world, award)
    part = parts(world, award)[0]
    step(world, award, 0, InstalmentEvent.ORDER, expected_version=part.version)
    with pytest.raises(Stale):
        do(world, step_instalment, "bea", award, instalment_id=part.id, event=InstalmentEvent.PAY, expected_version=1)
    with pytest.raises(Stale):
        do(
            world,
            record_credit,
            "bea",
            award,
            instalment_id=part.id,
            amount_cents=1,
            received_on=TODAY,
            expected_version=1,
        )


def test_a_day_can_be_named_later(world, award):
    plan(world, award, first_on=TODAY)
    part = parts(world, award)[0]
    ahead = TODAY + timedelta(days=30)
    moved = {"instalment_id": part.id, "label": "Eerste helft", "expected_version": part.version}
    do(world, reschedule_instalment, "bea", award, expected_on=ahead, **moved)
    after = parts(world, award)[0]
    assert (after.state, after.expected_on, after.label) == ("planned", ahead, "Eerste helft")
    do(world, reschedule_instalment, "bea", award, expected_on=TODAY, **moved | {"expected_version": after.version})
    assert parts(world, award)[0].state == "due"


def test_h63_the_account_is_locked_while_a_payment_is_ordered(world, award):
    plan(world, award)
    step(world, award, 0, InstalmentEvent.ORDER)
    given: Any = {"iban": "NL91ABNA0417164300", "holder": "Huis van de wijk", "owner": AccountOwner.PLACE}
    with pytest.raises(NotAllowedNow) as problem:
        propose_account(
            world.ctx,
            replace(world.actor("bea"), signed_in_at=world.clock.now()),
            world.place,
            evidence_kept=True,
            **given,
        )
    assert problem.value.code == "payment_ordered"
    receive(world, award, 0, 300_000)
    propose_account(
        world.ctx, replace(world.actor("bea"), signed_in_at=world.clock.now()), world.place, evidence_kept=True, **given
    )


def at(world, day, hour=10):
    world.clock.move(datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - world.clock.now())


def test_the_clock_makes_due_and_tells_once_of_money_that_is_late(world, award):
    monday = date(2026, 12, 7)
    plan(world, award, first_on=monday)
    tick(world.ctx)
    assert parts(world, award)[0].state == "planned"
    at(world, monday)
    tick(world.ctx)
    assert parts(world, award)[0].state == "due"
    late = monday + timedelta(days=14)
    for day, hour in ((late - timedelta(days=1), 10), (late, 5), (late, 20)):
        at(world, day, hour)
        tick(world.ctx)
        assert world.rows("outbox_intent", kind="payment_late") == []
    at(world, late)
    tick(world.ctx)
    tick(world.ctx)
    (intent,) = world.rows("outbox_intent", kind="payment_late")
    assert (intent["data"]["amount_cents"], intent["data"]["expected_text"]) == (300_000, "7 december 2026")


def test_late_money_is_not_spoken_of_in_a_week_of_rest(world, award):
    plan(world, award, first_on=date(2026, 12, 1))
    world.rest(date(2026, 12, 14), date(2026, 12, 20))
    at(world, date(2026, 12, 16))
    watch_instalments(world.ctx)
    assert world.rows("outbox_intent", kind="payment_late") == []
    at(world, date(2026, 12, 21))
    watch_instalments(world.ctx)
    assert len(world.rows("outbox_intent", kind="payment_late")) == 1


def test_places_that_rest_do_not_hold_up_others(world, award, monkeypatch):
    monkeypatch.setattr("services.tracker.usecases.payments.watch_instalments.BATCH", 1)
    plan(world, award, first_on=date(2026, 12, 1))
    row = next(dict(row) for row in world.rows("instalment", application_id=award.id) if row["expected_on"])
    longer = {"expected_on": date(2026, 11, 1), "state": "due", "position": 100}
    other = row | longer | {"id": new_id(), "place_id": world.ids["other"]}
    with world.ctx.database.transaction() as connection:
        connection.execute(sa.insert(metadata.tables["instalment"]), other)
    world.rest(date(2026, 12, 14), date(2026, 12, 20), "other")
    at(world, date(2026, 12, 16))
    watch_instalments(world.ctx)
    watch_instalments(world.ctx)
    (intent,) = world.rows("outbox_intent", kind="payment_late")
    assert intent["occurrence"].startswith(row["id"])


def test_two_clocks_at_once_tell_once(world, award):
    plan(world, award, first_on=date(2026, 12, 1))
    at(world, date(2026, 12, 21))
    watch_instalments(world.ctx)
    start = Barrier(2)

    def run():
        start.wait()
        watch_instalments(world.ctx)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(world.rows("outbox_intent", kind="payment_late")) == 1


def test_a_place_sees_all_its_money(world, award):
    plan(world, award, first_on=date(2026, 11, 1), last_on=date(2027, 6, 30))
    receive(world, award, 0, 100_000, rest_follows=True)
    found = read_place_money(world.ctx, world.actor("cor"), world.place)
    assert [line.instalment.open_cents for line in found.overdue] == [200_000]
    assert [(month.expected, month.received) for month in found.months] == [(200_000, 100_000), (100_000, 0)]
    assert (found.sums.expected, found.sums.received) == (300_000, 100_000)
    assert [one.application.id for one in found.applications] == [award.id]
