"""What a place does not share, its coalition does not see: not on pages, not as JSON, not in matches."""

from __future__ import annotations

import pytest

from services.matcher.usecases.needs.list_matches import Wanted, ask_for_matches
from services.matcher.usecases.needs.need import see_need
from services.matcher.usecases.people.share_facts import see_sharing, share_facts
from services.matcher.usecases.places.change_place import change_place
from services.matcher.usecases.places.place import my_places, see_place
from services.matcher.usecases.places.tell_facts import tell_facts
from shared.access.sharing import FactGroup, SharedWith
from shared.kernel.errors import Forbidden, InvalidInput
from tests.services.matcher.village import Village
from tests.services.matcher.world import BOSPOLDER, context_for

FACTS = {"volunteers": 12, "reserves_times_yearly_costs": 0.5, "board_members": 5}


@pytest.fixture(params=["sqlite", "postgresql"])
def village(request, files):
    """People on SQLite, then on PostgreSQL, with a place that told some facts."""
    people = files["people"] if request.param == "sqlite" else request.getfixturevalue("postgres_people")
    village = Village(context_for(people, files["matcher"], files["notifier"]))
    tell_facts(village.ctx, village.noor, village.here.id, FACTS, expected_version=0)
    return village


def share(village, *coalition):
    return share_facts(village.ctx, village.noor, village.here.id, {"coalition": coalition, "funders": []})


def test_until_a_place_says_otherwise_its_coalition_sees_its_facts_and_funders_nothing(village):
    shared = see_sharing(village.ctx, village.noor, village.here.id)
    assert shared.groups[SharedWith.COALITION] == frozenset(FactGroup)
    assert shared.groups[SharedWith.FUNDERS] == frozenset()
    assert see_place(village.ctx, village.cora, village.here.id).value("volunteers") == 12


def test_what_is_taken_back_is_gone_for_the_coalition_at_once_and_for_nobody_else(village):
    share(village, "people", "building")
    seen = see_place(village.ctx, village.cora, village.here.id)
    assert (seen.value("volunteers"), seen.value("reserves_times_yearly_costs")) == (12, None)
    (listed,) = my_places(village.ctx, village.cora)
    assert listed.value("reserves_times_yearly_costs") is None
    assert "reserves_times_yearly_costs" not in seen.record()
    own = see_place(village.ctx, village.noor, village.here.id)
    assert own.value("reserves_times_yearly_costs") == 0.5
    share(village, "money")
    assert see_place(village.ctx, village.cora, village.here.id).value("reserves_times_yearly_costs") == 0.5


def test_matches_that_a_coordinator_sees_tell_nothing_of_it_either(village):
    need = village.need(village.here)
    before = ask_for_matches(village.ctx, village.cora, need.id, Wanted()).key
    share(village)
    after = ask_for_matches(village.ctx, village.cora, need.id, Wanted())
    assert after.key != before
    assert after.key != ask_for_matches(village.ctx, village.noor, need.id, Wanted()).key
    assert "volunteers" not in see_need(village.ctx, village.cora, need.id).record()["place"]


def test_who_does_not_see_a_fact_neither_empties_nor_overwrites_it(village):
    change_place(
        village.ctx,
        village.noor,
        village.here.id,
        {"name": "Buurtkamer", "area": BOSPOLDER, "legal_form": "foundation", "kvk_number": "12345678"},
        expected_version=see_place(village.ctx, village.noor, village.here.id).organisation.version,
    )
    share(village)
    seen = see_place(village.ctx, village.cora, village.here.id)
    tell_facts(village.ctx, village.cora, village.here.id, {"volunteers": None}, expected_version=seen.version)
    with pytest.raises(InvalidInput):
        tell_facts(village.ctx, village.cora, village.here.id, {"volunteers": 3}, expected_version=seen.version)
    version = seen.organisation.version
    given = {"name": "Buurtkamer Noord", "area": BOSPOLDER}
    change_place(village.ctx, village.cora, village.here.id, given, expected_version=version)
    own = see_place(village.ctx, village.noor, village.here.id)
    assert (own.name, own.value("volunteers")) == ("Buurtkamer Noord", 12)
    assert (own.organisation.legal_form, own.organisation.kvk_number) == ("foundation", "12345678")


def test_only_the_board_chooses_what_is_shared(village):
    with pytest.raises(Forbidden):
        share_facts(village.ctx, village.cora, village.here.id, {"coalition": [], "funders": []})
    with pytest.raises(Forbidden):
        share_facts(village.ctx, village.mo, village.here.id, {"coalition": [], "funders": []})
    with pytest.raises(InvalidInput) as problem:
        share_facts(village.ctx, village.noor, village.here.id, {"coalition": ["x"], "funders": ["y"]})
    assert {error.field for error in problem.value.errors} == {"coalition", "funders"}
