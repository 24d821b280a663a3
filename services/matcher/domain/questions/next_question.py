"""The cheapest next question: the missing fact whose answer settles most, per minute of finding it out.

What an answer changes is not reckoned in another way: the same match is made again with the answer filled in, for the
sources that wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
Standing = Mapping[str, Match]


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


def next_questions(
    need: Need,
    matches: Sequence[Match],
    sources: Mapping[str, Source],
    judge: Judge,
    today: date,
    skip: Collection[str] = (),
) -> list[NextQuestion]:
    """All questions that can change the first ten, the most worthwhile first; none when no answer can.

    `skip`: keys (`key_of`) of questions that could not be answered just now.
    """
    standing = {match.source_id: match for match in matches if _is_offered(match)}
    simulation = _Simulation(need, standing, sources, judge, today)
    found = [simulation.of_place(path) for path in simulation.missing_facts() if path not in skip]
    found += [
        simulation.of_source(source_id, path)
        for source_id, path in simulation.calls()
        if f"{path}:{source_id}" not in skip
    ]
    worthwhile = [question for question in found if question and any(o.changes_first for o in question.outcomes)]
    return sorted(worthwhile, key=lambda question: (-question.worth, question.path, question.source_id or ""))


def key_of(question: NextQuestion) -> str:
    """A name for the question, the same as long as the fact is missing."""
    return f"{question.path}:{question.source_id}" if question.source_id else question.path


@dataclass(frozen=True, slots=True)
class _Simulation:
    need: Need
    standing: Standing
    sources: Mapping[str, Source]
    judge: Judge
    today: date

    def missing_facts(self) -> list[str]:
        """The facts of the place and the need that a source waits for, and that can be told."""
        paths = {kept_as(v.missing) for match in self.standing.values() for v in _waiting(match) if v.missing}
        return sorted(path for path in paths if is_unknown(self.need, path))

    def calls(self) -> list[tuple[str, str]]:
        """Per source near the top the fact to ask on the phone."""
        found = []
        for match in in_order(self.standing)[:CALLS]:
            asked = [v for v in _waiting(match) if v.ask is Ask.SOURCE]
            form = next((v for v in asked if v.criterion == "legal_form" and self.need.place.legal_form), None)
            if form:
                found.append((match.source_id, "source.applicants"))
            if any(v.criterion == "status" or v.aged for v in asked):
                found.append((match.source_id, "source.status"))
        return found

    def of_place(self, path: str) -> NextQuestion | None:
        """The question about one fact of the place or the need, with what each answer would change."""
        waits = {
            match.source_id: [v for v in _waiting(match) if kept_as(v.missing or "") == path]
            for match in in_order(self.standing)
        }
        waiting = [source_id for source_id, verdicts in waits.items() if verdicts][:WAITING]
        verdicts = [verdict for source_id in waiting for verdict in waits[source_id]]
        after = {
            (answer.code, answer.value): [self.judge(answer.need, self.sources[id_]) for id_ in waiting]
            for answer in answers_to(self.need, path, verdicts, self.today)
        }
        return self._question(path, None, waiting, after)

    def of_source(self, source_id: str, path: str) -> NextQuestion | None:
        """The question to one giver, with what each answer would change."""
        changed = after_the_call(self.sources[source_id], path, self.need.place.legal_form, self.today)
        after: dict[tuple[str, Value], Sequence[Match]] = {
            (code, code == "yes"): [self.judge(self.need, source)] for code, source in changed.items()
        }
        return self._question(path, source_id, [source_id], after)

    def _question(
        self,
        path: str,
        source_id: str | None,
        waiting: Sequence[str],
        after: Mapping[tuple[str, Value], Sequence[Match]],
    ) -> NextQuestion | None:
        if len(after) < 2:
            return None
        outcomes = tuple(self._outcome(code, value, found) for (code, value), found in after.items())
        settled = sum(_settled(self.standing[m.source_id], m) for found in after.values() for m in found)
        return NextQuestion(path, source_id, MINUTES[path].minutes, settled / len(after), tuple(waiting), outcomes)

    def _outcome(self, code: str, value: Value, after: Sequence[Match]) -> Outcome:
        moved = [match for match in after if match.group is not self.standing[match.source_id].group]
        moved.sort(key=lambda match: (-match.score, match.source_id))
        then = {**self.standing, **{match.source_id: match for match in after}}
        return Outcome(
            code=code,
            value=value,
            fitting=tuple(match.source_id for match in moved if match.group is Group.FITS),
            doubtful=tuple(match.source_id for match in moved if match.group is Group.FIND_OUT),
            falling=tuple(match.source_id for match in moved if match.group is Group.NOT_FOR_YOU),
            changes_first=_first(then) != _first(self.standing),
        )


def in_order(standing: Standing) -> list[Match]:
    """What is offered, best first: fits before find out, an old no last."""
    offered = [match for match in standing.values() if _is_offered(match)]
    return sorted(offered, key=lambda m: (m.group is not Group.FITS, m.was_no, -m.score, m.source_id))


def _is_offered(match: Match) -> bool:
    return match.group is not Group.NOT_FOR_YOU and not match.is_signpost


def _waiting(match: Match) -> list[Verdict]:
    return [verdict for verdict in match.verdicts if verdict.is_hard and verdict.answer is Answer.UNKNOWN]


def _first(standing: Standing) -> frozenset[tuple[str, Group]]:
    """Who stands in the first ten and in which group; a shift within a group is no news."""
    return frozenset((match.source_id, match.group) for match in in_order(standing)[:FIRST])


def _settled(before: Match, after: Match) -> float:
    """Nothing when as much stays open; a whole source when it changes group."""
    if after.group is not before.group:
        return before.score / 100
    fewer = len(_waiting(after)) < len(_waiting(before))
    return ONLY_A_CHECK * before.score / 100 if fewer else 0.0
