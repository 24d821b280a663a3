"""What alembic runs for the tracker's database."""

from services.tracker.storage.ownership import OWNERSHIP
from services.tracker.storage.tables import metadata
from shared.plumbing.migrations import run_env

run_env(metadata, OWNERSHIP)
