"""The most worthwhile questions over many needs: a fact is asked once, for all needs that wait for it.

A fact of a place counts for all its needs; a fact of a source for all needs that have it among their first ten.
Reckoning out every answer for every need would take long, so the questions come in order of what they can settle at
most, and it stops when nothing that is left can come in front: the answer is the same as after reckoning out all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from services.matcher.domain.need import Need
from services.matcher.domain.questions.minutes import MINUTES
from services.matcher.domain.questions.simulation import FIRST, NextQuestion, Simulation


@dataclass(frozen=True)
class OpenNeed:
    """One need that is looked for, with the place that has it."""

    need: Need
    place_id: str
    simulation: Simulation


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked, and of whom: a source (`form`: for which legal form), a place, or one need."""

    path: str
    source_id: str | None = None
    place_id: str | None = None
    need_id: str | None = None
    form: str | None = None

    @property
    def key(self) -> str:
        """A name for the question, the same as long as the fact is missing."""
        about = (self.source_id, self.place_id, self.need_id, self.form)
        return ":".join([self.path, *(part for part in about if part)])


@dataclass(frozen=True)
class SharedQuestion:
    """One question with what its answer would do for each need that waits for it."""

    subject: Subject
    minutes: float
    parts: tuple[tuple[OpenNeed, NextQuestion], ...]

    @property
    def settles(self) -> float:
        """The score, in whole sources, that an answer settles on average over all needs together."""
        return sum(question.settles for _need, question in self.parts)

    @property
    def worth(self) -> float:
        """What it settles per minute."""
        return self.settles / self.minutes


def questions_over_all(
    needs: Sequence[OpenNeed], most: int, skip: Collection[str] = (), *, of_sources: bool
) -> list[SharedQuestion]:
    """The `most` best questions over all needs, the most worthwhile first; none when no answer changes a first ten.

    `of_sources`: those to givers; else those to places. `skip`: keys of subjects that could not be answered just now.
    """
    found: list[SharedQuestion] = []
    for limit, subject, by in _ranked(needs, of_sources=of_sources):
        if len(found) >= most and limit < found[most - 1].worth:
            break
        question = None if subject.key in skip else _asked(subject, by)
        if question is not None:
            found.append(question)
            found.sort(key=lambda one: (-one.worth, one.subject.key))
    return found[:most]


def _ranked(needs: Sequence[OpenNeed], *, of_sources: bool) -> list[tuple[float, Subject, list[OpenNeed]]]:
    """Every subject with the needs that wait for it, by what it can be worth at the very most."""
    waiting: defaultdict[Subject, list[OpenNeed]] = defaultdict(list)
    for one in needs:
        for subject in _of_source(one) if of_sources else _of_place(one):
            waiting[subject].append(one)
    limits = [(_at_most(subject, by), subject, by) for subject, by in waiting.items()]
    return sorted(limits, key=lambda item: (-item[0], item[1].key))


def _of_source(one: OpenNeed) -> list[Subject]:
    form = one.need.place.legal_form
    return [
        Subject(path, source_id=source_id, form=form if path == "source.applicants" else None)
        for source_id, path in one.simulation.calls(within=FIRST)
    ]


def _of_place(one: OpenNeed) -> list[Subject]:
    return [
        Subject(path, place_id=one.place_id) if path.startswith("place.") else Subject(path, need_id=one.need.id)
        for path in one.simulation.missing_facts()
    ]


def _at_most(subject: Subject, needs: Sequence[OpenNeed]) -> float:
    """What it can be worth at the very most."""
    return sum(one.simulation.at_most(subject.path, subject.source_id) for one in needs) / MINUTES[subject.path].minutes


def _asked(subject: Subject, needs: Sequence[OpenNeed]) -> SharedQuestion | None:
    """The question with the needs of which an answer changes the first ten; None when there are none."""
    asked = [(one, one.simulation.ask(subject.path, subject.source_id)) for one in needs]
    parts = tuple((one, question) for one, question in asked if question and question.changes_first)
    return SharedQuestion(subject, MINUTES[subject.path].minutes, parts) if parts else None
