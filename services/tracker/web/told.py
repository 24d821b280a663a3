"""Who was told what about an application, in words: people who heard the same in the same way stand together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.tracker.web.words import message_text
from shared.notifier.door import DeliveryLine
from shared.wording.dates import civil_day
from shared.wording.texts import gettext as _

ARRIVED = frozenset({"sent", "delivered"})
"""States that need no word: the message went its way."""


@dataclass(frozen=True)
class ToldPeople:
    """Some people, how they were told (`op deze site en per mail`), and what went otherwise; empty when all is well."""

    names: str
    channels: str
    trouble: str


@dataclass(frozen=True)
class Told:
    """One kind of message on one day, and the people it went to. `at` is when the last of them was told."""

    what: str
    at: datetime
    people: tuple[ToldPeople, ...]


def told(lines: Iterable[DeliveryLine], names: Mapping[str, str]) -> list[Told]:
    """The messages of an application, in the order of `lines`."""
    messages: dict[tuple[str, date], list[DeliveryLine]] = {}
    for line in lines:
        messages.setdefault((line.kind, civil_day(line.at)), []).append(line)
    return [
        Told(message_text(kind), max(line.at for line in some), tuple(_people(some, names)))
        for (kind, _day), some in messages.items()
    ]


def _people(lines: Sequence[DeliveryLine], names: Mapping[str, str]) -> Iterable[ToldPeople]:
    channels: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        trouble = "" if line.state in ARRIVED else f"{line.state_text}. {line.reason_text}".strip()
        of_person = channels.setdefault((line.person_id, trouble), [])
        if line.channel_text not in of_person:
            of_person.append(line.channel_text)
    people: dict[tuple[str, str], list[str]] = {}
    for (person_id, trouble), ways in channels.items():
        people.setdefault((_and(sorted(ways)), trouble), []).append(names.get(person_id, _("iemand")))
    for (way, trouble), some in people.items():
        yield ToldPeople(_and(sorted(some)), way, trouble)


def _and(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {_('en')} {words[-1]}"
