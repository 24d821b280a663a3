"""What the notifier's database holds of a person."""

from __future__ import annotations

import sqlalchemy as sa

from shared.access.own_data.holdings import AtErasure, Holding, Who, common, mentions, own
from shared.notifier.tables import (
    delivery,
    delivery_attempt,
    inbox_message,
    mailbox_message,
    metadata,
    preference,
    stopped_address,
    timing,
)


def _deliveries_to(who: Who) -> sa.Select[tuple[str]]:
    return sa.select(delivery.c.id).where(delivery.c.recipient_id == who.id)


_KNOWN: list[Holding] = [
    *common(metadata),
    own(inbox_message),
    own(preference),
    own(timing),
    own(stopped_address, hidden=("address_key",)),
    Holding(
        mailbox_message,
        lambda who: sa.or_(
            mailbox_message.c.recipient == who.email,
            mailbox_message.c.recipient.endswith(f"<{who.email}>", autoescape=True),
        ),
        AtErasure.DELETE,
    ),
    # That somebody was told stays for two years; what a mail server answered may name the address.
    Holding(delivery, lambda who: delivery.c.recipient_id == who.id, AtErasure.KEEP),
    Holding(
        delivery_attempt,
        lambda who: delivery_attempt.c.delivery_id.in_(_deliveries_to(who)),
        AtErasure.BLANK,
        {"detail": None},
    ),
]

HOLDINGS: tuple[Holding, ...] = (*_KNOWN, *mentions(metadata, _KNOWN))
