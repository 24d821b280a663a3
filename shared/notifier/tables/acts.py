"""What people do on the pages of the notifier: the log of it, and the keys that keep it from happening twice."""

from __future__ import annotations

from shared.audit.entries import define as define_audit
from shared.notifier.tables.base import metadata
from shared.plumbing import idempotency

audit_entry = define_audit(metadata)
idempotency_key = idempotency.define(metadata)
