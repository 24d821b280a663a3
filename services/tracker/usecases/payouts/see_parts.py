"""One thing of a street with its street: for the small pages on which it is looked at."""

from __future__ import annotations

from typing import TypeVar

from services.tracker.domain.payouts.records import Group, Payee, Payment, Receipt
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelf import Shelf
from services.tracker.storage.payouts.shelves import GROUPS, PAYEES, PAYMENTS, RECEIPTS, UNDOINGS
from services.tracker.usecases.payouts.acting import READ
from services.tracker.usecases.payouts.payments import AREA
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import NotFound
from shared.uploads import store_of

OfGroup = TypeVar("OfGroup", Payee, Payment, Receipt)


def read_payee(ctx: TrackerContext, actor: Actor, payee_id: str) -> tuple[Payee, Group]:
    """A number with its street. Raises NotFound."""
    return _read(ctx, actor, PAYEES, payee_id)


def read_payment(ctx: TrackerContext, actor: Actor, payment_id: str) -> tuple[Payment, Group]:
    """A payment with its street. Raises NotFound."""
    return _read(ctx, actor, PAYMENTS, payment_id)


def read_receipt(ctx: TrackerContext, actor: Actor, receipt_id: str) -> tuple[Receipt, Group]:
    """A receipt with its street. Raises NotFound."""
    return _read(ctx, actor, RECEIPTS, receipt_id)


def undone_file(ctx: TrackerContext, actor: Actor, undoing_id: str) -> bytes:
    """The photo of the paper of a mistake that was put right. Raises NotFound."""
    with ctx.database.read() as connection:
        found = UNDOINGS.get(connection, actor.scope, undoing_id)
    require(actor, READ, place_id=found.place_id)
    return file_of(ctx, found.signature_file)


def file_of(ctx: TrackerContext, name: str | None) -> bytes:
    """The bytes of a photo that one of the records above names. Raises NotFound when there is none."""
    if not name:
        raise NotFound()
    return store_of(ctx.settings, AREA).get(name)


def _read(ctx: TrackerContext, actor: Actor, shelf: Shelf[OfGroup], record_id: str) -> tuple[OfGroup, Group]:
    with ctx.database.read() as connection:
        found = shelf.get(connection, actor.scope, record_id)
        group = GROUPS.get(connection, actor.scope, found.group_id)
    require(actor, READ, place_id=group.place_id)
    return found, group
