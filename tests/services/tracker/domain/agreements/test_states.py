from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.tracker.domain.agreements.guards import GUARDS, AgreementFacts, decide
from services.tracker.domain.agreements.states import RESTING, TABLE, events_for, row_for
from services.tracker.domain.agreements.vocabulary import (
    EVENT_LABELS,
    STATE_LABELS,
    AgreementEvent,
    AgreementState,
    Party,
)
from shared.kernel.errors import Forbidden, NotAllowedNow

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
EVERYBODY = frozenset(Party)
WISHED = {"ends_on": TODAY, "renewal_wished_by": frozenset("a")}


def test_the_table_is_sound():
    assert len({(row.before, row.event) for row in TABLE}) == len(TABLE)
    assert {name for row in TABLE for name in row.guards} == set(GUARDS)
    assert {row.event for row in TABLE} == set(AgreementEvent) == set(EVENT_LABELS)
    assert set(STATE_LABELS) == set(AgreementState)
    assert {row.before for row in TABLE} == set(AgreementState) - RESTING


def test_every_state_can_be_reached_from_a_draft():
    reached = {AgreementState.DRAFT}
    while more := {row.after for row in TABLE if row.before in reached} - reached:
        reached |= more
    assert reached == set(AgreementState)


def test_either_party_may_propose_evaluate_and_give_notice():
    for event in (AgreementEvent.PROPOSE, AgreementEvent.EVALUATE, AgreementEvent.GIVE_NOTICE):
        for row in TABLE:
            assert row.event is not event or {Party.PLACE, Party.PARTNER} <= row.who


def test_time_alone_never_renews_or_signs():
    clock = {row.event for row in TABLE if Party.CLOCK in row.who}
    assert clock.isdisjoint({AgreementEvent.RENEW, AgreementEvent.SIGN, AgreementEvent.SIGN_LAST})


@pytest.mark.parametrize(
    ("guard", "facts", "code"),
    [
        ("reason_given", {"reason": " "}, "reason_missing"),
        ("is_complete", {"missing": ("begindatum",)}, "incomplete"),
        ("is_complete", {}, None),
        ("offer_is_old", {"proposed_on": TODAY - 60 * DAY}, "offer_stands"),
        ("offer_is_old", {"proposed_on": TODAY - 61 * DAY}, None),
        ("may_sign", {"acting": "a", "to_sign": frozenset("ab")}, None),
        ("may_sign", {"acting": "c", "to_sign": frozenset("ab")}, "signed"),
        ("others_left", {"acting": "a", "to_sign": frozenset("ab")}, None),
        ("others_left", {"acting": "a", "to_sign": frozenset("a")}, "last"),
        ("nobody_left", {"acting": "a", "to_sign": frozenset("a")}, None),
        ("nobody_left", {"acting": "a", "to_sign": frozenset("ab")}, "not_last"),
        ("start_reached", {"starts_on": TODAY}, None),
        ("start_reached", {"starts_on": TODAY + DAY}, "not_yet"),
        ("evaluation_near", {"anniversary": TODAY + 42 * DAY}, None),
        ("evaluation_near", {"anniversary": TODAY + 43 * DAY}, "not_yet"),
        ("evaluation_near", {"anniversary": TODAY, "evaluation_open": True}, "not_yet"),
        ("with_other_party", {"other_party": ""}, "alone"),
        ("two_missed", {"evaluations_missed": 1}, "not_missed"),
        ("two_missed", {"evaluations_missed": 2}, None),
        ("no_amendment", {"amendment_open": True}, "amendment_open"),
        ("amendment_open", {"amendment_open": False}, "no_amendment"),
        ("renewal_new", {"ends_on": None}, "no_end"),
        ("renewal_new", {"ends_on": TODAY, "acting": "a", "renewal_wished_by": frozenset("a")}, "said"),
        (
            "renewal_wished_by_other",
            {"ends_on": TODAY, "acting": "a", "renewal_wished_by": frozenset("a")},
            "other_first",
        ),
        ("renewal_wished_by_other", {"ends_on": TODAY, "acting": "b", "renewal_wished_by": frozenset("a")}, None),
        ("notice_term", {"notice_days": 30, "notice_ends_on": TODAY + 29 * DAY}, "too_soon"),
        ("notice_term", {"notice_days": 30, "notice_ends_on": TODAY + 30 * DAY}, None),
        ("end_passed", {"ends_on": TODAY}, "not_over"),
        ("end_passed", {"ends_on": TODAY - DAY}, None),
        ("second_coordinator", {"suspension_asked_by": None, "actor_id": "c"}, "not_asked"),
        ("second_coordinator", {"suspension_asked_by": "c", "actor_id": "c"}, "same_person"),
        ("second_coordinator", {"suspension_asked_by": "c", "actor_id": "d"}, None),
    ],
)
def test_guards(guard, facts, code):
    refusal = GUARDS[guard](AgreementFacts(TODAY, **facts))
    assert (refusal and refusal.code) == code


def test_what_can_not_happen_names_what_can():
    with pytest.raises(NotAllowedNow) as refused:
        decide(AgreementState.ENDED, AgreementEvent.SIGN, EVERYBODY, AgreementFacts(TODAY))
    assert refused.value.allowed == ()
    with pytest.raises(Forbidden):
        decide(AgreementState.ACTIVE, AgreementEvent.SUSPEND, frozenset({Party.PLACE}), AgreementFacts(TODAY))


@given(some.lists(some.tuples(some.sampled_from(AgreementEvent), some.sampled_from(Party)), max_size=40))
def test_a_walk_follows_the_table_and_rests_where_it_rests(steps):
    state = AgreementState.DRAFT
    facts = AgreementFacts(
        TODAY,
        acting="a",
        actor_id="d",
        reason="omdat",
        to_sign=frozenset("ab"),
        other_party="Woonstad",
        suspension_asked_by="c",
        ends_on=TODAY - DAY,
        notice_ends_on=TODAY,
        renewal_wished_by=frozenset("b"),
    )
    for event, party in steps:
        row, who = row_for(state, event), frozenset({party})
        try:
            after = decide(state, event, who, facts).after
        except (NotAllowedNow, Forbidden):
            after = state
        else:
            assert row is not None and party in row.who and event in events_for(state, who)
            assert state not in RESTING
        state = after
