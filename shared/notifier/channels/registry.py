"""Which channels there are, and which of them a kind of message goes by."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parseaddr

from shared.contracts.messages import MessageKind
from shared.kernel.clock import Clock
from shared.notifier.addresses.book import AddressBook
from shared.notifier.channels.base import Channel, ChannelName
from shared.notifier.channels.file_drop import FileDropChannel
from shared.notifier.channels.inbox import InboxChannel
from shared.notifier.channels.mail import MailChannel, Transport
from shared.notifier.channels.mail_server import MailServer
from shared.notifier.channels.mailbox import MailboxTransport
from shared.notifier.channels.signing import MailSigner
from shared.notifier.channels.smtp import SmtpTransport
from shared.notifier.channels.webhook import WebhookChannel
from shared.notifier.endpoints.events import TYPE_OF
from shared.plumbing.database import Database
from shared.plumbing.settings import CHANNEL_PREFIX, Settings, SettingsError

_USUAL = (ChannelName.INBOX, ChannelName.MAIL, ChannelName.FILE_DROP)
# Who can't sign in can't read an inbox, and the code in it must not lie there.
# A digest is made of mails; each message in it stands in the inbox by itself.
# When messages are late, mail may be what is broken.
_SPECIAL = {
    MessageKind.SIGN_IN: (ChannelName.MAIL,),
    MessageKind.INVITATION: (ChannelName.MAIL,),
    MessageKind.DIGEST: (ChannelName.MAIL,),
    MessageKind.STATUS_ALARM: (ChannelName.INBOX,),
}


def channels_for(kind: MessageKind) -> tuple[ChannelName, ...]:
    """The channels that a kind of message goes by."""
    usual = (*_USUAL, ChannelName.WEBHOOK) if kind in TYPE_OF else _USUAL
    return _SPECIAL.get(kind, usual)


def build_channels(database: Database, people: Database, settings: Settings, clock: Clock) -> Mapping[str, Channel]:
    """One channel per name. Raises SettingsError when one of them can't be used with these settings."""
    _know(settings)
    every: tuple[Channel, ...] = (
        InboxChannel(database, clock),
        _mail(database, settings, clock),
        WebhookChannel(database, people, settings, clock),
        FileDropChannel(settings),
    )
    return {channel.name.value: channel for channel in every}


def _know(settings: Settings) -> None:
    known = [one.value for one in ChannelName]
    for name in settings.channels:
        if name not in known:
            names = ", ".join(f"{CHANNEL_PREFIX}{one.upper()}" for one in known)
            raise SettingsError(f"{CHANNEL_PREFIX}{name.upper()} is of no channel. These are: {names}.")


def _mail(database: Database, settings: Settings, clock: Clock) -> MailChannel:
    book = AddressBook(database, settings.secret, clock)
    return MailChannel(_transport(database, settings, clock), settings.mail_from, clock, settings.mail_reply_to, book)


def _transport(database: Database, settings: Settings, clock: Clock) -> Transport:
    if settings.demo:
        return MailboxTransport(database, clock)
    if settings.smtp_url is None:
        raise SettingsError("SMTP_URL is not set. Give the mail server, for example smtp://user:password@host:587.")
    try:
        server = MailServer.from_url(settings.smtp_url)
    except ValueError as error:
        raise SettingsError(str(error)) from error
    return SmtpTransport(server, _signer(settings))


def _signer(settings: Settings) -> MailSigner | None:
    if settings.dkim_key is None or settings.dkim_selector is None:
        return None
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2]
    try:
        return MailSigner(domain, settings.dkim_selector, settings.dkim_key.encode())
    except ValueError as error:
        raise SettingsError(f"DKIM_KEY can't be used: {error}.") from error
