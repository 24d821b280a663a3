"""Changing a draft before it is proposed."""

from __future__ import annotations

from typing import Any

from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms
from services.tracker.usecases.agreeing.changing import changing_agreement
from services.tracker.usecases.agreeing.parties import WRITE
from services.tracker.usecases.agreeing.partners import checked
from services.tracker.usecases.agreeing.wanted import Wanted
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once


def edit_agreement(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    wanted: Wanted,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Writes the whole draft anew. Raises InvalidInput, NotAllowedNow once it was proposed, Stale."""
    with changing_agreement(ctx, actor, agreement_id, WRITE, once=once, expected_version=expected_version) as change:
        wanted = checked(ctx, actor, change.agreement.place_id, wanted, change.agreement)
        values: dict[str, Any] = {
            "partner_id": wanted.partner_id,
            "partner_name": wanted.partner_name.strip(),
            "partner_contact": wanted.partner_contact.strip(),
            "title": wanted.title.strip(),
            "starts_on": wanted.starts_on,
            "ends_on": wanted.ends_on,
            "notice_days": wanted.notice_days,
            "strategy_id": wanted.strategy_id,
            "goals": wanted.goals,
        }
        change.happen(AgreementEvent.EDIT, change.facts(), **values)
        terms = change.open_terms
        if terms is not None:
            agreement_terms.rewrite(change.work.connection, change.agreement, terms.number, wanted.promises)
    return change.agreement
