"""The matcher hears of every step that matters, in order, once in effect, and never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from services.tracker.domain.contacts import ContactOutcome
from services.tracker.domain.decisions import EVENT_OF, Outcome
from services.tracker.domain.states import RESTING, TABLE, Event, State
from services.tracker.settings import Receipt
from services.tracker.storage.tables import matcher_event
from services.tracker.usecases.applying.ask_whether_open import record_first_contact
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.informing.see_waiting import waiting_events
from services.tracker.usecases.informing.send_events import send_events
from services.tracker.usecases.informing.tell_earlier import CAME_BY, tell_earlier
from services.tracker.usecases.informing.write_event import STANDING_AFTER
from services.tracker.usecases.reminding.mark_missed import mark_missed
from shared.contracts.application_events import Standing, from_json
from shared.outbox import service_events
from tests.services.tracker.acts import begin, decide, do, made_ready


def written(world):
    """What was written for the matcher, in the order of the versions."""
    return sorted((from_json(row["body"]) for row in world.rows("matcher_event")), key=lambda e: e.application_version)


def standings(world):
    return [event.standing.value for event in written(world)]


def test_from_start_to_award(world):
    application = made_ready(world, begin(world))
    world.clock.move(timedelta(days=5))
    letter = date(2026, 11, 25)
    decide(world, application, outcome=Outcome.PARTIAL, amount_cents=100_000, letter_on=letter, received_on=letter)

    assert standings(world) == ["started", "submitted", "granted_partly"]
    event = written(world)[-1]
    assert (event.application_id, event.place_id) == (application.id, world.place)
    assert (event.need_id, event.source_id, event.source_version) == ("need-1", "fonds-voor-de-wijk", 3)
    assert (event.asked_cents, event.granted_cents) == (400_000, 100_000)
    assert event.happened_on == letter
    assert event.legal_person is None


def test_events_that_take_too_long_wait_for_the_next_turn(small_world, monkeypatch):
    monkeypatch.setattr("services.tracker.usecases.informing.send_events.MOST_SECONDS", 0)
    do(small_world, withdraw_application, "bea", made_ready(small_world, begin(small_world)))
    expected = len(written(small_world))
    assert expected > 1
    sent = [send_events(small_world.ctx) for _turn in range(expected + 1)]
    assert sent == [1] * expected + [0]


def test_a_refusal_and_a_day_elsewhere(small_world):
    application = begin(small_world)
    do(
        small_world,
        record_submitted_elsewhere,
        "bea",
        application,
        channel="online_form",
        submitted_on=date(2026, 11, 3),
    )
    decide(small_world, application, outcome=Outcome.REJECTED)
    handed_in, refused = written(small_world)[1:]
    assert (handed_in.standing, handed_in.happened_on) == (Standing.SUBMITTED, date(2026, 11, 3))
    assert (refused.standing, refused.granted_cents) == (Standing.REFUSED, None)


def test_stopping_withdrawing_and_missing(small_world):
    contact = {"answer": "closed", "spoken_on": date(2026, 11, 22), "outcome": ContactOutcome.STOP}
    do(small_world, record_first_contact, "mo", begin(small_world), **contact)
    do(small_world, withdraw_application, "bea", made_ready(small_world, begin(small_world)))
    small_world.offer(status="open")
    begin(small_world)
    small_world.clock.move(timedelta(days=100))
    assert mark_missed(small_world.ctx) == 1
    assert sorted(standings(small_world)) == ["missed", *["started"] * 3, "stopped", "submitted", "withdrawn"]


def test_every_event_that_ends_or_decides_is_told():
    moving = [row for row in TABLE if row.before is not row.after]
    ending = {row.event for row in moving if row.after in RESTING or row.after is State.SUBMITTED}
    assert ending <= set(STANDING_AFTER)
    assert {*EVENT_OF.values(), Event.START, Event.MISS} <= set(STANDING_AFTER)


def test_an_idea_is_not_told_before_it_starts(small_world):
    world = small_world
    start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk", as_idea=True)
    assert written(world) == []


def test_nothing_of_people_or_letters_leaves(small_world):
    application = made_ready(small_world, begin(small_world))
    decide(small_world, application, note="Bel mevrouw Jansen")
    for row in small_world.rows("matcher_event"):
        text = str(dict(row["body"]))
        assert "Jansen" not in text
        assert "keuken" not in text.lower()
        assert not [name for name in ("bea", "mo") if small_world.ids[name] in text]


def test_what_was_rolled_back_is_not_told(small_world):
    application = made_ready(small_world, begin(small_world))
    before = standings(small_world)
    with pytest.raises(Exception, match="letterOn"):
        decide(small_world, application, letter_on=date(2027, 1, 1), received_on=date(2027, 1, 1))
    assert standings(small_world) == before


def test_sending_goes_in_order_and_once(world):
    application = made_ready(world, begin(world))
    decide(world, application)
    assert send_events(world.ctx) == 3
    assert [event["standing"] for event in world.matcher.told] == ["started", "submitted", "granted"]
    assert send_events(world.ctx) == 0
    assert waiting_events(world.ctx) == {"open": 0, "parked": 0, "oldestSeconds": 0.0}


def test_a_matcher_that_is_away_hears_all_within_a_minute_of_coming_back(world):
    made_ready(world, begin(world))
    world.matcher.receipt = Receipt.AWAY
    for _ in range(40):
        assert send_events(world.ctx) == 0
        world.clock.move(timedelta(seconds=15))
    assert {event["standing"] for event in world.matcher.told} == {"started"}, "the later one waits for its turn"
    assert waiting_events(world.ctx)["oldestSeconds"] == 600

    world.matcher.receipt = Receipt.TAKEN
    world.clock.move(timedelta(seconds=60))
    assert send_events(world.ctx) == 2


def test_what_is_refused_for_good_is_parked_and_holds_up_nothing(world):
    made_ready(world, begin(world))
    world.matcher.receipt = Receipt.REFUSED
    send_events(world.ctx)
    assert waiting_events(world.ctx)["parked"] == 2
    with world.ctx.database.read() as connection:
        assert service_events.parked(connection) == 2, "the page about messages counts the same rows"

    world.matcher.receipt = Receipt.TAKEN
    assert send_events(world.ctx) == 0
    world.clock.move(timedelta(days=1))
    assert send_events(world.ctx) == 2, "a matcher that was renewed takes what the old one could not read"


def test_a_slower_sender_takes_nothing_back(small_world):
    begin(small_world)
    told = small_world.matcher.tell

    def tell_twice(event):
        small_world.matcher.tell = told
        assert send_events(small_world.ctx) == 1
        return Receipt.AWAY

    small_world.matcher.tell = tell_twice
    assert send_events(small_world.ctx) == 0
    assert waiting_events(small_world.ctx)["open"] == 0


# From before there were events --------------------------------------------------------------------------


def forgotten(world):
    """Takes away every event, as if all happened before there were any; returns what the last one told."""
    last = written(world)[-1]
    with world.ctx.database.transaction() as connection:
        connection.execute(sa.delete(matcher_event))
    world.clock.move(timedelta(days=40))
    return last


def told_again(world):
    """Fills twice, which must write one event, of the version that is there now; returns what it tells."""
    assert (tell_earlier(world.ctx), tell_earlier(world.ctx)) == (1, 0)
    (event,) = written(world)
    assert event.application_version == world.rows("application")[0]["version"]
    return content(event)


def content(event):
    return event.standing, event.happened_on, event.asked_cents, event.granted_cents


def test_an_application_from_before_is_told_as_it_stands_on_its_own_day(world):
    application = begin(world)
    last = forgotten(world)
    assert told_again(world) == content(last)

    elsewhere = {"channel": "online_form", "submitted_on": date(2026, 11, 3)}
    do(world, record_submitted_elsewhere, "bea", application, **elsewhere)
    last = forgotten(world)
    assert told_again(world) == content(last)

    decide(world, application, outcome=Outcome.PARTIAL, amount_cents=100_000)
    last = forgotten(world)
    assert told_again(world) == content(last)
    assert send_events(world.ctx) == 1


def test_every_state_but_an_idea_has_an_event_that_leads_to_it():
    assert set(State) - set(CAME_BY) == {State.IDEA}
    assert set(CAME_BY.values()) <= set(STANDING_AFTER)
