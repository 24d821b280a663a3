"""What a person typed or chose to hold back, as an extent."""

from __future__ import annotations

from shared.contracts.messages import MessageClass, MessageKind
from shared.kernel.errors import FieldError, InvalidInput
from shared.notifier.channels.base import ChannelName
from shared.notifier.holds.rules import Extent
from shared.wording.texts import gettext as _

LONGEST_REASON = 300


def read_order(kind: str, message_class: str, channel: str, reason: str) -> tuple[Extent, str]:
    """What to hold back and why, on one line. Raises InvalidInput with all that is wrong."""
    reason = " ".join(reason.split())
    errors = []
    if not 0 < len(reason) <= LONGEST_REASON:
        message = _("Schrijf waarom, in hoogstens %(most)s tekens.", most=LONGEST_REASON)
        errors.append(FieldError("reason", "too_long" if reason else "required", message))
    try:
        extent = read_extent(kind, message_class, channel)
    except InvalidInput as problem:
        raise InvalidInput([*errors, *problem.errors]) from problem
    if errors:
        raise InvalidInput(errors)
    return extent, reason


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


def read_class(text: str) -> MessageClass | None:
    """The class of a code; None for an empty one: every class. Raises InvalidInput for what is no class."""
    return read_extent("", text, "").message_class
