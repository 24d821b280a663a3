"""Writing down that the funder settles lower afterwards, up to five years, and wants the difference back."""

from __future__ import annotations

from services.tracker.domain.claims import claim_errors
from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.records import Application
from services.tracker.domain.settlements import SettlementKind
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounting.awards import Award, award_facts, award_in
from services.tracker.usecases.accounting.claiming import Claimed, keep_claim
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, errors_of_letter, funder_act, of_letter
from services.tracker.usecases.accounting.news import News, tell_news
from services.tracker.usecases.accounting.settle import Settled, keep_settlement
from services.tracker.usecases.changing import Change
from services.tracker.usecases.deciding.objection_term import open_objection_term
from services.tracker.usecases.payments.settle_instalments import settle_instalments
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

__all__ = ["RIGHT", "revise_settlement"]


def revise_settlement(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    final_cents: int,
    claimed: Claimed,
    letter: FunderLetter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the new settlement and the claim that follows from it; the reason of the claim is that of the revision.

    Raises InvalidInput, NotAllowedNow after five years or without a reason, Stale.
    """
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        award = award_in(change)
        raise_for(_errors(change, award, final_cents, claimed, letter))
        keep_claim(change, claimed, letter)
        facts = award_facts(change, award, reason=claimed.reason)
        change.happen(Event.REVISE, facts, of_letter(letter), attention_at=nearest(change))
        settled = Settled(final_cents, reason=claimed.reason)
        keep_settlement(change, SettlementKind.REVISED, settled, letter, award)
        settle_instalments(change, final_cents)
        open_objection_term(change, letter.letter_on, None)
        tell_news(change, News.CLAIMED, amount_cents=claimed.amount_cents, day=claimed.due_on)
    return change.application


def _errors(change: Change, award: Award, final_cents: int, claimed: Claimed, letter: FunderLetter) -> list[FieldError]:
    errors = errors_of_letter(change, letter)
    if final_cents >= award.paid_cents:
        message = _("Dit is niet lager dan wat u kreeg. Dan hoeft u niets terug te betalen.")
        return [*errors, FieldError("final", "not_lower", message)]
    most, terms = award.paid_cents - final_cents, (claimed.due_on, claimed.terms, letter.letter_on)
    return [*errors, *claim_errors(claimed.amount_cents, most, *terms)]
