"""The facts that are kept of an agreement. Ids are text, money whole cents, moments aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.tracker.domain.agreements.promises import Promise, Side
from services.tracker.domain.agreements.vocabulary import AgreementState


@dataclass(frozen=True)
class Strategy:
    """What an association wants for a neighbourhood in some years: the goals that agreements serve."""

    id: str
    place_id: str
    version: int
    name: str
    area: str
    starts_on: date
    ends_on: date
    goals: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """What a place and a partner agreed. `goals` are those of the strategy that it serves.

    `partner_id` is the partner as an organisation known here, None for one that is only named. `talk_about_on`: the
    anniversary whose talk is asked for now. `end_told`: how many days before the end both heard of it last. `look_on`:
    the first day on which the clock has to look again.
    """

    id: str
    place_id: str
    partner_id: str | None
    partner_name: str
    partner_contact: str
    title: str
    state: AgreementState
    version: int
    starts_on: date | None
    ends_on: date | None
    notice_days: int
    strategy_id: str | None
    goals: tuple[str, ...]
    proposed_on: date | None
    talk_about_on: date | None
    next_talk_on: date | None
    renewal_wished_by: frozenset[Side]
    suspension_asked_by: str | None
    end_told: int | None
    look_on: date | None
    created_by: str
    created_at: datetime
    updated_at: datetime


class TermsState(StrEnum):
    """Which of the versions holds."""

    OPEN = "open"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Terms:
    """One version of what both promise. `reason` says why it was changed, `in_force_on` since when it holds."""

    agreement_id: str
    number: int
    place_id: str
    state: TermsState
    promises: tuple[Promise, ...]
    ends_on: date | None
    reason: str
    made_by: str
    made_at: datetime
    in_force_on: date | None = None


@dataclass(frozen=True)
class Signature:
    """That one side signed a version. `elsewhere`: on paper, written down later; `signed_by` is the name under it."""

    id: str
    agreement_id: str
    place_id: str
    number: int
    side: Side
    signed_by: str
    signed_on: date
    elsewhere: bool
    recorded_by: str
    recorded_at: datetime
