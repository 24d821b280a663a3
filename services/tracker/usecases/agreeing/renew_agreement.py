"""Going on after the end date: only when both say so."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.usecases.agreeing.changing import AgreementChange, changing_agreement
from services.tracker.usecases.agreeing.parties import SIGN, side_of
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
    """Says for one side that it wants to go on; when the other said so before, the agreement goes on until `ends_on`.

    A coordinator names the `side` that told so. Raises InvalidInput, NotAllowedNow, Stale.
    """
    with changing_agreement(ctx, actor, agreement_id, SIGN, once=once, expected_version=expected_version) as change:
        wishing = side_of(actor, change.agreement) or side
        raise_for(_errors(change, wishing, ends_on))
        said = change.agreement.renewal_wished_by
        acting = wishing.value if wishing else ""
        facts = change.facts(acting=acting)
        if wishing is not None and said - {wishing}:
            detail = {"side": acting, "ends_on": ends_on.isoformat() if ends_on else None}
            change.happen(
                AgreementEvent.RENEW, facts, detail, ends_on=ends_on, renewal_wished_by=frozenset(), end_told=None
            )
            change.look_ahead()
            tell_parties(change.work, change.agreement, "renew", change.now)
        else:
            wished = said | ({wishing} if wishing else set())
            change.happen(AgreementEvent.WISH_RENEWAL, facts, {"side": acting}, renewal_wished_by=wished)
            tell_parties(change.work, change.agreement, "wish_renewal", change.now)
    return change.agreement


def _errors(change: AgreementChange, side: Side | None, ends_on: date | None) -> list[FieldError]:
    errors = []
    if side is None:
        errors.append(FieldError("side", "required", _("Kies welke partij door wil.")))
    known = change.agreement.ends_on
    if ends_on is not None and known is not None and ends_on <= known:
        message = _("De nieuwe einddatum ligt niet na de oude. Kies een latere dag.")
        errors.append(FieldError("endsOn", "not_later", message))
    return errors
