"""The index may keep too much, never too little, in both directions; and it is worth its place."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from services.matcher.domain.criteria.every import REQUIREMENT_CRITERIA, judge_all
from services.matcher.domain.freshness import ShelfLives, earliest_day, months_between
from services.matcher.domain.matching import Matcher
from services.matcher.domain.verdicts import Answer, eligibility
from services.matcher.engine.need_index import NeedIndex
from services.matcher.engine.rounding import down, fortnight, fortnight_ends, stale_from, up
from services.matcher.engine.source_index import SourceIndex
from tests.services.matcher.domain.build import REGIONS
from tests.services.matcher.engine.made import TODAY, Maker

SOURCES, NEEDS = 340, 60
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
# What each criterion can answer at all; those that are not named here can answer all three.
ONLY = {
    "mechanism": {YES, NO, UNKNOWN},
    "area_note": {UNKNOWN},
    "organisation_kind": {UNKNOWN},
    "share": {YES, UNKNOWN},
    "own_money": {YES, UNKNOWN},
    "others_join": {UNKNOWN},
    "stacking": {YES, UNKNOWN},
    "receiver": {YES, UNKNOWN},
    "costs": {YES, NO},
    "finish": {YES, UNKNOWN},
    "latest_start": {UNKNOWN},
    "partner": {YES, UNKNOWN},
    "referral_by": {YES, UNKNOWN},
    "fiscal_host": {YES, UNKNOWN},
    "frequency": {NO, UNKNOWN},
    "other_money": {YES, UNKNOWN},
    "previous_closed": {UNKNOWN},
    "policy_fit": {UNKNOWN},
    "customer": {UNKNOWN},
    "open_to_all": {YES, UNKNOWN},
    "check": {UNKNOWN},
}
CRITERIA = (
    *("status", "mechanism", "support", "area", "area_note", "landlord", "legal_form", "organisation_kind", "amount"),
    *("share", "own_money", "others_join", "costs", "themes", "target_groups", "deadline", "decision", "finish"),
    *("latest_start", "begun", "stacking", "receiver", "prefinancing", *REQUIREMENT_CRITERIA),
)


def test_never_drops_what_the_rules_accept() -> None:
    maker, today = Maker(7), TODAY
    sources = [maker.source(number) for number in range(SOURCES)]
    needs = [maker.need(number) for number in range(NEEDS)]
    plain = Matcher(sources, REGIONS)
    forward, backward = SourceIndex(sources, REGIONS, ShelfLives()), NeedIndex(needs, REGIONS, ShelfLives())
    kept_backward = {source.id: set(backward.survivors(source, today)) for source in sources}
    heard: set[tuple[str, Answer]] = set()
    tally: Counter[str] = Counter()
    for need in needs:
        kept, context = set(forward.survivors(need, today)), plain.context(need, today)
        for source in sources:
            verdicts = judge_all(need, source, context)
            heard.update((verdict.criterion, verdict.answer) for verdict in verdicts)
            accepted = eligibility(verdicts) is not NO
            assert source.id in kept or not accepted, (need, source, verdicts)
            assert need.id in kept_backward[source.id] or not accepted, (need, source, verdicts)
            tally.update(
                pairs=1, accepted=accepted, forward=source.id in kept, back=need.id in kept_backward[source.id]
            )
    assert tally["pairs"] >= 20_000
    assert heard == {(name, answer) for name in CRITERIA for answer in ONLY.get(name, set(Answer))}
    assert 2_000 < tally["accepted"] < 0.3 * tally["pairs"]
    assert max(tally["forward"], tally["back"]) < 1.5 * tally["accepted"]


@pytest.mark.parametrize("number", [*range(70), 999, 1_000, 123_456_789])
def test_numbers_are_rounded_outward(number: int) -> None:
    assert 0 <= down(number) <= number <= up(number) <= number * 5 / 4 + 1
    assert down(number) >= number * 3 / 4


def test_dates_are_rounded_outward() -> None:
    for ahead in range(800):
        day = TODAY + timedelta(days=ahead)
        assert fortnight(day) <= day <= fortnight_ends(fortnight(day))


@pytest.mark.parametrize("seen_on", ["2024", "2024-02", "2024-02-29", "2024-08-31", "2025-12-31"])
@pytest.mark.parametrize("months", [1, 6, 18, 24])
def test_the_day_from_which_a_fact_is_stale(seen_on: str, months: int) -> None:
    seen = earliest_day(seen_on)
    assert seen is not None
    day = stale_from(seen, months)
    assert months_between(seen, day) >= months > months_between(seen, day - timedelta(days=1))
