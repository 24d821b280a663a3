"""Mail servers that refuse, hang, hang up or strip: each mail arrives once, or its end is shown."""

from __future__ import annotations

import dataclasses
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from shared.contracts.messages import Audience, MessageKind
from shared.kernel.clock import SetClock
from shared.notifier.addresses.book import AddressBook
from shared.notifier.channels import smtp
from shared.notifier.channels.base import Outcome
from shared.notifier.channels.mail import MailChannel
from shared.notifier.channels.mail_server import MailServer
from shared.notifier.channels.smtp import Patience, SmtpTransport
from shared.notifier.door import Notifier
from shared.notifier.tables import delivery, delivery_attempt
from shared.outbox.relay import NoRelay
from tests.faults import stage as stages
from tests.faults.stage import ANNA, NOW, an_intent, rows, tell, with_mail
from tests.shared.notifier.test_mail import parcel
from tests.support.processes import free_port

QUICK = Patience(answer=0.3, whole=1.0, goodbye=0.1)
HANGS_AT_MOST = 30.0


class Moody:
    """A mail server that answers as it is told, per address or to everybody, and keeps what it took."""

    def __init__(self) -> None:
        self.port = free_port()
        self.at_recipient: list[str] = []
        self.at_end: list[str] = []
        self.refused: dict[str, str] = {}
        self.taken: list[tuple[str, str]] = []
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 aiosmtpd's name
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        answer = self.refused.get(address) or (self.at_recipient.pop(0) if self.at_recipient else "250 ok")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        answer = self.at_end.pop(0) if self.at_end else "250 kept"
        if answer.startswith("250"):
            found = next(line for line in envelope.content.splitlines() if line.lower().startswith(b"message-id:"))
            self.taken.append((envelope.rcpt_tos[0], found.decode().split()[1]))
        return answer

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@pytest.fixture
def moody() -> Iterator[Moody]:
    server = Moody()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def stage(make_sqlite, tmp_path, clock) -> Iterator[Notifier]:
    settings = stages.make_settings(tmp_path, stages.make_urls(make_sqlite))
    notifier = stages.open_stage(settings, clock=clock, relay=NoRelay(), direct_after=0)
    notifier.context = dataclasses.replace(notifier.context, chance=lambda: 0.5)
    yield notifier
    stages.close(notifier)


def channel(url: str, stage: Notifier | None = None, patience: Patience = QUICK) -> MailChannel:
    book = None
    if stage is not None:
        book = AddressBook(stage.context.database, stage.context.settings.secret, stage.context.clock)
    transport = SmtpTransport(MailServer.from_url(url), patience=patience)
    return MailChannel(transport, "Steunstromen <wij@steun.example>", SetClock(NOW), book=book)


def told(stage: Notifier, url: str, *, whole_team: bool = False) -> list[str]:
    """Tells Anna, or all three, of a decision; tries each mail once and gives their ids."""
    with_mail(stage, channel(url, stage))
    who = {"audience": Audience.PLACE_TEAM} if whole_team else {"audience": Audience.PERSON, "person_id": ANNA}
    intent = an_intent(NOW, kind=MessageKind.DECISION_RECORDED, **who)
    tell(stage, intent)
    stage.take_intent("tracker", intent.id)
    mails = [str(one[0]) for one in rows(stage, sa.select(delivery.c.id).where(delivery.c.channel == "mail"))]
    for one in mails:
        stage.deliver(one)
    return mails


def states(stage: Notifier) -> list[str]:
    query = sa.select(delivery.c.state).where(delivery.c.channel == "mail").order_by(delivery.c.recipient_id)
    return [str(one[0]) for one in rows(stage, query)]


def attempts(stage: Notifier, one: str) -> int:
    return len(rows(stage, sa.select(delivery_attempt.c.number).where(delivery_attempt.c.delivery_id == one)))


@pytest.mark.parametrize("where", ["at_recipient", "at_end"])
@pytest.mark.parametrize("code", [421, 450, 451, 452])
def test_what_is_refused_for_now_is_delivered_exactly_once(stage, clock, moody, where, code):
    setattr(moody, where, [f"{code} later"] * 2)
    (one,) = told(stage, moody.url)
    assert states(stage) == ["retry_wait"] and moody.taken == []
    for _ in range(4):
        clock.move(timedelta(minutes=3))
        stage.deliver(one)
    assert states(stage) == ["sent"] and attempts(stage, one) == 3
    assert moody.taken == [("anna@example.org", f"<{one}@steun.example>")]


@pytest.mark.parametrize("where", ["at_recipient", "at_end"])
@pytest.mark.parametrize("code", [550, 552, 554])
def test_what_is_refused_for_good_is_tried_once_and_shown(stage, clock, moody, where, code):
    setattr(moody, where, [f"{code} no"])
    (one,) = told(stage, moody.url)
    clock.move(timedelta(days=1))
    stage.deliver(one)
    stage.sweep()
    assert attempts(stage, one) == 1 and moody.taken == []
    (subject,) = {str(row[0]) for row in rows(stage, sa.select(delivery.c.subject))}
    shown = {line.channel: line.state_text for line in stage.delivery_status(subject)}
    assert shown["mail"] == "niet te bezorgen" and shown["inbox"] == "bezorgd"


def test_grey_listing_of_five_minutes_is_waited_out(stage, clock, moody):
    until = clock.now() + timedelta(minutes=5)
    (one,) = told_with(stage, moody, "450 4.7.1 greylisted, come back in five minutes")
    while clock.now() < until + timedelta(hours=1) and states(stage) != ["sent"]:
        moody.at_recipient = [] if clock.now() >= until else ["450 4.7.1 greylisted"]
        clock.move(timedelta(seconds=30))
        stage.deliver(one)
    assert states(stage) == ["sent"] and len(moody.taken) == 1
    assert clock.now() - NOW <= timedelta(minutes=14)


def told_with(stage: Notifier, moody: Moody, answer: str) -> list[str]:
    moody.at_recipient = [answer]
    return told(stage, moody.url)


def test_refused_addresses_stand_alone_and_the_others_get_theirs(stage, clock, moody):
    moody.refused = {"bilal@example.org": "550 nobody", "carla@example.org": "450 busy"}
    mails = told(stage, moody.url, whole_team=True)
    assert sorted(states(stage)) == ["failed_permanent", "retry_wait", "sent"]
    del moody.refused["carla@example.org"]
    clock.move(timedelta(minutes=1))
    for one in mails:
        stage.deliver(one)
    assert sorted(address for address, _id in moody.taken) == ["anna@example.org", "carla@example.org"]


# What no well-behaved server does: it hangs, or hangs up, at a given moment.
SCRIPT: Sequence[tuple[str, bytes]] = (
    ("greeting", b"220 hello"),
    ("EHLO", b"250 hello"),
    ("MAIL", b"250 ok"),
    ("RCPT", b"250 ok"),
    ("DATA", b"354 go on"),
    ("dot", b"250 kept"),
)
PLACES = [name for name, _answer in SCRIPT]


@contextmanager
def breaking(at: str, *, hang: bool) -> Iterator[tuple[str, list[str]]]:
    """A server that stops at a verb, hanging or hanging up; the address, and the Message-IDs that it had in full."""
    had: list[str] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        thread = threading.Thread(target=_serve, args=(server, at, hang, had, over))
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.getsockname()[1]}", had
        finally:
            over.set()
            thread.join()


def _serve(server: socket.socket, at: str, hang: bool, had: list[str], over: threading.Event) -> None:
    while not over.is_set():
        try:
            connection, _ = server.accept()
        except OSError:  # nobody came yet, or the test is over
            continue
        with connection, connection.makefile("rb") as lines, suppress(OSError):
            _talk(connection, lines, at, had)
            if hang:
                over.wait(5)


def _talk(connection: socket.socket, lines, at: str, had: list[str]) -> None:
    for name, answer in SCRIPT:
        if name == "dot":
            content = b"".join(iter(lambda: lines.readline(), b".\r\n"))
            had.append(content.lower().split(b"message-id:")[1].split()[0].decode())
        elif name != "greeting":
            lines.readline()
        if name == at:
            return
        connection.sendall(answer + b"\r\n")


@pytest.mark.parametrize("at", PLACES)
def test_a_server_that_hangs_is_left_in_time(at):
    with breaking(at, hang=True) as (url, _had):
        began = time.monotonic()
        outcome = channel(url).send(parcel()).outcome
        took = time.monotonic() - began
    assert outcome is (Outcome.NO_ANSWER if at == "dot" else Outcome.FAILED_FOR_NOW)
    # With the usual patience the whole mail, goodbye apart, ends in time too.
    assert took <= QUICK.whole + QUICK.goodbye + 0.5
    assert Patience().whole <= HANGS_AT_MOST


def test_many_slow_answers_together_are_not_more_than_one_mail_may_take():
    patience = Patience(answer=0.4, whole=0.6, goodbye=0.1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_slowly, args=(server, 0.3))
        thread.start()
        began = time.monotonic()
        url = f"smtp://127.0.0.1:{server.getsockname()[1]}"
        assert channel(url, patience=patience).send(parcel()).outcome is Outcome.FAILED_FOR_NOW
        assert time.monotonic() - began < 1.5
        thread.join()


def _slowly(server: socket.socket, seconds: float) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as lines, suppress(OSError):
        for _name, answer in SCRIPT:
            time.sleep(seconds)
            connection.sendall(answer + b"\r\n")
            if not lines.readline():
                return


def test_a_reset_after_the_last_byte_gives_at_most_two_copies_of_one_mail(stage, clock):
    with breaking("dot", hang=False) as (url, had):
        (one,) = told(stage, url)
        assert states(stage) == ["uncertain"]
        for _ in range(6):
            clock.move(timedelta(minutes=16))
            stage.deliver(one)
    assert states(stage) == ["closed_uncertain"]
    assert had == [f"<{one}@steun.example>"] * 2


def test_a_stripped_starttls_sends_nothing_in_the_clear(stage, clock, moody):
    (one,) = told(stage, f"{moody.url}?starttls=1")
    assert states(stage) == ["retry_wait"] and moody.taken == [] and attempts(stage, one) == 1


def test_a_batch_of_mails_shares_a_connection_and_nothing_else(moody):
    moody.refused = {"no@example.org": "550 nobody", "later@example.org": "450 busy"}
    addresses = ["a@example.org", "no@example.org", "b@example.org", "later@example.org", "c@example.org"]
    with channel(moody.url).together() as mail:
        outcomes = [mail.send(parcel(one)).outcome for one in addresses]
    fine, never, later = Outcome.ACCEPTED, Outcome.FAILED_FOR_GOOD, Outcome.FAILED_FOR_NOW
    assert outcomes == [fine, never, fine, later, fine] and moody.connections == 1
    assert [address for address, _id in moody.taken] == ["a@example.org", "b@example.org", "c@example.org"]


def test_a_server_that_ends_the_connection_of_earlier_mails_gets_the_next_on_a_new_one(moody):
    moody.at_recipient = ["250 ok", "421 enough for this connection"]
    with channel(moody.url).together() as mail:
        outcomes = [mail.send(parcel()).outcome for _ in range(3)]
    assert outcomes == [Outcome.ACCEPTED] * 3 and len(moody.taken) == 3 and moody.connections == 2


def test_a_server_that_ends_every_connection_is_asked_once_more_per_mail(moody):
    with channel(moody.url).together() as mail:
        assert mail.send(parcel()).outcome is Outcome.ACCEPTED
        moody.at_recipient = ["421 closing"] * 2
        assert mail.send(parcel()).outcome is Outcome.FAILED_FOR_NOW
    assert moody.connections == 2 and len(moody.taken) == 1


def test_after_so_many_mails_comes_a_new_connection(moody, monkeypatch):
    assert smtp.MOST_PER_CONNECTION == 100
    monkeypatch.setattr(smtp, "MOST_PER_CONNECTION", 3)
    with channel(moody.url).together() as mail:
        for _ in range(4):
            assert mail.send(parcel()).outcome is Outcome.ACCEPTED
    assert moody.connections == 2
