"""What all requirement criteria share: whether a requirement applies, and the verdict about it."""

from __future__ import annotations

from services.matcher.domain.context import source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Ask, Fact, Value, Verdict


def applies(requirement: Requirement, need: Need) -> bool:
    """Whether the requirement can hold for this form and amount; it does as long as either is not known."""
    form, sought = need.place.legal_form, need.sought_cents
    if requirement.when_forms and form is not None and form not in requirement.when_forms:
        return False
    above = requirement.when_above_cents
    return above is None or sought is None or sought > above


def said(
    requirement: Requirement,
    source: Source,
    answer: Answer,
    reason: str,
    finding: str,
    *facts: Fact,
    values: tuple[tuple[str, Value], ...] = (),
    unlikely: bool = False,
) -> Verdict:
    """A yes or no about a requirement, with its own words as note."""
    fact = source_fact(source, f"requirements.{requirement.kind}", requirement.text)
    return Verdict(
        requirement.kind,
        answer,
        reason,
        finding,
        (fact, *facts),
        values,
        strength=requirement.strength,
        note=requirement.text,
        unlikely=unlikely,
    )


def asked(
    requirement: Requirement,
    source: Source,
    reason: str,
    finding: str,
    missing: str,
    ask: Ask,
    *,
    values: tuple[tuple[str, Value], ...] = (),
    decides: bool = False,
    unlikely: bool = False,
    facts: tuple[Fact, ...] = (),
) -> Verdict:
    """An unknown about a requirement, naming what is missing and who can tell; `facts` are what points somewhere."""
    fact = source_fact(source, f"requirements.{requirement.kind}", requirement.text)
    return Verdict(
        requirement.kind,
        Answer.UNKNOWN,
        reason,
        finding,
        (fact, *facts),
        values,
        missing=missing,
        ask=ask,
        strength=requirement.strength,
        note=requirement.text,
        decides=decides and requirement.strength == "hard",
        unlikely=unlikely,
    )
