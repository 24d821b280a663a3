"""A source of support as the rules see it. None means: not known, never no. Money in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.matcher.domain.verdicts import Strength


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known of one legal form: eligible is yes, no or conditional."""

    form: str
    eligible: str
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One rule of the source, in its own words, with the facts that could be read from it."""

    kind: str
    text: str
    strength: Strength = Strength.HARD
    when_forms: tuple[str, ...] = ()
    when_above_cents: int | None = None
    partner: str | None = None
    role: str | None = None
    at_least: float | None = None
    unrelated: bool = False
    different_addresses: bool = False
    min_age: int | None = None
    max_age: int | None = None
    share_percent: float | None = None
    at_most: int | None = None
    per: str | None = None
    scope: str | None = None
    max_consecutive_years: int | None = None
    max_times_yearly_costs: float | None = None
    any_of: tuple[str, ...] = ()
    money_from: tuple[str, ...] = ()
    effect: str | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One band of amounts; `per` is None for the whole request."""

    min_cents: int | None = None
    max_cents: int | None = None
    for_forms: tuple[str, ...] = ()
    per: str | None = None
    decision_weeks: float | None = None
    decider: str | None = None
    papers: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of the budget the source pays, and what others must add."""

    max_percent: float | None = None
    never_all: bool = False
    own_contribution: str | None = None
    own_percent: float | None = None
    match_with: str | None = None
    stacking_max_percent: float | None = None
    others_must_join: bool = False
    last_resort: bool = False


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A kind of cost or activity the source does not pay."""

    what: str
    strength: Strength = Strength.HARD
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When to ask: kind of term, closing dates seen in one year, days of every year, weeks before the start."""

    kind: str = "unknown"
    dates: tuple[date, ...] = ()
    yearly: tuple[tuple[int, int], ...] = ()  # (month, day)
    weeks_before_start: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class StartRules:
    """When the work may begin and must be done."""

    not_before: str | None = None
    within_months_after_award: float | None = None
    finished_within_months: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """How and when the money comes. `receivers`: on whose account (codes of the list payment_receiver)."""

    mode: str | None = None
    advance_percent: float | None = None
    receivers: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """What must be accounted for afterwards: so many weeks after the end, or by a day of every year (`03-31`)."""

    within_weeks: float | None = None
    by_yearly: str | None = None
    content: bool = False
    financial: bool = False
    receipts: bool = False
    auditor_above_cents: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where and when the facts were read. `seen_on` as recorded: YYYY, YYYY-MM or YYYY-MM-DD."""

    verified: bool
    source_url: str | None = None
    seen_on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One scheme, fund, sponsor action or offer in kind."""

    id: str
    name: str
    provider: str
    provider_kind: str
    mechanism: str
    status: str
    support: frozenset[str]
    summary: str
    areas: tuple[str, ...]
    provenance: Provenance
    opens_on: date | None = None
    ends_on: date | None = None
    excluded_areas: tuple[str, ...] = ()
    area_note: str | None = None
    parent: str | None = None
    themes: frozenset[str] | None = None
    target_groups: frozenset[str] | None = None
    applicants: tuple[Applicant, ...] | None = None
    applicants_complete: bool = False
    excluded_organisations: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    amounts: tuple[Band, ...] | None = None
    share: Share | None = None
    exclusions: tuple[Exclusion, ...] | None = None
    deadlines: Deadlines | None = None
    decision_weeks: float | None = None
    start: StartRules | None = None
    payment: Payment | None = None
    first_steps: tuple[str, ...] = ()
    apply_via: tuple[str, ...] = ()
    decider: str | None = None
    papers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    url: str | None = None
    phone: str | None = None
    reporting: Reporting | None = None

    def requirements_of(self, kind: str) -> tuple[Requirement, ...]:
        """The requirements of one kind."""
        return tuple(requirement for requirement in self.requirements if requirement.kind == kind)

    @property
    def is_signpost(self) -> bool:
        """Whether it helps to search and gives nothing itself: a fund finder, a broker of contacts."""
        return self.mechanism == "brokerage" and self.support <= {"advice"}
