"""What the tracker tells the matcher of an application: how it stands, for how much, and since which day.

Each event tells the whole of it, so that only the newest one counts. Nothing of a person and nothing of a letter is in
it. Codes are those of codelists.yaml; money in whole cents; None means: not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from shared.kernel.ids import is_id

EVENT_VERSION = 1


class EventUnreadable(ValueError):
    """The JSON is not an event of a version that this program knows; the text says which part."""


class Standing(StrEnum):
    """How an application stands after the event."""

    STARTED = "started"
    SUBMITTED = "submitted"
    GRANTED = "granted"
    GRANTED_PARTLY = "granted_partly"
    GRANTED_ON_CONDITIONS = "granted_on_conditions"
    SETTLED = "settled"
    CLOSED = "closed"
    REFUSED = "refused"
    NOT_CONSIDERED = "not_considered"
    DECLINED = "declined"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"

    @property
    def is_granted(self) -> bool:
        """Whether the giver said yes, in full, in part or on conditions, and the yes still stands."""
        return self.is_accounted or self in (
            Standing.GRANTED,
            Standing.GRANTED_PARTLY,
            Standing.GRANTED_ON_CONDITIONS,
        )

    @property
    def is_accounted(self) -> bool:
        """Whether the giver is content with what was done with the money."""
        return self in (Standing.SETTLED, Standing.CLOSED)

    @property
    def is_decided(self) -> bool:
        """Whether the giver decided."""
        return self.is_granted or self is Standing.REFUSED


@dataclass(frozen=True)
class ApplicationEvent:
    """One thing that happened to one application.

    `application_version` rises with every change of the application: of two events the higher one holds. `happened_on`
    is the civil day that counts for the giver: of handing in, of the letter, or else of the event; of an award that was
    accounted for it stays the day of the award. `legal_person` is the KvK number under which the place applies.
    """

    id: str
    standing: Standing
    occurred_at: datetime
    happened_on: date
    application_id: str
    application_version: int
    place_id: str
    need_id: str
    source_id: str
    source_version: int
    legal_person: str | None = None
    asked_cents: int | None = None
    granted_cents: int | None = None
    version: int = field(default=EVENT_VERSION)


def to_json(event: ApplicationEvent) -> dict[str, Any]:
    """The event as plain JSON values; from_json gives the same event back."""
    return {
        "version": event.version,
        "id": event.id,
        "standing": event.standing.value,
        "occurredAt": event.occurred_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "happenedOn": event.happened_on.isoformat(),
        "applicationId": event.application_id,
        "applicationVersion": event.application_version,
        "placeId": event.place_id,
        "needId": event.need_id,
        "sourceId": event.source_id,
        "sourceVersion": event.source_version,
        "legalPerson": event.legal_person,
        "askedCents": event.asked_cents,
        "grantedCents": event.granted_cents,
    }


def from_json(value: object) -> ApplicationEvent:
    """The event of plain JSON values. Names it does not know are left out, so that a newer sender may add some.

    Raises EventUnreadable for another version, a missing name or a value of the wrong form.
    """
    if not isinstance(value, Mapping) or value.get("version") != EVENT_VERSION:
        raise EventUnreadable(f"not an application event of version {EVENT_VERSION}")
    try:
        return _read(value)
    except (KeyError, TypeError, ValueError) as problem:
        raise EventUnreadable(f"application event: {type(problem).__name__} {problem}") from problem


def _read(value: Mapping[str, Any]) -> ApplicationEvent:
    return ApplicationEvent(
        id=_id(value["id"]),
        standing=Standing(value["standing"]),
        occurred_at=_moment(value["occurredAt"]),
        happened_on=date.fromisoformat(value["happenedOn"]),
        application_id=_id(value["applicationId"]),
        application_version=_count(value["applicationVersion"]),
        place_id=_id(value["placeId"]),
        need_id=_text(value["needId"], 100),
        source_id=_text(value["sourceId"], 120),
        source_version=_count(value["sourceVersion"]),
        legal_person=None if value.get("legalPerson") is None else _text(value["legalPerson"], 8),
        asked_cents=_cents(value.get("askedCents")),
        granted_cents=_cents(value.get("grantedCents")),
    )


def _id(value: object) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise ValueError("not an id")
    return value


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise ValueError(f"not a text of at most {longest} characters")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise ValueError("not a whole number")
    return value


def _cents(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError("not an amount in cents")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("occurredAt needs a time zone")
    return moment.astimezone(UTC)
