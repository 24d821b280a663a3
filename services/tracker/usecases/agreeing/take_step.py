"""Steps that need no more than a reason: proposing, declining, taking back, setting apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from services.tracker.domain.agreements.guards import OFFER_STANDS
from services.tracker.domain.agreements.records import Agreement, TermsState
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms
from services.tracker.usecases.agreeing.changing import AgreementChange, changing_agreement
from services.tracker.usecases.agreeing.clock_days import next_look
from services.tracker.usecases.agreeing.parties import WRITE
from services.tracker.usecases.agreeing.telling import tell_parties
from services.tracker.usecases.agreeing.wanted import Wanted, missing_in
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once

Step = Callable[[AgreementChange], Mapping[str, Any]]
DAY = timedelta(days=1)


def take_step(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    event: AgreementEvent,
    *,
    reason: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Makes one of STEPS happen. Raises NotAllowedNow (with what can be done now), Forbidden, Stale."""
    with changing_agreement(ctx, actor, agreement_id, WRITE, once=once, expected_version=expected_version) as change:
        facts = change.facts(reason=reason, missing=_missing(change))
        values = dict(STEPS[event](change))
        change.happen(event, facts, {"reason_given": bool(reason.strip())}, **values)
        tell_parties(change.work, change.agreement, event.value, change.now, note=reason.strip())
    return change.agreement


def _missing(change: AgreementChange) -> tuple[str, ...]:
    terms, agreement = change.open_terms, change.agreement
    promises = terms.promises if terms else ()
    return missing_in(Wanted(agreement.title, agreement.partner_name, starts_on=agreement.starts_on, promises=promises))


def _propose(change: AgreementChange) -> Mapping[str, Any]:
    return {"proposed_on": change.today, "look_on": change.today + OFFER_STANDS + DAY}


def _take_back(change: AgreementChange) -> Mapping[str, Any]:
    """What is written anew is signed anew."""
    agreement_terms.void_signatures(change.work.connection, change.agreement.id, 1, change.now)
    return {"proposed_on": None, "look_on": None}


def _rest(_change: AgreementChange) -> Mapping[str, Any]:
    return {"look_on": None, "talk_about_on": None}


def _drop_amendment(change: AgreementChange) -> Mapping[str, Any]:
    agreement_terms.set_state(change.work.connection, change.agreement.id, TermsState.OPEN, TermsState.DROPPED)
    return {}


def _ask_suspension(change: AgreementChange) -> Mapping[str, Any]:
    return {"suspension_asked_by": change.actor.person_id}


def _resume(change: AgreementChange) -> Mapping[str, Any]:
    return {"suspension_asked_by": None, "look_on": next_look(change.agreement, change.today)}


def _nothing(_change: AgreementChange) -> Mapping[str, Any]:
    return {}


STEPS: Mapping[AgreementEvent, Step] = {
    AgreementEvent.PROPOSE: _propose,
    AgreementEvent.TAKE_BACK: _take_back,
    AgreementEvent.DECLINE: _rest,
    AgreementEvent.DROP_AMENDMENT: _drop_amendment,
    AgreementEvent.ASK_SUSPENSION: _ask_suspension,
    AgreementEvent.SUSPEND: _nothing,
    AgreementEvent.RESUME: _resume,
    AgreementEvent.STOP_FOR_BREACH: _rest,
}
"""What each step changes besides the state."""
