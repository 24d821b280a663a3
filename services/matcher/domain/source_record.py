"""From a catalogue record (a dict of catalogue.schema.json, already checked against it) to a Source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.matcher.domain.source import (
    Applicant,
    Band,
    Deadlines,
    Exclusion,
    Payment,
    Provenance,
    Reporting,
    Requirement,
    Share,
    Source,
    StartRules,
)
from services.matcher.domain.verdicts import Strength
from shared.kernel.money import parse_amount

Record = Mapping[str, Any]

_PLAIN_REQUIREMENT_FIELDS = (
    "partner",
    "role",
    "at_least",
    "min_age",
    "max_age",
    "share_percent",
    "at_most",
    "per",
    "scope",
    "max_consecutive_years",
    "max_times_yearly_costs",
    "effect",
    "plan",
)


def source_from_record(record: Record) -> Source:
    """The Source of a valid record; amounts in euros become whole cents."""
    themes, groups, applicants = record.get("themes"), record.get("target_groups"), record.get("applicants")
    amounts, exclusions, deadlines = record.get("amounts"), record.get("exclusions"), record.get("deadlines")
    return Source(
        id=record["id"],
        name=record["name"],
        provider=record["provider"],
        provider_kind=record["provider_kind"],
        mechanism=record["mechanism"],
        status=record["status"],
        support=frozenset(record["support"]),
        summary=record["summary"],
        areas=tuple(record["areas"]),
        provenance=_provenance(record["provenance"]),
        opens_on=_date(record.get("opens_on")),
        ends_on=_date(record.get("ends_on")),
        excluded_areas=_texts(record.get("excluded_areas")),
        area_note=record.get("area_note"),
        parent=record.get("parent"),
        themes=None if themes is None else frozenset(themes),
        target_groups=None if groups is None else frozenset(groups),
        applicants=None if not applicants else tuple(_applicant(item) for item in applicants),
        applicants_complete=bool(record.get("applicants_complete")),
        excluded_organisations=_texts(record.get("excluded_organisations")),
        requirements=tuple(_requirement(item) for item in record.get("requirements") or ()),
        amounts=None if amounts is None else tuple(_band(item) for item in amounts),
        share=_share(record.get("share")),
        exclusions=None if exclusions is None else tuple(_exclusion(item) for item in exclusions),
        deadlines=None if deadlines is None else _deadlines(deadlines),
        decision_weeks=record.get("decision_weeks"),
        start=_start(record.get("start")),
        payment=_payment(record.get("payment")),
        first_steps=_texts(record.get("first_steps")),
        apply_via=_texts(record.get("apply_via")),
        decider=record.get("decider"),
        papers=_texts(record.get("papers")),
        questions=_texts(record.get("questions")),
        url=record.get("url"),
        phone=record.get("phone"),
        reporting=_reporting(record.get("reporting")),
    )


def _texts(items: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(items or ())


def _date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _cents(value: float | None) -> int | None:
    return None if value is None else parse_amount(value)


def _applicant(item: Record) -> Applicant:
    return Applicant(item["form"], item["eligible"], item.get("condition"))


def _requirement(item: Record) -> Requirement:
    return Requirement(
        kind=item["kind"],
        text=item["text"],
        strength=Strength(item.get("strength", "hard")),
        when_forms=_texts(item.get("when_forms")),
        when_above_cents=_cents(item.get("when_amount_above")),
        unrelated=bool(item.get("unrelated")),
        different_addresses=bool(item.get("different_addresses")),
        any_of=_texts(item.get("any_of")),
        money_from=_texts(item.get("money_from")),
        **{name: item.get(name) for name in _PLAIN_REQUIREMENT_FIELDS},
    )


def _band(item: Record) -> Band:
    return Band(
        min_cents=_cents(item.get("min")),
        max_cents=_cents(item.get("max")),
        for_forms=_texts(item.get("for_forms")),
        per=item.get("per"),
        decision_weeks=item.get("decision_weeks"),
        decider=item.get("decider"),
        papers=_texts(item.get("papers")),
        note=item.get("note"),
    )


def _share(item: Record | None) -> Share | None:
    if item is None:
        return None
    flags = ("never_all", "others_must_join", "last_resort")
    plain = ("max_percent", "own_contribution", "own_percent", "match_with", "stacking_max_percent")
    values: dict[str, Any] = {name: bool(item.get(name)) for name in flags}
    values.update({name: item.get(name) for name in plain})
    return Share(**values)


def _exclusion(item: Record) -> Exclusion:
    return Exclusion(item["what"], Strength(item.get("strength", "hard")), item.get("note"))


def _deadlines(item: Record) -> Deadlines:
    return Deadlines(
        kind=item["kind"],
        dates=tuple(date.fromisoformat(day) for day in item.get("dates") or ()),
        yearly=tuple((int(day[:2]), int(day[3:])) for day in item.get("yearly") or ()),
        weeks_before_start=item.get("weeks_before_start"),
        note=item.get("note"),
    )


def _start(item: Record | None) -> StartRules | None:
    if item is None:
        return None
    names = ("not_before", "within_months_after_award", "finished_within_months", "note")
    return StartRules(**{name: item.get(name) for name in names})


def _payment(item: Record | None) -> Payment | None:
    if item is None:
        return None
    return Payment(item.get("mode"), item.get("advance_percent"), _texts(item.get("receivers")), item.get("note"))


def _reporting(item: Record | None) -> Reporting | None:
    if item is None:
        return None
    values: dict[str, Any] = {name: bool(item.get(name)) for name in ("content", "financial", "receipts")}
    values.update({name: item.get(name) for name in ("within_weeks", "by_yearly", "note")})
    return Reporting(**values, auditor_above_cents=_cents(item.get("auditor_above")))


def _provenance(item: Record) -> Provenance:
    return Provenance(item["verified"], item.get("source_url"), item.get("seen_on"), item.get("note"))
