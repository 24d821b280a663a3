"""What a hold keeps back: rules without any storage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from shared.contracts.messages import CLASS_OF, MessageClass, MessageKind

NEVER_HELD = frozenset({MessageKind.SIGN_IN, MessageKind.STATUS_ALARM})
"""Not kept back unless they are named: without them nobody can get in to let the rest go."""


class Cause(StrEnum):
    """Why messages are held back."""

    PERSON = "person"
    RESTORE = "restore"


@dataclass(frozen=True)
class Extent:
    """What is held back; an empty part means: every one."""

    kind: MessageKind | None = None
    message_class: MessageClass | None = None
    channel: str | None = None

    def covers(self, kind: MessageKind, message_class: MessageClass, channel: str) -> bool:
        """Whether a message of this kind and class by this channel is held back."""
        if self.kind is None and kind in NEVER_HELD:
            return False
        return (
            self.kind in (None, kind)
            and self.message_class in (None, message_class)
            and self.channel in (None, channel)
        )


@dataclass(frozen=True)
class Hold:
    """One order to hold messages back. `set_by` is nobody for a hold that came by itself."""

    id: str
    extent: Extent
    cause: Cause
    reason: str
    set_by: str | None
    set_at: datetime


def without(extent: Extent, message_class: MessageClass) -> Extent | None:
    """What stays held when one class is let go; None when nothing stays."""
    held = CLASS_OF[extent.kind] if extent.kind else extent.message_class
    if held is not None:
        return None if held is message_class else extent
    other = MessageClass.B if message_class is MessageClass.A else MessageClass.A
    return replace(extent, message_class=other)
