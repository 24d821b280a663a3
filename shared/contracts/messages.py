"""What a sender tells the notifier: one intent per event, never an address or a finished text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

CONTRACT_VERSION = 1


class MessageClass(StrEnum):
    """How much hangs on a message: A is a deadline, decision, payment or sign-in; B is everything else."""

    A = "A"
    B = "B"


class MessageKind(StrEnum):
    """Every kind of message there is. Each has a template set in shared/notifier/templates."""

    SIGN_IN = "sign_in"
    APPLICATION_STARTED = "application_started"
    DEADLINE_REMINDER = "deadline_reminder"
    DEADLINE_AT_RISK = "deadline_at_risk"
    DEADLINE_MOVED = "deadline_moved"
    DEADLINE_MISSED = "deadline_missed"
    APPLICATION_SUBMITTED = "application_submitted"
    DECISION_RECORDED = "decision_recorded"
    AWARD_NEWS = "award_news"
    REPORT_LATE = "report_late"
    BANK_ACCOUNT_CHANGED = "bank_account_changed"
    PAYMENT_LATE = "payment_late"
    COMPLETION_ASKED = "completion_asked"
    TERM_PASSED = "term_passed"
    SOURCES_CHANGED = "sources_changed"
    SEARCH_FOUND = "search_found"
    PROPOSAL_DECIDED = "proposal_decided"
    AGREEMENT_NEWS = "agreement_news"
    HANDED_OVER = "handed_over"
    PAYOUT_WAITS = "payout_waits"
    PARTNER_ASKED = "partner_asked"
    MAIL_FAILS = "mail_fails"
    ENDPOINT_DISABLED = "endpoint_disabled"
    DIGEST = "digest"
    STATUS_ALARM = "status_alarm"
    INVITATION = "invitation"
    MANDATE_NEWS = "mandate_news"
    TRUST_NEWS = "trust_news"
    SIGN_IN_NEWS = "sign_in_news"
    OWN_DATA_NEWS = "own_data_news"
    DRAFT_FADES = "draft_fades"


CLASS_OF = {
    MessageKind.SIGN_IN: MessageClass.A,
    MessageKind.APPLICATION_STARTED: MessageClass.B,
    MessageKind.DEADLINE_REMINDER: MessageClass.A,
    MessageKind.DEADLINE_AT_RISK: MessageClass.A,
    MessageKind.DEADLINE_MOVED: MessageClass.A,
    MessageKind.DEADLINE_MISSED: MessageClass.A,
    MessageKind.APPLICATION_SUBMITTED: MessageClass.A,
    MessageKind.DECISION_RECORDED: MessageClass.A,
    MessageKind.AWARD_NEWS: MessageClass.A,
    MessageKind.REPORT_LATE: MessageClass.A,
    MessageKind.BANK_ACCOUNT_CHANGED: MessageClass.A,
    MessageKind.PAYMENT_LATE: MessageClass.A,
    MessageKind.COMPLETION_ASKED: MessageClass.A,
    MessageKind.TERM_PASSED: MessageClass.A,
    MessageKind.SOURCES_CHANGED: MessageClass.B,
    MessageKind.SEARCH_FOUND: MessageClass.B,
    MessageKind.PROPOSAL_DECIDED: MessageClass.B,
    MessageKind.AGREEMENT_NEWS: MessageClass.B,
    MessageKind.HANDED_OVER: MessageClass.B,
    MessageKind.PAYOUT_WAITS: MessageClass.A,
    MessageKind.PARTNER_ASKED: MessageClass.B,
    MessageKind.MAIL_FAILS: MessageClass.B,
    MessageKind.ENDPOINT_DISABLED: MessageClass.B,
    MessageKind.DIGEST: MessageClass.B,
    MessageKind.STATUS_ALARM: MessageClass.B,
    MessageKind.INVITATION: MessageClass.B,
    MessageKind.MANDATE_NEWS: MessageClass.B,
    MessageKind.TRUST_NEWS: MessageClass.B,
    MessageKind.SIGN_IN_NEWS: MessageClass.A,
    MessageKind.OWN_DATA_NEWS: MessageClass.A,
    MessageKind.DRAFT_FADES: MessageClass.B,
}


TO_ANY_ADDRESS = frozenset({MessageKind.SIGN_IN, MessageKind.INVITATION})
"""Kinds that go to an address that may be nobody's account: by mail only, and nothing can be chosen about them."""


class Audience(StrEnum):
    """Who should hear of it, resolved by the notifier at the moment of telling."""

    PLACE_TEAM = "place_team"
    PLACE_COORDINATORS = "place_coordinators"
    PERSON = "person"
    SIGN_IN_ADDRESS = "sign_in_address"
    INVITED_ADDRESS = "invited_address"


@dataclass(frozen=True)
class Intent:
    """The wish to tell people of one event.

    `id` is the event id. `subject` names what it is about (`application:<id>`), so that delivery results show up there.
    `person_id` goes with Audience.PERSON; with SIGN_IN_ADDRESS `subject` is `challenge:<id>`, with
    INVITED_ADDRESS `invitation:<id>`: neither address needs to be anybody's account.
    `data` holds ids, codes, dates and titles for the template (JSON values).
    `occurrence` tells repeats of one event apart. Moments are aware UTC.
    """

    id: str
    kind: MessageKind
    subject: str
    audience: Audience
    due_at: datetime
    place_id: str | None = None
    person_id: str | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    occurrence: str = ""
    useful_until: datetime | None = None
    version: int = CONTRACT_VERSION
