"""Signing what is asked of a partner: by its board here, or on paper as the lead writes it down."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.partners import MAX_NAME, Partnership, PartnerState
from services.tracker.domain.states import PREPARING
from services.tracker.settings import TrackerContext
from services.tracker.storage import partnerships
from services.tracker.usecases.changing import changing
from services.tracker.usecases.partnering.joint import SIGN, WRITE, Joint, PartnerChange, as_partner, check_version
from services.tracker.usecases.partnering.telling import tell_lead
from services.tracker.usecases.roles import board_of
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, NotAllowedNow, Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def sign_part(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    digest: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Keeps the signature of a board under what it read: `digest` is of what stood on its page.

    Raises NotFound, Forbidden for somebody who is not on the board, NotAllowedNow once it was sent, Stale.
    """
    with as_partner(
        ctx, actor, application_id, partnership_id, SIGN, once=once, expected_version=expected_version
    ) as change:
        _check_open(change.joint)
        _check_eyes(change)
        if digest != change.joint.digest:
            message = _("Er is iets veranderd sinds u dit las. Lees het opnieuw en teken dan.")
            raise Stale(message, change.partner.version)
        change.write(
            state=PartnerState.AGREED,
            agreed_digest=digest,
            agreed_by=(actor.name or actor.email.partition("@")[0])[:MAX_NAME],
            agreed_person_id=actor.person_id,
            agreed_on=change.today,
            elsewhere=False,
        )
        change.note("partner_agreed")
        tell_lead(change.work, change.joint.application, change.partner, "agreed", change.now)
    return change.partner


def record_signature(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    signed_by: str,
    signed_on: date,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Writes down a signature on paper of a partner that has nobody here: who has people here signs here.

    Raises NotFound, InvalidInput, NotAllowedNow, Stale.
    """
    with changing(ctx, actor, application_id, WRITE, once=None, expected_version=None) as change:
        connection, scope = change.work.connection, actor.scope
        if once is not None:
            once.begin(connection)
        joint = Joint(change.application, tuple(partnerships.of_application(connection, scope, application_id)))
        partner = joint.partner(partnership_id)
        check_version(partner, expected_version)
        _check_open(joint)
        if partner.partner_id is not None:
            raise NotAllowedNow(_("Voor deze partner tekent u niet. Dat doet de partner zelf."), code="signs_here")
        raise_for(_errors(signed_by, signed_on, change.now.astimezone(AMSTERDAM).date()))
        signed = partnerships.change(
            connection,
            scope,
            partner,
            state=PartnerState.AGREED,
            agreed_digest=joint.digest,
            agreed_by=signed_by.strip()[:MAX_NAME],
            agreed_on=signed_on,
            elsewhere=True,
        )
        change.write("partner_agreed", {"partner": partner.id, "elsewhere": True})
        if once is not None:
            once.finish(connection, signed)
    return signed


def _check_open(joint: Joint) -> None:
    if joint.application.state not in PREPARING:
        raise NotAllowedNow(_("De aanvraag is al weg. Er valt niets meer te tekenen."), code="sent_already")


def _check_eyes(change: PartnerChange) -> None:
    """Four eyes are of two people: who wrote it for the lead does not sign for a partner when another there can."""
    place_id, me = change.partner.partner_id, change.actor.person_id
    if place_id is None or me not in change.joint.application.author_ids:
        return
    if board_of(change.ctx.people, place_id, change.now) - {me}:
        message = _("U schreef mee voor de penvoerder. Laat een ander bestuurslid van deze plek tekenen.")
        raise NotAllowedNow(message, code="own_work")


def _errors(signed_by: str, signed_on: date, today: date) -> list[FieldError]:
    errors = []
    if not signed_by.strip():
        errors.append(FieldError("signedBy", "required", _("Vul in wie er heeft getekend.")))
    if signed_on > today:
        errors.append(FieldError("signedOn", "in_future", _("Deze dag ligt in de toekomst.")))
    return errors
