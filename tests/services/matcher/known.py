"""The catalogue of a copied database need not be read again: the original's, which never changes, is lent to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from weakref import WeakSet

from services.matcher.domain.matching import Match
from services.matcher.usecases.catalogue import current
from services.matcher.usecases.catalogue.current import Catalogue, current_catalogue
from shared.kernel.kept import Kept
from shared.plumbing.database import Database

_originals: dict[bool, Catalogue] = {}
"""What was filled, by whether it is SQLite; the two count their changes apart."""
_copies: WeakSet[Database] = WeakSet()


def remember(database: Database) -> None:
    """Keeps what the filled database holds."""
    _originals[database.is_sqlite] = current_catalogue(database)


def lend(database: Database) -> None:
    """Lets a fresh copy begin with what the original holds; what a test changes in the copy is read as ever."""
    known = _originals[database.is_sqlite]
    _copies.add(database)
    matches, replies = Kept[tuple[Match, ...]](current.MOST_MATCHES), Kept[Any](current.MOST_REPLIES)
    current._known[database] = replace(known, matches=matches, replies=replies)


def lend_again(copy: Database, same: Database) -> None:
    """The same for another door to that copy, as an application opens one; any other database is left alone."""
    if copy in _copies:
        lend(same)
