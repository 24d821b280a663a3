"""Rules only a person can judge. Always unknown; their text is shown."""

from __future__ import annotations

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.requirement import asked
from services.matcher.domain.hints import speaks_against
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Ask, Strength, Verdict


def judge_check(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """A free rule of the page; unlikely when its words speak against the words of the need."""
    against = speaks_against(requirement.text, need)
    finding = "check_against" if against else "check" if requirement.strength is Strength.HARD else "check_soft"
    return asked(requirement, source, "other", finding, "need.check", Ask.PERSON, unlikely=against)


def judge_policy_fit(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """Does it fit a named plan of municipality or housing association?"""
    values = (("plan", requirement.plan),)
    return asked(requirement, source, "other", "policy_fit", "need.policy_fit", Ask.PERSON, values=values)


def judge_customer(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """Is the place a customer or tenant of the giver? The place knows, and it decides."""
    decides = source.id not in context.landlords
    return asked(requirement, source, "other", "customer", "place.customer_of", Ask.PLACE, decides=decides)
