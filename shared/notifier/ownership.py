"""Whose the rows of the notifier's tables are, for PostgreSQL's policies. A new table must choose here."""

from __future__ import annotations

from shared.plumbing.row_security import COMMON, Nobodys, Owned, Ownership

_MACHINERY = Nobodys("the machinery of sending: no content, no organisation")
_ADDRESSES = Nobodys("digests of addresses that no longer take mail")

OWNERSHIP: Ownership = {
    **COMMON,
    **dict.fromkeys(("heartbeat", "hold", "lease_lock", "mail_report", "sent_before"), _MACHINERY),
    **dict.fromkeys(("refused_mail", "stopped_address"), _ADDRESSES),
    "delivery": Owned(organisation=("place_id",), person=("recipient_id",)),
    "delivery_attempt": Owned(through=("delivery_id", "delivery", "id")),
    "endpoint": Owned(organisation=("organisation_id",)),
    "inbox_message": Owned(person=("person_id",)),
    "mailbox_message": Nobodys("mail of the demo, which anybody on that one machine may read"),
    "preference": Owned(person=("person_id",)),
    "taken_event": Nobodys("ids of events that were taken, and for whom; written and read by workers"),
    "timing": Owned(person=("person_id",)),
    "webhook_attempt": Owned(through=("endpoint_id", "endpoint", "id")),
    "webhook_body": Nobodys("ids only, as they were sent; found by the id of its message"),
}
