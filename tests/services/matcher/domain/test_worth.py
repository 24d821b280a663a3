"""Is it worth an evening: euros, hours, and what it hangs on."""

from __future__ import annotations

from typing import Any

from services.matcher.domain.matching import match
from services.matcher.domain.worth import worth_of
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source

APPLICANTS = {"applicants": [{"form": "foundation", "eligible": "yes"}]}


def worth(need, source):
    (found,) = match(need, [source], REGIONS, TODAY)
    return worth_of(need, source, found)


def test_the_most_it_brings_is_its_maximum_and_the_part_of_what_is_sought():
    found = worth(a_need(amount_sought=5000), a_source(amounts=[{"max": 1500}], **APPLICANTS))
    assert (found.most_cents, found.percent, found.is_low) == (1500_00, 30, False)
    assert found.hours.total == 3


def test_never_more_than_is_sought():
    found = worth(a_need(amount_sought=150), a_source(amounts=[{"max": 20_000}], **APPLICANTS))
    assert (found.most_cents, found.percent) == (150_00, 100)


def test_a_share_of_the_budget_is_a_limit_too():
    found = worth(a_need(amount_sought=900, total_budget=1000), a_source(share={"max_percent": 50}, **APPLICANTS))
    assert (found.most_cents, found.percent) == (500_00, 55)


def test_where_no_limit_is_named_no_amount_is_promised():
    found = worth(a_need(amount_sought=5000), a_source(**APPLICANTS))
    assert (found.most_cents, found.percent, found.is_low) == (None, None, False)


def test_low_when_even_everything_that_is_sought_is_too_little_for_the_hours():
    found = worth(a_need(amount_sought=100), a_source(mechanism="crowdfunding", **APPLICANTS))
    assert found.is_low
    assert found.most_cents == 100_00
    assert not worth(a_need(amount_sought=100), a_source(**APPLICANTS)).is_low


def test_more_hours_than_the_place_has():
    assert worth(a_need(hours_available=2), a_source(**APPLICANTS)).is_too_long
    assert not worth(a_need(hours_available=3), a_source(**APPLICANTS)).is_too_long
    assert not worth(a_need(), a_source(**APPLICANTS)).is_too_long


def test_it_hangs_on_the_question_that_comes_first():
    assert worth(a_need(), a_source(status="unknown", **APPLICANTS)).hangs_on.criterion == "status"
    clear: dict[str, Any] = {"support": ["space"], "themes": ["meeting"], "target_groups": ["everyone"]}
    need: dict[str, Any] = {"support": ["space"], "themes": ["meeting"], "target_groups": ["everyone"]}
    assert worth(a_need(**need), a_source(**clear, **APPLICANTS)).hangs_on is None


def test_what_is_not_for_this_place_and_who_only_helps_to_search_have_no_worth():
    assert worth(a_need(), a_source(status="closed")) is None
    assert worth(a_need(), a_source(mechanism="brokerage", support=["advice"])) is None


def test_support_in_kind_brings_no_euros():
    need = a_need(amount_sought=500, costs=[{"kind": "rent", "amount": 500}])
    found = worth(need, a_source(support=["space"], **APPLICANTS))
    assert (found.gives_money, found.most_cents, found.is_low) == (False, None, False)
