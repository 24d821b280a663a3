"""What the tracker knows reaches the match of the place itself, and of nobody else more than that it is so."""

from __future__ import annotations

from datetime import date

import pytest

from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.duplicates.undo_merge import undo_merge
from services.matcher.usecases.needs.find_matches import explain_one, find_matches
from services.matcher.usecases.outcomes.take_event import take_event
from shared.access import enrolment
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind
from shared.contracts.application_events import Standing
from tests.services.matcher.api.test_events import an_event
from tests.services.matcher.usecases.duplicates.test_merge_sources import merge, record_of
from tests.services.matcher.world import NOW

KVK = "12345678"


@pytest.fixture
def yearly(small_world):
    """A source of the catalogue with a rule: at most one award per calendar year, per organisation."""
    for entry in current_catalogue(small_world.ctx.database).sources.values():
        for rule in entry.source.requirements_of("frequency"):
            if (rule.per, rule.scope, rule.at_most, rule.strength) == ("calendar_year", "organisation", 1, "hard"):
                return entry.source.id
    raise AssertionError("the catalogue has no such rule")


def tell(world, place, source_id, standing=Standing.GRANTED, on=date(2026, 3, 3), **more):
    event = an_event(place_id=place.id, source_id=source_id, standing=standing, happened_on=on, **more)
    take_event(world.ctx, event)
    return event


def reason_of(world, need, source_id, criterion="frequency"):
    _found, explained = explain_one(world.ctx, world.noor, need.id, source_id)
    return next(reason for reason in explained.row["reasons"] if reason["criterion"] == criterion)


def test_an_award_of_this_year_says_no_and_from_when_it_can_again(small_world, yearly):
    place = small_world.place()
    need = small_world.need(place)
    assert reason_of(small_world, need, yearly)["verdict"] == "unknown"

    tell(small_world, place, yearly, granted_cents=100_000)
    reason = reason_of(small_world, need, yearly)
    assert reason["verdict"] == "no"
    assert "3 maart 2026" in reason["text"]
    assert "vanaf 1 januari 2027" in reason["text"]
    assert reason["facts"][1]["origin"] == "tracker"
    listed = {match.source_id: match for match in find_matches(small_world.ctx, small_world.noor, need.id).matches}
    assert listed[yearly].group == "not_for_you"


def test_what_was_withdrawn_frees_the_limit(small_world, yearly):
    place = small_world.place()
    need = small_world.need(place)
    freed = (Standing.NOT_CONSIDERED, Standing.DECLINED, Standing.LAPSED, Standing.REVOKED)
    for standing in (Standing.STARTED, Standing.WITHDRAWN, Standing.STOPPED, Standing.MISSED, *freed):
        tell(small_world, place, yearly, standing)
    assert reason_of(small_world, need, yearly)["finding"] == "frequency_check"


@pytest.mark.parametrize("standing", [Standing.SETTLED, Standing.CLOSED])
def test_an_award_that_was_accounted_for_counts_from_its_own_day(small_world, yearly, standing):
    place = small_world.place()
    need = small_world.need(place)
    tell(small_world, place, yearly, standing, granted_cents=100_000)
    assert reason_of(small_world, need, yearly)["verdict"] == "no"
    assert "3 maart 2026" in reason_of(small_world, need, yearly)["text"]


def test_the_history_of_another_place_changes_nothing(small_world, yearly):
    place, other = small_world.place(), small_world.place("Huis van Spangen")
    need = small_world.need(place)
    tell(small_world, other, yearly)
    assert reason_of(small_world, need, yearly)["finding"] == "frequency_check"


@pytest.fixture
def sisters(small_world):
    """Two places under one legal person in one coalition; a third one in no coalition."""
    places = [small_world.place(name, kvk_number=KVK) for name in ("Huis Noord", "Huis Zuid", "Huis Ver")]
    with small_world.ctx.people.transaction() as connection:
        coalition = enrolment.add_organisation(connection, kind=OrganisationKind.COALITION, name="Coalitie", at=NOW)
        for place in places[:2]:
            enrolment.join_coalition(connection, organisation_id=place.id, coalition_id=coalition)
    return places


def test_a_sister_place_is_named_without_anything_of_it(small_world, yearly, sisters):
    mine, sister, _far = sisters
    need = small_world.need(mine)
    told = tell(small_world, sister, yearly, granted_cents=123_400, asked_cents=234_500, legal_person=KVK)
    found, explained = explain_one(small_world.ctx, small_world.noor, need.id, yearly)
    reason = reason_of(small_world, need, yearly)
    assert (reason["verdict"], reason["finding"]) == ("unknown", "frequency_same_host")
    assert found.placed.place.history.at(yearly) == ()
    everything = str(explained.row)
    for secret in (told.application_id, sister.id, "Zuid", "1234", "2345", "3 maart", "2026-03-03"):
        assert secret not in everything


@pytest.mark.parametrize(("applies", "looks"), [(2, 0), (0, 2)])
def test_who_is_in_no_coalition_with_you_stays_unknown(small_world, yearly, sisters, applies, looks):
    tell(small_world, sisters[applies], yearly, legal_person=KVK)
    need = small_world.need(sisters[looks])
    assert reason_of(small_world, need, yearly)["finding"] == "frequency_check"


def test_the_page_shows_what_became_of_it(small_world, yearly):
    place = small_world.place()
    need = small_world.need(place)
    event = tell(small_world, place, yearly, granted_cents=100_000)
    client = small_world.client(small_world.noor)
    page = client.get(f"/needs/{need.id}/matches/{yearly}").text
    assert "Eerder hier aangevraagd" in page
    assert "Toegekend op 3 maart 2026: €\N{NO-BREAK SPACE}1.000." in page
    assert f"/tracker/applications/{event.application_id}" in page
    assert "Volgens de aanvragen hier." in page

    applied = client.get(f"/api/v1/needs/{need.id}/matches/{yearly}").json["appliedBefore"]
    assert applied == [
        {
            "applicationId": event.application_id,
            "standing": "granted",
            "happenedOn": "2026-03-03",
            "askedCents": 50_000,
            "grantedCents": 100_000,
        }
    ]


def test_what_was_asked_of_a_double_counts_for_the_source_that_stayed(small_world, yearly):
    place = small_world.place()
    need = small_world.need(place)
    kept, old = yearly, "dubbel"
    with small_world.ctx.write() as work:
        publish(work.connection, [{**record_of(small_world, kept), "id": old}], changed_by="file", at=NOW)
    event = tell(small_world, place, old, granted_cents=100_000)
    client = small_world.client(small_world.noor)
    listed = f"/api/v1/needs/{need.id}/matches?group=not_for_you&top=100"
    assert kept not in client.get(listed).text
    assert reason_of(small_world, need, kept)["verdict"] == "unknown"

    carla = small_world.person("Carla", Role.COORDINATOR, place.id)
    merge(small_world, carla, kept=kept, old=old)
    assert reason_of(small_world, need, kept)["verdict"] == "no"
    assert f'"{kept}"' in client.get(listed).text, "also in the ready-made reply"
    for address in (kept, old):
        assert "Eerder hier aangevraagd" in client.get(f"/needs/{need.id}/matches/{address}").text
        applied = client.get(f"/api/v1/needs/{need.id}/matches/{address}").json["appliedBefore"]
        assert [one["applicationId"] for one in applied] == [event.application_id]

    undo_merge(small_world.ctx, carla, old, once=None)
    assert reason_of(small_world, need, kept)["verdict"] == "unknown"


@pytest.mark.parametrize("standing", list(Standing))
def test_every_standing_has_words(small_world, yearly, standing):
    place = small_world.place()
    need = small_world.need(place)
    tell(small_world, place, yearly, standing)
    page = small_world.client(small_world.noor).get(f"/needs/{need.id}/matches/{yearly}").text
    assert page.count("Eerder hier aangevraagd") == 1


def test_other_money_that_the_tracker_knows(small_world):
    place = small_world.place()
    need = small_world.need(place)
    tell(small_world, place, "rotterdam-bewonersinitiatieven")
    found = find_matches(small_world.ctx, small_world.noor, need.id)
    heard = [v for match in found.matches for v in match.verdicts if v.finding == "other_money_heard"]
    assert heard
