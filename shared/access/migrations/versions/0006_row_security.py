"""Rows of an organisation are seen by who may see them (PostgreSQL).

Revision ID: 0006
"""

from __future__ import annotations

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only the number: after every run of migrations the policies are made from the list of owners (ownership.py)."""
