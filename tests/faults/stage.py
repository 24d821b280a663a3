"""A small world to notify in: a place with its team, a sender's database and the notifier's own, all real."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from shared.access import tables as access
from shared.audit.entries import define as define_audit
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.notifier import tables as notifier
from shared.notifier.channels.base import Channel
from shared.notifier.door import Notifier
from shared.notifier.tables import delivery, inbox_message, mailbox_message
from shared.outbox.relay import NoRelay, Offering
from shared.outbox.senders import Sender
from shared.outbox.tables import define as define_outbox
from shared.outbox.writing import writing
from shared.plumbing.database import Database, new_metadata
from shared.plumbing.idempotency import define as define_idempotency
from shared.plumbing.settings import Settings

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLACE, ANNA, BILAL, CARLA, OUTSIDER = (new_id() for _ in range(5))
TEAM = {ANNA: "Anna", BILAL: "Bilal", CARLA: "Carla"}


def make_settings(folder: Path, urls: dict[str, str], **changes: object) -> Settings:
    """Settings of a demo over the given databases (people, tracker, notifier)."""
    values: dict[str, object] = {
        "demo": True,
        "base_url": "http://127.0.0.1:8000",
        "data_dir": folder,
        "people_url": urls["people"],
        "matcher_url": urls["tracker"],
        "tracker_url": urls["tracker"],
        "notifier_url": urls["notifier"],
        "redis_url": None,
        "secret": b"a secret that is long enough for tests",
        "service_keys": {},
        "smtp_url": None,
        "mail_from": "Steunstromen <wij@steunstromen.example>",
        "matcher_internal_url": "http://127.0.0.1:8000",
        "tracker_internal_url": "http://127.0.0.1:8000",
    }
    return Settings(**{**values, **changes})  # type: ignore[arg-type]


def make_urls(make_database: Callable[[str], str]) -> dict[str, str]:
    """Fresh databases with their tables and one place with a team of three."""
    urls = {name: make_database(name) for name in ("people", "tracker", "notifier")}
    sender = new_metadata()
    define_outbox(sender)
    define_audit(sender)
    define_idempotency(sender)
    for name, metadata in (("people", access.metadata), ("tracker", sender), ("notifier", notifier.metadata)):
        database = Database(urls[name])
        with database.transaction() as connection:
            metadata.create_all(connection)
            if name == "people":
                _people(connection)
        database.dispose()
    return urls


def _people(connection: sa.Connection) -> None:
    connection.execute(
        sa.insert(access.organisation).values(id=PLACE, kind="place", name="Buurtkamer De Punt", created_at=NOW)
    )
    for person_id, name in {**TEAM, OUTSIDER: "Otto"}.items():
        email = f"{name.lower()}@example.org"
        connection.execute(sa.insert(access.person).values(id=person_id, email=email, name=name, created_at=NOW))
    for person_id in TEAM:
        connection.execute(
            sa.insert(access.membership).values(
                id=new_id(), person_id=person_id, organisation_id=PLACE, role="member", since=NOW
            )
        )


def open_stage(settings: Settings, **options: object) -> Notifier:
    """A notifier over the databases of a stage; the sender is the tracker."""
    people = Database(settings.people_url)
    senders = {Sender.PEOPLE: people, Sender.TRACKER: Database(settings.tracker_url)}
    return Notifier(Database(settings.notifier_url), people, senders, settings, **options)  # type: ignore[arg-type]


def with_mail(stage: Notifier, mail: Channel) -> None:
    """Puts another mail channel in the notifier."""
    stage.context = dataclasses.replace(stage.context, channels={**stage.context.channels, "mail": mail})


def close(stage: Notifier) -> None:
    """Closes all connections."""
    context = stage.context
    for database in (context.database, context.people, *context.senders.values()):
        database.dispose()


def an_intent(due_at: datetime, **changes: object) -> Intent:
    """An event about an application of the place, for its whole team."""
    application = new_id()
    values: dict[str, object] = {
        "id": new_id(),
        "kind": MessageKind.APPLICATION_STARTED,
        "subject": f"application:{application}",
        "audience": Audience.PLACE_TEAM,
        "due_at": due_at,
        "place_id": PLACE,
        "data": {
            "application_id": application,
            "application_title": "Nieuwe keuken",
            "source_name": "Fonds Voorbeeld",
            "closing_date": "2026-12-19",
        },
    }
    return Intent(**{**values, **changes})  # type: ignore[arg-type]


def tell(stage: Notifier, *intents: Intent, relay: Offering | None = None, sender: Sender = Sender.TRACKER) -> None:
    """Commits intents as the sender would, by default without any queue."""
    context = stage.context
    database = context.senders[sender.value]
    with writing(database, sender, relay or NoRelay(), clock=context.clock) as work:
        for intent in intents:
            work.tell(intent)


def take_and_deliver(stage: Notifier, intents: Iterable[Intent], *, sender: Sender = Sender.TRACKER) -> None:
    """Does at once what workers would do."""
    for intent in intents:
        stage.take_intent(sender.value, intent.id)
    for delivery_id in rows(stage, sa.select(delivery.c.id)):
        stage.deliver(str(delivery_id[0]))


def rows(stage: Notifier, query: sa.Select[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What a query on the notifier's database gives."""
    with stage.context.database.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


def states(stage: Notifier) -> list[str]:
    """The states of all deliveries, sorted."""
    return sorted(str(row[0]) for row in rows(stage, sa.select(delivery.c.state)))


def told(stage: Notifier) -> tuple[list[str], list[str]]:
    """Whose inboxes got a message, once for each, and which addresses got mail; both sorted."""
    inbox = rows(stage, sa.select(inbox_message.c.person_id))
    mailed = rows(stage, sa.select(mailbox_message.c.recipient))
    return sorted(str(row[0]) for row in inbox), sorted(str(row[0]) for row in mailed)


def everybody_once(stage: Notifier, events: int = 1) -> bool:
    """Whether each of the team got each event once by each channel, and nobody else got anything."""
    mails = sorted(f"{name.lower()}@example.org" for name in TEAM.values())
    return told(stage) == (sorted([*TEAM] * events), sorted(mails * events))


def later(seconds: float) -> datetime:
    """A moment after the stage's own."""
    return NOW + timedelta(seconds=seconds)


def with_relay(stage: Notifier, relay: Offering) -> None:
    """Puts another way to the workers in the notifier."""
    stage.context = dataclasses.replace(stage.context, relay=relay)
