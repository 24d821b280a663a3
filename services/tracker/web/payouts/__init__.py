"""The pages of a fiscal host: streets, payments, receipts, batches and statements."""

from __future__ import annotations

from services.tracker.web.payouts import (
    awards,
    batches,
    by_link,
    hosts,
    payees,
    payments,
    receipts,
    statements,
    streets,
)

__all__ = ["awards", "batches", "by_link", "hosts", "payees", "payments", "receipts", "statements", "streets"]
