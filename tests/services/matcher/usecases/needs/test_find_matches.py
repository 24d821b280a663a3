"""Sources for a need of a place, over the real catalogue."""

from __future__ import annotations

import pytest

from services.matcher.domain.matching import Group
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs.find_matches import explain_one, find_matches, page_after
from services.matcher.usecases.places.tell_facts import tell_facts
from shared.access.actors import Role
from shared.kernel.errors import NotFound


@pytest.fixture
def place(world):
    return world.place(legal_form="informal_group")


def test_every_source_gets_a_group_best_first_with_its_reasons(world, place):
    found = find_matches(world.ctx, world.noor, world.need(place).id)

    hidden = {parent for match in found.matches for parent in match.hides}
    assert {match.source_id for match in found.matches} | hidden == set(current_catalogue(world.ctx.database).sources)
    groups = [match.group for match in found.matches]
    assert groups == sorted(groups, key=[Group.FITS, Group.FIND_OUT, Group.NOT_FOR_YOU].index)
    assert sum(found.counts().values()) == len(found.matches)
    first = found.explain(found.matches[:3])
    assert all(item.row["reasons"] and item.row["best_reasons"] for item in first)
    assert all(
        reason["verdict"] != "no" for item in first for reason in item.row["reasons"] if reason["strength"] == "hard"
    )


def test_what_the_place_tells_counts_at_once(world, place):
    need_id = world.need(place).id
    before = {m.source_id: m.verdicts for m in find_matches(world.ctx, world.noor, need_id).matches}
    tell_facts(world.ctx, world.noor, place.id, {"anbi": False, "fiscal_host": False}, expected_version=0)
    after = {m.source_id: m.verdicts for m in find_matches(world.ctx, world.noor, need_id).matches}

    assert any(before[source_id] != after[source_id] for source_id in before.keys() & after.keys())


def test_only_one_kind_of_support(world, place):
    found = find_matches(world.ctx, world.noor, world.need(place, support=["money", "space"]).id)
    offered = found.offering("space")
    assert 0 < len(offered.matches) < len(found.matches)
    assert all("space" in found.catalogue.sources[m.source_id].source.support for m in offered.matches)
    assert found.offering(None) is found


def test_the_strong_ones_stand_in_front_and_never_fewer_than_three(world, place):
    found = find_matches(world.ctx, world.noor, world.need(place).id)
    first, others = found.fitting()
    assert [*first, *others] == found.of_group(Group.FITS)
    assert len(first) == max(3, sum(match.is_strong for match in found.of_group(Group.FITS)))
    assert not any(match.is_strong for match in others)


def test_one_source_in_the_light_of_the_need(world, place):
    need_id = world.need(place).id
    found = find_matches(world.ctx, world.noor, need_id)
    one = explain_one(world.ctx, world.noor, need_id, found.matches[0].source_id)[1]
    assert one.match.group == found.matches[0].group
    assert one.match.score == found.matches[0].score


def test_others_see_no_matches_and_unknown_sources_are_not_found(world, place):
    need_id = world.need(place).id
    other = world.person("Vreemd", Role.BOARD, world.place("Elders").id)
    with pytest.raises(NotFound):
        find_matches(world.ctx, other, need_id)
    with pytest.raises(NotFound):
        explain_one(world.ctx, world.noor, need_id, "bestaat-niet")


def test_pages_of_matches_join_up_without_gap_or_overlap(world, place):
    matches = find_matches(world.ctx, world.noor, world.need(place).id).matches
    seen, after = [], None
    while True:
        shown, after = page_after(matches, after, 100)
        seen += shown
        if after is None:
            break
    assert seen == list(matches)
