"""Who did what, for whom: one row per act, written in the transaction of the act itself and never changed."""

from shared.audit.entries import AuditEntry, define, entries, record

__all__ = ["AuditEntry", "define", "entries", "record"]
