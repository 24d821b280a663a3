"""The tables of the matcher's database. Only storage sees them."""

from __future__ import annotations

from services.matcher.storage.tables.alerts import (
    need_consequence,
    saved_search,
    search_hit,
    search_notice,
    source_watch,
)
from services.matcher.storage.tables.base import audit_entry, idempotency_key, metadata, outbox_intent
from services.matcher.storage.tables.care import source_check, source_proposal
from services.matcher.storage.tables.feeds import catalogue_import, distinct_sources, link_check, source_redirect
from services.matcher.storage.tables.outcomes import event_inbox, past_grant, source_outcome
from services.matcher.storage.tables.places import need, place_facts
from services.matcher.storage.tables.sources import catalogue_load, change_counter, region, source, source_version

__all__ = [
    "audit_entry",
    "catalogue_import",
    "catalogue_load",
    "change_counter",
    "distinct_sources",
    "event_inbox",
    "idempotency_key",
    "link_check",
    "metadata",
    "need",
    "need_consequence",
    "outbox_intent",
    "past_grant",
    "place_facts",
    "region",
    "saved_search",
    "search_hit",
    "search_notice",
    "source",
    "source_check",
    "source_outcome",
    "source_proposal",
    "source_redirect",
    "source_version",
    "source_watch",
]
