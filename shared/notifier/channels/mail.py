"""Mail: one multipart message per delivery, handed to a mail server or, in the demo, to the mailbox page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Protocol

from shared.contracts.messages import TO_ANY_ADDRESS, Intent, MessageKind
from shared.kernel.clock import Clock
from shared.kernel.ids import is_id
from shared.notifier.addresses.book import AddressBook
from shared.notifier.channels.base import Addressee, ChannelName, Outcome, Parcel, Result
from shared.notifier.recipients import Recipient
from shared.notifier.waits import USUAL_WAITS

ADDRESS_STOPPED = "address_stopped"


class HandsOver(Protocol):
    """What takes a finished mail further."""

    def hand_over(self, mail: EmailMessage, address: str, delivery_id: str) -> Result:
        """Takes one mail to one address."""
        ...


class Transport(HandsOver, Protocol):
    """What takes one mail further by itself, or many together."""

    def session(self) -> AbstractContextManager[HandsOver]:
        """Takes many mails one after another, over one connection where there is one."""
        ...


class MailChannel:
    """Sends mail from the address of our own domain. Without a book no address is ever left out."""

    name = ChannelName.MAIL
    waits = USUAL_WAITS
    gathers = True
    chosen = True
    on = True
    _book: AddressBook | None = None
    _stopped: frozenset[str] | None = None

    def __init__(
        self,
        transport: Transport,
        mail_from: str,
        clock: Clock,
        reply_to: str | None = None,
        book: AddressBook | None = None,
    ) -> None:
        self._transport = transport
        self._hands: HandsOver = transport
        self._from = parseaddr(mail_from)
        self._clock = clock
        self._reply_to = reply_to
        self._book = book

    def addressees(self, intent: Intent, people: Sequence[Recipient]) -> Sequence[Addressee]:
        """Everybody; at addresses that do not work, with the reason. Who asks for a code this minute gets it tried."""
        if intent.kind is MessageKind.SIGN_IN:
            return [Addressee(one) for one in people]
        stopped = self._stopped_of(people) if self._stopped is None else self._stopped
        return [Addressee(one, ADDRESS_STOPPED if one.email in stopped else None) for one in people]

    def knowing(self, people: Collection[Recipient]) -> MailChannel:
        """The same channel, that asked its book about all these people at once."""
        channel = copy(self)
        channel._stopped = self._stopped_of(people)
        return channel

    def _stopped_of(self, people: Collection[Recipient]) -> frozenset[str]:
        return frozenset() if self._book is None else self._book.stopped(one.email for one in people)

    def send(self, parcel: Parcel) -> Result:
        """Writes the mail and hands it over. An address that no mail can hold fails for good."""
        try:
            mail = self.write(parcel)
        except ValueError as error:
            return Result(Outcome.FAILED_FOR_GOOD, f"unusable address: {type(error).__name__}")
        result = self._hands.hand_over(mail, parcel.recipient.email, parcel.delivery_id)
        if result.trouble is not None and self._book is not None:
            # A challenge or invitation is nobody's account: its address is known by its digest only.
            person_id = None if parcel.intent.kind in TO_ANY_ADDRESS else parcel.recipient.id
            self._book.note(parcel.delivery_id, parcel.recipient.email, person_id, result.trouble)
        return result

    @contextmanager
    def together(self) -> Iterator[MailChannel]:
        """The same channel for a batch: its mails share what a connection costs, and nothing else."""
        with self._transport.session() as session:
            channel = copy(self)
            channel._hands = session
            yield channel

    def write(self, parcel: Parcel) -> EmailMessage:
        """The mail itself: text first, HTML beside it. Its Message-ID is the same on every try."""
        name, address = self._from
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address(name, addr_spec=address)
        mail["To"] = Address(parcel.recipient.name, addr_spec=parcel.recipient.email)
        mail["Subject"] = parcel.letter.subject
        mail["Date"] = format_datetime(self._clock.now())
        domain = address.rpartition("@")[2]
        mail["Message-ID"] = f"<{parcel.delivery_id}@{domain}>"
        if thread := _thread_of(parcel.intent):
            mail["References"] = f"<{thread}@{domain}>"
        if self._reply_to is not None:
            mail["Reply-To"] = self._reply_to
        # Out-of-office answers to this mail would reach nobody (RFC 3834).
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = parcel.recipient.language
        if parcel.unsubscribe is not None:
            mail["List-Unsubscribe"] = f"<{parcel.unsubscribe}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content(parcel.letter.text)
        mail.add_alternative(parcel.letter.html, subtype="html")
        return mail


def _thread_of(intent: Intent) -> str | None:
    """What mails about one application have in common, so that a mail program shows them together."""
    kind, _colon, thing = intent.subject.partition(":")
    application = str(intent.data.get("application_id") or (thing if kind == "application" else ""))
    return f"application.{application}" if is_id(application) else None
