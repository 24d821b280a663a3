"""Writing down that the funder takes the award back."""

from __future__ import annotations

from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.records import Application
from services.tracker.domain.settlements import SettlementKind
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounting.awards import award_facts, award_in
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, errors_of_letter, funder_act, of_letter
from services.tracker.usecases.accounting.news import News, tell_news
from services.tracker.usecases.accounting.settle import Settled, keep_settlement
from services.tracker.usecases.decided.end_award import end_award
from services.tracker.usecases.deciding.objection_term import open_objection_term
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once

__all__ = ["RIGHT", "revoke_award"]


def revoke_award(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    reason: str,
    letter: FunderLetter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Marks the award as taken back: it came to nothing, and money that was paid may be claimed.

    Raises InvalidInput, NotAllowedNow without a reason, Stale.
    """
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for(errors_of_letter(change, letter))
        award = award_in(change)
        facts = award_facts(change, award, reason=reason)
        change.happen(Event.REVOKE, facts, of_letter(letter), attention_at=nearest(change))
        keep_settlement(change, SettlementKind.REVOKED, Settled(0, reason=reason), letter, award)
        end_award(change)
        open_objection_term(change, letter.letter_on, None)
        tell_news(change, News.REVOKED)
    return change.application
