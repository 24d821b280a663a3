"""The database itself, with the tables that every database of ours has."""

from __future__ import annotations

from shared.audit.entries import define as define_audit
from shared.plumbing import idempotency
from shared.plumbing.database import new_metadata
from shared.plumbing.outbox_table import define_outbox

metadata = new_metadata()

outbox_intent = define_outbox(metadata)
audit_entry = define_audit(metadata)
idempotency_key = idempotency.define(metadata)
