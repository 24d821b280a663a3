"""Signed mail, as a receiver sees it: with the verifier of another."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from email.policy import SMTP

import dkim
import pytest

from shared.kernel.clock import SetClock
from shared.notifier.channels.base import Outcome
from shared.notifier.channels.mail import MailChannel
from shared.notifier.channels.signing import MailSigner
from shared.notifier.channels.smtp import MailServer, SmtpTransport
from shared.plumbing.settings import SettingsError
from tests.faults.stage import NOW
from tests.shared.notifier.test_mail import parcel

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which makes the keys, is missing")
UNSUBSCRIBE = "https://steun.example/unsubscribe/abc"


def openssl(*arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def key() -> bytes:
    return openssl("genrsa", "-traditional", "2048")


def published(key: bytes):
    public = b64encode(openssl("rsa", "-pubout", "-outform", "DER", given=key))
    return lambda _name, timeout=5: b"v=DKIM1; k=rsa; p=" + public


def sent(smtp_sink, key: bytes) -> bytes:
    transport = SmtpTransport(MailServer.from_url(smtp_sink.url), MailSigner("steun.example", "herfst", key))
    channel = MailChannel(transport, "Steunstromen <wij@steun.example>", SetClock(NOW), "piet@steun.example")
    result = channel.send(replace(parcel(title="Café\n.punt"), unsubscribe=UNSUBSCRIBE))
    assert result.outcome is Outcome.ACCEPTED
    raw: bytes = smtp_sink.messages[-1].as_bytes(policy=SMTP)
    return raw


def test_a_receiver_finds_the_signature_good_and_a_changed_mail_not(smtp_sink, key):
    raw = sent(smtp_sink, key)
    assert dkim.verify(raw, dnsfunc=published(key))
    for was, becomes in (
        (b"Beste", b"Geste"),
        (UNSUBSCRIBE.encode(), b"https://evil.example/unsubscribe/abc"),
        (b"One-Click", b"Two-Click"),
        (b"piet@", b"pit@"),
    ):
        assert was in raw
        assert not dkim.verify(raw.replace(was, becomes), dnsfunc=published(key))


def test_a_mail_that_may_be_ended_says_how_in_one_click(smtp_sink, key):
    sent(smtp_sink, key)
    mail = smtp_sink.messages[-1]
    assert mail["List-Unsubscribe"] == f"<{UNSUBSCRIBE}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Reply-To"] == "piet@steun.example"


def test_mails_about_one_application_hang_together(key):
    channel = MailChannel(None, "Steunstromen <wij@steun.example>", SetClock(NOW))  # type: ignore[arg-type]
    first = parcel()
    again = replace(first, delivery_id="another")
    other = parcel()
    assert channel.write(first)["References"] == channel.write(again)["References"] is not None
    assert channel.write(other)["References"] != channel.write(first)["References"]
    assert "List-Unsubscribe" not in channel.write(first)


def test_a_key_that_receivers_would_refuse_is_refused_at_the_start():
    for weak in (b"no key", openssl("genrsa", "-traditional", "1024")):
        with pytest.raises(ValueError, match="the key"):
            MailSigner("steun.example", "herfst", weak)


def test_a_key_without_its_name_stops_the_start(monkeypatch):
    from shared.plumbing.settings import _dkim

    assert _dkim({}) == {}
    with pytest.raises(SettingsError, match="DKIM_SELECTOR"):
        _dkim({"DKIM_KEY": "x"})
