"""Signing what is on the table, by a party itself or as written down from paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.tracker.domain.agreements.evaluations import next_anniversary
from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.records import Agreement, Signature, Terms
from services.tracker.domain.agreements.vocabulary import AgreementEvent, AgreementState, Party
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms, obligations
from services.tracker.usecases.agreeing.changing import AgreementChange, changing_agreement
from services.tracker.usecases.agreeing.clock_days import OBLIGATIONS_AHEAD
from services.tracker.usecases.agreeing.duties import make_duties
from services.tracker.usecases.agreeing.parties import SIGN, parties_of, side_of
from services.tracker.usecases.agreeing.telling import tell_parties
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def sign_agreement(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    *,
    side: Side | None = None,
    signed_by: str = "",
    signed_on: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Keeps a signature under the open version; the last one makes it hold.

    Without `side` somebody of a board signs for their own party, now. With `side` a signature on paper is written down:
    `signed_by` is the name under it and `signed_on` its day. Raises InvalidInput, NotAllowedNow, Stale.
    """
    with changing_agreement(ctx, actor, agreement_id, SIGN, once=once, expected_version=expected_version) as change:
        signature = _signature(change, side, signed_by, signed_on)
        waiting = _waiting(change)
        last = waiting == {signature.side.value}
        facts = change.facts(acting=signature.side.value, to_sign=waiting)
        amends = change.terms_in_force is not None
        detail = {"side": signature.side.value, "elsewhere": signature.elsewhere, "number": signature.number}
        change.happen(_event(last, amends), facts, detail)
        agreement_terms.sign(change.work.connection, signature)
        if last:
            _take_force(change)
        what = "signed_by_all" if last else "signed"
        tell_parties(change.work, change.agreement, what, change.now, by=signature.signed_by)
    return change.agreement


def _signature(change: AgreementChange, side: Side | None, signed_by: str, signed_on: date | None) -> Signature:
    own = side_of(change.actor, change.agreement)
    elsewhere = side is not None and side is not own
    signing = side or own
    raise_for(_errors(change, signing, elsewhere, signed_by, signed_on))
    terms = change.open_terms
    return Signature(
        id=new_id(),
        agreement_id=change.agreement.id,
        place_id=change.agreement.place_id,
        number=terms.number if terms else 0,
        side=signing or Side.PLACE,
        signed_by=signed_by.strip() if elsewhere else change.actor.name or change.actor.email.partition("@")[0],
        signed_on=signed_on if elsewhere and signed_on else change.today,
        elsewhere=elsewhere,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )


def _errors(
    change: AgreementChange, side: Side | None, elsewhere: bool, signed_by: str, signed_on: date | None
) -> list[FieldError]:
    errors = []
    if side is None:
        errors.append(FieldError("side", "required", _("Kies voor welke partij u een handtekening opschrijft.")))
    if elsewhere and not signed_by.strip():
        errors.append(FieldError("signedBy", "required", _("Vul in wie er heeft getekend.")))
    if elsewhere and signed_on is None:
        errors.append(FieldError("signedOn", "required", _("Vul in op welke dag er is getekend.")))
    if signed_on is not None and signed_on > change.today:
        errors.append(FieldError("signedOn", "in_future", _("Deze dag ligt in de toekomst.")))
    # Who has people here signs here; only for a partner without an account another writes it down.
    others_board = {Side.PLACE: Party.PARTNER, Side.PARTNER: Party.PLACE}
    has_people = side is Side.PLACE or change.agreement.partner_id is not None
    if elsewhere and side and has_people and parties_of(change.actor, change.agreement) == {others_board[side]}:
        errors.append(FieldError("side", "not_yours", _("De andere partij tekent hier zelf.")))
    return errors


def _waiting(change: AgreementChange) -> frozenset[str]:
    """Who still has to sign the open version."""
    terms = change.open_terms
    if terms is None:
        return frozenset()
    kept = agreement_terms.signatures(change.work.connection, change.agreement.id)
    signed = {signature.side for signature in kept if signature.number == terms.number}
    return frozenset(side.value for side in Side if side not in signed)


def _event(last: bool, amends: bool) -> AgreementEvent:
    if amends:
        return AgreementEvent.AMENDMENT_TAKES_FORCE if last else AgreementEvent.SIGN_AMENDMENT
    return AgreementEvent.SIGN_LAST if last else AgreementEvent.SIGN


def _take_force(change: AgreementChange) -> None:
    """The signed version replaces the one before it; what was promised before and not any more falls away."""
    connection, agreement = change.work.connection, change.agreement
    old, new = change.terms_in_force, change.open_terms
    if new is None:
        return
    agreement_terms.put_in_force(connection, agreement.id, change.today)
    if old is not None:
        obligations.drop_ahead(connection, agreement.id, change.today, (promise.id for promise in old.promises))
    _begin(change, replace(new, in_force_on=change.today))


def _begin(change: AgreementChange, terms: Terms) -> None:
    """Promises count at once when the first day is there; else the clock begins on that day."""
    start = change.agreement.starts_on or change.today
    values: dict[str, object] = {"starts_on": start, "ends_on": terms.ends_on}
    if change.agreement.next_talk_on is None:
        values["next_talk_on"] = next_anniversary(start, None)
    if change.agreement.state is AgreementState.SCHEDULED and start <= change.today:
        values["state"] = AgreementState.ACTIVE
    change.write("take_force", {"number": terms.number}, **values)
    change.look_ahead()
    if change.agreement.state is not AgreementState.SCHEDULED:
        make_duties(change.work, change.agreement, terms, change.today + OBLIGATIONS_AHEAD)
