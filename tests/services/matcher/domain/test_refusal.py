"""Not for you, because: what decides, and what would make it a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.matcher.domain.earlier import EarlierApplication, Result
from services.matcher.domain.matching import Matcher
from services.matcher.domain.pair import Group
from services.matcher.domain.refusal import People, refusal_of
from services.matcher.domain.source_record import source_from_record
from services.matcher.domain.verdicts import Code
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.match_files import read_needs
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source
from tests.support.source import ROOT

ONLY_FOUNDATIONS = {"applicants": [{"form": "foundation", "eligible": "yes"}], "applicants_complete": True}
GROUP = {"legal_form": "informal_group", "fiscal_host": False}


def refusal(need, source):
    matcher = Matcher([source], REGIONS)
    return refusal_of(need, source, matcher.match_one(need, source, TODAY), matcher.context(need, TODAY))


def changes(need, source):
    return [(change.code, change.value) for change in refusal(need, source).changes]


def test_a_source_that_may_fit_has_no_refusal():
    assert refusal(a_need(), a_source()) is None


@pytest.mark.parametrize(
    ("need", "source", "change"),
    [
        ({"place": GROUP}, ONLY_FOUNDATIONS, ("fiscal_host", None)),
        (
            {},
            {"applicants": [{"form": "informal_group", "eligible": "yes"}], "applicants_complete": True},
            ("other_form", Code("legal_form", "informal_group")),
        ),
        (
            {"place": {"anbi": False}},
            {"requirements": [{"kind": "anbi", "text": "ANBI nodig", "strength": "hard"}]},
            ("anbi", None),
        ),
        ({"amount_sought": 9000}, {"amounts": [{"max": 500}]}, ("smaller_amount", 500_00)),
        ({"amount_sought": 100}, {"amounts": [{"min": 500, "max": 900}]}, ("larger_amount", 500_00)),
        (
            {"place": {"board_members": 2}},
            {"requirements": [{"kind": "governance", "at_least": 3, "text": "Drie", "strength": "hard"}]},
            ("more_people", People("board_members", 3)),
        ),
        ({}, {"support": ["space"]}, ("other_support", (Code("support", "space"),))),
        (
            {"starts_on": "2026-12-10"},
            {"deadlines": {"kind": "rolling", "weeks_before_start": 6}},
            ("later_start", 4),
        ),
        (
            {"participants": 3},
            {
                "requirements": [
                    {
                        "kind": "people",
                        "role": "participants",
                        "at_least": 10,
                        "text": "Tien mensen",
                        "strength": "hard",
                    }
                ]
            },
            ("more_people", People("participants", 10)),
        ),
    ],
)
def test_what_the_place_can_change(need, source, change):
    assert changes(a_need(**need), a_source(**source)) == [change]


def test_a_plan_that_costs_less_than_the_minimum_has_no_way_in():
    small = a_need(amount_sought=2000, total_budget=2500)
    assert not refusal(small, a_source(amounts=[{"min": 5000, "max": 9000}])).can_change


def test_what_was_had_this_year_can_be_asked_again_later():
    once = {"kind": "frequency", "at_most": 1, "strength": "hard", "text": "Eén keer"}
    had = replace(a_need(), earlier=(EarlierApplication("bron", Result.GRANTED, date(2026, 3, 3)),))

    yearly = a_source(requirements=[{**once, "per": "calendar_year"}])

    assert changes(had, yearly) == [("ask_later", date(2027, 1, 1))]
    assert changes(replace(had, starts_on=date(2027, 1, 2)), yearly) == [("ask_later", date(2027, 1, 1))]
    assert not refusal(replace(had, starts_on=date(2026, 12, 10)), yearly).can_change
    assert not refusal(had, a_source(requirements=[{**once, "per": "ever"}])).can_change


@pytest.mark.parametrize(
    ("source", "criterion"),
    [({"status": "closed"}, "status"), ({"areas": ["GM0344"]}, "area"), ({"mechanism": "referral"}, "mechanism")],
)
def test_what_nobody_can_change_stays_a_no(source, criterion):
    found = refusal(a_need(), a_source(**source))
    assert (found.decides.criterion, found.can_change) == (criterion, False)


def test_what_cannot_change_decides_before_what_can():
    found = refusal(a_need(GROUP), a_source(areas=["GM0344"], **ONLY_FOUNDATIONS))
    assert (found.decides.criterion, found.changes) == ("area", ())


def test_two_changes_together():
    source = a_source(amounts=[{"max": 500}], **ONLY_FOUNDATIONS)
    found = refusal(a_need(GROUP, amount_sought=9000), source)
    assert [change.code for change in found.changes] == ["fiscal_host", "smaller_amount"]


def test_an_old_start_is_no_reason_to_try_a_later_one_without_a_date():
    source = a_source(requirements=[{"kind": "not_started", "text": "Nog niet begonnen", "strength": "hard"}])
    assert refusal(a_need(already_started=True), source).can_change is False


def test_over_the_whole_catalogue_a_promised_yes_is_one():
    """Whatever is said to open a source, opens it: the same match with the changed need is no longer a no."""
    regions = shipped_regions()
    sources = [source_from_record(record) for record in read_catalogue(CATALOGUE_FOLDER, regions).records]
    matcher = Matcher(sources, regions)
    by_id = {source.id: source for source in sources}
    opened = 0
    for need in read_needs([ROOT / "tests" / "quality" / "needs.yaml"], regions)[:4]:
        context = matcher.context(need, TODAY)
        for found in matcher.match(need, TODAY):
            told = refusal_of(need, by_id[found.source_id], found, context)
            assert (told is None) is (found.group is not Group.NOT_FOR_YOU)
            if told and told.can_change:
                opened += 1
                then = matcher.match_one(told.changes[-1].need, by_id[found.source_id], TODAY)
                assert then.group is not Group.NOT_FOR_YOU, found.source_id
    assert opened > 20
