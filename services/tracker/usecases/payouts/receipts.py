"""Receipts of a group: sent by somebody of the host or by the group itself, and looked at by the host."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.payouts.records import Group, Receipt
from services.tracker.domain.payouts.states import GroupState, ReceiptState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import GROUPS, RECEIPTS
from services.tracker.usecases.how_often import UPLOADS, count_once
from services.tracker.usecases.payouts.acting import UPDATE, acting, group_subject, look_first
from services.tracker.usecases.payouts.payments import AREA, checked_photo
from services.tracker.usecases.room import check_room
from shared.access.actors import Actor
from shared.access.scope import Scope
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.uploads import Checked, store_of
from shared.wording.texts import gettext as _

MAX_WHAT = 200
MAX_RECEIPTS = 200
"""For one street; more than anybody has, and a bound for who has the link."""


@dataclass(frozen=True)
class NewReceipt:
    """What somebody sends. `photo` empty: there is only paper."""

    what: str
    amount_cents: int | None
    photo: bytes = b""
    photo_name: str = ""


def add_receipt(
    ctx: TrackerContext, actor: Actor, group_id: str, new: NewReceipt, *, once: Once | None = None
) -> Receipt:
    """Somebody of the host adds a receipt for a group."""
    look_first(ctx, actor, GROUPS, group_id)
    count_once(ctx, actor, UPLOADS)
    photo = check_new(new, needs_photo=False)
    with acting(ctx, actor, once) as act:
        group = act.get(GROUPS, group_id, UPDATE)
        made = keep_receipt(ctx, act.work, act.scope, group, new, photo, sent_by=actor.person_id)
        act.note("receipt_added", group_subject(group.id), group.place_id, receipt_id=made.id)
        return act.done(made)


def check_new(new: NewReceipt, *, needs_photo: bool) -> Checked | None:
    """What is kept of the photo, if there is one. Not within a write: a photo is drawn anew, and that is slow.

    Raises InvalidInput with all that is wrong.
    """
    if errors := _wrong(new, needs_photo=needs_photo):
        raise InvalidInput(errors)
    return checked_photo(new.photo, new.photo_name)


def keep_receipt(
    ctx: TrackerContext,
    work: Writing,
    scope: Scope,
    group: Group,
    new: NewReceipt,
    photo: Checked | None,
    *,
    sent_by: str | None,
) -> Receipt:
    """Keeps a receipt that `check_new` looked at. Raises NotAllowedNow for a closed street, InvalidInput when full."""
    if group.state is GroupState.CLOSED:
        raise NotAllowedNow(_("Deze straat is afgesloten. Er kunnen geen bonnen meer bij."), code="group_closed")
    there = RECEIPTS.of(work.connection, scope, group_id=group.id)
    if len(there) >= MAX_RECEIPTS:
        raise NotAllowedNow(
            _("Er staan al heel veel bonnen. Bel de stichting die uw geld uitbetaalt."), code="too_many"
        )
    if photo:
        check_room(work.connection, scope, group.place_id, photo, field="photo", own=sent_by is not None)
    made = Receipt(
        id=new_id(),
        place_id=group.place_id,
        group_id=group.id,
        what=new.what,
        amount_cents=new.amount_cents,
        file=store_of(ctx.settings, AREA).put(photo.data) if photo else None,
        file_name=photo.name if photo else "",
        file_size=photo.size if photo else 0,
        digest=photo.digest if photo else None,
        sent_by=sent_by,
        sent_at=ctx.clock.now(),
    )
    RECEIPTS.add(work.connection, scope, [made])
    return made


def check_receipt(
    ctx: TrackerContext,
    actor: Actor,
    receipt_id: str,
    *,
    accepted: bool,
    amount_cents: int | None = None,
    reason: str = "",
    once: Once | None = None,
    expected_version: int,
) -> Receipt:
    """Somebody of the host takes a receipt (with the amount that stands on it) or refuses it with a reason."""
    with acting(ctx, actor, once) as act:
        receipt = act.get(RECEIPTS, receipt_id, UPDATE, version=expected_version)
        if GROUPS.get(act.connection, act.scope, receipt.group_id).state is GroupState.CLOSED:
            raise NotAllowedNow(_("Deze straat is afgesloten. Open haar eerst weer."), code="group_closed")
        amount = receipt.amount_cents if amount_cents is None else amount_cents
        if accepted and not amount:
            raise InvalidInput([FieldError("amount", "required", _("Vul het bedrag in dat op de bon staat."))])
        if not accepted and not reason:
            raise InvalidInput([FieldError("reason", "required", _("Vul in waarom deze bon niet meetelt."))])
        values = {"amount_cents": amount, "reason": reason, "checked_by": actor.person_id, "checked_at": act.now}
        state = ReceiptState.ACCEPTED if accepted else ReceiptState.REFUSED
        after = act.change(RECEIPTS, receipt, state=state, **values)
        act.note("receipt_checked", group_subject(receipt.group_id), receipt.place_id, state=state.value)
        return act.done(after)


def _wrong(new: NewReceipt, *, needs_photo: bool) -> list[FieldError]:
    errors = []
    if not new.what:
        errors.append(FieldError("what", "required", _("Vul in wat u kocht.")))
    if len(new.what) > MAX_WHAT:
        errors.append(FieldError("what", "too_long", _("Dit is te lang. Er passen 200 tekens.")))
    if new.amount_cents == 0:
        errors.append(FieldError("amount", "zero", _("Vul een bedrag in dat meer is dan nul, of laat het leeg.")))
    if needs_photo and not new.photo:
        errors.append(FieldError("photo", "required", _("Maak een foto van de bon, of kies er een.")))
    return errors
