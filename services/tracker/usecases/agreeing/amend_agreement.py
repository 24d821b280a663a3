"""Proposing a change of what holds; the old version stays in force until everybody signed the new one."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.agreements.promises import Promise
from services.tracker.domain.agreements.records import Agreement, Terms, TermsState
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms
from services.tracker.usecases.agreeing.changing import changing_agreement
from services.tracker.usecases.agreeing.parties import WRITE
from services.tracker.usecases.agreeing.telling import tell_parties
from services.tracker.usecases.agreeing.wanted import Wanted, errors_of
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def amend_agreement(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    *,
    promises: tuple[Promise, ...],
    ends_on: date | None,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Keeps a new version that both have to sign. Raises InvalidInput, NotAllowedNow, Stale."""
    with changing_agreement(ctx, actor, agreement_id, WRITE, once=once, expected_version=expected_version) as change:
        agreement = change.agreement
        wanted = Wanted(
            agreement.title, agreement.partner_name, starts_on=agreement.starts_on, ends_on=ends_on, promises=promises
        )
        lacks = [] if reason.strip() else [FieldError("reason", "required", _("Schrijf op waarom u dit wilt."))]
        raise_for([*errors_of(wanted), *lacks])
        number = change.versions[-1].number + 1
        change.happen(AgreementEvent.AMEND, change.facts(), {"number": number})
        terms = Terms(
            agreement_id=agreement.id,
            number=number,
            place_id=agreement.place_id,
            state=TermsState.OPEN,
            promises=promises,
            ends_on=ends_on,
            reason=reason.strip(),
            made_by=actor.person_id,
            made_at=change.now,
        )
        agreement_terms.add(change.work.connection, terms)
        tell_parties(change.work, change.agreement, "amend", change.now, note=terms.reason)
    return change.agreement
