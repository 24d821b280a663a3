"""A log that can't be changed: a chain of digests per organisation.

Revision ID: 0007
"""

from __future__ import annotations

from shared.audit.first_chain import begin_chains

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    begin_chains()
