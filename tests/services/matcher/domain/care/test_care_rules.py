"""The order of calls, proposals beside what stands there now, and what new sources are called."""

from __future__ import annotations

import pytest

from services.matcher.domain.care.asking_order import in_order, waits_for_a_call
from services.matcher.domain.care.identifying import id_for, is_of
from services.matcher.domain.care.reviewing import ProposalState, Standing, standing_of, state_after, with_changes
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.verdicts import Answer
from tests.services.matcher.domain.build import TODAY, a_need, a_source, verdict

EARLIER, LATER = "2026-11-21", "2026-11-23"
RECORD = {"status": "closed", "deadlines": {"kind": "fixed", "dates": ["2027-01-01"]}, "provenance": {"verified": True}}


def test_many_needs_go_before_one_that_fits_better_and_who_rests_goes_last():
    waits = [("veel", 40.0), ("veel", 40.0), ("goed", 60.0), ("rust", 90.0), ("rust", 90.0), ("rust", 90.0)]
    ordered = in_order(waits, {"rust"})
    assert [(one.source_id, one.needs, one.rests) for one in ordered] == [
        ("veel", 2, False),
        ("goed", 1, False),
        ("rust", 3, True),
    ]
    assert [one.worth for one in ordered] == pytest.approx([0.8, 0.6, 2.7])


def test_equal_calls_have_a_fixed_order():
    assert [one.source_id for one in in_order([("b", 50.0), ("a", 50.0)], ())] == ["a", "b"]


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        ({"field": "status", "before": "closed", "after": "open"}, Standing.READY),
        ({"field": "status", "before": "unknown", "after": "open"}, Standing.MOVED),
        ({"field": "status", "before": "unknown", "after": "closed"}, Standing.THERE),
        ({"field": "phone", "before": None, "after": "010 1234567"}, Standing.READY),
        ({"field": "provenance.seen_on", "before": "2024", "after": "2026"}, Standing.MOVED),
        ({"field": "deadlines.dates", "before": ["2027-01-01"], "after": None}, Standing.READY),
        ({"field": "status.deep", "before": None, "after": "x"}, Standing.READY),
    ],
)
def test_how_a_proposed_field_stands_to_the_record_of_now(change, standing):
    assert standing_of(change, RECORD) is standing


def test_accepted_fields_are_put_in_and_taken_out_without_touching_the_rest():
    changes: list[dict] = [
        {"field": "deadlines.dates", "before": ["2027-01-01"], "after": None},
        {"field": "share.max_percent", "before": None, "after": 50},
        {"field": "url", "before": None, "after": "https://fonds.example"},
        {"field": "phone", "before": "x", "after": None},
    ]
    assert with_changes(RECORD, changes) == {
        **RECORD,
        "deadlines": {"kind": "fixed"},
        "share": {"max_percent": 50},
        "url": "https://fonds.example",
    }
    assert RECORD["deadlines"] == {"kind": "fixed", "dates": ["2027-01-01"]}


@pytest.mark.parametrize(
    ("accepted", "state"), [(0, ProposalState.REFUSED), (1, ProposalState.PARTLY), (2, ProposalState.ACCEPTED)]
)
def test_what_a_proposal_becomes(accepted, state):
    assert state_after(accepted, 2) is state


@pytest.mark.parametrize(
    ("provider", "organisation", "same"),
    [
        ("Oranje Fonds", "oranje  fonds", True),
        ("Fonds Één", "fonds een", True),
        ("Oranje Fonds", "Oranje Fonds Friesland", False),
        ("", "", False),
    ],
)
def test_a_funder_owns_what_bears_its_name(provider, organisation, same):
    assert is_of(provider, organisation) is same


@pytest.mark.parametrize(
    ("provider", "name", "taken", "found"),
    [
        ("Oranje Fonds", "Groeifonds", (), "oranje-fonds-groeifonds"),
        ("Oranje Fonds", "Oranje Fonds: 1.000 buurten", (), "oranje-fonds-1-000-buurten"),
        ("A", "B", ("a-b", "a-b-2"), "a-b-3"),
        ("", "!!!", (), "bron"),
        ("x" * 200, "y", (), "x" * 95),
    ],
)
def test_a_new_source_gets_a_free_id(provider, name, taken, found):
    assert id_for(provider, name, taken) == found


@pytest.mark.parametrize("seen_on", [None, "2020", "2026-11-01"])
@pytest.mark.parametrize(("opens_on", "ends_on"), [(None, None), (LATER, None), (None, EARLIER), (EARLIER, LATER)])
@pytest.mark.parametrize("status", ["open", "announced", "closed", "unknown"])
def test_a_call_is_worth_it_when_the_criterion_on_the_status_has_no_answer(status, opens_on, ends_on, seen_on):
    seen = {"verified": True, "seen_on": seen_on}
    source = a_source(status=status, opens_on=opens_on, ends_on=ends_on, provenance=seen)
    found = verdict("status", a_need(), source)
    assert found is not None
    opens_soon = opens_on == LATER and seen_on == "2026-11-01"
    assert waits_for_a_call(source, TODAY, ShelfLives()) == (found.answer is Answer.UNKNOWN and not opens_soon)
