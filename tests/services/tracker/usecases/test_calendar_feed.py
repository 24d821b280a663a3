"""The calendar feed: what its address shows, to whom, and when it stops."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from services.tracker.domain.calendars.wishes import Wishes
from services.tracker.domain.deadlines import Basis, DeadlineState, Entered, Kind
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.calendars.change_wishes import change_wishes
from services.tracker.usecases.calendars.end_address import end_address
from services.tracker.usecases.calendars.make_address import make_address
from services.tracker.usecases.calendars.read_feed import read_feed
from services.tracker.usecases.calendars.see_feed import see_feed
from services.tracker.usecases.calendars.take_event import take_event
from services.tracker.usecases.dating.end_deadline_by_hand import end_deadline_by_hand
from services.tracker.usecases.dating.set_deadline import set_deadline
from services.tracker.usecases.reading.read_calendar import read_calendar
from shared.access.actors import Role
from shared.access.enrolment import disable_person, end_mandate, give_role
from shared.access.tables import mandate, person, season_of_rest
from shared.kernel.errors import InvalidInput, NotFound, Stale, TooMany
from shared.kernel.ids import new_id
from tests.services.tracker.acts import begin, made_ready
from tests.services.tracker.calendar_checks import checked
from tests.services.tracker.world import NOW


def made(world, who="bea", wishes=None):
    """The secret of a new address."""
    address = make_address(world.ctx, world.actor(who), wishes).address
    head, slash, secret = address.removesuffix(".ics").rpartition("/")
    assert head + slash == "http://127.0.0.1:8000/tracker/calendar/"
    return secret


def read(world, secret):
    return checked(read_feed(world.ctx, secret, client="192.0.2.1"))


def events(world, secret):
    return {str(event["UID"]): event for event in read(world, secret).events}


def closing(world, application, day, why="De brief"):
    entered = Entered(day, Basis.THROUGH, source_text=why)
    set_closing_date(world.ctx, world.actor("bea"), application.id, closing=entered, sure=True)


def test_a_person_reads_the_deadlines_of_their_places(world):
    application = begin(world)
    closing(world, application, date(2027, 3, 31))
    secret = made(world)
    [event] = read(world, secret).events
    assert event["SUMMARY"] == "Sluitingsdatum: Een nieuwe keuken" and event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].dt == date(2027, 3, 31)
    assert event["DESCRIPTION"].split("\n")[1:3] == ["Plek: Huis van de wijk", "Termijn: tot en met 31 maart 2027"]
    assert event["URL"] == f"http://127.0.0.1:8000/tracker/applications/{application.id}"
    assert len(event.walk("VALARM")) == 2
    assert see_feed(world.ctx, world.actor("bea")).feed.last_read_at == NOW


def test_the_secret_is_long_and_only_its_digest_is_kept(world):
    secret, other = made(world), made(world, "mo")
    assert len(secret) == 43 and secret != other
    kept = [*world.rows("calendar_secret"), *world.rows("audit_entry"), *world.rows("idempotency_key")]
    assert secret not in str(kept) and len(world.rows("calendar_secret", person_id=world.ids["bea"])) == 1


def test_a_deadline_that_moves_is_the_same_event_with_a_higher_sequence(world):
    application, secret = begin(world), made(world)
    [uid] = events(world, secret)
    sequence = events(world, secret)[uid]["SEQUENCE"]
    world.clock.move(timedelta(hours=2))
    closing(world, application, date(2027, 5, 14))
    [(moved_uid, event)] = events(world, secret).items()
    assert moved_uid == uid and event["SEQUENCE"] > sequence
    assert event["DTSTART"].dt == date(2027, 5, 14) and event["LAST-MODIFIED"].dt == world.clock.now()


def test_what_ended_stays_as_cancelled_for_a_while(world):
    application, secret = begin(world), made(world)
    entered = Entered(date(2027, 2, 1), Basis.THROUGH)
    set_deadline(world.ctx, world.actor("bea"), application.id, kind=Kind.INTENT, entered=entered, sure=True)
    uid = world.rows("deadline", kind="intent")[0]["id"]
    end_deadline_by_hand(
        world.ctx, world.actor("bea"), application.id, uid, state=DeadlineState.WAIVED, reason="Hoeft niet"
    )
    event = events(world, secret)[uid]
    assert event["STATUS"] == "CANCELLED" and not event.walk("VALARM")
    assert "telt niet meer: niet meer nodig" in event["DESCRIPTION"]
    world.clock.move(timedelta(days=61))
    assert uid not in events(world, secret)


def test_handing_in_calls_the_closing_off(world):
    application = begin(world)
    closing(world, application, date(2027, 3, 31))
    secret, uid = made(world), world.rows("deadline", state="confirmed")[0]["id"]
    made_ready(world, application)
    event = events(world, secret)[uid]
    assert event["STATUS"] == "CANCELLED" and "telt niet meer: gehaald" in event["DESCRIPTION"]


def test_no_amount_account_or_note_leaves_the_house(small_world):
    world = small_world
    application = begin(world)
    with world.ctx.database.transaction() as connection:
        table = sa.table("application", sa.column("id"), sa.column("title"))
        title = "Keuken € 4.000 naar NL91 ABNA 0417 1643 00"
        connection.execute(sa.update(table).where(table.c.id == application.id).values(title=title))
    closing(world, application, date(2027, 3, 31), why="Volgens Fatma van de gemeente")
    data = read_feed(world.ctx, made(world), client="x").decode().replace("\r\n ", "")
    assert "Keuken … naar …" in data
    for secret in ("4.000", "400000", "ABNA", "Fatma"):
        assert secret not in data


def test_somebody_else_s_places_are_never_in_it(world):
    begin(world)
    secret = made(world, "otto")
    assert read(world, secret).events == [], "the neighbours have no deadline"
    with pytest.raises(InvalidInput) as problem:
        make_address(world.ctx, world.actor("otto"), Wishes((world.place,)))
    assert [error.field for error in problem.value.errors] == ["placeIds"]


def test_only_the_places_that_were_chosen_are_in_it(world):
    with world.ctx.people.transaction() as connection:
        give_role(
            connection, person_id=world.ids["otto"], organisation_id=world.place, role=Role.MEMBER, at=world.clock.now()
        )
    begin(world)
    secret = made(world, "otto")
    assert len(read(world, secret).events) == 1, "all places without a choice"
    seen = see_feed(world.ctx, world.actor("otto")).feed
    other = Wishes((world.ids["other"],), (1,))
    kept = change_wishes(world.ctx, world.actor("otto"), other, expected_version=seen.version)
    assert read(world, secret).events == [] and kept.wishes == other
    with pytest.raises(Stale):
        change_wishes(world.ctx, world.actor("otto"), Wishes(), expected_version=seen.version)


def refused(world, secret):
    """What somebody hears at an address that does not work."""
    with pytest.raises(NotFound) as problem:
        read_feed(world.ctx, secret, client="192.0.2.9")
    return problem.value.message


def test_the_address_stops_when_the_mandate_ends(world):
    begin(world)
    secret = made(world, "vera")
    assert len(read(world, secret).events) == 1
    with world.ctx.people.transaction() as connection:
        held = connection.execute(sa.select(mandate.c.id).where(mandate.c.person_id == world.ids["vera"])).scalar_one()
        end_mandate(connection, mandate_id=held, at=world.clock.now())
    assert refused(world, secret) == refused(world, "unknown" * 6)


def test_the_address_stops_for_whom_was_shut_out_and_when_it_is_ended_or_replaced(world):
    first = made(world, "mo")
    second = made(world, "mo", Wishes(alarm_days=(1,)))
    assert refused(world, first) == refused(world, "unknown")
    read(world, second)
    assert see_feed(world.ctx, world.actor("mo")).feed.wishes.alarm_days == (1,)
    end_address(world.ctx, world.actor("mo"))
    end_address(world.ctx, world.actor("mo"))
    assert refused(world, second) == refused(world, "unknown")
    assert see_feed(world.ctx, world.actor("mo")).feed.secret_hash is None
    assert [row["action"] for row in world.rows("audit_entry") if row["action"].startswith("calendar")].count(
        "calendar.address_ended"
    ) == 1
    third = made(world, "mo")
    assert see_feed(world.ctx, world.actor("mo")).feed.wishes.alarm_days == (1,), "wishes outlive an address"
    with world.ctx.people.transaction() as connection:
        disable_person(connection, person_id=world.ids["mo"], at=world.clock.now())
    assert refused(world, third) == refused(world, "unknown")


def test_an_address_is_read_twelve_times_an_hour_and_guessing_is_counted(small_world):
    world = small_world
    secret, other = made(world), made(world, "mo")
    for _ in range(12):
        read(world, secret)
    with pytest.raises(TooMany) as problem:
        read_feed(world.ctx, secret, client="192.0.2.1")
    assert 0 < problem.value.retry_after <= 3600
    read(world, other)
    world.clock.move(timedelta(hours=1, seconds=1))
    read(world, secret)
    for number in range(60):
        with pytest.raises(NotFound):
            read_feed(world.ctx, f"guess{number}", client="192.0.2.7")
    with pytest.raises(TooMany):
        read_feed(world.ctx, "guess", client="192.0.2.7")
    read(world, other)


@pytest.mark.parametrize("whose", ["place", "coalition"])
def test_no_alarm_in_a_season_of_rest(small_world, whose):
    world = small_world
    closing(world, begin(world), date(2027, 3, 31))
    with world.ctx.people.transaction() as connection:
        values = {"starts_on": date(2027, 3, 24), "ends_on": date(2027, 3, 24)}
        connection.execute(sa.insert(season_of_rest).values(id=new_id(), organisation_id=world.ids[whose], **values))
    [event] = read(world, made(world)).events
    assert [alarm["TRIGGER"].dt.days for alarm in event.walk("VALARM")] == [-2], "the week before is rest"
    [resting] = see_feed(world.ctx, world.actor("bea")).resting
    assert (resting.place_name, resting.rest.starts_on) == ("Huis van de wijk", date(2027, 3, 24))


def test_a_feed_speaks_the_language_of_its_owner(small_world):
    world = small_world
    with world.ctx.people.transaction() as connection:
        connection.execute(sa.update(person).where(person.c.id == world.ids["bea"]).values(language="en"))
    closing(world, begin(world), date(2027, 3, 31))
    [event] = read(world, made(world)).events
    assert "31 March 2027" in event["DESCRIPTION"]


def test_h02_one_deadline_can_be_taken_and_only_by_whom_may_see_it(world):
    application = begin(world)
    uid = world.rows("deadline")[0]["id"]
    [event] = checked(take_event(world.ctx, world.actor("mo"), application.id, uid)).events
    assert event["UID"] == uid
    for who, application_id, deadline_id in (
        ("otto", application.id, uid),
        ("mo", new_id(), uid),
        ("mo", application.id, new_id()),
        ("mo", application.id, "\x00é" * 30),
    ):
        with pytest.raises(NotFound):
            take_event(world.ctx, world.actor(who), application_id, deadline_id)


def test_h14_an_odd_place_in_an_address_gives_an_empty_calendar(world):
    begin(world)
    days: dict[str, Any] = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 3, 1)}
    for place_id in ("\x00", "é" * 300, world.ids["other"]):
        assert read_calendar(world.ctx, world.actor("bea"), place_id=place_id, **days).entries == ()
    assert len(read_calendar(world.ctx, world.actor("bea"), place_id=world.place, **days).entries) == 1
