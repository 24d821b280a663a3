"""Gives people what all databases hold of them, and erases it: only the launcher knows every database.

What was asked on a page waits in the people database; the ticker carries it out. Each step may be done twice, and the
request is noted as done last: a process that dies halfway leaves it to be done again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from services.matcher.storage.holdings import HOLDINGS as MATCHER
from services.matcher.usecases.own_data.asking import AREA
from services.tracker.settings import TrackerContext
from services.tracker.storage.holdings import HOLDINGS as TRACKER
from services.tracker.usecases.own_files import own_files
from shared.access.actor_rows import actor_of_person
from shared.access.own_data import erased_list, requests
from shared.access.own_data.collecting import Rows, collect
from shared.access.own_data.erasing import erase, erase_account, scrub
from shared.access.own_data.holdings import Holding, Who
from shared.access.own_data.leaving import long_gone
from shared.access.own_data.packing import pack
from shared.access.own_data.people import HOLDINGS as PEOPLE
from shared.access.own_data.people import who_is
from shared.access.own_data.requests import Kind, Request
from shared.audit import AuditEntry, record
from shared.audit.entries import subjects_of
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.notifier.door import HOLDINGS as NOTIFIER
from shared.outbox.senders import Sender
from shared.outbox.writing import writing
from shared.plumbing.database import Database
from shared.uploads import FolderStore, store_of

log = structlog.get_logger(__name__)

AT_ONCE = 50
ERASED = "person.erased"


@dataclass(frozen=True)
class Everywhere:
    """All databases with what each holds of people, and the tracker for its files."""

    tracker: TrackerContext
    places: Mapping[str, tuple[Database, Sequence[Holding]]]

    @property
    def store(self) -> FolderStore:
        """Where the zips lie."""
        return store_of(self.tracker.settings, AREA)


def everywhere(tracker: TrackerContext, matcher: Database) -> Everywhere:
    """All databases of the suite."""
    return Everywhere(
        tracker,
        {
            "matcher": (matcher, MATCHER),
            "tracker": (tracker.database, TRACKER),
            "notifier": (tracker.notifier, NOTIFIER),
            "people": (tracker.people, PEOPLE),
        },
    )


def carry_out(suite: Everywhere) -> None:
    """Does what people asked, and removes files that lay ready for long enough. Safe at any moment, twice at once."""
    with suite.tracker.people.read() as people:
        asked = requests.waiting(people)
    for one in asked:
        _give(suite, one) if one.kind is Kind.ACCESS else _erase(suite, one)
        log.info("own_data_done", kind=one.kind.value, request=one.id)
    with suite.tracker.people.transaction() as people:
        old = requests.over(people, suite.tracker.clock.now())
    for one in old:
        suite.store.delete(one.file or "")


def let_go(suite: Everywhere) -> None:
    """Has people erased who have had no role for as long as the table of terms says; once an hour is enough."""
    now = suite.tracker.clock.now()
    with suite.tracker.people.transaction() as people:
        for person_id in long_gone(people, now, AT_ONCE):
            requests.ask(people, person_id, Kind.ERASURE, now, reason="kept_long_enough")


def gather(suite: Everywhere, who: Who) -> dict[str, dict[str, Rows]]:
    """What every database holds of a person, by database and table."""
    found = {}
    for name, (database, holdings) in suite.places.items():
        with database.read() as connection:
            found[name] = collect(connection, holdings, who)
    return found


def _give(suite: Everywhere, one: Request) -> None:
    ctx, now = suite.tracker, suite.tracker.clock.now()
    with ctx.people.read() as people:
        actor = actor_of_person(people, one.person_id, now)
    who = _who(suite, one.person_id)
    files: Iterator[tuple[str, bytes]] = own_files(ctx, actor) if actor else iter(())
    data = pack(gather(suite, who), files, today_in_amsterdam(ctx.clock).isoformat())
    name = suite.store.put(data)
    with writing(ctx.people, Sender.PEOPLE, ctx.relay, clock=ctx.clock) as work:
        first = requests.ready(work.connection, one, now, file=name)
        if first:
            work.note(AuditEntry("own_data.made", f"person:{who.id}", now, who.id, detail={"bytes": len(data)}))
            work.tell(_file_is_ready(one, now))
    if not first:
        suite.store.delete(name)


def _file_is_ready(one: Request, now: datetime) -> Intent:
    """Told once: by whoever made the file first."""
    return Intent(
        id=new_id(),
        kind=MessageKind.OWN_DATA_NEWS,
        subject=f"privacy_request:{one.id}",
        audience=Audience.PERSON,
        person_id=one.person_id,
        due_at=now,
        data={"what": "file_ready"},
    )


def _erase(suite: Everywhere, one: Request) -> None:
    """The people database goes last: until then it is known who is to be erased."""
    who = _who(suite, one.person_id)
    erased_list.write(suite.tracker.settings.data_dir, who.id)
    for name in suite.places:
        _erase_from(suite, name, who, one)


def _erase_from(suite: Everywhere, name: str, who: Who, one: Request | None) -> None:
    """What one database holds; without a request it came back with a backup."""
    ctx, now = suite.tracker, suite.tracker.clock.now()
    database, holdings = suite.places[name]
    with database.transaction() as connection:
        if name == "people":
            for file in requests.files_of(connection, who.id):
                suite.store.delete(file)
            erase_account(connection, ctx.settings.secret, who, now)
            if one is not None:
                requests.ready(connection, one, now)
        rows = erase(connection, holdings, who)
        detail = {"rows": rows, "request": one.id if one else "after_restore"}
        record(connection, AuditEntry(ERASED, f"person:{who.id}", now, detail=detail))
    scrub(database)


def erase_again(suite: Everywhere) -> int:
    """Erases who came back with a backup of before their erasure; returns in how many databases somebody did.

    Each database says in its own log whom it let go. Safe at any moment; needed at a start only.
    """
    gone = erased_list.read(suite.tracker.settings.data_dir)
    back = {name: gone - _let_go_in(database, gone) for name, (database, _) in suite.places.items()} if gone else {}
    done = 0
    for person_id in sorted(frozenset().union(*back.values())):
        try:
            who = _who(suite, person_id)
        except NotFound:
            continue  # the people database is older than the account
        for name in suite.places:
            if person_id in back[name]:
                _erase_from(suite, name, who, None)
                done += 1
        log.warning("erased_again_after_restore", person=person_id)
    return done


def _let_go_in(database: Database, gone: frozenset[str]) -> frozenset[str]:
    with database.read() as connection:
        found = subjects_of(connection, ERASED, (f"person:{person_id}" for person_id in gone))
        return frozenset(subject.removeprefix("person:") for subject in found)


def _who(suite: Everywhere, person_id: str) -> Who:
    with suite.tracker.people.read() as people:
        return who_is(people, person_id)
