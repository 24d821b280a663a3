"""Whatever the board writes down, in whatever order: the sums are right, and no euro passes the award."""

from __future__ import annotations

import random
from datetime import date

import pytest

from services.tracker.domain.instalments.plans import Plan, PlanKind
from services.tracker.domain.instalments.states import STEPS, after
from services.tracker.usecases.payments.make_plan import make_plan
from services.tracker.usecases.payments.read_money import read_money
from services.tracker.usecases.payments.record_credit import record_credit
from services.tracker.usecases.payments.step_instalment import step_instalment
from services.tracker.usecases.payments.take_back_credit import take_back_credit
from shared.kernel.errors import InvalidInput, NotAllowedNow
from tests.services.tracker.acts import begin, decide, do, made_ready

TODAY = date(2026, 11, 22)
AWARD = 400_000
PLANS = (
    Plan(PlanKind.AT_ONCE),
    Plan(PlanKind.ADVANCE, 75),
    Plan(PlanKind.AFTER_REPORT),
    Plan(PlanKind.GUARANTEE, 50),
)


class Ledger:
    """A plain model beside the program: what came in, and where each instalment stands."""

    def __init__(self, world, application, seed):
        self.world, self.application, self.dice = world, application, random.Random(seed)
        self.received = 0
        self.done = 0

    def money(self):
        return read_money(self.world.ctx, self.world.actor("bea"), self.application.id).money

    def act(self):
        """One random act; a refusal must be one that the model expects and must change nothing."""
        before = self.money()
        act = self.dice.choice((self.plan, self.step, self.step, self.receive, self.receive, self.take_back))
        try:
            expected = act(before)
        except (NotAllowedNow, InvalidInput):
            after_it = self.money()
            assert (after_it.instalments, after_it.credits) == (before.instalments, before.credits)
            return
        self.done += 1
        self.received += expected
        self.check()

    def plan(self, _before):
        do(self.world, make_plan, "bea", self.application, plan=self.dice.choice(PLANS))
        assert self.money().standing.not_agreed <= 0
        return 0

    def step(self, before):
        event, part = self.dice.choice(STEPS), self.dice.choice(before.instalments)
        do(self.world, step_instalment, "bea", self.application, instalment_id=part.id, event=event, reason="Zo is het")
        moved = next(one for one in self.money().instalments if one.id == part.id)
        assert moved.state is after(part.state, event)
        return 0

    def receive(self, before):
        part = self.dice.choice((None, *before.instalments))
        cents = self.dice.choice((1, 100_000, 123_457, AWARD))
        do(
            self.world,
            record_credit,
            "bea",
            self.application,
            instalment_id=part.id if part else None,
            amount_cents=cents,
            received_on=TODAY,
            rest_follows=self.dice.random() < 0.5,
        )
        return cents

    def take_back(self, before):
        credit = self.dice.choice(before.credits or (None,))
        if credit is None:
            return 0
        do(self.world, take_back_credit, "bea", self.application, credit_id=credit.id, reason="Vergissing")
        return -credit.amount_cents

    def check(self):
        money = self.money()
        sums = money.standing
        assert sums.received == self.received <= AWARD
        assert sums.received == sum(credit.amount_cents for credit in money.credits if credit.counts)
        assert sums.received == sum(part.received_cents for part in money.instalments)
        assert (sums.still_to_come, sums.too_much) == (AWARD - self.received, 0)
        assert sums.expected + sums.ordered == sum(part.open_cents for part in money.instalments)


@pytest.mark.parametrize("seed", range(4))
def test_random_acts(small_world, seed):
    application = begin(small_world)
    made_ready(small_world, application)
    decide(small_world, application)
    do(small_world, make_plan, "bea", application, plan=Plan(PlanKind.ADVANCE, 75))
    ledger = Ledger(small_world, application, seed)
    for _act in range(60):
        ledger.act()
    assert ledger.done > 10
