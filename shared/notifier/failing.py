"""What went wrong: with one row, or with everything."""

from __future__ import annotations

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

AWAY = (OperationalError, InterfaceError, NoConnection)
"""The database is away or busy: the next row would fail in the same way, and the whole is tried again later."""
