"""What every channel gets, and what it answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from sqlalchemy.engine import Connection

from shared.contracts.messages import Intent
from shared.notifier.addresses.rules import Trouble
from shared.notifier.letters import Letter
from shared.notifier.recipients import Recipient
from shared.notifier.verdicts import Wait
from shared.notifier.waits import Waits


class ChannelName(StrEnum):
    """Every way in which a message can reach a person."""

    INBOX = "inbox"
    MAIL = "mail"
    WEBHOOK = "webhook"
    FILE_DROP = "file_drop"


class Outcome(StrEnum):
    """What came of handing a message over."""

    ACCEPTED = "accepted"
    RECEIVED = "received"
    FAILED_FOR_NOW = "failed_for_now"
    FAILED_FOR_GOOD = "failed_for_good"
    NO_ANSWER = "no_answer"
    NOT_NOW = "not_now"
    BROKE_OFF = "broke_off"


@dataclass(frozen=True)
class Result:
    """The outcome, and in a few words for the log why. No addresses or texts in `detail`.

    `retry_after` is how long the receiver asked us to wait before the next try; `trouble` what it said of the address.
    NOT_NOW is no try at all: nothing was sent, and it comes again after `retry_after`. BROKE_OFF is ours: making the
    message had to be stopped.
    """

    outcome: Outcome
    detail: str = ""
    retry_after: timedelta | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Addressee:
    """Somebody whom a channel can tell; `stop` is the reason code why it must not do so, `wait` why not yet."""

    recipient: Recipient
    stop: str | None = None
    wait: Wait | None = None


@dataclass(frozen=True)
class Parcel:
    """One message for one addressee. `delivery_id` stays the same over all tries, so that a receiver can tell doubles.

    `unsubscribe` is the address that ends messages of this kind for this person, for those that may be ended.
    """

    delivery_id: str
    recipient: Recipient
    letter: Letter
    intent: Intent
    unsubscribe: str | None = None


class Channel(Protocol):
    """One way to reach people. Sending the same delivery twice must not show up twice where that can be helped."""

    name: ChannelName
    waits: Waits
    gathers: bool
    """Whether several messages to one person may go out as one."""
    chosen: bool
    """Whether it tells persons, who choose what they hear by it."""
    on: bool
    """Whether it was set up here. By one that is off nothing is planned, sent or shown."""

    def addressees(self, intent: Intent, people: Sequence[Recipient]) -> Sequence[Addressee]:
        """Whom this channel tells of an event that is for these people; asked again right before each sending."""
        ...

    def send(self, parcel: Parcel) -> Result:
        """Hands one message over; errors of the way are an outcome, not an exception."""
        ...


@runtime_checkable
class SharesConnection(Protocol):
    """A channel whose connection can serve more than one message."""

    def together(self) -> AbstractContextManager[Channel]:
        """The same channel for messages that go out one after another."""
        ...


@runtime_checkable
class LooksAhead(Protocol):
    """A channel that has to look people up before it knows whom it can tell."""

    def knowing(self, people: Collection[Recipient]) -> Channel:
        """The same channel for one look at many events: what it has to know of these people is asked once."""
        ...


@runtime_checkable
class OwnDatabase(Protocol):
    """A channel whose messages stay in our own database: many go out in the transaction that says that they did."""

    def keep(self, connection: Connection, parcels: Sequence[Parcel]) -> None:
        """Writes many messages; a second time changes nothing."""
        ...
