"""Rows of an organisation are seen by who may see them (PostgreSQL).

Revision ID: 0020
"""

from __future__ import annotations

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only the number: after every run of migrations the policies are made from the list of owners (ownership.py)."""
