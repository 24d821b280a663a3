"""Reading a letter of a funder by rules. Every finding is a proposal; a person confirms or corrects each."""

from __future__ import annotations

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.letters.duties import (
    find_conditions,
    find_keep_years,
    find_objection,
    find_plan,
    find_report,
    find_spend_before,
)
from services.tracker.domain.letters.heads import find_letter_date, find_reference
from services.tracker.domain.letters.outcome import find_awards, find_outcome
from services.tracker.domain.letters.reading import Finding, Reading
from services.tracker.domain.letters.sentences import sentences_of

MAX_LETTERS = 50_000
MAX_CONDITIONS = 10


def read_letter(text: str, *, asked_cents: int | None = None) -> Reading:
    """What stands in the letter; `asked_cents` (what was asked) tells a part from the whole."""
    letter = text[:MAX_LETTERS]
    sentences = sentences_of(letter)
    awards = find_awards(sentences)
    outcome = find_outcome(sentences, awards[0] if awards else None, asked_cents)
    if outcome is None or outcome.value == Outcome.REJECTED:
        awards = []
    duties = _there(find_report(sentences), find_spend_before(sentences), find_keep_years(sentences))
    others = _there(
        outcome,
        find_letter_date(sentences),
        find_reference(sentences),
        find_objection(sentences),
        find_plan(sentences) if awards else None,
    )
    conditions = find_conditions(sentences, duties)[:MAX_CONDITIONS] if awards else []
    return Reading(letter, (*others, *awards, *duties, *conditions))


def _there(*findings: Finding | None) -> tuple[Finding, ...]:
    return tuple(found for found in findings if found is not None)
