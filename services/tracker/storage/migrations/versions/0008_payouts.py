"""What a fiscal host pays out.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "payout_batch",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("execution_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sum_cents", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        sa.Column("waits_until", Moment),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("approved_by", sa.String(36)),
        sa.Column("approved_at", Moment),
        sa.Column("exported_by", sa.String(36)),
        sa.Column("exported_at", Moment),
        sa.Column("file_digest", sa.String(64)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_batch")),
    )
    op.create_index(op.f("ix_payout_batch_place_id"), "payout_batch", ["place_id"])
    op.create_table(
        "payout_group",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("scheme", sa.String(120), nullable=False),
        sa.Column("award_number", sa.String(60), nullable=False),
        sa.Column("awarded_on", sa.Date()),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("contact_name", sa.String(120), nullable=False),
        sa.Column("contact_phone", sa.String(40), nullable=False),
        sa.Column("contact_email", sa.String(254), nullable=False),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("row_key", sa.String(64), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("closing_reason", sa.String(500), nullable=False),
        sa.Column("closed_at", Moment),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_group")),
        sa.UniqueConstraint("place_id", "row_key", name=op.f("uq_payout_group_place_id_row_key")),
    )
    op.create_index(op.f("ix_payout_group_place_id"), "payout_group", ["place_id"])
    op.create_table(
        "payout_import",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("rows", json_column(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("confirmed_at", Moment),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_import")),
    )
    op.create_index(op.f("ix_payout_import_place_id"), "payout_import", ["place_id"])
    op.create_table(
        "payout_settings",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("iban", sa.String(34), nullable=False),
        sa.Column("holder", sa.String(70), nullable=False),
        sa.Column("limit_cents", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.String(36), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_settings")),
        sa.UniqueConstraint("place_id", name=op.f("uq_payout_settings_place_id")),
    )
    op.create_table(
        "payout_statement",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.String(36), nullable=False),
        sa.Column("taken_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_statement")),
        sa.UniqueConstraint("place_id", "digest", name=op.f("uq_payout_statement_place_id_digest")),
    )
    op.create_index(op.f("ix_payout_statement_place_id"), "payout_statement", ["place_id"])
    op.create_table(
        "payout_batch_file",
        sa.Column("batch_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["payout_batch.id"], name=op.f("fk_payout_batch_file_batch_id_payout_batch")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_payout_batch_file")),
    )
    op.create_index(op.f("ix_payout_batch_file_place_id"), "payout_batch_file", ["place_id"])
    op.create_table(
        "payout_link",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("group_id", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["payout_group.id"], name=op.f("fk_payout_link_group_id_payout_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_payout_link_token_hash")),
    )
    op.create_index(op.f("ix_payout_link_group_id"), "payout_link", ["group_id"])
    op.create_index(op.f("ix_payout_link_place_id"), "payout_link", ["place_id"])
    op.create_table(
        "payout_payee",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("group_id", sa.String(36), nullable=False),
        sa.Column("holder", sa.String(70), nullable=False),
        sa.Column("iban", sa.String(34), nullable=False),
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("checked_by", sa.String(36)),
        sa.Column("checked_at", Moment),
        sa.Column("call_note", sa.String(500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["payout_group.id"], name=op.f("fk_payout_payee_group_id_payout_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_payee")),
    )
    op.create_index(op.f("ix_payout_payee_group_id"), "payout_payee", ["group_id"])
    op.create_index(op.f("ix_payout_payee_place_id"), "payout_payee", ["place_id"])
    op.create_table(
        "payout_receipt",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("group_id", sa.String(36), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("sent_at", Moment, nullable=False),
        sa.Column("amount_cents", sa.BigInteger()),
        sa.Column("file", sa.String(80)),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("sent_by", sa.String(36)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("checked_by", sa.String(36)),
        sa.Column("checked_at", Moment),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["payout_group.id"], name=op.f("fk_payout_receipt_group_id_payout_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_receipt")),
    )
    op.create_index(op.f("ix_payout_receipt_group_id"), "payout_receipt", ["group_id"])
    op.create_index(op.f("ix_payout_receipt_place_id"), "payout_receipt", ["place_id"])
    op.create_table(
        "payout_payment",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("group_id", sa.String(36), nullable=False),
        sa.Column("means", sa.String(10), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("receiver", sa.String(120), nullable=False),
        sa.Column("planned_by", sa.String(36), nullable=False),
        sa.Column("planned_at", Moment, nullable=False),
        sa.Column("payee_id", sa.String(36)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("paid_on", sa.Date()),
        sa.Column("paper_kept", sa.Boolean(), nullable=False),
        sa.Column("signature_file", sa.String(80)),
        sa.Column("problem", sa.String(300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["payout_group.id"], name=op.f("fk_payout_payment_group_id_payout_group")
        ),
        sa.ForeignKeyConstraint(
            ["payee_id"], ["payout_payee.id"], name=op.f("fk_payout_payment_payee_id_payout_payee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_payment")),
    )
    op.create_index(op.f("ix_payout_payment_group_id"), "payout_payment", ["group_id"])
    op.create_index(op.f("ix_payout_payment_place_id"), "payout_payment", ["place_id"])
    op.create_table(
        "payout_line",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("batch_id", sa.String(36), nullable=False),
        sa.Column("payment_id", sa.String(36), nullable=False),
        sa.Column("group_id", sa.String(36), nullable=False),
        sa.Column("end_to_end_id", sa.String(35), nullable=False),
        sa.Column("holder", sa.String(70), nullable=False),
        sa.Column("iban", sa.String(34), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.String(140), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["payout_batch.id"], name=op.f("fk_payout_line_batch_id_payout_batch")),
        sa.ForeignKeyConstraint(["group_id"], ["payout_group.id"], name=op.f("fk_payout_line_group_id_payout_group")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payout_payment.id"], name=op.f("fk_payout_line_payment_id_payout_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_line")),
        sa.UniqueConstraint("end_to_end_id", name=op.f("uq_payout_line_end_to_end_id")),
    )
    op.create_index(op.f("ix_payout_line_batch_id"), "payout_line", ["batch_id"])
    op.create_index(op.f("ix_payout_line_group_id"), "payout_line", ["group_id"])
    op.create_index(op.f("ix_payout_line_payment_id"), "payout_line", ["payment_id"])
    op.create_index(op.f("ix_payout_line_place_id"), "payout_line", ["place_id"])
    op.create_table(
        "payout_entry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("statement_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("incoming", sa.Boolean(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date()),
        sa.Column("name", sa.String(140), nullable=False),
        sa.Column("iban", sa.String(34), nullable=False),
        sa.Column("end_to_end_id", sa.String(35), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("return_reason", sa.String(300), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("meaning", sa.String(10)),
        sa.Column("line_id", sa.String(36)),
        sa.Column("group_id", sa.String(36)),
        sa.Column("scheme", sa.String(120), nullable=False),
        sa.Column("settled_by", sa.String(36)),
        sa.Column("settled_at", Moment),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["payout_group.id"], name=op.f("fk_payout_entry_group_id_payout_group")),
        sa.ForeignKeyConstraint(["line_id"], ["payout_line.id"], name=op.f("fk_payout_entry_line_id_payout_line")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["payout_statement.id"], name=op.f("fk_payout_entry_statement_id_payout_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_entry")),
        sa.UniqueConstraint("place_id", "key", name=op.f("uq_payout_entry_place_id_key")),
    )
    op.create_index(op.f("ix_payout_entry_group_id"), "payout_entry", ["group_id"])
    op.create_index(op.f("ix_payout_entry_place_id"), "payout_entry", ["place_id"])
    op.create_index(op.f("ix_payout_entry_statement_id"), "payout_entry", ["statement_id"])
