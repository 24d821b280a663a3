"""What follows on a decision: reasons, conditions, going on or not, objections, a new try."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.rulings import Ruling
from services.tracker.domain.states import Event, State
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.decided.accept_revised import accept_revised
from services.tracker.usecases.decided.add_condition import add_condition
from services.tracker.usecases.decided.decline_award import decline_award
from services.tracker.usecases.decided.lapse_award import lapse_award
from services.tracker.usecases.decided.meet_condition import meet_condition
from services.tracker.usecases.decided.object_to_decision import object_to_decision
from services.tracker.usecases.decided.record_ruling import Answer, record_ruling
from services.tracker.usecases.decided.resubmit_application import resubmit_application
from services.tracker.usecases.deciding.recording import Letter
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.usecases.reminding.mark_missed import mark_missed
from services.tracker.usecases.reminding.mark_passed import mark_passed
from shared.contracts.codes import codes
from shared.contracts.source_snapshot import Closing, ClosingBasis
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow
from shared.kernel.ids import short_reference
from shared.plumbing.idempotency import AlreadyDone, Once
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready

TEN_DAYS = TODAY + timedelta(days=10)


@pytest.fixture
def world(small_world):
    return small_world


def sent(world, **source):
    world.offer(**{"provider_kind": "government"} | source)
    return made_ready(world, begin(world))


def standings(world):
    rows = sorted(world.rows("matcher_event"), key=lambda row: row["application_version"])
    return [row["body"]["standing"] for row in rows]


# The decision


def test_a_refusal_keeps_its_coded_reasons(world):
    application = sent(world)
    decide(world, application, outcome=Outcome.REJECTED, reasons=("money_gone", "money_gone", "had_before"))
    (kept,) = world.rows("decision")
    assert list(kept["reasons"]) == ["money_gone", "had_before"]
    assert set(kept["reasons"]) < set(codes("refusal_reasons"))


def test_a_referral_says_whom_to_ask(world):
    application = sent(world)
    with pytest.raises(InvalidInput) as problem:
        decide(world, application, outcome=Outcome.REFERRAL)
    assert {error.field for error in problem.value.errors} == {"referredTo"}
    referred = decide(world, application, outcome=Outcome.REFERRAL, referred_to="De provincie")
    assert referred.state is State.REJECTED
    assert world.rows("decision")[0]["referred_to"] == "De provincie"
    assert standings(world)[-1] == "refused"


def test_h66_more_than_was_asked_needs_a_reason(world):
    application = sent(world)
    with pytest.raises(InvalidInput) as problem:
        decide(world, application, amount_cents=400_001)
    assert {error.field for error in problem.value.errors} == {"amountReason"}
    decide(world, application, amount_cents=400_001, amount_reason="Ook voor de afwas")
    assert world.rows("decision")[0]["amount_reason"] == "Ook voor de afwas"


@pytest.mark.parametrize(
    ("kind", "outcome", "named", "expected"),
    [
        ("government", Outcome.REJECTED, None, (TODAY + timedelta(weeks=6), "proposed")),
        ("government", Outcome.PARTIAL, TEN_DAYS, (TEN_DAYS, "confirmed")),
        ("government", Outcome.AWARDED, None, None),
        ("fund", Outcome.REJECTED, None, None),
    ],
)
def test_an_objection_has_a_term_against_public_money_only(world, kind, outcome, named, expected):
    application = sent(world, provider_kind=kind)
    amount = 100_000 if outcome is Outcome.PARTIAL else None
    decide(world, application, outcome=outcome, amount_cents=amount, objection_until=named)
    found = [(row["local_date"], row["state"]) for row in world.rows("deadline", kind="objection")]
    assert found == ([expected] if expected else [])


# Conditions


def conditional(world):
    return decide(world, sent(world), outcome=Outcome.CONDITIONAL)


def with_conditions(world, *days):
    application = conditional(world)
    for number, day in enumerate(days):
        do(world, add_condition, "vera", application, text=f"Voorwaarde {number}", due_on=day, proof="brief")
    return application, [row["id"] for row in sorted(world.rows("award_condition"), key=lambda row: row["text"])]


def test_the_last_condition_makes_the_award_whole(world):
    application, (first, second) = with_conditions(world, TEN_DAYS, None)
    assert do(world, meet_condition, "vera", application, condition_id=first, met_on=TODAY).state is (
        State.AWARDED_CONDITIONAL
    )
    assert [row["state"] for row in world.rows("deadline", kind="condition", about_id=first)] == ["met"]
    with pytest.raises(NotAllowedNow):
        do(world, meet_condition, "vera", application, condition_id=first, met_on=TODAY)
    assert do(world, meet_condition, "vera", application, condition_id=second, met_on=TODAY).state is State.AWARDED
    assert standings(world)[-2:] == ["granted_on_conditions", "granted"]
    with pytest.raises(NotAllowedNow):
        do(world, add_condition, "vera", application, text="Te laat")


def test_only_people_write_down_that_an_award_lapsed_and_not_before_its_day(world):
    application, _conditions = with_conditions(world, TEN_DAYS)
    with pytest.raises(NotAllowedNow) as refused:
        do(world, lapse_award, "bea", application, letter=Letter(TODAY, TODAY))
    assert refused.value.code == "term_open"
    world.clock.move(timedelta(days=11))
    day = TODAY + timedelta(days=11)
    assert do(world, lapse_award, "bea", application, letter=Letter(day, day)).state is State.LAPSED
    assert standings(world)[-1] == "lapsed"


def test_a_condition_of_another_application_is_not_found(world):
    application, (condition,) = with_conditions(world, None)
    other = conditional_of_another_need(world)
    with pytest.raises(Exception, match="niet gevonden"):
        do(world, meet_condition, "bea", other, condition_id=condition, met_on=TODAY)
    assert application.id != other.id


def conditional_of_another_need(world):
    from services.tracker.usecases.applying.start_application import start_application

    world.offer(need_id="need-2")
    made = start_application(world.ctx, world.actor("mo"), need_id="need-2", source_id="fonds-voor-de-wijk")
    return decide(world, made_ready(world, made), outcome=Outcome.CONDITIONAL)


# Going on, or not


def test_the_board_goes_on_with_less_or_does_without(world):
    application = decide(world, sent(world), outcome=Outcome.PARTIAL, amount_cents=100_000)
    with pytest.raises(Forbidden):
        do(world, accept_revised, "vera", application)
    assert do(world, accept_revised, "bea", application).state is State.AWARDED
    with pytest.raises(Forbidden):
        do(world, decline_award, "mo", application)
    declined = do(world, decline_award, "bea", application, reason="Te weinig")
    assert declined.state is State.DECLINED
    assert standings(world)[-1] == "declined"
    assert {row["state"] for row in world.rows("deadline", kind="objection")} == {"withdrawn"}


# Objections


def refused(world, **more):
    return decide(world, sent(world), outcome=Outcome.REJECTED, **more)


def test_an_objection_stands_beside_the_application(world):
    application = refused(world)
    objected = do(world, object_to_decision, "bea", application, sent_on=TODAY, grounds="De buurt doet mee")
    assert objected.state is State.REJECTED
    assert [row["state"] for row in world.rows("deadline", kind="objection")] == ["met"]
    with pytest.raises(NotAllowedNow) as again:
        do(world, object_to_decision, "bea", application, sent_on=TODAY, grounds="Nog een keer")
    assert again.value.code == "objection_open"


@pytest.mark.parametrize(
    ("ruling", "amount", "state", "standing"),
    [
        (Ruling.UNCHANGED, None, State.REJECTED, "refused"),
        (Ruling.AWARDED, None, State.AWARDED, "granted"),
        (Ruling.PARTIAL, 50_000, State.AWARDED_PARTIAL, "granted_partly"),
        (Ruling.REJECTED, None, State.REJECTED, "refused"),
    ],
)
def test_the_ruling_takes_the_place_of_the_decision(world, ruling, amount, state, standing):
    application = refused(world)
    do(world, object_to_decision, "bea", application, sent_on=TODAY, grounds="De buurt doet mee")
    answer = Answer(ruling, TODAY, TODAY, amount_cents=amount)
    assert do(world, record_ruling, "vera", application, answer=answer).state is state
    assert standings(world)[-1] == standing
    (kept,) = world.rows("objection")
    assert (kept["ruling"], kept["ruled_by"]) == (ruling.value, world.ids["vera"])
    assert len(world.rows("decision")) == (1 if ruling is Ruling.UNCHANGED else 2)
    with pytest.raises(NotAllowedNow):
        do(world, record_ruling, "vera", application, answer=answer)


def test_only_a_day_from_the_letter_makes_an_objection_too_late(world):
    application = refused(world)
    world.clock.move(timedelta(weeks=8))
    mark_passed(world.ctx)
    assert [row["state"] for row in world.rows("deadline", kind="objection")] == ["withdrawn"]
    do(world, object_to_decision, "bea", application, sent_on=TODAY + timedelta(weeks=7), grounds="Toch")


def test_after_the_day_of_the_letter_it_is_too_late(world):
    application = refused(world, objection_until=TEN_DAYS)
    world.clock.move(timedelta(weeks=3))
    with pytest.raises(NotAllowedNow) as late:
        do(world, object_to_decision, "bea", application, sent_on=TEN_DAYS + timedelta(days=1), grounds="Toch")
    assert late.value.code == "too_late"
    do(world, object_to_decision, "bea", application, sent_on=TEN_DAYS, grounds="Op de laatste dag")


def test_against_a_fund_no_objection_is_possible(world):
    application = decide(world, sent(world, provider_kind="fund"), outcome=Outcome.REJECTED)
    with pytest.raises(NotAllowedNow) as private:
        do(world, object_to_decision, "bea", application, sent_on=TODAY, grounds="Oneens")
    assert private.value.code == "private_money"
    assert Event.OBJECT not in read_dossier(world.ctx, world.actor("bea"), application.id).allowed_events


# A new try


def test_a_new_try_takes_name_amount_and_lessons_along(world):
    application = refused(world, reasons=("plan_not_clear",), note="Schrijf korter")
    world.offer(provider_kind="government", apply_via=("email",))
    made = do(world, resubmit_application, "mo", application, lessons="Korter schrijven")
    assert (made.state, made.title, made.amount_cents) == (State.DRAFT, application.title, application.amount_cents)
    assert made.id != application.id
    dossier = read_dossier(world.ctx, world.actor("mo"), made.id)
    assert dossier.life.resubmission is not None
    assert dossier.life.resubmission.former_id == application.id
    assert dossier.life.resubmission.lessons == "Korter schrijven"
    assert dossier.life.changed == ("apply_via",)
    former = world.rows("application", id=application.id)[0]
    assert (former["state"], former["version"]) == ("rejected", application.version + 1)


def test_a_repeat_of_a_new_try_gives_the_same_one(world):
    application = refused(world)

    def once():
        return Once("mo resubmit", "k1", "same", lambda made: {"id": made.id})

    made = do(world, resubmit_application, "mo", application, once=once(), expected_version=application.version)
    with pytest.raises(AlreadyDone) as done:
        do(world, resubmit_application, "mo", application, once=once(), expected_version=application.version)
    assert done.value.answer == {"id": made.id}


def test_a_letter_can_forbid_a_new_try(world):
    application = refused(world, may_apply_again=False)
    with pytest.raises(NotAllowedNow) as refused_again:
        do(world, resubmit_application, "mo", application)
    assert refused_again.value.code == "not_again"


def test_a_closed_source_takes_no_new_try_and_nothing_is_left(world):
    application = do(world, withdraw_application, "bea", sent(world))
    world.offer(status="closed")
    with pytest.raises(NotAllowedNow):
        do(world, resubmit_application, "mo", application)
    assert world.rows("resubmission") == [] and len(world.rows("application")) == 1


def test_a_missed_one_that_was_handed_in_after_all_names_the_new_try_that_is_open(world):
    world.offer(status="open", closing=Closing(TODAY + timedelta(days=2), basis=ClosingBasis.THROUGH))
    missed = begin(world)
    world.clock.move(timedelta(days=5))
    assert mark_missed(world.ctx) == 1
    made = do(world, resubmit_application, "mo", missed)
    with pytest.raises(NotAllowedNow) as refused_now:
        do(world, record_submitted_elsewhere, "bea", missed, channel="email", submitted_on=TODAY)
    assert refused_now.value.code == "already_open"
    assert short_reference(made.id) in refused_now.value.message
