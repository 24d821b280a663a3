"""Writing down that the funder wants money back: after a lower settlement, or after the award was taken back."""

from __future__ import annotations

from services.tracker.domain.claims import claim_errors
from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounting.awards import award_facts, award_in
from services.tracker.usecases.accounting.claiming import Claimed, keep_claim
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, errors_of_letter, funder_act, of_letter
from services.tracker.usecases.accounting.news import News, tell_news
from services.tracker.usecases.deciding.objection_term import open_objection_term
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once

__all__ = ["RIGHT", "claim_back"]


def claim_back(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    claimed: Claimed,
    letter: FunderLetter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the claim with its terms. Raises InvalidInput, NotAllowedNow when nothing was paid too much, Stale."""
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        award = award_in(change)
        most = award.paid_cents - (award.final_cents or 0)
        errors = errors_of_letter(change, letter)
        if most > 0:  # else the guard says that there is nothing to give back
            terms = (claimed.due_on, claimed.terms, letter.letter_on)
            raise_for([*errors, *claim_errors(claimed.amount_cents, most, *terms)])
            keep_claim(change, claimed, letter)
        raise_for(errors)
        change.happen(Event.CLAIM, award_facts(change, award), of_letter(letter), attention_at=nearest(change))
        open_objection_term(change, letter.letter_on, None)
        tell_news(change, News.CLAIMED, amount_cents=claimed.amount_cents, day=claimed.due_on)
    return change.application
