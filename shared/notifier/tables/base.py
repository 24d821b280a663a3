"""What all tables of the notifier stand in."""

from __future__ import annotations

from shared.plumbing.database import new_metadata

metadata = new_metadata()
