"""People, organisations, roles and mandates; sessions and sign-in; the rights table and the function that asks it."""

from __future__ import annotations

from pathlib import Path

PEOPLE_MIGRATIONS = Path(__file__).parent / "migrations"
"""Where the versions of the people database are, for shared.plumbing.migrations.upgrade."""
