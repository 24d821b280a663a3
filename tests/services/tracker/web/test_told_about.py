"""Who was told what, at the application and at its deadline, and why somebody was not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.start_application import start_application
from shared.contracts.source_snapshot import Closing, ClosingBasis
from shared.notifier.tables import delivery
from tests.services.tracker.client import client_of, words_of

MEND = "Er lukte een bericht niet. Kijk waarom, en probeer het opnieuw."


@pytest.fixture
def reminded(small_world):
    """A reminder that reached Bea; Mo wished no mail, and Vera's mail was given up."""
    world = small_world
    world.offer(status="open", closing=Closing(date(2027, 3, 31), basis=ClosingBasis.THROUGH))
    application = start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")
    first = world.rows("reminder")[0]
    world.clock.move(first["due_at"] - world.clock.now() + timedelta(minutes=1))
    tick(world.ctx)
    notifier = client_of(world, "bea").http.application.extensions["notifier"]
    notifier.take_intent("tracker", first["id"])
    for name, state, reason in (
        ("bea", "sent", None),
        ("mo", "suppressed", "not_wished"),
        ("vera", "dead", "451 busy"),
    ):
        mail = (delivery.c.recipient_id == world.ids[name], delivery.c.channel == "mail")
        with world.ctx.notifier.transaction() as connection:
            changed = connection.execute(sa.update(delivery).where(*mail).values(state=state, reason=reason))
            assert changed.rowcount == 1
    return world, application


def test_the_page_tells_at_the_application_and_at_the_deadline_who_heard_and_who_did_not(reminded):
    world, application = reminded
    text = words_of(client_of(world, "bea").get(f"/applications/{application.id}").text)
    assert text.count("Wie hoorde hiervan") == 1
    at_deadline = text[text.index("Wie hoorde hiervan") :]
    assert at_deadline.count("Bea, per mail") == 2  # at the deadline, and further on among all messages
    assert "Mo, per mail: niet verstuurd. Deze persoon wil dit niet zo ontvangen." in at_deadline
    assert "Vera, per mail: niet gelukt." in at_deadline
    assert MEND not in text


def test_who_may_mend_it_is_led_to_the_page_for_that(reminded):
    world, application = reminded
    page = client_of(world, "cor").get(f"/applications/{application.id}").text
    assert MEND in words_of(page) and 'href="/messages/status"' in page
