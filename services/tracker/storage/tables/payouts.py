"""What a fiscal host pays out. `place_id` is the host."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_place
from shared.plumbing.database import Moment, json_column


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer, nullable=False)


def _of_group() -> sa.Column[str]:
    return sa.Column("group_id", sa.String(36), sa.ForeignKey("payout_group.id"), nullable=False, index=True)


payout_settings = sa.Table(
    "payout_settings",
    metadata,
    new_key(),
    sa.Column("place_id", sa.String(36), nullable=False, unique=True),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("holder", sa.String(70), nullable=False),
    sa.Column("limit_cents", sa.BigInteger, nullable=False),
    sa.Column("changed_by", sa.String(36), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    _version(),
)

payout_group = sa.Table(
    "payout_group",
    metadata,
    new_key(),
    of_place(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("scheme", sa.String(120), nullable=False),
    sa.Column("award_number", sa.String(60), nullable=False),
    sa.Column("awarded_on", sa.Date),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("contact_name", sa.String(120), nullable=False),
    sa.Column("contact_phone", sa.String(40), nullable=False),
    sa.Column("contact_email", sa.String(254), nullable=False),
    sa.Column("way", sa.String(10), nullable=False),
    # One row of a list is one street, however often the list comes.
    sa.Column("row_key", sa.String(64), nullable=False),
    sa.Column("created_by", sa.String(36), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("closing_reason", sa.String(500), nullable=False),
    sa.Column("closed_at", Moment),
    _version(),
    sa.UniqueConstraint("place_id", "row_key"),
)

payout_payee = sa.Table(
    "payout_payee",
    metadata,
    new_key(),
    of_place(),
    _of_group(),
    sa.Column("holder", sa.String(70), nullable=False),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("proposed_by", sa.String(36), nullable=False),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("checked_by", sa.String(36)),
    sa.Column("checked_at", Moment),
    sa.Column("call_note", sa.String(500), nullable=False),
    _version(),
)

payout_payment = sa.Table(
    "payout_payment",
    metadata,
    new_key(),
    of_place(),
    _of_group(),
    sa.Column("means", sa.String(10), nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("receiver", sa.String(120), nullable=False),
    sa.Column("planned_by", sa.String(36), nullable=False),
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("payee_id", sa.String(36), sa.ForeignKey("payout_payee.id")),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("paid_on", sa.Date),
    sa.Column("paper_kept", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("signature_file", sa.String(80)),
    sa.Column("signature_size", sa.Integer, nullable=False, server_default="0"),
    sa.Column("problem", sa.String(300), nullable=False),
    _version(),
)

payout_batch = sa.Table(
    "payout_batch",
    metadata,
    new_key(),
    of_place(),
    sa.Column("execution_on", sa.Date, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("sum_cents", sa.BigInteger, nullable=False),
    sa.Column("proposed_by", sa.String(36), nullable=False),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("waits_until", Moment),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("approved_by", sa.String(36)),
    sa.Column("approved_at", Moment),
    sa.Column("exported_by", sa.String(36)),
    sa.Column("exported_at", Moment),
    sa.Column("file_digest", sa.String(64)),
    sa.Column("payer_iban", sa.String(34), nullable=False, server_default=""),
    sa.Column("payer_holder", sa.String(70), nullable=False, server_default=""),
    _version(),
)

# Apart from its batch, so that lists do not read it.
payout_batch_file = sa.Table(
    "payout_batch_file",
    metadata,
    sa.Column("batch_id", sa.String(36), sa.ForeignKey("payout_batch.id"), primary_key=True),
    of_place(),
    sa.Column("content", sa.Text, nullable=False),
)

payout_line = sa.Table(
    "payout_line",
    metadata,
    new_key(),
    of_place(),
    sa.Column("batch_id", sa.String(36), sa.ForeignKey("payout_batch.id"), nullable=False, index=True),
    sa.Column("payment_id", sa.String(36), sa.ForeignKey("payout_payment.id"), nullable=False, index=True),
    _of_group(),
    sa.Column("end_to_end_id", sa.String(35), nullable=False, unique=True),
    sa.Column("holder", sa.String(70), nullable=False),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("description", sa.String(140), nullable=False),
    sa.Column("outcome", sa.String(10), nullable=False),
    sa.Column("reason", sa.String(300), nullable=False),
    _version(),
)

payout_receipt = sa.Table(
    "payout_receipt",
    metadata,
    new_key(),
    of_place(),
    _of_group(),
    sa.Column("what", sa.String(200), nullable=False),
    sa.Column("sent_at", Moment, nullable=False),
    sa.Column("amount_cents", sa.BigInteger),
    sa.Column("file", sa.String(80)),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("file_size", sa.Integer, nullable=False, server_default="0"),
    sa.Column("digest", sa.String(64)),
    sa.Column("sent_by", sa.String(36)),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("reason", sa.String(300), nullable=False),
    sa.Column("checked_by", sa.String(36)),
    sa.Column("checked_at", Moment),
    _version(),
)

payout_link = sa.Table(
    "payout_link",
    metadata,
    new_key(),
    of_place(),
    _of_group(),
    # SHA-256 of the secret: who reads the database can't open the page with it.
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("ended_at", Moment),
    _version(),
)

payout_statement = sa.Table(
    "payout_statement",
    metadata,
    new_key(),
    of_place(),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("taken_by", sa.String(36), nullable=False),
    sa.Column("taken_at", Moment, nullable=False),
    _version(),
    sa.UniqueConstraint("place_id", "digest"),
)

payout_entry = sa.Table(
    "payout_entry",
    metadata,
    new_key(),
    of_place(),
    sa.Column("statement_id", sa.String(36), sa.ForeignKey("payout_statement.id"), nullable=False, index=True),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("incoming", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("booked_on", sa.Date),
    sa.Column("name", sa.String(140), nullable=False),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("end_to_end_id", sa.String(35), nullable=False),
    sa.Column("text", sa.String(500), nullable=False),
    sa.Column("returned", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("return_reason", sa.String(300), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("meaning", sa.String(10)),
    sa.Column("line_id", sa.String(36), sa.ForeignKey("payout_line.id")),
    sa.Column("group_id", sa.String(36), sa.ForeignKey("payout_group.id"), index=True),
    sa.Column("scheme", sa.String(120), nullable=False),
    sa.Column("settled_by", sa.String(36)),
    sa.Column("settled_at", Moment),
    _version(),
    # The same line in two statements that overlap is one line.
    sa.UniqueConstraint("place_id", "key"),
)

payout_undoing = sa.Table(
    "payout_undoing",
    metadata,
    new_key(),
    of_place(),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("reason", sa.String(300), nullable=False),
    sa.Column("undone_by", sa.String(36), nullable=False),
    sa.Column("undone_at", Moment, nullable=False),
    sa.Column("meaning", sa.String(10)),
    sa.Column("statement_id", sa.String(36), sa.ForeignKey("payout_statement.id"), index=True),
    sa.Column("entry_id", sa.String(36), sa.ForeignKey("payout_entry.id")),
    sa.Column("payment_id", sa.String(36), sa.ForeignKey("payout_payment.id")),
    sa.Column("group_id", sa.String(36), sa.ForeignKey("payout_group.id"), index=True),
    sa.Column("paid_on", sa.Date),
    sa.Column("signature_file", sa.String(80)),
    sa.Column("signature_size", sa.Integer, nullable=False),
    _version(),
)

payout_import = sa.Table(
    "payout_import",
    metadata,
    new_key(),
    of_place(),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("rows", json_column(), nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("same", sa.Integer, nullable=False),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("confirmed_at", Moment),
    _version(),
)
