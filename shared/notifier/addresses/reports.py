"""What a mail provider reports afterwards: a mail bounced, its reader complained, or it was delivered."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum

from sqlalchemy.engine import Connection

from shared.access import directory, invitations
from shared.contracts.messages import MessageKind
from shared.kernel.errors import NotSignedIn, Unavailable
from shared.notifier import deliveries
from shared.notifier.addresses import storage
from shared.notifier.addresses.book import AddressBook
from shared.notifier.addresses.rules import Trouble
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.states import Event, State, events_in
from shared.wording.texts import gettext as _

TOLERANCE = timedelta(minutes=5)
TIMESTAMP = "Mail-Events-Timestamp"
SIGNATURE = "Mail-Events-Signature"


class ReportType(StrEnum):
    """What happened to a mail after a mail server took it."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    DELIVERED = "delivered"


_EVENTS = {
    ReportType.BOUNCE: Event.BOUNCE,
    ReportType.COMPLAINT: Event.BOUNCE,
    ReportType.DELIVERED: Event.RECEIVE,
}


@dataclass(frozen=True)
class Report:
    """One report. `permanent` says of a bounce whether the address itself is wrong."""

    type: ReportType
    message_id: str
    permanent: bool = False

    @property
    def trouble(self) -> Trouble | None:
        """What it says of the address; None when it arrived."""
        if self.type is ReportType.COMPLAINT:
            return Trouble.COMPLAINT
        if self.type is ReportType.BOUNCE:
            return Trouble.GONE if self.permanent else Trouble.REFUSED
        return None


@dataclass(frozen=True)
class Applied:
    """How many reports were about a mail of ours, and how many were not."""

    known: int
    unknown: int


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """The signature of a report: hexadecimal HMAC-SHA256 over `timestamp.body`."""
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def prove(secret: bytes, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The signature, when it holds and its time is within five minutes. Raises NotSignedIn, without saying which."""
    timestamp, given = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
    expected = sign(secret, timestamp, body)
    right = hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
    readable = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12
    if not right or not readable or abs(now.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        raise NotSignedIn(_("Dit bericht is niet goed ondertekend."))
    return expected


def take_reports(context: NotifierContext, signature: str, reports: Sequence[Report]) -> Applied:
    """Writes down what happened to our mails; a report that comes twice changes nothing more.

    Raises NotSignedIn when the same signed report came before, and Unavailable (nothing is kept then) when a mail is
    being sent at this very moment.
    """
    found = [(report, one) for report in reports if (one := _delivery(context, report.message_id))]
    addresses = {one.id: _address(context, one) for _report, one in found}
    book = AddressBook(context.database, context.settings.secret, context.clock)
    now = context.clock.now()
    with context.database.transaction() as connection:
        if not storage.add_report(connection, signature, now, now - 2 * TOLERANCE):
            raise NotSignedIn(_("Dit bericht is al eens gestuurd."))
        for report, one in found:
            _apply(connection, report, one, now)
            address, person_id = addresses[one.id]
            if address and report.trouble:
                book.note_in(connection, one.id, address, person_id, report.trouble)
    return Applied(len(found), len(reports) - len(found))


def _apply(connection: Connection, report: Report, one: Delivery, now: datetime) -> None:
    event = _EVENTS[report.type]
    current = deliveries.find(connection, one.id) or one
    if current.state is State.SENDING:
        raise Unavailable(_("Deze mail is nog onderweg. Stuur dit straks opnieuw."), retry_after=60)
    if event in events_in(current.state):
        deliveries.move(connection, current, event, now, reason=_reason(report))


def _reason(report: Report) -> str | None:
    return None if report.trouble is None else f"mail_{report.trouble.value}"


def _delivery(context: NotifierContext, message_id: str) -> Delivery | None:
    """The mail with this Message-ID, when it is one of ours."""
    delivery_id, _at, domain = message_id.strip().strip("<>").partition("@")
    ours = parseaddr(context.settings.mail_from)[1].rpartition("@")[2]
    if domain != ours:
        return None
    with context.database.read() as connection:
        one = deliveries.find(connection, delivery_id)
    return one if one and one.channel == ChannelName.MAIL.value else None


def _address(context: NotifierContext, one: Delivery) -> tuple[str | None, str | None]:
    """The address that the mail went to and the person whose it is, each None when nobody knows any more."""
    with context.people.read() as people:
        if one.kind is MessageKind.SIGN_IN:
            # The recipient of such a mail is a challenge: nobody's account may hang on it.
            return directory.email_of_challenge(people, one.recipient_id), None
        if one.kind is MessageKind.INVITATION:
            return invitations.email_of(people, one.recipient_id), None
        person = directory.person(people, one.recipient_id)
    return (person.email, person.id) if person else (None, None)
