"""Joint applications: the lead handed over.

Revision ID: 0014
"""

from __future__ import annotations

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    pass
