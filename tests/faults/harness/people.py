"""Fresh databases for a fault test: all tables, and a place with a team of three, one of them signed in."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from services.tracker.storage.tables import metadata as tracker_tables
from shared.access import sessions
from shared.access import tables as access
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, add_person, give_role
from shared.access.sessions import Means
from shared.notifier import tables as notifier_tables
from shared.plumbing.database import Database
from tests.faults.harness import broken

TEAM = ("anna", "bilal", "carla")


@dataclass(frozen=True)
class Populated:
    """Names by the ids of people, the place, a session of one of its team, and one of somebody of another place."""

    names: dict[str, str]
    place: str
    session: str
    stranger: str


def populate(urls: Mapping[str, str], build: str = "", team: tuple[str, ...] = TEAM) -> Populated:
    """Fills the databases people, tracker and notifier; files of SQLite are copied from ones made before."""
    if not urls["people"].startswith("sqlite"):
        return _fill(urls, build, team)
    folder, made = _template(build, team)
    for name, url in urls.items():
        shutil.copy(folder / name, url.removeprefix("sqlite:///"))
    return made


@cache
def _template(build: str, team: tuple[str, ...]) -> tuple[Path, Populated]:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    urls = {name: f"sqlite:///{folder / name}" for name in ("people", "tracker", "notifier")}
    return folder, _fill(urls, build, team)


def _fill(urls: Mapping[str, str], build: str, team: tuple[str, ...]) -> Populated:
    notifier = notifier_tables.metadata
    if build == broken.NO_UNIQUE_KEY:
        notifier = broken.loosen(notifier)
    for name, metadata in {"people": access.metadata, "tracker": tracker_tables, "notifier": notifier}.items():
        _create(urls[name], metadata)
    people, now = Database(urls["people"]), datetime.now(UTC)
    try:
        with people.transaction() as connection:
            place = add_organisation(connection, kind=OrganisationKind.PLACE, name="Buurtkamer De Punt", at=now)
            ids = {}
            for name in team:
                person = add_person(connection, email=f"{name}@example.org", name=name.title(), at=now)
                give_role(connection, person_id=person, organisation_id=place, role=Role.MEMBER, at=now)
                ids[person] = name
            elsewhere = add_organisation(connection, kind=OrganisationKind.PLACE, name="De buren", at=now)
            otto = add_person(connection, email="otto@example.org", name="Otto", at=now)
            give_role(connection, person_id=otto, organisation_id=elsewhere, role=Role.MEMBER, at=now)
            ids[otto] = "otto"
            first, stranger = (
                sessions.start(connection, person_id=one, means=Means.PASSKEY, at=now)
                for one in (next(iter(ids)), otto)
            )
        _fold(urls)
        return Populated(ids, place, first, stranger)
    finally:
        people.dispose()


def _create(url: str, metadata: sa.MetaData) -> None:
    database = Database(url)
    try:
        with database.transaction() as connection:
            metadata.create_all(connection)
    finally:
        database.dispose()


def _fold(urls: Mapping[str, str]) -> None:
    """Brings what SQLite keeps beside its file into the file, so that copying the file is enough."""
    for url in urls.values():
        if url.startswith("sqlite"):
            database = Database(url)
            with database.read() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            database.dispose()
