"""How many people, and of what age."""

from __future__ import annotations

from services.matcher.domain.context import Context, need_fact
from services.matcher.domain.criteria.requirement import asked, said
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Value, Verdict

CAN_BE_GATHERED = frozenset({"signatures", "organisations", "households"})
"""What a place without it can still collect: a task, not a no."""

OLDEST_OF_THE_YOUNG = 30
YOUNG = frozenset({"children", "youth", "families"})


def judge(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """Compares the number that is asked with what is known; ages and words are for a person."""
    role, wanted = requirement.role, requirement.at_least
    if role == "participants" and _is_for_another_age(requirement, need):
        return asked(
            requirement, source, "target_group", "people_age_other", "need.target_groups", Ask.PLACE, unlikely=True
        )
    if role is None or wanted is None:
        return _without_number(requirement, source)
    count = _count(need, role)
    values: tuple[tuple[str, Value], ...] = (
        ("wanted", int(wanted)),
        ("count", count),
        ("role", Code("people_role", role)),
    )
    if count is None:
        return asked(requirement, source, "people", "people_unknown", f"need.{role}", Ask.PLACE, values=values)
    if count >= wanted:
        if _asks_more(requirement):
            return _enough_but(requirement, source, values)
        return said(requirement, source, Answer.YES, "people", "people_enough", need_fact(role, count), values=values)
    if role in CAN_BE_GATHERED:
        return asked(requirement, source, "people", "people_gather", f"need.{role}", Ask.PLACE, values=values)
    return said(requirement, source, Answer.NO, "people", "people_too_few", need_fact(role, count), values=values)


def _without_number(requirement: Requirement, source: Source) -> Verdict:
    """Words only, or a part of the people instead of a number."""
    percent = requirement.share_percent
    finding = "people_check" if percent is None else "people_share"
    values = (("percent", None if percent is None else round(percent)),)
    return asked(requirement, source, "people", finding, "need.people", Ask.PERSON, values=values)


def _asks_more(requirement: Requirement) -> bool:
    """Whether enough people are not enough: ages, ties, addresses or a part of them must be looked at too."""
    ages = requirement.min_age is not None or requirement.max_age is not None
    return ages or requirement.unrelated or requirement.different_addresses or requirement.share_percent is not None


def _is_for_another_age(requirement: Requirement, need: Need) -> bool:
    """Whether the page asks for young or for old people, and the need names other groups."""
    groups = need.target_groups or frozenset()
    if not groups or "everyone" in groups:
        return False
    young = _is_for_the_young(requirement) and not groups & YOUNG
    old = requirement.min_age is not None and requirement.min_age >= 50 and "elderly" not in groups
    return young or old


def _is_for_the_young(requirement: Requirement) -> bool:
    return requirement.max_age is not None and requirement.max_age <= OLDEST_OF_THE_YOUNG


def _enough_but(requirement: Requirement, source: Source, values: tuple[tuple[str, Value], ...]) -> Verdict:
    """Enough in number. Whether young people make the plan is no detail: who is older has no way in."""
    if requirement.role == "initiators" and _is_for_the_young(requirement):
        finding, missing = "people_young_makers", "need.age_of_initiators"
        return asked(requirement, source, "people", finding, missing, Ask.PLACE, values=values, decides=True)
    return asked(requirement, source, "people", "people_enough_check", "need.people_details", Ask.PERSON, values=values)


def _count(need: Need, role: str) -> int | None:
    known = {
        "initiators": need.initiators,
        "participants": need.participants,
        "volunteers": need.place.volunteers,
        "signatures": need.signatures,
        "board_members": need.place.board_members,
    }
    return known.get(role)
