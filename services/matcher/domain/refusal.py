"""Not for you, because: the one fact that decides, and what would have to be otherwise to make it a yes.

What a change does is not reckoned in another way: the same criteria judge the same source again, with the need as it
would be then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.matcher.domain.amounts import reach
from services.matcher.domain.context import LEGAL_PERSONS, Context, codes_of
from services.matcher.domain.criteria.every import judge_all
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match
from services.matcher.domain.questions.supposing import DELAYS, FORMS, kept_as, starting_later, with_fact
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Code, Value, Verdict


@dataclass(frozen=True, slots=True)
class People:
    """How many people of one role (a code of `people_role`) there must be."""

    role: str
    number: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One thing that would have to be otherwise, with the need as it would be then.

    `code`: fiscal_host, other_form, anbi, smaller_amount, larger_amount, later_start, ask_later, other_support,
    more_people. `value` is how much (cents, weeks), how many of whom, when or which.
    """

    code: str
    value: Value | People
    need: Need


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a source is not for this need: the verdict that decides, and the changes that together would open it.

    Without changes it stays a no, whatever the place does.
    """

    decides: Verdict
    changes: tuple[Otherwise, ...]

    @property
    def can_change(self) -> bool:
        """Whether the place can make it a yes."""
        return bool(self.changes)


def refusal_of(need: Need, source: Source, found: Match, context: Context) -> Refusal | None:
    """Why this source is not for this need; None when it may be.

    A fact that the place can't change decides before one that it can: then the other needs no attention.
    """
    if found.group is not Group.NOT_FOR_YOU:
        return None
    shut = _shut(found.verdicts)
    changes: tuple[Otherwise, ...] = ()
    for verdict in shut:
        supposed = changes[-1].need if changes else need
        change = _way_in(verdict, supposed, source, context)
        if change is None:
            return Refusal(verdict, ())
        changes = (*changes, change)
    left = _shut(judge_all(changes[-1].need, source, context))
    return Refusal(left[0], ()) if left else Refusal(shut[0], changes)


def _shut(verdicts: tuple[Verdict, ...]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.is_hard and verdict.answer is Answer.NO]


def _way_in(verdict: Verdict, need: Need, source: Source, context: Context) -> Otherwise | None:
    """The first change that takes this no away."""
    for change in _TRIES.get(verdict.criterion, _none)(need, source, verdict):
        left = _shut(judge_all(change.need, source, context))
        if all(other.criterion != verdict.criterion for other in left):
            return change
    return None


def _none(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    """Nothing that a place can do about it."""
    return []


def _form(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    """A legal person that acts for the place; else another form that the page welcomes and that is soon taken on."""
    place, tries = need.place, []
    if place.legal_form not in LEGAL_PERSONS and not place.fiscal_host:
        tries.append(Otherwise("fiscal_host", None, replace(need, place=replace(place, fiscal_host=True))))
    welcome = {item.form for item in source.applicants or () if item.eligible != "no"}
    tries += [
        Otherwise("other_form", Code("legal_form", form), replace(need, place=replace(place, legal_form=form)))
        for form in FORMS
        if form in welcome
    ]
    return tries


def _anbi(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    return [Otherwise("anbi", None, replace(need, place=replace(need.place, anbi=True)))]


def _amount(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    """To ask as much as the source starts at, if the plan costs that; or no more than it gives."""
    allowed, sought = reach(need, source), need.sought_cents or 0
    if allowed is None:
        return []
    if allowed.min_cents is not None and sought < allowed.min_cents:
        if need.total_cents is not None and need.total_cents < allowed.min_cents:
            return []
        code, cents = "larger_amount", allowed.min_cents
    else:
        code, cents = "smaller_amount", allowed.max_cents or sought
    return [Otherwise(code, cents, replace(need, sought_cents=cents))]


def _later(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    """The smallest delay first."""
    return [Otherwise("later_start", weeks, starting_later(need, weeks)) for weeks in DELAYS if need.starts_on]


def _ask_later(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    """To wait until earlier awards count no longer; some count for ever, or until after the plan begins."""
    free_on = dict(verdict.values).get("free_on")
    if not isinstance(free_on, date) or (need.starts_on is not None and free_on >= need.starts_on):
        return []
    return [Otherwise("ask_later", free_on, replace(need, earlier=()))]


def _support(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    """To look for what it gives as well."""
    if source.mechanism == "referral":  # help for one person or family stays that
        return []
    given = codes_of("support", source.support - need.support)
    return [Otherwise("other_support", given, replace(need, support=need.support | source.support))]


def _people(need: Need, source: Source, verdict: Verdict) -> list[Otherwise]:
    """As many people as are asked."""
    values = dict(verdict.values)
    wanted, role = values.get("wanted"), values.get("role", Code("people_role", "board_members"))
    if not isinstance(wanted, int) or not isinstance(role, Code):
        return []
    more = with_fact(need, kept_as(f"need.{role.code}"), wanted)
    return [Otherwise("more_people", People(role.code, wanted), more)]


_TRIES: Mapping[str, Callable[[Need, Source, Verdict], list[Otherwise]]] = {
    "legal_form": _form,
    "anbi": _anbi,
    "amount": _amount,
    "deadline": _later,
    "decision": _later,
    "latest_start": _later,
    "support": _support,
    "mechanism": _support,
    "people": _people,
    "governance": _people,
    "frequency": _ask_later,
}
