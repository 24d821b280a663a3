"""The matcher's own database; nothing outside this folder sees its tables."""

from __future__ import annotations

from pathlib import Path

MIGRATIONS = Path(__file__).parent / "migrations"
