"""Documents of a place with their versions, the files behind them, and the applications that use them."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment

stored_file = sa.Table(
    "stored_file",
    metadata,
    new_key(),
    of_place(),
    # The name of the bytes in the store; says nothing about what they are.
    sa.Column("stored_as", sa.String(40), nullable=False, unique=True),
    sa.Column("name", sa.String(150), nullable=False),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
)

document = sa.Table(
    "document",
    metadata,
    new_key(),
    of_place(),
    sa.Column("kind", sa.String(30), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("removed_by", sa.String(36)),
    sa.Column("removed_at", Moment, index=True),
)

document_version = sa.Table(
    "document_version",
    metadata,
    new_key(),
    of_place(),
    sa.Column("document_id", sa.String(36), sa.ForeignKey("document.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    # NULL once the file was removed for good.
    sa.Column("file_id", sa.String(36), sa.ForeignKey("stored_file.id"), index=True),
    # The date on the paper itself.
    sa.Column("issued_on", sa.Date),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.UniqueConstraint("document_id", "number"),
)

document_link = sa.Table(
    "document_link",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("document_id", sa.String(36), sa.ForeignKey("document.id"), nullable=False, index=True),
    sa.Column("document_version_id", sa.String(36), sa.ForeignKey("document_version.id"), nullable=False),
    # The task that this paper completed; people's own tasks may be removed later.
    sa.Column("task_id", sa.String(36)),
    # The state of the application at that moment: what went to the funder stays.
    sa.Column("attached_in", sa.String(30), nullable=False),
    sa.Column("attached_by", sa.String(36), nullable=False),
    sa.Column("attached_at", Moment, nullable=False),
    sa.Column("detached_at", Moment),
)
