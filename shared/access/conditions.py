"""The small conditions that a right can carry: each has a name for the table and one line that decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.access.actors import Actor, MandateAct
from shared.access.vocabulary import Action, Fact

# States of an application in which the funder has (or had) it; before these it is the place's own draft.
FROM_SUBMISSION_ON = frozenset(
    (
        *("submitted", "incomplete", "not_considered", "in_review", "withdrawn"),
        *("awarded", "awarded_partial", "awarded_conditional", "rejected", "lapsed", "declined", "revoked"),
        *("running", "reported", "report_overdue", "settled", "repayment_due", "closed"),
    )
)


@dataclass(frozen=True)
class Case:
    """The thing at hand: whose it is, in which state, and what else is known of it."""

    place_id: str | None = None
    funder_id: str | None = None
    owner_id: str | None = None
    state: str | None = None
    facts: frozenset[Fact] = frozenset()


@dataclass(frozen=True)
class Condition:
    """A named condition of the table. `holds` gets the person (None for a visitor) and the case."""

    name: str
    holds: Callable[[Actor | None, Case], bool]


@dataclass(frozen=True)
class Permission:
    """One act in a cell of the table, under conditions that must all hold."""

    action: Action
    conditions: tuple[Condition, ...] = ()
    masked: bool = False


def if_(action: Action, *conditions: Condition) -> Permission:
    """The act, only when all conditions hold."""
    return Permission(action, conditions)


def masked(action: Action) -> Permission:
    """The act, with account numbers blotted out."""
    return Permission(action, masked=True)


def _fact(fact: Fact) -> Condition:
    return Condition(fact.value, lambda _, case: fact in case.facts)


def _is_own(actor: Actor | None, case: Case) -> bool:
    return actor is not None and case.owner_id == actor.person_id


def _is_own_funder(actor: Actor | None, case: Case) -> bool:
    return actor is not None and case.funder_id in actor.scope.funders


def _has_written_mandate(actor: Actor | None, case: Case) -> bool:
    place_id = case.place_id
    return (
        actor is not None and place_id is not None and actor.may_act_for(place_id, MandateAct.SUBMIT, in_writing=True)
    )


def _is_claimed(actor: Actor | None, case: Case) -> bool:
    return actor is None or case.place_id not in actor.in_trust


OWN = Condition("own", _is_own)
OWN_FUNDER = Condition("own_funder", _is_own_funder)
WRITTEN_MANDATE = Condition("written_mandate", _has_written_mandate)
CLAIMED = Condition("claimed", _is_claimed)
"""The people of the place took it over. Until then nothing is handed in, no money moves and nothing is public."""
SUBMITTED = Condition("from_submission_on", lambda _, case: case.state in FROM_SUBMISSION_ON)
AS_PROPOSAL = _fact(Fact.AS_PROPOSAL)
PHONE_ANSWER = _fact(Fact.PHONE_ANSWER)
PUBLISHED = _fact(Fact.PUBLISHED)
SUBMITTED_TO_FUNDER = _fact(Fact.SUBMITTED_TO_FUNDER)
FUNDER_PUBLISHES = _fact(Fact.FUNDER_PUBLISHES)
WITH_FILE = _fact(Fact.WITH_FILE)
SECOND_PERSON = _fact(Fact.SECOND_PERSON)
NOT_SENT_YET = _fact(Fact.NOT_SENT_YET)
PROPOSED_BY_OTHER = _fact(Fact.PROPOSED_BY_OTHER)
AWARDED = _fact(Fact.AWARDED_BY_FUNDER)
PARTY = _fact(Fact.PARTY)
ABOUT_VOLUNTEER = _fact(Fact.ABOUT_VOLUNTEER)
ABOUT_OFFICER = _fact(Fact.ABOUT_OFFICER)
