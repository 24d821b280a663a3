"""What the watch on sources found, for needs and for saved searches.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("source_version", sa.Column("change_seq", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("ix_source_version_change_seq", "source_version", ["change_seq"])
    op.create_table(
        "source_watch",
        sa.Column("name", sa.String(10), nullable=False),
        sa.Column("source_number", sa.BigInteger, nullable=False),
        sa.Column("run_to", sa.BigInteger),
        sa.Column("after_id", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_source_watch"),
    )
    _needs()
    _searches()


def _needs() -> None:
    op.create_table(
        "need_consequence",
        sa.Column("need_id", sa.String(36), nullable=False),
        sa.Column("source_id", sa.String(120), nullable=False),
        sa.Column("source_version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("facts", json_column(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("found_at", Moment, nullable=False),
        sa.Column("event_id", sa.String(36)),
        sa.PrimaryKeyConstraint("need_id", "source_id", "source_version", "kind", name="pk_need_consequence"),
        sa.CheckConstraint("state IN ('waiting', 'told', 'silent')", name="ck_need_consequence_state"),
    )
    op.create_index("ix_need_consequence_state", "need_consequence", ["state", "need_id"])


def _searches() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("criteria", json_column(), nullable=False),
        sa.Column("alerts", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("looked_at", Moment, nullable=False),
        sa.Column("deleted_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
    )
    op.create_index("ix_saved_search_person_id", "saved_search", ["person_id", "id"])
    op.create_table(
        "search_hit",
        sa.Column("search_id", sa.String(36), nullable=False),
        sa.Column("source_id", sa.String(120), nullable=False),
        sa.Column("source_version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("facts", json_column(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("found_at", Moment, nullable=False),
        sa.Column("event_id", sa.String(36)),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_search.id"], name="fk_search_hit_search_id_saved_search", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "source_id", "source_version", "kind", name="pk_search_hit"),
        sa.CheckConstraint("state IN ('waiting', 'told', 'silent')", name="ck_search_hit_state"),
    )
    op.create_index("ix_search_hit_state", "search_hit", ["state", "person_id"])
    op.create_table(
        "search_notice",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "on_day", name="pk_search_notice"),
    )
