"""Tells an outage from a mistake of ours: a database that is away, busy or full, and a disk without room."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from shared.kernel.errors import Unavailable
from shared.wording.texts import gettext as _

AWAY_SECONDS = 5
FULL_SECONDS = 60

_FULL_CODES = frozenset({"SQLITE_FULL", "53100"})
# What SQLite calls a mistake in the statement itself; everything else that is operational lies outside the program.
_OURS = "SQLITE_ERROR"


def outage_of(error: BaseException) -> Unavailable | None:
    """The outage behind an error, to be answered with 503; None when it is no outage."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full()
    if isinstance(error, NoConnectionFree):
        return _away()
    if not isinstance(error, DBAPIError):
        return None
    code = _code_of(error)
    if code in _FULL_CODES:
        return _full()
    away = isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated
    return _away() if away and code != _OURS else None


def _away() -> Unavailable:
    message = _("Wij kunnen nu niet bij de gegevens. Er is niets bewaard. Probeer het zo nog eens.")
    return Unavailable(message, AWAY_SECONDS)


def _full() -> Unavailable:
    message = _("Er is nu geen ruimte om iets te bewaren. Er is niets bewaard. Probeer het later nog eens.")
    return Unavailable(message, FULL_SECONDS)


def _code_of(error: DBAPIError) -> str:
    """The code of the database: SQLite's name of it, or PostgreSQL's five characters."""
    return str(getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or "")
