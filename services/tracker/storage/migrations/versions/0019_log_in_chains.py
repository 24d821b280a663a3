"""A log that can't be changed: a chain of digests per organisation.

Revision ID: 0019
"""

from __future__ import annotations

from shared.audit.first_chain import begin_chains

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    begin_chains()
