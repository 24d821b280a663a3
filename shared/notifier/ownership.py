"""Whose the rows of the notifier's tables are, for PostgreSQL's policies. A new table must choose here."""

from __future__ import annotations

from shared.plumbing.row_security import COMMON, Nobodys, Owned, Ownership

_MACHINERY = Nobodys("the machinery of sending: no content, no organisation")
_ADDRESSES = Nobodys("digests of addresses that no longer take mail")
_SENDING = Nobodys("that something was sent, by which way and what became of it, without its content")
_WISHES = Nobodys("what people wish to hear: also changed from a mail, without signing in")

OWNERSHIP: Ownership = {
    **COMMON,
    **dict.fromkeys(("heartbeat", "hold", "lease_lock", "mail_report", "sent_before"), _MACHINERY),
    **dict.fromkeys(("refused_mail", "stopped_address"), _ADDRESSES),
    **dict.fromkeys(("delivery", "delivery_attempt"), _SENDING),
    "endpoint": Owned(organisation=("organisation_id",)),
    "inbox_message": Owned(person=("person_id",)),
    "mailbox_message": Nobodys("mail of the demo, which anybody on that one machine may read"),
    **dict.fromkeys(("preference", "timing"), _WISHES),
    "taken_event": Nobodys("ids of events that were taken, and for whom; written and read by workers"),
    "webhook_attempt": Owned(through=("endpoint_id", "endpoint", "id")),
    "webhook_body": Nobodys("ids only, as they were sent; found by the id of its message"),
}
