"""What the answers to one question would change, for one need.

It is not reckoned in another way: the same match is made again with the answer filled in, for the sources that wait
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match
from services.matcher.domain.questions.minutes import MINUTES
from services.matcher.domain.questions.supposing import after_the_call, answers_to, is_unknown, kept_as
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Value, Verdict

FIRST = 10
"""As many sources as a place will look at; what changes nothing there is not worth asking."""
ONLY_A_CHECK = 0.25
"""What it counts when an answer takes one check off a source that stays in its group."""
CALLS = 2 * FIRST
"""How far down the order a phone call may still be worth it."""
WAITING = 4 * FIRST
"""Of how many waiting sources, from the top, the answers are reckoned out: nobody looks further down."""

Judge = Callable[[Need, Source], Match]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a source stands for a need before the question: what a question needs of a match, and no more.

    `waiting` are the hard criteria that are open.
    """

    source_id: str
    group: Group
    score: float
    was_no: bool
    waiting: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer changes: sources that then fit, that come back from "fits", and that fall away (ids, best first).

    `code` and `value` tell which answer (see supposing.Answered).
    """

    code: str
    value: Value
    fitting: tuple[str, ...]
    doubtful: tuple[str, ...]
    falling: tuple[str, ...]
    changes_first: bool


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A fact to find out. `source_id` is set when it is a fact of one source: then it is a phone call.

    `settles` is the mean over the answers of the score (in whole sources) that they settle; `worth` is that per minute.
    """

    path: str
    source_id: str | None
    minutes: float
    settles: float
    waiting: tuple[str, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def worth(self) -> float:
        """What it settles per minute."""
        return self.settles / self.minutes

    @property
    def changes_first(self) -> bool:
        """Whether an answer can change what stands in front."""
        return any(outcome.changes_first for outcome in self.outcomes)


def is_offered(match: Match) -> bool:
    """Whether people are shown this source as something to ask."""
    return match.group is not Group.NOT_FOR_YOU and not match.is_signpost


def stand_of(match: Match) -> Stand:
    """Where this match stands."""
    waiting = tuple(verdict for verdict in match.verdicts if verdict.is_hard and verdict.answer is Answer.UNKNOWN)
    return Stand(match.source_id, match.group, match.score, match.was_no, waiting)


def in_order(stands: Sequence[Stand]) -> list[Stand]:
    """What is offered, best first: fits before find out, an old no last."""
    offered = [stand for stand in stands if stand.group is not Group.NOT_FOR_YOU]
    return sorted(offered, key=lambda s: (s.group is not Group.FITS, s.was_no, -s.score, s.source_id))


class Simulation:
    """One need with the sources that are offered to it."""

    def __init__(
        self, need: Need, stands: Sequence[Stand], sources: Mapping[str, Source], judge: Judge, today: date
    ) -> None:
        self._need, self._sources, self._judge, self._today = need, sources, judge, today
        self._order = in_order(stands)
        self._standing = {stand.source_id: stand for stand in self._order}
        self._first = _first(self._order)
        self._asked: dict[tuple[str, str | None], NextQuestion | None] = {}

    def missing_facts(self) -> list[str]:
        """The facts of the place and the need that a source waits for, and that can be told."""
        paths = {kept_as(verdict.missing) for stand in self._order for verdict in stand.waiting if verdict.missing}
        return sorted(path for path in paths if is_unknown(self._need, path))

    def calls(self, within: int = CALLS) -> list[tuple[str, str]]:
        """Per source of the first so many the facts to ask on the phone, as (source id, path)."""
        found = []
        for stand in self._order[:within]:
            asked = [verdict for verdict in stand.waiting if verdict.ask is Ask.SOURCE]
            if self._need.place.legal_form and any(verdict.criterion == "legal_form" for verdict in asked):
                found.append((stand.source_id, "source.applicants"))
            if any(verdict.criterion == "status" or verdict.aged for verdict in asked):
                found.append((stand.source_id, "source.status"))
        return found

    def waiting_for(self, path: str) -> dict[str, list[Verdict]]:
        """The sources that wait for this fact of the place or the need, best first, with what waits."""
        waits = {s.source_id: [v for v in s.waiting if kept_as(v.missing or "") == path] for s in self._order}
        return dict([(source_id, verdicts) for source_id, verdicts in waits.items() if verdicts][:WAITING])

    def at_most(self, path: str, source_id: str | None) -> float:
        """What the answer can settle at the very most: every source that waits for it changes group.

        What fits already can't fit better: "it is open" takes no more than a check away, only "it is closed" moves it.
        """
        if source_id is None:
            return sum(self._standing[one].score for one in self.waiting_for(path)) / 100
        stand = self._standing[source_id]
        part = (1 + ONLY_A_CHECK) / 2 if stand.group is Group.FITS and path == "source.status" else 1.0
        return part * stand.score / 100

    def ask(self, path: str, source_id: str | None = None) -> NextQuestion | None:
        """The question about one fact, with what each answer would change; None when there is nothing to choose."""
        key = (path, source_id)
        if key not in self._asked:  # the page over all needs asks the same again and again
            self._asked[key] = self._of_source(source_id, path) if source_id else self._of_place(path)
        return self._asked[key]

    def _of_place(self, path: str) -> NextQuestion | None:
        waits = self.waiting_for(path)
        verdicts = [verdict for waiting in waits.values() for verdict in waiting]
        after = {
            (answer.code, answer.value): [self._judge(answer.need, self._sources[id_]) for id_ in waits]
            for answer in answers_to(self._need, path, verdicts, self._today)
        }
        return self._question(path, None, tuple(waits), after)

    def _of_source(self, source_id: str, path: str) -> NextQuestion | None:
        changed = after_the_call(self._sources[source_id], path, self._need.place.legal_form, self._today)
        after: dict[tuple[str, Value], Sequence[Match]] = {
            (code, code == "yes"): [self._judge(self._need, source)] for code, source in changed.items()
        }
        return self._question(path, source_id, (source_id,), after)

    def _question(
        self,
        path: str,
        source_id: str | None,
        waiting: tuple[str, ...],
        after: Mapping[tuple[str, Value], Sequence[Match]],
    ) -> NextQuestion | None:
        if len(after) < 2:
            return None
        found = {answer: [stand_of(match) for match in matches] for answer, matches in after.items()}
        outcomes = tuple(self._outcome(code, value, stands) for (code, value), stands in found.items())
        settled = sum(_settled(self._standing[s.source_id], s) for stands in found.values() for s in stands)
        return NextQuestion(path, source_id, MINUTES[path].minutes, settled / len(found), waiting, outcomes)

    def _outcome(self, code: str, value: Value, after: Sequence[Stand]) -> Outcome:
        moved = [stand for stand in after if stand.group is not self._standing[stand.source_id].group]
        moved.sort(key=lambda stand: (-stand.score, stand.source_id))
        then = {**self._standing, **{stand.source_id: stand for stand in after}}
        return Outcome(
            code=code,
            value=value,
            fitting=tuple(stand.source_id for stand in moved if stand.group is Group.FITS),
            doubtful=tuple(stand.source_id for stand in moved if stand.group is Group.FIND_OUT),
            falling=tuple(stand.source_id for stand in moved if stand.group is Group.NOT_FOR_YOU),
            changes_first=_first(in_order(list(then.values()))) != self._first,
        )


def _first(order: Sequence[Stand]) -> frozenset[tuple[str, Group]]:
    """Who stands in the first ten and in which group; a shift within a group is no news."""
    return frozenset((stand.source_id, stand.group) for stand in order[:FIRST])


def _settled(before: Stand, after: Stand) -> float:
    """Nothing when as much stays open; a whole source when it changes group."""
    if after.group is not before.group:
        return before.score / 100
    return ONLY_A_CHECK * before.score / 100 if len(after.waiting) < len(before.waiting) else 0.0
