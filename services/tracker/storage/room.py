"""How much a place keeps in files, wherever those files belong."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.storage.tables import activity_photo, stored_file
from services.tracker.storage.tables.payouts import payout_payment, payout_receipt, payout_undoing
from shared.access.scope import Scope

_SIZES = (
    stored_file.c.size,
    activity_photo.c.size,
    payout_receipt.c.file_size,
    payout_payment.c.signature_size,
    payout_undoing.c.signature_size,
)


def bytes_of_place(connection: Connection, scope: Scope, place_id: str) -> int:
    """How many bytes a place keeps: documents, photos, receipts and signed papers."""
    return sum(_sum(connection, scope, place_id, size) for size in _SIZES)


def _sum(connection: Connection, scope: Scope, place_id: str, size: sa.Column[int]) -> int:
    columns = size.table.c
    condition = (columns.place_id == place_id, scope.limits(columns.place_id))
    return int(connection.execute(sa.select(sa.func.sum(size)).where(*condition)).scalar() or 0)
