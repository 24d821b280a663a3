"""Who did what, for whom: one row per act, written in the transaction of the act itself and never changed."""

from shared.audit.entries import AuditEntry, LogFilter, Personal, define, entries, line_of, page_of_log, record

__all__ = ["AuditEntry", "LogFilter", "Personal", "define", "entries", "line_of", "page_of_log", "record"]
