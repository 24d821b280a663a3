"""What a receiver is told: one CloudEvent per delivery, with ids, codes, dates and amounts and nothing of persons."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime

from shared.contracts.messages import Intent, MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import is_id

MEDIA_TYPE = "application/cloudevents+json"
K = MessageKind

# Only what is told to a whole place. What is for one person, or is about accounts, goes to people only.
_NAMES: Mapping[MessageKind, str] = {
    K.APPLICATION_STARTED: "application.started",
    K.APPLICATION_SUBMITTED: "application.submitted",
    K.COMPLETION_ASKED: "application.completion_asked",
    K.DECISION_RECORDED: "application.decided",
    K.AWARD_NEWS: "award.changed",
    K.PAYMENT_LATE: "payment.late",
    K.PAYOUT_WAITS: "payout.waits",
    K.REPORT_LATE: "report.late",
    K.DEADLINE_REMINDER: "deadline.near",
    K.DEADLINE_AT_RISK: "deadline.at_risk",
    K.DEADLINE_MOVED: "deadline.moved",
    K.DEADLINE_MISSED: "deadline.missed",
    K.TERM_PASSED: "deadline.passed",
    K.AGREEMENT_NEWS: "agreement.changed",
    K.SOURCES_CHANGED: "source.changed",
}
TYPE_OF = {kind: f"nl.steunstromen.{name}.v1" for kind, name in _NAMES.items()}
"""The type of the event for every kind that goes by webhook. A change that breaks receivers gets a new number."""

TEST_TYPE = "nl.steunstromen.test.v1"

# By name, so that a field that a sender adds for people's letters does not leave the house by itself.
_IDS = ("application_id", "agreement_id", "batch_id", "group_id")
_DATES = ("closing_date", "starts_on", "earliest", "submitted_on", "letter_on", "next_round")
_CODES = ("decision", "deadline_kind", "report_kind", "step", "waits", "news")
_NUMBERS = ("amount_cents", "count", "days_late")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def event_body(message_id: str, intent: Intent, source: str) -> str:
    """The CloudEvent (structured mode) for one event; `source` is our own address."""
    data = {"place_id": intent.place_id, **_told(intent.data)}
    return _write(message_id, TYPE_OF[intent.kind], source, intent.due_at, intent.subject, data)


def check_body(message_id: str, source: str, now: datetime, organisation_id: str) -> str:
    """The CloudEvent of the test button."""
    return _write(message_id, TEST_TYPE, source, now, f"organisation:{organisation_id}", {"test": True})


def _write(message_id: str, kind: str, source: str, at: datetime, subject: str, data: Mapping[str, object]) -> str:
    event = {
        "specversion": "1.0",
        "id": message_id,
        "source": source,
        "type": kind,
        "subject": subject,
        "time": at.astimezone(AMSTERDAM).isoformat(timespec="seconds"),
        "datacontenttype": "application/json",
        "data": data,
    }
    return json.dumps(event, ensure_ascii=True, separators=(",", ":"))


def _told(data: Mapping[str, object]) -> dict[str, object]:
    """The fields that may be told, each only when it has the shape that its name promises."""
    found: dict[str, object] = {}
    for names, fits in ((_IDS, is_id), (_DATES, _DATE.fullmatch), (_CODES, _CODE.fullmatch)):
        for name in names:
            value = data.get(name)
            if isinstance(value, str) and fits(value):
                found[name] = value
    for name in _NUMBERS:
        value = data.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            found[name] = value
    return found
