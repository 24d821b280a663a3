"""Alembic's way in."""

from __future__ import annotations

from shared.notifier.ownership import OWNERSHIP
from shared.notifier.tables import metadata
from shared.plumbing.migrations import run_env

run_env(metadata, OWNERSHIP)
