"""Signing what is asked of a partner, by its board."""

from __future__ import annotations

from services.tracker.domain.partners import MAX_NAME, Partnership, PartnerState
from services.tracker.domain.states import PREPARING
from services.tracker.settings import TrackerContext
from services.tracker.usecases.partnering.joint import SIGN, Joint, PartnerChange, as_partner
from services.tracker.usecases.partnering.telling import tell_lead
from services.tracker.usecases.roles import board_of
from shared.access.actors import Actor
from shared.kernel.errors import NotAllowedNow, Stale
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
        check_open(change.joint)
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
            paper_id=None,
        )
        change.note("partner_agreed")
        tell_lead(change.work, change.joint.application, change.partner, "agreed", change.now)
    return change.partner


def check_open(joint: Joint) -> None:
    """Raises NotAllowedNow once the application was sent."""
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
