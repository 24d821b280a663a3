"""What was handed in, as one package; how funders wish to be approached.

Revision ID: 0022
"""

from __future__ import annotations

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
