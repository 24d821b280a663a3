"""A plan for one need: which sources together, what stays open, and what would help. A proposal; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.matcher.domain.need import Need
from services.matcher.domain.pair import Match
from services.matcher.domain.planning.model import Demand, Option, Pin, Plan, Problem
from services.matcher.domain.planning.options import demand_of, option_of, sought_cents, usual_cents
from services.matcher.domain.planning.weights import SMALLEST_CENTS, TOO_UNSURE, WORTH_CENTS_PER_HOUR
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.engine.plan.solve import solve
from services.matcher.usecases.planning.changes import Change, limits_that_block
from services.matcher.usecases.planning.what_ifs import Ground, changes_of_need
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

MOST_OPTIONS = 40
"""The best matches that a plan is made of; pinned ones always come along."""
DONE_CENTS = 100


@dataclass(frozen=True)
class Choices:
    """What people decided about a plan: sources that must be in it, and sources to leave out."""

    pins: tuple[Pin, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """The plan with what is needed to explain it. `left` are the options that aren't in it, with a code why.

    `changes` is empty when all is covered. `unpaid` are lines of the budget that no option may pay.
    """

    need: Need
    problem: Problem
    plan: Plan
    sources: Mapping[str, Source]
    choices: Choices
    changes: tuple[Change, ...] = ()
    left: tuple[tuple[Option, str], ...] = ()
    unpaid: tuple[str, ...] = ()
    considered: int = 0
    matches: Mapping[str, Match] = field(default_factory=dict)

    @property
    def demand(self) -> Demand:
        """What must be paid."""
        return self.problem.demands[0]

    @property
    def short_cents(self) -> int:
        """What no source in the plan covers."""
        return self.demand.sought_cents - self.plan.cents

    @property
    def is_filled(self) -> bool:
        """Whether the whole amount is covered, but for less than a euro."""
        return self.short_cents < DONE_CENTS

    @property
    def is_worth_it(self) -> bool:
        """Whether there is anything for which asking pays; a plan that can't be says nothing about that."""
        return bool(self.plan.parts) or not self.plan.is_possible

    @property
    def usual_cents(self) -> int:
        """The amount that was reckoned with where pages name none."""
        return usual_cents(self.sources.values())


def make_plan(
    need: Need,
    matches: Sequence[Match],
    sources: Mapping[str, Source],
    regions: Regions,
    today: date,
    choices: Choices | None = None,
) -> Proposal:
    """The best plan for a need out of its matches (best first).

    Raises InvalidInput when no amount is known, or a choice names a source that can't be in a plan.
    """
    choices = choices or Choices()
    sought = sought_cents(need)
    if not sought:
        mend = _("Vul eerst in hoeveel geld u zoekt. Dan kunnen wij een plan maken.")
        raise InvalidInput([FieldError("amount_sought", "required", mend)])
    demand, usual = demand_of(need, sought), usual_cents(sources.values())
    options = _options(need, matches, sources, demand, today, usual, choices)
    _check(choices, options, sources)
    problem = Problem(
        demands=(demand,),
        options=tuple(options),
        hours=need.hours_available,
        worth_cents_per_hour=WORTH_CENTS_PER_HOUR,
        smallest_cents=min(SMALLEST_CENTS, sought),
        pins=choices.pins,
        forbidden=choices.without,
    )
    plan = solve(problem)
    used = {option.source_id for option in options}
    aside = [match for match in matches if match.source_id not in used]
    ground = Ground(need, problem, plan, aside, sources, regions, today, usual)
    return Proposal(
        need=need,
        problem=problem,
        plan=plan,
        sources=sources,
        choices=choices,
        changes=_changes(ground, sought),
        left=tuple((option, why_left(problem, plan, option)) for option in options if not _is_in(plan, option)),
        unpaid=tuple(line.id for line in demand.lines if not any(line.id in option.pays for option in options)),
        considered=len(options),
        matches={match.source_id: match for match in matches},
    )


def _options(
    need: Need,
    matches: Sequence[Match],
    sources: Mapping[str, Source],
    demand: Demand,
    today: date,
    usual: int,
    choices: Choices,
) -> list[Option]:
    found: list[Option] = []
    pinned = {pin.source_id for pin in choices.pins}
    for match in matches:
        if len(found) >= MOST_OPTIONS and match.source_id not in pinned:
            continue
        option = option_of(need, sources[match.source_id], match, demand, today, usual)
        if option is not None and (option.weight >= TOO_UNSURE or option.source_id in pinned):
            found.append(option)
    return found


def _check(choices: Choices, options: Sequence[Option], sources: Mapping[str, Source]) -> None:
    """Every choice that can't be, at once."""
    known = {option.source_id: option for option in options}
    errors = []
    for pin in choices.pins:
        option = known.get(pin.source_id)
        if option is None:
            errors.append(_cannot(pin, sources))
        elif pin.cents is not None and not max(1, option.min_cents) <= pin.cents <= option.max_cents:
            mend = _("Dit bedrag kan niet bij deze bron. Kijk naar het minimum, het maximum en de kosten.")
            errors.append(FieldError(f"amount.{pin.source_id}", "out_of_range", mend))
        if pin.source_id in choices.without:
            mend = _("U kunt een bron niet vastzetten én weglaten.")
            errors.append(FieldError(f"choice.{pin.source_id}", "contradiction", mend))
    for source_id in sorted(choices.without - set(sources)):
        errors.append(FieldError(f"choice.{source_id}", "unknown_source", _("Deze bron kennen wij niet.")))
    if errors:
        raise InvalidInput(errors)


def _cannot(pin: Pin, sources: Mapping[str, Source]) -> FieldError:
    field_name = f"choice.{pin.source_id}"
    if pin.source_id not in sources:
        return FieldError(field_name, "unknown_source", _("Deze bron kennen wij niet."))
    mend = _("Deze bron kan niet in dit plan: hij is niet voor u, of betaalt niets van dit plan.")
    return FieldError(field_name, "not_plannable", mend)


def _changes(ground: Ground, sought: int) -> tuple[Change, ...]:
    """What would help, only when something is missing: what fills most first, then the least different plan."""
    if ground.plan.is_possible and ground.plan.cents > sought - DONE_CENTS:
        return ()
    found = [*limits_that_block(ground.problem, ground.plan), *changes_of_need(ground)]
    return tuple(sorted(found, key=lambda change: (-change.gain_cents, change.plan.hours, change.code)))


def _is_in(plan: Plan, option: Option) -> bool:
    return any(part.option is option for part in plan.parts)


def why_left(problem: Problem, plan: Plan, option: Option) -> str:
    """Why an option is not in the plan, as a code: the first reason that holds by itself."""
    demand = problem.demand_of(option)
    left_hours = None if problem.hours is None else problem.hours - plan.hours
    if option.source_id in problem.forbidden:
        return "forbidden"
    if option.own_needed_cents > demand.own_cents:
        return "own_money"
    if option.min_cents > option.max_cents:
        return "minimum"
    if problem.least_cents(option) > option.max_cents:
        return "not_worth"
    if demand.sought_cents - plan.cents < DONE_CENTS:
        return "filled"
    if left_hours is not None and option.hours.total > left_hours:
        return "hours"
    if demand.carry_cents is not None and option.carried_percent:
        return "carry"
    if option.company is not None:
        return "company"
    return "no_room"
