"""Feeds of the catalogue: imports, held fields, sources that were another one, and pages that answer no more.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("catalogue_load", sa.Column("held", json_column()))
    op.create_table(
        "catalogue_import",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("records", json_column()),
        sa.Column("plan", json_column()),
        sa.Column("counts", json_column(), nullable=False),
        sa.Column("created_by", sa.String(36)),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("applied_at", Moment),
        sa.CheckConstraint("state IN ('shown', 'applied')", name="ck_catalogue_import_state"),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_import"),
    )
    op.create_index("ix_catalogue_import_created_at", "catalogue_import", ["created_at"])
    op.create_table(
        "source_redirect",
        sa.Column("old_id", sa.String(120), nullable=False),
        sa.Column("kept_id", sa.String(120), nullable=False),
        sa.Column("taken", json_column(), nullable=False),
        sa.Column("children", json_column(), nullable=False),
        sa.Column("merged_by", sa.String(36), nullable=False),
        sa.Column("merged_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["old_id"], ["source.id"], name="fk_source_redirect_old_id_source"),
        sa.ForeignKeyConstraint(["kept_id"], ["source.id"], name="fk_source_redirect_kept_id_source"),
        sa.PrimaryKeyConstraint("old_id", name="pk_source_redirect"),
    )
    op.create_index("ix_source_redirect_kept_id", "source_redirect", ["kept_id"])
    op.create_table(
        "distinct_sources",
        sa.Column("first_id", sa.String(120), nullable=False),
        sa.Column("second_id", sa.String(120), nullable=False),
        sa.Column("told_by", sa.String(36), nullable=False),
        sa.Column("told_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["source.id"], name="fk_distinct_sources_first_id_source"),
        sa.ForeignKeyConstraint(["second_id"], ["source.id"], name="fk_distinct_sources_second_id_source"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_distinct_sources"),
    )
    op.create_table(
        "link_check",
        sa.Column("url_digest", sa.String(64), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("moved_to", sa.Text),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("failing_since", Moment),
        sa.Column("checked_at", Moment),
        sa.Column("next_at", Moment, nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'ok', 'moved', 'unreached', 'gone', 'skipped')", name="ck_link_check_state"
        ),
        sa.PrimaryKeyConstraint("url_digest", name="pk_link_check"),
    )
    op.create_index("ix_link_check_next_at", "link_check", ["next_at"])
    op.create_index("ix_link_check_host_checked_at", "link_check", ["host", "checked_at"])
    op.execute("INSERT INTO change_counter (name, value) VALUES ('link', 0)")
