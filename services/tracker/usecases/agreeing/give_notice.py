"""Ending an agreement with the notice that was agreed."""

from __future__ import annotations

from datetime import date, timedelta

from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.storage import obligations
from services.tracker.usecases.agreeing.changing import changing_agreement
from services.tracker.usecases.agreeing.parties import SIGN
from services.tracker.usecases.agreeing.telling import tell_parties
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once

DAY = timedelta(days=1)


def give_notice(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    *,
    ends_on: date,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Ends the agreement on a day that leaves the agreed notice. Raises NotAllowedNow (too soon, no reason), Stale."""
    with changing_agreement(ctx, actor, agreement_id, SIGN, once=once, expected_version=expected_version) as change:
        facts = change.facts(reason=reason, notice_ends_on=ends_on)
        change.happen(
            AgreementEvent.GIVE_NOTICE,
            facts,
            {"ends_on": ends_on.isoformat()},
            ends_on=ends_on,
            look_on=ends_on + DAY,
            talk_about_on=None,
        )
        terms = change.terms_in_force
        if terms is not None:
            gone = (promise.id for promise in terms.promises)
            obligations.drop_ahead(change.work.connection, change.agreement.id, ends_on, gone)
        tell_parties(change.work, change.agreement, "give_notice", change.now, note=reason.strip(), day=ends_on)
    return change.agreement
