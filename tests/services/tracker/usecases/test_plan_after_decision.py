"""What the funding plan says of an application after a refusal, an objection, a settlement and a claim."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.rulings import Ruling
from services.tracker.usecases.decided.object_to_decision import object_to_decision
from services.tracker.usecases.decided.record_ruling import Answer, record_ruling
from tests.services.tracker.acts import TODAY, do
from tests.services.tracker.awarding import LETTER, ON_COSTS, granted
from tests.services.tracker.budget_acts import view

ASKED = 400_000


def covers(world, program):
    """The one cover of the plan: its state, its amount, and what is missing."""
    plan = view(world, SimpleNamespace(id=program.id), "bea").plan
    (cover,) = plan.covers
    return cover.state.value, cover.amount_cents, plan.gap_cents


def object_to(world, program):
    do(world, object_to_decision, "bea", SimpleNamespace(id=program.id), sent_on=TODAY, grounds="Het klopt niet")


def rule(world, program, ruling, cents=None):
    answer = Answer(ruling, TODAY, TODAY, cents, "Deels")
    do(world, record_ruling, "bea", SimpleNamespace(id=program.id), answer=answer)


@pytest.fixture
def public(world):
    world.offer(provider_kind="government")
    return world


def test_a_refusal_is_no_cover_also_while_an_objection_runs(public):
    program = granted(public, outcome=Outcome.REJECTED)
    assert covers(public, program) == ("refused", ASKED, ASKED)
    object_to(public, program)
    assert covers(public, program) == ("refused", ASKED, ASKED), "an objection stops nothing"
    rule(public, program, Ruling.PARTIAL, 300_000)
    assert covers(public, program) == ("promised", 300_000, 100_000)


def test_an_award_counts_while_an_objection_runs_and_until_it_is_refused_after_all(public):
    program = granted(public)
    object_to(public, program)
    assert covers(public, program) == ("promised", ASKED, 0)
    program.receive(100_000)
    rule(public, program, Ruling.REJECTED)
    assert covers(public, program) == ("refused", ASKED, ASKED)
    program.post("claims", {**LETTER, "amount": "1000", "dueOn": "2026-12-15"})
    assert covers(public, program) == ("refused", ASKED, ASKED), "the money that is asked back is no cover"
    program.post("repayments", {"amount": "1000", "paidOn": "2026-11-22"})
    assert (program.state, covers(public, program)) == ("closed", ("refused", ASKED, ASKED))


def test_after_a_claim_what_stays_is_received(world):
    program = granted(world)
    program.post("award-terms", {"settling": "gift"})
    program.receive(ASKED)
    program.post("settlements", {**LETTER, "final": "3000", "ground": "cost_less"})
    assert covers(world, program) == ("promised", 300_000, 100_000)
    program.post("claims", {**LETTER, "amount": "1000", "dueOn": "2026-12-15"})
    assert covers(world, program) == ("received", 300_000, 100_000)


def test_an_award_that_was_taken_back_is_no_cover_when_its_money_is_claimed(world):
    program = granted(world)
    program.post("award-terms", ON_COSTS)
    program.receive(100_000)
    program.post("revocations", {**LETTER, "reason": "Het plan ging niet door"})
    assert covers(world, program) == ("refused", ASKED, ASKED)
    program.post("claims", {**LETTER, "amount": "1000", "dueOn": "2026-12-15"})
    assert covers(world, program) == ("refused", ASKED, ASKED)
