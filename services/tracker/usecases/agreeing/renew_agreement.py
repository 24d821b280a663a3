"""Going on after the end date: only when both say so."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.usecases.agreeing.changing import AgreementChange, changing_agreement
from services.tracker.usecases.agreeing.parties import SIGN, side_of, sides_on_paper
from services.tracker.usecases.agreeing.telling import tell_parties
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def renew_agreement(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    *,
    ends_on: date | None,
    side: Side | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Says for one side that it wants to go on; when the other wished the same day before, it goes on until then.

    A coordinator names the `side` that told so. Raises InvalidInput, NotAllowedNow, Stale.
    """
    with changing_agreement(ctx, actor, agreement_id, SIGN, once=once, expected_version=expected_version) as change:
        wishing = side_of(actor, change.agreement) or side
        raise_for(_errors(change, wishing, ends_on))
        acting = wishing.value if wishing else ""
        facts, wishes = change.facts(acting=acting), frozenset({wishing} if wishing else ())
        detail = {"side": acting, "ends_on": ends_on.isoformat() if ends_on else None}
        if change.agreement.renewal_wished_by - wishes and change.agreement.renewal_until == ends_on:
            nothing: dict[str, Any] = {"renewal_wished_by": frozenset(), "renewal_until": None, "end_told": None}
            change.happen(AgreementEvent.RENEW, facts, detail, ends_on=ends_on, **nothing)
            change.look_ahead()
            tell_parties(change.work, change.agreement, "renew", change.now)
        else:
            # Another day than the other side wished: that side has to agree with this one first.
            change.happen(AgreementEvent.WISH_RENEWAL, facts, detail, renewal_wished_by=wishes, renewal_until=ends_on)
            tell_parties(change.work, change.agreement, "wish_renewal", change.now)
    return change.agreement


def _errors(change: AgreementChange, side: Side | None, ends_on: date | None) -> list[FieldError]:
    errors = []
    if side is None:
        errors.append(FieldError("side", "required", _("Kies welke partij door wil.")))
    elif side is not side_of(change.actor, change.agreement) and side not in sides_on_paper(
        change.ctx, change.agreement
    ):
        errors.append(FieldError("side", "not_yours", _("Deze partij heeft hier een account en zegt dit zelf.")))
    known = change.agreement.ends_on
    if ends_on is not None and known is not None and ends_on <= known:
        message = _("De nieuwe einddatum ligt niet na de oude. Kies een latere dag.")
        errors.append(FieldError("endsOn", "not_later", message))
    return errors
