"""Which band holds for a need, with its own weeks, papers and decider."""

from __future__ import annotations

from typing import Any

import pytest

from services.matcher.domain.bands import band_of, decider, decision_weeks, papers
from tests.services.matcher.domain.build import a_need, a_source

SMALL, LARGE = {"max": 500}, {"max": 5000}
STEPS = [{"max": 3000}, {"min": 3000, "max": 17500}, {"min": 17500}]


@pytest.mark.parametrize(
    ("need", "bands", "chosen"),
    [
        # Of ceilings that both hold, the lowest is meant; above all the highest is what can be had.
        ({"amount_sought": 400}, [SMALL, LARGE], 0),
        ({"amount_sought": 500}, [LARGE, SMALL], 1),
        ({"amount_sought": 501}, [SMALL, LARGE], 1),
        ({"amount_sought": 9000}, [SMALL, LARGE], 1),
        ({"amount_sought": 2000}, STEPS, 0),
        ({"amount_sought": 9000}, STEPS, 1),
        ({"amount_sought": 90000}, STEPS, 2),
        ({"amount_sought": 100}, [{"min": 500, "max": 900}], None),
        ({}, [SMALL, LARGE], None),
        ({"amount_sought": 400}, [{"note": "Wisselt."}], None),
        # A band for other forms is not ours; one per participant counts as often as there are.
        ({"amount_sought": 400}, [{"max": 500, "for_forms": ["school"]}, LARGE], 1),
        ({"amount_sought": 400, "participants": 10}, [{"max": 50, "per": "participant"}, LARGE], 0),
        ({"amount_sought": 400}, [{"max": 50, "per": "participant"}, LARGE], 1),
        ({"amount_sought": 400}, [{"max": 25, "per": "household"}], None),
    ],
)
def test_the_band_of_an_amount(need: dict[str, Any], bands: list[dict[str, Any]], chosen: int | None) -> None:
    source = a_source(amounts=bands)
    found = band_of(a_need(**need), source)
    assert found == (None if chosen is None else (source.amounts or ())[chosen])


def test_what_a_band_says_goes_before_what_the_source_says() -> None:
    band = {"max": 500, "decision_weeks": 2, "decider": "staff", "papers": ["budget", "quotes"]}
    source = a_source(amounts=[band, LARGE], decision_weeks=10, decider="board", papers=["budget"])
    small, large = a_need(amount_sought=400), a_need(amount_sought=900)
    assert (decision_weeks(small, source), decider(small, source)) == (2, "staff")
    assert (decision_weeks(large, source), decider(large, source)) == (10, "board")
    assert papers(small, source) == ("budget", "quotes")
    assert papers(large, source) == ("budget",)
    assert (decider(None, source), papers(None, source)) == ("board", ("budget",))
