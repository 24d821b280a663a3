"""Costs and cover, to the cent, and that no cost is covered twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracker.domain.budgets.cascade import overfunding, words_for
from services.tracker.domain.budgets.coverage import Claim, overclaimed, proposed_shares, shares_of
from services.tracker.domain.budgets.funding import Request, plan_of
from services.tracker.domain.budgets.plan import Plan, without
from services.tracker.domain.budgets.records import Cover, CoverKind, CoverState, Line, Share, Vat, hours_line
from services.tracker.domain.states import State

KITCHEN, PAINT = Line("k", "Keuken", 300_000), Line("p", "Verf", 60_500, vat=Vat.BACK_HIGH)
HOURS = hours_line("h", "Klussen", 750, 1500, giver="Wijzelf", state=CoverState.PROMISED)
LINES = (KITCHEN, PAINT, HOURS)


def request(request_id, state, asked, granted=None):
    return Request(request_id, f"Bron {request_id}", state, asked, granted)


def cover(cover_id, cents, state=CoverState.ASKED, shares=()):
    return Cover(cover_id, CoverKind.APPLICATION, cover_id, cents, state, tuple(Share(*share) for share in shares))


def test_money_and_worth_in_kind_stay_apart():
    plan = plan_of(LINES, [Cover("o", CoverKind.OWN, "Kas", 20_000, CoverState.PROMISED)], ())
    assert (plan.costs_cents, plan.vat_back_cents, plan.in_kind_cents) == (350_000, 10_500, 18_750)
    assert (plan.hoped_cents, plan.sure_cents, plan.gap_cents, plan.closes) == (20_000, 20_000, 330_000, False)


@pytest.mark.parametrize(
    ("state", "asked", "granted", "cents", "cover_state"),
    [
        (State.DRAFT, 5, None, 5, "to_ask"),
        (State.DRAFT, None, None, 0, "to_ask"),
        (State.SUBMITTED, 5, None, 5, "asked"),
        (State.INCOMPLETE, 5, None, 5, "asked"),
        (State.IN_REVIEW, 5, None, 5, "asked"),
        (State.AWARDED_PARTIAL, 5, 3, 3, "promised"),
        (State.AWARDED_CONDITIONAL, 5, 5, 5, "promised"),
        (State.RUNNING, 5, 4, 4, "promised"),
        (State.CLOSED, 5, 4, 4, "received"),
        (State.REPAYMENT_DUE, 5, 4, 4, "received"),
        (State.REPAYMENT_DUE, 5, 0, 5, "refused"),
        (State.CLOSED, 5, 0, 5, "refused"),
        (State.REJECTED, 5, None, 5, "refused"),
        (State.DECLINED, 5, 4, 5, "refused"),
        (State.REVOKED, 5, 4, 5, "refused"),
        (State.MISSED, 5, None, 5, "refused"),
    ],
)
def test_what_an_application_covers(state, asked, granted, cents, cover_state):
    (found,) = plan_of((), (), [request("a", state, asked, granted)]).covers
    assert (found.amount_cents, found.state.value) == (cents, cover_state)


def test_ideas_and_what_was_stopped_are_not_reckoned_with():
    assert plan_of((), (), [request("a", State.IDEA, 5), request("b", State.STOPPED, 5)]).covers == ()


@given(
    st.lists(st.tuples(st.integers(1, 10**7), st.sampled_from(list(Vat))), max_size=8),
    st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from(list(CoverState))), max_size=8),
)
def test_gap_and_too_much_are_exact(amounts, covers):
    lines = tuple(Line(str(n), "x", cents, vat=vat) for n, (cents, vat) in enumerate(amounts))
    plan = Plan(lines, tuple(cover(str(n), cents, state) for n, (cents, state) in enumerate(covers)))
    assert plan.costs_cents + plan.gap_cents * 0 == sum(line.amount_cents for line in lines) - plan.vat_back_cents
    assert plan.hoped_cents + plan.gap_cents == plan.costs_cents + plan.over_cents
    assert not (plan.gap_cents and plan.over_cents)
    assert plan.closes == (not plan.gap_cents and not plan.over_cents)
    assert 0 <= plan.sure_cents <= plan.hoped_cents


@given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=10))
def test_a_division_is_counted_exactly_or_not_at_all(amount, parts):
    one = cover("a", amount, shares=[(str(n), cents) for n, cents in enumerate(parts)])
    assert shares_of(one) == (one.shares if sum(parts) == amount else ())
    assert sum(share.cents for share in proposed_shares(one)) == amount


@pytest.mark.parametrize(
    ("claims", "over"),
    [
        ([("k", "a", 300_000)], {}),
        ([("k", "a", 150_000), ("k", "b", 150_000)], {}),
        ([("k", "a", 300_000), ("k", "b", 1)], {"k": (1, ("a", "b"))}),
        ([("k", "a", 300_000), ("k", "b", 300_000), ("p", "c", 5)], {"k": (300_000, ("a", "b"))}),
        ([("k", "a", 200_000), ("k", "a", 200_000)], {"k": (100_000, ("a",))}),
        ([("gone", "a", 7)], {"gone": (7, ("a",))}),
        ([("k", "a", 0)], {}),
    ],
)
def test_h67_a_cost_is_never_covered_above_100_percent(claims, over):
    found = overclaimed({"k": 300_000, "p": 50_000}, [Claim(*claim) for claim in claims])
    assert {one.line_id: (one.over_cents, one.by) for one in found} == over


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 100)),
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 60))),
)
def test_h67_nothing_slips_through(costs, parts):
    found = {one.line_id: one.over_cents for one in overclaimed(costs, [Claim(line, "f", n) for line, n in parts])}
    for line in "abcd":
        claimed = sum(n for of, n in parts if of == line)
        assert found.get(line, 0) == max(0, claimed - costs.get(line, 0))


def test_what_is_refused_claims_nothing():
    twice = [cover("a", 300_000, shares=[("k", 300_000)]), cover("b", 300_000, shares=[("k", 300_000)])]
    assert [one.over_cents for one in Plan(LINES, tuple(twice)).overclaimed()] == [300_000]
    refused = (twice[0], replace(twice[1], state=CoverState.REFUSED))
    assert Plan(LINES, refused).overclaimed() == ()


def test_when_one_source_says_no():
    plan = Plan(LINES, (cover("a", 300_000, shares=[("k", 300_000)]), cover("b", 50_000)))
    assert plan.closes
    assert without(plan, "a").gap_cents == 300_000 and without(plan, "a").cover("a") is None
    assert without(plan, "a", 100_000).gap_cents == 200_000
    assert plan.closes, "the plan itself stays"


PROMISED, TO_ASK, ASKED = CoverState.PROMISED, CoverState.TO_ASK, CoverState.ASKED


@pytest.mark.parametrize(
    ("covers", "words"),
    [
        # As a whole: 3,500 is needed, 3,500 was granted, another 600 is asked.
        ((("a", 350_000, PROMISED), ("b", 60_000, ASKED)), {"b": (60_000, ())}),
        # The same kitchen twice: only who pays the kitchen hears of it.
        (
            (
                ("a", 300_000, PROMISED, ("k", 300_000)),
                ("b", 60_000, ASKED, ("k", 60_000)),
                ("c", 1_000, ASKED, ("p", 1_000)),
            ),
            {"b": (60_000, ("k",))},
        ),
        # Who was asked nothing yet needs no message, nor does a source that said no.
        ((("a", 350_000, PROMISED), ("b", 60_000, TO_ASK), ("c", 9, CoverState.REFUSED)), {}),
        # Who gave before must hear of other income too.
        ((("a", 350_000, PROMISED), ("b", 60_000, PROMISED)), {"b": (60_000, ())}),
        # What two others overdo between them is not news of this yes.
        (
            (
                ("a", 1_000, PROMISED, ("p", 1_000)),
                ("b", 200_000, ASKED, ("k", 200_000)),
                ("c", 150_000, ASKED, ("k", 150_000)),
            ),
            {},
        ),
        # Enough room for everybody.
        ((("a", 100_000, PROMISED), ("b", 60_000, ASKED)), {}),
        # Less was granted than the division says: which lines is not guessed.
        ((("a", 200_000, PROMISED, ("k", 300_000)), ("b", 150_000, ASKED, ("k", 150_000))), {}),
        # Nobody is told of more than its own part.
        (
            (("a", 350_000, PROMISED), ("b", 10_000, ASKED), ("c", 50_000, ASKED)),
            {"b": (10_000, ()), "c": (50_000, ())},
        ),
    ],
)
def test_who_hears_of_a_yes(covers, words):
    plan = Plan(LINES, tuple(cover(name, cents, state, shares) for name, cents, state, *shares in covers))
    found = {word.cover_id: (word.over_cents, word.line_ids) for word in words_for(plan, "a")}
    assert found == words


def test_a_no_tells_nobody():
    plan = Plan(LINES, (cover("a", 350_000, CoverState.REFUSED), cover("b", 350_000)))
    assert words_for(plan, "a") == () and words_for(plan, "unknown") == ()


def test_too_much_is_named_per_line_and_the_rest_for_the_whole():
    plan = Plan(LINES, (cover("a", 310_000, PROMISED, [("k", 310_000)]), cover("b", 60_000)))
    assert [(one.line_id, one.over_cents, one.cover_ids) for one in overfunding(plan)] == [
        ("k", 10_000, ("a",)),
        (None, 10_000, ("a", "b")),
    ]


def test_small_stays_small():
    small = Line("s", "Koffie", 25_000)
    one = plan_of([small], (), [request("a", State.DRAFT, 25_000)])
    assert not one.asks_for_plan(source_asks=False) and one.asks_for_plan(source_asks=True)
    two = plan_of([small], (), [request("a", State.DRAFT, 25_000), request("b", State.DRAFT, 25_000)])
    assert two.asks_for_plan(source_asks=False)
    assert plan_of([KITCHEN], (), ()).asks_for_plan(source_asks=False)
