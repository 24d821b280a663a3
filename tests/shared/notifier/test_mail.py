"""Mail as it leaves, and what each answer of a mail server means."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from shared.contracts.messages import MessageKind
from shared.kernel.clock import SetClock
from shared.kernel.ids import new_id
from shared.notifier.channels.base import Outcome, Parcel, Result
from shared.notifier.channels.mail import MailChannel
from shared.notifier.channels.mail_server import MailServer
from shared.notifier.channels.registry import build_channels, channels_for
from shared.notifier.channels.smtp import Patience, SmtpTransport
from shared.notifier.letters import Setting, write_letter
from shared.notifier.recipients import Recipient
from shared.plumbing.database import Database
from shared.plumbing.settings import SettingsError
from tests.faults.stage import ANNA, NOW, an_intent, make_settings

URLS = dict.fromkeys(("people", "tracker", "notifier"), "sqlite://")


def parcel(email="anna@example.org", name="Anna de Wit", title="Nieuwe keuken") -> Parcel:
    recipient = Recipient(ANNA, name, email, "nl")
    data = {**an_intent(NOW).data, "application_title": title}
    intent = an_intent(NOW, kind=MessageKind.DEADLINE_REMINDER, data=data)
    letter = write_letter(intent, recipient, Setting("De Punt", date(2026, 12, 12), "http://127.0.0.1:8000/x"))
    return Parcel(new_id(), recipient, letter, intent)


def channel(url: str, patience: Patience | None = None) -> MailChannel:
    transport = SmtpTransport(MailServer.from_url(url), patience=patience or Patience())
    return MailChannel(transport, "Steunstromen <wij@steun.example>", SetClock(NOW))


def test_a_mail_arrives_whole(smtp_sink):
    sent = parcel(name='Anna "A." de Wit, voorzitter', title="Café über € 4.000")
    assert channel(smtp_sink.url).send(sent) == Result(Outcome.ACCEPTED, "250")
    (mail,) = smtp_sink.messages
    assert smtp_sink.recipients == [["anna@example.org"]]
    assert mail["Message-ID"] == f"<{sent.delivery_id}@steun.example>"
    assert mail["Subject"] == "Indienen moet over 7 dagen klaar zijn: Café über € 4.000"
    assert mail["From"].addresses[0].addr_spec == "wij@steun.example"
    assert mail["To"].addresses[0].display_name == 'Anna "A." de Wit, voorzitter'
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == sent.letter.text.strip()
    assert "Café über" in mail.get_body(("html",)).get_content()


def test_the_same_delivery_has_the_same_message_id_on_every_try(smtp_sink):
    sent = parcel()
    for _ in range(2):
        channel(smtp_sink.url).send(sent)
    assert len({mail["Message-ID"] for mail in smtp_sink.messages}) == 1


def test_hostile_names_and_titles_add_no_headers(smtp_sink):
    title = "Tuin\r\nBcc: all@example.org"
    assert channel(smtp_sink.url).send(parcel(title=title)).outcome is Outcome.ACCEPTED
    (mail,) = smtp_sink.messages
    assert mail["Bcc"] is None and "Bcc: all@example.org" in mail["Subject"]


@pytest.mark.parametrize("address", ["a@b.example\r\nRCPT TO:<x@y.example>", "no address", "a@b.example, c@d.example"])
def test_what_is_no_address_fails_for_good_and_reaches_no_server(address, free_port):
    assert channel(f"smtp://127.0.0.1:{free_port}").send(parcel(address)).outcome is Outcome.FAILED_FOR_GOOD


def test_lines_that_begin_with_a_dot_stay_one_mail(smtp_sink):
    sent = parcel(title="keuken")
    dotted = replace(sent, letter=replace(sent.letter, text="a\n.\n.b\n"))
    assert channel(smtp_sink.url).send(dotted).outcome is Outcome.ACCEPTED
    assert smtp_sink.messages[0].get_body(("plain",)).get_content().split() == ["a", ".", ".b"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("421 closing", Outcome.FAILED_FOR_NOW),
        ("451 try later", Outcome.FAILED_FOR_NOW),
        ("452 full", Outcome.FAILED_FOR_NOW),
        ("550 no such user", Outcome.FAILED_FOR_GOOD),
        ("554 refused", Outcome.FAILED_FOR_GOOD),
    ],
)
def test_four_means_later_and_five_means_never(smtp_sink, answer, outcome):
    smtp_sink.answer = answer
    assert channel(smtp_sink.url).send(parcel()).outcome is outcome


# A server that follows a script, for what a well-behaved one never does.
FINE = [b"220 hello", b"250 hello", b"250 ok", b"250 ok", b"354 go on"]


@contextmanager
def scripted(*answers: bytes) -> Iterator[str]:
    """Says these, one per command (the body ends one), then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_follow, args=(server, answers))
        thread.start()
        yield f"smtp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def _follow(server: socket.socket, answers: tuple[bytes, ...]) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as lines:
        for number, answer in enumerate(answers):
            if number == 5:
                while lines.readline() not in (b".\r\n", b""):
                    pass
            elif number:
                lines.readline()
            connection.sendall(answer + b"\r\n")
        if answers[-1:] == (b"354 go on",):
            while lines.readline() not in (b".\r\n", b""):
                pass


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ([*FINE, b"250 kept"], Outcome.ACCEPTED),
        (FINE, Outcome.NO_ANSWER),
        ([], Outcome.FAILED_FOR_NOW),
        (FINE[:3], Outcome.FAILED_FOR_NOW),
        ([*FINE[:2], b"530 log in first"], Outcome.FAILED_FOR_NOW),
        ([*FINE[:3], b"450 grey"], Outcome.FAILED_FOR_NOW),
        ([*FINE[:3], b"550 nobody"], Outcome.FAILED_FOR_GOOD),
        ([*FINE[:4], b"554 no data"], Outcome.FAILED_FOR_GOOD),
    ],
)
def test_only_silence_after_the_last_byte_is_no_answer(answers, outcome):
    with scripted(*answers) as url:
        assert channel(url).send(parcel()).outcome is outcome


def test_a_server_that_hangs_is_left_alone():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        assert channel(url, Patience(answer=0.1)).send(parcel()).outcome is Outcome.FAILED_FOR_NOW


def test_nothing_goes_in_the_clear_that_was_to_be_hidden(smtp_sink):
    result = channel(f"{smtp_sink.url}?starttls=1").send(parcel())
    assert result.outcome is Outcome.FAILED_FOR_NOW and smtp_sink.messages == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, False, False, "", "")),
        ("smtps://mail.example", MailServer("mail.example", 465, True, False, "", "")),
        ("smtp://a%40b:p%3Aw@mail.example:587?starttls=1", MailServer("mail.example", 587, False, True, "a@b", "p:w")),
    ],
)
def test_the_address_of_a_mail_server(url, server):
    assert MailServer.from_url(url) == server


@pytest.mark.parametrize("url", [None, "mail.example", "http://mail.example", "smtp://"])
def test_without_a_usable_mail_server_production_does_not_start(url, tmp_path):
    settings = make_settings(tmp_path, URLS, demo=False, smtp_url=url)
    with pytest.raises(SettingsError, match="SMTP_URL"):
        build_channels(Database("sqlite://"), Database("sqlite://"), settings, SetClock(NOW))


def test_a_code_to_sign_in_never_lies_in_an_inbox():
    assert [name.value for name in channels_for(MessageKind.SIGN_IN)] == ["mail"]
    only_by_mail = {MessageKind.SIGN_IN, MessageKind.DIGEST, MessageKind.STATUS_ALARM, MessageKind.INVITATION}
    others = set(MessageKind) - only_by_mail
    assert all({"inbox", "mail"} <= {name.value for name in channels_for(kind)} for kind in others)
