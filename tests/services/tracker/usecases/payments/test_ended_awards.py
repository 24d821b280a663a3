"""Money of an award that is gone: nothing of it is forgotten, also not what the funder says that it paid."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from services.tracker.domain.instalments.plans import Plan, PlanKind
from services.tracker.domain.instalments.states import InstalmentEvent
from services.tracker.domain.rulings import Ruling
from services.tracker.usecases.decided.decline_award import decline_award
from services.tracker.usecases.decided.lapse_award import lapse_award
from services.tracker.usecases.decided.object_to_decision import object_to_decision
from services.tracker.usecases.decided.record_ruling import Answer, record_ruling
from services.tracker.usecases.deciding.recording import Letter
from services.tracker.usecases.payments.make_plan import make_plan
from services.tracker.usecases.payments.read_money import read_money
from services.tracker.usecases.payments.record_credit import record_credit
from services.tracker.usecases.payments.step_instalment import step_instalment
from shared.kernel.errors import NotAllowedNow
from tests.services.tracker.acts import TODAY, do
from tests.services.tracker.awarding import LETTER, Program, granted
from tests.services.tracker.client import client_of, words_of
from tests.services.tracker.usecases.test_decided import TEN_DAYS, with_conditions

CLAIM = {**LETTER, "dueOn": "2026-12-15"}


def of(program):
    return SimpleNamespace(id=program.id)


def money(program):
    return read_money(program.world.ctx, program.world.actor("bea"), program.id)


def told_paid(world, program):
    """An award of which the funder says that all of it was paid; nothing came in yet."""
    do(world, make_plan, "bea", of(program), plan=Plan(PlanKind.AT_ONCE), first_on=TODAY)
    (part,) = money(program).money.instalments
    for event in (InstalmentEvent.ORDER, InstalmentEvent.PAY):
        do(world, step_instalment, "bea", of(program), instalment_id=part.id, event=event)
    return part


def receive(world, program, part_id, cents):
    given = {"instalment_id": part_id, "amount_cents": cents, "received_on": TODAY}
    return do(world, record_credit, "bea", of(program), **given)


def test_what_the_funder_paid_before_it_took_the_award_back_goes_back(world):
    program = granted(world)
    part = told_paid(world, program)
    program.post("revocations", {**LETTER, "reason": "Niet gedaan"})
    found = money(program)
    assert (found.goes_back_cents, found.money.standing.still_to_come) == (400_000, 0)
    page = words_of(client_of(world, "bea").get(f"/applications/{program.id}/money").text).replace("\xa0", " ")
    assert "Geld terug" in page and "De gever zegt dat er nog € 4.000,00 is betaald" in page
    assert program.post("claims", {**CLAIM, "amount": "4000"}, 409)["reason"] == "nothing_paid", "it is not here yet"
    receive(world, program, part.id, 400_000)
    found = money(program)
    assert (found.goes_back_cents, found.money.standing.too_much) == (400_000, 400_000)
    assert program.post("claims", {**CLAIM, "amount": "4000"})["state"] == "repayment_due"
    assert program.post("repayments", {"amount": "4000", "paidOn": "2026-11-22"})["state"] == "closed"


def test_nobody_does_without_money_that_the_funder_paid_already(small_world):
    program = granted(small_world)
    told_paid(small_world, program)
    with pytest.raises(NotAllowedNow) as refused:
        do(small_world, decline_award, "bea", of(program))
    assert refused.value.code == "already_paid" and "De gever zegt" in refused.value.message
    assert program.state == "awarded"


def test_money_of_an_award_that_lapsed_goes_back(small_world):
    application, _conditions = with_conditions(small_world, TEN_DAYS)
    program = Program(small_world, application.id)
    program.receive(100_000)
    small_world.clock.move(timedelta(days=11))
    day = TODAY + timedelta(days=11)
    do(small_world, lapse_award, "bea", application, letter=Letter(day, day))
    program = Program(small_world, application.id)
    assert (program.state, money(program).goes_back_cents) == ("lapsed", 100_000)
    program.receive(50_000)
    letter = {"letterOn": day.isoformat(), "receivedOn": day.isoformat(), "letterKept": True}
    claim = {**letter, "amount": "1500", "dueOn": "2026-12-31"}
    assert program.post("claims", claim)["state"] == "repayment_due"


def test_money_that_comes_after_a_ruling_is_written_down_and_a_mere_refusal_takes_none(small_world):
    small_world.offer(provider_kind="government")
    program = granted(small_world)
    part = told_paid(small_world, program)
    do(small_world, object_to_decision, "bea", of(program), sent_on=TODAY, grounds="Meer")
    do(small_world, record_ruling, "bea", of(program), answer=Answer(Ruling.REJECTED, TODAY, TODAY))
    assert (program.state, money(program).goes_back_cents) == ("rejected", 400_000)
    receive(small_world, program, part.id, 400_000)
    assert program.post("claims", {**CLAIM, "amount": "4000"})["state"] == "repayment_due"


def test_a_ruling_that_gives_the_award_after_all_counts_again(small_world):
    small_world.offer(provider_kind="government")
    program = granted(small_world)
    do(small_world, make_plan, "bea", of(program), plan=Plan(PlanKind.AT_ONCE), first_on=date(2026, 12, 20))
    for ruling in (Ruling.REJECTED, Ruling.AWARDED):
        do(small_world, object_to_decision, "bea", of(program), sent_on=TODAY, grounds="Meer")
        do(small_world, record_ruling, "bea", of(program), answer=Answer(ruling, TODAY, TODAY))
    standing = money(program).money.standing
    assert (program.state, standing.still_to_come, standing.not_agreed) == ("awarded", 400_000, 400_000)
