"""Giving the lead of a joint application to one of the partners, before it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OfferState(StrEnum):
    """Where an offer stands. A newer offer takes the place of an open one."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class LeadOffer:
    """The lead `place_id` wants the partner `partner_id` to go on as lead, and keeps a part itself.

    `role`, `share_cents` and `tasks` are what the old lead does then. `document_ids`: papers that go along; all others
    stay with the place whose they are. `digest`: what stood there when it was offered (see partners.digest_of).
    """

    id: str
    application_id: str
    place_id: str
    partnership_id: str
    partner_id: str
    role: str
    share_cents: int
    tasks: str
    document_ids: tuple[str, ...]
    digest: str
    state: OfferState
    version: int
    offered_by: str
    offered_at: datetime
    answered_by: str | None = None
    answered_at: datetime | None = None
    reason: str = ""
