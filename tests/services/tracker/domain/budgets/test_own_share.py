"""Rules of sources about paying a part, held against plans."""

from __future__ import annotations

import pytest

from services.tracker.domain.budgets.own_share import Case, share_findings
from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import Cover, CoverKind, CoverState, Line, Worth

COST = Line("k", "Keuken", 400_000)
GIFT = Cover("g", CoverKind.IN_KIND, "Bouwmarkt", 50_000, CoverState.PROMISED)


def cover(cover_id, cents, kind=CoverKind.APPLICATION):
    return Cover(cover_id, kind, cover_id, cents, CoverState.ASKED)


def own(cents):
    return cover("own", cents, CoverKind.OWN)


@pytest.mark.parametrize(
    ("share", "mine", "others", "codes"),
    [
        ({"max_percent": 50}, 200_000, (), []),
        ({"max_percent": 50}, 200_001, (), ["max_percent"]),
        ({"max_percent": 33.3}, 133_200, (), []),
        ({"max_percent": 33.3}, 133_201, (), ["max_percent"]),
        ({"never_all": True}, 400_000, (), ["never_all"]),
        ({"never_all": True}, 399_999, (), []),
        ({"own_contribution": "required"}, 1, (GIFT,), ["own_contribution"]),
        ({"own_contribution": "required"}, 1, (own(1),), []),
        ({"own_contribution": "required"}, 1, (cover("bar", 1, CoverKind.INCOME),), []),
        ({"own_contribution": "required_may_be_in_kind"}, 1, (GIFT,), []),
        ({"own_contribution": "required_may_be_in_kind"}, 1, (), ["own_contribution"]),
        ({"own_contribution": "not_required"}, 1, (), []),
        ({"own_percent": 10}, 1, (own(39_999),), ["own_percent"]),
        ({"own_percent": 10}, 1, (own(40_000),), []),
        ({"own_percent": 10, "own_contribution": "required_may_be_in_kind"}, 1, (GIFT,), []),
        ({"match_with": "de gemeente"}, 200_000, (own(199_999),), ["match_with"]),
        ({"match_with": "de gemeente"}, 200_000, (own(200_000),), []),
        ({"others_must_join": True}, 1, (own(5),), ["others_must_join"]),
        ({"others_must_join": True}, 1, (cover("b", 5),), []),
        ({"stacking_max_percent": 50}, 100_000, (cover("town", 100_001),), ["stacking_max"]),
        ({"stacking_max_percent": 50}, 100_000, (cover("town", 100_000),), []),
        ({"last_resort": True}, 400_000, (), []),
        ({"max_percent": 40, "never_all": True}, 400_000, (), ["max_percent", "never_all"]),
        ({"max_percent": None}, 400_000, (), []),
        ({}, 400_000, (), []),
        (None, 400_000, (), []),
    ],
)
def test_rules_of_sources(share, mine, others, codes):
    given = cover("mine", mine)
    plan = Plan((COST, Line("g", "Verf", 50_000, Worth.GOODS)), (given, *others))
    found = share_findings(share, Case(plan, given, frozenset({"mine", "town"})))
    assert [finding.code for finding in found] == codes
    for finding in found:
        places = {**finding.words, **{name: str(cents) for name, cents in finding.amounts.items()}}
        assert finding.text % places


def test_without_costs_nothing_is_a_part():
    given = cover("mine", 5)
    assert share_findings({"max_percent": 1}, Case(Plan((), (given,)), given, frozenset())) == ()
