"""Payouts: the paying account of a batch, the size of photos, mistakes that were put right, evidence of an account.

Revision ID: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0015"
down_revision = "0014"

# Only where the account did not change since the batch was proposed: what was not kept is not guessed.
_PAYER = """
UPDATE payout_batch SET {column} = (
    SELECT {source} FROM payout_settings WHERE payout_settings.place_id = payout_batch.place_id
) WHERE EXISTS (
    SELECT 1 FROM payout_settings
    WHERE payout_settings.place_id = payout_batch.place_id AND payout_settings.changed_at <= payout_batch.proposed_at
)
"""


def upgrade() -> None:
    op.add_column("payout_batch", sa.Column("payer_iban", sa.String(34), nullable=False, server_default=""))
    op.add_column("payout_batch", sa.Column("payer_holder", sa.String(70), nullable=False, server_default=""))
    for column, source in (("payer_iban", "iban"), ("payer_holder", "holder")):
        op.execute(_PAYER.format(column=column, source=source))
    op.add_column("payout_receipt", sa.Column("file_size", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("payout_payment", sa.Column("signature_size", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "payout_undoing",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("undone_by", sa.String(36), nullable=False),
        sa.Column("undone_at", Moment, nullable=False),
        sa.Column("meaning", sa.String(10)),
        sa.Column("statement_id", sa.String(36)),
        sa.Column("entry_id", sa.String(36)),
        sa.Column("payment_id", sa.String(36)),
        sa.Column("group_id", sa.String(36)),
        sa.Column("paid_on", sa.Date()),
        sa.Column("signature_file", sa.String(80)),
        sa.Column("signature_size", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"payout_{name}.id"], name=op.f(f"fk_payout_undoing_{name}_id_payout_{name}")
            )
            for name in ("statement", "entry", "payment", "group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_undoing")),
    )
    for column in ("place_id", "statement_id", "group_id"):
        op.create_index(op.f(f"ix_payout_undoing_{column}"), "payout_undoing", [column])
    with op.batch_alter_table("payout_account") as table:
        table.add_column(sa.Column("evidence_file_id", sa.String(36)))
        table.create_foreign_key(
            op.f("fk_payout_account_evidence_file_id_stored_file"), "stored_file", ["evidence_file_id"], ["id"]
        )
