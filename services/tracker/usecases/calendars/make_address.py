"""Gives somebody's calendar feed an address, which is shown this once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from services.tracker.domain.calendars.wishes import CalendarSecret, Wishes
from services.tracker.settings import TrackerContext
from services.tracker.storage import calendar_secrets
from services.tracker.usecases.calendars.own import CREATE, calendar_entry, check_wishes
from shared.access.actors import Actor
from shared.access.rights import require
from shared.access.secrets import digest
from shared.plumbing.addresses import tracker_path
from shared.plumbing.idempotency import Once

SECRET_BYTES = 32


@dataclass(frozen=True)
class MadeAddress:
    """The feed, and the address to read it at; whoever knows that can read it."""

    feed: CalendarSecret
    address: str


def make_address(
    ctx: TrackerContext, actor: Actor, wishes: Wishes | None = None, *, once: Once | None = None
) -> MadeAddress:
    """A new address; the one before stops working at once. Without wishes those of before hold, or the usual ones.

    The secret is kept as a digest only. Raises InvalidInput.
    """
    require(actor, CREATE, owner_id=actor.person_id)
    if wishes is not None:
        check_wishes(ctx, actor, wishes)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        now, found = ctx.clock.now(), calendar_secrets.find(work.connection, actor.scope)
        feed = calendar_secrets.keep_address(
            work.connection,
            actor.scope,
            secret_hash=digest(secret),
            wishes=wishes or (found.wishes if found else Wishes()),
            now=now,
        )
        work.note(calendar_entry(actor, "address_made", now))
        made = MadeAddress(feed, f"{ctx.settings.base_url}{tracker_path(f'/calendar/{secret}.ics')}")
        if once is not None:
            once.finish(work.connection, made)
    return made
