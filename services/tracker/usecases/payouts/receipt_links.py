"""The secret address at which a group sends photos of receipts, without an account."""

from __future__ import annotations

import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.engine import Connection

from services.tracker.domain.payouts.accounts import Account, account_of
from services.tracker.domain.payouts.records import Group, Receipt, ReceiptLink
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import ENTRIES, GROUPS, LINKS, PAYMENTS, RECEIPTS
from services.tracker.usecases.payouts.acting import UPDATE, Act, acting, group_subject, payout_entry
from services.tracker.usecases.payouts.receipts import NewReceipt, check_new, keep_receipt
from shared.access import directory
from shared.access.actors import Actor
from shared.access.limits import RECEIPTS_PER_CLIENT as PER_CLIENT
from shared.access.limits import RECEIPTS_PER_LINK as PER_LINK
from shared.access.limits import count
from shared.access.scope import SYSTEM, Scope
from shared.access.secrets import digest
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.plumbing.reach import Reach, as_system, reaching
from shared.wording.texts import gettext as _

SECRET_BYTES = 32
MAX_DAYS = 550


@dataclass(frozen=True)
class MadeLink:
    """A new link with its secret, which is shown once and kept nowhere."""

    link: ReceiptLink
    secret: str


@dataclass(frozen=True)
class Behind:
    """What somebody with the link sees: their own street, no names, no account numbers."""

    host_name: str
    group: Group
    receipts: tuple[Receipt, ...]
    account: Account


def make_link(ctx: TrackerContext, actor: Actor, group_id: str, *, ends_on: date, once: Once | None = None) -> MadeLink:
    """A new link for a group; the one before it stops working."""
    with acting(ctx, actor, once) as act:
        group = act.get(GROUPS, group_id, UPDATE)
        if not act.today <= ends_on <= act.today + timedelta(days=MAX_DAYS):
            text = _("Kies een dag die nog komt, binnen anderhalf jaar.")
            raise InvalidInput([FieldError("endsOn", "not_possible", text)])
        _end_live(act, group.id)
        secret = secrets.token_urlsafe(SECRET_BYTES)
        link = ReceiptLink(
            id=new_id(),
            place_id=group.place_id,
            group_id=group.id,
            token_hash=digest(secret),
            made_by=actor.person_id,
            made_at=act.now,
            ends_on=ends_on,
        )
        act.add(LINKS, link)
        act.note("link_made", group_subject(group.id), group.place_id, ends_on=ends_on.isoformat())
        return act.done(MadeLink(link, secret))


def end_link(ctx: TrackerContext, actor: Actor, group_id: str, *, once: Once | None = None) -> Group:
    """The link of a group stops working at once."""
    with acting(ctx, actor, once) as act:
        group = act.get(GROUPS, group_id, UPDATE)
        _end_live(act, group.id)
        act.note("link_ended", group_subject(group.id), group.place_id)
        return act.done(group)


def open_link(ctx: TrackerContext, secret: str) -> Behind:
    """The street behind a link. Raises NotFound for a link that is unknown, ended or over, without a difference."""
    with _of_link(ctx, secret), ctx.database.read() as connection:
        link, scope = _live(ctx, connection, secret)
        group = GROUPS.get(connection, scope, link.group_id)
        payments = PAYMENTS.of(connection, scope, group_id=group.id)
        receipts = RECEIPTS.of(connection, scope, group_id=group.id)
        entries = ENTRIES.of(connection, scope, group_id=group.id)
    with ctx.people.read() as people:
        host_name = directory.organisation_names(people, [group.place_id]).get(group.place_id, "")
    return Behind(host_name, group, tuple(receipts), account_of(group, payments, receipts, entries))


def send_receipt(
    ctx: TrackerContext, secret: str, new: NewReceipt, *, client: str, once: Once | None = None
) -> Receipt:
    """Somebody with the link sends a receipt. Raises TooMany, NotFound, InvalidInput."""
    with ctx.people.transaction() as people:
        now = ctx.clock.now()
        count(people, PER_CLIENT, client, secret=ctx.settings.secret, now=now)
        count(people, PER_LINK, digest(secret), secret=ctx.settings.secret, now=now)
    of_link = _of_link(ctx, secret)
    photo = check_new(new, needs_photo=True)
    with of_link, ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        link, scope = _live(ctx, work.connection, secret)
        group = GROUPS.get(work.connection, scope, link.group_id)
        made = keep_receipt(ctx, work, scope, group, new, photo, sent_by=None)
        detail = {"receipt_id": made.id, "link_id": link.id}
        work.note(payout_entry(None, "receipt_sent", group_subject(group.id), group.place_id, now, detail))
        if once is not None:
            once.finish(work.connection, made)
        return made


def _end_live(act: Act, group_id: str) -> None:
    for link in LINKS.of(act.connection, act.scope, group_id=group_id, ended_at=None):
        act.change(LINKS, link, ended_at=act.now)


def _of_link(ctx: TrackerContext, secret: str) -> AbstractContextManager[None]:
    """What may be touched by who has this link: rows of its host. Raises NotFound."""
    with as_system("receipt link"), ctx.database.read() as connection:
        __, scope = _live(ctx, connection, secret)
    return reaching(Reach(organisations=scope.places))


def _live(ctx: TrackerContext, connection: Connection, secret: str) -> tuple[ReceiptLink, Scope]:
    """The link with this secret, and what it opens: its own host. Nobody is signed in here."""
    found = LINKS.of(connection, SYSTEM, token_hash=digest(secret), ended_at=None)
    if not found or found[0].ends_on < today_in_amsterdam(ctx.clock):
        raise NotFound(_("Deze link werkt niet meer. Vraag een nieuwe aan de stichting die uw geld uitbetaalt."))
    return found[0], Scope(places=frozenset({found[0].place_id}))
