"""Documents, and tasks with an owner.

Revision ID: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _owners()
    _documents()
    _links()
    _letters()
    _handovers()


def _owners() -> None:
    op.add_column("application", sa.Column("owner_id", sa.String(36)))
    op.create_index(op.f("ix_application_owner_id"), "application", ["owner_id"])
    for column in (
        sa.Column("owner_id", sa.String(36)),
        sa.Column("due_on", sa.Date()),
        sa.Column("due_chosen", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("text", sa.String(200), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("task", column)
    op.create_index(op.f("ix_task_owner_id"), "task", ["owner_id"])


def _documents() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("stored_as", sa.String(40), nullable=False),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_stored_file_stored_as")),
    )
    op.create_index(op.f("ix_stored_file_place_id"), "stored_file", ["place_id"])
    op.create_table(
        "document",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("removed_by", sa.String(36)),
        sa.Column("removed_at", Moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_place_id"), "document", ["place_id"])
    op.create_index(op.f("ix_document_removed_at"), "document", ["removed_at"])
    op.create_table(
        "document_version",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("document_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(36)),
        sa.Column("issued_on", sa.Date()),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_version_document_id_document")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_document_version_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_version_document_id_number")),
    )
    op.create_index(op.f("ix_document_version_place_id"), "document_version", ["place_id"])
    op.create_index(op.f("ix_document_version_file_id"), "document_version", ["file_id"])


def _links() -> None:
    op.create_table(
        "document_link",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("document_id", sa.String(36), nullable=False),
        sa.Column("document_version_id", sa.String(36), nullable=False),
        sa.Column("task_id", sa.String(36)),
        sa.Column("attached_in", sa.String(30), nullable=False),
        sa.Column("attached_by", sa.String(36), nullable=False),
        sa.Column("attached_at", Moment, nullable=False),
        sa.Column("detached_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_document_link_application_id_application")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_link_document_id_document")),
        sa.ForeignKeyConstraint(
            ["document_version_id"],
            ["document_version.id"],
            name=op.f("fk_document_link_document_version_id_document_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_link")),
    )
    op.create_index(op.f("ix_document_link_application_id"), "document_link", ["application_id"])
    op.create_index(op.f("ix_document_link_place_id"), "document_link", ["place_id"])
    op.create_index(op.f("ix_document_link_document_id"), "document_link", ["document_id"])


def _letters() -> None:
    op.create_table(
        "letter_reading",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("document_id", sa.String(36)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("findings", json_column(), nullable=False),
        sa.Column("confirmed", json_column()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_by", sa.String(36), nullable=False),
        sa.Column("read_at", Moment, nullable=False),
        sa.Column("confirmed_by", sa.String(36)),
        sa.Column("confirmed_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_letter_reading_application_id_application")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_letter_reading_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_reading")),
    )
    op.create_index(op.f("ix_letter_reading_application_id"), "letter_reading", ["application_id"])
    op.create_index(op.f("ix_letter_reading_place_id"), "letter_reading", ["place_id"])


def _handovers() -> None:
    op.create_table(
        "handover_item",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("handover_id", sa.String(36), nullable=False),
        sa.Column("task_id", sa.String(36)),
        sa.Column("from_person", sa.String(36), nullable=False),
        sa.Column("to_person", sa.String(36), nullable=False),
        sa.Column("handed_by", sa.String(36), nullable=False),
        sa.Column("handed_at", Moment, nullable=False),
        sa.Column("undone_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_handover_item_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_item")),
    )
    op.create_index(op.f("ix_handover_item_application_id"), "handover_item", ["application_id"])
    op.create_index(op.f("ix_handover_item_place_id"), "handover_item", ["place_id"])
    op.create_index(op.f("ix_handover_item_handover_id"), "handover_item", ["handover_id"])
