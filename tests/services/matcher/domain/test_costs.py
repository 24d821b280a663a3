"""What the money is for against what the source does not pay."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.matcher.domain.build import a_need, a_source, verdict

FOOD = {"kind": "food_and_drink", "amount": 300}
RENT = {"kind": "rent", "amount": 700}
ONE_DAY = {"starts_on": "2027-01-10", "ends_on": "2027-01-10"}


@pytest.mark.parametrize(
    ("need", "exclusions", "answer", "finding"),
    [
        ({"costs": [FOOD, RENT]}, [{"what": "salary"}], "yes", "costs_all_paid"),
        ({"costs": [FOOD, RENT], "amount_sought": 1000}, [{"what": "rent"}], "yes", "costs_rest"),
        ({"costs": [FOOD, RENT], "amount_sought": 300}, [{"what": "rent"}], "yes", "costs_part_excluded"),
        ({"costs": [RENT], "amount_sought": 700}, [{"what": "rent"}], "no", "costs_excluded"),
        ({"costs": [RENT]}, [{"what": "rent"}], "yes", "costs_part_excluded"),
        ({"costs": [FOOD]}, [{"what": "food_and_drink", "strength": "soft"}], "no", "costs_rather_not"),
        ({**ONE_DAY}, [{"what": "event"}], "no", "costs_event"),
        ({**ONE_DAY, "ends_on": "2027-01-11", "costs": [FOOD]}, [{"what": "event"}], "yes", "costs_all_paid"),
    ],
)
def test_excluded_costs(need: dict[str, Any], exclusions: list[dict[str, Any]], answer: str, finding: str) -> None:
    found = verdict("costs", a_need(**need), a_source(exclusions=exclusions))
    assert found is not None
    assert (found.answer, found.finding) == (answer, finding)


def test_partly_excluded_tells_what_can_still_be_asked() -> None:
    need = a_need(costs=[FOOD, RENT], amount_sought=1000)
    found = verdict("costs", need, a_source(exclusions=[{"what": "rent"}]))
    assert found is not None
    assert dict(found.values)["rest_cents"] == 30_000


def test_rather_not_is_soft() -> None:
    found = verdict(
        "costs", a_need(costs=[FOOD]), a_source(exclusions=[{"what": "food_and_drink", "strength": "soft"}])
    )
    assert found is not None
    assert not found.is_hard
