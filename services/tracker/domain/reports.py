"""Reports to a funder (verantwoording): one per obligation, written from the activity record, frozen when sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.tracker.domain.award_terms import Asked
from services.tracker.domain.texts import mark as _


class ReportKind(StrEnum):
    """What a report is for. Only the final one moves the application on; lessons go to whoever wants to learn."""

    INTERIM = "interim"
    FINAL = "final"
    LESSONS = "lessons"


REPORT_LABELS: Mapping[ReportKind, str] = {
    ReportKind.INTERIM: _("Tussenverslag"),
    ReportKind.FINAL: _("Eindverslag"),
    ReportKind.LESSONS: _("Wat wij leerden"),
}


class ReportState(StrEnum):
    """Where a report stands. `withdrawn`: the funder does not ask for it any more."""

    DRAFT = "draft"
    SIGNED = "signed"
    SENT = "sent"
    QUESTIONED = "questioned"
    WITHDRAWN = "withdrawn"


REPORT_STATE_LABELS: Mapping[ReportState, str] = {
    ReportState.DRAFT: _("u schrijft eraan"),
    ReportState.SIGNED: _("getekend door het bestuur"),
    ReportState.SENT: _("ingediend"),
    ReportState.QUESTIONED: _("de gever heeft een vraag"),
    ReportState.WITHDRAWN: _("niet meer nodig"),
}

TO_DO = frozenset({ReportState.DRAFT, ReportState.SIGNED, ReportState.QUESTIONED})
"""States in which the place still has something to do."""

OPEN_TO_WRITING = TO_DO
"""Writing on a signed report takes the signature away."""


@dataclass(frozen=True)
class Report:
    """One report that is asked for. `left_out` are ids of activities that fit and should not be told.

    `photo_ids`: the pictures that go with it. `question` is what the funder wants to know. `sent_times` counts
    the versions that went out.
    """

    id: str
    application_id: str
    place_id: str
    kind: ReportKind
    state: ReportState
    version: int
    due_on: date | None
    from_on: date | None
    until_on: date | None
    story: str
    lessons: str
    left_out: tuple[str, ...]
    photo_ids: tuple[str, ...]
    question: str
    signed_by: str | None
    signed_at: datetime | None
    sent_times: int
    made_at: datetime


@dataclass(frozen=True)
class SentReport:
    """A version as it went to the funder. Never changed: `body` is the whole report as it was then."""

    id: str
    report_id: str
    application_id: str
    place_id: str
    number: int
    sent_on: date
    channel: str
    body: Mapping[str, Any]
    signed_by: str
    recorded_by: str
    recorded_at: datetime


def kinds_asked(asked: Asked) -> list[tuple[ReportKind, date | None]]:
    """The reports that the terms of an award ask for, with their last day where it is known."""
    if not asked.report_needed:
        return [(ReportKind.LESSONS, None)] if asked.lessons else []
    found: list[tuple[ReportKind, date | None]] = [(ReportKind.INTERIM, day) for day in sorted(asked.interim_on)]
    found.append((ReportKind.FINAL, asked.report_due))
    return [*found, (ReportKind.LESSONS, None)] if asked.lessons else found
