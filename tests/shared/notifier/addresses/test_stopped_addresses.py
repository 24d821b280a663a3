"""An address that does not work gets no mail; its owner and the coordinators see so and can mend it."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import g

from shared.access import tables as access
from shared.access.actors import Actor, Role
from shared.contracts.messages import Audience, MessageKind
from shared.kernel.ids import new_id
from shared.notifier.addresses.book import AddressBook
from shared.notifier.addresses.rules import Trouble
from shared.notifier.addresses.telling import tell_coordinators
from shared.notifier.channels.base import Outcome, Result
from shared.notifier.channels.mail import MailChannel
from shared.notifier.recipients import Recipient
from shared.notifier.tables import delivery, inbox_message, stopped_address
from shared.outbox.tables import outbox
from shared.pages.install import install as install_pages
from shared.plumbing.web import new_app
from tests.faults.stage import ANNA, NOW, OUTSIDER, PLACE, an_intent, rows, take_and_deliver, tell, with_mail

GONE = Result(Outcome.FAILED_FOR_GOOD, "550 after RCPT", trouble=Trouble.GONE)
FULL = Result(Outcome.FAILED_FOR_GOOD, "552 after RCPT", trouble=Trouble.REFUSED)
FINE = Result(Outcome.ACCEPTED, "250")


class Server:
    """Answers as it was told, and keeps which addresses it saw."""

    def __init__(self, answer=FINE):
        self.answer = answer
        self.seen: list[str] = []

    def hand_over(self, mail, address, delivery_id):
        self.seen.append(address)
        return self.answer

    def session(self):
        return nullcontext(self)


def connected(stage, server) -> None:
    context = stage.context
    book = AddressBook(context.database, context.settings.secret, context.clock)
    with_mail(stage, MailChannel(server, "Steunstromen <wij@steun.example>", context.clock, book=book))


def told(stage, kind=MessageKind.DECISION_RECORDED) -> None:
    """Tells Anna of one event, and delivers it."""
    now = stage.context.clock.now()
    intent = an_intent(now, kind=kind, audience=Audience.PERSON, person_id=ANNA)
    tell(stage, intent)
    take_and_deliver(stage, [intent])


def mails(stage) -> list[tuple[object, ...]]:
    query = sa.select(delivery.c.state, delivery.c.reason).where(delivery.c.channel == "mail").order_by(delivery.c.id)
    return rows(stage, query)


def test_who_is_gone_gets_no_second_mail_but_the_inbox_goes_on(stage):
    server = Server(GONE)
    connected(stage, server)
    told(stage)
    told(stage)
    assert server.seen == ["anna@example.org"]
    assert mails(stage) == [("failed_permanent", "550 after RCPT"), ("suppressed", "address_stopped")]
    assert len(rows(stage, sa.select(inbox_message.c.id).where(inbox_message.c.person_id == ANNA))) == 2


def test_five_full_mailboxes_in_ten_days_are_enough(sqlite_stage, clock):
    server = Server(FULL)
    connected(sqlite_stage, server)
    for _ in range(4):
        told(sqlite_stage)
        clock.move(timedelta(days=1))
    assert not rows(sqlite_stage, sa.select(stopped_address.c.reason))
    clock.move(timedelta(days=7, hours=12))  # the first two are too long ago now
    for _ in range(3):
        told(sqlite_stage)
    assert rows(sqlite_stage, sa.select(stopped_address.c.reason)) == [("refused",)]
    told(sqlite_stage)
    assert len(server.seen) == 7


def test_who_asks_for_a_code_gets_it_tried_whatever_came_back_before(sqlite_stage):
    connected(sqlite_stage, Server(GONE))
    told(sqlite_stage)
    channel = sqlite_stage.context.channels["mail"]
    code = an_intent(NOW, kind=MessageKind.SIGN_IN, audience=Audience.SIGN_IN_ADDRESS)
    anna = channel.addressees(an_intent(NOW), [recipient()])
    assert [one.stop for one in anna] == ["address_stopped"]
    assert [one.stop for one in channel.addressees(code, [recipient()])] == [None]


def recipient() -> Recipient:
    return Recipient(ANNA, "Anna", "anna@example.org", "nl")


@pytest.fixture
def coordinated(sqlite_stage):
    """The place is in a coalition that Otto coordinates; mail to Anna fails."""
    coalition = new_id()
    with sqlite_stage.context.people.transaction() as connection:
        connection.execute(
            sa.insert(access.organisation).values(id=coalition, kind="coalition", name="Oost", created_at=NOW)
        )
        connection.execute(
            sa.update(access.organisation).where(access.organisation.c.id == PLACE).values(coalition_id=coalition)
        )
        connection.execute(
            sa.insert(access.membership).values(
                id=new_id(), person_id=OUTSIDER, organisation_id=coalition, role="coordinator", since=NOW
            )
        )
    connected(sqlite_stage, Server(GONE))
    told(sqlite_stage)
    return sqlite_stage


def test_coordinators_hear_once_of_an_address(coordinated):
    assert tell_coordinators(coordinated.context) == 1
    assert tell_coordinators(coordinated.context) == 0
    with coordinated.context.database.transaction() as connection:
        # As after a death between telling and writing that down.
        connection.execute(sa.update(stopped_address).values(told_at=None))
    assert tell_coordinators(coordinated.context) == 1
    with coordinated.context.people.read() as connection:
        found = connection.execute(sa.select(outbox.c.id, outbox.c.data)).all()
    assert [row.data for row in found] == [{"person_name": "Anna", "address": "a•••@example.org", "what": "gone"}]
    connected(coordinated, Server(FINE))
    coordinated.take_intent("people", found[0].id)
    for (one,) in rows(coordinated, sa.select(delivery.c.id).where(delivery.c.recipient_id == OUTSIDER)):
        coordinated.deliver(one)
    (message,) = coordinated.inbox(OUTSIDER)
    assert message.title == "Mail aan Anna komt niet aan" and message.link.endswith("/messages/addresses")


def browser(stage, actor: Actor):
    app = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    app.register_blueprint(stage.blueprint())
    app.secret_key = b"tests"

    def sign_in() -> None:
        g.actor = actor

    app.before_request(sign_in)
    return app.test_client()


def otto(*places: str) -> Actor:
    roles = frozenset((Role.COORDINATOR, place) for place in places)
    return Actor(OUTSIDER, "Otto", "otto@example.org", roles=roles, coordinated=frozenset(places))


def test_a_coordinator_lets_mail_go_again_with_a_reason(coordinated):
    page = browser(coordinated, otto(PLACE))
    listed = page.get("/messages/addresses").text
    assert "a•••@example.org" in listed and "anna@" not in listed and "bestaat niet" in listed
    ((key,),) = rows(coordinated, sa.select(stopped_address.c.address_key))
    refused = page.post(f"/messages/addresses/{key}", data={"reason": "  "})
    assert refused.status_code == 400 and "Schrijf op waarom" in refused.text
    long = page.post(f"/messages/addresses/{key}", data={"reason": "x" * 301})
    assert long.status_code == 400 and "x" * 301 in long.text
    assert page.post(f"/messages/addresses/{key}", data={"reason": "Gebeld, was vol."}).status_code == 303
    assert rows(coordinated, sa.select(stopped_address.c.lifted_by, stopped_address.c.lift_reason)) == [
        (OUTSIDER, "Gebeld, was vol.")
    ]
    assert "Alle mail komt aan" in page.get("/messages/addresses").text
    server = Server(FINE)
    connected(coordinated, server)
    told(coordinated)
    assert server.seen == ["anna@example.org"]


def test_another_coalitions_coordinator_knows_of_nothing(coordinated):
    page = browser(coordinated, otto(new_id()))
    ((key,),) = rows(coordinated, sa.select(stopped_address.c.address_key))
    assert "a•••@" not in page.get("/messages/addresses").text
    assert page.get(f"/messages/addresses/{key}").status_code == 404
    assert page.post(f"/messages/addresses/{key}", data={"reason": "x"}).status_code == 404
    assert page.get("/messages/addresses/nothing").status_code == 404


def test_anna_sees_why_she_gets_no_mail_and_tries_her_address_again(coordinated):
    page = browser(coordinated, Actor(ANNA, "Anna", "anna@example.org"))
    assert "geen mail meer naar a•••@example.org" in page.get("/messages").text
    assert page.post("/messages/own-address").status_code == 303
    assert "geen mail meer naar" not in page.get("/messages").text
    server = Server(GONE)
    connected(coordinated, server)
    told(coordinated)
    told(coordinated)
    assert len(server.seen) == 1  # one try, and then it ends anew
