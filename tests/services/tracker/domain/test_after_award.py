"""The rules after the award, as tables of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracker.domain.activities import Cost, NewActivity, NewCost, activity_errors, overclaimed_costs
from services.tracker.domain.award_terms import Asked, Settling, suggested, terms_errors, with_letter
from services.tracker.domain.claims import ClaimTerm, claim_errors, terms_of, terms_paid
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.lateness import STEPS, moment_of, told_in_rest
from services.tracker.domain.letters.confirmed import Confirmed
from services.tracker.domain.plan_changes import ChangeKind, needs_consent
from services.tracker.domain.reports import ReportKind, kinds_asked
from services.tracker.domain.settlements import Ground, guaranteed, settlement_errors
from services.tracker.usecases.holidays import holidays_near
from shared.kernel.dates import AMSTERDAM

TODAY = date(2026, 11, 22)
JUNE, MAY, END = date(2027, 6, 30), date(2027, 5, 1), date(2027, 4, 1)


# What the funder asks


@pytest.mark.parametrize(
    ("asked", "needed", "due", "complete"),
    [
        (Asked(), None, None, False),
        (Asked(settling=Settling.GIFT), False, None, True),
        (Asked(settling=Settling.AT_AWARD), False, None, True),
        (Asked(settling=Settling.EX_OFFICIO), False, None, True),
        (Asked(settling=Settling.ON_COSTS), True, None, False),
        (Asked(settling=Settling.ON_COSTS, report_on=JUNE), True, JUNE, True),
        (Asked(settling=Settling.ON_PERFORMANCE, report_weeks=13), True, None, False),
        (Asked(settling=Settling.ON_PERFORMANCE, report_weeks=13, ends_on=END), True, date(2027, 7, 1), True),
        (Asked(settling=Settling.ON_COSTS, report_on=JUNE, report_weeks=2, ends_on=END), True, JUNE, True),
    ],
)
def test_what_is_known_of_the_report(asked, needed, due, complete):
    assert (asked.report_needed, asked.report_due, asked.complete) == (needed, due, complete)


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (Asked(begins_on=MAY, ends_on=END), {"endsOn"}),
        (Asked(settling=Settling.GIFT, report_on=JUNE), {"settling"}),
        (Asked(settling=Settling.ON_COSTS, begins_on=JUNE, report_on=MAY), {"reportOn"}),
        (Asked(report_weeks=105), {"reportWeeks"}),
        (Asked(report_weeks=-1), {"reportWeeks"}),
        (Asked(keep_until=date(2062, 1, 1), spend_before=date(1999, 1, 1)), {"keepUntil", "spendBefore"}),
        (Asked(settling=Settling.ON_COSTS, report_on=MAY, interim_on=(MAY,)), {"interimOn"}),
        (Asked(settling=Settling.ON_COSTS, report_on=JUNE, interim_on=(MAY,)), set()),
        (Asked(begins_on=MAY, start_before=MAY), {"startBefore"}),
        (Asked(start_before=JUNE, spend_before=MAY), {"spendBefore"}),
        (Asked(begins_on=MAY, start_before=JUNE, spend_before=JUNE), set()),
    ],
)
def test_terms_that_do_not_go_together(asked, fields):
    assert {error.field for error in terms_errors(asked, TODAY)} == fields


def test_the_source_tells_beforehand_and_nothing_is_made_up():
    rules = {"within_weeks": 13, "content": True, "financial": True, "receipts": False, "auditor_above": 25_000}
    told = suggested(rules, 2_500_001)
    assert (told.report_weeks, told.content, told.finance, told.receipts, told.auditor) == (13, True, True, False, True)
    assert told.settling is None, "how it is closed stands in the letter"
    assert not suggested(rules, 2_500_000).auditor
    assert suggested(None, 100) == suggested({}, 100) == Asked()


def test_what_was_confirmed_of_the_letter_goes_before_the_source():
    source = Asked(content=True, report_weeks=13, spend_before=END, note="Volgens de bron")
    letter = Confirmed(Outcome.AWARDED, TODAY, TODAY, report_due=JUNE)
    told = with_letter(source, letter)
    assert (told.content, told.report_on, told.report_weeks, told.spend_before) == (True, JUNE, None, END)
    told = with_letter(source, replace(letter, report_due=None, report_when="Verslag na afloop", spend_before=MAY))
    assert (told.report_on, told.report_weeks, told.spend_before) == (None, 13, MAY)
    assert told.note == "Verslag na afloop\nVolgens de bron"


def test_a_plan_of_several_years_has_reports_in_between():
    asked = Asked(settling=Settling.ON_COSTS, report_on=JUNE, interim_on=(MAY, END), lessons=True)
    assert kinds_asked(asked) == [
        (ReportKind.INTERIM, END),
        (ReportKind.INTERIM, MAY),
        (ReportKind.FINAL, JUNE),
        (ReportKind.LESSONS, None),
    ]
    assert kinds_asked(Asked(settling=Settling.GIFT, lessons=True)) == [(ReportKind.LESSONS, None)]
    assert kinds_asked(Asked()) == []


# Changes, settlement, repayment


@pytest.mark.parametrize(
    ("kind", "moved", "award", "asks"),
    [
        (ChangeKind.BUDGET, 10_000, 100_000, False),
        (ChangeKind.BUDGET, 10_001, 100_000, True),
        (ChangeKind.BUDGET, 1, None, True),
        (ChangeKind.BUDGET, None, 100_000, True),
        (ChangeKind.PLAN, 1, 100_000, True),
        (ChangeKind.PERIOD, None, 100_000, True),
    ],
)
def test_more_than_a_tenth_needs_consent(kind, moved, award, asks):
    assert needs_consent(kind, moved, award) is asks


@pytest.mark.parametrize(
    ("award", "eligible", "income", "final"),
    [
        (100_000, 300_000, 150_000, 100_000),
        (100_000, 300_000, 250_000, 50_000),
        (100_000, 300_000, 300_000, 0),
        (100_000, 100_000, 250_000, 0),
        (100_000, 90_000, 0, 90_000),
    ],
)
def test_a_guarantee_is_the_deficit_within_the_award(award, eligible, income, final):
    assert guaranteed(award, eligible, income) == final


@pytest.mark.parametrize(
    ("final", "ground", "guarantee", "fields"),
    [
        (100, None, None, set()),
        (99, None, None, {"ground"}),
        (99, Ground.COST_LESS, None, set()),
        (100, None, (None, None), {"eligible", "otherIncome"}),
        (100, None, (200, 101), {"final"}),
        (99, Ground.OTHER_INCOME, (200, 101), set()),
    ],
)
def test_a_settlement_says_why_it_is_less(final, ground, guarantee, fields):
    assert {error.field for error in settlement_errors(final, 100, ground, guarantee)} == fields


@given(st.integers(36, 10**9), st.integers(1, 36), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_terms_add_up_to_the_cent_and_come_month_after_month(cents, count, first):
    terms = terms_of(cents, first, count)
    days = [day for day, _cents in terms]
    assert sum(part for _day, part in terms) == cents and len(terms) == count
    assert days[0] == first and days == sorted(set(days))
    assert [(day.year * 12 + day.month) - (first.year * 12 + first.month) for day in days] == list(range(count))


def test_the_last_day_of_a_month_stays_the_last_day():
    days = [day for day, _cents in terms_of(300, date(2026, 12, 31), 4)]
    assert days == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


@pytest.mark.parametrize(
    ("paid", "done"), [(0, set()), (99, set()), (100, {"0"}), (250, {"0", "1"}), (300, {"0", "1", "2"})]
)
def test_money_counts_for_the_earliest_term_first(paid, done):
    terms = [ClaimTerm(str(number), "c", "a", "p", number, TODAY, 100) for number in range(3)]
    assert terms_paid(terms[::-1], paid) == done


@pytest.mark.parametrize(
    ("amount", "count", "due", "fields"),
    [
        (100, 1, TODAY, set()),
        (0, 1, TODAY, {"amount"}),
        (101, 1, TODAY, {"amount"}),
        (100, 0, TODAY, {"terms"}),
        (100, 37, TODAY, {"terms"}),
        (2, 3, TODAY, {"terms"}),
        (100, 1, date(2026, 11, 1), {"dueOn"}),
    ],
)
def test_a_claim_that_does_not_add_up(amount, count, due, fields):
    errors = claim_errors(amount, 100, due, count, date(2026, 11, 20))
    assert {error.field for error in errors} == fields


# Late reports


@pytest.mark.parametrize(
    ("due_on", "days", "told"),
    [
        (date(2027, 6, 30), 0, "2027-07-01 09:00"),
        (date(2027, 6, 30), 7, "2027-07-08 09:00"),
        (date(2027, 6, 30), 14, "2027-07-15 09:00"),
        (date(2027, 6, 30), 28, "2027-07-29 09:00"),
        (date(2027, 4, 30), 0, "2027-05-03 09:00"),  # a Friday: told on Monday
        (date(2026, 12, 24), 0, "2026-12-28 09:00"),  # Christmas and a weekend
        (date(2026, 12, 31), 0, "2027-01-04 09:00"),  # New Year and a weekend
        (date(2027, 3, 27), 0, "2027-03-30 09:00"),  # Easter, and the clock goes forward
    ],
)
def test_a_late_report_is_told_on_a_working_day(due_on, days, told):
    moment = moment_of(due_on, days, holidays_near(due_on)).astimezone(AMSTERDAM)
    assert f"{moment:%Y-%m-%d %H:%M}" == told


def test_rest_is_broken_for_the_day_itself_only():
    assert [days for days in STEPS if told_in_rest(days)] == [0]


# Activities


def cost_of(cents, *shares):
    return Cost("c", "a", "p", 0, "Verf", cents, None, shares)


@pytest.mark.parametrize(
    ("shares", "over"),
    [
        ((), []),
        ((("x", 100),), []),
        ((("x", 60), ("y", 40)), []),
        ((("x", 100), ("y", 100)), [100]),
        ((("x", 60), ("y", 41)), [1]),
    ],
)
def test_h67_a_cost_is_never_paid_twice(shares, over):
    activity: Any = SimpleNamespace(costs=(cost_of(100, *shares),))
    assert [cents for _cost, cents in overclaimed_costs([activity])] == over


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, set()),
        ({"what": "  "}, {"what"}),
        ({"happened_on": date(2026, 11, 23)}, {"happenedOn"}),
        ({"happened_on": date(1999, 1, 1)}, {"happenedOn"}),
        ({"people": -1, "minutes": 100_001}, {"people", "hours"}),
        ({"costs": (NewCost("", 0),)}, {"costs.0.what", "costs.0.amount"}),
        ({"costs": (NewCost("Verf", 100, (("x", 100),)),)}, {"costs.0.shares"}),
        ({"costs": (NewCost("Verf", 100),) * 21}, {"costs"}),
    ],
)
def test_a_record_that_does_not_add_up(changes, fields):
    made = NewActivity(**{"happened_on": TODAY, "what": "Soep"} | changes)
    assert {error.field for error in activity_errors(made, TODAY)} == fields
