"""What the organisation is and has: tax status, fiscal host, reserves, hold on the building, board."""

from __future__ import annotations

from services.matcher.domain.context import Context, host_forms, place_fact
from services.matcher.domain.criteria.requirement import asked, said
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Value, Verdict


def judge_anbi(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """The tax status, when the place told whether it has it."""
    anbi = need.place.anbi
    if anbi is None:
        return asked(requirement, source, "legal_form", "anbi_unknown", "place.anbi", Ask.PLACE, decides=True)
    answer, finding = (Answer.YES, "anbi_there") if anbi else (Answer.NO, "anbi_missing")
    return said(requirement, source, answer, "legal_form", finding, place_fact("anbi", anbi))


def judge_fiscal_host(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """A legal person receives the money: the place itself, or a host. One can still be found: never a no."""
    host = host_forms(need)
    if host is None:
        return asked(
            requirement, source, "legal_form", "fiscal_host_unknown", "place.fiscal_host", Ask.PLACE, decides=True
        )
    if host:
        fact = place_fact("fiscal_host", host)
        return said(requirement, source, Answer.YES, "legal_form", "fiscal_host_there", fact)
    return asked(
        requirement,
        source,
        "legal_form",
        "fiscal_host_find",
        "place.fiscal_host",
        Ask.PLACE,
        decides=True,
        unlikely=True,
    )


def judge_reserves(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """Own means against the ceiling in yearly costs; without a figure a person compares."""
    limit, known = requirement.max_times_yearly_costs, need.place.reserves_times_yearly_costs
    path = "place.reserves_times_yearly_costs"
    if limit is None:
        return asked(requirement, source, "other", "reserves_check", path, Ask.PERSON)
    if known is None:
        return asked(requirement, source, "other", "reserves_unknown", path, Ask.PLACE)
    answer, finding = (Answer.YES, "reserves_low") if known <= limit else (Answer.NO, "reserves_high")
    return said(requirement, source, answer, "other", finding, place_fact("reserves_times_yearly_costs", known))


def judge_tenure(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """The hold on building or ground against what the page accepts."""
    tenure = need.place.tenure
    if not requirement.any_of:
        return asked(requirement, source, "tenure", "tenure_check", "place.tenure", Ask.PERSON)
    values = (("any_of", tuple(Code("tenure", code) for code in requirement.any_of)),)
    if tenure is None:
        return asked(
            requirement, source, "tenure", "tenure_unknown", "place.tenure", Ask.PLACE, values=values, decides=True
        )
    answer, finding = (Answer.YES, "tenure_fits") if tenure in requirement.any_of else (Answer.NO, "tenure_other")
    fact = place_fact("tenure", Code("tenure", tenure))
    return said(
        requirement, source, answer, "tenure", finding, fact, values=(*values, ("tenure", Code("tenure", tenure)))
    )


def judge_governance(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """The size of the board where a number is asked; everything else about it is for a person."""
    wanted, members = requirement.at_least, need.place.board_members
    if wanted is None:
        return asked(requirement, source, "other", "governance_check", "place.governance", Ask.PERSON)
    values: tuple[tuple[str, Value], ...] = (("wanted", int(wanted)), ("count", members))
    if members is None:
        return asked(requirement, source, "people", "board_unknown", "place.board_members", Ask.PLACE, values=values)
    if members < wanted:
        fact = place_fact("board_members", members)
        return said(requirement, source, Answer.NO, "people", "board_too_small", fact, values=values)
    if requirement.unrelated:
        return asked(requirement, source, "people", "board_unrelated", "place.board_ties", Ask.PERSON, values=values)
    fact = place_fact("board_members", members)
    return said(requirement, source, Answer.YES, "people", "board_enough", fact, values=values)
