"""Run by alembic through shared.plumbing.migrations.upgrade."""

from __future__ import annotations

from shared.access.ownership import OWNERSHIP
from shared.access.tables import metadata
from shared.plumbing.migrations import run_env

run_env(metadata, OWNERSHIP)
