"""Who has an account hears of every change to signing in to it, once for each."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from services.matcher.usecases.signing_in.factors import reset
from shared.contracts.messages import CLASS_OF, MessageClass, MessageKind
from shared.notifier.preferences.topics import ALWAYS
from tests.services.matcher.web.sign_in.test_second_step import add_app
from tests.services.matcher.web.sign_in.world import found, outbox


def news(world):
    """What the owner was told, in order, and about which device."""
    query = sa.select(outbox.c.data, outbox.c.person_id).where(outbox.c.kind == "sign_in_news").order_by(outbox.c.id)
    with world.people.read() as connection:
        rows = connection.execute(query).all()
    assert {row.person_id for row in rows} <= {world.noor}
    return [(row.data["what"], row.data["device"]) for row in rows]


def test_what_changes_about_signing_in_is_told_to_its_owner(world):
    browser = world.browser()
    browser.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 15) Firefox/140.0"
    where = browser.ask().headers["Location"]
    browser.submit(where, code=world.mail()[1], remember="1")
    assert news(world) == [("phone_remembered", "Firefox op Android")]
    add_app(browser)
    assert news(world)[1:] == [("app_added", "")], "the paper that comes with it is the same act"
    browser.submit("/account/security/paper", form="/account/security")
    assert news(world)[2:] == [("new_codes", "")]
    browser.submit("/account/security/app/remove", form="/account/security")
    assert news(world)[3:] == [("app_removed", "")]
    browser.submit("/account/security/app/remove", form="/account/security")
    assert len(news(world)) == 4, "nothing was there any more"
    assert reset(world.ctx, email="noor@voorbeeld.nl")
    assert news(world)[4:] == [("factors_reset", "")]


def test_a_code_of_the_paper_that_is_used_is_told_and_a_wrong_one_is_not(world):
    first = world.browser()
    first.sign_in()
    _, paper = add_app(first)
    world.clock.move(timedelta(minutes=1))
    browser = world.browser()
    browser.sign_in()
    browser.submit("/sign-in/second", code="AAAA-AAAA-AAAA-AAAA")
    assert [what for what, _ in news(world)] == ["app_added"]
    browser.submit("/sign-in/second", code=found(r"<li><code>([^<]+)</code>", paper.text))
    assert [what for what, _ in news(world)] == ["app_added", "paper_used"]


def test_nobody_can_turn_it_off():
    assert MessageKind.SIGN_IN_NEWS in ALWAYS
    assert CLASS_OF[MessageKind.SIGN_IN_NEWS] is MessageClass.A
