"""Storage of what people chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from shared.notifier.channels.base import ChannelName
from shared.notifier.preferences.topics import Topic
from shared.notifier.preferences.wishes import Choice, Key, QuietHours, Wishes
from shared.notifier.tables import preference, timing


def wishes_of(connection: Connection, person_ids: Iterable[str]) -> dict[str, Wishes]:
    """What each of these people chose; who chose nothing is not in it."""
    ids = sorted(set(person_ids))
    choices: dict[str, dict[Key, Choice]] = {}
    for row in connection.execute(sa.select(preference).where(preference.c.person_id.in_(ids))):
        key = (row.place_id, Topic(row.topic), ChannelName(row.channel))
        choices.setdefault(row.person_id, {})[key] = Choice(row.choice)
    timed = {row.person_id: row for row in connection.execute(sa.select(timing).where(timing.c.person_id.in_(ids)))}
    return {one: _wishes(choices.get(one, {}), timed.get(one)) for one in {*choices, *timed}}


def keep_choices(connection: Connection, person_id: str, choices: Mapping[Key, Choice], now: datetime) -> None:
    """Puts exactly these choices in place of all earlier ones."""
    connection.execute(sa.delete(preference).where(preference.c.person_id == person_id))
    rows = [
        {
            "person_id": person_id,
            "place_id": place_id,
            "topic": topic.value,
            "channel": channel.value,
            "choice": choice.value,
            "changed_at": now,
        }
        for (place_id, topic, channel), choice in choices.items()
    ]
    if rows:
        connection.execute(sa.insert(preference), rows)


def keep_timing(connection: Connection, person_id: str, wishes: Wishes, now: datetime) -> None:
    """Keeps the quiet hours and the moment of the digest."""
    connection.execute(sa.delete(timing).where(timing.c.person_id == person_id))
    quiet = wishes.quiet
    connection.execute(
        sa.insert(timing).values(
            person_id=person_id,
            quiet_from=_text(quiet.starts) if quiet else None,
            quiet_until=_text(quiet.ends) if quiet else None,
            digest_at=_text(wishes.digest_at),
            digest_day=wishes.digest_day,
            changed_at=now,
        )
    )


def _wishes(choices: Mapping[Key, Choice], row: Row[tuple[object, ...]] | None) -> Wishes:
    if row is None:
        return Wishes(choices)
    quiet = None
    if row.quiet_from and row.quiet_until:
        quiet = QuietHours(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_until))
    return Wishes(choices, quiet, time.fromisoformat(row.digest_at), row.digest_day)


def _text(at: time) -> str:
    return at.strftime("%H:%M")
