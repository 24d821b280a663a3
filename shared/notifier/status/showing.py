"""What the status page shows, as plain values for its template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.access import directory
from shared.notifier import labels
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.states import State
from shared.notifier.status import storage, words
from shared.notifier.status.acts import Who
from shared.notifier.status.figures import SCAN, SWEEP, Figures
from shared.notifier.status.reaching import sees_rows
from shared.wording import dates
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

MOST_ROWS = 50


@dataclass(frozen=True)
class Row:
    """One message that wants a person, in words."""

    id: str
    what: str
    who: str
    how: str
    why: str
    at: datetime
    may_retry: bool


def rows(context: NotifierContext, who: Who) -> Sequence[Row]:
    """The messages that were given up or refused, newest first; none for somebody who sees counts only."""
    if not sees_rows(who):
        return []
    with context.database.read() as connection:
        found = storage.troubled(connection, who.reach, MOST_ROWS)
    with context.people.read() as people:
        names = directory.people_names(people, [one.recipient_id for one in found])
    return [_row(one, names.get(one.recipient_id, _("iemand"))) for one in found]


def technical(figures: Figures) -> list[tuple[str, str]]:
    """What an administrator is asked about, as names and values."""
    machines = figures.machines
    facts = [
        (_("Laatst gezocht naar wat aan de beurt is"), _ago(figures.seconds_since(SWEEP))),
        (_("Laatst naar de termijnen gekeken"), _ago(figures.seconds_since(SCAN))),
        (_("Pogingen per minuut, over tien minuten"), f"{figures.tried_per_minute:.1f}".replace(".", ",")),
        (_("De wachtrij (Redis)"), _("werkt") if machines.reached else _("geeft geen antwoord")),
        *((_("Verwerkers voor %(queue)s", queue=queue), str(count)) for queue, count in machines.workers.items()),
        (_("Klok van de database"), _skew(figures.database_skew)),
    ]
    if machines.skew_seconds is not None:
        facts.append((_("Klok van de wachtrij"), _skew(machines.skew_seconds)))
    return facts


def backlog(figures: Figures) -> list[tuple[str, str, int, int, str]]:
    """What waits: how, how important, how much, how much of it is due, and how late the oldest is."""
    return [
        (
            labels.channel_label(one.channel),
            words.class_text(one.message_class),
            one.waiting,
            one.due,
            age(one.oldest_due_seconds) if one.due else "",
        )
        for one in figures.backlog
    ]


def failing(figures: Figures) -> list[tuple[str, str, int, str]]:
    """What does not go out now: how, why, how many, and when it is tried again."""
    return [
        (labels.channel_label(one.channel), words.trying_text(one.reason), one.count, dates.moment(one.next_at))
        for one in figures.failing
    ]


def broken(figures: Figures) -> list[tuple[str, int, str]]:
    """Rules that do not hold: what is wrong, for how many rows, and what to do."""
    found = ((words.broken_text(rule), count) for rule, count in figures.counted.broken.items() if count)
    return [(wrong, count, todo) for (wrong, todo), count in found]


def held(figures: Figures) -> Iterable[tuple[str, str, str, int]]:
    """What is held back: what it is about, how important, how, and how many."""
    return [
        (words.kind_text(one.kind), words.class_text(one.message_class), labels.channel_label(one.channel), one.count)
        for one in figures.held
    ]


def age(seconds: float) -> str:
    """An age in the largest unit that says enough."""
    whole = round(seconds)
    if whole < 120:
        return ngettext("1 seconde", "%(number)s seconden", whole)
    if whole < 7200:
        return ngettext("1 minuut", "%(number)s minuten", whole // 60)
    return ngettext("1 uur", "%(number)s uur", whole // 3600)


def _ago(seconds: float | None) -> str:
    return _("nog nooit") if seconds is None else _("%(age)s geleden", age=age(max(seconds, 0)))


def _skew(seconds: float) -> str:
    if abs(seconds) < 1:
        return _("loopt gelijk")
    return _("loopt voor: %(age)s", age=age(seconds)) if seconds > 0 else _("loopt achter: %(age)s", age=age(-seconds))


def _row(one: Delivery, name: str) -> Row:
    return Row(
        id=one.id,
        what=words.kind_text(one.kind),
        who=name,
        how=labels.channel_label(one.channel),
        why=f"{labels.state_label(one.state).capitalize()}. {words.why_text(one.reason)}",
        at=one.changed_at,
        may_retry=one.state is State.DEAD,
    )
