"""Who does an application, and what a sheet row belongs to.

Revision ID: 0016
"""

from __future__ import annotations

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    pass
