"""Writing down what a place and a partner want to agree."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.agreements.records import Agreement, Terms, TermsState
from services.tracker.domain.agreements.vocabulary import AgreementState
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms, agreements
from services.tracker.usecases.agreeing.changing import audit_entry
from services.tracker.usecases.agreeing.parties import CREATE
from services.tracker.usecases.agreeing.partners import checked
from services.tracker.usecases.agreeing.wanted import Wanted
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once


def create_agreement(
    ctx: TrackerContext, actor: Actor, place_id: str, wanted: Wanted, *, once: Once | None = None
) -> Agreement:
    """Keeps a draft of an agreement of this place. Raises NotFound, Forbidden, InvalidInput."""
    require(actor, CREATE, place_id=place_id)
    wanted = checked(ctx, actor, place_id, wanted)
    now = ctx.clock.now()
    agreement = _new(place_id, actor, wanted, now)
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        agreements.add(work.connection, actor.scope, agreement)
        terms = Terms(
            agreement_id=agreement.id,
            number=1,
            place_id=place_id,
            state=TermsState.OPEN,
            promises=wanted.promises,
            ends_on=wanted.ends_on,
            reason="",
            made_by=actor.person_id,
            made_at=now,
        )
        agreement_terms.add(work.connection, terms)
        work.note(audit_entry(actor, agreement, "create", now, detail={}))
        if once is not None:
            once.finish(work.connection, agreement)
    return agreement


def _new(place_id: str, actor: Actor, wanted: Wanted, now: datetime) -> Agreement:
    return Agreement(
        id=new_id(),
        place_id=place_id,
        partner_id=wanted.partner_id,
        partner_name=wanted.partner_name.strip(),
        partner_contact=wanted.partner_contact.strip(),
        title=wanted.title.strip(),
        state=AgreementState.DRAFT,
        version=1,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        notice_days=wanted.notice_days,
        strategy_id=wanted.strategy_id,
        goals=wanted.goals,
        proposed_on=None,
        talk_about_on=None,
        next_talk_on=None,
        renewal_wished_by=frozenset(),
        renewal_until=None,
        suspension_asked_by=None,
        end_told=None,
        look_on=None,
        created_by=actor.person_id,
        created_at=now,
        updated_at=now,
    )
