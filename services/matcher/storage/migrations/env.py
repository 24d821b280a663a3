"""What alembic runs for the matcher's database."""

from __future__ import annotations

from services.matcher.storage.ownership import OWNERSHIP
from services.matcher.storage.tables import metadata
from shared.plumbing.migrations import run_env

run_env(metadata, OWNERSHIP)
