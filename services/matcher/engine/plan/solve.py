"""The best plan, with the proof of how good it is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from services.matcher.domain.planning.flows import divide
from services.matcher.domain.planning.model import Option, Part, Plan, Problem
from services.matcher.domain.planning.rules import value
from services.matcher.engine.plan.model import EURO, Program, program_of

TIME_LIMIT = 2.0
"""Seconds for one plan; a plan for one need is proven long before. What is found by then is shown with its gap."""
NEAR_ENOUGH = 0.005
"""Euros: a proof stops where nothing can be better by half a cent."""

TOO_MUCH = (
    *(f"mip_heuristic_run_{guess}" for guess in ("feasibility_jump", "root_reduced_cost", "rens", "rins")),
    "mip_allow_restart",
)
"""What HiGHS does for large programs, and leaves out here: guessing good plans by smaller programs, and beginning
anew with what it learnt. For one need the proof is there before they are.
"""


def solve(problem: Problem, time_limit: float = TIME_LIMIT) -> Plan:
    """The plan with the highest value that keeps all limits; `is_possible` is False when the pins allow none."""
    begun = time.perf_counter()
    known = {option.source_id for option in problem.options}
    if any(pin.source_id not in known for pin in problem.pins):
        return Plan((), is_possible=False, gap=0.0, seconds=0.0)
    if not problem.options:
        return Plan((), is_possible=True, gap=0.0, seconds=0.0)
    program = program_of(problem)
    columns, bound = _run(program, time_limit)
    if columns is None:
        return Plan((), is_possible=False, gap=0.0, seconds=time.perf_counter() - begun)
    parts = _parts(problem, program, columns)
    return Plan(parts, is_possible=True, gap=_gap(parts, bound), seconds=time.perf_counter() - begun)


def _gap(parts: tuple[Part, ...], bound: float) -> float:
    """How far the bound lies above the plan, as a part of the bound; half a cent and rounding are no distance."""
    worth = value(parts) / 100_000
    distance = bound - worth - NEAR_ENOUGH - 0.02 * len(parts)
    return max(0.0, distance / bound) if bound > 0 else 0.0


def _run(program: Program, time_limit: float) -> tuple[Sequence[float] | None, float]:
    """The columns of the best answer and the proven bound (euros); no columns when there is no answer."""
    import highspy  # with numpy a tenth of a second: only who plans pays it

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", time_limit),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", NEAR_ENOUGH),
        *((name, False) for name in TOO_MUCH),
    ):
        solver.setOptionValue(name, setting)
    solver.passModel(_lp(highspy, program))
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, 0.0
    return list(solver.getSolution().col_value), float(info.mip_dual_bound)


def _lp(highspy: Any, program: Program) -> Any:
    import numpy as np

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.costs), len(program.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(program.costs)
    lp.col_lower_, lp.col_upper_ = np.array(program.lower), np.array(program.upper)
    lp.row_lower_ = np.array([row[0] for row in program.rows])
    lp.row_upper_ = np.array([row[2] for row in program.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row[1]) for row in program.rows)])
    lp.a_matrix_.index_ = np.array([column for row in program.rows for column in row[1]])
    lp.a_matrix_.value_ = np.array([factor for row in program.rows for factor in row[1].values()])
    whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole] * program.options + [free] * (len(program.costs) - program.options)
    return lp


def _parts(problem: Problem, program: Program, columns: Sequence[float]) -> tuple[Part, ...]:
    """Whole cents, rounded down: less breaks no ceiling, and minima are whole cents themselves."""
    found: list[tuple[Option, int]] = []
    for number, option in enumerate(problem.options):
        cents = _cents(sum(columns[column] for column in program.amounts[number]))
        if columns[number] > 0.5 and cents:
            found.append((option, cents))
    lines: dict[int, dict[str, int]] = {}
    for demand in problem.demands:
        here = [place for place, (option, _) in enumerate(found) if option.need_id == demand.need_id]
        amounts, pays = [found[place][1] for place in here], [found[place][0].pays for place in here]
        divided = divide(amounts, pays, {line.id: line.cents for line in demand.lines})
        lines |= dict(zip(here, divided or (), strict=True))
    return tuple(Part(option, cents, lines[place]) for place, (option, cents) in enumerate(found))


def _cents(euros: float) -> int:
    """Whole cents; what lies a hair under a cent is that cent."""
    cents = euros * EURO
    return round(cents) if abs(cents - round(cents)) < 0.01 else int(cents)
