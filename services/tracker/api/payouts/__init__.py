"""The JSON API of a fiscal host: streets, numbers, payments, receipts, batches and statements."""

from __future__ import annotations

from services.tracker.api.payouts import batches, hosts, parts, statements, streets

__all__ = ["batches", "hosts", "parts", "statements", "streets"]
