"""Second factors, remembered phones, and what a session must know of them.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Sessions of before the upgrade get their lineage and standing at their next request (NULL: not known).
    op.add_column("session", sa.Column("lineage", sa.String(64)))
    op.add_column("session", sa.Column("standing", sa.String(64)))
    op.add_column("session", sa.Column("factor_due", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("session", sa.Column("browser", sa.String(60), nullable=False, server_default=""))
    op.add_column("session", sa.Column("device_id", sa.String(36)))
    op.create_table(
        "totp",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("sealed", sa.String(200), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_totp_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_totp"),
    )
    op.create_table(
        "spent_ceremony",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spent_ceremony"),
    )
    op.create_index("ix_spent_ceremony_at", "spent_ceremony", ["at"])
    _of_people(
        "recovery_code",
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", Moment),
    )
    _of_people(
        "passkey",
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    _of_people(
        "device",
        sa.Column("value_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("standing", sa.String(64), nullable=False),
        sa.Column("factor_at", Moment),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("used_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.UniqueConstraint("value_hash", name="uq_device_value_hash"),
    )


def _of_people(name: str, *more: sa.schema.SchemaItem) -> None:
    """A table with an id and a person."""
    op.create_table(
        name,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{name}_person_id_person"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_person_id", name, ["person_id"])
