"""What a person typed or chose to hold back, as an extent."""

from __future__ import annotations

from shared.contracts.messages import MessageClass, MessageKind
from shared.kernel.errors import FieldError, InvalidInput
from shared.notifier.channels.base import ChannelName
from shared.notifier.holds.rules import Extent
from shared.wording.texts import gettext as _


def read_extent(kind: str, message_class: str, channel: str) -> Extent:
    """The extent of codes; an empty one means: every one. Raises InvalidInput with all that is wrong."""
    errors = [
        FieldError(field, "unknown", _("Kies een van: %(choices)s.", choices=", ".join(sorted(known))))
        for field, given, known in (
            ("kind", kind, [one.value for one in MessageKind if one is not MessageKind.DIGEST]),
            ("class", message_class, [one.value for one in MessageClass]),
            ("channel", channel, [one.value for one in ChannelName]),
        )
        if given and given not in known
    ]
    if errors:
        raise InvalidInput(errors)
    return Extent(
        MessageKind(kind) if kind else None,
        MessageClass(message_class) if message_class else None,
        channel or None,
    )
