"""Agreements from draft to end, on both kinds of database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from services.tracker.domain.agreements.evaluations import Going, PromiseKept
from services.tracker.domain.agreements.obligations import Kept
from services.tracker.domain.agreements.promises import Promise, PromiseKind, Rhythm, Side
from services.tracker.domain.agreements.vocabulary import AgreementEvent, AgreementState
from services.tracker.usecases.agreeing import keep_time
from services.tracker.usecases.agreeing.amend_agreement import amend_agreement
from services.tracker.usecases.agreeing.create_agreement import create_agreement
from services.tracker.usecases.agreeing.evaluate_agreement import evaluate_agreement
from services.tracker.usecases.agreeing.give_notice import give_notice
from services.tracker.usecases.agreeing.keep_time import keep_agreements
from services.tracker.usecases.agreeing.list_agreements import list_agreements
from services.tracker.usecases.agreeing.mark_obligation import mark_obligation
from services.tracker.usecases.agreeing.read_agreement import read_agreement
from services.tracker.usecases.agreeing.renew_agreement import renew_agreement
from services.tracker.usecases.agreeing.sign_agreement import sign_agreement
from services.tracker.usecases.agreeing.take_step import take_step
from services.tracker.usecases.agreeing.wanted import Wanted
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, Stale
from shared.kernel.ids import new_id

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def promise(side=Side.PARTNER, **more):
    plain: dict[str, Any] = {
        "id": new_id(),
        "side": side,
        "kind": PromiseKind.SPACE,
        "text": "Een zaal op woensdag",
        "rhythm": Rhythm.MONTHLY,
        "starts_on": TODAY,
        "value_cents": 20_000,
    }
    return Promise(**plain | more)


def wanted(**more):
    plain: dict[str, Any] = {
        "title": "Huiskamer aan het plein",
        "partner_name": "Woonstad",
        "starts_on": TODAY,
        "ends_on": date(2028, 11, 21),
        "notice_days": 30,
        "promises": (promise(), promise(Side.PLACE, text="Koffie voor de buren", value_cents=None)),
    }
    return Wanted(**plain | more)


def made(world, who="bea", **more):
    return create_agreement(world.ctx, world.actor(who), world.place, wanted(**more))


def with_neighbours(world):
    """An agreement with another place of the same coalition, whose board is here too."""
    world.gather("other")
    return made(world, partner_id=world.ids["other"])


def step(world, agreement, event, who="bea", **more):
    return take_step(world.ctx, world.actor(who), agreement.id, event, **more)


def in_force(world, **more):
    agreement = made(world, **more)
    step(world, agreement, AgreementEvent.PROPOSE)
    sign_agreement(world.ctx, world.actor("bea"), agreement.id)
    return sign_agreement(
        world.ctx, world.actor("bea"), agreement.id, side=Side.PARTNER, signed_by="P. de Wit", signed_on=TODAY
    )


def seen(world, agreement, who="bea"):
    return read_agreement(world.ctx, world.actor(who), agreement.id)


def told(world):
    return [row["data"]["what"] for row in world.rows("outbox_intent")]


def all_kept(world, agreement, kept=Kept.YES):
    return tuple(PromiseKept(one.id, kept) for one in seen(world, agreement).shown.promises)


def test_from_draft_to_promises_that_fall_due(world):
    agreement = in_force(world)
    assert agreement.state is AgreementState.ACTIVE
    file = seen(world, agreement)
    # Monthly from the first day, as far ahead as a quarter.
    assert [duty.due_on for duty in file.duties if duty.promise_id == file.shown.promises[0].id] == [
        TODAY,
        date(2026, 12, 22),
        date(2027, 1, 22),
        date(2027, 2, 22),
    ]
    assert file.worth(Side.PARTNER).in_kind_cents == 12 * 20_000
    assert {one.signed_by for one in file.signatures} == {"Bea", "P. de Wit"}
    assert told(world) == ["propose", "signed", "signed_by_all"]


def test_what_starts_later_waits_for_its_day(world):
    agreement = in_force(world, starts_on=TODAY + 10 * DAY)
    assert agreement.state is AgreementState.SCHEDULED
    assert not seen(world, agreement).duties
    world.clock.move(timedelta(days=9))
    keep_agreements(world.ctx)
    assert seen(world, agreement).agreement.state is AgreementState.SCHEDULED
    world.clock.move(DAY)
    keep_agreements(world.ctx)
    file = seen(world, agreement)
    assert file.agreement.state is AgreementState.ACTIVE and file.duties


def test_nothing_incomplete_is_proposed(small_world):
    agreement = made(small_world, promises=(promise(),), starts_on=None)
    with pytest.raises(NotAllowedNow) as refused:
        step(small_world, agreement, AgreementEvent.PROPOSE)
    assert "de begindatum, wat uw plek terugdoet" in refused.value.message


def test_every_error_of_a_draft_at_once(small_world):
    broken = promise(text=" ", ends_on=TODAY - DAY, value_cents=-1)
    with pytest.raises(InvalidInput) as refused:
        made(small_world, title="", partner_name=" ", ends_on=TODAY - DAY, notice_days=9999, promises=(broken,))
    assert [error.field for error in refused.value.errors] == [
        "title",
        "partnerName",
        "endsOn",
        "noticeDays",
        "promises.0.text",
        "promises.0.endsOn",
        "promises.0.value",
    ]


def test_who_may_what(world):
    agreement = made(world)
    with pytest.raises(NotFound):
        seen(world, agreement, "otto")
    with pytest.raises(Forbidden):
        step(world, agreement, AgreementEvent.PROPOSE, "mo")
    step(world, agreement, AgreementEvent.PROPOSE, "vera")
    with pytest.raises(Forbidden):
        sign_agreement(world.ctx, world.actor("vera"), agreement.id)
    with pytest.raises(InvalidInput):
        sign_agreement(world.ctx, world.actor("cor"), agreement.id)


def test_a_partner_with_an_account_signs_itself_and_sees_only_this(world):
    agreement = with_neighbours(world)
    step(world, agreement, AgreementEvent.PROPOSE, "otto")
    with pytest.raises(InvalidInput):
        paper: dict[str, Any] = {"side": Side.PARTNER, "signed_by": "Otto", "signed_on": TODAY}
        sign_agreement(world.ctx, world.actor("bea"), agreement.id, **paper)
    sign_agreement(world.ctx, world.actor("otto"), agreement.id)
    with pytest.raises(NotAllowedNow):
        sign_agreement(world.ctx, world.actor("otto"), agreement.id)
    after = sign_agreement(world.ctx, world.actor("bea"), agreement.id)
    assert after.state is AgreementState.ACTIVE
    other = made(world)
    assert [one.agreement.id for one in list_agreements(world.ctx, world.actor("otto"))] == [agreement.id]
    assert {one.agreement.id for one in list_agreements(world.ctx, world.actor("bea"))} == {agreement.id, other.id}


def test_nobody_makes_it_hold_alone(small_world):
    agreement = with_neighbours(small_world)
    step(small_world, agreement, AgreementEvent.PROPOSE)
    paper: dict[str, Any] = {"signed_by": "P. de Wit", "signed_on": TODAY}
    sign_agreement(small_world.ctx, small_world.actor("bea"), agreement.id)
    for who, side in (("bea", Side.PARTNER), ("otto", Side.PLACE), ("cor", Side.PLACE), ("cor", Side.PARTNER)):
        with pytest.raises(InvalidInput) as refused:
            sign_agreement(small_world.ctx, small_world.actor(who), agreement.id, side=side, **paper)
        assert refused.value.errors[0].code == "not_yours"


def test_a_coordinator_writes_down_one_side_at_most(small_world, monkeypatch):
    agreement = made(small_world)
    step(small_world, agreement, AgreementEvent.PROPOSE)
    monkeypatch.setattr("shared.access.around.board_of_place", lambda _connection, _place_id: [])
    paper: dict[str, Any] = {"signed_by": "P. de Wit", "signed_on": TODAY}
    sign_agreement(small_world.ctx, small_world.actor("cor"), agreement.id, side=Side.PLACE, **paper)
    with pytest.raises(InvalidInput) as refused:
        sign_agreement(small_world.ctx, small_world.actor("cor"), agreement.id, side=Side.PARTNER, **paper)
    assert refused.value.errors[0].code == "both_sides"


def test_going_on_takes_the_same_day_from_both(small_world):
    agreement = in_force(small_world, ends_on=TODAY + 100 * DAY)
    sooner, later = TODAY + 300 * DAY, TODAY + 465 * DAY
    place, partner = {"actor": small_world.actor("bea")}, {"actor": small_world.actor("cor"), "side": Side.PARTNER}
    acts = ((place, later), (partner, sooner), (place, later), (partner, later))
    for who, day in acts:
        after = renew_agreement(small_world.ctx, agreement_id=agreement.id, ends_on=day, **who)
        done = (who, day) == acts[-1]
        assert (after.ends_on == later, after.renewal_until) == (done, None if done else day)
    with pytest.raises(InvalidInput):
        renew_agreement(small_world.ctx, small_world.actor("cor"), agreement.id, ends_on=None, side=Side.PLACE)


def test_a_strategy_of_others_or_of_nobody_cannot_be_named(small_world):
    with pytest.raises(InvalidInput) as refused:
        made(small_world, strategy_id=new_id())
    assert [error.field for error in refused.value.errors] == ["strategyId"]


def test_taking_back_voids_the_signatures(small_world):
    agreement = made(small_world)
    step(small_world, agreement, AgreementEvent.PROPOSE)
    sign_agreement(small_world.ctx, small_world.actor("bea"), agreement.id)
    step(small_world, agreement, AgreementEvent.TAKE_BACK, reason="Andere dag")
    step(small_world, agreement, AgreementEvent.PROPOSE)
    assert seen(small_world, agreement).waiting() == (Side.PLACE, Side.PARTNER)


def test_an_offer_ends_after_sixty_days(small_world):
    agreement = made(small_world)
    step(small_world, agreement, AgreementEvent.PROPOSE)
    small_world.clock.move(timedelta(days=60))
    keep_agreements(small_world.ctx)
    assert seen(small_world, agreement).agreement.state is AgreementState.PROPOSED
    small_world.clock.move(DAY)
    keep_agreements(small_world.ctx)
    assert seen(small_world, agreement).agreement.state is AgreementState.DECLINED
    assert told(small_world)[-1] == "offer_ends"


def test_the_old_version_holds_until_everybody_signed_the_new_one(world):
    agreement = in_force(world)
    file = seen(world, agreement)
    changed = (promise(value_cents=30_000, starts_on=TODAY + 40 * DAY), file.shown.promises[1])
    act: dict[str, Any] = {"promises": changed, "ends_on": agreement.ends_on, "reason": "De zaal wordt groter"}
    amend_agreement(world.ctx, world.actor("bea"), agreement.id, **act)
    with pytest.raises(NotAllowedNow):
        amend_agreement(world.ctx, world.actor("bea"), agreement.id, **act)
    sign_agreement(world.ctx, world.actor("bea"), agreement.id)
    assert seen(world, agreement).shown.number == 1
    paper: dict[str, Any] = {"side": Side.PARTNER, "signed_by": "P. de Wit", "signed_on": TODAY}
    sign_agreement(world.ctx, world.actor("bea"), agreement.id, **paper)
    file = seen(world, agreement)
    assert (file.shown.number, file.shown.promises) == (2, changed)
    gone = [duty for duty in file.duties if duty.promise_id not in {one.id for one in changed}]
    assert [duty.due_on for duty in gone] == [TODAY]


def test_a_change_that_was_signed_late_doubles_no_duty(small_world):
    world = small_world
    agreement = in_force(world)
    file = seen(world, agreement)
    # The same promise to a kept partner, and a new one that would have fallen due since the proposal.
    changed = (promise(value_cents=30_000), file.shown.promises[1])
    amend_agreement(world.ctx, world.actor("bea"), agreement.id, promises=changed, ends_on=None, reason="Groter")
    world.clock.move(timedelta(days=65))
    sign_agreement(world.ctx, world.actor("bea"), agreement.id)
    paper: dict[str, Any] = {"side": Side.PARTNER, "signed_by": "P. de Wit", "signed_on": TODAY}
    sign_agreement(world.ctx, world.actor("bea"), agreement.id, **paper)
    new = [duty.due_on for duty in seen(world, agreement).duties if duty.promise_id == changed[0].id]
    assert min(new) == date(2027, 2, 22)


def test_the_talk_is_asked_for_six_weeks_before_and_two_missed_are_a_sign(world):
    agreement = in_force(world)
    world.clock.move(date(2027, 11, 22) - TODAY - timedelta(weeks=6))
    keep_agreements(world.ctx)
    assert seen(world, agreement).agreement.talk_about_on == date(2027, 11, 22)
    evaluate_agreement(
        world.ctx,
        world.actor("cor"),
        agreement.id,
        held_on=date(2027, 10, 11),
        other_party="P. de Wit",
        kept=all_kept(world, agreement, Kept.PARTLY),
        learnt="Eerder bellen",
        going=Going.ON,
    )
    assert seen(world, agreement).agreement.next_talk_on == date(2028, 11, 22)
    assert seen(world, agreement).talks[0].learnt == "Eerder bellen"


def test_two_missed_talks_put_it_at_risk_and_a_talk_mends_it(small_world):
    agreement = in_force(small_world, ends_on=None)
    for _month in range(30):
        small_world.clock.move(timedelta(days=28))
        keep_agreements(small_world.ctx)
    assert seen(small_world, agreement).agreement.state is AgreementState.AT_RISK
    assert told(small_world).count("talk_missed") == 2 and told(small_world).count("miss_evaluations") == 1
    held = small_world.clock.now().date()
    after = evaluate_agreement(
        small_world.ctx,
        small_world.actor("bea"),
        agreement.id,
        held_on=held,
        other_party="P. de Wit",
        kept=all_kept(small_world, agreement),
        learnt="",
        going=Going.CHANGE,
    )
    assert after.state is AgreementState.ACTIVE


def test_a_long_pause_of_the_clock_makes_no_difference(small_world):
    agreement = in_force(small_world, ends_on=None)
    small_world.clock.move(timedelta(days=900))
    for _tick in range(4):
        keep_agreements(small_world.ctx)
    assert seen(small_world, agreement).agreement.state is AgreementState.AT_RISK


def test_silence_renews_nothing_and_both_together_do(world):
    agreement = in_force(world, ends_on=TODAY + 100 * DAY)
    later = TODAY + 465 * DAY
    renew_agreement(world.ctx, world.actor("bea"), agreement.id, ends_on=later)
    with pytest.raises(NotAllowedNow):
        renew_agreement(world.ctx, world.actor("bea"), agreement.id, ends_on=later)
    after = renew_agreement(world.ctx, world.actor("cor"), agreement.id, ends_on=later, side=Side.PARTNER)
    assert (after.ends_on, after.renewal_wished_by) == (later, frozenset())
    silent = in_force(world, ends_on=TODAY + 100 * DAY, title="Tuin")
    for _week in range(16):
        world.clock.move(timedelta(days=7))
        keep_agreements(world.ctx)
    assert seen(world, silent).agreement.state is AgreementState.EXPIRED
    assert told(world).count("ends_soon") == 2


def test_notice_leaves_the_agreed_time_and_ends_on_its_day(world):
    agreement = in_force(world)
    with pytest.raises(NotAllowedNow) as refused:
        give_notice(world.ctx, world.actor("bea"), agreement.id, ends_on=TODAY + 29 * DAY, reason="Wij stoppen")
    assert refused.value.code == "too_soon"
    end = TODAY + 30 * DAY
    give_notice(world.ctx, world.actor("bea"), agreement.id, ends_on=end, reason="Wij stoppen")
    assert all(duty.due_on <= end for duty in seen(world, agreement).duties)
    world.clock.move(timedelta(days=30))
    keep_agreements(world.ctx)
    assert seen(world, agreement).agreement.state is AgreementState.IN_NOTICE
    world.clock.move(DAY)
    keep_agreements(world.ctx)
    assert seen(world, agreement).agreement.state is AgreementState.ENDED


def test_overdue_duties_are_told_once_to_both_and_then_to_the_coordinator(world):
    agreement = in_force(world)
    world.clock.move(timedelta(days=13))
    keep_agreements(world.ctx)
    assert "overdue" not in told(world)
    world.clock.move(DAY)
    keep_agreements(world.ctx)
    keep_agreements(world.ctx)
    assert told(world).count("overdue") == 2, "one for each of the two promises"
    world.clock.move(timedelta(days=14))
    keep_agreements(world.ctx)
    audiences = [row["audience"] for row in world.rows("outbox_intent") if row["data"]["what"] == "overdue"]
    assert sorted(audiences) == ["place_coordinators"] * 2 + ["place_team"] * 2
    duty = seen(world, agreement).duties[0]
    mark_obligation(world.ctx, world.actor("bea"), agreement.id, duty.id, kept=Kept.YES)
    with pytest.raises(Stale):
        act: dict[str, Any] = {"kept": Kept.NO, "expected_version": 1}
        mark_obligation(world.ctx, world.actor("bea"), agreement.id, duty.id, **act)


def test_a_resting_place_is_left_alone(small_world):
    in_force(small_world)
    small_world.rest(TODAY, TODAY + 40 * DAY)
    small_world.clock.move(timedelta(days=30))
    keep_agreements(small_world.ctx)
    assert "overdue" not in told(small_world)
    small_world.clock.move(timedelta(days=11))
    keep_agreements(small_world.ctx)
    assert "overdue" in told(small_world)


def test_resting_duties_do_not_hold_up_another_place(small_world, monkeypatch):
    monkeypatch.setattr(keep_time, "BATCH", 1)
    small_world.gather("other")
    in_force(small_world)
    theirs = create_agreement(small_world.ctx, small_world.actor("otto"), small_world.ids["other"], wanted())
    step(small_world, theirs, AgreementEvent.PROPOSE, "otto")
    sign_agreement(small_world.ctx, small_world.actor("otto"), theirs.id)
    paper: dict[str, Any] = {"side": Side.PARTNER, "signed_by": "P. de Wit", "signed_on": TODAY}
    sign_agreement(small_world.ctx, small_world.actor("otto"), theirs.id, **paper)
    small_world.rest(TODAY, TODAY + 40 * DAY)
    small_world.clock.move(timedelta(days=15))
    for _tick in range(3):
        keep_agreements(small_world.ctx)
    overdue = [row for row in small_world.rows("outbox_intent") if row["data"]["what"] == "overdue"]
    assert [row["place_id"] for row in overdue] == [small_world.ids["other"]] * 2


def test_setting_it_still_takes_two_coordinators(small_world):
    agreement = in_force(small_world)
    step(small_world, agreement, AgreementEvent.ASK_SUSPENSION, "cor", reason="Geen zaal")
    with pytest.raises(NotAllowedNow):
        step(small_world, agreement, AgreementEvent.SUSPEND, "cor")


def test_somebody_who_saw_an_older_version_is_told(small_world):
    agreement = made(small_world)
    step(small_world, agreement, AgreementEvent.PROPOSE)
    with pytest.raises(Stale):
        step(small_world, agreement, AgreementEvent.DECLINE, reason="x", expected_version=1)
