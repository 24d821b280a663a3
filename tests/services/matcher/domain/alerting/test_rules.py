"""What a new version of a source means for a need: the table of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.matcher.domain.alerting.consequence import ConsequenceKind as Kind
from services.matcher.domain.alerting.rules import consequences
from services.matcher.domain.alerting.standing import Standing, closing_of, cover_of, start_fits
from services.matcher.domain.alerting.thresholds import MAY_FIT_FROM
from services.matcher.domain.matching import Group, Matcher
from services.matcher.domain.verdicts import Answer
from tests.services.matcher.domain.build import REGIONS, STALE, TODAY, a_need, a_source

NEED: dict[str, Any] = {"amount_sought": 1000, "total_budget": 1000, "starts_on": "2027-02-10", "themes": ["meeting"]}
FITTING = {
    "themes": ["meeting"],
    "applicants": [{"form": "foundation", "eligible": "yes"}],
    "amounts": [{"max": 5000}],
    "deadlines": {"kind": "rolling"},
}
DOUBTFUL = {"applicants": [{"form": "association", "eligible": "yes"}]}


def standing(need, source):
    matcher = Matcher([source], REGIONS)
    match = matcher.match_one(need, source, TODAY)
    reason = next((v.reason for v in match.verdicts if v.is_hard and v.answer is Answer.NO), None)
    return Standing(
        source=source,
        group=match.group,
        score=match.score,
        is_signpost=match.is_signpost,
        closing=closing_of(source, need, TODAY),
        start_fits=start_fits(need, source, matcher.context(need, TODAY)),
        cover_cents=cover_of(need, source),
        no_reason=reason,
    )


def found(before, after, **need_facts):
    """The consequences of changing the fitting source; None stands for a source that is not there."""
    need = a_need(**{**NEED, **need_facts})
    old, new = (
        None if facts is None else standing(need, a_source(**{**FITTING, **facts})) for facts in (before, after)
    )
    return consequences(need, old, new, TODAY, is_new=before is None)


def kinds(before, after, **need_facts):
    return [one.kind for one in found(before, after, **need_facts)]


def fixed(day):
    return {"deadlines": {"kind": "fixed", "dates": [day]}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({}, {"summary": "Andere woorden over hetzelfde."}, []),
        ({}, {"url": "https://example.org/nieuw"}, []),
        (None, {}, [Kind.NOW_FITS]),
        ({}, None, [Kind.GONE]),
        ({"areas": ["GM0344"]}, {}, [Kind.NOW_FITS]),
        ({}, {"areas": ["GM0344"]}, [Kind.NO_LONGER_FITS]),
        ({"areas": ["GM0344"]}, {"areas": ["PV26"]}, []),
        ({}, {"status": "closed"}, [Kind.CLOSED]),
        ({}, {"ends_on": "2026-11-01"}, [Kind.CLOSED]),
        ({"status": "closed"}, {}, [Kind.NOW_FITS]),
        ({"status": "announced"}, {}, [Kind.OPENED]),
        ({"status": "unknown"}, {}, [Kind.OPENED]),
        ({}, {"status": "unknown"}, []),
        (fixed("2027-01-20"), fixed("2027-01-05"), [Kind.CLOSES_EARLIER]),
        (fixed("2027-01-05"), fixed("2027-01-20"), [Kind.CLOSES_LATER]),
        (fixed("2027-01-05"), fixed("2026-11-05"), [Kind.CLOSES_EARLIER]),
        (fixed("2027-01-05"), fixed("2027-03-01"), [Kind.CLOSES_LATER]),
        ({}, fixed("2027-01-05"), [Kind.CLOSING_KNOWN]),
        (fixed("2027-01-05"), {}, []),
        ({"amounts": [{"max": 500}]}, {}, [Kind.COVERS_MORE]),
        ({}, {"amounts": [{"max": 500}]}, [Kind.COVERS_LESS]),
        ({"amounts": None}, {"amounts": [{"max": 500}]}, [Kind.COVERS_LESS]),
        ({"amounts": None}, {"amounts": [{"max": 5000}]}, []),
        ({}, {"amounts": [{"max": 4000}]}, []),
        ({"amounts": [{"max": 500}]}, {"amounts": [{"max": 540}]}, []),
        ({}, DOUBTFUL, [Kind.IN_DOUBT]),
        (DOUBTFUL, {}, [Kind.NOW_FITS]),
        ({"areas": ["GM0344"]}, {"mechanism": "brokerage", "support": ["advice"]}, []),
        (
            {**fixed("2027-01-20"), "amounts": [{"max": 500}]},
            fixed("2027-01-05"),
            [Kind.CLOSES_EARLIER, Kind.COVERS_MORE],
        ),
    ],
)
def test_a_change_has_these_consequences(before, after, expected):
    assert kinds(before, after) == expected


def test_the_facts_fill_the_sentence():
    assert found(fixed("2027-01-20"), fixed("2027-01-05"))[0].facts == {
        "from": "2027-01-20",
        "to": "2027-01-05",
        "starts_on": "2027-02-10",
        "fits": True,
        "is_past": False,
    }
    past = found(fixed("2027-01-05"), fixed("2026-11-05"))[0].facts
    assert (past["to"], past["is_past"], past["fits"]) == ("2026-11-05", True, None)
    later = found(fixed("2027-01-05"), fixed("2027-03-01"))[0].facts
    assert (later["to"], later["fits"]) == ("2027-03-01", False)
    assert found({"areas": ["GM0344"]}, {})[0].facts == {"is_new": False, "reason": "area", "closing": None}
    assert found(None, fixed("2027-01-05"))[0].facts == {"is_new": True, "reason": None, "closing": "2027-01-05"}
    assert found({}, {"areas": ["GM0344"]})[0].facts == {"reason": "area"}
    assert found({"amounts": [{"max": 500}]}, {})[0].facts == {"from_cents": 50_000, "to_cents": 100_000}


def test_an_old_page_that_makes_it_too_late_is_not_called_fitting():
    old = {"provenance": STALE}
    moved = found({**old, **fixed("2027-01-05")}, {**old, **fixed("2027-03-01")})
    assert [one.kind for one in moved] == [Kind.CLOSES_LATER]
    assert moved[0].facts["fits"] is False


def test_weeks_before_the_start_move_the_day_too():
    weeks = [{"deadlines": {"kind": "rolling", "weeks_before_start": number}} for number in (4, 6, 20)]
    assert kinds(weeks[0], weeks[1]) == [Kind.CLOSES_EARLIER]
    too_late = found(weeks[0], weeks[2])
    assert [one.kind for one in too_late] == [Kind.CLOSES_EARLIER]
    assert too_late[0].facts["fits"] is False


def test_without_a_known_start_the_date_is_told_all_the_same():
    facts = found(fixed("2027-01-20"), fixed("2027-01-05"), starts_on=None)[0].facts
    assert facts["starts_on"] is None


def test_may_fit_is_told_from_a_number_of_points_on():
    need = a_need(**NEED)
    unlikely = standing(need, a_source(**{**FITTING, **DOUBTFUL}))
    assert unlikely.group is Group.FIND_OUT
    enough, too_few = replace(unlikely, score=MAY_FIT_FROM), replace(unlikely, score=MAY_FIT_FROM - 0.1)
    assert [one.kind for one in consequences(need, None, enough, TODAY, is_new=True)] == [Kind.MAY_FIT]
    assert consequences(need, None, too_few, TODAY, is_new=True) == []
    assert [one.kind for one in consequences(need, enough, None, TODAY, is_new=False)] == [Kind.GONE]
    assert consequences(need, too_few, None, TODAY, is_new=False) == []
    # Points that rise a little are no news: it was there to be seen before.
    assert consequences(need, too_few, enough, TODAY, is_new=False) == []


def test_a_need_without_an_amount_hears_nothing_of_amounts():
    change = ({"amounts": [{"max": 500}]}, {"amounts": [{"max": 800}]})
    assert kinds(*change, amount_sought=None, total_budget=None) == []
