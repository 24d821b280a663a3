"""What lists of applications are found by, and the sheets of fundraisers.

Revision ID: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.kernel.ids import short_reference
from shared.kernel.letters import folded
from shared.plumbing.database import Moment, json_column

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("application", sa.Column("provider_kind", sa.String(30), nullable=False, server_default=""))
    op.add_column("application", sa.Column("chance_percent", sa.Integer()))
    op.add_column("application", sa.Column("search_words", sa.Text(), nullable=False, server_default=""))
    listed = ["place_id", "state", "attention_at", "id", "provider_kind", "started_by"]
    op.create_index("ix_application_list", "application", listed)
    op.create_index("ix_application_words", "application", ["place_id", "attention_at", "id", "search_words"])
    op.create_index("ix_application_place_id_started_by", "application", ["place_id", "started_by"])
    _fill_words(op.get_bind())
    _make_sheets()
    _make_rows()


def _fill_words(connection: sa.Connection) -> None:
    """Applications of before are found by their words too."""
    names = ("id", "title", "need_title", "source_name", "provider")
    table = sa.table("application", *(sa.column(name) for name in (*names, "search_words")))
    for row in connection.execute(sa.select(*(table.c[name] for name in names))).all():
        words = folded(" ".join((short_reference(row.id), row.title, row.need_title, row.source_name, row.provider)))
        words = words.encode()[:2_000].decode(errors="ignore")
        connection.execute(sa.update(table).where(table.c.id == row.id).values(search_words=words))


def _make_sheets() -> None:
    op.create_table(
        "sheet_import",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36)),
        sa.Column("owner_id", sa.String(36), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", json_column()),
        sa.Column("choices", json_column(), nullable=False),
        sa.Column("counts", json_column()),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("applied_at", Moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_import")),
    )
    op.create_index("ix_sheet_import_owner_id_digest", "sheet_import", ["owner_id", "digest"])
    op.create_table(
        "sheet_layout",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36)),
        sa.Column("owner_id", sa.String(36), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("choices", json_column(), nullable=False),
        sa.Column("kept_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_layout")),
        sa.UniqueConstraint("owner_id", "signature", name=op.f("uq_sheet_layout_owner_id_signature")),
    )


def _make_rows() -> None:
    op.create_table(
        "sheet_base",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("row_key", sa.String(80), nullable=False),
        sa.Column("cells", json_column(), nullable=False),
        sa.Column("kept_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_sheet_base_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_base")),
        sa.UniqueConstraint("place_id", "row_key", name=op.f("uq_sheet_base_place_id_row_key")),
    )
    op.create_table(
        "application_note",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("settled_at", Moment),
        sa.Column("settled_by", sa.String(36)),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_note_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_note")),
    )
    for table in ("sheet_base", "application_note"):
        for column in ("application_id", "place_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
