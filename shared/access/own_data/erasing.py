"""Erasing a person: what is theirs goes, what belongs to a place or a dossier stays without their name.

Safe to do twice, also when it stopped halfway.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import person_keys
from shared.access.own_data.holdings import AtErasure, Holding, Who
from shared.access.own_data.people import ERASED_NAME, erased_email
from shared.access.secrets import keyed_text
from shared.access.tables import erased_address, mandate, membership, person
from shared.plumbing.database import Database, upsert


def erase(connection: Connection, holdings: Iterable[Holding], who: Who) -> int:
    """Removes or blanks what one database holds of a person; returns how many rows."""
    changed = 0
    for held in holdings:
        where = held.where(who)
        if held.at_erasure is AtErasure.DELETE:
            changed += connection.execute(sa.delete(held.table).where(where)).rowcount
        elif held.at_erasure is AtErasure.BLANK:
            changed += connection.execute(sa.update(held.table).where(where).values(**held.blank)).rowcount
    return changed


def erase_account(people: Connection, secret: bytes, who: Who, now: datetime) -> None:
    """Ends all that the person is and may, takes the name from the account, destroys their key.

    The id stays: dossiers name it. Of the address a keyed digest stays, to know it when it is brought in again.
    """
    if who.email != erased_email(who.id):
        values = {"address_hash": address_hash(secret, who.email), "person_id": who.id, "erased_at": now}
        people.execute(upsert(people, erased_address).values(**values).on_conflict_do_nothing())
    for table in (membership, mandate):
        mine = (table.c.person_id == who.id, table.c.ended_at.is_(None))
        people.execute(sa.update(table).where(*mine).values(ended_at=now))
    account = {"email": erased_email(who.id), "name": ERASED_NAME, "disabled_at": now}
    people.execute(sa.update(person).where(person.c.id == who.id).values(**account))
    person_keys.destroy(people, who.id, now)


def was_erased(people: Connection, secret: bytes, email: str) -> bool:
    """Whether somebody with this (normalised) address was erased: bringing them in again is theirs to decide."""
    found = sa.select(erased_address.c.person_id).where(erased_address.c.address_hash == address_hash(secret, email))
    return people.execute(found).first() is not None


def address_hash(secret: bytes, email: str) -> str:
    """The keyed digest of an address."""
    return keyed_text(secret, "erased address", email)


def scrub(database: Database) -> None:
    """Has a database let go of the bytes of what was removed: SQLite would leave them in its file until it reuses them.

    PostgreSQL does so by itself, soon after.
    """
    if not database.is_sqlite:
        return
    with database.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        driver.execute("VACUUM")  # type: ignore[union-attr]
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
