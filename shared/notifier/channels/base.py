"""What every channel gets, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.notifier.letters import Letter
from shared.notifier.recipients import Recipient


class ChannelName(StrEnum):
    """Every way in which a message can reach a person."""

    INBOX = "inbox"
    MAIL = "mail"


class Outcome(StrEnum):
    """What came of handing a message over."""

    ACCEPTED = "accepted"
    RECEIVED = "received"
    FAILED_FOR_NOW = "failed_for_now"
    FAILED_FOR_GOOD = "failed_for_good"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Result:
    """The outcome, and in a few words for the log why. No addresses or texts in `detail`."""

    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True)
class Parcel:
    """One message for one person. `delivery_id` stays the same over all tries, so that a receiver can tell doubles."""

    delivery_id: str
    recipient: Recipient
    letter: Letter


class Channel(Protocol):
    """One way to reach people. Sending the same delivery twice must not show up twice where that can be helped."""

    name: ChannelName

    def send(self, parcel: Parcel) -> Result:
        """Hands one message over; errors of the way are an outcome, not an exception."""
        ...
