"""The machine: people are led from goal to goal, do wrong things on the way, and every answer is compared."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from shared.access.actors import Role
from tests.services.tracker.client import app_of
from tests.services.tracker.machine.acts import WRITERS
from tests.services.tracker.machine.comparing import Walked
from tests.services.tracker.machine.doing import ACTS, UNREADABLE, Doing
from tests.services.tracker.machine.model import ROLES, Case
from tests.services.tracker.machine.steering import (
    ABOUT_OBJECTIONS,
    BY_TIME,
    GOALS,
    act_of,
    deck,
    distances,
    events_of,
    needed_first,
    next_acts,
    without_right,
    wrong_ways,
)
from tests.services.tracker.machine.table import RESTING

MOST_CASES = 16
PATIENCE = 14
"""So many steps are spent on one goal at most."""
PAUSES = (1, 5, 24, 24 * 3, 24 * 15, 24 * 40)
"""In hours."""
PEOPLE = sorted(ROLES)
DICE = st.tuples(*[st.booleans()] * 20).map(lambda bits: sum(bit << place for place, bit in enumerate(bits)))
"""A number made of single bits. Hypothesis's own integers are now and then a number that stands in one of the modules
that happen to be loaded; a walk would go another way when other tests run beside it."""


class Life(RuleBasedStateMachine, Doing):
    """A place with its people and a handful of applications; `open_world`, `walked`, `goals_each` and `wrongs_each` are
    given by the test."""

    open_world: Any = None
    walked: Walked
    goals_each = 30
    wrongs_each = 35

    @initialize(dice=DICE)
    def begin(self, dice):
        number = self.walked.numbers.setdefault(dice, len(self.walked.numbers))
        note(f"walk {number}")
        self.dice, self.at = dice, 0
        self.goals = list(
            self.walked.goals.setdefault(dice, self._unseen_first(deck(list(GOALS), number, self.goals_each)))
        )
        self.wrongs = deck(wrong_ways(), number, self.wrongs_each)
        self.goal, self.patience = "", 0
        self.world = type(self).open_world()
        self.world.join("bob", Role.BOARD)
        self.http = app_of(self.world)
        self.clients, self.cases, self.sent = {}, [], {}
        for name in ("need-1", "need-2"):
            kind = "government" if name == "need-1" else "fund"
            self.world.offer(need_id=name, provider_kind=kind, document={"id": "bron", "decision_weeks": 8})
        self.start("mo", "need-1", True, as_idea=False)
        self.start("bea", "need-2", False, as_idea=True)

    def _unseen_first(self, goals: list[str]) -> list[str]:
        """What no walk did yet comes first; a walk that is walked again keeps the order of its first time."""
        return sorted(goals, key=lambda goal: events_of(goal) <= set(self.walked.events))

    def teardown(self):
        if hasattr(self, "world"):
            self.compare_told()
            self.world.ctx.database.dispose()

    @rule(dice=DICE)
    def step(self, dice):
        """One step: mostly towards the goal, often something that is wrong, now and then something else."""
        self.at += 1
        self.random = Random(f"{self.dice} {self.at} {dice}")
        chance = self.random.random()
        if chance < 0.60:
            self._towards_goal()
        elif chance < 0.86:
            self._wrong()
        elif chance < 0.90 and self.sent:
            self.send_again(self.random.choice(sorted(self.sent)))
        elif chance < 0.93:
            self.wait(self.random.choice(PAUSES))
        elif chance < 0.95:
            self._begin_again()
        else:
            self._anything()

    # Towards the goal.

    def _towards_goal(self) -> None:
        if self.patience == 0:
            self.goal, self.patience = self.goals[0], PATIENCE
            self.goals = [*self.goals[1:], self.goals[0]]
        self.patience -= 1
        case = self._case_for(self.goal)
        if case is None:
            self._begin_again()
            return
        name = self._next(case, self.goal)
        reached = self._make(case, name)
        if reached and name in (self.goal, act_of(self.goal)):
            self.patience = 0
            self._with_used_key(name)

    def _case_for(self, goal: str) -> Case | None:
        """The application that is nearest to where the goal can happen, now and then another one."""
        far = distances(goal)
        fit = [case for case in self.cases if case.state in far and (case.public or goal not in ABOUT_OBJECTIONS)]
        fit.sort(key=lambda case: far[case.state])
        return self.random.choice(fit[:2]) if fit and self.random.random() < 0.2 else next(iter(fit), None)

    def _next(self, case: Case, goal: str) -> str:
        """What to do for the goal now: what may be done goes first, then what is needed for it."""
        names = next_acts(case, goal)
        if goal in names and goal in ACTS and self._ways(case, goal):
            return goal
        names = [act_of(needed_first(case, name)) for name in names]
        return self.random.choice([name for name in names if name in ACTS and self._ways(case, name)] or names)

    def _make(self, case: Case, name: str) -> bool:
        """Does it when it is possible; else lets time go by. Tells whether it was done."""
        who = self.random.choice(sorted(WRITERS))
        if name == "take_up_idea":
            self.take_up(who, case, as_idea=False)
        elif name == "resubmit":
            self.resubmit(who, case)
        elif name in ACTS and (ways := self._ways(case, name)):
            who, pick = self.random.choice(ways)
            return self.do(case, who, name, pick) == 200
        else:
            self.wait(24 * self.random.choice((15, 40)))
            return name in BY_TIME and case.state == name
        return case.state == "draft" or name == "resubmit"

    def _ways(self, case: Case, name: str) -> list[tuple[str, int]]:
        """Who could do it now, and with what, by the model."""
        people = sorted(ACTS[name].may)
        return [(who, pick) for who in people for pick in range(12) if self.answer_to(case, who, name, pick) == 200]

    # Beside the goal.

    def _wrong(self) -> None:
        """The next wrong thing of the deck that can be done wrong now."""
        for at, (name, variant) in enumerate(self.wrongs):
            if self._do_wrong(name, variant):
                self.wrongs = [*self.wrongs[:at], *self.wrongs[at + 1 :], (name, variant)]
                return

    def _do_wrong(self, name: str, variant: str) -> bool:
        act, pick = ACTS[name], self.random.randrange(24)
        cases = [case for case in self.cases if case.report or not act.on_report]
        if not cases:
            return False
        case = self.random.choice(cases)
        who = self.random.choice(sorted(act.may))
        if variant in UNREADABLE:
            self.unreadable(case, self.random.choice(PEOPLE), name, pick, variant)
        elif variant == "foreign":
            self.do(case, self.random.choice(sorted(act.unseen)), name, pick)
        elif variant == "forbidden":
            self.do(case, self.random.choice(without_right(act)), name, pick)
        elif variant == "stale":
            self.do(case, who, name, pick, stale=True)
        else:
            return self._too_early_or_late(cases, who, name, pick)
        return True

    def _with_used_key(self, name: str) -> None:
        others = [case for case in self.cases if name in self.sent and case is not self.sent[name].case]
        others = [case for case in others if case.report or not ACTS[name].on_report]
        if others:
            self.used_key(self.random.choice(others), name, self.random.randrange(24))

    def _too_early_or_late(self, cases: list[Case], who: str, name: str, pick: int) -> bool:
        refused = [case for case in cases if self.answer_to(case, who, name, pick) == 409]
        if refused:
            self.do(self.random.choice(refused), who, name, pick)
        return bool(refused)

    def _anything(self) -> None:
        name = self.random.choice(sorted(ACTS))
        self.do(self.random.choice(self.cases), self.random.choice(PEOPLE), name, self.random.randrange(24))

    def _begin_again(self) -> None:
        """A new application, an idea that is taken up, or a new try."""
        need, who, as_idea = (
            self.random.choice(("need-1", "need-2")),
            self.random.choice(PEOPLE),
            self.random.random() < 0.5,
        )
        same = self.under_way(need)
        resting = [case for case in self.cases if case.state in RESTING]
        if resting and self.random.random() < 0.3:
            self.resubmit(who, self.random.choice(resting))
        elif same is not None:
            self.take_up(who, same, as_idea)
        elif len(self.cases) < MOST_CASES:
            self.start(who, need, need == "need-1", as_idea)
        else:
            self._anything()
