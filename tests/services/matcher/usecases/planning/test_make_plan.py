"""A plan from sources and a need as they are: what it is made of, what blocks, and the least that frees it."""

from __future__ import annotations

import pytest

from services.matcher.domain.matching import Matcher
from services.matcher.domain.planning.model import Pin
from services.matcher.domain.planning.rules import broken
from services.matcher.usecases.planning.explain import explain_plan
from services.matcher.usecases.planning.make_plan import Choices, make_plan
from shared.kernel.errors import InvalidInput
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source

COSTS = [{"kind": "rent", "amount": 600}, {"kind": "salary", "amount": 400}]


def need(place=None, **more):
    facts = {"total_budget": 1000, "amount_sought": 1000, "costs": COSTS, "themes": ["meeting"], **more}
    return a_need(place, target_groups=["everyone"], **facts)


def source(name="bron", most=1000, **more):
    facts = {"themes": ["meeting"], "target_groups": ["everyone"], "name": name.title(), **more}
    return a_source(id=name, amounts=[{"max": most}] if most else None, **facts)


def planned(given, *sources, pins=(), without=()):
    choices = Choices(tuple(pins), frozenset(without))
    by_id = {item.id: item for item in sources}
    found = Matcher(sources, REGIONS).match(given, TODAY)
    proposal = make_plan(given, found, by_id, REGIONS, TODAY, choices)
    if proposal.plan.is_possible:
        assert not broken(proposal.problem, proposal.plan)
    return proposal


def amounts(proposal):
    return {part.option.source_id: part.cents for part in proposal.plan.parts}


def changes(proposal):
    return {change.code: (change.amount, change.gain_cents) for change in proposal.changes}


def left(proposal):
    return {option.source_id: reason for option, reason in proposal.left}


def test_the_whole_budget_from_one_source_needs_no_change():
    proposal = planned(need(), source())
    assert amounts(proposal) == {"bron": 1000_00}
    assert proposal.is_filled
    assert not proposal.changes
    assert proposal.plan.is_proven


def test_of_two_as_sure_the_plan_asks_nearby_first():
    assert amounts(planned(need(), source("daar"), source("hier", areas=["GM0599"]))) == {"hier": 1000_00}
    assert amounts(planned(need(), source("hier", areas=["GM0599"], status="unknown"), source("daar"))) == {
        "hier": 1000_00
    }


def test_it_says_what_the_evenings_bring_and_what_the_largest_part_hangs_on():
    told = explain_plan(planned(need(), source(status="unknown")))["summary"]
    assert "Dat is hooguit € 333 per uur." in [sentence.replace("\u00a0", " ") for sentence in told]
    assert "Het hangt vooral af van Bron: is de bron nu open?" in told


def test_a_source_that_is_not_for_the_need_is_never_in_it():
    assert not amounts(planned(need(), source(areas=["GM0344"]), source("dicht", status="closed")))


def test_a_share_of_the_budget_and_costs_that_are_not_paid():
    half = source("half", share={"max_percent": 50})
    assert amounts(planned(need(), half)) == {"half": 500_00}
    shut = source("shut", exclusions=[{"what": "rent", "strength": "hard"}])
    proposal = planned(need(), shut)
    assert amounts(proposal) == {"shut": 400_00}
    assert proposal.unpaid == ("rent",)


def test_without_a_maximum_the_middle_of_the_known_ones_is_reckoned_with():
    known = [source(f"bron-{most}", most, areas=["GM0344"]) for most in (100, 300, 900)]
    proposal = planned(need(), source("zwijgt", None), *known)
    assert amounts(proposal) == {"zwijgt": 300_00}
    assert proposal.plan.parts[0].option.is_assumed


def test_hours_block_and_the_fewest_more_hours_are_named():
    short, long = source("kort", 300), source("lang", 800, questions=["?"] * 8, papers=["project_plan", "budget"])
    proposal = planned(need(hours_available=3), short, long)
    assert amounts(proposal) == {"kort": 300_00}
    assert left(proposal) == {"lang": "hours"}
    assert changes(proposal)["hours"] == (8.0, 700_00)


def test_own_money_blocks_and_the_missing_amount_is_named():
    strict = source(share={"own_contribution": "required", "own_percent": 30})
    proposal = planned(need(own_contribution=100), strict)
    assert not amounts(proposal)
    assert changes(proposal) == {"own_money": (200_00, 1000_00)}
    assert left(proposal) == {"bron": "own_money"}


def test_what_cannot_be_paid_ahead_blocks():
    proposal = planned(need({"can_prefinance": False}), source(payment={"mode": "afterwards"}))
    assert not amounts(proposal)
    assert set(changes(proposal)) == {"carry"}
    assert planned(need({"can_prefinance": True}), source(payment={"mode": "afterwards"})).is_filled


def test_a_decision_after_the_start_must_be_carried_or_the_start_moves():
    slow = source(decision_weeks=10)
    proposal = planned(need({"can_prefinance": False}, starts_on="2027-01-04"), slow)
    assert not amounts(proposal)
    assert changes(proposal)["later_start"] == (4, 1000_00)
    assert planned(need({"can_prefinance": False}, starts_on="2027-03-04"), slow).is_filled


def test_a_missed_closing_day_is_freed_by_a_later_start():
    early = source(deadlines={"kind": "before_start", "weeks_before_start": 12})
    proposal = planned(need(starts_on="2027-01-04"), early)
    assert changes(proposal) == {"later_start": (8, 1000_00)}


def test_a_partner_or_a_fiscal_host_frees_what_it_frees():
    with_partner = source(requirements=[{"kind": "partner", "text": "Met een school.", "partner": "school"}])
    proposal = planned(need({"partners": []}), with_partner)
    assert not amounts(proposal)
    assert set(changes(proposal)) == {"partner"}
    assert proposal.changes[0].names == ("school",)
    forms = [{"form": "informal_group", "eligible": "no"}, {"form": "foundation", "eligible": "yes"}]
    group = {"legal_form": "informal_group", "fiscal_host": False}
    assert set(changes(planned(need(group), source(applicants=forms, applicants_complete=True)))) == {"fiscal_host"}


def test_others_must_join():
    last = source("laatst", 900, share={"last_resort": True})
    assert set(changes(planned(need(), last))) == {"company"}
    assert set(amounts(planned(need(), last, source("fonds", 300)))) == {"laatst", "fonds"}


def test_not_worth_it_is_an_answer():
    poor = source("arm", 30, papers=["permits", "signatures"])
    proposal = planned(need(amount_sought=200, total_budget=200, costs=[{"kind": "rent", "amount": 200}]), poor)
    assert not amounts(proposal)
    assert not proposal.is_worth_it
    assert left(proposal) == {"arm": "not_worth"}
    assert "Niet de moeite" in explain_plan(proposal)["summary"][0]


def test_pins_and_sources_left_out():
    one, two = source("een"), source("twee")
    assert amounts(planned(need(), one, two, pins=[Pin("twee", 250_00)])) == {"een": 750_00, "twee": 250_00}
    alone = planned(need(), one, without=["een"])
    assert not amounts(alone)
    assert set(changes(alone)) == {"forbidden"}


def test_every_choice_that_cannot_be_is_named_at_once():
    shut = source("dicht", status="closed")
    with pytest.raises(InvalidInput) as problem:
        planned(need(), source(), shut, pins=[Pin("dicht"), Pin("weg"), Pin("bron", 2000_00)], without=["onbekend"])
    found = {(error.field, error.code) for error in problem.value.errors}
    assert found == {
        ("choice.dicht", "not_plannable"),
        ("choice.weg", "unknown_source"),
        ("amount.bron", "out_of_range"),
        ("choice.onbekend", "unknown_source"),
    }


def test_without_an_amount_there_is_no_plan():
    with pytest.raises(InvalidInput):
        planned(a_need(), source())


def test_pins_that_cannot_be_together_say_what_would_help():
    both = [source("een", papers=["permits"]), source("twee", papers=["permits"])]
    proposal = planned(need(hours_available=10), *both, pins=[Pin("een"), Pin("twee")])
    assert not proposal.plan.is_possible
    assert "hours" in changes(proposal)
    assert "Zo kan het niet" in explain_plan(proposal)["summary"][0]
