"""Writing down that the funder does not want the rest of its money back."""

from __future__ import annotations

from services.tracker.domain.claims import ClaimState
from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records
from services.tracker.usecases.accounting.awards import award_facts, award_in
from services.tracker.usecases.accounting.claiming import end_terms
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, errors_of_letter, funder_act, of_letter
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once

__all__ = ["RIGHT", "write_off"]


def write_off(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    reason: str,
    letter: FunderLetter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Closes the claim and the account without the rest. Raises InvalidInput, NotAllowedNow, Stale."""
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for(errors_of_letter(change, letter))
        award = award_in(change)
        if claim := award.open_claim:
            award_records.change(
                change.work.connection,
                actor.scope,
                claim,
                state=ClaimState.WRITTEN_OFF,
                closed_reason=reason.strip(),
                closed_at=change.now,
            )
            end_terms(change, claim, None, DeadlineState.WITHDRAWN, "written_off")
        facts = award_facts(change, award, reason=reason)
        change.happen(Event.WRITE_OFF, facts, of_letter(letter), attention_at=nearest(change))
    return change.application
