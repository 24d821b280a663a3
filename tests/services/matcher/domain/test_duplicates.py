"""Which sources look like one, and why; and how two records become one and two again."""

from __future__ import annotations

import pytest

from services.matcher.domain.care.duplicates import Likeness, find_pairs, likeness
from services.matcher.domain.care.merging import (
    differing_fields,
    taken_from,
    with_changes,
    with_parent,
    without_changes,
)
from services.matcher.domain.source_record import source_from_record
from services.matcher.storage.catalogue_files import read_catalogue

PAGE, SAME, NEAR, AREAS = Likeness.SAME_PAGE, Likeness.SAME_NAME, Likeness.NEAR_NAME, Likeness.SAME_AREAS


def a_source(id_="een", **more):
    return source_from_record(
        {
            "id": id_,
            "name": "Fonds Bewonersinitiatieven",
            "provider": "Gemeente Rotterdam",
            "provider_kind": "government",
            "mechanism": "application",
            "status": "open",
            "support": ["money"],
            "summary": "Geld voor buren.",
            "areas": ["GM0599"],
            "url": "https://www.rotterdam.nl/bewonersinitiatieven/",
            "provenance": {"verified": True},
            **more,
        }
    )


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, (PAGE, SAME, AREAS)),
        ({"url": "http://rotterdam.nl/Bewonersinitiatieven?x=1#y"}, (PAGE, SAME, AREAS)),
        ({"url": None}, (SAME, AREAS)),
        ({"name": "Subsidie bewonersinitiatief", "url": None}, (NEAR, AREAS)),
        ({"provider": "gemeente  rotterdam", "url": None}, (SAME, AREAS)),
        ({"provider": "Stadsmarinier", "areas": ["GM0599", "GM0606"]}, (PAGE, SAME)),
        # Two after all: another giver and page, another area and page, another scheme, round or year.
        ({"provider": "Gemeente Schiedam", "url": None}, ()),
        ({"areas": ["GM0606"], "url": None}, ()),
        ({"name": "Sportimpuls voor de jeugd"}, ()),
        ({"name": "Fonds Bewonersinitiatieven 2027"}, ()),
        ({"parent": "een"}, ()),
        # The front page of a giver says nothing.
        ({"url": "https://www.rotterdam.nl", "areas": ["GM0606"]}, ()),
        ({"url": "https://[kapot", "areas": ["GM0606"]}, ()),
    ],
)
def test_why_two_look_alike(other, why):
    assert likeness(a_source(), a_source("twee", **other)) == why


def test_pairs_come_surest_first():
    sources = [a_source("c"), a_source("a"), a_source("b", url=None), a_source("ver", name="Iets heel anders")]
    assert [(pair.first_id, pair.second_id) for pair in find_pairs(sources)] == [("a", "c"), ("a", "b"), ("b", "c")]


def test_the_shipped_catalogue_has_no_duplicates():
    assert find_pairs([source_from_record(record) for record in read_catalogue().records]) == []


# Merging ----------------------------------------------------------------------------------------------

KEPT = {"id": "een", "name": "Fonds", "status": "open", "share": {"never_all": True}}
OTHER = {"id": "twee", "name": "Het Fonds", "status": "closed", "decision_weeks": 6, "parent": "drie"}


def test_the_kept_record_takes_what_was_chosen_and_gives_it_back():
    assert differing_fields(KEPT, OTHER) == ["name", "status", "share", "decision_weeks"]
    taken = taken_from(KEPT, OTHER, {"name", "decision_weeks", "share", "id", "parent"})
    merged = with_changes(KEPT, taken)
    assert merged == {"id": "een", "name": "Het Fonds", "status": "open", "decision_weeks": 6}
    assert without_changes(merged, taken) == KEPT


def test_what_was_changed_again_since_stays():
    taken = taken_from(KEPT, OTHER, {"name", "status"})
    later = {**with_changes(KEPT, taken), "status": "announced"}
    assert without_changes(later, taken) == {**KEPT, "status": "announced"}


def test_a_scheme_is_never_its_own_parent():
    assert with_parent({"id": "een", "parent": "twee"}, "een") == {"id": "een"}
    assert with_parent({"id": "een"}, "twee") == {"id": "een", "parent": "twee"}
